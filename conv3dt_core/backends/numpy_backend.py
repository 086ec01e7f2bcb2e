"""The layer in NumPy: block by block one matrix product for all taps, then each tap added where it lands.

The blocks keep the products in cache, and the workspace the same for a large input as for a small one. Every product
computed belongs to a real contribution, so an infinity or a NaN reaches the voxels it reaches in the definition, and
no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import activations
from ..geometry import AxisGeometry
from . import Call

Array = NDArray[Any]
Run = tuple[slice, slice]

_BLOCK = 2**19  # numbers in one block of products
_COLUMNS = 2**11  # input voxels per block, if the kernel leaves room: enough to keep the matrix product busy


def run(call: Call, out: Array | None = None) -> Array:
    """Compute a call on NumPy arrays.

    Parameters
    ----------
    call : Call
    out : numpy.ndarray, shape ``call.output_shape``, optional
        Receives the result; must not share memory with the arguments.

    Returns
    -------
    numpy.ndarray, shape ``call.output_shape``, dtype of x
    """
    y = np.empty(call.output_shape, call.x.dtype) if out is None else out
    channels_first = np.moveaxis(y, -1, 1) if call.channels_last else y
    # (N, M, D, H, W): whoever is written by nothing keeps its bias.
    channels_first[...] = 0 if call.bias is None else call.bias.reshape(-1, 1, 1, 1)
    with np.errstate(all="ignore"):  # infinities and NaNs are the caller's business, as in torch and Paddle
        _scatter(call, channels_first)
        if call.activation is not None:
            activations.apply(call.activation, y)
    return y


def workspace_bytes(call: Call) -> int:
    """Return how many bytes `run` takes beside the output."""
    groups, channels, depth, height = _block_sizes(call)
    voxels = depth * height * call.geometry.w.input_size
    products = groups * channels * prod(call.geometry.kernel_size) * voxels
    gathered = groups * (call.weight.shape[0] // call.groups) * voxels  # a block of x, if x is not contiguous
    weight = 0 if call.weight.flags.c_contiguous else call.weight.size
    slab = 0 if call.activation is None else activations.TEMPORARIES * prod(call.output_shape[2:])
    return int((products + gathered + weight + slab) * call.x.itemsize)


def _block_sizes(call: Call) -> tuple[int, int, int, int]:
    """Return how many groups, output channels per group, depths and heights of the input go into one block."""
    depth, height, width = call.geometry.input_size
    per_group = call.weight.shape[1]
    room = max(1, _BLOCK // prod(call.geometry.kernel_size))  # (channel, input voxel) pairs
    heights = _between(room // width, height)
    depths = _between(min(room, _COLUMNS) // (heights * width), depth) if heights == height else 1
    channels = _between(room // (depths * heights * width), per_group)
    groups = _between(room // (channels * depths * heights * width), call.groups) if channels == per_group else 1
    return groups, channels, depths, heights


def _between(wanted: int, most: int) -> int:
    return min(max(1, wanted), most)


def _scatter(call: Call, y: Array) -> None:
    """Add all contributions to y, shape (N, M, D_out, H_out, W_out)."""
    x = np.moveaxis(call.x, -1, 1) if call.channels_last else call.x
    groups, per_group, taps = call.groups, call.weight.shape[1], call.geometry.kernel_size
    # Channels split into groups: x (N, G, C/G, D, H, W), weight (G, C/G, M/G, taps), y (N, G, M/G, D, H, W).
    x = x.reshape(len(x), groups, call.weight.shape[0] // groups, *call.geometry.input_size)
    weight = call.weight.reshape(groups, x.shape[2], per_group, prod(taps))
    y = y.reshape(len(y), groups, per_group, *call.geometry.output_size)
    sizes = _block_sizes(call)
    products = np.empty(sizes[0] * sizes[1] * prod(taps) * sizes[2] * sizes[3] * x.shape[-1], x.dtype)
    d_blocks, h_blocks = (list(_blocks(_used(a), n)) for a, n in zip(call.geometry.axes, sizes[2:], strict=False))
    for n, d, h in product(range(len(x)), d_blocks, h_blocks):
        runs = _runs(call, d, h)
        for g, m in product(_blocks(range(groups), sizes[0]), _blocks(range(per_group), sizes[1])):
            # (g, m*taps, c) @ (g, c, voxels) -> (g, m*taps, voxels)
            voxels = x[n, g, :, d, h].reshape(g.stop - g.start, x.shape[2], -1)
            matrix = weight[g, :, m].reshape(g.stop - g.start, x.shape[2], -1).swapaxes(1, 2)
            shape = (*matrix.shape[:2], voxels.shape[2])
            block = np.matmul(matrix, voxels, out=products[: prod(shape)].reshape(shape))
            _add(y[n, g, m], block.reshape(shape[0], -1, *taps, d.stop - d.start, h.stop - h.start, x.shape[-1]), runs)


def _add(y: Array, block: Array, runs: list[list[tuple[int, Run]]]) -> None:
    """Add block (g, m, kD, kH, kW, d, h, w), tap by tap, to y (g, m, D, H, W)."""
    for (i, (d_from, d_to)), (j, (h_from, h_to)), (k, (w_from, w_to)) in product(*runs):
        y[:, :, d_to, h_to, w_to] += block[:, :, i, j, k, d_from, h_from, w_from]


def _runs(call: Call, d: slice, h: slice) -> list[list[tuple[int, Run]]]:
    """Return per axis the (tap, run) pairs of a block of input voxels; taps that only land outside are left out."""
    d_axis, h_axis, w_axis = call.geometry.axes
    blocks = ((d_axis, d), (h_axis, h), (w_axis, slice(0, w_axis.input_size)))
    return [[(k, run) for k in range(axis.kernel_size) if (run := _run(axis, k, block))] for axis, block in blocks]


def _run(axis: AxisGeometry, tap: int, block: slice) -> Run | None:
    """Return which voxels of a block land inside, counted from the block's first, and on which output voxels."""
    offset = tap * axis.dilation - axis.pad_before  # input voxel i lands on i*stride + offset
    first = max(block.start, -(offset // axis.stride))
    stop = min(block.stop, -((offset - axis.output_size) // axis.stride))
    if first >= stop:
        return None
    target = first * axis.stride + offset
    last = (stop - 1) * axis.stride + offset
    return slice(first - block.start, stop - block.start), slice(target, last + 1, axis.stride)


def _used(axis: AxisGeometry) -> range:
    """Return the input voxels between the first and the last that write anything."""
    # The last tap must reach voxel 0, the first tap must not pass the last voxel.
    first = max(0, -((axis.kernel_extent - 1 - axis.pad_before) // axis.stride))
    last = min(axis.input_size - 1, (axis.output_size - 1 + axis.pad_before) // axis.stride)
    return range(first, last + 1)


def _blocks(indices: range, size: int) -> Iterator[slice]:
    """Cut a range into slices of at most `size`."""
    for start in range(indices.start, indices.stop, size):
        yield slice(start, min(start + size, indices.stop))
