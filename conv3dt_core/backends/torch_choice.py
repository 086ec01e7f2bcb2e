"""Which of torch's ways computes a call fastest: rules in plain integers, no torch.

Measured on two threads of one machine (benchmarks/README.md, "The torch backend"), in float32 on the CPU; every other
call takes the plain way. Rules and no trial runs: the same call always adds up in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from ..diagnostics import Triple

#: A weight of more numbers is repacked by oneDNN in fresh pages at each call; pieces share theirs.
LARGE_WEIGHT, PIECE = 2**22, 2**21
#: Multiply-adds of an image below which a way costs more to begin than it saves.
_ENOUGH_WORK = 2**21
#: torch takes oneDNN for more numbers in (N, C, D, H), W left out.
_TORCH_TAKES_ONEDNN = 20_480
#: Taps along an axis that were measured. For a kernel longer than its input other ways take up to 300 times as long.
_LONGEST = 16
#: Numbers that a vector of the processor holds: oneDNN fills it with channels.
_VECTOR = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments of `torch.nn.functional.conv_transpose3d`, which has one padding for both ends."""

    stride: Triple
    padding: Triple
    output_padding: Triple
    groups: int
    dilation: Triple


def choose(x: tuple[int, ...], weight: tuple[int, ...], asked: Asked, computed: Triple) -> str:
    """Return the name of a way of `torch_ways`.

    Parameters
    ----------
    x : tuple of int
        (N, in_channels, D, H, W).
    weight : tuple of int
        (in_channels, out_channels // groups, kD, kH, kW).
    asked : Asked
    computed : three ints
        (D, H, W) of what torch makes.
    """
    images, channels, voxels = x[0], x[1], prod(x[2:])
    made = weight[1] * asked.groups
    work = prod(weight) * voxels  # multiply-adds of an image, those of the crop included
    if images == 0 or max(weight[2:]) > _LONGEST:
        return "plain"
    if channels == asked.groups == made and 8 * work >= _ENOUGH_WORK and is_correlation(weight, asked):
        return "correlation"
    if asked.groups == 1 and 16 * made <= channels and made <= 8 and 2 * work >= _ENOUGH_WORK:
        return "native"
    torch_takes_onednn = takes_onednn(x, weight, asked)
    if images * voxels < 4 * channels and is_gemm(weight, asked):
        enough = 8 * work >= _ENOUGH_WORK if torch_takes_onednn else work >= 8 * _ENOUGH_WORK and voxels >= channels
        return "gemm" if enough else "plain"
    if not torch_takes_onednn:
        return "onednn" if is_onednn(asked) and made >= 8 and work >= _ENOUGH_WORK and voxels >= channels else "plain"
    if asked.groups == 1 and prod(weight) > LARGE_WEIGHT and images * voxels <= channels:
        return "pieces"
    return "channels_last" if _pays_channels_last(x, made * prod(computed), asked) else "plain"


def is_correlation(weight: tuple[int, ...], asked: Asked) -> bool:
    """Return whether a layer with a weight of this shape, each channel for itself, is an ordinary convolution."""
    extents = (d * (k - 1) for d, k in zip(asked.dilation, weight[2:], strict=True))
    fits = all(p <= extent for p, extent in zip(asked.padding, extents, strict=True))
    return fits and set(asked.stride) == {1} and not any(asked.output_padding)


def is_gemm(weight: tuple[int, ...], asked: Asked) -> bool:
    """Return whether taps lie side by side: no two contributions meet, and none is missing between."""
    side_by_side = asked.stride == weight[2:] and set(asked.dilation) == {1}
    return side_by_side and asked.groups == 1 and not any(asked.output_padding)


def is_onednn(asked: Asked) -> bool:
    """Return whether oneDNN has a kernel: it has none for holes behind the last voxel that is written."""
    return all(extra < stride for extra, stride in zip(asked.output_padding, asked.stride, strict=True))


def takes_onednn(x: tuple[int, ...], weight: tuple[int, ...], asked: Asked) -> bool:
    """Return what torch decides of a plain call in float32; else it unfolds all columns, and folds them on one thread.

    Source: ``ConvParams::use_mkldnn``, aten/src/ATen/native/Convolution.cpp of PyTorch 2.13.
    """
    large = asked.groups > 1 or min(weight[3:]) > 3 or x[0] > 1 or prod(x[:4]) > _TORCH_TAKES_ONEDNN
    return large and is_onednn(asked)


def _pays_channels_last(x: tuple[int, ...], written: int, asked: Asked) -> bool:
    """Return whether to take x to channels last costs less than oneDNN's taking y back from there."""
    channels, voxels = x[1], prod(x[2:])
    if channels == 1 or x[0] * voxels < 4 * channels:  # both layouts are one, or it is the weight that takes time
        return False
    if channels < _VECTOR and asked.groups == 1:
        return written >= channels * voxels
    spread_out = asked.groups == 1 and set(asked.stride) != {1}
    return written >= (2 if spread_out else 4) * channels * voxels
