"""How many voxels come out of an operation, by our own arithmetic: one axis, one whole number."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Protocol

from ..diagnostics import AXES
from ..geometry import AxisGeometry
from ..params import LayerParams
from ..spellings import Pair

Sizes = tuple[int, ...]


class Rule(Protocol):
    """What an operation does to the size of an axis."""

    def output(self, axis: int, size: int) -> int:
        """Return the voxels that come out where `size` go in; below 1 where nothing does."""


@dataclass(frozen=True, slots=True)
class Window:
    """A kernel that slides: of a convolution, of a pool; with a kernel of 1 also of padding alone.

    Parameters
    ----------
    kernel, stride, dilation : ints, one per axis
    pads : (front, back) pairs, one per axis
        Negative where voxels are cut off.
    ceil : bool
        Whether a last, partial window counts; one that would begin behind the input and its front pad never does.
    same : bool
        Pads are whatever makes the output ``ceil(size / stride)``.

    Notes
    -----
    Source: Dumoulin & Visin 2016, arXiv:1603.07285, relationship 6 with dilation; ceil_mode as PyTorch 2.13 computes
    it (aten/src/ATen/native/Pool.h).
    """

    kernel: Sizes
    stride: Sizes
    pads: tuple[Pair, ...]
    dilation: Sizes
    ceil: bool = False
    same: bool = False

    def output(self, axis: int, size: int) -> int:
        """``floor((size + front + back - extent) / stride) + 1``."""
        stride, (front, back) = self.stride[axis], self.pads[axis]
        if self.same:
            return -(-size // stride)
        room = size + front + back - self.extent(axis)
        if not self.ceil:
            return room // stride + 1
        steps = -(-room // stride)
        return steps + (steps * stride < size + front)

    def extent(self, axis: int) -> int:
        """Voxels from the first to the last tap: ``dilation*(kernel - 1) + 1``."""
        return self.dilation[axis] * (self.kernel[axis] - 1) + 1


@dataclass(frozen=True, slots=True)
class Scaling:
    """Upsampling by factors: ``floor(size * factor)``."""

    factors: tuple[float, ...]

    def output(self, axis: int, size: int) -> int:
        """Return the voxels that come out."""
        return floor(size * self.factors[axis])


@dataclass(frozen=True, slots=True)
class Fixed:
    """An output whose size does not depend on the input: an adaptive pool; None keeps an axis."""

    sizes: tuple[int | None, ...]

    def output(self, axis: int, size: int) -> int:
        """Return the voxels that come out."""
        fixed = self.sizes[axis]
        return size if fixed is None else fixed


@dataclass(frozen=True, slots=True)
class Transposed:
    """A transposed convolution; one of fewer axes is the last of three, and the others are of one voxel."""

    params: LayerParams
    rank: int = 3
    bias: bool = True

    def output(self, axis: int, size: int) -> int:
        """``(size - 1)*stride + extent - front - back + output_padding``."""
        axis, p = axis + 3 - self.rank, self.params
        front, back = p.axis_pads(axis, size)
        numbers = (size, p.kernel_size[axis], p.stride[axis], p.effective_dilation[axis], front, back)
        return AxisGeometry(AXES[axis], *numbers, p.output_padding[axis]).output_size
