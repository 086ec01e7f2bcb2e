"""Memory that a thread uses again: fresh pages cost more than what is computed in them."""

from __future__ import annotations

from math import prod
from threading import local
from typing import Any

import numpy as np

from .operands import Array

_MOST = 2**24  # bytes that a thread keeps; for more, it gives up what it has

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
