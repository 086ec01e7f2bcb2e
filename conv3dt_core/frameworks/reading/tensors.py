"""Tensors of a text, of which only the shape is known: where they are made, and what is done to them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .constants import INT32, UNKNOWN

if TYPE_CHECKING:
    from .draft import Draft

Shape = tuple[int | None, ...]

_MAKERS = {
    "randn", "rand", "zeros", "ones", "empty", "full", "normal", "uniform", "random", "random_normal", "random_uniform",
    "standard_normal", "truncated_normal", "randint", "Input", "InputLayer", "placeholder",
}  # fmt: skip
_KEEPERS = {
    "tensor", "to_tensor", "as_tensor", "from_numpy", "constant", "convert_to_tensor", "Variable", "Parameter",
    "asarray", "array", "cast", "copy", "device_put",
}  # fmt: skip
_KEEPING_METHODS = {
    "cuda", "cpu", "to", "float", "double", "half", "bfloat16", "astype", "cast", "detach", "clone", "contiguous",
    "copy", "requires_grad_", "numpy",
}  # fmt: skip
_MOST_PARTS = 4096
_MOST_AXES = 64  # as in NumPy and PyTorch
_LAST_TO_FIRST, _FIRST_TO_LAST = (0, 4, 1, 2, 3), (0, 2, 3, 4, 1)


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor of a pasted text.

    Parameters
    ----------
    shape : tuple of int or None, or None
        None where the text does not tell.
    maker : Draft, optional
        The layer whose output this is, as long as only crops and the bias have touched it.
    turned : bool
        Whether the channels were moved from the end to the front.
    parts : int
        Of how many equal parts, split along the channels, this is one.
    spread : (D, H, W)
        How far its taps lie apart in a kernel of zeros they were written into.
    """

    shape: Shape | None = None
    maker: Draft | None = field(default=None, repr=False)  # its arguments may be tensors with makers
    turned: bool = False
    parts: int = 1
    spread: tuple[int, int, int] = (1, 1, 1)


def made(name: str, arguments: list[Any], keywords: dict[str, Any]) -> Tensor | None:
    """Return the tensor that a call like ``torch.randn(2, 4, 8, 8, 8)`` makes, None if it makes none we know."""
    last = name.rpartition(".")[2]
    if last in _MAKERS:
        shape = _shape_among(arguments, keywords)
        if shape and last in {"Input", "InputLayer"} and "batch_shape" not in keywords:
            shape = (keywords.get("batch_size"), *shape)
        return Tensor(as_shape(shape))
    if last in _KEEPERS and arguments and isinstance(arguments[0], Tensor):
        return replace(arguments[0], maker=None)
    if last in {"transpose", "permute"} and arguments and isinstance(arguments[0], Tensor):
        order = arguments[1] if len(arguments) > 1 else keywords.get("perm", keywords.get("axes", UNKNOWN))
        return permuted(arguments[0], order)
    return None


def method(tensor: Tensor, name: str, arguments: list[Any]) -> Any:
    """Return what a method of a tensor gives."""
    listed = arguments[0] if len(arguments) == 1 and isinstance(arguments[0], (list, tuple)) else arguments
    if name in _KEEPING_METHODS:
        return tensor
    if name in {"permute", "transpose"}:
        return permuted(tensor, listed)
    if name == "swapaxes" and tensor.shape:
        return swapped(tensor, arguments)
    if name in {"reshape", "view", "expand"}:
        return Tensor(as_shape(listed))
    return shape_of(tensor) if name == "size" and not arguments else UNKNOWN


def described(values: list[Any]) -> dict[str, Tensor]:
    """Return the tensor that an ONNX description names: the first text is its name, what has a shape tells it."""
    name = next((value for value in values if isinstance(value, str)), None)
    shaped = [value for value in values if isinstance(value, (Tensor, tuple))]
    if not name or not shaped:
        return {}
    return {name: shaped[0] if isinstance(shaped[0], Tensor) else Tensor(as_shape(shaped[0]))}


def parts_of(tensor: Tensor, count: Any, axis: Any) -> Any:
    """Return what ``split(tensor, count, axis=-1)`` gives."""
    if not isinstance(count, int) or not 0 < count <= _MOST_PARTS or axis != -1 or not tensor.shape:
        return UNKNOWN
    last = tensor.shape[-1]
    shape = (*tensor.shape[:-1], None if last is None else last // count)
    return (replace(tensor, shape=shape, maker=None, parts=count),) * count


def spread(kernel: Any, weight: Any, index: Any) -> Any:
    """Return a kernel of zeros after ``kernel[::a, ::b, ::c] = weight``: the weight, its taps a, b and c apart."""
    cuts = index if isinstance(index, tuple) else ()
    steps = tuple(cut.step for cut in cuts if isinstance(cut, slice) and cut.start is None and cut.stop is None)
    if not isinstance(kernel, Tensor) or not isinstance(weight, Tensor) or not len(steps) == len(cuts) == 3:
        return UNKNOWN
    if not all(isinstance(step, int) and 0 < step < _MOST_PARTS for step in steps):
        return UNKNOWN
    return replace(weight, maker=None, spread=steps)


def swapped(tensor: Tensor, axes: list[Any]) -> Tensor:
    """Return the tensor with two axes exchanged."""
    shape = list(tensor.shape or ())
    if len(axes) != 2 or not all(isinstance(axis, int) and 0 <= axis < len(shape) for axis in axes):
        return Tensor()
    first, second = axes
    shape[first], shape[second] = shape[second], shape[first]
    return Tensor(tuple(shape))


def shape_of(tensor: Tensor) -> Any:
    """Return ``tensor.shape`` as a value of the text."""
    if tensor.shape is None:
        return UNKNOWN
    return tuple(UNKNOWN if size is None else size for size in tensor.shape)


def as_shape(value: Any) -> Shape | None:
    """Return a list of sizes as a shape, None where it is none; no tensor has a size of other than 0 to 2**31-1."""
    if not isinstance(value, (list, tuple)) or len(value) > _MOST_AXES:
        return None
    return tuple(size if _is_size(size) else None for size in value)


def _is_size(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in INT32 and value >= 0


def permuted(tensor: Tensor, order: Any) -> Tensor:
    """Return the tensor with its axes in another order; moving the channels there and back is remembered."""
    order = tuple(order) if isinstance(order, (list, tuple)) else ()
    shape = None
    axes = sorted(axis for axis in order if isinstance(axis, int))
    if tensor.shape and len(axes) == len(order) and axes == list(range(len(tensor.shape))):
        shape = tuple(tensor.shape[axis] for axis in order)
    if order == _FIRST_TO_LAST and tensor.maker is not None and tensor.maker.turned:
        tensor.maker.turned_back = True
        return Tensor(shape, tensor.maker)
    return Tensor(shape, turned=order == _LAST_TO_FIRST)


def _shape_among(arguments: list[Any], keywords: dict[str, Any]) -> Any:
    for name in ("shape", "size", "batch_shape", "input_shape"):
        if name in keywords:
            return keywords[name]
    listed = [value for value in arguments if isinstance(value, (list, tuple))]
    if listed:
        return listed[0]
    return arguments if arguments and all(isinstance(value, int) for value in arguments) else None
