"""The output voxels of one axis by residue: which taps write them, and which input voxels those taps read.

Outputs a stride apart are written by the same taps. In such a class the layer is an ordinary correlation: every output
is computed once and complete, and nothing is computed that the crop would drop.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import gcd

from ..geometry import AxisGeometry


@dataclass(frozen=True, slots=True)
class Residue:
    """One class: output j of it is ``sum over m of w[taps[m]] * x[base - m*step + j]``.

    Parameters
    ----------
    outputs : slice
        The output voxels, a stride apart.
    count : int
        How many.
    taps : range
        The taps that write them, ascending; empty for holes.
    base : int
        Input voxel that the first tap reads for the first output; may lie outside, as any other may.
    step : int
        How many input voxels further in front the next tap reads.
    """

    outputs: slice
    count: int
    taps: range
    base: int
    step: int

    def inside(self, m: int, size: int) -> range:
        """Return the outputs j for which tap m reads one of `size` input voxels."""
        first = self.base - m * self.step
        return range(max(0, -first), max(0, min(self.count, size - first)))


@lru_cache(maxsize=128)
def residues(axis: AxisGeometry) -> tuple[Residue, ...]:
    """Return the classes of an axis that have outputs, at most `stride` of them."""
    stride, dilation = axis.stride, axis.dilation if axis.kernel_size > 1 else 1  # one tap is not apart from any
    shared = gcd(stride, dilation)
    period = stride // shared  # taps so far apart write the same class
    inverse = pow(dilation // shared, -1, period)
    found = []
    for first in range(min(stride, axis.output_size)):
        column = first + axis.pad_before  # of the full size: column = i*stride + k*dilation
        taps = axis.kernel_size if column % shared else column // shared * inverse % period
        found.append(
            Residue(
                slice(first, axis.output_size, stride),
                -(-(axis.output_size - first) // stride),
                range(taps, axis.kernel_size, period),
                (column - taps * dilation) // stride,
                dilation // shared,
            )
        )
    return tuple(found)
