"""The arguments of `LayerParams`, and how other frameworks' ways of saying a size become them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ...activations import ACTIVATIONS
from ...diagnostics import AXES, Code, Diagnostic, Triple
from ...spellings import is_listing, read_triple
from .draft import Draft
from .tensors import Shape


@dataclass(slots=True)
class Terms:
    """A layer in Paddle's words; `arguments` are those of `LayerParams.of`, channels None where unknown."""

    arguments: dict[str, Any]
    input_size: Triple | None = None
    output_size: Any = None
    batch: int | None = None
    bias: bool = True
    activation: str | None = None
    faults: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Input:
    """What is known of x."""

    batch: int | None = None
    channels: int | None = None
    size: Triple | None = None


def input_of(shape: Shape | None, channels_last: bool) -> Input:
    """Return what a shape of five says of x; an axis of open length, or of none, leaves the size unknown."""
    if shape is None or len(shape) != 5:
        return Input()
    spatial = shape[1:4] if channels_last else shape[2:]
    d, h, w = spatial
    size = (d, h, w) if d and h and w else None
    return Input(shape[0], shape[4 if channels_last else 1] or None, size)


def triple(name: str, value: Any, faults: list[Diagnostic]) -> Triple:
    """Return an argument as (D, H, W) under Paddle's name for it, or its repair; a list of one counts for all."""
    if is_listing(value) and len(value) == 1:
        value = value[0]
    own: list[Diagnostic] = []
    found = read_triple(name, value, own)
    faults += own
    if not own:
        return found
    if name == "padding":
        return 0, 0, 0
    repairs = dict(own[0].fixes[0].changes) if own[0].fixes else {}
    repaired: Triple = repairs.get(name, found)
    return repaired


def kernel_of(draft: Draft, given: Any, faults: list[Diagnostic]) -> Triple:
    """Return the kernel size, 3 after noting that the text does not tell it."""
    if given is None or (is_listing(given) and None in given):
        reported = {dict(fault.values).get("name") for fault in draft.faults}
        if not reported & {"kernel_size", "weight", "rhs", "filters", "**"}:
            faults.append(draft.lacking("kernel_size"))
        return 3, 3, 3
    return triple("kernel_size", given, faults)


def windows(pairs: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """Return what is cut off the full size in front and behind, per axis, as padding and output_padding.

    A negative amount behind makes the output longer than the full size: that is output_padding.
    """
    listed = list(pairs)
    return {
        "padding": [pad for front, tail in listed for pad in (front, max(tail, 0))],
        "output_padding": [max(-tail, 0) for _, tail in listed],
    }


def extents(kernel: Triple, dilation: Triple) -> list[int]:
    """Return the dilated length of the kernel per axis."""
    return [d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True)]


def same_means_another_size(dialect: str, size: Triple | None, kernel: Triple, stride: Triple) -> list[Diagnostic]:
    """Return a note for each axis where input*stride, the others' 'same', is not the size of Paddle's SAME."""
    found = []
    for axis, n, k, s in zip(AXES, size or (), kernel, stride, strict=False):
        total = max((-(-n // s) - 1) * s + k - n, 0) if s > 0 else 0
        values = {"dialect": dialect, "input": n, "stride": s, "kernel": k, "front": total // 2,
                  "back": total - total // 2, "base": (n - 1) * s + k - total, "made": n * s}  # fmt: skip
        if s > 0 and values["base"] != values["made"]:
            found.append(Diagnostic(Code.SAME_MEANS_ANOTHER_SIZE, axis, tuple(values.items())))
    return found


def none_adds(dialect: str, size: Triple | None, kernel: Triple, stride: Triple, dilation: Triple) -> list[Diagnostic]:
    """Return a note for each axis whose kernel is shorter than its stride, and which still is made input*stride."""
    found = []
    for axis, n, k, s, d in zip(AXES, size or (), kernel, stride, dilation, strict=False):
        full = (n - 1) * s + d * (k - 1) + 1
        values = {"dialect": dialect, "input": n, "stride": s, "kernel": k, "dilation": d, "full": full,
                  "added": n * s - full, "made": n * s}  # fmt: skip
        if n * s > full:
            found.append(Diagnostic(Code.OUTPUT_PADDING_NONE_ADDS, axis, tuple(values.items())))
    return found


def unknown_value(draft: Draft, name: str, value: Any) -> Diagnostic:
    """Return the fault of an argument whose value the framework does not take, or that we cannot follow."""
    values = (("call", draft.call), ("name", name), ("value", repr(value)[:60]),
              ("line", draft.line), ("column", draft.column))  # fmt: skip
    return Diagnostic(Code.CODE_ARGUMENT_UNKNOWN, None, values)


def ours(activation: Any) -> str | None:
    """Return the name of an activation if it means the same elsewhere: hard_sigmoid has another slope there."""
    return activation if activation in ACTIVATIONS and activation != "hard_sigmoid" else None
