"""Tiny calls: one matrix product for all taps, and two with matrices of 0 and 1 that add them up. No loop in Python.

Such a matrix multiplies by zeros where nothing lands, which only finite numbers survive.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from math import prod

import numpy as np

from ..geometry import AxisGeometry, Geometry
from .operands import Array, Operands
from .scatter import run_of
from .threads import Task

_PRODUCTS = 2**13  # numbers of all products; beyond, adding up costs more than the loops it saves
_FOLD = 2**16  # numbers of a matrix of 0 and 1


def fits(geometry: Geometry, made: int) -> bool:
    """Return whether a call of `made` output channels and images together is tiny."""
    axes = geometry.axes
    numbers = made * prod(a.kernel_size * a.input_size for a in axes)
    return numbers <= _PRODUCTS and prod(a.kernel_size * a.input_size * a.output_size for a in axes[1:]) <= _FOLD


def stages(operands: Operands) -> Iterator[list[Task]]:
    """Yield the one task there is."""
    yield [partial(_compute, operands)]


def kept(operands: Operands) -> int:
    """Return how many numbers all tasks share."""
    return 0


def workspace(operands: Operands) -> int:
    """Return how many numbers the products take, twice over, and their sums."""
    products = len(operands.x) * operands.weight[:, 0].size * prod(operands.geometry.input_size)
    return int(2 * products + 2 * operands.y.size)


def _compute(operands: Operands) -> None:
    made, *taps = operands.weight.shape[2:]
    images, groups, channels, d, h, w = operands.x.shape
    depth, plane = _folds(operands.geometry, operands.x.dtype.str)
    # (G, M*taps, C) times (N, G, C, D*H*W)
    matrix = operands.weight.reshape(groups, channels, -1).swapaxes(1, 2)
    x = operands.x.reshape(images, groups, channels, -1)
    alone = images * groups == 1  # `dot` takes a third of the time of `matmul`, and two matrices only
    products = np.dot(matrix[0], x[0, 0]) if alone else matrix @ x
    products = products.reshape(images * groups * made, taps[0], -1, d, h * w).swapaxes(2, 3)
    # (N*G*M*kD*D, kH*kW*H*W) -> (N*G*M, kD*D, H_out*W_out) -> (N*G*M, D_out, H_out*W_out)
    rows = np.dot(products.reshape(-1, len(plane)), plane)
    y = depth @ rows.reshape(images * groups * made, taps[0] * d, -1)
    np.add(y.reshape(operands.y.shape), 0 if operands.bias is None else operands.bias, out=operands.y)


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
