"""Third picture: a sparse matrix times the flattened input.

C is the matrix of an ordinary convolution: row i, column o holds tap k wherever ``o = i*stride + k*dilation - pad``.
The layer is its transpose: rows are output voxels, columns input voxels, both numbered row-major.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..diagnostics import Triple
    from ..geometry import AxisGeometry, Geometry

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """The entries of the transpose of C that hold a tap, one per contribution.

    Attributes
    ----------
    rows, columns, taps : ndarray of int64 (entries,)
        Row-major numbers of output voxel, input voxel and tap.
    shape : (rows, columns)
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    taps: NDArray[np.int64]
    shape: tuple[int, int]


def entries(geometry: Geometry) -> Entries:
    """Return all entries; as many as there are contributions that land inside."""
    per_axis = [_pairs(axis) for axis in geometry.axes]
    sizes = geometry.output_size, geometry.input_size, geometry.kernel_size
    parts = (np.ix_(*(pairs[part] for pairs in per_axis)) for part in range(3))
    rows, columns, taps = (np.ravel_multi_index(part, size).ravel() for part, size in zip(parts, sizes, strict=True))
    return Entries(rows, columns, taps, (prod(geometry.output_size), prod(geometry.input_size)))


def _pairs(axis: AxisGeometry) -> tuple[NDArray[np.int64], ...]:
    """Return (output voxels, input voxels, taps) of the contributions on one axis that land inside."""
    i, k = np.meshgrid(np.arange(axis.input_size), np.arange(axis.kernel_size), indexing="ij")
    o = i * axis.stride + k * axis.dilation - axis.pad_before
    inside = (o >= 0) & (o < axis.output_size)
    return o[inside], i[inside], k[inside]


def multiplied(geometry: Geometry, x: NDArray[np.float64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the matrix times the flattened x (input size), as a volume of output size."""
    found = entries(geometry)
    products = w.ravel()[found.taps] * x.ravel()[found.columns]
    y = np.zeros(found.shape[0])
    np.add.at(y, found.rows, products)
    return y.reshape(geometry.output_size)


def row(geometry: Geometry, voxel: Triple) -> tuple[tuple[int, int], ...]:
    """Return (column, tap) of each entry in the row of output `voxel`, in closed form."""
    return tuple(
        (number(source, geometry.input_size), number(tap, geometry.kernel_size))
        for source, tap in geometry.sources(voxel)
    )


def column(geometry: Geometry, voxel: Triple) -> tuple[tuple[int, int], ...]:
    """Return (row, tap) of each entry in the column of input `voxel`, in closed form."""
    return tuple(
        (number(target, geometry.output_size), number(tap, geometry.kernel_size))
        for tap, target in geometry.targets(voxel)
    )


def number(voxel: Triple, size: Triple) -> int:
    """Return the row-major number of a voxel: (1, 0, 2) of 3 x 3 x 3 is 11."""
    d, h, w = voxel
    return (d * size[1] + h) * size[2] + w
