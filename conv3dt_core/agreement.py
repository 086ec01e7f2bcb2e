"""One layer worked out in independent ways: whether they agree, here and now, and if not by how much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from math import prod
from typing import Any

import numpy as np

from . import reference
from .diagnostics import InvalidLayerError, Triple
from .functional import conv3d_transpose
from .geometry import AxisGeometry, Geometry
from .params import LayerParams

#: (input voxel, tap) pairs and output voxels that the plain loops go through; beyond, a smaller input stands for all.
MAX_PAIRS, MAX_VOXELS = 1_500, 5_000
#: Numbers of the weight, and channels on either side, at most; beyond, nothing is run.
MAX_WEIGHT, MAX_CHANNELS = 200_000, 256
_SEED = 0


@dataclass(frozen=True, slots=True)
class Way:
    """One way of computing the layer.

    Attributes
    ----------
    name : {"scatter", "gather", "zero-insertion", "torch"}
    difference : float or None
        Largest ``|theirs - ours| / (1 + |ours|)`` against the NumPy backend; None if it was not run.
    missing : bool
        Whether it was not run because it is not installed.
    """

    name: str
    difference: float | None = None
    missing: bool = False

    @property
    def agrees(self) -> bool:
        """Whether it was run and differs by rounding alone."""
        return self.difference is not None and self.difference <= 1e-12


@dataclass(frozen=True, slots=True)
class Agreement:
    """All ways, and the (D, H, W) of the input they were run on; no ways where the layer is too large to try."""

    input_size: Triple
    ways: tuple[Way, ...]


@lru_cache(maxsize=64)
def agreement(params: LayerParams, geometry: Geometry, bias: bool = True) -> Agreement:
    """Run a valid layer on random numbers (seed 0, float64) in every way there is on this machine.

    Parameters
    ----------
    params : LayerParams
    geometry : Geometry
        Its plan; where its input has too many voxels for the plain loops, the same crop and the same voxels behind
        are run on fewer.
    bias : bool
    """
    small = _shrunken(geometry)
    weight_size = prod(params.weight_shape)
    too_large = weight_size > MAX_WEIGHT or max(params.in_channels, params.out_channels) > MAX_CHANNELS
    if too_large or _is_long(small.axes):
        return Agreement(small.input_size, ())
    random = np.random.default_rng(_SEED)
    x = random.normal(size=(1, params.in_channels, *small.input_size))
    weight = random.normal(size=params.weight_shape)
    b = random.normal(size=params.out_channels) if bias else None
    try:
        ours = run(small, x, weight, b, params.groups)
    except InvalidLayerError:  # beyond CONV3DT_MAX_BYTES
        return Agreement(small.input_size, ())
    ways = [_way(name, loop(x, weight, b, small, params.groups), ours) for name, loop in _LOOPS.items()]
    if find_spec("torch") is None:
        return Agreement(small.input_size, (*ways, Way("torch", missing=True)))
    torch = _way("torch", run(small, x, weight, b, params.groups, "torch:cpu"), ours)
    return Agreement(small.input_size, (*ways, torch))


_LOOPS = {
    "scatter": reference.scatter, "gather": reference.gather, "zero-insertion": reference.zero_insertion,
}  # fmt: skip


def _way(name: str, theirs: Any, ours: Any) -> Way:
    return Way(name, float((np.abs(theirs - ours) / (1 + np.abs(ours))).max(initial=0)))


def run(geometry: Geometry, x: Any, weight: Any, bias: Any = None, groups: int = 1, backend: str = "numpy") -> Any:
    """Return the layer's values, from its plan alone: x (N, C_in, D, H, W) -> y (N, C_out, D, H, W)."""
    stride, dilation, extra = (
        [getattr(axis, name) for axis in geometry.axes] for name in ("stride", "dilation", "output_padding")
    )
    pads = [pad for axis in geometry.axes for pad in (axis.pad_before, axis.pad_after)]
    return conv3d_transpose(x, weight, bias, stride, pads, extra, groups, dilation, backend=backend)


def _shrunken(geometry: Geometry) -> Geometry:
    """Return the layer with the longest axes of its input shortened until the plain loops can do it."""
    axes = [replace(axis, input_size=min(axis.input_size, max(MAX_PAIRS, _least(axis)))) for axis in geometry.axes]
    while _is_long(axes):
        shorter = [replace(axis, input_size=axis.input_size - 1) for axis in axes]
        fitting = [(axes[i].input_size, i) for i in range(3) if _fits(shorter[i])]
        if not fitting:
            break
        _, longest = max(fitting)
        axes[longest] = shorter[longest]
    return Geometry(*axes)


def _is_long(axes: Any) -> bool:
    """Whether the plain loops would take long; the full size counts, since they fill it before they crop."""
    pairs = prod(int(axis.input_size * axis.kernel_size) for axis in axes)
    return pairs > MAX_PAIRS or prod(int(max(axis.full_size, axis.output_size)) for axis in axes) > MAX_VOXELS


def _least(axis: AxisGeometry) -> int:
    """Return the smallest input of an axis that leaves an output of one voxel."""
    return max(1, axis.input_size - (axis.output_size - 1) // axis.stride)


def _fits(axis: AxisGeometry) -> bool:
    return axis.input_size >= 1 and axis.output_size >= 1
