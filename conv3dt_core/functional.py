"""conv3d_transpose: Paddle's functional call on NumPy arrays and torch tensors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import sound
from .activations import ACTIVATIONS
from .backends import BACKENDS
from .diagnostics import Code, Diagnostic, InvalidLayerError, Triple, raise_if_errors, sort_key
from .dispatch import prepared
from .params import LayerParams
from .spellings import is_integer, read_triple, shown
from .tensors import (
    NUMPY_DTYPES,
    TORCH_DTYPES,
    Shape,
    bias_faults,
    input_faults,
    kind_of,
    shape_of,
    tensor_faults,
    type_name,
    write_obstacle,
)
from .validation import check_call, check_layer, plan


def conv3d_transpose(
    x: Any,
    weight: Any,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: Any = 1,
    dilation: Any = 1,
    output_size: Any = None,
    data_format: Any = "NCDHW",
    *,
    activation: str | None = None,
    backend: str = "auto",
    out: Any = None,
) -> Any:
    """Compute a 3-D transposed convolution as ``paddle.nn.functional.conv3d_transpose`` does.

    Parameters
    ----------
    x : array, shape (N, in_channels, D, H, W), or (N, D, H, W, in_channels) under NDHWC
        A NumPy array of float32 or float64, or a torch tensor of these, float16 or bfloat16. N may be 0.
    weight : array, shape (in_channels, out_channels // groups, kD, kH, kW)
        In both data formats; same library and dtype as x.
    bias : array, shape (out_channels,) or (out_channels, 1), optional
    stride, output_padding, dilation : int or three ints, order D, H, W
    padding : int, three ints, six ints, five pairs, "SAME" or "VALID"
        Voxels cropped from the output, see `LayerParams.of`.
    groups : int
    output_size : int or three ints, order D, H, W, voxels, optional
        Chooses among the sizes that stride leaves open; excludes output_padding other than 0.
    data_format : {"NCDHW", "NDHWC"}
        Layout of x and of the result.
    activation : str, optional
        What the result goes through: ``relu``, ``sigmoid`` ..., a name of `conv3dt_core.activations`.
    backend : {"auto", "numpy", "torch", "torch:cpu", "torch:cuda"}
        "auto" computes where x lives. "torch" takes a NumPy x to CUDA if there is one; "numpy" takes a torch x to
        the CPU. The result always comes back as x came: same library, dtype and device.
    out : array, optional
        Receives the result: same library and dtype as x, the result's shape.

    Returns
    -------
    array, shape (N, out_channels, D_out, H_out, W_out), or (N, D_out, H_out, W_out, out_channels) under NDHWC
        With gradients if torch computed it from tensors that want them.

    Raises
    ------
    InvalidLayerError
        With all that is wrong, not only the first; ShapeError if a tensor's shape is among it.
        ``output-too-large`` if output and workspace exceed ``CONV3DT_MAX_BYTES`` (default 2**30).

    Notes
    -----
    Source: Paddle 3.3.1 on the CPU, by experiment. More lenient: NumPy integers count as integers, output_padding of
    three zeros does not conflict with output_size, a bias may be a column, ``stride <= output_padding < dilation`` is
    computed as PyTorch does. Stricter where Paddle returns nonsense.

    Examples
    --------
    >>> import numpy as np
    >>> y = conv3d_transpose(np.ones((1, 1, 1, 1, 3)), np.ones((1, 1, 1, 1, 3)), stride=(1, 1, 2))
    >>> y[0, 0, 0, 0].tolist()
    [1.0, 1.0, 2.0, 1.0, 2.0, 1.0, 1.0]
    """
    told = (stride, padding, output_padding, dilation, groups, data_format, output_size, activation, backend)
    signature = sound.signature_of(x, weight, bias, out, told)
    compute = sound.SOUND.get(signature)
    if compute is not None:
        return compute(x, weight, bias, out)
    optional = {name: value for name, value in (("bias", bias), ("out", out)) if value is not None}
    faults = call_faults({"x": x, "weight": weight} | optional, activation, backend)
    kernel = shape_of(weight)
    params = _params_of(kernel, told[:6], faults)
    if kernel is not None and len(kernel) == 5 and is_integer(groups) and (shape := shape_of(bias)) is not None:
        faults += bias_faults(shape, kernel[1] * max(1, int(groups)))
    faults += size_faults(shape_of(x), params, output_size, check_call)
    raise_if_errors(sorted(faults, key=sort_key))
    assert params is not None  # otherwise there were faults
    geometry = plan(params, spatial(tuple(x.shape), params), output_size)
    compute = sound.kept(signature, prepared(x, weight, bias, params, geometry, activation, backend, out))
    return compute(x, weight, bias, out)


def call_faults(tensors: dict[str, Any], activation: Any, backend: Any) -> list[Diagnostic]:
    """Return what is wrong with a call before any shape is looked at: kinds, dtypes, activation, backend."""
    faults = option_faults(activation, backend)
    on_numpy = isinstance(backend, str) and backend == "numpy"
    faults += tensor_faults(tensors, NUMPY_DTYPES if on_numpy else TORCH_DTYPES)
    if on_numpy and any(kind_of(value) == "torch" and value.requires_grad for value in tensors.values()):
        faults.append(Diagnostic(Code.BACKEND_HAS_NO_GRADIENT, None, (("value", shown(backend)),)))
    out = tensors.get("out")
    obstacle = None if kind_of(out) is None else write_obstacle(out)
    if obstacle is not None:
        kind = f"{type_name(out)} ({obstacle})"
        faults.append(Diagnostic(Code.NOT_A_TENSOR, None, (("name", "out"), ("type", kind))))
    return faults


def option_faults(activation: Any, backend: Any) -> list[Diagnostic]:
    """Return what is wrong with the words `activation` and `backend`."""
    faults = []
    if activation is not None and not (isinstance(activation, str) and activation in ACTIVATIONS):
        known = ", ".join(ACTIVATIONS)
        faults.append(Diagnostic(Code.ACTIVATION_UNKNOWN, None, (("value", shown(activation)), ("known", known))))
    if not (isinstance(backend, str) and backend in BACKENDS):
        known = ", ".join(BACKENDS)
        faults.append(Diagnostic(Code.BACKEND_UNKNOWN, None, (("value", shown(backend)), ("known", known))))
    return faults


def _params_of(kernel: Shape | None, of_layer: tuple[Any, ...], faults: list[Diagnostic]) -> LayerParams | None:
    """Return the layer a weight of shape `kernel` belongs to; None, and why, if that cannot be said."""
    stride, padding, output_padding, dilation, groups, data_format = of_layer
    if kernel is not None and len(kernel) != 5:
        faults.append(Diagnostic(Code.WEIGHT_RANK, None, (("rank", len(kernel)), ("shape", kernel))))
        kernel = None
    in_channels, per_group, *size = kernel or (1, 1, 1, 1, 1)
    out_channels = per_group * max(1, int(groups)) if is_integer(groups) else per_group
    try:
        params = LayerParams.of(
            in_channels, out_channels, size, stride, padding, output_padding, dilation, groups, data_format
        )
    except InvalidLayerError as error:
        faults += error.diagnostics
        return None
    return None if kernel is None else params


def size_faults(
    shape: Shape | None, params: LayerParams | None, output_size: Any, rules: Callable[..., tuple[Diagnostic, ...]]
) -> list[Diagnostic]:
    """Return what is wrong between x and the layer, and with the layer itself by the `rules` of `validation`."""
    faults: list[Diagnostic] = []
    if params is not None and shape is not None:
        faults = input_faults(shape, params)
        misread = any(fault.code is Code.CHANNELS_MISMATCH and fault.value("channels_last_fits") for fault in faults)
        if len(shape) == 5 and not misread:
            return faults + list(rules(params, spatial(shape, params), output_size))
    elif shape is not None and len(shape) != 5:
        faults.append(Diagnostic(Code.INPUT_RANK, None, (("rank", len(shape)), ("shape", shape))))
    if output_size is not None:
        read_triple("output_size", output_size, faults)
    return faults + list(check_layer(params) if params is not None else ())


def spatial(shape: Shape, params: LayerParams) -> Triple:
    """Return (D, H, W) of a shape of five."""
    d, h, w = shape[1:4] if params.data_format == "NDHWC" else shape[2:]
    return d, h, w
