"""Few output channels: one matrix product for all taps, its planes then added up class by class.

Where a product has few rows to share a window, copying windows costs more than the product. Here the input is used
where it lies, and what is added are whole planes in cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from math import prod

import numpy as np

from .group import Array, Group
from .residues import Residue, residues
from .scatter import fill
from .threads import Task

_PRODUCTS = 2**20  # numbers of products a task holds, if a single depth leaves room


def stages(groups: Sequence[Group]) -> Iterator[list[Task]]:
    """Yield the tasks, which write no voxel in common."""
    yield [task for group in groups for task in _tasks(group)]


def _tasks(group: Group) -> Iterator[Task]:
    classes = residues(group.geometry.d)
    if not any(d.taps for d in classes):
        yield partial(fill, group)
        return
    count, size = max(d.count for d in classes), _depths(group)
    for n, start in product(range(len(group.x)), range(0, count, size)):
        yield partial(_compute, group, n, range(start, min(start + size, count)))


def kept(group: Group) -> int:
    """Return how many numbers all tasks share."""
    return 0


def workspace(group: Group) -> int:
    """Return how many numbers one task takes."""
    sums = prod(max(r.count for r in residues(axis)) for axis in group.geometry.axes[1:])
    depths = _depths(group)
    gathered = group.x.shape[1] * prod(group.x.shape[3:]) * (depths + _reach(group))  # if x is not contiguous
    return int(_plane(group) * (depths + _reach(group)) + gathered + group.weight.shape[1] * depths * sums)


def _plane(group: Group) -> int:
    """Return how many products one depth of the input has."""
    return int(group.weight[0].size * group.x.shape[3] * group.x.shape[4])


def _reach(group: Group) -> int:
    """Return how many more depths of the input a run of output depths reads."""
    classes = [d for d in residues(group.geometry.d) if d.taps]
    first = min((d.base - (len(d.taps) - 1) * d.step for d in classes), default=0)
    return max((d.base for d in classes), default=0) - first


def _depths(group: Group) -> int:
    """Return how many depths of every class one task computes."""
    return max(1, _PRODUCTS // _plane(group) - _reach(group))


def _compute(group: Group, n: int, depths: range) -> None:
    d_classes, h_classes, w_classes = (residues(axis) for axis in group.geometry.axes)
    written = [d for d in d_classes if d.taps]
    first = max(0, min(d.base + depths.start - (len(d.taps) - 1) * d.step for d in written))
    last = min(group.x.shape[2], max(d.base + depths.stop for d in written))
    x = group.x[n, :, first : max(first, last)]
    # (M*taps, C) @ (C, voxels) -> (M, kD, kH, kW, depths, H, W)
    products = group.weight.reshape(len(group.weight), -1).T @ x.reshape(len(x), -1)
    products = products.reshape(*group.weight.shape[1:], *x.shape[1:])
    for d, h, w in product(d_classes, h_classes, w_classes):
        some = range(depths.start, min(depths.stop, d.count))
        if some:
            _add_up(group, n, (d, h, w), some, products, first)


def _add_up(group: Group, n: int, classes: tuple[Residue, Residue, Residue], depths: range, products: Array,
            first: int) -> None:  # fmt: skip
    """Write the sums of one class; `products` begin with input depth `first`."""
    d, h, w = classes
    sums = np.zeros((products.shape[0], len(depths), h.count, w.count), products.dtype)
    for (a, i), (b, j), (c, k) in product(*(enumerate(r.taps) for r in classes)):
        to, source = zip(
            _window(d, a, group.x.shape[2], depths, first),
            _window(h, b, group.x.shape[3], range(h.count), 0),
            _window(w, c, group.x.shape[4], range(w.count), 0),
            strict=True,
        )
        sums[:, *to] += products[:, i, j, k][:, *source]
    stride = group.geometry.d.stride
    start = d.outputs.start + depths.start * stride
    y = group.y[n, :, start : start + (len(depths) - 1) * stride + 1 : stride, h.outputs, w.outputs]
    np.add(sums, 0 if group.bias is None else group.bias, out=y)


def _window(residue: Residue, m: int, size: int, outputs: range, first: int) -> tuple[slice, slice]:
    """Return which of `outputs` tap m writes, counted from their first, and from which inputs, counted from `first`."""
    inside = residue.inside(m, size)
    start, stop = max(inside.start, outputs.start), min(inside.stop, outputs.stop)
    stop = max(start, stop)
    read = residue.base - m * residue.step - first
    return slice(start - outputs.start, stop - outputs.start), slice(start + read, stop + read)
