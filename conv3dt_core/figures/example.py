"""Small whole numbers to multiply in a layer, the same for everybody, and what comes of them.

Each channel has a seed of its own, so that none costs the others, and a reader rebuilds it in one line::

    x[0, ci] = np.random.default_rng([0, ci]).integers(-3, 4, (D, H, W))
    weight[ci, j] = np.random.default_rng([1, ci, j]).integers(-3, 4, (kD, kH, kW))
    bias[co] = np.random.default_rng([2, co]).integers(-3, 4)
"""

from __future__ import annotations

from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..diagnostics import InvalidLayerError
from ..functional import conv3d_transpose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..channels import ChannelPath
    from ..diagnostics import Triple
    from ..geometry import Geometry
    from .contributions import Contributions, Side

SEED_X, SEED_W, SEED_BIAS = 0, 1, 2
#: Tensors with more numbers than this get none: one channel of x or w, or all channels that one sum runs over.
MAX_NUMBERS = 1_000_000
#: More input channels than this are not added up.
MAX_CHANNELS = 512
#: No output is worked out as a whole from more numbers than this in one tensor, or from more multiply-adds.
MAX_VOLUME, MAX_WORK = 300_000, 10_000_000


class Worked(NamedTuple):
    """The numbers of one voxel's contributions along one channel path.

    Attributes
    ----------
    path : ChannelPath
    pairs : list of (x, w), or None
        One per contribution from channel `ci`; None where x or w is too large for an example.
    parts : tuple of int, or None
        The sum of all contributions from each input channel of ``path.sources``; None where these are too many.
    bias : int, or None
        None for a layer without.
    activation : str, or None
        What the layer does to `value` afterwards.
    """

    path: ChannelPath
    pairs: list[tuple[int, int]] | None
    parts: tuple[int, ...] | None
    bias: int | None
    activation: str | None = None

    @property
    def value(self) -> int | None:
        """The output voxel's value, before an activation."""
        return None if self.parts is None else sum(self.parts) + (self.bias or 0)


def worked(
    geometry: Geometry,
    side: Side,
    rows: Contributions | None,
    path: ChannelPath,
    bias: bool,
    activation: str | None = None,
) -> Worked:
    """Return the numbers of `rows`, the contributions of one voxel; `parts` are those of an output voxel only."""
    added = bias_of(path.co) if bias else None
    if rows is None:
        return Worked(path, None, None, added, activation)
    pairs = _products(geometry, rows, range(path.ci, path.ci + 1), path.column)
    sums = _products(geometry, rows, path.sources, path.column) if side == "output" else None
    return Worked(
        path,
        None if pairs is None else list(zip(*(factor[0].tolist() for factor in pairs), strict=True)),
        None if sums is None else tuple((sums[0] * sums[1]).sum(axis=1).tolist()),
        added,
        activation,
    )


def volumes(geometry: Geometry, path: ChannelPath) -> tuple[NDArray[np.int64], ...] | None:
    """Return (x, w, y) of one channel path, (D, H, W) each; y without bias. None where that would take too long."""
    voxels, taps = prod(geometry.input_size), prod(geometry.kernel_size)
    if max(voxels, taps, prod(geometry.output_size)) > MAX_VOLUME or voxels * taps > MAX_WORK:
        return None
    try:
        return _volumes(geometry, path.ci, path.column)
    except InvalidLayerError:  # beyond CONV3DT_MAX_BYTES
        return None


@lru_cache(maxsize=16)
def _volumes(geometry: Geometry, channel: int, column: int) -> tuple[NDArray[np.int64], ...]:
    x = x_of(geometry.input_size, range(channel, channel + 1))
    w = w_of(geometry.kernel_size, range(channel, channel + 1), column)
    axes = geometry.axes
    y = conv3d_transpose(
        x[None].astype(np.float32), w[None].astype(np.float32), stride=tuple(a.stride for a in axes),
        padding=[pad for a in axes for pad in (a.pad_before, a.pad_after)],
        output_padding=tuple(a.output_padding for a in axes), dilation=tuple(a.dilation for a in axes),
    )  # fmt: skip
    return x[0], w[0], y[0, 0].astype(np.int32)  # whole numbers below 2**24: float32 holds them exactly


def _products(
    geometry: Geometry, rows: Contributions, channels: range, column: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Return the factors x and w of each contribution, (channels, contributions) each."""
    numbers = len(channels) * max(prod(geometry.input_size), prod(geometry.kernel_size))
    if len(channels) > MAX_CHANNELS or numbers > MAX_NUMBERS:
        return None
    x, w = x_of(geometry.input_size, channels), w_of(geometry.kernel_size, channels, column)
    return x[(slice(None), *rows.source.T)].astype(np.int64), w[(slice(None), *rows.tap.T)].astype(np.int64)


@lru_cache(maxsize=32)
def x_of(size: Triple, channels: range) -> NDArray[np.int8]:
    """Return x of these input channels, (channels, D, H, W), from -3 to 3."""
    return _seeded([[SEED_X, ci] for ci in channels], size)


@lru_cache(maxsize=32)
def w_of(kernel_size: Triple, channels: range, column: int) -> NDArray[np.int8]:
    """Return the slabs ``weight[channels, column]``, (channels, kD, kH, kW), from -3 to 3."""
    return _seeded([[SEED_W, ci, column] for ci in channels], kernel_size)


def bias_of(channel: int) -> int:
    """Return the bias of an output channel, from -3 to 3."""
    return int(np.random.default_rng([SEED_BIAS, channel]).integers(-3, 4))


def _seeded(seeds: list[list[int]], size: Triple) -> NDArray[np.int8]:
    values = np.stack([np.random.default_rng(seed).integers(-3, 4, size) for seed in seeds]).astype(np.int8)
    values.setflags(write=False)
    return values
