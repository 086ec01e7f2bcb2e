"""Overlapping taps: per residue class an ordinary correlation, as matrix products over windows laid side by side.

Along H and W the windows of a class are copied, so that a tap is a row and an output voxel a column. Along D nothing is
copied: one depth's rows follow the last one's, and the rows of all taps of an output are a run of them. So every output
is computed once, by one product, and depths outside the input are left out of it. The runs of neighbours overlap in
memory, and make one batch of products: threads can share only calls of NumPy that are few and long.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product

import numpy as np
from numpy.lib.stride_tricks import as_strided

from .operands import Array, Operands, blocks, part
from .products import multiply
from .residues import Residue, residues
from .rows import interleave
from .scratch import scratch
from .threads import Task
from .windows import Part, Run, place, reach, readable, runs, span, where, windows_of

_WINDOWS = 2**21  # numbers of windows a task holds, if a single row of outputs leaves room
_PRODUCTS = 2**18  # numbers of products between two copies to the output, likewise
_PACKED = 2**18  # numbers of the weight that are packed at once: they stay in cache while all taps are taken
_FEW_COLUMNS = 256  # with fewer output voxels in a plane, as many images of a batch are computed together as make them
_TASKS = 4  # for the threads to share, where the layer can be cut


def stages(operands: Operands) -> Iterator[list[Task]]:
    """Yield what packs the weight, then what computes."""
    slide = Slide(operands)
    yield list(slide.packing())
    yield list(slide.tasks())


def workspace(operands: Operands) -> int:
    """Return how many numbers one task takes at most."""
    return Slide(operands).workspace()


def kept(operands: Operands) -> int:
    """Return how many numbers all tasks share: the packed weight."""
    return int(operands.weight.size)


class Slide:
    """A call, its residue classes, and its weight in their order."""

    def __init__(self, operands: Operands) -> None:
        """Find the classes."""
        self.operands = operands
        self.d, self.h, self.w = map(residues, operands.geometry.axes)
        self.packed: dict[tuple[range, range, range], Array] = {}  # (G, taps of D from the last, H, W, C, M)

    # --- what there is to do ---------------------------------------------------------------------------------------

    def packing(self) -> Iterator[Task]:
        """Yield the tasks that must be done before those of `tasks`."""
        groups, channels, made = self.operands.weight.shape[:3]
        for d, h, w in product(self.d, self.h, self.w):
            shape = (groups, len(d.taps), len(h.taps), len(w.taps), channels, made)
            self.packed[d.taps, h.taps, w.taps] = np.empty(shape, self.operands.weight.dtype)
        some_groups = max(1, _PACKED // self.operands.weight[0].size)
        some = max(1, _PACKED // self.operands.weight[0, 0].size) if some_groups == 1 else channels
        for g, c in product(blocks(range(groups), some_groups), blocks(range(channels), some)):
            yield partial(self._pack, part(g), part(c))

    def tasks(self) -> Iterator[Task]:
        """Yield tasks that write no voxel in common; those that share memory follow each other, the long one first."""
        cuts = (blocks(range(count), size) for count, size in zip(self._counts(), self._sizes(), strict=True))
        by_length = sorted(self.h, key=lambda h: -len(h.taps))
        for cut, h in product(product(*cuts), by_length):
            yield partial(self._compute, h, Part(*cut))

    def workspace(self) -> int:
        """Return how many numbers one task takes at most."""
        groups, images, depths, rows = self._sizes()
        channels, made = self.operands.weight.shape[1:3]
        wide, read = max(w.count for w in self.w), depths + reach(self.d)
        one = channels * read * groups * images * wide  # a tap in a row
        windows = one * (_most(self.h) * rows * self._across() + _most(self.w) * (rows + reach(self.h)))
        sums = max(_PRODUCTS, groups * images * made * rows * wide)
        return int(windows + sums * (1 + len(self.w)))

    def _across(self) -> int:
        """Return how many taps all classes along W have together."""
        return sum(len(w.taps) for w in self.w)

    def _counts(self) -> tuple[int, int, int, int]:
        """Return how many groups and images there are, and depths and rows of the largest class."""
        groups, images = len(self.operands.weight), len(self.operands.x)
        return groups, images, max(d.count for d in self.d), max(h.count for h in self.h)

    def _sizes(self) -> tuple[int, int, int, int]:
        """Return how many of each one task computes."""
        of_groups, of_images, depths, rows = self._counts()
        wide, more = max(w.count for w in self.w), reach(self.d)
        images = _between(-(-_FEW_COLUMNS // (rows * wide)), of_images)
        row = images * _most(self.h) * self._across() * self.operands.weight.shape[1] * wide  # of one depth
        groups = _between(_WINDOWS // max(1, row * rows * (depths + more)), of_groups)
        depths = _between(_WINDOWS // max(1, row * rows) - more, depths)
        rows = _between(_WINDOWS // max(1, row * (depths + more)), rows)
        tasks = len(self.h) * -(-of_images // images)
        groups = _between(-(-of_groups * tasks // _TASKS), groups)
        tasks *= -(-of_groups // groups)
        if tasks <= _TASKS // 2:
            depths = -(-depths // _between(depths // max(1, 2 * more), _TASKS // tasks))
        return groups, images, depths, rows

    # --- one task --------------------------------------------------------------------------------------------------

    def _pack(self, groups: slice, channels: slice) -> None:
        for taps, packed in self.packed.items():
            chosen = self.operands.weight[groups, channels, :, *map(part, taps)]
            packed[groups, :, :, :, channels] = chosen[:, :, :, ::-1].transpose(0, 3, 4, 5, 1, 2)

    def _compute(self, h: Residue, cut: Part) -> None:
        written, inside = [d for d in self.d if d.taps], readable(self.d, self.operands.x.shape[3])
        read = span(written, cut.depths, inside) if written and h.taps else range(0)
        windows = [
            windows_of(self.operands, (written, h, w), cut, read, f"windows {i}") if read and w.taps else None
            for i, w in enumerate(self.w)
        ]  # per class along W (G, depths, taps of H and W and channels, columns)
        rows = range(cut.rows.start, min(cut.rows.stop, h.count))
        for d in self.d if rows else ():
            outputs = range(cut.depths.start, min(cut.depths.stop, d.count))
            for run in runs(d.base, len(d.taps) if read else 0, d.step, outputs, inside):
                target = self._target(d, h, cut, run.outputs, rows)
                if run.count:
                    start = place(run.start, read, d.step)
                    begun = [None if some is None else some[:, start:] for some in windows]
                    self._correlate(d, h, cut.groups, run, begun, target)
                else:
                    target[...] = self._bias(cut.groups)

    def _target(self, d: Residue, h: Residue, cut: Part, depths: range, rows: range) -> Array:
        """Return what a run of outputs is written to, shape (G, depths, M, N, rows, W_out)."""
        axes = self.operands.geometry.axes
        d_to, h_to = where(d, depths, axes[0].stride), where(h, rows, axes[1].stride)
        return self.operands.y[part(cut.images), part(cut.groups), :, d_to, h_to].transpose(1, 3, 2, 0, 4, 5)

    def _bias(self, groups: range) -> Array | int:
        return 0 if self.operands.bias is None else self.operands.bias[part(groups), None]  # (G, 1, M, 1, 1, 1)

    def _correlate(self, d: Residue, h: Residue, groups: range, run: Run, windows: list[Array | None],
                   target: Array) -> None:  # fmt: skip
        """Write a run of outputs; the windows of each class along W begin with its first."""
        of_one = len(groups) * target[0, 0].size
        for outputs in blocks(range(len(run.outputs)), max(1, _PRODUCTS // of_one)):
            to, sums = target[:, part(outputs)], []
            for i, (w, some) in enumerate(zip(self.w, windows, strict=True)):
                shape = (*to.shape[:5], w.count)
                values = to if len(self.w) == 1 and _lies(to) else scratch(f"sums {i}", shape, to.dtype)
                if some is None:
                    values[...] = 0
                else:
                    taps = some.shape[2]
                    weight = self.packed[d.taps, h.taps, w.taps][part(groups)].reshape(len(groups), -1, shape[2])
                    weight = weight[:, run.left_out * taps : (run.left_out + run.count) * taps].swapaxes(1, 2)
                    _multiply(weight, some[:, outputs.start :], _as_rows(values))
                sums.append(values)
            if sums[0] is not to:
                interleave(sums, self._bias(groups), to)
            elif self.operands.bias is not None:
                to += self._bias(groups)


def _lies(target: Array) -> bool:
    """Return whether rows of one image lie in memory one after the other, as those of a matrix do."""
    *_, images, _, count = target.shape
    return bool(images == 1 and target.strides[5] == target.itemsize and target.strides[4] == count * target.itemsize)


def _as_rows(values: Array) -> Array:
    """(G, depths, M, N, rows, count) -> (G, depths, M, N*rows*count), the same memory."""
    shape = (*values.shape[:3], values[0, 0, 0].size)
    return as_strided(values, shape, (*values.strides[:3], values.itemsize))


def _multiply(weight: Array, windows: Array, sums: Array) -> None:
    """(G, M, D's taps * taps) times (G, depths, taps, columns) -> (G, outputs, M, columns).

    The taps of the next output begin one depth later, and so overlap with those of the last.
    """
    shape = (*sums.shape[:2], weight.shape[2], sums.shape[3])
    multiply(weight[:, None], as_strided(windows, shape, windows.strides), sums)


def _most(classes: tuple[Residue, ...]) -> int:
    return max(len(r.taps) for r in classes)


def _between(wanted: int, most: int) -> int:
    return min(max(1, wanted), most)
