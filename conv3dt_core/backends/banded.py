"""Few channels in a group: a row of W times a banded matrix is a row of the output, for all taps of D and H at once.

The band holds zeros where no tap reaches, so this multiplies more than it must, but by BLAS and in whole rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product

import numpy as np

from ..geometry import AxisGeometry
from .group import Array, Group
from .scatter import fill, run_of
from .threads import Task


def stages(groups: Sequence[Group]) -> Iterator[list[Task]]:
    """Yield the tasks, one per group."""
    yield [partial(_compute, group) for group in groups]


def kept(group: Group) -> int:
    """Return how many numbers all tasks share."""
    return 0


def workspace(group: Group) -> int:
    """Return how many numbers one task takes."""
    channels, depth, height, width = group.x.shape[1:]
    row = group.weight.shape[1] * group.weight.shape[2] * group.weight.shape[3] * group.y.shape[-1]
    return int(row * (depth * height + channels * width) + group.x[0].size)


def _band(group: Group) -> Array:
    """(C, M, kD, kH, kW) -> (C*W, M*kD*kH*W_out): what input voxel i adds to output voxel o of a row."""
    channels, made, *taps = group.weight.shape
    axis = group.geometry.w
    band = np.zeros((channels, axis.input_size, made, taps[0], taps[1], axis.output_size), group.weight.dtype)
    for k in range(taps[2]):
        run = run_of(axis, k, slice(0, axis.input_size))
        if run:
            inputs, outputs = (np.arange(axis.input_size)[run[0]], np.arange(axis.output_size)[run[1]])
            band[:, inputs, :, :, :, outputs] = group.weight[:, :, :, :, k]
    return band.reshape(channels * axis.input_size, -1)


def _compute(group: Group) -> None:
    fill(group)  # the rest is added
    band, kernel = _band(group), group.weight.shape[1:4]
    depth, height = group.x.shape[2:4]
    for x, y in zip(group.x, group.y, strict=True):  # (C, D, H, W), (M, D_out, H_out, W_out)
        rows = x.transpose(1, 2, 0, 3).reshape(depth * height, -1)
        products = (rows @ band).reshape(depth, height, *kernel, -1)  # (D, H, M, kD, kH, W_out)
        taps = (_taps(axis) for axis in group.geometry.axes[:2])
        for m, (i, (d, d_to)), (j, (h, h_to)) in product(range(kernel[0]), *taps):
            y[m, d_to, h_to] += products[d, h, m, i, j]


def _taps(axis: AxisGeometry) -> list[tuple[int, tuple[slice, slice]]]:
    whole = slice(0, axis.input_size)
    return [(k, run) for k in range(axis.kernel_size) if (run := run_of(axis, k, whole))]
