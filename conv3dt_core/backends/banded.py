"""Few channels in a group: rows of the input times a banded matrix are whole rows of the output.

The band holds zeros where no tap of W reaches, so this multiplies more than it must, but by BLAS, and what it computes
are finished outputs, next to each other in memory. Taps of H are copied side by side; taps of D are neighbours already.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product

import numpy as np
from numpy.lib.stride_tricks import as_strided

from ..geometry import AxisGeometry
from .operands import Array, Operands, blocks, part
from .residues import Residue, residues
from .scratch import scratch
from .threads import Task
from .windows import Run, lanes, length, place, reach, readable, runs, span, where

_ROWS = 2**19  # numbers of input rows a task holds, if a single depth leaves room
_WHOLE = 48  # an output row of up to so many voxels is computed whole ...
_TILE = 32  # ... and a longer one in tiles of about so many: the band costs their width per output
_TASKS = 4  # for the threads to share, where there are groups


def stages(operands: Operands) -> Iterator[list[Task]]:
    """Yield what makes the bands, then what computes."""
    layer = Banded(operands)
    yield list(layer.making())
    yield list(layer.tasks())


def workspace(operands: Operands) -> int:
    """Return how many numbers one task takes at most."""
    return Banded(operands).workspace()


def kept(operands: Operands) -> int:
    """Return how many numbers all tasks share: the bands."""
    layer = Banded(operands)
    groups, channels, made, *taps = operands.weight.shape
    return int(groups * channels * made * taps[0] * taps[1] * layer.read * layer.tile)


class Banded:
    """A call, the tiles of its output rows, and its weight as bands."""

    def __init__(self, operands: Operands) -> None:
        """Find the classes and the tiles."""
        self.operands = operands
        self.d, self.h = map(residues, operands.geometry.axes[:2])
        axis = operands.geometry.w
        whole = axis.output_size <= _WHOLE
        self.tile = axis.output_size if whole else -(-_TILE // axis.stride) * axis.stride
        first = (axis.pad_before - axis.kernel_extent + 1) // axis.stride
        last = (self.tile - 1 + axis.pad_before) // axis.stride
        self.first = max(0, first) if whole else first  # that the first tile reads; may lie outside
        self.read = max(1, (min(last, axis.input_size - 1) if whole else last) - self.first + 1)
        self.bands: dict[tuple[range, range], Array] = {}  # (G, taps of D from the last, H, C, read; M, tile)

    def making(self) -> Iterator[Task]:
        """Yield the tasks that must be done before those of `tasks`."""
        groups, channels, made = self.operands.weight.shape[:3]
        for d, h in product(self.d, self.h):
            shape = (groups, len(d.taps), len(h.taps), channels, self.read, made, self.tile)
            self.bands[d.taps, h.taps] = np.zeros(shape, self.operands.weight.dtype)
            yield partial(self._make, d, h)

    def tasks(self) -> Iterator[Task]:
        """Yield tasks that write no voxel in common."""
        groups, depths = self._sizes()
        cuts = (
            blocks(range(len(self.operands.weight)), groups), range(len(self.operands.x)),
            blocks(range(max(d.count for d in self.d)), depths), range(0, self.operands.y.shape[-1], self.tile),
        )  # fmt: skip
        for cut, h in product(product(*cuts), self.h):
            yield partial(self._compute, h, *cut)

    def workspace(self) -> int:
        """Return how many numbers one task takes at most."""
        groups, depths = self._sizes()
        rows = max(h.count for h in self.h)
        sums = depths * self.operands.weight.shape[2] * self.tile
        return int(groups * rows * ((depths + reach(self.d)) * self._row() + sums))

    def _row(self) -> int:
        """Return how many numbers of the input one output row reads in one depth."""
        return int(max(len(h.taps) for h in self.h) * self.operands.weight.shape[1] * self.read)

    def _sizes(self) -> tuple[int, int]:
        """Return how many groups and depths one task computes."""
        of_groups, depths = len(self.operands.weight), max(d.count for d in self.d)
        row = max(1, self._row() * max(h.count for h in self.h))
        tasks = len(self.h) * len(self.operands.x) * -(-self.operands.y.shape[-1] // self.tile)
        groups = min(of_groups, max(1, _ROWS // (row * (depths + reach(self.d)))), -(-of_groups * tasks // _TASKS))
        return max(1, groups), min(depths, max(1, _ROWS // row - reach(self.d)))

    def _make(self, d: Residue, h: Residue) -> None:
        """Write each tap of W along its diagonal."""
        axis, band = self.operands.geometry.w, self.bands[d.taps, h.taps]
        *others, of_input, of_made, of_output = band.strides
        for tap in range(axis.kernel_size):
            inputs = self._diagonal(axis, tap)
            if not inputs:
                continue
            column = inputs.start * axis.stride + tap * axis.dilation - axis.pad_before
            diagonal = as_strided(
                band[..., inputs.start - self.first :, :, column:],
                (*band.shape[:4], band.shape[5], len(inputs)),
                (*others, of_made, of_input + axis.stride * of_output),
            )
            # (G, C, M, kD, kH, kW) -> (G, taps of D from the last, H, C, M)
            weight = self.operands.weight[..., part(d.taps), part(h.taps), tap][:, :, :, ::-1]
            diagonal[...] = weight.transpose(0, 3, 4, 1, 2)[..., None]

    def _diagonal(self, axis: AxisGeometry, tap: int) -> range:
        """Return the input voxels, seen from the first tile, that a tap takes into it."""
        offset = tap * axis.dilation - axis.pad_before
        first, stop = -(offset // axis.stride), -((offset - self.tile) // axis.stride)
        return range(max(first, self.first), min(stop, self.first + self.read))

    def _compute(self, h: Residue, groups: range, image: int, depths: range, column: int) -> None:
        operands, step = self.operands, self.d[0].step
        written, inside = [d for d in self.d if d.taps], readable(self.d, operands.x.shape[3])
        read = span(written, depths, inside) if written and h.taps else range(0)
        rows = self._rows(h, groups, image, read, column) if read else None
        bias = 0 if operands.bias is None else operands.bias[part(groups)]
        for d in self.d:
            outputs = range(depths.start, min(depths.stop, d.count))
            for run in runs(d.base, len(d.taps) if read else 0, step, outputs, inside):
                d_to = where(d, run.outputs, operands.geometry.d.stride)
                y = operands.y[image, part(groups), :, d_to, h.outputs, column : column + self.tile]
                if rows is None or not run.count:
                    y[...] = bias
                else:
                    band = self.bands[d.taps, h.taps][part(groups), ..., : y.shape[-1]]
                    _multiply(rows[:, :, place(run.start, read, step) :], run, band, y)
                    if operands.bias is not None:
                        y += bias

    def _rows(self, h: Residue, groups: range, image: int, read: range, column: int) -> Array:
        """Return what rows of outputs read, shape (G, rows, depths, taps of H, C, W), with zeros outside the input."""
        x = self.operands.x[image, part(groups)].transpose(0, 3, 2, 1, 4)  # (G, H, D, C, W)
        step = self.d[0].step
        first = self.first + column // self.operands.geometry.w.stride
        across = range(max(0, first), min(x.shape[4], first + self.read))
        shape = (len(x), h.count, step * length(read, step), len(h.taps), x.shape[3], self.read)
        rows = scratch("rows", shape, x.dtype)
        rows[...] = 0
        for tap, (to, some) in product(range(len(h.taps)), lanes(read, step, x.shape[2])):
            inside, offset = h.inside(tap, x.shape[1]), h.base - tap * h.step
            if inside and across:
                source = x[:, inside.start + offset : inside.stop + offset, some, :, part(across)]
                rows[:, part(inside), to, tap, :, across.start - first : across.stop - first] = source
        return rows


def _multiply(rows: Array, run: Run, band: Array, y: Array) -> None:
    """Write a run of outputs, `y` (G, M, depths, rows, W_out); `rows` begin with the first depth it reads."""
    groups, height, _, *of_depth = rows.shape
    taps = run.count * int(np.prod(of_depth))
    matrix = band[:, run.left_out : run.left_out + run.count].reshape(groups, 1, taps, -1)
    stack = as_strided(
        rows,
        (groups, len(run.outputs), height, taps),
        (rows.strides[0], rows.strides[2], rows.strides[1], rows.itemsize),
    )
    if y.shape[1] == 1 and y.strides[-1] == y.itemsize:
        np.matmul(stack, matrix, out=y[:, 0])
    else:
        sums = (stack @ matrix).reshape(*stack.shape[:3], y.shape[1], y.shape[-1])
        y[...] = sums.transpose(0, 3, 1, 2, 4)
