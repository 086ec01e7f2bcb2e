"""LayerParams: every spelling Paddle accepts, in one normal form.

This module settles *form* only: types, lengths, known words, 32-bit range. Whether stride 0 or padding -1 make
sense is for `conv3dt_core.validation` to say.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any, Literal

from .diagnostics import Diagnostic, InvalidLayerError, Triple
from .spellings import NO_PADS, DataFormat, Pads, Pair, read_data_format, read_integer, read_padding, read_triple


@dataclass(frozen=True, slots=True)
class LayerParams:
    """The arguments of ``paddle.nn.Conv3DTranspose`` in normal form. Make one with `LayerParams.of`.

    Parameters
    ----------
    in_channels, out_channels : int
    kernel_size, stride : (D, H, W) of int
    padding : "SAME" or three (front, back) pairs in the order D, H, W
        Voxels cropped from each end of the output; VALID is three (0, 0).
    output_padding, dilation : (D, H, W) of int
        `dilation` as given, also under SAME (which ignores it).
    groups : int
    data_format : {"NCDHW", "NDHWC"}
        The layout of x and of the output. The weight's layout is the same in both.
    """

    in_channels: int
    out_channels: int
    kernel_size: Triple
    stride: Triple = (1, 1, 1)
    padding: Literal["SAME"] | Pads = NO_PADS
    output_padding: Triple = (0, 0, 0)
    dilation: Triple = (1, 1, 1)
    groups: int = 1
    data_format: DataFormat = "NCDHW"

    @classmethod
    def of(
        cls,
        in_channels: Any,
        out_channels: Any,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        output_padding: Any = 0,
        dilation: Any = 1,
        groups: Any = 1,
        data_format: Any = "NCDHW",
    ) -> LayerParams:
        """Accept every spelling Paddle's dynamic API accepts and return the normal form.

        Parameters
        ----------
        in_channels, out_channels, groups : int
        kernel_size, stride, output_padding, dilation : int or three ints
            Three as list, tuple, range or 1-D integer array, in the order D, H, W.
        padding : int, three ints, six ints, five pairs, "SAME" or "VALID" (in any case)
            Six ints: D front, D back, H front, H back, W front, W back. Five pairs follow `data_format`;
            those of batch and channels must be (0, 0).
        data_format : {"NCDHW", "NDHWC"}

        Returns
        -------
        LayerParams
            Integers of any value pass: values are for `check`.

        Raises
        ------
        InvalidLayerError
            With every fault of form at once: not-an-integer, wrong-length, integer-too-large,
            padding-form-unknown, padding-word-unknown, padding-on-batch-or-channels, data-format-unknown.

        Notes
        -----
        Source: Paddle 3.3.1, by experiment. More lenient in one point: NumPy integers count as integers.

        Examples
        --------
        >>> LayerParams.of(4, 6, 3, stride=[1, 2, 2], padding="valid").stride
        (1, 2, 2)
        """
        faults: list[Diagnostic] = []
        params = cls(
            in_channels=read_integer("in_channels", in_channels, faults),
            out_channels=read_integer("out_channels", out_channels, faults),
            kernel_size=read_triple("kernel_size", kernel_size, faults),
            stride=read_triple("stride", stride, faults),
            padding=read_padding(padding, data_format, faults),
            output_padding=read_triple("output_padding", output_padding, faults),
            dilation=read_triple("dilation", dilation, faults),
            groups=read_integer("groups", groups, faults),
            data_format=read_data_format(data_format, faults),
        )
        if faults:
            raise InvalidLayerError(faults)
        return params

    def axis_pads(self, axis: int, input_size: int) -> Pair:
        """Return the (front, back) pads of axis 0, 1 or 2, with SAME resolved for `input_size` voxels on it.

        Notes
        -----
        Paddle's SAME computes the pad of a *forward* convolution over the transposed convolution's own input:
        ``total = max((ceil(in/stride) - 1)*stride + kernel - in, 0)``, front ``total//2``, back the rest.
        """
        if self.padding == "SAME":
            steps = -(-input_size // self.stride[axis]) - 1
            total = max(steps * self.stride[axis] + self.kernel_size[axis] - input_size, 0)
            return total // 2, total - total // 2
        return self.padding[axis]

    @property
    def effective_dilation(self) -> Triple:
        """The dilation that is used: 1 under SAME."""
        return (1, 1, 1) if self.padding == "SAME" else self.dilation

    @property
    def weight_shape(self) -> tuple[int, int, int, int, int]:
        """(in_channels, out_channels // groups, kD, kH, kW), in both data formats."""
        return self.in_channels, self.out_channels // self.groups, *self.kernel_size

    def laid_out(self, batch: int, channels: int, voxels: tuple[int, ...]) -> tuple[int, int, int, int, int]:
        """Return these sizes, `voxels` in the order D, H, W, as `data_format` orders those of a tensor."""
        d, h, w = voxels
        return (batch, d, h, w, channels) if self.data_format == "NDHWC" else (batch, channels, d, h, w)

    def _repr_html_(self) -> str:
        """Return what a notebook shows. By name: pictures are loaded when somebody looks, and know this module."""
        return str(importlib.import_module(".figures.report", __package__).of_params(self))
