"""What a layer costs: weight and bias shape, parameters, multiply-adds, output memory. Closed forms only."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from .geometry import AxisGeometry, Geometry
from .params import LayerParams


@dataclass(frozen=True, slots=True)
class Summary:
    """Sizes and costs of one layer on one input.

    Parameters
    ----------
    weight_shape : tuple of int
        (in_channels, out_channels // groups, kD, kH, kW), in both data formats.
    bias_shape : tuple of int or None
        (out_channels,), or None without a bias.
    parameters : int
    multiply_adds : int
        One for each contribution that lands in the output; cropped ones need not be computed.
    output_bytes : int
    """

    weight_shape: tuple[int, ...]
    bias_shape: tuple[int, ...] | None
    parameters: int
    multiply_adds: int
    output_bytes: int


def summarize(params: LayerParams, geometry: Geometry, batch: int = 1, bias: bool = True, itemsize: int = 4) -> Summary:
    """Count what a planned layer needs.

    Parameters
    ----------
    params : LayerParams
    geometry : Geometry
        From `plan`.
    batch : int, default 1
    bias : bool, default True
    itemsize : int, default 4
        Bytes per value; 4 is float32.
    """
    bias_shape = (params.out_channels,) if bias else None
    per_voxel = batch * params.in_channels * (params.out_channels // params.groups)
    return Summary(
        weight_shape=params.weight_shape,
        bias_shape=bias_shape,
        parameters=prod(params.weight_shape) + prod(bias_shape or (0,)),
        multiply_adds=per_voxel * prod(landed_contributions(axis) for axis in geometry.axes),
        output_bytes=batch * params.out_channels * prod(geometry.output_size) * itemsize,
    )


def landed_contributions(axis: AxisGeometry) -> int:
    """Return how many (input voxel, tap) pairs of one axis land inside the output; the sum of `overlap`.

    Notes
    -----
    Neither inputs nor taps are walked: a sum of floors needs as many steps as Euclid's algorithm.
    """
    return _pairs_below(axis, axis.pad_before + axis.output_size) - _pairs_below(axis, axis.pad_before)


def _pairs_below(axis: AxisGeometry, column: int) -> int:
    """Pairs with ``i*stride + k*dilation < column``."""
    inputs, taps, stride, dilation = axis.input_size, axis.kernel_size, axis.stride, axis.dilation
    # Inputs up to `whole` reach it with all taps, those up to `some` with at least one.
    whole = min(inputs, max(0, -(-(column - (taps - 1) * dilation) // stride)))
    some = min(inputs, max(0, -(-column // stride)))
    # Between them, walking back from the last: ceil((column - i*stride)/dilation) taps each.
    last = column - (some - 1) * stride + dilation - 1
    return whole * taps + _floor_sum(some - whole, stride, last, dilation)


def _floor_sum(count: int, step: int, start: int, divisor: int) -> int:
    """Sum of ``(start + n*step) // divisor`` for n in range(count); all numbers >= 0, `divisor` > 0."""
    total = 0
    while count > 0:
        total += count * (count - 1) // 2 * (step // divisor) + count * (start // divisor)
        step, start = step % divisor, start % divisor
        # What is left is the lattice points under a line: count them along the other axis.
        reach = step * count + start
        count, start, step, divisor = reach // divisor, reach % divisor, divisor, step
    return total
