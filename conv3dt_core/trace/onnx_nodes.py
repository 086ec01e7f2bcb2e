"""ONNX nodes as operations: kind, and our arithmetic for them.

Source: the operators' texts, opset 11 and later; ConvTranspose as `conv3dt_core.frameworks.reading` reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx

from ..diagnostics import raise_if_errors
from ..frameworks.reading.draft import Draft
from ..frameworks.reading.meaning import found_layer
from ..frameworks.reading.signatures import ONNX_NODE
from .graph import Kind, Shape
from .onnx_constants import elements_of
from .rules import Fixed, Rule, Scaling, Sizes, Transposed, Window

Meaning = tuple[Kind, Rule | None, int, int | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known about a node's surroundings: shapes by name, and small constants by name."""

    shapes: Mapping[str, Shape]
    constants: Mapping[str, onnx.TensorProto]

    def shape(self, node: onnx.NodeProto, place: int) -> Shape | None:
        """Return the shape of an operand."""
        return self.shapes.get(node.input[place]) if place < len(node.input) else None

    def numbers(self, node: onnx.NodeProto, place: int) -> list[float] | None:
        """Return the elements of an operand that is a small constant."""
        name = node.input[place] if place < len(node.input) else ""
        tensor = self.constants.get(name)
        elements = None if tensor is None else elements_of(tensor)
        return None if elements is None else [float(number) for number in np.ravel(elements)]


def meaning(node: onnx.NodeProto, seen: Seen) -> Meaning:
    """Return kind, rule, number of spatial axes, and channels of a node.

    Raises
    ------
    InvalidLayerError
        If a transposed layer is none.
    ValueError
        If an attribute is nonsense.
    """
    x = seen.shape(node, 0)
    rank = 3 if x is None else len(x) - 2
    reader = _READERS.get(node.op_type) if node.domain in {"", "ai.onnx"} else None
    if reader is None or rank < 1:
        return "other", None, rank, None
    return reader(node, {attribute.name: _value(attribute) for attribute in node.attribute}, seen, rank)


def _value(attribute: onnx.AttributeProto) -> Any:
    """Return what an attribute holds, also where it does not say of which type it is."""
    if attribute.ints:
        return list(attribute.ints)
    if attribute.HasField("s"):
        return attribute.s.decode("utf-8", "replace")
    return attribute.i if attribute.HasField("i") else attribute.f


def _numbers(given: Mapping[str, Any], name: str, default: int, count: int) -> Sizes:
    found = given.get(name) or [default] * count
    if not isinstance(found, list) or len(found) != count:
        raise ValueError(f"{name} has not {count} numbers")
    return tuple(int(number) for number in found)


def _window(given: Mapping[str, Any], kernel: Sizes, rank: int) -> Window | None:
    pads = _numbers(given, "pads", 0, 2 * rank)
    word = given.get("auto_pad", "NOTSET")
    used = (0,) * (2 * rank) if word == "VALID" else pads
    stride, dilation = _numbers(given, "strides", 1, rank), _numbers(given, "dilations", 1, rank)
    if min(*kernel, *stride, *dilation) < 1:
        raise ValueError("a number below 1")
    pairs = tuple(zip(used[:rank], used[rank:], strict=True))
    same = word in {"SAME_UPPER", "SAME_LOWER"}
    return Window(kernel, stride, pairs, dilation, bool(given.get("ceil_mode", 0)), same)


def _conv(node: onnx.NodeProto, given: Mapping[str, Any], seen: Seen, rank: int) -> Meaning:
    weight = seen.shape(node, 1)
    kernel = _numbers(given, "kernel_shape", 0, rank) if "kernel_shape" in given else (weight or ())[2:]
    return "conv", _window(given, tuple(kernel), rank), rank, weight[0] if weight else None


def _pool(node: onnx.NodeProto, given: Mapping[str, Any], seen: Seen, rank: int) -> Meaning:
    return "pool", _window(given, _numbers(given, "kernel_shape", 0, rank), rank), rank, None


def _global(node: onnx.NodeProto, given: Mapping[str, Any], seen: Seen, rank: int) -> Meaning:
    return "pool", Fixed((1,) * rank), rank, None


def _transposed(node: onnx.NodeProto, given: Mapping[str, Any], seen: Seen, rank: int) -> Meaning:
    x, weight = seen.shape(node, 0), seen.shape(node, 1)
    if x is None or weight is None or rank > 3:
        return "transposed", None, rank, None
    more = 3 - rank
    numbers = {name: [default] * more + list(_numbers(given, name, default, rank))
               for name, default in (("strides", 1), ("dilations", 1), ("output_padding", 0))}  # fmt: skip
    if min(numbers["strides"] + numbers["dilations"]) < 1:
        raise ValueError("a number below 1")
    pads = _numbers(given, "pads", 0, 2 * rank)
    numbers["pads"] = [*(0,) * more, *pads[:rank], *(0,) * more, *pads[rank:]]
    asked = {"output_shape": [1] * more + list(given["output_shape"])[-rank:]} if given.get("output_shape") else {}
    words = {name: given[name] for name in ("auto_pad", "group") if name in given}
    draft = Draft(ONNX_NODE, "ConvTranspose", 1, 1, {**numbers, **asked, **words, "inputs": list(node.input)})
    draft.x, draft.weight = (*x[:2], *(1,) * more, *x[2:]), (*weight[:2], *(1,) * more, *weight[2:])
    layer = found_layer(draft)
    out_channels = weight[1] * int(given.get("group", 1))
    raise_if_errors(layer.diagnostics)
    return "transposed", Transposed(layer.params, rank, layer.bias), rank, out_channels


def _resize(node: onnx.NodeProto, given: Mapping[str, Any], seen: Seen, rank: int) -> Meaning:
    scales = seen.numbers(node, len(node.input) - 1 if node.op_type == "Upsample" else 2)
    if not scales or len(scales) != rank + 2:
        return "upsample", None, rank, None
    return "upsample", Scaling(tuple(scales[2:])), rank, None


def _pad(node: onnx.NodeProto, given: Mapping[str, Any], seen: Seen, rank: int) -> Meaning:
    pads = seen.numbers(node, 1)
    if pads is None or len(pads) != 2 * (rank + 2) or len(node.input) > 3:
        return "other", None, rank, None
    pairs = tuple((int(front), int(back)) for front, back in zip(pads[2 : rank + 2], pads[rank + 4 :], strict=True))
    ones = (1,) * rank
    return "other", Window(ones, ones, pairs, ones), rank, None


_READERS: dict[str, Callable[[onnx.NodeProto, Mapping[str, Any], Seen, int], Meaning]] = {
    "Conv": _conv, "ConvTranspose": _transposed, "MaxPool": _pool, "AveragePool": _pool, "LpPool": _pool,
    "GlobalAveragePool": _global, "GlobalMaxPool": _global, "GlobalLpPool": _global, "Resize": _resize,
    "Upsample": _resize, "Pad": _pad,
}  # fmt: skip
