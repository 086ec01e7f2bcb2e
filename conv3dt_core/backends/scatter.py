"""Taps that never meet, classes that are many, numbers that are not finite: all products at once, then each lands.

The blocks keep the products in cache, and the workspace the same for a large input as for a small one. Every product
computed belongs to a real contribution, so an infinity or a NaN reaches the voxels it reaches in the definition, and
no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from math import prod

import numpy as np

from ..geometry import AxisGeometry
from .operands import Array, Operands, blocks, part
from .products import multiply
from .rows import interleave
from .scratch import scratch
from .threads import Task

Run = tuple[slice, slice]
#: What is written at once, along one axis: one tap and some voxels, or some taps and one voxel; and where.
Piece = tuple[int | slice, int | slice, slice]

_BLOCK = 2**18  # numbers in one block of products
_TAPS = 8  # along an axis, that are taken one by one even of fewer voxels: what is written at once stays in cache
_SHORT, _LONG = 4, 64  # numbers along an axis
_COLUMNS = 2**11  # input voxels per block, if the kernel leaves room: enough to keep the matrix product busy


def never_meet(axis: AxisGeometry) -> bool:
    """Return whether no output voxel of an axis is written twice."""
    return axis.kernel_size == 1 or (axis.dilation == 1 and axis.kernel_size <= axis.stride)


def stages(operands: Operands) -> Iterator[list[Task]]:
    """Yield first what gives voxels their bias, where not every voxel is written once; then what computes."""
    axes = operands.geometry.axes
    if not all(never_meet(axis) and _reaches_all(axis) for axis in axes):
        yield [partial(fill, operands, n) for n in range(len(operands.y))]
    yield list(tasks(operands))


def fill(operands: Operands, image: int) -> None:
    """Give every voxel of an image its bias."""
    operands.y[image] = 0 if operands.bias is None else operands.bias


def kept(operands: Operands) -> int:
    """Return how many numbers all tasks share."""
    return 0


def tasks(operands: Operands) -> Iterator[Task]:
    """Yield tasks that write no voxel in common."""
    add = not all(map(never_meet, operands.geometry.axes))
    channels, depths, heights = block_sizes(operands)
    d_blocks, h_blocks = (
        [part(block) for block in blocks(_used(axis), size)]
        for axis, size in zip(operands.geometry.axes, (depths, heights), strict=False)
    )
    groups, _, made = operands.weight.shape[:3]
    for n, g, m in product(range(len(operands.x)), range(groups), map(part, blocks(range(made), channels))):
        if add:
            yield partial(_sweep, operands, n, g, m, d_blocks, h_blocks, add)
        else:
            yield from (partial(_sweep, operands, n, g, m, [d], [h], add) for d, h in product(d_blocks, h_blocks))


def workspace(operands: Operands) -> int:
    """Return how many numbers one task takes."""
    channels, depths, heights = block_sizes(operands)
    voxels = depths * heights * operands.geometry.w.input_size
    products = channels * prod(operands.geometry.kernel_size)
    rows = channels * depths * heights * (operands.geometry.output_size[2] + operands.geometry.w.stride)
    return int((products + operands.weight.shape[1]) * voxels + rows)


def block_sizes(operands: Operands) -> tuple[int, int, int]:
    """Return how many output channels, and depths and heights of the input, go into one block."""
    depth, height, width = operands.geometry.input_size
    room = max(1, _BLOCK // prod(operands.geometry.kernel_size))  # (channel, input voxel) pairs
    heights = _between(min(room, _COLUMNS) // width, height)
    depths = _between(min(room, _COLUMNS) // (heights * width), depth) if heights == height else 1
    channels = _between(room // (depths * heights * width), operands.weight.shape[2])
    return channels, depths, heights


def _between(wanted: int, most: int) -> int:
    return min(max(1, wanted), most)


def _sweep(
    operands: Operands, n: int, g: int, m: slice, d_blocks: list[slice], h_blocks: list[slice], add: bool
) -> None:
    """Compute the output channels m of one group of one image, as far as blocks of its input write them."""
    x, weight, y = operands.x[n, g], operands.weight[g, :, m], operands.y[n, g, m]
    bias = 0 if operands.bias is None else operands.bias[g, m]
    matrix = weight.reshape(len(x), -1).T
    for d, h in product(d_blocks, h_blocks):
        # (m*taps, C) @ (C, voxels) -> (m*taps, voxels)
        voxels = x[:, d, h].reshape(len(x), -1)
        block = scratch("products", (len(matrix), voxels.shape[1]), x.dtype)
        multiply(matrix, voxels, block)
        block = block.reshape(len(y), *weight.shape[2:], d.stop - d.start, h.stop - h.start, x.shape[-1])
        block = block.transpose(0, 1, 4, 2, 5, 3, 6)  # (m, taps and voxels of D, of H, of W)
        runs = map(_pieces, operands.geometry.axes, (d, h, slice(0, x.shape[-1])))
        d_pieces, h_pieces, w_pieces = _lengthened(list(runs))
        for (*of_d, d_to), (*of_h, h_to) in product(d_pieces, h_pieces):
            parts = [(block[:, *of_d, *of_h, *of_w], w_to) for *of_w, w_to in w_pieces]
            _write(parts, bias, y[:, d_to, h_to], add)


def _write(parts: list[tuple[Array, slice]], bias: Array | int, rows: Array, add: bool) -> None:
    """Write what each piece along W gives, or add it; (m, D, H, voxels of the row) -> (m, D, H, W_out)."""
    if not add and len(parts) > 1 and _take_turns(parts, rows.shape[-1]):
        interleave([values for values, _ in sorted(parts, key=lambda part: part[1].start)], bias, rows)
        return
    for values, place in parts:
        target = rows[..., place]
        if add:
            target += values
        else:
            np.add(values, bias, out=target)


def _take_turns(parts: list[tuple[Array, slice]], size: int) -> bool:
    """Return whether each writes every so-many-th voxel, and together all `size` of them."""
    return bool(parts[0][1].step == len(parts) and sum(values.shape[-1] for values, _ in parts) == size)


def _pieces(axis: AxisGeometry, block: slice) -> list[Piece]:
    """Return what a block of input voxels gives along an axis, by tap, or by voxel where a long kernel has more taps.

    Taps that only land outside are left out.
    """
    if axis.kernel_size <= max(_TAPS, block.stop - block.start):
        by_tap = ((k, run_of(axis, k, block)) for k in range(axis.kernel_size))
        return [(k, *run) for k, run in by_tap if run]
    by_voxel = ((i, _taps_of(axis, i)) for i in range(block.start, block.stop))
    return [(run[0], i - block.start, run[1]) for i, run in by_voxel if run]


def _lengthened(pieces: list[list[Piece]]) -> list[list[Piece]]:
    """Return pieces whose last axis of more than one number is not a short one, where another is long.

    NumPy's innermost loop runs along the last axis; to begin it takes as long as many numbers.
    """
    lengths = [max((_length(to) for *_, to in axis), default=0) for axis in pieces]
    for last in (2, 1):
        if lengths[last] > _SHORT or max(lengths[:last]) < _LONG:
            break
        pieces[last] = [single for piece in pieces[last] for single in _singles(*piece)]
    return pieces


def _singles(taps: int | slice, voxels: int | slice, to: slice) -> Iterator[Piece]:
    """Yield a piece in pieces of one number."""
    for n in range(_length(to)):
        place = to.start + n * to.step
        one = (part(range(of.start + n, of.start + n + 1)) if isinstance(of, slice) else of for of in (taps, voxels))
        yield *one, slice(place, place + 1, 1)  # type: ignore[misc]


def _length(to: slice) -> int:
    return len(range(to.start, to.stop, to.step))


def run_of(axis: AxisGeometry, tap: int, block: slice) -> Run | None:
    """Return which voxels of a block land inside, counted from the block's first, and on which output voxels."""
    run = _inside(tap * axis.dilation - axis.pad_before, axis.stride, block, axis.output_size)
    return run and (slice(run[0].start - block.start, run[0].stop - block.start), run[1])


def _taps_of(axis: AxisGeometry, voxel: int) -> Run | None:
    """Return which taps of an input voxel land inside, and on which output voxels."""
    return _inside(voxel * axis.stride - axis.pad_before, axis.dilation, slice(0, axis.kernel_size), axis.output_size)


def _inside(offset: int, step: int, block: slice, size: int) -> Run | None:
    """Return which n of a block have ``n*step + offset`` within ``0 .. size-1``, and these numbers."""
    first = max(block.start, -(offset // step))
    stop = min(block.stop, -((offset - size) // step))
    if first >= stop:
        return None
    return slice(first, stop), slice(first * step + offset, (stop - 1) * step + offset + 1, step)


def _reaches_all(axis: AxisGeometry) -> bool:
    return axis.kernel_size >= axis.stride and axis.pad_before + axis.output_size <= axis.full_size


def _used(axis: AxisGeometry) -> range:
    """Return the input voxels between the first and the last that write anything."""
    # The last tap must reach voxel 0, the first tap must not pass the last voxel.
    first = max(0, -((axis.kernel_extent - 1 - axis.pad_before) // axis.stride))
    last = min(axis.input_size - 1, (axis.output_size - 1 + axis.pad_before) // axis.stride)
    return range(first, last + 1)
