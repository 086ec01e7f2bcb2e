"""A layer with everything that sets its run apart, and the pieces that the run is cut into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

from ..functional import conv3d_transpose
from ..geometry import Geometry
from ..params import LayerParams
from ..summary import summarize

#: What writing a number costs beside a multiply-add; see `budget.RATE`.
_WRITTEN = 6
#: Activations along the last axis, which under NDHWC is that of the channels: there these are not taken apart.
_ALONG_LAST = {"softmax", "log_softmax"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One image, some groups of channels, and some output channels of each: what is computed at once.

    Attributes
    ----------
    item : int
    groups, columns : range
        Either one group or all its columns; column m of group g is output channel ``g * (C_out/groups) + m``.
    """

    item: int
    groups: range
    columns: range


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
        return self.laid_out(self.batch, self.params.in_channels, self.geometry.input_size)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """Shape of y, in the layer's data format."""
        return self.laid_out(self.batch, self.params.out_channels, self.geometry.output_size)

    @property
    def multiply_adds(self) -> int:
        """One for each contribution that lands in the output."""
        return summarize(self.params, self.geometry, self.batch).multiply_adds

    @property
    def work(self) -> int:
        """Multiply-adds, and what it takes to write the output, in the same unit."""
        return self.multiply_adds + _WRITTEN * prod(self.output_shape)

    def laid_out(self, batch: int, channels: int, size: tuple[int, ...]) -> tuple[int, ...]:
        """Return a shape of five in the layer's data format."""
        return (batch, *size, channels) if self.params.data_format == "NDHWC" else (batch, channels, *size)

    def pieces(self, most: int) -> list[Piece]:
        """Return pieces of at most `most` of `work` each, as far as images and channels can be taken apart."""
        groups, made = self.params.groups, self.params.out_channels // self.params.groups
        work = self.work / max(1, self.batch)
        if work <= most or (self.activation in _ALONG_LAST and self.params.data_format == "NDHWC"):
            return [Piece(item, range(groups), range(made)) for item in range(self.batch)]
        at_once = max(1, int(most * groups / work))
        if work / groups <= most:
            cuts = [(part, range(made)) for part in _cut(groups, at_once)]
        else:
            width = max(1, int(most * groups * made / work))
            cuts = [(range(group, group + 1), part) for group in range(groups) for part in _cut(made, width)]
        return [Piece(item, *cut) for item in range(self.batch) for cut in cuts]

    def part(self, piece: Piece, x: Any, weight: Any, bias: Any) -> tuple[Any, Any, Any]:
        """Return what a piece computes with: views of x, weight and bias."""
        inputs, made = self.params.in_channels // self.params.groups, self.params.out_channels // self.params.groups
        ins = slice(piece.groups.start * inputs, piece.groups.stop * inputs)
        image = self._channels(x[piece.item : piece.item + 1], ins)
        columns = slice(piece.columns.start, piece.columns.stop)
        return image, weight[ins, columns], None if bias is None else bias[self._outputs(piece, made)]

    def target(self, piece: Piece, y: Any) -> Any:
        """Return the view of y that a piece fills."""
        made = self.params.out_channels // self.params.groups
        return self._channels(y[piece.item : piece.item + 1], self._outputs(piece, made))

    def compute(self, piece: Piece, x: Any, weight: Any, bias: Any, backend: str) -> Any:
        """Return a piece of y from its `part`, by a backend."""
        axes = self.geometry.axes
        return conv3d_transpose(
            x, weight, bias, [axis.stride for axis in axes],
            [pad for axis in axes for pad in (axis.pad_before, axis.pad_after)],
            [axis.output_padding for axis in axes], len(piece.groups), [axis.dilation for axis in axes],
            data_format=self.params.data_format, activation=self.activation, backend=backend,
        )  # fmt: skip

    def _channels(self, array: Any, channels: slice) -> Any:
        return array[..., channels] if self.params.data_format == "NDHWC" else array[:, channels]

    def _outputs(self, piece: Piece, made: int) -> slice:
        first = piece.groups.start * made
        return slice(first + piece.columns.start, first + (len(piece.groups) - 1) * made + piece.columns.stop)


def _cut(length: int, size: int) -> Iterator[range]:
    return (range(start, min(start + size, length)) for start in range(0, length, size))
