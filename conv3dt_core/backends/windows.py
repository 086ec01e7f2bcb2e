"""The windows of a residue class along W: per tap of H and W, what it reads, in the order of the outputs.

An input moved along W is copied in short rows, which is slow, and once for all classes of H; what a tap of H reads is
then a run of whole rows of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from .operands import Array, Operands, part
from .residues import Residue
from .scratch import scratch


@dataclass(frozen=True, slots=True)
class Part:
    """What one task computes of a class along H, as far as it and the classes along D have these depths and rows."""

    groups: range
    images: range
    depths: range
    rows: range


@dataclass(frozen=True, slots=True)
class Run:
    """Outputs along D that one batch of products computes: the taps of each begin one depth after the last one's.

    Parameters
    ----------
    outputs : range
        Of the class.
    start : int
        The first input depth that the first of them reads.
    left_out, count : int
        How many taps, from the last, read nothing, and how many after them read something; 0: none does.
    """

    outputs: range
    start: int
    left_out: int
    count: int


@lru_cache(maxsize=1024)
def runs(base: int, taps: int, step: int, outputs: range, size: int) -> tuple[Run, ...]:
    """Return the runs of the outputs of a class along D, see `Residue`; the input has `size` depths."""

    def reads(j: int) -> tuple[int, int]:
        front, back = base + j - (taps - 1) * step, base + j
        left_out = max(0, -(front // step))
        count = taps - left_out - max(0, -((size - 1 - back) // step))
        return (left_out, count) if count > 0 else (0, 0)

    found = []
    for lane in range(step):
        for (left_out, count), js in groupby(outputs[lane::step], reads):
            j, *others = js
            start = base + j - (taps - 1 - left_out) * step
            found.append(Run(range(j, [j, *others][-1] + 1, step), start, left_out, count))
    return tuple(found)


def span(classes: list[Residue], outputs: range, size: int) -> range:
    """Return which of `size` input voxels these outputs of the classes read, from the first to the last."""
    first = max(0, min(r.base - (len(r.taps) - 1) * r.step for r in classes) + outputs.start)
    return range(first, max(first, min(size, max(r.base for r in classes) + outputs.stop)))


def reach(classes: Sequence[Residue]) -> int:
    """Return how many more voxels of the input than its outputs a run reads."""
    written = [r for r in classes if r.taps]
    first = min((r.base - (len(r.taps) - 1) * r.step for r in written), default=0)
    return max((r.base for r in written), default=0) - first


def where(residue: Residue, outputs: range, stride: int) -> slice:
    """Return where some outputs of a class lie along their axis."""
    start = residue.outputs.start
    return slice(start + outputs.start * stride, start + outputs[-1] * stride + 1, stride * outputs.step)


def windows_of(
    operands: Operands, classes: tuple[Sequence[Residue], Residue, Residue], cut: Part, read: range, name: str
) -> Array:
    """Return what the taps of a class read along H and W, shape (G, depths, taps*C, N*rows*count).

    Depths `step` apart stand next to each other, in a lane of their own (see `place`), so that a dilated run is a run
    too. What lies outside the input is zero.
    """
    d, h, w = classes
    step, lane = d[0].step, _lane(read, d[0].step)
    rows = range(cut.rows.start, min(cut.rows.stop, h.count))
    down = range(h.base - (len(h.taps) - 1) * h.step + rows.start, h.base + rows.stop)
    # (G, D, C, N, H, W)
    x = operands.x[part(cut.images), part(cut.groups), :, part(read)].transpose(1, 3, 2, 0, 4, 5)
    groups, _, channels, images, *_ = x.shape
    shifted = scratch("shifted", (len(w.taps), groups, step * lane, channels, images, len(down), w.count), x.dtype)
    for tap, target in enumerate(shifted):
        _shift(x, w, tap, down, step, target)
    taps = len(h.taps), len(w.taps)
    windows = scratch(name, (groups, step * lane, *taps, channels, images, len(rows), w.count), x.dtype)
    for tap in range(taps[0]):
        first = (taps[0] - 1 - tap) * h.step
        windows[:, :, tap] = shifted[..., first : first + len(rows), :].transpose(1, 2, 0, 3, 4, 5, 6)
    return windows.reshape(groups, step * lane, taps[0] * taps[1] * channels, images * len(rows) * w.count)


def _shift(x: Array, w: Residue, tap: int, down: range, step: int, target: Array) -> None:
    """Copy the rows `down` of what a tap of W reads, shape (G, D, C, N, rows, count)."""
    inside, across = range(max(0, down.start), min(x.shape[4], down.stop)), w.inside(tap, x.shape[5])
    if len(inside) < len(down) or len(across) < w.count:
        target[...] = 0
    if not (inside and across):
        return
    offset, lane = w.base - tap * w.step, target.shape[1] // step
    source = x[..., part(inside), across.start + offset : across.stop + offset]
    height = slice(inside.start - down.start, inside.stop - down.start)
    for q in range(step):
        some = source[:, q::step]
        target[:, q * lane : q * lane + some.shape[1], ..., height, part(across)] = some


def place(depth: int, read: range, step: int) -> int:
    """Return where a depth of the input stands."""
    row, lane = divmod(depth - read.start, step)
    return lane * _lane(read, step) + row


def _lane(read: range, step: int) -> int:
    return -(-len(read) // step)
