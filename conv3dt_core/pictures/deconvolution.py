"""Why it is no deconvolution: convolution, then transposed convolution with the same kernel, is C transposed times C.

It gives u back only if ``C^T C`` is the identity: if the convolution loses no number and keeps all lengths.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from ..diagnostics import AXES
from ..geometry import AxisGeometry, Geometry
from .gradient import convolved, reach
from .matrix import multiplied

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class RoundTrip:
    """There and back.

    Attributes
    ----------
    u : ndarray of float64, output size
    v : ndarray of float64, input size
        The ordinary convolution of u.
    back : ndarray of float64, output size
        The transposed convolution of v, same kernel.
    read, reading : int
        How many of u's numbers some window reads, and how many of v's have a window that reads any: see `reach`.
    """

    u: NDArray[np.float64]
    v: NDArray[np.float64]
    back: NDArray[np.float64]
    read: int
    reading: int

    @property
    def difference(self) -> float:
        """The largest ``|back - u|``."""
        return float(np.abs(self.back - self.u).max())

    @property
    def lost(self) -> int:
        """How many of u's numbers at least cannot be known from v, whatever the kernel.

        As a linear map of u, v has no more independent numbers than C has columns or rows that are not all zero.
        """
        return self.u.size - min(self.read, self.reading)


def round_trip(geometry: Geometry, u: NDArray[np.float64], w: NDArray[np.float64]) -> RoundTrip:
    """Convolve u (output size) with w (kernel size) and transposed-convolve the result; `leads_back` must hold."""
    u = u.astype(np.float64)
    v = convolved(geometry, u, w.astype(np.float64))
    return RoundTrip(u, v, multiplied(geometry, v, w.astype(np.float64)), *reach(geometry))


def haar_round_trip(u: NDArray[np.float64]) -> RoundTrip:
    """Do the same with the one kind of weight that gives u back: kernel_size = stride = 2, eight orthogonal channels.

    Channel (a, b, c) multiplies each 2 x 2 x 2 block of u (even sizes) by a product of three rows of Haar's 2 x 2
    matrix. No block meets another, and the eight kernels, flattened, are an orthogonal matrix: C^T C is the identity.

    Returns
    -------
    RoundTrip
        `v` is (8, D/2, H/2, W/2).
    """
    axes = (AxisGeometry(name, n // 2, 2, 2, 1, 0, 0, 0) for name, n in zip(AXES, u.shape, strict=True))
    geometry = Geometry(*axes)
    trips = [round_trip(geometry, u, kernel) for kernel in haar()]
    v, back = np.stack([trip.v for trip in trips]), np.sum([trip.back for trip in trips], 0)
    return RoundTrip(u.astype(np.float64), v, back, read=u.size, reading=v.size)


def haar() -> list[NDArray[np.float64]]:
    """Return the eight kernels (2, 2, 2)."""
    rows = np.array([[1.0, 1.0], [1.0, -1.0]]) / sqrt(2)
    return [np.einsum("d,h,w->dhw", rows[a], rows[b], rows[c]) for a, b, c in product(range(2), repeat=3)]
