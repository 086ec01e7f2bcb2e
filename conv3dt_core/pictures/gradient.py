"""Fourth picture: the gradient of an ordinary convolution.

The convolution reads u, as large as the layer's output, and gives ``v[i] = sum over k of w[k] * u[i*stride +
k*dilation - pad]``, zeros standing round u. For a loss whose gradient at v is x, the chain rule says

    dL/du[o] = sum over i of x[i] * dv[i]/du[o],    dv[i]/du[o] = w[k]  where  k*dilation = o + pad - i*stride

which is the layer. It needs v to be as large as x, and so output_padding < stride.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..diagnostics import Triple
    from ..geometry import AxisGeometry, Geometry
    from .focus import Focus


def forward_size(axis: AxisGeometry, size: int | None = None) -> int:
    """Return how many voxels the convolution gives for `size` of them, by default as many as the output has."""
    size = axis.output_size if size is None else size
    return (size + axis.pad_before + axis.pad_after - axis.kernel_extent) // axis.stride + 1


def forward_sizes(geometry: Geometry) -> Triple:
    """Return the size of v."""
    d, h, w = (forward_size(axis) for axis in geometry.axes)
    return d, h, w


def leads_back(geometry: Geometry) -> bool:
    """Return whether the convolution of an output gives as many voxels as the input has: output_padding < stride."""
    return forward_sizes(geometry) == geometry.input_size


def reach(geometry: Geometry) -> tuple[int, int]:
    """Return how many u voxels some window reads, and how many windows read any u voxel, axis by axis.

    A window that stands in the padding alone, or steps over u, gives a v that is 0 whatever u and w are.
    """
    read = prod(int(np.count_nonzero(axis.overlap())) for axis in geometry.axes)
    reading = prod(sum(1 for i in range(axis.input_size) if axis.targets(i)) for axis in geometry.axes)
    return read, reading


def convolved(geometry: Geometry, u: NDArray[np.float64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return v (input size), the ordinary convolution of u (output size) with w; `leads_back` must hold."""
    padded = np.pad(u, [(axis.pad_before, axis.pad_after) for axis in geometry.axes])
    v = np.zeros(geometry.input_size)
    for tap in np.ndindex(*w.shape):
        starts = [k * axis.dilation for k, axis in zip(tap, geometry.axes, strict=True)]
        v += w[tap] * padded[
            tuple(
                slice(start, start + (axis.input_size - 1) * axis.stride + 1, axis.stride)
                for start, axis in zip(starts, geometry.axes, strict=True)
            )
        ]  # fmt: skip
    return v


def gradient(geometry: Geometry, x: NDArray[np.float64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return dL/du (output size) by the chain rule, x (input size) being dL/dv; `leads_back` must hold."""
    total = np.zeros(geometry.output_size)
    for tap in np.ndindex(*w.shape):
        read = [_readers(axis, k) for axis, k in zip(geometry.axes, tap, strict=True)]
        total[np.ix_(*(voxels for voxels, _ in read))] += w[tap] * x[np.ix_(*(windows for _, windows in read))]
    return total


def _readers(axis: AxisGeometry, k: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the voxels o of u on one axis that some window reads through tap k, and the voxels i of v it makes."""
    i, rest = np.divmod(np.arange(axis.output_size) + axis.pad_before - k * axis.dilation, axis.stride)
    o = np.flatnonzero((rest == 0) & (i >= 0) & (i < axis.input_size))
    return o, i[o]


def readers(geometry: Geometry, voxel: Triple) -> tuple[tuple[Triple, Triple], ...]:
    """Return (v voxel, tap) of every window that reads u at `voxel`, v voxels in order."""
    per_axis = (_windows(axis, o) for axis, o in zip(geometry.axes, voxel, strict=True))
    return tuple(((d[0], h[0], w[0]), (d[1], h[1], w[1])) for d, h, w in product(*per_axis))


def reads_slice(geometry: Geometry, focus: Focus) -> bool:
    """Return whether the window of the followed v voxel reads the slice of u that `focus` shows."""
    return any(o == focus.depths[2] for _, o in geometry.d.targets(focus.source[0]))


def _windows(axis: AxisGeometry, o: int) -> list[tuple[int, int]]:
    steps = ((i, *divmod(o + axis.pad_before - i * axis.stride, axis.dilation)) for i in range(axis.input_size))
    return [(i, k) for i, k, rest in steps if rest == 0 and 0 <= k < axis.kernel_size]
