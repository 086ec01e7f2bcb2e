"""Tensors before they are used: what they are, of which dtype, and whether their shapes fit a layer.

torch is never imported here: whoever hands over a torch tensor has loaded it already.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from math import prod
from os import environ
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .diagnostics import Code, Diagnostic, Fix, InvalidLayerError
from .params import LayerParams
from .spellings import is_listing, read_integer

Kind = Literal["numpy", "torch"]
Shape = tuple[int, ...]

NUMPY_DTYPES = ("float32", "float64")
TORCH_DTYPES = (*NUMPY_DTYPES, "float16", "bfloat16")
DEFAULT_MAX_BYTES = 2**30
_LIMIT = environ.encodekey("CONV3DT_MAX_BYTES")
#: What `environ` holds, where it shows it: by its methods it takes 0.7 us to find nothing, and a tiny call takes 10.
_ENVIRONMENT = getattr(environ, "_data", {_LIMIT: None})


def kind_of(value: Any) -> Kind | None:
    """Return which library's dense array `value` is; None if it is none that can be computed with."""
    if isinstance(value, np.ndarray):
        # A masked array would lose its mask without a word.
        return None if type(value) is not np.ndarray and isinstance(value, np.ma.MaskedArray) else "numpy"
    return "torch" if _is_torch_tensor(value) and _torch_form(value) is None else None


def type_name(value: Any) -> str:
    """Return the type of `value` as its users write it: ``list``, ``paddle.Tensor``, ``torch.Tensor (sparse)``."""
    if _is_torch_tensor(value):
        form = _torch_form(value)
        return "torch.Tensor" if form is None else f"torch.Tensor ({form})"
    kind = type(value)
    library = kind.__module__.split(".")[0]
    return kind.__qualname__ if library == "builtins" else f"{library}.{kind.__qualname__}"


def dtype_name(tensor: Any) -> str:
    """Return the dtype of a NumPy array or a torch tensor as one word: ``float32``; ``>f4`` in foreign byte order."""
    return str(tensor.dtype).removeprefix("torch.")


def shape_of(tensor: Any) -> Shape | None:
    """Return the shape as a tuple of int; None of what is no tensor."""
    return None if kind_of(tensor) is None else tuple(map(int, tensor.shape))


def is_computable(value: Any) -> bool:
    """Return whether `value` is a tensor of a dtype that some backend computes with."""
    return dtype_name(value) in supported_dtypes(value) if kind_of(value) else False


def supported_dtypes(tensor: Any) -> tuple[str, ...]:
    """Return the dtypes that can be computed with in the library of `tensor`."""
    return TORCH_DTYPES if kind_of(tensor) == "torch" else NUMPY_DTYPES


def _is_torch_tensor(value: Any) -> bool:
    return isinstance(value, getattr(sys.modules.get("torch"), "Tensor", ()))


def _torch_form(tensor: Any) -> str | None:
    """Return what makes a torch tensor unfit to compute with; None for an ordinary one."""
    if tensor.is_meta or tensor.is_nested:
        return "meta" if tensor.is_meta else "nested"
    layout = str(tensor.layout).removeprefix("torch.")
    return None if layout == "strided" else layout


def to_array(value: Any) -> NDArray[Any] | None:
    """Return the numbers of a NumPy, torch or Paddle value as a NumPy array; None of anything else.

    torch's 16-bit floats become float32, which holds them exactly.
    """
    if kind_of(value) == "numpy":
        return np.asarray(value)
    if _is_torch_tensor(value):
        array = value.float() if dtype_name(value) in {"float16", "bfloat16"} else value
        return np.asarray(array.numpy(force=True)) if kind_of(value) else None
    return np.asarray(value.numpy()) if callable(getattr(value, "numpy", None)) else None


def tensor_faults(tensors: Mapping[str, Any], dtypes: tuple[str, ...] = TORCH_DTYPES) -> list[Diagnostic]:
    """Return what is wrong with the kinds and dtypes of tensors that are to be used together.

    Parameters
    ----------
    tensors : mapping of name to value
        The first one sets the kind and the dtype of the others.
    dtypes : tuple of str
        What the backend computes with.
    """
    found: list[Diagnostic] = []
    first = next(iter(tensors.values()))
    for name, value in tensors.items():
        if kind_of(value) is None or kind_of(first) not in {None, kind_of(value)}:
            mixed = "" if kind_of(value) is None else f" ({next(iter(tensors))}: {type_name(first)})"
            found.append(_fault(Code.NOT_A_TENSOR, name=name, type=type_name(value) + mixed))
            continue
        supported = tuple(dtype for dtype in supported_dtypes(value) if dtype in dtypes)
        if dtype_name(value) not in supported:
            found.append(
                _fault(Code.DTYPE_UNSUPPORTED, name=name, dtype=dtype_name(value), supported=", ".join(supported))
            )
        elif is_computable(first) and dtype_name(value) != dtype_name(first):
            found.append(
                _fault(Code.DTYPE_MISMATCH, name=name, dtype=dtype_name(value), expected=dtype_name(first))
            )
    return found


