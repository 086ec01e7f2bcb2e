"""The contributions of one selected voxel as arrays.

One row per (input voxel, tap) pair. `tap number` is row-major over (kD, kH, kW): tap 13 of a 3x3x3 kernel is (1, 1, 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..diagnostics import Triple
    from ..geometry import AxisGeometry, Geometry

Side = Literal["input", "output"]

#: More pairs than this are counted, not listed.
MAX_LISTED_PAIRS = 2_500


@dataclass(frozen=True, slots=True, eq=False)
class Contributions:
    """All contributions of one voxel, one row each.

    Attributes
    ----------
    number : ndarray (n,)
        Row-major tap number.
    tap, source, target : ndarray (n, 3)
        (kD, kH, kW), the input voxel, and where the contribution lands. A cropped target lies outside the output.
    written : ndarray (n,) of bool
        False where cropped.
    """

    number: NDArray[np.int64]
    tap: NDArray[np.int64]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    written: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.number)


def is_inside(geometry: Geometry, side: Side, voxel: Triple) -> bool:
    """Return whether `voxel` is one of the input's (side "input") or the output's."""
    size = geometry.input_size if side == "input" else geometry.output_size
    return all(0 <= i < n for i, n in zip(voxel, size, strict=True))


def count(geometry: Geometry, side: Side, voxel: Triple) -> tuple[int, int]:
    """Return (written, all) contributions of a voxel in closed form, however large the kernel.

    For an output voxel nothing is cropped, so both numbers are the count of its sources.
    """
    if side == "input":
        written = prod(len(written_taps(a, i)) for a, i in zip(geometry.axes, voxel, strict=True))
        return written, prod(geometry.kernel_size)
    pairs = prod(len(a.writers(o + a.pad_before)) for a, o in zip(geometry.axes, voxel, strict=True))
    return pairs, pairs


def listed(geometry: Geometry, side: Side, voxel: Triple) -> Contributions | None:
    """Return the contributions of an input voxel (taps row-major) or of an output voxel (by input voxel).

    None where `voxel` lies outside its box, or has more than `MAX_LISTED_PAIRS`: `count` still tells how many.
    """
    if not is_inside(geometry, side, voxel) or count(geometry, side, voxel)[1] > MAX_LISTED_PAIRS:
        return None
    return _of_input(geometry, voxel) if side == "input" else _of_output(geometry, voxel)


def written_taps(axis: AxisGeometry, i: int) -> range:
    """Return the taps of input voxel `i` that land inside on one axis: always one run."""
    first = axis.target(i, 0)
    low = max(0, -(first // axis.dilation))
    high = min(axis.kernel_size, -((first - axis.output_size) // axis.dilation))
    return range(low, max(low, high))


def _of_input(geometry: Geometry, voxel: Triple) -> Contributions:
    axes = geometry.axes
    taps = _rows(product(*(range(a.kernel_size) for a in axes)))
    per_axis = [[a.target(i, k) for k in range(a.kernel_size)] for a, i in zip(axes, voxel, strict=True)]
    targets = _rows(product(*per_axis))
    written = np.all((targets >= 0) & (targets < np.array(geometry.output_size)), axis=1)
    sources = np.broadcast_to(np.array(voxel, np.int64), taps.shape)
    return Contributions(np.arange(len(taps)), taps, sources, targets, np.asarray(written))


def _of_output(geometry: Geometry, voxel: Triple) -> Contributions:
    pairs = geometry.sources(voxel)
    sources, taps = _rows(pair[0] for pair in pairs), _rows(pair[1] for pair in pairs)
    _, height, width = geometry.kernel_size
    number = taps @ np.array([height * width, width, 1])
    targets = np.broadcast_to(np.array(voxel, np.int64), taps.shape)
    return Contributions(number, taps, sources, targets, np.ones(len(taps), bool))


def _rows(triples: object) -> NDArray[np.int64]:
    return np.array(list(triples), np.int64).reshape(-1, 3)  # type: ignore[call-overload]
