"""The two ways to compute a layer: NumPy, and torch on CPU or CUDA. Loaded by name, when one is asked for."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from ..diagnostics import Triple
from ..geometry import Geometry

BACKENDS = ("auto", "numpy", "torch", "torch:cpu", "torch:cuda")


@dataclass(frozen=True)
class Call:
    """One checked call: nothing in it is wrong any more. Arrays are all NumPy or all torch.

    Parameters
    ----------
    x : array, shape (N, in_channels, D, H, W), or (N, D, H, W, in_channels) if `channels_last`
    weight : array, shape (in_channels, out_channels // groups, kD, kH, kW)
    bias : array, shape (out_channels,), or None
    geometry : Geometry
    groups : int
    channels_last : bool
        Layout of x and of the result.
    activation : str or None
        A name of `conv3dt_core.activations`.
    device : {"cpu", "cuda"} or None
        Where torch computes; None: on x's own device.
    """

    x: Any
    weight: Any
    bias: Any
    geometry: Geometry
    groups: int = 1
    channels_last: bool = False
    activation: str | None = None
    device: str | None = None

    @property
    def out_channels(self) -> int:
        """Channels of the result."""
        return int(self.weight.shape[1]) * self.groups

    @cached_property
    def output_shape(self) -> tuple[int, ...]:
        """Shape of the result, in the layout of x."""
        return self.laid_out(self.geometry.output_size)

    def laid_out(self, size: Triple) -> tuple[int, ...]:
        """Return the shape of a result with this many voxels per axis, in the layout of x."""
        batch = int(self.x.shape[0])
        return (batch, *size, self.out_channels) if self.channels_last else (batch, self.out_channels, *size)


@cache
def load(name: str) -> Any:
    """Return the backend module ``numpy_backend`` or ``torch_backend``, imported at the first call.

    Not looked up in `sys.modules`: there it is half imported while another thread imports it.
    """
    return importlib.import_module(f"{__name__}.{name}")
