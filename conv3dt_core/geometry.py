"""Where every contribution of a layer lands. Pure integers; the three axes never meet.

A contribution is one (input voxel, kernel tap) pair. On one axis it lands at

    target = i*stride + k*dilation - pad_before

and is *cropped* when that is outside 0 .. output_size - 1. Padding of a transposed convolution crops its
output; SAME, VALID and output_size are already resolved into the pads and output_padding when a Geometry exists.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from itertools import product
from math import gcd
from typing import TYPE_CHECKING, Any

from .diagnostics import Axis, Code, Diagnostic, InvalidLayerError, Triple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Above this many voxels per axis only closed forms are computed, no lists along the axis.
MAX_LISTED_SIZE = 100_000


@dataclass(frozen=True, slots=True)
class AxisGeometry:
    """One axis of a planned layer: an axis letter and seven integers; all else follows.

    Parameters
    ----------
    axis : {"D", "H", "W"}
    input_size, kernel_size, stride, dilation : int
        Voxels, taps and steps, each >= 1. `dilation` is 1 under SAME, which ignores it.
    pad_before, pad_after : int
        Voxels cropped from the front and the back of the full size, each >= 0.
    output_padding : int
        ``output_size - base_size``, wherever it came from. It cancels `pad_after` first; only beyond the
        full size does it add voxels that nothing writes.

    Notes
    -----
    Sizes: Dumoulin & Visin 2016, arXiv:1603.07285, relationship 14, with dilation and two-sided padding as in
    Paddle 3.3.1 (phi/infermeta/binary.cc).
    """

    axis: Axis
    input_size: int
    kernel_size: int
    stride: int
    dilation: int
    pad_before: int
    pad_after: int
    output_padding: int

    @property
    def kernel_extent(self) -> int:
        """Voxels from the first to the last tap: ``dilation*(kernel_size - 1) + 1``."""
        return self.dilation * (self.kernel_size - 1) + 1

    @property
    def full_size(self) -> int:
        """Size before cropping: ``(input_size - 1)*stride + kernel_extent``."""
        return (self.input_size - 1) * self.stride + self.kernel_extent

    @property
    def base_size(self) -> int:
        """The size Paddle infers without output_padding: ``full_size - pad_before - pad_after``."""
        return self.full_size - self.pad_before - self.pad_after

    @property
    def output_size(self) -> int:
        """Voxels of the output: ``base_size + output_padding``."""
        return self.base_size + self.output_padding

    @property
    def output_size_range(self) -> tuple[int, int]:
        """Smallest and largest output_size Paddle accepts, both included; empty if the first is larger."""
        return max(1, self.base_size), self.base_size + self.stride - 1

    @property
    def longest_list(self) -> int:
        """The longest list along the axis: of voxels, taps or steps."""
        return max(self.input_size, self.output_size, self.kernel_size, self.stride)

    def target(self, i: int, k: int) -> int:
        """Return where tap `k` of input voxel `i` lands; outside 0 .. output_size - 1 it is cropped."""
        _check_index(i, self.input_size, "input voxel", self.axis)
        _check_index(k, self.kernel_size, "kernel tap", self.axis)
        return i * self.stride + k * self.dilation - self.pad_before

    def targets(self, i: int) -> tuple[tuple[int, int], ...]:
        """Return the (tap, output voxel) pairs of input voxel `i` that land inside, by tap."""
        first = self.target(i, 0)
        # first + k*dilation in [0, output_size)  <=>  k in [ceil(-first/dilation), ceil((size-first)/dilation))
        low = max(0, -(first // self.dilation))
        high = min(self.kernel_size, -((first - self.output_size) // self.dilation))
        return tuple((k, first + k * self.dilation) for k in range(low, high))

    def sources(self, o: int) -> tuple[tuple[int, int], ...]:
        """Return the (input voxel, tap) pairs that write output voxel `o`, by input voxel."""
        _check_index(o, self.output_size, "output voxel", self.axis)
        position = o + self.pad_before  # in the full size: position = i*stride + k*dilation
        return tuple((i, (position - i * self.stride) // self.dilation) for i in self.writers(position))

    def writers(self, position: int) -> range:
        """Return the input voxels that write a position of the full size, also a cropped one or one beyond its ends.

        Notes
        -----
        ``i*stride = position (mod dilation)`` has a solution where gcd(stride, dilation) divides the position, and
        then one in every ``dilation/gcd`` input voxels: nothing is walked, however long the axis or the dilation.
        """
        first = max(0, -((self.kernel_extent - 1 - position) // self.stride))
        last = min(self.input_size - 1, position // self.stride)
        if self.dilation == 1:
            return range(first, last + 1)
        step = gcd(self.stride, self.dilation)
        if position % step:
            return range(0)
        period = self.dilation // step
        solution = position // step * pow(self.stride // step, -1, period)
        return range(first + (solution - first) % period, last + 1, period)

    def overlap(self) -> NDArray[np.int64]:
        """Return, per output voxel of this axis, how many (input voxel, tap) pairs write it.

        Returns
        -------
        numpy.ndarray of int64, shape (output_size,)

        Raises
        ------
        InvalidLayerError
            ``output-too-large`` beyond 100,000 voxels, input voxels, taps or steps on the axis.
        """
        import numpy as np  # noqa: PLC0415  (everything else here is plain integers)

        if self.longest_list > MAX_LISTED_SIZE:
            needed = self.longest_list
            values = (("what", "overlap"), ("needed", needed), ("limit", MAX_LISTED_SIZE), ("unit", "voxels"))
            raise InvalidLayerError([Diagnostic(Code.OUTPUT_TOO_LARGE, self.axis, values)])
        # `writers` of all positions at once: of these inputs, every `period`-th from the solution on.
        positions = np.arange(self.pad_before, self.pad_before + self.output_size)
        first = np.maximum(0, -((self.kernel_extent - 1 - positions) // self.stride))
        last = np.minimum(self.input_size - 1, positions // self.stride)
        step = gcd(self.stride, self.dilation)
        period = self.dilation // step
        solution = positions // step % period * pow(self.stride // step, -1, period)
        counts = (last - first - (solution - first) % period) // period + 1
        return np.where((positions % step == 0) & (counts > 0), counts, 0)


@dataclass(frozen=True, slots=True)
class Geometry:
    """A planned layer: three independent axes. Voxels and taps are (D, H, W) triples of int.

    Made by `plan`; knows nothing of channels, batch or values.
    """

    d: AxisGeometry
    h: AxisGeometry
    w: AxisGeometry

    @property
    def axes(self) -> tuple[AxisGeometry, AxisGeometry, AxisGeometry]:
        """The three axes in the order D, H, W."""
        return self.d, self.h, self.w

    @property
    def input_size(self) -> Triple:
        """Input voxels per axis."""
        return self.d.input_size, self.h.input_size, self.w.input_size

    @property
    def kernel_size(self) -> Triple:
        """Kernel taps per axis."""
        return self.d.kernel_size, self.h.kernel_size, self.w.kernel_size

    @property
    def base_size(self) -> Triple:
        """Paddle's inferred size per axis, without output_padding or output_size."""
        return self.d.base_size, self.h.base_size, self.w.base_size

    @property
    def full_size(self) -> Triple:
        """Size per axis before cropping."""
        return self.d.full_size, self.h.full_size, self.w.full_size

    @property
    def output_size(self) -> Triple:
        """Output voxels per axis."""
        return self.d.output_size, self.h.output_size, self.w.output_size

    @property
    def output_size_range(self) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
        """Per axis the smallest and largest output_size Paddle accepts, whatever was asked."""
        return self.d.output_size_range, self.h.output_size_range, self.w.output_size_range

    def target(self, voxel: Triple, tap: Triple) -> Triple:
        """Return where `tap` of input `voxel` lands; may lie outside the output (cropped). IndexError outside."""
        d, h, w = (axis.target(i, k) for axis, i, k in zip(self.axes, voxel, tap, strict=True))
        return d, h, w

    def targets(self, voxel: Triple) -> tuple[tuple[Triple, Triple], ...]:
        """Return (tap, output voxel) of every contribution of input `voxel` that lands inside, taps row-major."""
        per_axis = (axis.targets(i) for axis, i in zip(self.axes, voxel, strict=True))
        return tuple(_transposed(pairs) for pairs in product(*per_axis))

    def cropped(self, voxel: Triple) -> tuple[tuple[Triple, Triple], ...]:
        """Return (tap, position) of every contribution of input `voxel` that falls outside, taps row-major."""
        kd, kh, kw = self.kernel_size
        placed = ((tap, self.target(voxel, tap)) for tap in product(range(kd), range(kh), range(kw)))
        return tuple((tap, position) for tap, position in placed if not self._inside(position))

    def sources(self, voxel: Triple) -> tuple[tuple[Triple, Triple], ...]:
        """Return (input voxel, tap) of every contribution to output `voxel`, sorted; ``()`` for a hole."""
        per_axis = (axis.sources(o) for axis, o in zip(self.axes, voxel, strict=True))
        return tuple(sorted(_transposed(pairs) for pairs in product(*per_axis)))

    def overlap(self, axis: Axis) -> NDArray[np.int64]:
        """Return (input voxel, tap) pairs per output voxel along one axis: int64, length output_size[axis].

        The count at (d, h, w) of the volume is the product of the three axes' counts.
        """
        return {"D": self.d, "H": self.h, "W": self.w}[axis].overlap()

    def _repr_html_(self) -> str:
        """Return what a notebook shows. By name: pictures are loaded when somebody looks, and know this module."""
        return str(importlib.import_module(".figures.report", __package__).of_geometry(self))

    def _inside(self, position: Triple) -> bool:
        return all(0 <= p < size for p, size in zip(position, self.output_size, strict=True))


def _transposed(pairs: tuple[tuple[int, int], ...]) -> tuple[Triple, Triple]:
    """((d0, d1), (h0, h1), (w0, w1)) -> ((d0, h0, w0), (d1, h1, w1))."""
    (d0, d1), (h0, h1), (w0, w1) = pairs
    return (d0, h0, w0), (d1, h1, w1)


def _check_index(index: Any, size: int, what: str, axis: Axis) -> None:
    if not 0 <= index < size:
        raise IndexError(f"{what} {index} on axis {axis} is outside 0..{size - 1}")
