"""Sizes through a net. The axes never meet, so each is walked alone; the net fails where the first of them does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from ..diagnostics import AXES, Diagnostic, Triple
from .causes import explain
from .layers import NetLayer
from .net import Join, Net, Place, Role

Reason = Literal["fault", "too-small", "refused", "mismatch"]


class Halt(NamedTuple):
    """What stops an axis.

    Attributes
    ----------
    reason : {"fault", "too-small", "refused", "mismatch"}
        A layer's own numbers are wrong; nothing is left of the volume; an up layer cannot be asked for the skip's
        size; up layer and skip differ.
    size : int
        Voxels that came to the place.
    skip : int or None
        Those of the skip, where one is concerned.
    """

    reason: Reason
    size: int
    skip: int | None = None


class AxisWalk(NamedTuple):
    """The sizes of one axis behind each place it passed, and what stopped it, if anything did."""

    sizes: tuple[int, ...]
    halt: Halt | None


def walk_axis(places: Sequence[Place], join: Join, axis: int, size: int) -> AxisWalk:
    """Return the sizes of axis 0, 1 or 2 of a net's `places` for `size` voxels."""
    sizes: list[int] = []
    skips: list[int] = []
    for index, place in enumerate(places):
        if place.role == "skip":
            skips.append(size)
        elif place.layer is None:
            skip = skips[place.level]
            if join == "exact" and size != skip:
                return AxisWalk(tuple(sizes), Halt("mismatch", size, skip))
            size = min(size, skip)
        else:
            joined = join == "output-size" and index + 1 < len(places) and places[index + 1].role == "join"
            skip_size = skips[place.level] if joined else None
            after = _after(place.layer, axis, size, skip_size)
            if isinstance(after, Halt):
                return AxisWalk(tuple(sizes), after)
            size = after
        sizes.append(size)
    return AxisWalk(tuple(sizes), None)


def _after(layer: NetLayer, axis: int, size: int, asked: int | None) -> int | Halt:
    allowed = None if asked is None else layer.allowed(axis, size)
    if allowed is not None and not allowed[0] <= (asked or 0) <= allowed[1]:
        return Halt("refused", size, asked)
    output = layer.output(axis, size) if asked is None else asked
    return output if output >= 1 else Halt("too-small", size)


@dataclass(frozen=True, slots=True)
class Walk:
    """A net and the sizes through it.

    Attributes
    ----------
    net : Net
    places : tuple of Place
    sizes : tuple of (D, H, W)
        Behind each place, as far as all three axes come.
    axes : three AxisWalk
        Each axis as far as it comes alone.
    halt : Place or None
        Where the net fails; None: it runs to its end.
    diagnostics : tuple of Diagnostic
        Why, one per axis that fails there.
    """

    net: Net
    places: tuple[Place, ...]
    sizes: tuple[Triple, ...]
    axes: tuple[AxisWalk, AxisWalk, AxisWalk]
    halt: Place | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def input_size(self) -> Triple:
        """The volume that enters the first layer, after padding."""
        return self.net.padded or self.net.size

    @property
    def output_size(self) -> Triple | None:
        """What comes out at the end; None where the net fails."""
        return None if self.halt else (self.sizes[-1] if self.sizes else self.input_size)

    def size_after(self, role: Role, number: int) -> Triple | None:
        """Return the size behind the last place of that name; None where there is none or it was not reached."""
        passed = zip(self.places, self.sizes, strict=False)
        return next((size for place, size in reversed([*passed]) if place[:2] == (role, number)), None)

    def made_at_halt(self) -> Triple | None:
        """Return what the up layer made where its size and the skip's differ."""
        return self.sizes[-1] if self.halt and self.halt.role == "join" else None


@lru_cache(maxsize=512)
def walk(net: Net) -> Walk:
    """Walk a net to its end, or to where it fails.

    Parameters
    ----------
    net : Net

    Returns
    -------
    Walk
        With `halt` and `diagnostics` where a layer's numbers are wrong (codes of `check`, pool-padding-too-large),
        nothing is left of the volume (volume-too-small-for-net), sizes do not meet (skip-size-mismatch) or
        output_size is refused (output-size-out-of-range).

    Examples
    --------
    >>> from conv3dt_core.decoder import preset
    >>> walk(preset("unet")).halt.name
    'up 1'
    """
    places = tuple(net.places())
    axes = tuple(_axis(net, places, axis) for axis in range(3))
    reached = min(len(found.sizes) for found in axes)
    sizes = tuple(zip(*(found.sizes[:reached] for found in axes), strict=True))
    halts = {i: found.halt for i, found in enumerate(axes) if found.halt and len(found.sizes) == reached}
    if not halts:
        return Walk(net, places, sizes, axes, None, ())  # type: ignore[arg-type]
    found = explain(places, (net.padded or net.size, *sizes), reached, halts)
    return Walk(net, places, sizes, axes, places[reached], found)  # type: ignore[arg-type]


def _axis(net: Net, places: tuple[Place, ...], axis: int) -> AxisWalk:
    size = (net.padded or net.size)[axis]
    if size < 1:
        return AxisWalk((), Halt("fault", size))
    faulty = next((i for i, place in enumerate(places) if place.layer and _is_faulty(place.layer, axis)), len(places))
    found = walk_axis(places[:faulty], net.join, axis, size)
    if found.halt or faulty == len(places):
        return found
    return AxisWalk(found.sizes, Halt("fault", (size, *found.sizes)[-1]))


def _is_faulty(layer: NetLayer, axis: int) -> bool:
    return any(fault.axis == AXES[axis] for fault in layer.faults())
