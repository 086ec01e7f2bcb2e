"""NumPy and torch beside each other, a piece at a time; how far they differ, where, and how long each took."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from math import prod, sqrt
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .budget import PIECE
from .job import Job, Piece

Array = NDArray[Any]
#: Runs of which the median is told, and the `Job.work` and seconds of the first up to which there are so many.
RUNS, _QUICK, _SHORT = 5, 5e6, 0.3
#: Bars of a histogram, and how many numbers of a tensor are counted for it at most.
BARS, _MOST_COUNTED = 40, 2**20
_BACKENDS = ("numpy", "torch:cpu")


@dataclass(frozen=True, slots=True)
class Place:
    """The largest difference: how large, and the index of its voxel in y."""

    difference: float
    index: tuple[int, ...]


class Comparison:
    """A run in both backends. Iterate over it to do it: each step is a piece, and yields the share that is done.

    Parameters
    ----------
    job : Job
        One that the budget allows.
    x, weight, bias : numpy.ndarray
        Shapes as `Job` has them; `bias` None for a layer without.

    Attributes
    ----------
    y : numpy.ndarray, shape ``job.output_shape``
        By NumPy.
    largest : Place or None
        None without torch, and for an output without voxels.
    not_alike : int
        Voxels that are finite in one backend only; they are left out of the difference.
    seconds : dict of str to float
        By backend.
    runs : int
        Of how many runs `seconds` are the median.
    """

    def __init__(self, job: Job, x: Array, weight: Array, bias: Array | None) -> None:
        self.job = job
        self._given: tuple[Any, ...] = (x, weight, bias)
        self.y: Array = np.empty(job.output_shape, job.dtype)
        self.largest: Place | None = None
        self.not_alike = 0
        self._size = 0.0
        self.names = _BACKENDS if find_spec("torch") else _BACKENDS[:1]
        self.seconds = dict.fromkeys(self.names, 0.0)
        self.runs = RUNS if job.work <= _QUICK else 1
        self._pieces = job.pieces(PIECE) if self.y.size else []

    def __iter__(self) -> Iterator[float]:
        """Compute, piece by piece."""
        for done, piece in enumerate(self._pieces, start=1):
            self._piece(piece)
            yield done / len(self._pieces)
        self._given = ()

    def _piece(self, piece: Piece) -> None:
        part = self.job.part(piece, *self._given)
        ours = self._timed(piece, part, self.names[0])
        self.job.target(piece, self.y)[...] = ours
        self._size = max(self._size, _size_of(ours))
        if len(self.names) > 1:
            self._compare(piece, ours, self._timed(piece, part, self.names[1]))

    def _timed(self, piece: Piece, part: tuple[Any, Any, Any], backend: str) -> Array:
        y, first = self._clocked(piece, part, backend)  # what is kept for the next call of its kind is made here
        if first > _SHORT:
            self.runs = 1
        taken = [first] if self.runs == 1 else [self._clocked(piece, part, backend)[1] for _ in range(self.runs)]
        self.seconds[backend] += median(taken)
        return y

    def _clocked(self, piece: Piece, part: tuple[Any, Any, Any], backend: str) -> tuple[Array, float]:
        begun = perf_counter()
        y = self.job.compute(piece, *part, backend)
        return np.asarray(y), perf_counter() - begun

    def _compare(self, piece: Piece, ours: Array, theirs: Array) -> None:
        with np.errstate(all="ignore"):
            difference = np.abs(theirs - ours)
        finite = np.isfinite(difference)
        if not finite.all():
            unlike = (np.isfinite(ours) != np.isfinite(theirs)).sum()
            self.not_alike += int(unlike)
            difference[~finite] = 0
        at = np.unravel_index(int(difference.argmax()), difference.shape)
        found = float(difference[at])
        if self.largest is None or found > self.largest.difference:
            self.largest = Place(found, self.job.place(piece, tuple(map(int, at))))

    @property
    def terms(self) -> int:
        """Products that one output voxel sums at most."""
        return prod(self.job.params.kernel_size) * self.job.params.in_channels // self.job.params.groups

    @property
    def rounding(self) -> float:
        """The largest difference that rounding explains: sums in another order, of numbers as large as y's largest."""
        return (16 + 4 * sqrt(self.terms)) * float(np.finfo(self.job.dtype).eps) * max(self._size, 1e-30)

    @property
    def agrees(self) -> bool:
        """Whether the backends differ by rounding alone."""
        return not self.not_alike and (self.largest is None or self.largest.difference <= self.rounding)


def _size_of(array: Array) -> float:
    """Return the largest magnitude of what is finite."""
    low, high = float(array.min()), float(array.max())
    if np.isfinite(low) and np.isfinite(high):
        return max(-low, high)
    return float(np.abs(array[np.isfinite(array)]).max(initial=0))


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """What the numbers of a tensor are like, those that are not finite left out.

    Attributes
    ----------
    low, high, mean : float
        NaN where none is finite.
    zeros, not_finite, size : int
    counts : numpy.ndarray of int64
        How many fall into each of `BARS` equal parts of low .. high.
    every : int
        Only every so many-th number was counted.
    """

    low: float
    high: float
    mean: float
    zeros: int
    not_finite: int
    size: int
    counts: NDArray[np.int64]
    every: int


def statistics(array: Array) -> Statistics:
    """Return the statistics of a tensor."""
    flat = array.reshape(-1)
    finite = flat if np.isfinite(flat).all() else flat[np.isfinite(flat)]
    zeros, lost = int(flat.size - np.count_nonzero(flat)), int(flat.size - finite.size)
    if not finite.size:
        return Statistics(np.nan, np.nan, np.nan, zeros, lost, flat.size, np.zeros(BARS, np.int64), 1)
    low, high = float(finite.min()), float(finite.max())
    every = max(1, finite.size // _MOST_COUNTED)
    with np.errstate(all="ignore"):
        mean = float(finite.mean(dtype=np.float64))
        wide = (low, high) if high > low else (low - 0.5, high + 0.5)
        counts, _ = np.histogram(finite[::every].astype(np.float64), BARS, wide)
    return Statistics(low, high, mean, zeros, lost, flat.size, counts, every)
