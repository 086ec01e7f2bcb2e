"""What is worth saying of a net that runs: its output has another size, or Paddle would round another way."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import AXES, Code, Diagnostic
from .repairs import next_legal
from .walk import Walk


def notes(found: Walk) -> tuple[Diagnostic, ...]:
    """Return the notes of a walk: output-is-not-input-size, ceil-mode-differs-in-paddle."""
    return (*_other_size(found), *_other_ceil(found))


def _other_size(found: Walk) -> Iterator[Diagnostic]:
    net, output = found.net, found.output_size
    if output is None or not 0 < net.depth == len(net.ups):
        return
    for axis, (before, after) in enumerate(zip(net.size, output, strict=True)):
        if before != after:
            # A padded volume is cropped back; all else must be compared with labels of that size.
            closing = None if net.padded else next_legal(net.plain(), axis, before, closing=True)
            values = (("size", before), ("after", after), ("closing", closing), ("padded", bool(net.padded)))
            yield Diagnostic(Code.OUTPUT_IS_NOT_INPUT_SIZE, AXES[axis], values)


def _other_ceil(found: Walk) -> Iterator[Diagnostic]:
    sizes = (found.input_size, *found.sizes)
    for place, before, after in zip(found.places, sizes, found.sizes, strict=False):
        for axis in range(3) if place.layer and place.layer.ceil_mode else ():
            assert place.layer is not None
            paddles = place.layer.output_in_paddle(axis, before[axis])
            if paddles != after[axis]:
                values = (("place", place.name), ("after", after[axis]), ("paddles", paddles))
                yield Diagnostic(Code.CEIL_MODE_DIFFERS_IN_PADDLE, AXES[axis], values)
