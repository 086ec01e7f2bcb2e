"""Rows of the output put together from their residue classes."""

from __future__ import annotations

import numpy as np

from .operands import Array
from .scratch import scratch


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
