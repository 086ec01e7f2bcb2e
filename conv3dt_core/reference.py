"""The transposed convolution three times over, written to be read: scatter, gather, zero insertion.

All are slow and plain. `scatter` is the definition; `gather` reads the same contributions from the other end and
shares no index arithmetic with it beyond `Geometry.sources`; `zero_insertion` is an ordinary convolution. The backends
are held against them.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .geometry import Geometry

Array = NDArray[Any]


def scatter(x: Array, weight: Array, bias: Array | None, geometry: Geometry, groups: int = 1) -> Array:
    """Let every input voxel write its kernel into the full result, then crop it.

    Parameters
    ----------
    x : numpy.ndarray, shape (N, in_channels, D, H, W)
    weight : numpy.ndarray, shape (in_channels, out_channels // groups, kD, kH, kW)
    bias : numpy.ndarray, shape (out_channels,), or None
    geometry : Geometry
        The plan of the layer for this input size.
    groups : int

    Returns
    -------
    numpy.ndarray, shape (N, out_channels, D_out, H_out, W_out)
        ``full[i*stride + k*dilation] += x[i] * weight[k]``, cropped, plus bias.
    """
    strides = [axis.stride for axis in geometry.axes]
    dilations = [axis.dilation for axis in geometry.axes]
    batch, per_group = len(x), weight.shape[1]
    full = np.zeros((batch, groups * per_group, *geometry.full_size), x.dtype)
    for voxel in np.ndindex(*geometry.input_size):
        for tap in np.ndindex(*geometry.kernel_size):
            d, h, w = (i * s + k * a for i, s, k, a in zip(voxel, strides, tap, dilations, strict=True))
            # One input voxel, all channels (N, in_channels), times one tap (in_channels, out_channels // groups).
            full[:, :, d, h, w] += _mixed(x[:, :, *voxel], weight[:, :, *tap], groups)
    return _with_bias(_cropped(full, geometry), bias)


def gather(x: Array, weight: Array, bias: Array | None, geometry: Geometry, groups: int = 1) -> Array:
    """Ask every output voxel which (input voxel, tap) pairs write it, and sum those.

    Parameters and result are those of `scatter`.
    """
    batch, per_group = len(x), weight.shape[1]
    y = np.zeros((batch, groups * per_group, *geometry.output_size), x.dtype)
    for d, h, w in product(*map(range, geometry.output_size)):
        for voxel, tap in geometry.sources((d, h, w)):
            y[:, :, d, h, w] += _mixed(x[:, :, *voxel], weight[:, :, *tap], groups)
    return _with_bias(y, bias)


def zero_insertion(x: Array, weight: Array, bias: Array | None, geometry: Geometry, groups: int = 1) -> Array:
    """Spread the input, ``stride - 1`` zeros between its voxels, and convolve it with the flipped kernel.

    Parameters and result are those of `scatter`.
    """
    # An ordinary convolution reads its input from both sides: ``kernel_extent - 1`` zeros before and behind.
    margins = [axis.kernel_extent - 1 for axis in geometry.axes]
    sizes = [axis.full_size + margin for axis, margin in zip(geometry.axes, margins, strict=True)]
    spread = np.zeros((*x.shape[:2], *sizes), x.dtype)
    spans = [(axis.input_size - 1) * axis.stride + 1 for axis in geometry.axes]
    at = [slice(m, m + n, axis.stride) for m, n, axis in zip(margins, spans, geometry.axes, strict=True)]
    spread[:, :, *at] = x
    flipped = weight[:, :, ::-1, ::-1, ::-1]
    full = np.zeros((len(x), groups * weight.shape[1], *geometry.full_size), x.dtype)
    for tap in np.ndindex(*geometry.kernel_size):
        starts = [k * axis.dilation for k, axis in zip(tap, geometry.axes, strict=True)]
        window = [slice(start, start + axis.full_size) for start, axis in zip(starts, geometry.axes, strict=True)]
        # (N, in_channels, full size) -> channels last, so that each voxel is a row of a matrix product.
        rows = np.moveaxis(spread[:, :, *window], 1, -1)
        full += np.moveaxis(_mixed_last(rows, flipped[:, :, *tap], groups), -1, 1)
    return _with_bias(_cropped(full, geometry), bias)


def _mixed_last(x: Array, weight: Array, groups: int) -> Array:
    """(..., in_channels) times (in_channels, out_channels // groups) -> (..., out_channels), group by group."""
    pairs = zip(np.split(x, groups, axis=-1), np.split(weight, groups, axis=0), strict=True)
    return np.concatenate([channels @ matrix for channels, matrix in pairs], axis=-1)


def _mixed(x: Array, weight: Array, groups: int) -> Array:
    """(N, in_channels) times (in_channels, out_channels // groups) -> (N, out_channels), group by group."""
    pairs = zip(np.split(x, groups, axis=1), np.split(weight, groups, axis=0), strict=True)
    return np.concatenate([channels @ matrix for channels, matrix in pairs], axis=1)


def _cropped(full: Array, geometry: Geometry) -> Array:
    """(N, M, full size) -> (N, M, output size): `pad_before` voxels go; what reaches beyond the back is zero."""
    y = np.zeros((*full.shape[:2], *geometry.output_size), full.dtype)
    kept = tuple(slice(axis.pad_before, axis.pad_before + axis.output_size) for axis in geometry.axes)
    inside = full[:, :, *kept]
    d, h, w = inside.shape[2:]
    y[:, :, :d, :h, :w] = inside
    return y


def _with_bias(y: Array, bias: Array | None) -> Array:
    return y if bias is None else y + bias.reshape(1, -1, 1, 1, 1)
