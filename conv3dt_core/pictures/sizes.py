"""Why an output size has to be chosen: the sizes an ordinary convolution takes to one and the same, on one axis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from .gradient import forward_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..geometry import AxisGeometry

#: Of the sizes that fall onto one, at most so many are listed: the first ones and the last.
MAX_LISTED = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A size, and how many voxels the convolution makes of it.

    Attributes
    ----------
    size, gives : int
    legal : bool
        Whether the layer accepts it as output_size: `gives` is then the input size, and stride-many sizes do that.
    chosen : bool
        Whether it is the layer's present output size.
    """

    size: int
    gives: int
    legal: bool
    chosen: bool


def candidates(axis: AxisGeometry) -> tuple[Candidate, ...]:
    """Return the legal sizes, most of many left out, with the present one and one beyond each end."""
    low, high = axis.output_size_range
    listed = {*range(low, high + 1)[: MAX_LISTED - 1], high, axis.output_size, low - 1, high + 1}
    return tuple(
        Candidate(size, forward_size(axis, size), low <= size <= high, size == axis.output_size)
        for size in sorted(listed)
        if size >= 1
    )


def line(axis: AxisGeometry, x: NDArray[np.float64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the full result of one axis by itself: x (input_size,), w (kernel_size,) -> (full_size,)."""
    full = np.zeros(axis.full_size)
    for i, value in enumerate(x):
        full[i * axis.stride : i * axis.stride + axis.kernel_extent : axis.dilation] += value * w
    return full


def output(axis: AxisGeometry, full: NDArray[np.float64], size: int | None = None) -> NDArray[np.float64]:
    """Return the output of `size` voxels, by default the present one: `full` from pad_before on, then zeros."""
    size = axis.output_size if size is None else size
    inside = full[axis.pad_before : axis.pad_before + size]
    return np.concatenate([inside, np.zeros(size - len(inside))])


def shifted(axis: AxisGeometry) -> AxisGeometry | None:
    """Return an axis of the same sizes that crops one voxel less in front and one more behind, or the reverse.

    None where nothing is cropped.
    """
    if axis.pad_before:
        return replace(axis, pad_before=axis.pad_before - 1, pad_after=axis.pad_after + 1)
    if axis.pad_after:
        return replace(axis, pad_before=1, pad_after=axis.pad_after - 1)
    return None
