"""How often each output voxel is written: the three axes' counts, their pattern, and what it means for checkerboards.

The count at (d, h, w) is the product of three 1-D counts, so all that is said of the volume is worked out from
D + H + W numbers. Far from the ends the counts of an axis repeat with the stride. Tap k writes full-size columns of
residue ``k*dilation mod stride``; with g = gcd(stride, dilation) the taps reach every g-th residue only. Hence

    g > 1                        columns between are never written: holes
    g = 1, stride | kernel_size  every residue has kernel_size / stride taps: even
    otherwise                    some residues have one tap more: uneven (the checkerboard)

after Odena, Dumoulin & Olah 2016, doi:10.23915/distill.00003, with dilation added. Even counts do not promise even
values: the weights of two residues are different taps.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from math import gcd, prod
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .diagnostics import Axis, Triple
    from .geometry import AxisGeometry, Geometry

_ALL = slice(None)
Reason = Literal["even", "holes", "uneven"]


@dataclass(frozen=True, slots=True, eq=False)
class AxisOverlap:
    """The counts along one axis.

    Attributes
    ----------
    axis : {"D", "H", "W"}
    counts : ndarray of int64 (output_size,)
        (input voxel, tap) pairs per output voxel.
    pattern : tuple of int, length stride
        The count far from the ends of output voxels 0, 1, ... modulo the stride, whether or not there is room for it.
    inside : range
        Output voxels that no end of the input reaches: there `counts` follow `pattern`. Empty on a short axis.
    reason : {"even", "holes", "uneven"}
        What `pattern` is.
    """

    axis: Axis
    counts: NDArray[np.int64]
    pattern: tuple[int, ...]
    inside: range
    reason: Reason


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """The counts of a layer, as their three factors."""

    d: AxisOverlap
    h: AxisOverlap
    w: AxisOverlap

    @property
    def axes(self) -> tuple[AxisOverlap, AxisOverlap, AxisOverlap]:
        """D, H and W."""
        return self.d, self.h, self.w

    @property
    def size(self) -> Triple:
        """Output voxels per axis."""
        d, h, w = (len(axis.counts) for axis in self.axes)
        return d, h, w

    @property
    def total(self) -> int:
        """All contributions: input voxels times taps, less the cropped ones."""
        return prod(int(axis.counts.sum()) for axis in self.axes)

    @property
    def extremes(self) -> tuple[int, int]:
        """Fewest and most contributions of an output voxel."""
        return prod(int(axis.counts.min()) for axis in self.axes), prod(int(axis.counts.max()) for axis in self.axes)

    @property
    def histogram(self) -> dict[int, int]:
        """How many output voxels have each count, by ascending count."""
        return _products([Counter(axis.counts.tolist()) for axis in self.axes])

    @property
    def inside_histogram(self) -> dict[int, int]:
        """The same for voxels inside on all three axes; empty where there are none."""
        return _products([Counter(axis.counts[_slice(axis.inside)].tolist()) for axis in self.axes])

    @property
    def uneven(self) -> tuple[AxisOverlap, ...]:
        """The axes whose pattern is not even."""
        return tuple(axis for axis in self.axes if axis.reason != "even")

    def at(self, voxel: Triple) -> int:
        """Return the count of one output voxel."""
        return prod(int(axis.counts[i]) for axis, i in zip(self.axes, voxel, strict=True))

    def plane(self, axis: int, index: int, rows: slice = _ALL, columns: slice = _ALL) -> NDArray[np.int64]:
        """Return the counts of one slice or of a window of it: ``plane(0, d)`` is (H, W), ``plane(1, h)`` (D, W)."""
        first, second = (self.axes[other].counts for other in range(3) if other != axis)
        return int(self.axes[axis].counts[index]) * np.multiply.outer(first[rows], second[columns])


def overlap(geometry: Geometry) -> Overlap:
    """Return the counts of a planned layer.

    Raises
    ------
    InvalidLayerError
        ``output-too-large`` beyond 100,000 voxels, taps or steps on an axis.
    """
    return Overlap(*(axis_overlap(axis) for axis in geometry.axes))


def axis_overlap(axis: AxisGeometry) -> AxisOverlap:
    """Return the counts along one axis."""
    counts = axis.overlap()  # refuses what is too long to list
    pattern = tuple(_taps_of(axis, (o + axis.pad_before) % axis.stride) for o in range(axis.stride))
    # Column f of the full size takes tap k from input (f - k*dilation)/stride: inside, all of these exist.
    first = max(0, axis.kernel_extent - 1 - axis.pad_before)
    stop = min(axis.output_size, (axis.input_size - 1) * axis.stride + 1 - axis.pad_before)
    return AxisOverlap(axis.axis, counts, pattern, range(first, max(first, stop)), reason(axis))


def reason(axis: AxisGeometry) -> Reason:
    """Return what the counts along an axis are, far from its ends."""
    if gcd(axis.stride, axis.dilation) > 1:
        return "holes"
    if axis.kernel_size % axis.stride == 0:
        return "even"
    return "uneven" if axis.kernel_size > axis.stride else "holes"


def _taps_of(axis: AxisGeometry, residue: int) -> int:
    """Return how many taps k have ``k*dilation`` congruent to `residue` modulo the stride."""
    shared = gcd(axis.stride, axis.dilation)
    if residue % shared:
        return 0
    period = axis.stride // shared
    first = residue // shared * pow(axis.dilation // shared, -1, period) % period if period > 1 else 0
    return len(range(first, axis.kernel_size, period))


def _products(factors: list[Counter[int]]) -> dict[int, int]:
    return dict(sorted(reduce(_product, factors).items()))


def _product(left: Counter[int], right: Counter[int]) -> Counter[int]:
    both: Counter[int] = Counter()
    for a, n in left.items():
        for b, m in right.items():
            both[a * b] += n * m
    return both


def _slice(inside: range) -> slice:
    return slice(inside.start, inside.stop)
