"""Memory that a thread uses again: fresh pages cost more than what is computed in them."""

from __future__ import annotations

from math import prod
from threading import local
from typing import Any

import numpy as np

from .operands import Array

_MOST = 2**24  # bytes kept under one name; what is larger is not kept

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
        if size <= _MOST:
            setattr(_kept, name, memory)
    array: Array = memory[:size].view(dtype).reshape(shape)
    return array


def interleave(parts: list[Array], bias: Array | int, to: Array) -> None:
    """Write voxels of which neighbours are in different arrays, (..., count) each, in turn; and the bias with them.

    Whole rows are put together before they are written: the output is larger than the cache, and each line of it would
    otherwise be fetched as many times as there are parts.
    """
    longest = parts[0].shape[-1]
    rows = scratch("rows", (*to.shape[:-1], longest, len(parts)), to.dtype)
    for i, values in enumerate(parts):
        rows[..., : values.shape[-1], i] = values
    np.add(rows.reshape(*to.shape[:-1], longest * len(parts))[..., : to.shape[-1]], bias, out=to)
