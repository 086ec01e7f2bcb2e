"""What a walked net costs and sees: stride and receptive field per level, memory, checkerboards, links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from math import prod
from typing import NamedTuple

from ..diagnostics import Triple
from ..geometry import MAX_LISTED_SIZE, AxisGeometry
from ..links import query
from ..overlap import Reason, reason
from .layers import NetLayer
from .net import Net, Place
from .walk import Walk

_BYTES = 4  # float32
_WORST: tuple[Reason, ...] = ("even", "uneven", "holes")


class Level(NamedTuple):
    """One level of the encoder, the bottom included.

    Attributes
    ----------
    level : int
        How many down layers lie above.
    stride : (D, H, W)
        Input voxels from one voxel of this level to the next.
    receptive_field : (D, H, W)
        Input voxels that one voxel of this level depends on (Araujo et al. 2019, doi:10.23915/distill.00021).
    channels : int
    """

    level: int
    stride: Triple
    receptive_field: Triple
    channels: int


class Grade(NamedTuple):
    """The checkerboard of one up layer.

    Attributes
    ----------
    number : int
        Of the up layer, from 1.
    reasons : three of {"even", "uneven", "holes"}
        What the counts of each axis do far from the ends.
    verdict : {"even", "uneven", "holes"}
        The worst of the three.
    unwritten : (D, H, W)
        Planes at the back that no input reaches: they hold the bias alone.
    """

    number: int
    reasons: tuple[Reason, Reason, Reason]
    verdict: Reason
    unwritten: Triple


def levels(net: Net) -> tuple[Level, ...]:
    """Return what holds of the encoder whatever volume comes in."""
    found: list[Level] = []
    stride, field = [1, 1, 1], [1, 1, 1]
    passed = channelled(net)
    inner = [(place, made) for place, made in passed if place.role in ("encode", "down", "bottom")]
    for level in range(net.depth + 1):
        made = net.channels[0] if level == 0 else found[-1].channels
        for place, channels in inner:
            if place.level != level or place.layer is None:
                continue
            made = channels
            for axis in range(3):
                field[axis] += (place.layer.extent(axis) - 1) * stride[axis]
                stride[axis] *= place.layer.stride[axis]
        found.append(Level(level, _triple(stride), _triple(field), made))
    return tuple(found)


def memory(found: Walk) -> dict[int, int]:
    """Return the bytes of all activations per level in float32, for a batch of one: as far as the net runs.

    What training keeps for the backward pass; a level above the input (of a generator) has a negative number.
    """
    total: dict[int, int] = defaultdict(int)
    total[0] = _BYTES * found.net.channels[0] * prod(found.input_size)
    for (place, channels), size in zip(channelled(found.net), found.sizes, strict=False):
        if place.role != "skip":
            total[place.level] += _BYTES * channels * prod(size)
    return dict(total)


def channelled(net: Net) -> Iterator[tuple[Place, int]]:
    """Yield every place of a net with the channels behind it."""
    channels, kept = net.channels[0], {}
    for place in net.places():
        if place.role == "skip":
            kept[place.level] = channels
        elif place.role == "join":
            channels += kept[place.level]  # concatenated
        elif place.role in ("up", "decode"):
            channels = channels if place.layer and place.layer.kind == "resize" else net.made_by_up(place.number)
        elif place.layer and place.layer.kind == "conv":
            channels = net.channels[place.level + 1]
        yield place, channels


def grades(found: Walk) -> tuple[Grade, ...]:
    """Return the checkerboard of each up layer the net reaches."""
    sizes = (found.input_size, *found.sizes)
    passed = zip(found.places, sizes, found.sizes, strict=False)
    return tuple(_grade(place, before, after) for place, before, after in passed if place.role == "up")


def _grade(place: Place, before: Triple, after: Triple) -> Grade:
    assert place.layer is not None
    if place.layer.kind == "resize":
        return Grade(place.number, ("even",) * 3, "even", (0, 0, 0))
    axes = [_asked(place.layer, axis, before[axis], after[axis]) for axis in range(3)]
    d, h, w = (reason(axis) for axis in axes)
    return Grade(place.number, (d, h, w), max((d, h, w), key=_WORST.index), _triple([_unwritten(a) for a in axes]))


def _asked(layer: NetLayer, axis: int, before: int, after: int) -> AxisGeometry:
    geometry = layer.geometry(axis, before)
    return replace(geometry, output_padding=after - geometry.base_size)


def _unwritten(axis: AxisGeometry) -> int:
    if max(axis.input_size, axis.output_size, axis.kernel_size, axis.stride) > MAX_LISTED_SIZE:
        return 0
    written = axis.overlap().nonzero()[0]
    return axis.output_size - 1 - int(written[-1]) if len(written) else axis.output_size


def layer_query(found: Walk, number: int) -> str | None:
    """Return the query of the link that opens up layer `number` in the app, as the net runs it.

    None for a resize, and where the net does not come so far.
    """
    sizes = (found.input_size, *found.sizes)
    before = found.net.channels[0]
    for index, (place, channels) in enumerate(channelled(found.net)):
        if place[:2] == ("up", number) and place.layer and place.layer.kind == "transposed" and index < len(sizes):
            made = found.sizes[index] if index < len(found.sizes) else None
            asked = found.net.join == "output-size" and found.net.has_skip(place.level)
            return query(place.layer.params(before, channels), sizes[index], made if asked else None, batch=1)
        before = channels
    return None


def _triple(values: list[int]) -> Triple:
    d, h, w = values
    return d, h, w
