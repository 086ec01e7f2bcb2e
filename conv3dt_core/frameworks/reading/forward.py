"""What later lines do with a layer: call it, crop its output, add a bias, apply an activation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise
from typing import Any

from ...diagnostics import InvalidLayerError
from ...validation import plan
from . import constants
from .constants import UNKNOWN
from .draft import Cut, Draft, slices_of
from .meaning import found_layer
from .tensors import Shape, Tensor, as_shape, parts_of
from .terms import ours

#: The frameworks' names of activations, where they are not Paddle's own. Only those with the same constants.
_SPELLED = {"logsoftmax": "log_softmax", "log_sigmoid": "logsigmoid", "tanhshrink": "tanh_shrink"}
#: Modules and layers that keep a shape; an activation among them ends what belongs to the layer before it.
_KEEPING = (
    "norm", "relu", "elu", "dropout", "activation", "identity", "sigmoid", "tanh", "softmax", "softplus", "silu",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stack:
    """Modules one after another, none of them a stack itself."""

    modules: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Keeper:
    """A module that keeps the shape: an activation of ours, or a normalisation and the like."""

    activation: str | None = None


def applied(module: Any, values: list[Any], words: dict[str, Any]) -> Any:
    """Return the output of a layer or a stack of modules for its arguments."""
    x = values[0] if values else words.get("x", words.get("input", UNKNOWN))
    if isinstance(module, Stack):
        for inner in module.modules:
            x = applied(inner, [x], {})
        return x
    if isinstance(module, Keeper):
        return activated(x, module.activation) if isinstance(x, Tensor) else UNKNOWN
    if not isinstance(module, Draft):
        return UNKNOWN
    if not module.used:
        module.used = True
        if isinstance(x, Tensor):
            module.x, module.turned = x.shape, x.turned
        asked = values[1] if len(values) > 1 else words.get("output_size")
        module.output_size = asked if constants.is_known(asked) else None
        module.y = output_shape(module)
    return Tensor(module.y, module)


def stacked(modules: tuple[Any, ...]) -> Any:
    """Return modules one after another; Keras lets the first be the input."""
    nested = [module.modules if isinstance(module, Stack) else (module,) for module in modules]
    modules = tuple(chain.from_iterable(nested))
    for before, after in pairwise(modules):
        if isinstance(before, Draft) and isinstance(after, Keeper):
            before.activation = after.activation
    if len(modules) > constants.LONGEST:
        return UNKNOWN
    if modules and isinstance(modules[0], Tensor):
        applied(Stack(modules[1:]), [modules[0]], {})
    return Stack(tuple(module for module in modules if not isinstance(module, Tensor)))


def output_shape(draft: Draft) -> Shape | None:
    """Return the shape of y if the text tells enough."""
    layer = found_layer(draft)
    if layer.input_size is None:
        return None
    try:
        size = plan(layer.params, layer.input_size, layer.output_size).output_size
    except InvalidLayerError:
        return None
    channels = layer.params.out_channels
    if layer.params.data_format == "NCDHW":
        return as_shape((layer.batch, channels, *size))
    return as_shape((layer.batch, *size, channels))


def changed(name: str, values: list[Any], words: dict[str, Any]) -> Any:
    """Return what modules and functions of known effect make of their arguments."""
    last = name.rpartition(".")[2]
    lowered = last.lower()
    if last == "Sequential":
        return stacked(tuple(values[0] if len(values) == 1 and isinstance(values[0], tuple) else values))
    first = values[0] if values else UNKNOWN
    if last == "split" and isinstance(first, Tensor):
        return parts_of(first, values[1] if len(values) > 1 else UNKNOWN, words.get("axis"))
    if last == "zip" and values and all(isinstance(value, tuple) for value in values):
        # A loop is read once, for the first of them.
        return constants.bounded(tuple(islice(zip(*values, strict=False), constants.LONGEST)))
    if last == "concat" and isinstance(first, Tensor) and first.maker:
        return first  # the parts of one output, made by one call each
    if last == "pad" and isinstance(first, Tensor):
        named = [words[word] for word in ("pad", "paddings", "pad_width") if word in words]
        return padded(first, [*values[1:], *named, UNKNOWN][0])
    activation = _activation(name, values, words)
    if not activation and not any(word in lowered for word in _KEEPING):
        return UNKNOWN
    return activated(first, activation) if isinstance(first, Tensor) else Keeper(activation)


def activated(x: Tensor, activation: str | None) -> Tensor:
    """Return `x` after a step that keeps its shape; an activation belongs to the layer right before it."""
    if activation and x.maker and x.maker.activation is None:
        x.maker.activation = activation
    return replace(x, maker=None)


def with_bias(left: Tensor, right: Any) -> Any:
    """Return ``y + right``: a tensor of one axis, others being 1 long, is the bias of the layer that made y."""
    if isinstance(right, Tensor) and left.maker and _is_vector(right.shape):
        left.maker.bias_added = True
        return left
    return replace(left, maker=None)


def indexed(value: Any, index: Any) -> Any:
    """Return ``value[index]``; slices of a layer's output are its crop."""
    if not isinstance(value, Tensor):
        return constants.item(value, index)
    if isinstance(index, tuple) and all(map(_keeps_all, index)):
        return value  # at most a flip
    first = _first_axis(value.maker) if value.maker else 0
    bounds = slices_of(index, first)
    if value.maker is None or bounds is None:
        return UNKNOWN
    for cut, (start, stop) in zip(_cuts(value.maker), bounds, strict=True):
        cut.narrow(start, stop)
    return replace(value, shape=_sliced(value.shape, first, bounds))


