"""The windows of a residue class along W: per tap of H and W, what it reads, in the order of the outputs.

An input moved along W is copied in short rows, which is slow, and once for all classes of H; what a tap of H reads is
then a run of whole rows of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from .operands import Array, Operands, part
from .residues import Residue
from .scratch import scratch

_DEEP = 10  # outputs along D for each one at an end
_EVERYWHERE = range(-(2**40), 2**40)


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
def runs(base: int, taps: int, step: int, outputs: range, inside: range) -> tuple[Run, ...]:
    """Return the runs of the outputs of a class along D, see `Residue`; only depths `inside` are read."""

    def reads(j: int) -> tuple[int, int]:
        front, back = base + j - (taps - 1) * step, base + j
        left_out = max(0, -((front - inside.start) // step))
        count = taps - left_out - max(0, -((inside.stop - 1 - back) // step))
        return (left_out, count) if count > 0 else (0, 0)

    found = []
    for lane in range(step):
        for (left_out, count), js in groupby(outputs[lane::step], reads):
            j, *others = js
            start = base + j - (taps - 1 - left_out) * step
            found.append(Run(range(j, [j, *others][-1] + 1, step), start, left_out, count))
    return tuple(found)


def readable(classes: Sequence[Residue], size: int) -> range:
    """Return the depths that outputs may read: those of the input, or all, which are zero outside of it.

    Outputs at the ends need products of their own where they do not read zeros; in a deep layer these few cost more
    than the zeros do.
    """
    missing = max(len(r.taps) for r in classes) - 1
    return _EVERYWHERE if max(r.count for r in classes) >= _DEEP * missing else range(size)


def span(classes: Sequence[Residue], outputs: range, inside: range) -> range:
    """Return which of the voxels `inside` these outputs of the classes read, from the first to the last."""
    first = max(inside.start, min(r.base - (len(r.taps) - 1) * r.step for r in classes) + outputs.start)
    return range(first, max(first, min(inside.stop, max(r.base for r in classes) + outputs.stop)))


def lanes(read: range, step: int, size: int) -> Iterator[tuple[slice, slice]]:
    """Yield where the depths that are read stand, and which of the `size` depths of the input these are.

    Depths `step` apart stand next to each other, in a lane of their own, so that a dilated run is a run too.
    """
    for q in range(step):
        lane = read[q::step]
        first, stop = max(0, -(lane.start // step)), min(len(lane), -((lane.start - size) // step))
        if first < stop:
            begin = q * length(read, step)
            yield slice(begin + first, begin + stop), part(lane[first:stop])


def length(read: range, step: int) -> int:
    """Return how many depths a lane has room for."""
    return -(-len(read) // step)


def place(depth: int, read: range, step: int) -> int:
    """Return where a depth stands."""
    row, lane = divmod(depth - read.start, step)
    return lane * length(read, step) + row


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

    The depths stand as `place` says. What lies outside the input is zero.
    """
    d, h, w = classes
    step, depths = d[0].step, d[0].step * length(read, d[0].step)
    rows = range(cut.rows.start, min(cut.rows.stop, h.count))
    down = range(h.base - (len(h.taps) - 1) * h.step + rows.start, h.base + rows.stop)
    # (G, D, C, N, H, W)
    x = operands.x[part(cut.images), part(cut.groups)].transpose(1, 3, 2, 0, 4, 5)
    groups, _, channels, images, *_ = x.shape
    shifted = scratch("shifted", (len(w.taps), groups, depths, channels, images, len(down), w.count), x.dtype)
    for tap, target in enumerate(shifted):
        _shift(x, w, tap, (read, step, down), target)
    taps = len(h.taps), len(w.taps)
    windows = scratch(name, (groups, depths, *taps, channels, images, len(rows), w.count), x.dtype)
    for tap in range(taps[0]):
        first = (taps[0] - 1 - tap) * h.step
        windows[:, :, tap] = shifted[..., first : first + len(rows), :].transpose(1, 2, 0, 3, 4, 5, 6)
    return windows.reshape(groups, depths, taps[0] * taps[1] * channels, images * len(rows) * w.count)


def _shift(x: Array, w: Residue, tap: int, read: tuple[range, int, range], target: Array) -> None:
    """Copy what a tap of W reads in some depths and rows, shape (G, D, C, N, rows, count)."""
    depths, step, down = read
    inside, across = range(max(0, down.start), min(x.shape[4], down.stop)), w.inside(tap, x.shape[5])
    ends = depths.start < 0 or depths.stop > x.shape[1] or len(inside) < len(down) or len(across) < w.count
    if ends:
        target[...] = 0
    if not (inside and across):
        return
    offset = w.base - tap * w.step
    height = slice(inside.start - down.start, inside.stop - down.start)
    for to, some in lanes(depths, step, x.shape[1]):
        source = x[:, some, ..., part(inside), across.start + offset : across.stop + offset]
        target[:, to, ..., height, part(across)] = source
