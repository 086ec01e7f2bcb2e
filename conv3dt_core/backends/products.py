"""Matrix products in the sizes that NumPy's BLAS is fastest at."""

from __future__ import annotations

import numpy as np

from .operands import Array

_SMALL = 600_000  # multiply-adds up to which OpenBLAS works on the operands as they are, without packing them first
_WIDE = 128  # columns of such a product at most ...
_STEP = 16  # ... and what they are a multiple of: the vectors of its kernel


def multiply(matrix: Array, columns: Array, products: Array) -> None:
    """Compute ``products[...] = matrix @ columns``, as a batch of narrow products where the matrix is small.

    Parameters
    ----------
    matrix : array, shape (..., M, K)
    columns : array, shape (..., K, N)
        May overlap in memory with itself.
    products : array, shape (..., M, N)
    """
    made, of_one = matrix.shape[-2:]
    width = min(_WIDE, _SMALL // max(1, made * of_one) // _STEP * _STEP)
    # One batch takes all columns where a width of more than half of that divides them.
    width = next((even for even in range(width, width // 2, -_STEP) if columns.shape[-1] % even == 0), width)
    whole = columns.shape[-1] // width * width if width else 0
    if whole:
        taken, given = (_narrow(array[..., :whole], width) for array in (columns, products))
        np.matmul(matrix[..., None, :, :], taken, out=given)
    if whole < columns.shape[-1]:
        np.matmul(matrix, columns[..., whole:], out=products[..., whole:])


def _narrow(array: Array, width: int) -> Array:
    """(..., rows, n*width) -> (..., n, rows, width), the same memory."""
    return array.reshape(*array.shape[:-1], array.shape[-1] // width, width).swapaxes(-3, -2)
