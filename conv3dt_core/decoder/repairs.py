"""Three ways to make a net run, each walked to its end; and the sizes that need none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..diagnostics import AXES, Code, Diagnostic, Triple
from .facts import levels
from .net import Net
from .walk import Walk, walk

RepairKind = Literal["output-size", "pad", "crop"]
KINDS: tuple[RepairKind, ...] = ("output-size", "pad", "crop")
#: Sizes that are tried per axis at most.
_MOST_TRIED = 5_000
#: Sizes are not followed from here on: times a stride they would overflow.
_TOO_LARGE = 2**31


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair, tried.

    Attributes
    ----------
    kind : {"output-size", "pad", "crop"}
        Ask each up layer for the size of its skip; pad the volume before the net; crop the larger of the two.
    walk : Walk
        The repaired net (``walk.net``) walked to its end, or to where it still fails.
    diagnostics : tuple of Diagnostic
        Why it does not work; empty where it does.
    """

    kind: RepairKind
    walk: Walk
    diagnostics: tuple[Diagnostic, ...]

    @property
    def works(self) -> bool:
        """Whether the repaired net runs to its end."""
        return not self.diagnostics

    @property
    def more_voxels(self) -> float:
        """How much larger the volume becomes, as a fraction of itself."""
        return prod(self.walk.input_size) / prod(self.walk.net.size) - 1

    @property
    def lost(self) -> Triple | None:
        """Voxels per axis by which the output is smaller than the volume that came; None where the net fails."""
        output = self.walk.output_size
        if output is None:
            return None
        d, h, w = (before - after for before, after in zip(self.walk.net.size, output, strict=True))
        return d, h, w


class Near(NamedTuple):
    """Legal sizes of one axis around the given one, ascending, and whether the given one is legal itself."""

    below: tuple[int, ...]
    legal: bool
    above: tuple[int, ...]


@lru_cache(maxsize=128)
def repairs(net: Net) -> tuple[Repair, Repair, Repair]:
    """Return the three repairs of a net, in the order they should be tried; whatever repair it has is taken off.

    Parameters
    ----------
    net : Net

    Returns
    -------
    tuple of Repair
        ``output-size``, ``pad``, ``crop``; those that do not work say why.

    Examples
    --------
    >>> from conv3dt_core.decoder import preset
    >>> [repair.walk.output_size for repair in repairs(preset("unet"))]
    [(285, 285, 84), (288, 288, 96), (272, 272, 80)]
    """
    plain = net.plain()
    faults = walk(plain).diagnostics if any(place.layer and place.layer.faults() for place in plain.places()) else ()
    if faults:
        asked, padded, cropped = (Repair(kind, walk(plain), faults) for kind in KINDS)
        return asked, padded, cropped
    tried = {join: walk(replace(plain, join=join)) for join in ("output-size", "crop")}
    return _tried("output-size", tried["output-size"]), _padded(plain), _tried("crop", tried["crop"])


def _tried(kind: RepairKind, found: Walk) -> Repair:
    return Repair(kind, found, found.diagnostics)


def _padded(net: Net) -> Repair:
    found = [next_legal(net, axis, net.size[axis]) for axis in range(3)]
    none = [
        Diagnostic(Code.NO_LEGAL_SIZE_NEAR, AXES[axis], (("size", net.size[axis]), ("last", reach(net, axis))))
        for axis, size in enumerate(found)
        if size is None
    ]
    if none:
        return Repair("pad", walk(net), tuple(none))
    d, h, w = (size or 0 for size in found)
    padded = walk(replace(net, padded=(d, h, w)))
    return Repair("pad", padded, padded.diagnostics)


def next_legal(net: Net, axis: int, size: int, closing: bool = False) -> int | None:
    """Return the smallest size of an axis, from `size` on, that the unrepaired net takes to its end.

    Parameters
    ----------
    net : Net
    axis : {0, 1, 2}
    size : int, voxels
    closing : bool
        Ask also that what comes out is as large as what came in.

    Returns
    -------
    int or None
        None where none is found up to `reach`.
    """
    found = _legal(net, axis, max(1, size), reach(net, axis), closing)
    return int(found[0]) if len(found) else None


def reach(net: Net, axis: int) -> int:
    """Return the last size that is tried: legal sizes repeat with the stride of the bottom, once all fits in."""
    bottom = levels(net)[-1]
    return net.size[axis] + min(_MOST_TRIED, 2 * (bottom.stride[axis] + bottom.receptive_field[axis]))


@lru_cache(maxsize=512)
def near(net: Net, axis: int, count: int = 2) -> Near:
    """Return the legal sizes of an axis next to the one the net has, at most `count` on either side."""
    size, last = net.size[axis], reach(net, axis)
    found = _legal(net, axis, max(1, 2 * size - last), last).tolist()
    below, above = [n for n in found if n < size], [n for n in found if n > size]
    return Near(tuple(below[-count:]), size in found, tuple(above[:count]))


def _legal(net: Net, axis: int, first: int, last: int, closing: bool = False) -> NDArray[np.int64]:
    """Return the sizes from `first` to `last` that the net takes to its end: all of them walk at once."""
    asked = np.arange(first, last + 1, dtype=np.int64)
    if any(place.layer and place.layer.faults() for place in net.places()):
        return asked[:0]
    size, fits, skips = asked, np.ones(len(asked), bool), []
    for place in net.places():
        if place.role == "skip":
            skips.append(size)
        elif place.layer is None:
            fits = fits & (size == skips[place.level])
        else:
            size = np.minimum(place.layer.output(axis, size), _TOO_LARGE)
            fits = fits & (size >= 1) & (size < _TOO_LARGE)
    return asked[fits & (size == asked)] if closing else asked[fits]
