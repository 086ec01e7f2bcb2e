"""Memory of results that nobody holds any more is used for the next result: fresh pages cost up to a third of a call.

A result is a view of memory kept here, and so is every view of it. So when nothing but the list below refers to the
memory, nobody can read the result any more. onnxruntime's arena saves the same pages.
"""

from __future__ import annotations

import sys
from math import prod
from threading import Lock
from typing import Any

import numpy as np

from .operands import Array

#: Bytes of a result below which fresh memory costs nothing, and above which none is kept.
_LEAST, _MOST = 2**18, 2**25
_KEPT = 2  # results: in a loop the last one is held while the next is computed

_lock = Lock()
_kept: list[Array] = []


def result(shape: tuple[int, ...], dtype: Any) -> Array:
    """Return an array of this shape that holds anything, and that nobody else holds."""
    size = prod(shape) * dtype.itemsize
    if not _LEAST <= size <= _MOST:
        return np.empty(shape, dtype)
    with _lock:
        memory = _unused(size)
        array: Array = memory.view(dtype).reshape(shape)
        return array


def _unused(size: int) -> Array:
    """Return memory of this size that is kept but unused, else fresh; what is unused besides is given up."""
    unused = [i for i in range(len(_kept)) if _references(_kept, i) == _NONE_BUT_OURS]
    found = next((_kept[i] for i in unused if _kept[i].size == size), None)
    memory = np.empty(size, np.uint8) if found is None else found
    _kept[:] = [memory, *(kept for i, kept in enumerate(_kept) if i not in unused)][:_KEPT]
    return memory


def _references(arrays: list[Array], i: int) -> int:
    return sys.getrefcount(arrays[i])


_NONE_BUT_OURS = _references([np.empty(1)], 0)
