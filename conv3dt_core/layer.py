"""Conv3DTranspose: Paddle's layer, as an object that holds a weight and a bias and computes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import sound
from .attributes import Filling, array_faults, array_of, filling_of
from .diagnostics import Diagnostic, InvalidLayerError, raise_if_errors, sort_key
from .dispatch import like, prepared
from .functional import call_faults, option_faults, size_faults, spatial
from .initializers import Initializer
from .params import LayerParams
from .spellings import is_integer, read_integer
from .tensors import bytes_of, read_shape, refuse_beyond_budget, shape_of
from .validation import check, check_layer, plan

if TYPE_CHECKING:
    from .explain import Explanation

Array = NDArray[Any]


class Conv3DTranspose:
    """A 3-D transposed convolution as ``paddle.nn.Conv3DTranspose`` is one.

    Parameters
    ----------
    in_channels, out_channels : int
    kernel_size, stride, output_padding, dilation : int or three ints, order D, H, W
    padding : int, three ints, six ints, five pairs, "SAME" or "VALID"
        Voxels cropped from the output, see `LayerParams.of`.
    groups : int
    weight_attr : initializer, array, or object with ``.initializer``, optional
        What the weight is filled with; by default `initializers.XavierUniform`, as in Paddle. True and a name mean the
        default, as in Paddle.
    bias_attr : the same, or False
        By default zeros; False: no bias.
    data_format : {"NCDHW", "NDHWC"}
    activation : str, optional
        A name of `conv3dt_core.activations`.
    backend : {"auto", "numpy", "torch", "torch:cpu", "torch:cuda"}
        See `conv3d_transpose`.
    seed : int, optional
        Makes the weight the same each time.

    Attributes
    ----------
    params : LayerParams
        The arguments in normal form.

    Raises
    ------
    InvalidLayerError
        At construction, with all that can be seen without an input.

    Notes
    -----
    Source: Paddle 3.3.1. output_size belongs to the call, and there makes output_padding irrelevant.

    Examples
    --------
    >>> layer = Conv3DTranspose(4, 6, 3, stride=2)
    >>> layer.output_shape((2, 4, 8, 8, 8))
    (2, 6, 17, 17, 17)
    """

    def __init__(
        self,
        in_channels: Any,
        out_channels: Any,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        output_padding: Any = 0,
        dilation: Any = 1,
        groups: Any = 1,
        weight_attr: Any = None,
        bias_attr: Any = None,
        data_format: Any = "NCDHW",
        *,
        activation: str | None = None,
        backend: str = "auto",
        seed: int | None = None,
    ) -> None:
        faults = option_faults(activation, backend)
        if seed is not None and not is_integer(seed):
            read_integer("seed", seed, faults)
        fillings = filling_of("weight", weight_attr, faults), filling_of("bias", bias_attr, faults)
        try:
            params = LayerParams.of(
                in_channels, out_channels, kernel_size, stride, padding, output_padding, dilation, groups, data_format
            )
        except InvalidLayerError as error:
            raise InvalidLayerError(sorted([*faults, *error.diagnostics], key=sort_key)) from None
        faults += [*check_layer(params), *array_faults(*fillings, params)]
        raise_if_errors(sorted(faults, key=sort_key))
        self.params, self._activation, self._backend, self._key = params, activation, backend, repr(params)
        self._repr = _repr(params, padding, output_padding, activation)
        self._fill(*fillings, np.random.default_rng(None if seed is None else int(seed) % 2**64))

    def __call__(self, x: Any, output_size: Any = None) -> Any:
        """Compute the layer.

        Parameters
        ----------
        x : array, shape (N, in_channels, D, H, W), or (N, D, H, W, in_channels) under NDHWC
            NumPy array or torch tensor. The parameters are cast to its dtype; for a torch x they are tensors without
            gradient on its device.
        output_size : int or three ints, order D, H, W, voxels, optional
            Makes the layer's output_padding irrelevant.

        Returns
        -------
        array, of the kind, dtype and device of x
            Shape as `output_shape` says.

        Raises
        ------
        InvalidLayerError, ShapeError
            With all that is wrong between x and the layer.
        """
        arguments = self._key, output_size, self._activation, self._backend
        signature = sound.signature_of(x, self._weight, self._bias, None, arguments)
        compute = sound.SOUND.get(signature) or sound.kept(signature, self._prepared(x, output_size))
        return compute(x, *self._parameters(x), None)

    def _prepared(self, x: Any, output_size: Any) -> sound.Compute:
        faults = call_faults({"x": x}, self._activation, self._backend)
        raise_if_errors(sorted(faults + size_faults(shape_of(x), self.params, output_size, check), key=sort_key))
        geometry = plan(self.params, spatial(tuple(x.shape), self.params), output_size)
        return prepared(x, *self._parameters(x), self.params, geometry, self._activation, self._backend)

    def _parameters(self, x: Any) -> tuple[Any, Any]:
        return like(self._weight, x), None if self._bias is None else like(self._bias, x)

    def __repr__(self) -> str:
        """Return the layer as Paddle prints it: what is not default, arguments as they were given."""
        return self._repr

    @property
    def weight(self) -> Array:
        """The weight, shape (in_channels, out_channels // groups, kD, kH, kW); read-only."""
        return self._weight

    @property
    def bias(self) -> Array | None:
        """The bias, shape (out_channels,), or None; read-only."""
        return self._bias

    def load(self, weight: Any, bias: Any = None) -> None:
        """Replace the parameters by copies of these.

        Parameters
        ----------
        weight : NumPy, torch or Paddle value, shape (in_channels, out_channels // groups, kD, kH, kW)
            float32 or float64; torch's 16-bit floats become float32.
        bias : NumPy, torch or Paddle value, shape (out_channels,) or (out_channels, 1), optional
            None leaves the bias as it is.

        Raises
        ------
        InvalidLayerError, ShapeError
            If they do not fit; the layer is then unchanged.
        """
        faults: list[Diagnostic] = []
        new_weight = array_of("weight", weight, faults)
        new_bias = None if bias is None else array_of("bias", bias, faults)
        faults += array_faults(new_weight, new_bias, self.params)
        raise_if_errors(sorted(faults, key=sort_key))
        self._keep(new_weight, self._bias if bias is None else new_bias)

    def output_shape(self, x_shape: Any, output_size: Any = None) -> tuple[int, int, int, int, int]:
        """Return the shape of the result for an x of this shape, both in the layer's data format.

        Parameters
        ----------
        x_shape : five ints
        output_size : int or three ints, order D, H, W, voxels, optional
        """
        faults: list[Diagnostic] = []
        shape = read_shape("x_shape", x_shape, faults)
        faults += [] if faults else size_faults(shape, self.params, output_size, check)
        raise_if_errors(sorted(faults, key=sort_key))
        size = plan(self.params, spatial(shape, self.params), output_size).output_size
        return self.params.laid_out(shape[0], self.params.out_channels, size)

    def explain(self, x_shape: Any, output_size: Any = None, lang: str = "en") -> Explanation:
        """Explain the layer for an x of this shape: sizes, contributions, and what is wrong instead of an error.

        Parameters
        ----------
        x_shape : five ints
            In the layer's data format.
        output_size : int or three ints, order D, H, W, voxels, optional
        lang : {"en", "zh"}

        Returns
        -------
        Explanation
            A notebook shows it with pictures; ``.scene()`` is a Plotly figure.

        Raises
        ------
        ValueError
            If `lang` is neither.
        """
        from .explain import explain  # noqa: PLC0415  (its words are loaded when somebody reads them)

        title, has_bias = repr(self), self._bias is not None
        return explain(self.params, x_shape, output_size, lang, title=title, has_bias=has_bias)

    def _repr_html_(self) -> str:
        from .explain import figures  # noqa: PLC0415

        return str(figures("report").of_layer(self.params, repr(self), self._bias is not None))

    def _fill(self, weight: Filling, bias: Filling, generator: np.random.Generator) -> None:
        """Draw what is not given; an array given as one sets the dtype of both."""
        dtype = next((array.dtype for array in (weight, bias) if isinstance(array, np.ndarray)), np.dtype(np.float32))
        refuse_beyond_budget("weight", bytes_of(self.params.weight_shape, dtype.name))
        shapes = self.params.weight_shape, (self.params.out_channels,)
        drawn = (
            filling.draw(shape, generator, dtype) if isinstance(filling, Initializer) else filling
            for filling, shape in zip((weight, bias), shapes, strict=True)
        )  # fmt: skip
        self._keep(*drawn)

    def _keep(self, weight: Any, bias: Any) -> None:
        self._weight = np.array(weight, order="C")
        self._weight.setflags(write=False)
        self._bias = None if bias is None else np.array(bias, self._weight.dtype).reshape(-1)
        if self._bias is not None:
            self._bias.setflags(write=False)


def _repr(params: LayerParams, padding: Any, output_padding: Any, activation: str | None) -> str:
    given = {"padding": padding, "output_padding": output_padding}
    shown_items = [f"{params.in_channels}, {params.out_channels}", f"kernel_size={list(params.kernel_size)}"]
    shown_items += [f"stride={list(params.stride)}"] if set(params.stride) != {1} else []
    shown_items += [f"{name}={value}" for name, value in given.items() if not (is_integer(value) and value == 0)]
    shown_items += [f"dilation={list(params.dilation)}"] if set(params.dilation) != {1} else []
    shown_items += [f"groups={params.groups}"] if params.groups != 1 else []
    shown_items += [f"data_format={params.data_format}"]
    shown_items += [f"activation={activation}"] if activation is not None else []
    return f"Conv3DTranspose({', '.join(shown_items)})"