def _first_axis(draft: Draft) -> int:
    """Return the place of D in the output of a layer."""
    return 1 if found_layer(draft).params.data_format == "NDHWC" else 2


def _cuts(draft: Draft) -> tuple[Cut, ...]:
    """Return the windows of a layer's output, beginning with the whole."""
    draft.cuts = draft.cuts or (Cut(), Cut(), Cut())
    return draft.cuts


def padded(y: Tensor, pads: Any) -> Tensor:
    """Return y with zeros behind it, or less of it where pads are negative."""
    pairs = _spatial_pads(y, pads)
    if y.maker is None or pairs is None or not _can_be_padded(y.maker, pairs):
        return Tensor()
    for cut, (front, back) in zip(_cuts(y.maker), pairs, strict=True):
        cut.start -= front
        cut.tail -= back
        if cut.stop is not None:
            cut.stop += back
    return Tensor(maker=y.maker)


def _can_be_padded(draft: Draft, pairs: list[tuple[int, int]]) -> bool:
    """Whether zeros behind are those of output_padding: nothing is cropped there, and no bias is on the rest."""
    if not any(back > 0 for _, back in pairs):
        return all(front <= 0 for front, _ in pairs)
    layer = found_layer(draft)
    plain = not layer.bias and layer.params.padding != "SAME" and layer.output_size is None
    return plain and all(
        front <= 0 and (back <= 0 or layer.params.axis_pads(axis, 1)[1] == 0)
        for axis, (front, back) in enumerate(pairs)
    )


def _spatial_pads(y: Tensor, pads: Any) -> list[tuple[int, int]] | None:
    """Return (front, back) for D, H, W of ``F.pad``, last axis first, or of five pairs in the order of the axes."""
    if y.maker is None or not isinstance(pads, tuple):
        return None
    if len(pads) == 5 and all(isinstance(pair, tuple) and len(pair) == 2 for pair in pads):
        first = _first_axis(y.maker)
        numbers = [pad for pair in pads[first : first + 3] for pad in pair]
    else:
        numbers = [pad for place in (4, 2, 0) for pad in pads[place : place + 2]] if len(pads) == 6 else []
    fits = bool(numbers) and all(isinstance(pad, int) and pad in constants.INT32 for pad in numbers)
    return list(zip(numbers[::2], numbers[1::2], strict=True)) if fits else None


def _activation(name: str, values: list[Any], words: dict[str, Any]) -> str | None:
    """Return our name of an activation, None if there is none, or with other constants."""
    last = name.rpartition(".")[2]
    named = last == "Activation" and values and isinstance(values[0], str)
    lowered = (values[0] if named else last).lower()
    spelled = _SPELLED.get(lowered, lowered)
    if spelled in {"softmax", "log_softmax"}:  # ours runs over the last axis; PyTorch's default is another
        default = None if name.startswith("torch") else -1
        axis = words.get("axis", words.get("dim", next((value for value in values if isinstance(value, int)), default)))
        return spelled if axis == -1 else None
    plain = not words and not [value for value in values if not isinstance(value, (Tensor, bool, str))]
    return ours(spelled) if plain else None


def _keeps_all(cut: Any) -> bool:
    return isinstance(cut, slice) and cut.start is None and cut.stop is None and cut.step in (None, 1, -1)


def _is_vector(shape: Shape | None) -> bool:
    return bool(shape) and sum(size != 1 for size in shape or ()) <= 1


def _sliced(shape: Shape | None, first: int, bounds: Sequence[tuple[int, int | None]]) -> Shape | None:
    if shape is None or len(shape) != 5 or None in shape[first : first + 3]:
        return None
    ends = [slice(*cut).indices(size) for size, cut in zip(shape[first:], bounds, strict=False) if size is not None]
    sizes = [max(stop - start, 0) for start, stop, _ in ends]
    return (*shape[:first], *sizes, *shape[first + 3 :])
