"""Which of torch's ways computes a call fastest: rules in plain integers, no torch.

Measured on two threads of one machine (benchmarks/README.md, "The torch backend"), in float32 on the CPU; every other
call takes the plain one. A rule and no trial runs: the same call always adds up in the same order.
"""

from __future__ import annotations

from math import prod

from ..geometry import Geometry

#: torch takes oneDNN only above this many numbers of (N, C, D, H), W left out, unless something else asks for it.
_TORCH_TAKES_ONEDNN = 20_480
#: Below, what a way costs to begin is more than it saves.
_ENOUGH_WORK = 2**21
#: A weight of more than 16 MiB is repacked in fresh pages at each call; pieces of 8 MiB share theirs.
LARGE_WEIGHT, PIECE = 2**22, 2**21
#: Numbers that a vector of the processor holds.
_VECTOR = 16


def choose(x: tuple[int, ...], weight: tuple[int, ...], geometry: Geometry, groups: int, asks_alike: bool) -> str:
    """Return the name of a way of `torch_ways`.

    Parameters
    ----------
    x : tuple of int
        (N, in_channels, D, H, W).
    weight : tuple of int
        (in_channels, out_channels // groups, kD, kH, kW).
    geometry : Geometry
    groups : int
    asks_alike : bool
        Whether torch is asked for both ends cropped alike and nothing added, so that a stride of 1 is a correlation.
    """
    images, channels, voxels = x[0], x[1], prod(x[2:])
    made = weight[1] * groups
    if images * voxels == 0:
        return "plain"
    work = prod(weight) * voxels  # multiply-adds of an image, crop included
    if channels == groups == made and work >= _ENOUGH_WORK // 8 and asks_alike and set(_strides(geometry)) == {1}:
        return "correlation"
    if never_meet(geometry) and groups == 1 and images * work >= _ENOUGH_WORK and images * voxels < 4 * channels:
        return "gemm"
    if groups == 1 and made <= 8 and 16 * made <= channels and work >= _ENOUGH_WORK // 2:
        return "native"
    if not _torch_takes_onednn(x, weight, groups):
        worth = made >= 8 and work >= _ENOUGH_WORK and voxels >= channels
        return "onednn" if worth else "plain"
    if prod(weight) > LARGE_WEIGHT and groups == 1:
        return "pieces"
    return "channels_last" if _writes_more_than_it_reads(x, made, geometry, groups) else "plain"


def never_meet(geometry: Geometry) -> bool:
    """Return whether taps lie side by side: no two contributions meet, and none is missing between."""
    return all(axis.kernel_size == axis.stride and axis.dilation == 1 for axis in geometry.axes)


def _strides(geometry: Geometry) -> tuple[int, ...]:
    return tuple(axis.stride for axis in geometry.axes)


def _torch_takes_onednn(x: tuple[int, ...], weight: tuple[int, ...], groups: int) -> bool:
    """Return what torch decides of a plain float32 call; else it multiplies all columns and folds them on one thread.

    Source: ``ConvParams::use_mkldnn``, aten/src/ATen/native/Convolution.cpp of PyTorch 2.13.
    """
    return groups > 1 or min(weight[3:]) > 3 or x[0] > 1 or prod(x[:4]) > _TORCH_TAKES_ONEDNN


def _writes_more_than_it_reads(x: tuple[int, ...], made: int, geometry: Geometry, groups: int) -> bool:
    """Return whether taking x to channels last costs less than oneDNN's taking y back from there."""
    channels, voxels = x[1], prod(x[2:])
    read, written = channels * voxels, made * prod(geometry.output_size)
    if channels == 1 or x[0] * voxels < 4 * channels:  # both layouts are one, or the weight is what takes time
        return False
    if channels < _VECTOR and groups == 1:
        return written >= read
    return written >= (2 if groups == 1 and set(_strides(geometry)) != {1} else 4) * read
