"""Memory that a thread uses again: fresh pages cost more than what is computed in them."""

from __future__ import annotations

from math import prod
from threading import local
from typing import Any

import numpy as np

from .operands import Array

_MOST = 2**24  # bytes that a thread keeps; for more, it gives up what it has
_LINE = 64  # bytes of a cache line
_SHORT = 16  # lines; rows below are not set apart

_kept = local()


def scratch(name: str, shape: tuple[int, ...], dtype: Any) -> Array:
    """Return an array of this shape that holds anything.

    Parameters
    ----------
    name : str
        The next call of this thread with this name returns the same memory.
    shape : tuple of int
    dtype : numpy.dtype
    """
    size = prod(shape) * dtype.itemsize
    memory = getattr(_kept, name, None)
    if memory is None or memory.size < size:
        memory = np.empty(size, np.uint8)
        vars(_kept).pop(name, None)
        if size + sum(kept.size for kept in vars(_kept).values()) > _MOST:
            vars(_kept).clear()
        if size <= _MOST:
            setattr(_kept, name, memory)
    array: Array = memory[:size].view(dtype).reshape(shape)
    return array


def matrix(name: str, shape: tuple[int, int], dtype: Any) -> Array:
    """Return what `scratch` does, for a matrix that BLAS writes.

    Rows are an odd number of cache lines apart: a power of two puts all of them into the same few sets of the cache.
    """
    rows, columns = shape
    return scratch(name, (rows, apart(columns, dtype.itemsize)), dtype)[:, :columns]


def apart(columns: int, itemsize: int) -> int:
    """Return how many numbers after the start of a row of `matrix` the next one starts."""
    lines = -(-columns * itemsize // _LINE)
    return columns if lines < _SHORT else (lines | 1) * _LINE // itemsize
