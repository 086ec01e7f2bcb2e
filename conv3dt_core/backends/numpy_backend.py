"""The layer in NumPy: which algorithm computes a call, and what is common to all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import isfinite, prod
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .. import activations
from ..geometry import Geometry
from . import Call, banded, fold, scatter, slide, small
from .group import Group, groups_of
from .threads import Task, run_all, threads

Array = NDArray[Any]


class Algorithm(Protocol):
    """A module that computes groups of channels."""

    def stages(self, groups: Sequence[Group]) -> Iterator[list[Task]]:
        """Yield lists of tasks that may run at once; each list waits for the one before it."""

    def workspace(self, group: Group) -> int:
        """Return how many numbers one task takes at most."""

    def kept(self, group: Group) -> int:
        """Return how many numbers all tasks of a group share."""


_ALGORITHMS: dict[str, Algorithm] = {
    "scatter": scatter, "slide": slide, "fold": fold, "banded": banded, "small": small,
}  # fmt: skip
#: What all tasks at once, and what they share, may hold: 32 MiB of float32 each.
_MOST_NUMBERS = 2**23
#: What must be finite, because zeros of the algorithm's own making are multiplied with it.
_FINITE = {"scatter": "", "fold": "", "slide": "weight", "banded": "x", "small": "both"}


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
    with np.errstate(all="ignore"):  # infinities and NaNs are the caller's business, as in torch and Paddle
        if y.size:
            groups = list(groups_of(call, y))
            for stage in _ALGORITHMS[_chosen(call)].stages(groups):
                run_all(stage)
        if call.activation is not None:
            activations.apply(call.activation, y)
    return y


def workspace_bytes(call: Call) -> int:
    """Return how many bytes `run` takes beside the output."""
    if not call.x.size:
        return 0
    needs = _needs(_for_shape(call), call.x.shape, call.weight.shape, call.geometry, call.groups, call.channels_last)
    numbers = needs[0] * threads() + needs[1]
    numbers += 0 if call.activation is None else activations.TEMPORARIES * prod(call.output_shape[2:])
    return int(numbers * call.x.itemsize)


@lru_cache(maxsize=256)
def _needs(
    name: str, x: tuple[int, ...], weight: tuple[int, ...], geometry: Geometry, groups: int, channels_last: bool
) -> tuple[int, int]:
    """Return how many numbers a task takes at most, and how many all of them share; `scatter` may have to stand in."""
    nothing = np.float32(0)
    call = Call(np.broadcast_to(nothing, x), np.broadcast_to(nothing, weight), None, geometry, groups, channels_last)
    (group, *_) = groups_of(call, np.broadcast_to(nothing, call.output_shape))
    a_task = max(_ALGORITHMS[n].workspace(group) for n in (name, "scatter"))
    return a_task, groups * _ALGORITHMS[name].kept(group)


def _chosen(call: Call) -> str:
    """Return the name of the algorithm that computes a call: what is not finite must not spread."""
    name = _for_shape(call)
    finite = {"": (), "x": (call.x,), "weight": (call.weight,), "both": (call.x, call.weight)}[_FINITE[name]]
    return name if all(map(_is_finite, finite)) else "scatter"


def _is_finite(array: Array) -> bool:
    """Return whether all numbers are finite; a sum that overflows says no too, which is only slower."""
    return isfinite(array.sum())


def _for_shape(call: Call) -> str:
    return _fitting(call.x.shape, call.weight.shape, call.geometry, call.groups, call.channels_last, threads())


@lru_cache(maxsize=256)
def _fitting(
    x: tuple[int, ...], weight: tuple[int, ...], geometry: Geometry, groups: int, channels_last: bool, workers: int
) -> str:
    """Return the best algorithm whose workspace is bounded; that of `scatter` always is."""
    best = _choice(geometry, x[0], *weight[:2], groups)
    for name in (best, "slide"):
        a_task, shared = _needs(name, x, weight, geometry, groups, channels_last)
        if max(a_task * workers, shared) <= _MOST_NUMBERS:
            return name
    return "scatter"


@lru_cache(maxsize=256)
def _choice(geometry: Geometry, images: int, channels: int, made: int, groups: int) -> str:
    """Return the name of an algorithm; `made` are the output channels of a group. Measured: benchmarks/README.md.

    Windows pay where outputs share them: not without overlap, nor for few outputs. A band costs W/kW times the
    multiplications, and takes single channels, or long kernels, through BLAS in whole rows.
    """
    channels //= groups
    if groups <= 4 and small.fits(geometry, images * made):
        return "small"
    if all(map(scatter.never_meet, geometry.axes)):
        return "scatter"
    if (channels <= 2 and made <= 2 and groups > 1) or (channels <= 8 and geometry.w.kernel_size >= 7):
        return "banded"
    return "fold" if made * 8 <= channels else "slide"
