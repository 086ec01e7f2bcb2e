"""One layer of a net as sizes see it: convolution, pooling, transposed convolution, resize."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..diagnostics import AXES, Code, Diagnostic, Triple, errors_of
from ..geometry import AxisGeometry
from ..params import LayerParams
from ..spellings import NO_PADS, Pads
from ..validation import check

Sizes = TypeVar("Sizes", int, NDArray[np.int64])
Kind = Literal["conv", "maxpool", "avgpool", "transposed", "resize"]
KINDS: tuple[Kind, ...] = ("conv", "maxpool", "avgpool", "transposed", "resize")
_ONES = (1, 1, 1)
#: An input so large that no layer is wrong because of it.
_ENOUGH = 2**24


@dataclass(frozen=True, slots=True)
class NetLayer:
    """A layer of a net, without its channels, which are the net's.

    Parameters
    ----------
    kind : {"conv", "maxpool", "avgpool", "transposed", "resize"}
        Resize is an interpolation by a whole factor; the factor is its `stride`.
    kernel_size, stride, dilation, output_padding : (D, H, W) of int
    padding : three (front, back) pairs
        Voxels put around the input, or, of a transposed convolution, cropped from the output.
    ceil_mode : bool
        Of a pooling layer: a last window that is not full counts.

    Notes
    -----
    Sizes of convolution and pooling: ``(n + front + back - extent)//stride + 1`` (Dumoulin & Visin 2016,
    arXiv:1603.07285, relationship 6, with dilation). With ceil_mode the division rounds up, and PyTorch and ONNX drop
    a window that would start behind the input and its front padding; Paddle 3.3.1 keeps it (by experiment).
    PyTorch 2.13 refuses average pooling where the input, without its padding, is smaller than the kernel.
    """

    kind: Kind
    kernel_size: Triple
    stride: Triple
    padding: Pads = NO_PADS
    dilation: Triple = _ONES
    output_padding: Triple = (0, 0, 0)
    ceil_mode: bool = False

    @property
    def is_up(self) -> bool:
        """Whether the layer makes volumes larger: it can stand on the way up."""
        return self.kind in ("transposed", "resize")

    @property
    def is_pool(self) -> bool:
        """Whether the layer has no weights and keeps the channels."""
        return self.kind in ("maxpool", "avgpool")

    def params(self, in_channels: int = 1, out_channels: int = 1) -> LayerParams:
        """Return a transposed convolution as the layer it is."""
        return LayerParams(
            in_channels, out_channels, self.kernel_size, self.stride, self.padding, self.output_padding, self.dilation
        )

    def extent(self, axis: int) -> int:
        """Return the voxels from the first to the last tap of a window along axis 0, 1 or 2."""
        return self.dilation[axis] * (self.kernel_size[axis] - 1) + 1

    def least(self, axis: int) -> int:
        """Return the smallest input of a convolution or pooling along an axis."""
        if self.kind == "avgpool":
            return self.kernel_size[axis]
        missing = self.stride[axis] - 1 if self.ceil_mode else 0  # the window need not be full
        return max(1, self.extent(axis) - sum(self.padding[axis]) - missing)

    def geometry(self, axis: int, size: int) -> AxisGeometry:
        """Return one axis of a transposed convolution, with its own output_padding."""
        front, back = self.padding[axis]
        return AxisGeometry(
            AXES[axis], size, self.kernel_size[axis], self.stride[axis], self.dilation[axis], front, back,
            self.output_padding[axis],
        )  # fmt: skip

    def allowed(self, axis: int, size: int) -> tuple[int, int] | None:
        """Return the smallest and largest output size the layer can be asked for; None: any."""
        return None if self.kind == "resize" else self.geometry(axis, size).output_size_range

    def output(self, axis: int, size: Sizes) -> Sizes:
        """Return the output size along an axis; below 1 where there is none.

        Parameters
        ----------
        axis : {0, 1, 2}
        size : int or ndarray of int64, voxels
            Several sizes are worked out at once.
        """
        if self.kind == "resize":
            return size * self.stride[axis]
        if self.kind == "transposed":
            return (size - 1) * self.stride[axis] + self.geometry(axis, 1).output_size
        return self._windows(axis, size)

    def output_in_paddle(self, axis: int, size: int) -> int:
        """Return the output size where Paddle's rule for ceil_mode counts."""
        room = size + sum(self.padding[axis]) - self.extent(axis)
        return -(-room // self.stride[axis]) + 1 if self.ceil_mode else self.output(axis, size)

    def _windows(self, axis: int, size: Sizes) -> Sizes:
        room, stride = size + sum(self.padding[axis]) - self.extent(axis), self.stride[axis]
        if self.ceil_mode and self.is_pool:
            count = -(-room // stride) + 1
            count = count - ((count - 1) * stride >= size + self.padding[axis][0])
        else:
            count = room // stride + 1
        return count * (size >= self.least(axis))

    def faults(self) -> tuple[Diagnostic, ...]:
        """Return the errors of the layer's own numbers, which no input could mend."""
        found = errors_of(check(self.params(), _ENOUGH))
        return found or tuple(self._pool_faults())

    def _pool_faults(self) -> Iterator[Diagnostic]:
        for axis in range(3) if self.is_pool else ():
            kernel, largest = self.kernel_size[axis], max(self.padding[axis])
            if largest > kernel // 2:
                values = (("name", "padding"), ("value", largest), ("kernel", kernel), ("limit", kernel // 2))
                yield Diagnostic(Code.POOL_PADDING_TOO_LARGE, AXES[axis], values)
