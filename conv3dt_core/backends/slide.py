"""Overlapping taps: per residue class an ordinary correlation, as matrix products over windows laid side by side.

Along H and W the windows of a class are copied, so that a tap is a row and an output voxel a column. Along D nothing is
copied: one depth's rows follow the last one's, and the rows of all taps of an output are a run of them. So every output
is computed once, by one product, and depths outside the input are left out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product

import numpy as np

from .group import Array, Group
from .residues import Residue, residues
from .threads import Task

_WINDOWS = 2**20  # numbers of windows a task holds, if a single row of outputs leaves room
_FEW_COLUMNS = 256  # with fewer output voxels in a plane, the images of a batch are computed together

_Classes = tuple[Residue, ...]


def stages(groups: Sequence[Group]) -> Iterator[list[Task]]:
    """Yield what packs the weights, then what computes."""
    slides = [Slide(group) for group in groups]
    yield [task for slide in slides for task in slide.packing()]
    yield [task for slide in slides for task in slide.tasks()]


def workspace(group: Group) -> int:
    """Return how many numbers one task takes at most."""
    return Slide(group).workspace()


def kept(group: Group) -> int:
    """Return how many numbers all tasks share: the packed weight."""
    return int(group.weight.size)


@dataclass
class Slide:
    """One group, its residue classes, and its weight in their order."""

    group: Group
    packed: dict[tuple[range, range, range], Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the classes."""
        self.d, self.h, self.w = map(residues, self.group.geometry.axes)
        self.step = self.d[0].step

    def packing(self) -> Iterator[Task]:
        """Yield the tasks that must be done before those of `tasks`."""
        return (partial(self._pack, d, h, w) for d, h, w in product(self.d, self.h, self.w))

    def tasks(self) -> Iterator[Task]:
        """Yield tasks that write no voxel in common, the long ones first."""
        pairs = sorted(product(self.h, self.w), key=lambda pair: -len(pair[0].taps) * len(pair[1].taps))
        for h, w in pairs:
            images, rows, depths = self._sizes(h, w)
            parts = product(
                _blocks(len(self.group.x), images), _blocks(h.count, rows),
                _blocks(max(d.count for d in self.d), depths),
            )  # fmt: skip
            yield from (partial(self._compute, h, w, *part) for part in parts)

    def workspace(self) -> int:
        """Return how many numbers one task takes at most."""
        most = 0
        for h, w in product(self.h, self.w):
            images, rows, depths = self._sizes(h, w)
            columns = images * rows * w.count
            windows = self._row(h, w) * images * rows * (depths + self._reach())
            most = max(most, windows + columns * self.group.weight.shape[1])
        return most

    def _row(self, h: Residue, w: Residue) -> int:
        """Return how many numbers the windows of one row of outputs have, in one depth."""
        return len(h.taps) * len(w.taps) * len(self.group.weight) * w.count

    def _reach(self) -> int:
        """Return how many more depths of the input a run of output depths reads."""
        return max(max(0, len(d.taps) - 1) * d.step + abs(d.base - self.d[0].base) for d in self.d)

    def _sizes(self, h: Residue, w: Residue) -> tuple[int, int, int]:
        """Return how many images, rows and depths of outputs one task computes."""
        images = len(self.group.x) if h.count * w.count < _FEW_COLUMNS else 1
        images = min(images, max(1, _FEW_COLUMNS * 4 // (h.count * w.count)))
        row, reach = max(1, self._row(h, w) * images), self._reach() + 1
        rows = max(1, min(h.count, _WINDOWS // (row * reach)))
        depths = max(1, _WINDOWS // (row * rows) - reach + 1)
        return images, rows, depths

    def _pack(self, d: Residue, h: Residue, w: Residue) -> None:
        """(C, M, kD, kH, kW) -> (taps of D from the last, taps of H, taps of W, C; M)."""
        weight = self.group.weight
        chosen = weight[:, :, _slice(d.taps), _slice(h.taps), _slice(w.taps)][:, :, ::-1].transpose(2, 3, 4, 0, 1)
        packed = np.empty(chosen.shape, weight.dtype)
        block = max(1, 2**16 // max(1, weight[0].size))  # input channels that stay in cache while all taps are taken
        for c in range(0, len(weight), block):
            packed[:, :, :, c : c + block] = chosen[:, :, :, c : c + block]
        self.packed[d.taps, h.taps, w.taps] = packed.reshape(-1, weight.shape[1])

    def _compute(self, h: Residue, w: Residue, images: range, rows: range, depths: range) -> None:
        stride = self.group.geometry.h.stride
        height = slice(h.outputs.start + rows.start * stride, h.outputs.start + (rows.stop - 1) * stride + 1, stride)
        y = self.group.y[images.start : images.stop, :, :, height, w.outputs].transpose(2, 1, 0, 3, 4)  # D, M, N, H, W
        windows, first, lane = self._windows(h, w, images, rows, depths)
        taps = len(h.taps) * len(w.taps) * len(self.group.weight)  # rows of one depth
        columns = len(images) * len(rows) * w.count
        product_ = np.empty((y.shape[1], columns), y.dtype)
        for d in self.d:
            packed = self.packed[d.taps, h.taps, w.taps]
            for j in range(depths.start, min(depths.stop, d.count)):
                target = y[d.outputs.start + j * self.group.geometry.d.stride]
                read = self._depths_read(d, j) if taps else range(0)
                if not read:
                    target[...] = 0 if self.group.bias is None else self.group.bias
                    continue
                lane_of, row = (read.start - first) % self.step, (read.start - first) // self.step
                run = windows[lane_of * lane + row :][: len(read)].reshape(-1, columns)
                left_out = len(d.taps) - 1 - (d.base + j - read.start) // self.step
                np.matmul(packed[left_out * taps :][: len(read) * taps].T, run, out=product_)
                values = product_.reshape(target.shape)
                if self.group.bias is None:
                    target[...] = values
                else:
                    np.add(values, self.group.bias, out=target)

    def _depths_read(self, d: Residue, j: int) -> range:
        """Return the input depths that output j of a class reads, ascending."""
        front, back = d.base + j - (len(d.taps) - 1) * d.step, d.base + j
        inside = self.group.x.shape[2]
        front += max(0, -(front // d.step)) * d.step  # the first that is not negative
        back -= max(0, -((inside - 1 - back) // d.step)) * d.step
        return range(front, back + 1, d.step) if d.taps else range(0)

    def _windows(
        self, h: Residue, w: Residue, images: range, rows: range, depths: range
    ) -> tuple[Array, int, int]:
        """Return the windows (depth, taps*C, columns), the first depth, and how many depths a lane has.

        Depths `step` apart stand next to each other, in a lane of their own, so that a dilated run is a run too.
        """
        written = [d for d in self.d if d.taps]
        first = max(0, min((d.base + depths.start - (len(d.taps) - 1) * d.step for d in written), default=0))
        last = min(self.group.x.shape[2], max((d.base + depths.stop for d in written), default=0)) - 1
        if last < first or not (h.taps and w.taps):
            return np.empty((0, 0, 0)), 0, 0
        lane = -(-(last + 1 - first) // self.step)
        x = self.group.x[images.start : images.stop, :, first : last + 1].transpose(2, 1, 0, 3, 4)  # D, C, N, H, W
        shape = (self.step * lane, len(h.taps), len(w.taps), x.shape[1], len(images), len(rows), w.count)
        windows = np.empty(shape, x.dtype)
        for (a, b), q in product(np.ndindex(shape[1], shape[2]), range(self.step)):
            source, target = x[q :: self.step], windows[q * lane : (q + 1) * lane, a, b]
            self._window(h, w, a, b, rows, source, target[: len(source)])
        return windows.reshape(shape[0], -1, len(images) * len(rows) * w.count), first, lane

    def _window(self, h: Residue, w: Residue, a: int, b: int, rows: range, x: Array, target: Array) -> None:
        """Copy what taps a and b of H and W read, and zeros for what lies outside."""
        down, across = h.inside(a, x.shape[3]), w.inside(b, x.shape[4])
        down = range(max(down.start, rows.start), max(rows.start, min(down.stop, rows.stop)))
        y0, x0 = h.base - a * h.step, w.base - b * w.step
        if len(down) < len(rows) or len(across) < w.count:
            target[...] = 0
        if down and across:
            target[..., down.start - rows.start : down.stop - rows.start, across.start : across.stop] = x[
                ..., down.start + y0 : down.stop + y0, across.start + x0 : across.stop + x0
            ]


def _slice(taps: range) -> slice:
    return slice(taps.start, taps.stop, taps.step)


def _blocks(count: int, size: int) -> Iterator[range]:
    return (range(start, min(start + size, count)) for start in range(0, count, size))
