"""ONNX ConvTranspose: six pads, fronts first; auto_pad; and output_shape, which moves the front crop.

Source: the operator's text (opset 11) and onnxruntime 1.32, by experiment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...diagnostics import AXES, Code, Diagnostic, Triple
from ...spellings import is_integer, is_listing
from .draft import Draft
from .terms import Terms, input_of, kernel_of, same_means_another_size, triple, unknown_value, windows

_WORDS = ("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID")


@dataclass(frozen=True, slots=True)
class _Axis:
    """One axis of a node."""

    kernel: int
    stride: int
    dilation: int
    output_padding: int

    @property
    def length(self) -> int:
        """What the last voxel adds to the full size: the kernel's extent, and output_padding."""
        return self.dilation * (self.kernel - 1) + 1 + self.output_padding


def read(draft: Draft) -> Terms:
    """Read a node ``ConvTranspose`` or a list of its attributes."""
    given = draft.arguments
    faults: list[Diagnostic] = []
    weight = draft.weight if draft.weight and len(draft.weight) == 5 else (None,) * 5
    x = input_of(draft.x, channels_last=False)
    groups = given.get("group", 1)
    kernel = kernel_of(draft, given.get("kernel_shape", weight[2:]), faults)
    stride = triple("stride", given.get("strides", 1), faults)
    dilation = triple("dilation", given.get("dilations", 1), faults)
    extra = triple("output_padding", given.get("output_padding", 0), faults)
    axes = [_Axis(*numbers) for numbers in zip(kernel, stride, dilation, extra, strict=True)]
    arguments = {
        "in_channels": weight[0] or x.channels,
        "out_channels": weight[1] * groups if weight[1] and is_integer(groups) else None,
        "kernel_size": kernel,
        "stride": stride,
        "dilation": dilation,
        "groups": groups,
        **_pads(draft, axes, x.size, faults),
    }
    inputs = given.get("inputs")
    return Terms(arguments, x.size, batch=x.batch, bias=is_listing(inputs) and len(inputs) > 2, faults=faults)


def _pads(draft: Draft, axes: list[_Axis], size: Triple | None, faults: list[Diagnostic]) -> dict[str, Any]:
    """Return padding and output_padding. An output_shape decides alone; then auto_pad; then pads."""
    given = draft.arguments
    word = given.get("auto_pad", "NOTSET")
    extra = tuple(axis.output_padding for axis in axes)
    if word not in _WORDS:
        faults.append(unknown_value(draft, "auto_pad", word))
    if is_listing(given.get("output_shape")) and given["output_shape"]:
        return _from_output_shape(draft, axes, size, faults)
    if word in {"SAME_UPPER", "SAME_LOWER"}:
        kernel, stride = (tuple(getattr(axis, name) for axis in axes) for name in ("kernel", "stride"))
        if all(k >= s for k, s in zip(kernel, stride, strict=True)):
            faults += same_means_another_size("ONNX", size, kernel, stride)
        halves = [_halves(max(axis.length - axis.stride, 0), word) for axis in axes]
        return {"padding": [pad for pair in halves for pad in pair], "output_padding": extra}
    pads = (0,) * 6 if word == "VALID" else given.get("pads", (0,) * 6)
    if not is_listing(pads) or len(pads) != 6 or not all(map(is_integer, pads)):
        faults.append(unknown_value(draft, "pads", pads))
        pads = (0,) * 6
    return {"padding": [pad for pair in zip(pads[:3], pads[3:], strict=True) for pad in pair], "output_padding": extra}


def _from_output_shape(
    draft: Draft, axes: list[_Axis], size: Triple | None, faults: list[Diagnostic]
) -> dict[str, Any]:
    """What is left between the full size and output_shape is cut off: the larger half in front, unless SAME_UPPER."""
    asked = triple("output_size", draft.arguments["output_shape"][-3:], faults)
    if size is None:
        faults.append(draft.lacking("x"))
        return {}
    word = draft.arguments.get("auto_pad", "NOTSET")
    cut = []
    for name, axis, n, out in zip(AXES, axes, size, asked, strict=True):
        total = (n - 1) * axis.stride + axis.length - out
        front, back = _halves(total, word) if total > 0 else (0, total)
        cut.append((front, back - axis.output_padding))
        if front:
            values = {"dialect": "ONNX", "input": n, "stride": axis.stride, "kernel": axis.kernel,
                      "dilation": axis.dilation, "full": (n - 1) * axis.stride + axis.length - axis.output_padding,
                      "output": out, "front": front, "back": max(back, 0)}  # fmt: skip
            faults.append(Diagnostic(Code.OUTPUT_SHAPE_MOVES_FRONT, name, tuple(values.items())))
    return windows(cut)


def _halves(total: int, word: Any) -> tuple[int, int]:
    smaller = total // 2
    return (smaller, total - smaller) if word == "SAME_UPPER" else (total - smaller, smaller)