def write_obstacle(out: Any) -> str | None:
    """Return why nothing can be written into `out`; None if it can."""
    if kind_of(out) == "numpy":
        return None if out.flags.writeable else "read-only"
    if out.requires_grad and out.is_leaf:
        return "a leaf that requires grad"
    shared = any(size > 1 and step == 0 for size, step in zip(out.shape, out.stride(), strict=True))
    return "expanded" if shared else None


def input_faults(shape: Shape, params: LayerParams) -> list[Diagnostic]:
    """Return what the shape of x has against the layer: its rank or its channels.

    Parameters
    ----------
    shape : tuple of int
        (N, C, D, H, W), or (N, D, H, W, C) if the layer's data format is NDHWC.
    params : LayerParams
    """
    if len(shape) != 5:
        return [_fault(Code.INPUT_RANK, rank=len(shape), shape=shape)]
    channels_last = params.data_format == "NDHWC"
    found, other = (shape[4], shape[1]) if channels_last else (shape[1], shape[4])
    expected = params.in_channels
    if found == expected:
        return []
    fixes = []
    if other == expected:
        fixes.append(_assignment("data_format", "NCDHW" if channels_last else "NDHWC"))
    if found >= 1 and params.groups >= 1 and found % params.groups == 0:
        fixes.append(_assignment("in_channels", found))
    values = {"found": found, "expected": expected, "shape": shape, "data_format": params.data_format}
    return [_fault(Code.CHANNELS_MISMATCH, *fixes, **values, channels_last_fits=other == expected)]


def weight_faults(shape: Shape, params: LayerParams) -> list[Diagnostic]:
    """Return what the shape of a weight has against the layer: it must be ``params.weight_shape``."""
    if len(shape) != 5:
        return [_fault(Code.WEIGHT_RANK, rank=len(shape), shape=shape)]
    if shape == params.weight_shape:
        return []
    fits = min(shape) >= 1 and params.groups >= 1 and shape[0] % params.groups == 0
    changes = (("in_channels", shape[0]), ("out_channels", shape[1] * params.groups), ("kernel_size", shape[2:]))
    needed = tuple((name, value) for name, value in changes if getattr(params, name) != value)
    fix = Fix(needed, ", ".join(f"{name} = {value}" for name, value in needed))
    return [_fault(Code.WEIGHT_SHAPE, *([fix] if fits else []), shape=shape, expected=params.weight_shape)]


def bias_faults(shape: Shape, out_channels: int) -> list[Diagnostic]:
    """Return what the shape of a bias has against the layer: (out_channels,), or a column as Paddle's page has it."""
    if shape in {(out_channels,), (out_channels, 1)}:
        return []
    return [_fault(Code.BIAS_SHAPE, shape=shape, out_channels=out_channels)]


def max_bytes() -> int:
    """Return how many bytes one call may allocate: ``CONV3DT_MAX_BYTES``, by default 2**30."""
    given = environ.get("CONV3DT_MAX_BYTES")
    if given is None:
        return DEFAULT_MAX_BYTES
    text = given.strip()
    if text.isascii() and text.isdecimal():
        return int(text)
    faults: list[Diagnostic] = []
    read_integer("CONV3DT_MAX_BYTES", text, faults)
    raise InvalidLayerError(faults)


def bytes_of(shape: Shape, dtype: str) -> int:
    """Return how many bytes a tensor takes."""
    return prod(shape) * {"float64": 8, "float32": 4}.get(dtype, 2)


def refuse_beyond_budget(what: str, needed: int) -> None:
    """Raise ``output-too-large`` if `needed` bytes are more than one call may allocate."""
    if needed <= DEFAULT_MAX_BYTES and _LIMIT not in _ENVIRONMENT:
        return
    limit = max_bytes()
    if needed > limit:
        raise InvalidLayerError(
            [_fault(Code.OUTPUT_TOO_LARGE, what=what, needed=needed, limit=limit, unit="bytes")]
        )


def read_shape(name: str, value: Any, faults: list[Diagnostic]) -> Shape:
    """Return a shape given as numbers as a tuple of int; a single integer is a shape of one."""
    return tuple(read_integer(name, item, faults) for item in (value if is_listing(value) else [value]))


def _fault(code: Code, *fixes: Fix, **values: Any) -> Diagnostic:
    return Diagnostic(code, None, tuple(values.items()), fixes)


def _assignment(name: str, value: Any) -> Fix:
    return Fix(((name, value),), f"{name} = {value!r}")
