"""Tiny calls: one matrix product for all taps, and two with matrices of 0 and 1 that add them up. No loop in Python.

Such a matrix multiplies by zeros where nothing lands, which only finite numbers survive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from math import prod

import numpy as np

from ..geometry import AxisGeometry, Geometry
from .group import Array, Group
from .scatter import run_of
from .threads import Task

_PRODUCTS = 2**13  # numbers of all products; beyond, adding up costs more than the loops it saves
_FOLD = 2**16  # numbers of a matrix of 0 and 1


def fits(geometry: Geometry, made: int) -> bool:
    """Return whether a call of `made` output channels and images together is tiny."""
    axes = geometry.axes
    numbers = made * prod(a.kernel_size * a.input_size for a in axes)
    return numbers <= _PRODUCTS and prod(a.kernel_size * a.input_size * a.output_size for a in axes[1:]) <= _FOLD


def stages(groups: Sequence[Group]) -> Iterator[list[Task]]:
    """Yield the one task there is."""
    yield [partial(_compute, groups)]


def kept(group: Group) -> int:
    """Return how many numbers all tasks share."""
    return 0


def workspace(group: Group) -> int:
    """Return how many numbers the products take, twice over, and their sums."""
    return int(2 * len(group.x) * group.weight[0].size * prod(group.geometry.input_size) + 2 * group.y.size)


def _compute(groups: Sequence[Group]) -> None:
    for group in groups:
        _compute_group(group)


def _compute_group(group: Group) -> None:
    geometry, (made, *taps) = group.geometry, group.weight.shape[1:]
    images, channels, *size = group.x.shape
    depth, plane = _folds(geometry, group.x.dtype.str)
    products = group.weight.reshape(channels, -1).T @ group.x.reshape(images, channels, -1)
    # (N, M, kD, kH, kW, D, H, W) -> (N*M*kD*D, kH*kW*H*W) -> (N*M, kD*D, H_out*W_out) -> (N*M, D_out, H_out*W_out)
    products = products.reshape(-1, taps[0], taps[1] * taps[2], size[0], size[1] * size[2]).swapaxes(2, 3)
    rows = products.reshape(-1, len(plane)) @ plane
    y = (depth @ rows.reshape(images * made, taps[0] * size[0], -1)).reshape(group.y.shape)
    if group.bias is not None:
        y += group.bias
    group.y[...] = y


@lru_cache(maxsize=32)
def _folds(geometry: Geometry, dtype: str) -> tuple[Array, Array]:
    """Return D's matrix (D_out, kD*D), and that of H and W together (kH*kW*H*W, H_out*W_out)."""
    d, h, w = (_fold(axis).astype(dtype) for axis in geometry.axes)
    plane = np.einsum("kio,ljp->klijop", h, w).reshape(h.shape[0] * w.shape[0] * h.shape[1] * w.shape[1], -1)
    return d.reshape(-1, d.shape[2]).T, plane


def _fold(axis: AxisGeometry) -> Array:
    """(k, i, o): 1 where tap k of input voxel i lands on output voxel o."""
    fold = np.zeros((axis.kernel_size, axis.input_size, axis.output_size))
    for k in range(axis.kernel_size):
        run = run_of(axis, k, slice(0, axis.input_size))
        if run:
            fold[k, np.arange(axis.input_size)[run[0]], np.arange(axis.output_size)[run[1]]] = 1
    return fold
