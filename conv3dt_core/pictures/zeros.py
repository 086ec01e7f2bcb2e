"""Second picture: zeros between the input voxels and round them, then an ordinary convolution with the flipped kernel.

On one axis, with extent = dilation*(kernel_size - 1) + 1, the border is

    before = extent - 1 - pad_before
    after  = extent - 1 - pad_after + output_padding

so padding makes it *smaller*; where padding exceeds extent - 1 the border is negative and cuts the spread input itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..diagnostics import Triple
    from ..geometry import AxisGeometry, Geometry


@dataclass(frozen=True, slots=True, eq=False)
class ZeroInsertion:
    """What the second picture holds.

    Attributes
    ----------
    spread : ndarray of float64, (output_size + extent - 1) per axis
        The input with zeros between its voxels and round them, or cut where a border is negative.
    borders : three (before, after)
        Zeros added at each end of the axes; a negative number of voxels is cut there.
    flipped : ndarray of float64, kernel size
        w turned round on all axes.
    y : ndarray of float64, output size
    """

    spread: NDArray[np.float64]
    borders: tuple[tuple[int, int], ...]
    flipped: NDArray[np.float64]
    y: NDArray[np.float64]

    @property
    def cut(self) -> tuple[tuple[int, int], ...]:
        """Voxels of the spread input, inserted zeros included, that are cut at each end of the axes."""
        return tuple((max(0, -before), max(0, -after)) for before, after in self.borders)


def borders(axis: AxisGeometry) -> tuple[int, int]:
    """Return how many zeros stand before and after the spread input; negative: voxels that are cut."""
    margin = axis.kernel_extent - 1
    return margin - axis.pad_before, margin - axis.pad_after + axis.output_padding


def place(geometry: Geometry, voxel: Triple) -> Triple:
    """Return where input `voxel` stands in the spread input; outside it, it was cut."""
    d, h, w = (borders(axis)[0] + i * axis.stride for axis, i in zip(geometry.axes, voxel, strict=True))
    return d, h, w


def zero_insertion(geometry: Geometry, x: NDArray[np.float64], w: NDArray[np.float64]) -> ZeroInsertion:
    """Spread x (input size) and convolve it with the flipped w (kernel size), stride 1."""
    spread = np.zeros([axis.output_size + axis.kernel_extent - 1 for axis in geometry.axes])
    kept = [_kept(axis, size) for axis, size in zip(geometry.axes, spread.shape, strict=True)]
    spread[np.ix_(*(positions for _, positions in kept))] = x[np.ix_(*(voxels for voxels, _ in kept))]
    flipped = w[::-1, ::-1, ::-1]
    y = np.zeros(geometry.output_size)
    for tap in np.ndindex(*w.shape):
        starts = [k * axis.dilation for k, axis in zip(tap, geometry.axes, strict=True)]
        y += flipped[tap] * spread[tuple(slice(a, a + n) for a, n in zip(starts, y.shape, strict=True))]
    return ZeroInsertion(spread, tuple(borders(axis) for axis in geometry.axes), flipped, y)


def _kept(axis: AxisGeometry, size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the input voxels of an axis that are not cut, and where they stand in the spread input."""
    positions = borders(axis)[0] + np.arange(axis.input_size) * axis.stride
    voxels = np.flatnonzero((positions >= 0) & (positions < size))
    return voxels, positions[voxels]
