"""What a dialect says in another way than Paddle, as data; the words are in `conv3dt_core.messages.dialects`."""

from __future__ import annotations

from typing import Any

from ..diagnostics import Code, Diagnostic
from ..spellings import DataFormat
from .example import Example


def note(code: Code, dialect: str, **values: Any) -> Diagnostic:
    """Return one note; `dialect` is the framework's name as people write it."""
    return Diagnostic(code, None, (("dialect", dialect), *values.items()))


def pads_become_crop(example: Example, dialect: str) -> list[Diagnostic]:
    """The layer is computed without padding, and y is cropped."""
    axes = example.geometry.axes
    uncropped = tuple(axis.full_size + axis.output_padding for axis in axes)
    values = {"pads": _flat(example), "uncropped": uncropped, "left": example.geometry.output_size}
    return [note(Code.PADS_BECOME_CROP, dialect, **values)]


def same_becomes_pads(example: Example, dialect: str) -> list[Diagnostic]:
    """SAME is written as the numbers Paddle works out for this input; none for a layer without SAME."""
    if example.params.padding != "SAME":
        return []
    values = {"pads": _flat(example), "input": example.geometry.input_size, "dilation": example.params.dilation}
    return [note(Code.SAME_BECOMES_PADS, dialect, **values)]


def layout_is_permuted(example: Example, dialect: str, theirs: DataFormat) -> list[Diagnostic]:
    """`theirs` is the layout in which the dialect computes; none where it is the layer's."""
    ours = example.params.data_format
    return [] if ours == theirs else [note(Code.LAYOUT_IS_PERMUTED, dialect, data_format=ours, theirs=theirs)]


def output_size_becomes_output_padding(example: Example, dialect: str) -> list[Diagnostic]:
    """None unless the size was asked for as output_size."""
    if not example.by_output_size:
        return []
    geometry = example.geometry
    values = {"asked": geometry.output_size, "base": geometry.base_size, "output_padding": example.output_padding}
    return [note(Code.OUTPUT_SIZE_BECOMES_OUTPUT_PADDING, dialect, **values)]


def output_padding_becomes_crop(example: Example, dialect: str) -> list[Diagnostic]:
    """output_padding cancels what padding crops, and beyond the full size it is zeros."""
    geometry = example.geometry
    values = {
        "output_padding": example.output_padding, "stride": example.params.stride, "dilation": example.dilation,
        "full": geometry.full_size, "left": geometry.output_size,
    }  # fmt: skip
    return [note(Code.OUTPUT_PADDING_BECOMES_CROP, dialect, **values)]


def _flat(example: Example) -> tuple[int, ...]:
    """Six numbers, as Paddle takes them."""
    return tuple(pad for pair in example.pads for pad in pair)
