"""What every algorithm is given: the arrays of a call, its channels in groups, channels first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from ..geometry import Geometry
from . import Call

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Operands:
    """The arrays of a call: views, so that what is written to `y` is written to the result.

    Parameters
    ----------
    x : array, shape (N, G, C, D, H, W)
    weight : array, shape (G, C, M, kD, kH, kW)
    bias : array, shape (G, M, 1, 1, 1), or None
    y : array, shape (N, G, M, D_out, H_out, W_out)
        To be written; holds nothing yet.
    geometry : Geometry
    """

    x: Array
    weight: Array
    bias: Array | None
    y: Array
    geometry: Geometry


def operands_of(call: Call, y: Array) -> Operands:
    """Return the operands of a call; `y` in the layout of the call."""
    groups = call.groups
    bias = None if call.bias is None else call.bias.reshape(groups, -1, 1, 1, 1)
    x, y = (_grouped(array, groups, call.channels_last) for array in (call.x, y))
    return Operands(x, call.weight.reshape(groups, -1, *call.weight.shape[1:]), bias, y, call.geometry)


def _grouped(array: Array, groups: int, channels_last: bool) -> Array:
    """(N, G*C, D, H, W) or (N, D, H, W, G*C) -> (N, G, C, D, H, W), without a copy: an axis is cut, not merged."""
    if channels_last:
        return array.reshape(*array.shape[:4], groups, -1).transpose(0, 4, 5, 1, 2, 3)
    return array.reshape(len(array), groups, -1, *array.shape[2:])


def blocks(indices: range, size: int) -> Iterator[range]:
    """Cut a range into ranges of at most `size`."""
    for start in range(indices.start, indices.stop, size):
        yield range(start, min(start + size, indices.stop))


def part(indices: range) -> slice:
    """Return the slice that takes these indices, none of them negative."""
    if not indices:
        return slice(0, 0)
    stop = indices[-1] + (1 if indices.step > 0 else -1)
    return slice(indices.start, stop if stop >= 0 else None, indices.step)
