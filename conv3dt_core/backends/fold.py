"""Few output channels: one matrix product for all taps, its planes then added up class by class.

Where a product has few rows to share a window, copying windows costs more than the product. Here the input is used
where it lies, and a tap's products, moved by a constant number of places, are what it adds to the outputs of its class:
all planes of a block at once. What such a move would carry from one row into the next is set to zero first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product

import numpy as np

from .operands import Array, Operands, blocks
from .products import multiply
from .residues import Residue, residues
from .scatter import fill
from .scratch import scratch
from .threads import Task
from .windows import reach, span, where

_PRODUCTS = 2**20  # numbers of products a task holds, if a single depth leaves room

_Classes = tuple[Residue, Residue, Residue]


def stages(operands: Operands) -> Iterator[list[Task]]:
    """Yield the tasks, which write no voxel in common."""
    yield list(_tasks(operands))


def _tasks(operands: Operands) -> Iterator[Task]:
    classes = residues(operands.geometry.d)
    if not any(d.taps for d in classes):
        yield from (partial(fill, operands, n) for n in range(len(operands.x)))
        return
    depths = blocks(range(max(d.count for d in classes)), _depths(operands))
    for n, g, some in product(range(len(operands.x)), range(len(operands.weight)), depths):
        yield partial(_compute, operands, n, g, some)


def kept(operands: Operands) -> int:
    """Return how many numbers all tasks share."""
    return 0


def workspace(operands: Operands) -> int:
    """Return how many numbers one task takes."""
    height, width = _pitch(operands)
    channels, made = operands.weight.shape[1:3]
    depths = _depths(operands)
    read = depths + reach(residues(operands.geometry.d))
    return int(height * width * (read * (operands.weight[0, 0].size + channels) + depths * made))


def _pitch(operands: Operands) -> tuple[int, int]:
    """Return the rows and columns of a plane that has room for the input and for each class of outputs."""
    h, w = (residues(axis) for axis in operands.geometry.axes[1:])
    return max(operands.x.shape[4], *(r.count for r in h)), max(operands.x.shape[5], *(r.count for r in w))


def _depths(operands: Operands) -> int:
    """Return how many depths of every class one task computes."""
    height, width = _pitch(operands)
    return max(1, _PRODUCTS // int(operands.weight[0, 0].size * height * width) - reach(residues(operands.geometry.d)))


def _compute(operands: Operands, n: int, g: int, depths: range) -> None:
    d_classes, h_classes, w_classes = (residues(axis) for axis in operands.geometry.axes)
    written = [d for d in d_classes if d.taps]
    read = span(written, depths, range(operands.x.shape[3]))
    x = _in_planes(operands.x[n, g, :, read.start : read.stop], _pitch(operands))
    # (M*taps, C) @ (C, voxels) -> (M, kD, kH, kW, depths, H, W)
    products = scratch("products", (*operands.weight.shape[2:], *x.shape[1:]), x.dtype)
    matrix, voxels = operands.weight[g].reshape(len(x), -1).T, x.reshape(len(x), -1)
    multiply(matrix, voxels, products.reshape(len(matrix), voxels.shape[1]))
    _cut(products, h_classes, w_classes)
    for d, h, w in product(d_classes, h_classes, w_classes):
        some = range(depths.start, min(depths.stop, d.count))
        if some:
            _add_up(operands, n, g, (d, h, w), some, products, read.start)


def _in_planes(x: Array, pitch: tuple[int, int]) -> Array:
    """(C, D, H, W) -> (C, D, rows, columns), with zeros below and on the right; or x itself, if that is its size."""
    if x.shape[2:] == pitch:
        return x
    planes = scratch("planes", (*x.shape[:2], *pitch), x.dtype)
    planes[...] = 0
    planes[:, :, : x.shape[2], : x.shape[3]] = x
    return planes


def _cut(products: Array, h_classes: tuple[Residue, ...], w_classes: tuple[Residue, ...]) -> None:
    """Set to zero what an output would read beyond the end of its row, or of its plane."""
    for residue, (m, tap) in ((r, pair) for r in h_classes for pair in enumerate(r.taps)):
        products[:, :, tap, ..., _beyond(residue.base - m * residue.step), :] = 0
    for residue, (m, tap) in ((r, pair) for r in w_classes for pair in enumerate(r.taps)):
        products[:, :, :, tap, ..., _beyond(residue.base - m * residue.step)] = 0


def _beyond(offset: int) -> slice:
    """Return the voxels of a row that no output of it reads, if output j reads voxel j + offset; other rows would."""
    return slice(offset, None) if offset < 0 else slice(0, offset)


def _add_up(operands: Operands, n: int, g: int, classes: _Classes, depths: range, products: Array, first: int) -> None:
    """Write the sums of one class; `products` begin with input depth `first`."""
    d, h, w = classes
    made, *_, read, height, width = products.shape
    sums = scratch("sums", (made, len(depths) * height * width), products.dtype)
    sums[...] = 0
    planes = products.reshape(*products.shape[:4], read * height * width)
    for (a, i), (b, j), (c, k) in product(*(enumerate(r.taps) for r in classes)):
        z, y, x = (r.base - m * r.step for r, m in ((d, a), (h, b), (w, c)))
        inside = range(max(depths.start, first - z), min(depths.stop, first + read - z))
        offset = ((z + depths.start - first) * height + y) * width + x
        start = max(0, -offset, (inside.start - depths.start) * height * width)
        stop = min(sums.shape[1], planes.shape[-1] - offset, (inside.stop - depths.start) * height * width)
        if start < stop:
            sums[:, start:stop] += planes[:, i, j, k, start + offset : stop + offset]
    to = operands.y[n, g, :, where(d, depths, operands.geometry.d.stride), h.outputs, w.outputs]
    values = sums.reshape(made, len(depths), height, width)[:, :, : h.count, : w.count]
    np.add(values, 0 if operands.bias is None else operands.bias[g], out=to)
