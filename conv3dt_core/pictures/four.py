"""The four pictures together: their values, how far these differ, and the terms each has for one output voxel."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from . import gradient, matrix
from .scatter import Scatter, scatter
from .zeros import ZeroInsertion, zero_insertion

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..diagnostics import Triple
    from ..geometry import Geometry

#: Input voxels, taps, voxels of the full result or of the spread input, and contributions that are worked out at most.
MAX_INPUT, MAX_TAPS, MAX_VOXELS, MAX_PAIRS = 1_000, 343, 30_000, 60_000

Term = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class FourPictures:
    """One channel of a layer, four times over.

    Attributes
    ----------
    geometry : Geometry
    x, w : ndarray of float64
        Input size and kernel size.
    scatter : Scatter
    zeros : ZeroInsertion
    matrix, gradient : ndarray of float64, output size
        `gradient` is None where no ordinary convolution leads back to the input's size.
    """

    geometry: Geometry
    x: NDArray[np.float64]
    w: NDArray[np.float64]
    scatter: Scatter
    zeros: ZeroInsertion
    matrix: NDArray[np.float64]
    gradient: NDArray[np.float64] | None

    @property
    def outputs(self) -> dict[str, NDArray[np.float64]]:
        """The output as each picture gives it."""
        found = {"scatter": self.scatter.y, "zeros": self.zeros.y, "matrix": self.matrix}
        return found if self.gradient is None else found | {"gradient": self.gradient}

    @property
    def difference(self) -> float:
        """The largest difference between two pictures at any output voxel."""
        stack = np.stack(list(self.outputs.values()))
        return float(np.ptp(stack, axis=0).max())

    def terms(self, voxel: Triple) -> dict[str, tuple[Term, ...]]:
        """Return what each picture adds up for output `voxel`: (number of x, number of w), inserted zeros left out."""
        x, w = self.x, self.w
        found = {
            "scatter": tuple((x[source], w[tap]) for source, tap in self.geometry.sources(voxel)),
            "zeros": self._window(voxel),
            "matrix": tuple((x.ravel()[c], w.ravel()[t]) for c, t in matrix.row(self.geometry, voxel)),
        }
        if self.gradient is not None:
            read = gradient.readers(self.geometry, voxel)
            found["gradient"] = tuple((x[source], w[tap]) for source, tap in read)
        return {name: tuple((float(a), float(b)) for a, b in terms) for name, terms in found.items()}

    def _window(self, voxel: Triple) -> tuple[Term, ...]:
        """Return the products of the flipped kernel at `voxel` that meet an input voxel."""
        zeros, axes = self.zeros, self.geometry.axes
        terms = []
        for tap in np.ndindex(*self.w.shape):
            at = tuple(o + k * a.dilation for o, k, a in zip(voxel, tap, axes, strict=True))
            steps = [divmod(p - b[0], a.stride) for p, b, a in zip(at, zeros.borders, axes, strict=True)]
            if all(rest == 0 and 0 <= i < a.input_size for (i, rest), a in zip(steps, axes, strict=True)):
                terms.append((float(zeros.spread[at]), float(zeros.flipped[tap])))
        return tuple(terms)


def four_pictures(geometry: Geometry, x: NDArray[np.float64], w: NDArray[np.float64]) -> FourPictures:
    """Work out all four for x (input size) and w (kernel size); `fits` says whether that takes long."""
    x, w = x.astype(np.float64), w.astype(np.float64)
    back = gradient.gradient(geometry, x, w) if gradient.leads_back(geometry) else None
    return FourPictures(
        geometry, x, w, scatter(geometry, x, w), zero_insertion(geometry, x, w), matrix.multiplied(geometry, x, w), back
    )


def fits(geometry: Geometry) -> bool:
    """Return whether the pictures of this layer are small enough to be worked out for a reader who waits."""
    voxels, taps = prod(geometry.input_size), prod(geometry.kernel_size)
    spread = prod(a.output_size + a.kernel_extent - 1 for a in geometry.axes)
    volume = max(prod(geometry.full_size), spread)
    return voxels <= MAX_INPUT and taps <= MAX_TAPS and volume <= MAX_VOXELS and voxels * taps <= MAX_PAIRS
