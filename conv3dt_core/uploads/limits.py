"""What a file may be, what comes out of one, and what is said of all others."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Bytes of a file; bytes of an array as the file holds it, unpacked; numbers of an array.
MAX_FILE_BYTES, MAX_ARRAY_BYTES, MAX_VALUES = 32 * 2**20, 64 * 2**20, 2**24
#: Bytes of a header, beside those of the array.
MAX_HEADER = 10_000
#: How many times its own size a packed array may have, beyond a size that harms nobody.
MAX_RATIO, HARMLESS = 250, 2**20
#: Arrays of an .npz; pieces a .gz is put together from; axes.
MAX_MEMBERS, MAX_PIECES, MAX_AXES = 64, 4096, 8


class UploadError(ValueError):
    """A file that no array is taken from.

    Parameters
    ----------
    reason : str
        Why, as a word that whoever speaks to the reader has a sentence for.
    **values
        The numbers and words of that sentence.
    """

    def __init__(self, reason: str, **values: Any) -> None:
        self.reason, self.values = reason, values
        super().__init__(" ".join([reason, *(f"{name}={value}" for name, value in values.items())]))


@dataclass(frozen=True, slots=True, eq=False)
class Upload:
    """An array out of a file.

    Attributes
    ----------
    values : numpy.ndarray, float32 or float64
        Three to five axes.
    stored : str
        The dtype in the file.
    not_finite : int
        How many of the values are NaN or infinite.
    """

    values: NDArray[Any]
    stored: str
    not_finite: int

    @classmethod
    def of(cls, values: NDArray[Any], stored: str) -> Upload:
        """Return an upload of values that are floats already."""
        values.setflags(write=False)
        return cls(values, stored, values.size - int(np.count_nonzero(np.isfinite(values))))


def within(what: str, size: int, limit: int) -> None:
    """Raise if `size` is beyond a limit."""
    if size > limit:
        raise UploadError(f"{what}_limit", size=size, limit=limit)


def check_shape(shape: tuple[int, ...], itemsize: int) -> int:
    """Return how many bytes an array of this shape takes; raise where it has no use here, or there are too many."""
    if not 3 <= len(shape) <= 5:
        raise UploadError("axes", shape=shape, count=len(shape))
    if min(shape) < 1:
        raise UploadError("empty", shape=shape)
    within("values", prod(shape), MAX_VALUES)
    within("array", prod(shape) * itemsize, MAX_ARRAY_BYTES)
    return prod(shape) * itemsize


def check_length(declared: int, there: int) -> None:
    """Raise if a file holds fewer bytes of an array than it says, or more."""
    if there != declared:
        raise UploadError("truncated" if there < declared else "longer", declared=declared, there=there)


def check_ratio(packed: int, unpacked: int) -> None:
    """Raise if so little is said to hold so much."""
    if unpacked > HARMLESS and unpacked > MAX_RATIO * max(packed, 1):
        raise UploadError("ratio", packed=packed, unpacked=unpacked, times=MAX_RATIO)


def float_type(dtype: np.dtype[Any]) -> type[np.floating[Any]]:
    """Return what values of a dtype are computed in."""
    return np.float64 if dtype.kind == "f" and dtype.itemsize == 8 else np.float32
