"""Many input channels for each window: one matrix product for all taps, then added up along D, along H and along W.

Copying windows, and the weight in their order, costs more than the sums where a product is long. Here the weight and
the input are used where they lie, and adding up axis by axis takes a few large steps: what a tap of the axis gives,
moved by a constant number of voxels, is what it adds to the outputs of its class. Nothing is multiplied but real
contributions, so that an infinity or a NaN reaches the voxels it must.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from math import prod

import numpy as np

from .operands import Array, Operands, blocks, part
from .products import multiply
from .residues import Residue, residues
from .rows import interleave
from .scratch import apart, matrix, scratch
from .threads import Task
from .windows import reach, runs, span, where

_DEPTHS = 5 * 2**18  # numbers of products of one output channel, if a single depth leaves room
_PRODUCTS = 2**18  # numbers of products in one block, if a single output channel leaves room
_COLUMNS = 512  # input voxels in one product, if the images are as many
_TASKS = 4  # for the threads to share, where the layer can be cut


def stages(operands: Operands) -> Iterator[list[Task]]:
    """Yield the tasks, which write no voxel in common."""
    yield list(_tasks(operands))


def _tasks(operands: Operands) -> Iterator[Task]:
    images, depths, _ = _sizes(operands)
    groups, _, made = operands.weight.shape[:3]
    deepest = max(d.count for d in residues(operands.geometry.d))
    tasks = groups * -(-len(operands.x) // images) * -(-deepest // depths)
    cuts = (
        blocks(range(len(operands.x)), images), range(groups),
        blocks(range(made), -(-made * tasks // _TASKS)), blocks(range(deepest), depths),
    )  # fmt: skip
    for cut in product(*cuts):
        yield partial(_compute, operands, *cut)


def kept(operands: Operands) -> int:
    """Return how many numbers all tasks share."""
    return 0


def workspace(operands: Operands) -> int:
    """Return how many numbers one task takes at most."""
    images, depths, channels = _sizes(operands)
    read = min(operands.x.shape[3], depths + reach(residues(operands.geometry.d)))
    shape = (channels, *operands.weight.shape[3:], images, read, *operands.x.shape[4:])
    columns = prod(shape[4:])
    numbers = operands.weight.shape[1] * columns + prod(shape[:4]) * apart(columns, operands.x.itemsize)
    for axis, classes in enumerate(map(residues, operands.geometry.axes)):
        shape = _summed(shape, axis, classes, min(depths, _longest(classes)) if axis == 0 else _longest(classes))
        numbers += prod(shape)
    return int(numbers + prod(shape))


def _sizes(operands: Operands) -> tuple[int, int, int]:
    """Return how many images and depths of every class one task computes, and how many output channels at once."""
    taps, plane = prod(operands.weight.shape[3:]), prod(operands.x.shape[4:])
    d = residues(operands.geometry.d)
    depths = _between(_DEPTHS // (taps * plane) - reach(d), _longest(d))
    images = _between(_COLUMNS // (operands.x.shape[3] * plane), len(operands.x))
    columns = images * min(operands.x.shape[3], depths + reach(d)) * plane
    return images, depths, _between(_PRODUCTS // (taps * columns), operands.weight.shape[2])


def _compute(operands: Operands, images: range, g: int, made: range, depths: range) -> None:
    classes = d, h, w = [residues(axis) for axis in operands.geometry.axes]
    written = [some for some in d if some.taps]
    read = span(written, depths, range(operands.x.shape[3])) if written else range(0)
    outputs = range(depths.start, min(depths.stop, _longest(d))), range(_longest(h)), range(_longest(w))
    x = operands.x[part(images), g, :, part(read)].swapaxes(0, 1)  # (C, N, D, H, W)
    voxels = x.reshape(len(x), -1)
    for some in map(part, blocks(made, _sizes(operands)[2])):
        # (M*taps, C) @ (C, voxels) -> (M, kD, kH, kW, N, D, H, W)
        weight = operands.weight[g, :, some]
        taps = weight.reshape(len(weight), -1).T
        products = matrix("products", (len(taps), voxels.shape[1]), x.dtype)
        multiply(taps, voxels, products)
        sums = products.reshape(*weight.shape[1:], *x.shape[1:])
        for axis in range(3):
            sums = _along(axis, classes[axis], sums, outputs[axis], read.start if axis == 0 else 0)
        _write(operands, images, g, some, depths, sums)


def _along(axis: int, classes: tuple[Residue, ...], products: Array, outputs: range, first: int) -> Array:
    """Add up the taps of an axis per class of outputs: axis 1, 2 or 3 becomes the class, and 5, 6 or 7 its outputs.

    `products` begin with the input voxel `first`.
    """
    sums = scratch(f"along {axis}", _summed(products.shape, axis, classes, len(outputs)), products.dtype)
    inside = range(first, first + products.shape[5 + axis])
    taps = products.swapaxes(0, 1 + axis)
    for of_class, residue in zip(sums.swapaxes(0, 1 + axis), classes, strict=True):
        target = of_class.swapaxes(0, 4 + axis)
        for run in runs(residue.base, len(residue.taps), residue.step, outputs, inside):
            last = len(residue.taps) - 1 - run.left_out  # the tap that reads what lies in front
            starts = (run.start - first + i * residue.step for i in range(run.count))
            length = (len(run.outputs) - 1) * residue.step + 1
            values = [
                taps[residue.taps[last - i]].swapaxes(0, 4 + axis)[start : start + length : residue.step]
                for i, start in enumerate(starts)
            ]
            begin = run.outputs.start - outputs.start
            _add_up(values, target[begin : begin + length : residue.step])
    return sums


def _add_up(values: list[Array], target: Array) -> None:
    """Write the sum of some arrays, in as few steps as there are additions."""
    if len(values) < 2:
        target[...] = values[0] if values else 0
        return
    np.add(values[0], values[1], out=target)
    for more in values[2:]:
        target += more


def _summed(shape: tuple[int, ...], axis: int, classes: tuple[Residue, ...], outputs: int) -> tuple[int, ...]:
    """Return the shape after adding up along an axis."""
    return (*shape[: 1 + axis], len(classes), *shape[2 + axis : 5 + axis], outputs, *shape[6 + axis :])


def _write(operands: Operands, images: range, g: int, made: slice, depths: range, sums: Array) -> None:
    """Write the sums, shape (M, D's classes, H's, W's, N, D, H, W)."""
    d_classes, h_classes, w_classes = map(residues, operands.geometry.axes)
    bias = 0 if operands.bias is None else operands.bias[g, made, None]  # (M, 1, 1, 1, 1)
    y = operands.y[part(images), g, made].swapaxes(0, 1)  # (M, N, D, H, W)
    for (i, d), (j, h) in product(enumerate(d_classes), enumerate(h_classes)):
        count = min(depths.stop, d.count) - depths.start
        if count > 0:
            to = y[:, :, where(d, range(depths.start, depths.start + count), operands.geometry.d.stride), h.outputs]
            rows = sums[:, i, j, :, :, :count, : h.count]
            interleave([rows[:, k, ..., : w.count] for k, w in enumerate(w_classes)], bias, to)


def _longest(classes: tuple[Residue, ...]) -> int:
    return max(r.count for r in classes)


def _between(wanted: int, most: int) -> int:
    return min(max(1, wanted), most)
