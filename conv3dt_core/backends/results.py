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

#: Bytes of a result below which fresh memory costs little, and above which it is not kept.
_LEAST, _MOST = 2**18, 2**25
_KEPT = 2  # results: in a loop the last one is held while the next is computed

_lock = Lock()
_kept: list[Array] = []


def result(shape: tuple[int, ...], dtype: Any) -> Array:
    """Return an array of this shape that holds anything, and that nobody else holds.

    Above `_LEAST` bytes it is a view: whoever looks finds the memory as its `base`, and cannot resize it in place.
    """
    size = prod(shape) * dtype.itemsize
    if size < _LEAST:
        return np.empty(shape, dtype)
    with _lock:
        array: Array = _memory(size).view(dtype).reshape(shape)
        return array


def _memory(size: int) -> Array:
    """Return memory of this size that is kept but unused, else fresh; what is unused besides is given up before."""
    used = [_references(_kept, i) > _OURS for i in range(len(_kept))]
    found = next((kept for kept, is_used in zip(_kept, used, strict=True) if not is_used and kept.size == size), None)
    _kept[:] = [kept for kept, is_used in zip(_kept, used, strict=True) if is_used]
    memory = np.empty(size, np.uint8) if found is None else found
    if size <= _MOST:
        _kept[:] = [memory, *_kept][:_KEPT]
    return memory


def _references(arrays: list[Array], i: int) -> int:
    return sys.getrefcount(arrays[i])


_OURS = _references([np.empty(1)], 0)
