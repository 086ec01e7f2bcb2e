"""First picture: every input voxel writes its kernel into the full result, which is then cropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..geometry import Geometry


@dataclass(frozen=True, slots=True, eq=False)
class Scatter:
    """What scattering leaves.

    Attributes
    ----------
    full : ndarray of float64, full size
        Before cropping.
    y : ndarray of float64, output size
        `full` from `pad_before` on; what reaches beyond its end is zero.
    """

    full: NDArray[np.float64]
    y: NDArray[np.float64]


def scatter(geometry: Geometry, x: NDArray[np.float64], w: NDArray[np.float64]) -> Scatter:
    """Scatter x (input size) through w (kernel size)."""
    full = np.zeros(geometry.full_size)
    for voxel in np.ndindex(*geometry.input_size):
        block = tuple(
            slice(i * a.stride, i * a.stride + a.kernel_extent, a.dilation)
            for i, a in zip(voxel, geometry.axes, strict=True)
        )
        full[block] += x[voxel] * w
    y = np.zeros(geometry.output_size)
    inside = full[tuple(slice(a.pad_before, a.pad_before + a.output_size) for a in geometry.axes)]
    y[tuple(map(slice, inside.shape))] = inside
    return Scatter(full, y)
