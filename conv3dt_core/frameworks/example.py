"""What a dialect is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..diagnostics import Diagnostic, Triple
from ..geometry import Geometry
from ..params import LayerParams
from ..spellings import DataFormat

Dialect = Literal["paddle", "pytorch", "keras", "onnx", "jax"]


@dataclass(frozen=True, slots=True)
class Example:
    """A planned layer with what else its call needs.

    Parameters
    ----------
    params : LayerParams
    geometry : Geometry
        From `plan`.
    batch : int, default 1
    bias : bool, default True
    activation : str, optional
        Name as in `conv3dt_core.activations`.
    by_output_size : bool, default False
        Whether the size was asked for as output_size.
    """

    params: LayerParams
    geometry: Geometry
    batch: int = 1
    bias: bool = True
    activation: str | None = None
    by_output_size: bool = False

    def shape(self, channels: int, size: Iterable[int], layout: DataFormat | None = None) -> tuple[int, ...]:
        """Return (N, C, D, H, W) in `layout`, by default the layer's data_format."""
        if (layout or self.params.data_format) == "NCDHW":
            return self.batch, channels, *size
        return self.batch, *size, channels

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Shape of x."""
        return self.shape(self.params.in_channels, self.geometry.input_size)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """Shape of y."""
        return self.shape(self.params.out_channels, self.geometry.output_size)

    @property
    def dilation(self) -> Triple:
        """Dilation in effect: 1 under SAME, whatever the layer was given."""
        d, h, w = (axis.dilation for axis in self.geometry.axes)
        return d, h, w

    @property
    def output_padding(self) -> Triple:
        """``output_size - base_size`` in voxels, wherever it came from."""
        d, h, w = (axis.output_padding for axis in self.geometry.axes)
        return d, h, w

    @property
    def pads(self) -> tuple[tuple[int, int], ...]:
        """(front, back) voxels cropped per axis, SAME and VALID resolved."""
        return tuple((axis.pad_before, axis.pad_after) for axis in self.geometry.axes)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A layer as a script of one dialect.

    Parameters
    ----------
    dialect : {"paddle", "pytorch", "keras", "onnx", "jax"}
    code : str
        Runs as it stands, on random data. It leaves ``x``, ``y`` and either ``layer`` or ``weight`` (and ``bias``)
        behind, and ends with an assertion on the shape of ``y``.
    notes : tuple of Diagnostic
        What the dialect says in another way than Paddle.
    weight_layout : str
        Axes of the weight in the script, such as "(C_in, C_out/groups, kD, kH, kW)".
    data_layout : {"NCDHW", "NDHWC"}
        Of x and y in the script.
    """

    dialect: Dialect
    code: str
    notes: tuple[Diagnostic, ...]
    weight_layout: str
    data_layout: DataFormat
