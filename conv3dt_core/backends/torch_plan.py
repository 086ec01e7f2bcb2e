"""What torch is asked for in a call, in which way, and what of its result is kept. Plain integers, no torch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..diagnostics import Triple
from ..geometry import AxisGeometry, Geometry
from .torch_choice import Asked, choose


@dataclass(frozen=True, slots=True)
class Plan:
    """One form of call.

    Parameters
    ----------
    way : str
        A name of `torch_ways.WAYS`.
    asked : Asked
    computed : three ints
        (D, H, W) of what torch makes.
    kept : tuple of three ints each
        What the output is of it, where it is not all: (dimension, first voxel, how many).
    """

    way: str
    asked: Asked
    computed: Triple
    kept: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class _Crop:
    """What torch is asked for on one axis, and how many leading voxels of its result are dropped."""

    padding: int
    output_padding: int
    computed: int
    dropped: int


@lru_cache(maxsize=1024)
def plan_of(x: tuple[int, ...], weight: tuple[int, ...], geometry: Geometry, groups: int, chosen: bool) -> Plan:
    """Return the plan for an x of shape (N, C, D, H, W).

    Parameters
    ----------
    x, weight : tuple of int
        Shapes.
    geometry : Geometry
    groups : int
    chosen : bool
        Whether the way is chosen, or else the plain one.
    """
    axes, crops = geometry.axes, tuple(map(_crop, geometry.axes))
    asked = Asked(
        _triple(axis.stride for axis in axes),
        _triple(crop.padding for crop in crops),
        _triple(crop.output_padding for crop in crops),
        groups,
        _triple(axis.dilation for axis in axes),
    )
    kept = tuple(
        (dim, crop.dropped, axis.output_size)
        for dim, (axis, crop) in enumerate(zip(axes, crops, strict=True), start=2)
        if crop.computed != axis.output_size
    )
    computed = _triple(crop.computed for crop in crops)
    return Plan(choose(x, weight, asked, computed) if chosen else "plain", asked, computed, kept)


def _crop(axis: AxisGeometry) -> _Crop:
    # torch's result covers [padding, full_size - padding + output_padding) of the full size and must hold
    # [pad_before, pad_before + output_size). Where one end is cropped more, torch crops less and a view the rest.
    most = max(axis.stride, axis.dilation) - 1  # torch's limit for output_padding
    end = axis.pad_before + axis.output_size - axis.full_size
    padding = min(axis.pad_before, most - end)
    output_padding = max(0, end + padding)
    computed = axis.full_size - 2 * padding + output_padding
    return _Crop(padding, output_padding, computed, axis.pad_before - padding)


def _triple(values: Iterable[int]) -> Triple:
    d, h, w = values
    return d, h, w
