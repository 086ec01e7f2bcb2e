"""A layer with everything that sets its run apart, and the pieces that the run is cut into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod
from typing import Any

from ..functional import conv3d_transpose
from ..geometry import AxisGeometry, Geometry
from ..params import LayerParams
from ..summary import summarize

#: Voxels in a channel of a piece: torch gives a lone channel the memory of sixteen.
MOST_VOXELS = 2**20
#: What writing a number costs beside a multiply-add; see `budget.RATE`.
_WRITTEN = 6
#: Activations along the last axis, which under NDHWC is that of the channels: there these are not taken apart.
_ALONG_LAST = {"softmax", "log_softmax"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One image, some groups of channels, some output channels of each, some output slices along D.

    Attributes
    ----------
    item : int
    groups, columns : range
        Either one group or all its columns; column m of group g is output channel ``g * (C_out/groups) + m``.
    rows : range
        Output voxels of axis D.
    """

    item: int
    groups: range
    columns: range
    rows: range


@dataclass(frozen=True, slots=True)
class Job:
    """A planned layer on a batch, in one dtype.

    Parameters
    ----------
    params : LayerParams
    geometry : Geometry
        From `plan`.
    batch : int, default 1
    bias : bool, default True
    activation : str, optional
    dtype : {"float32", "float64"}
    """

    params: LayerParams
    geometry: Geometry
    batch: int = 1
    bias: bool = True
    activation: str | None = None
    dtype: str = "float32"

    @property
    def itemsize(self) -> int:
        """Bytes of a number."""
        return 8 if self.dtype == "float64" else 4

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Shape of x, in the layer's data format."""
        return self.params.laid_out(self.batch, self.params.in_channels, self.geometry.input_size)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """Shape of y, in the layer's data format."""
        return self.params.laid_out(self.batch, self.params.out_channels, self.geometry.output_size)

    @property
    def multiply_adds(self) -> int:
        """One for each contribution that lands in the output."""
        return summarize(self.params, self.geometry, self.batch).multiply_adds

    @property
    def work(self) -> int:
        """Multiply-adds, and what it takes to write the output, in the same unit."""
        return self.multiply_adds + _WRITTEN * prod(self.output_shape)

    def pieces(self, most: int) -> list[Piece]:
        """Return pieces of at most `most` of `work` each, as far as images, channels and slices can be taken apart.

        Parameters
        ----------
        most : int
            Pieces also have at most `MOST_VOXELS` in a channel, or a single slice.
        """
        groups, made = self.params.groups, self.params.out_channels // self.params.groups
        work = self.work / max(1, self.batch)
        depth = self.geometry.output_size[0]
        voxels = max(prod(self.geometry.input_size), prod(self.geometry.output_size))
        slabs = min(depth, max(-(-voxels // MOST_VOXELS), -(-int(work) // (most * groups * made))))
        cuts = self._channel_cuts(int(work / slabs), most)
        rows = list(_cut(depth, -(-depth // slabs)))
        return [Piece(item, *cut, part) for item in range(self.batch) for cut in cuts for part in rows]

    def _channel_cuts(self, work: int, most: int) -> list[tuple[range, range]]:
        """Return groups and columns of each piece of so much work."""
        groups, made = self.params.groups, self.params.out_channels // self.params.groups
        if work <= most or (self.activation in _ALONG_LAST and self._channels_last):
            return [(range(groups), range(made))]
        if work <= most * groups:
            return [(part, range(made)) for part in _cut(groups, max(1, most * groups // work))]
        width = max(1, most * groups * made // work)
        return [(range(group, group + 1), part) for group in range(groups) for part in _cut(made, width)]

    def part(self, piece: Piece, x: Any, weight: Any, bias: Any) -> tuple[Any, Any, Any]:
        """Return what a piece computes with: views of x, weight and bias."""
        inputs = self.params.in_channels // self.params.groups
        ins = slice(piece.groups.start * inputs, piece.groups.stop * inputs)
        columns = slice(piece.columns.start, piece.columns.stop)
        voxels, taps, _ = _band(self.geometry.d, piece.rows)
        image = self._view(x, piece.item, ins, voxels)
        some = weight[ins, columns, taps.start : taps.stop]
        return image, some, None if bias is None else bias[self._outputs(piece)]

    def target(self, piece: Piece, y: Any) -> Any:
        """Return the view of y that a piece fills."""
        return self._view(y, piece.item, self._outputs(piece), piece.rows)

    def geometry_of(self, piece: Piece) -> Geometry:
        """Return the plan of a piece."""
        return replace(self.geometry, d=_band(self.geometry.d, piece.rows)[2])

    def compute(self, piece: Piece, x: Any, weight: Any, bias: Any, backend: str) -> Any:
        """Return a piece of y from its `part`, by a backend."""
        axes = self.geometry_of(piece).axes
        return conv3d_transpose(
            x, weight, bias, [axis.stride for axis in axes],
            [pad for axis in axes for pad in (axis.pad_before, axis.pad_after)],
            [axis.output_padding for axis in axes], len(piece.groups), [axis.dilation for axis in axes],
            data_format=self.params.data_format, activation=self.activation, backend=backend,
        )  # fmt: skip

    def place(self, piece: Piece, at: tuple[int, ...]) -> tuple[int, ...]:
        """Return where a voxel of a piece lies in y."""
        first = self.params.laid_out(piece.item, self._outputs(piece).start, (piece.rows.start, 0, 0))
        return tuple(a + b for a, b in zip(first, at, strict=True))

    def _view(self, array: Any, item: int, channels: slice, rows: range) -> Any:
        depth, image = slice(rows.start, rows.stop), slice(item, item + 1)
        return array[image, depth, ..., channels] if self._channels_last else array[image, channels, depth]

    @property
    def _channels_last(self) -> bool:
        return self.params.data_format == "NDHWC"

    def _outputs(self, piece: Piece) -> slice:
        made = self.params.out_channels // self.params.groups
        first = piece.groups.start * made
        return slice(first + piece.columns.start, first + (len(piece.groups) - 1) * made + piece.columns.stop)


def _band(axis: AxisGeometry, rows: range) -> tuple[range, range, AxisGeometry]:
    """Return the input voxels and the taps that write to some output voxels of an axis, and the plan of these alone.

    Tap k of input i lands on ``i*stride + k*dilation - pad_before``.
    """
    stride, dilation = axis.stride, axis.dilation
    start, stop = rows.start + axis.pad_before, rows.stop + axis.pad_before  # in the full size
    last = min(axis.input_size - 1, (stop - 1) // stride)
    # Between blocks that do not meet, the one before: its taps are cropped.
    first = min(last, start // stride, max(0, -(-(start - axis.kernel_extent + 1) // stride)))
    front = start - first * stride
    low = max(0, min(-(-(start - last * stride) // dilation), front // dilation, axis.kernel_size - 1))
    high = max(low, min(axis.kernel_size - 1, (stop - 1 - first * stride) // dilation))
    before = front - low * dilation
    behind = (last - first) * stride + (high - low) * dilation + 1 - before - len(rows)
    plan = replace(
        axis, input_size=last - first + 1, kernel_size=high - low + 1,
        pad_before=before, pad_after=max(0, behind), output_padding=max(0, -behind),
    )  # fmt: skip
    return range(first, last + 1), range(low, high + 1), plan


def _cut(length: int, size: int) -> Iterator[range]:
    return (range(start, min(start + size, length)) for start in range(0, length, size))
