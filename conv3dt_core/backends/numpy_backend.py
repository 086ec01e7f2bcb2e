"""The layer in NumPy: which algorithm computes a call, and what is common to all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite, prod
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .. import activations
from ..geometry import Geometry
from . import Call, banded, fold, scatter, slide, small
from .operands import Operands, operands_of
from .threads import Task, run_all, threads

Array = NDArray[Any]


class Algorithm(Protocol):
    """A module that computes a call."""

    def stages(self, operands: Operands) -> Iterator[list[Task]]:
        """Yield lists of tasks that may run at once; each list waits for the one before it."""

    def workspace(self, operands: Operands) -> int:
        """Return how many numbers one task takes at most."""

    def kept(self, operands: Operands) -> int:
        """Return how many numbers all tasks share."""


_ALGORITHMS: dict[str, Algorithm] = {
    "scatter": scatter, "slide": slide, "fold": fold, "banded": banded, "small": small,
}  # fmt: skip
#: What all tasks at once, and what they share, may hold: 32 MiB of float32 each.
_MOST_NUMBERS = 2**23
#: What must be finite, because zeros of the algorithm's own making are multiplied with it.
_FINITE = {"scatter": "", "fold": "weight", "slide": "weight", "banded": "both", "small": "both"}


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
            most = _workers(_fit(call))
            for stage in _ALGORITHMS[_chosen(call)].stages(operands_of(call, y)):
                run_all(stage, most)
        if call.activation is not None:
            activations.apply(call.activation, y)
    return y


def workspace_bytes(call: Call) -> int:
    """Return how many bytes `run` takes beside the output."""
    if not call.x.size:
        return 0
    fit = _fit(call)
    numbers = fit.a_task * _workers(fit) + fit.shared
    numbers += 0 if call.activation is None else activations.TEMPORARIES * prod(call.output_shape[2:])
    return int(numbers * call.x.itemsize)


@dataclass(frozen=True, slots=True)
class Fit:
    """The algorithm for a call, and how many numbers a task of it takes at most and all tasks share.

    For a task that is the most of it and of `scatter`, which may have to stand in.
    """

    name: str
    a_task: int
    shared: int


def _workers(fit: Fit) -> int:
    """Return how many threads the workspace is bounded for."""
    return min(threads(), max(1, _MOST_NUMBERS // fit.a_task))


def _fit(call: Call) -> Fit:
    return _fitting(call.x.shape, call.weight.shape, call.geometry, call.groups, call.channels_last)


@lru_cache(maxsize=256)
def _fitting(
    x: tuple[int, ...], weight: tuple[int, ...], geometry: Geometry, groups: int, channels_last: bool
) -> Fit:
    """Return the best algorithm whose workspace is bounded; that of `scatter` always is."""
    nothing = np.float32(0)
    call = Call(np.broadcast_to(nothing, x), np.broadcast_to(nothing, weight), None, geometry, groups, channels_last)
    operands = operands_of(call, np.broadcast_to(nothing, call.output_shape))
    for name in (_choice(operands), "slide", "scatter"):
        algorithm = _ALGORITHMS[name]
        fit = Fit(name, max(a.workspace(operands) for a in (algorithm, scatter)), algorithm.kept(operands))
        if max(fit.a_task, fit.shared) <= _MOST_NUMBERS:
            break
    return fit


def _chosen(call: Call) -> str:
    """Return the name of the algorithm that computes a call: what is not finite must not spread."""
    name = _fit(call).name
    finite = {"": (), "x": (call.x,), "weight": (call.weight,), "both": (call.x, call.weight)}[_FINITE[name]]
    return name if all(map(_is_finite, finite)) else "scatter"


def _is_finite(array: Array) -> bool:
    """Return whether all numbers are finite; a sum that overflows says no too, which is only slower."""
    return isfinite(array.sum())


def _choice(operands: Operands) -> str:
    """Return the name of the best algorithm for a call. Measured: benchmarks/README.md.

    Windows pay where outputs share them: not without overlap, nor for few outputs. A band costs W/kW times the
    multiplications, and takes single channels, or long kernels, through BLAS in whole rows.
    """
    groups, channels, made = operands.weight.shape[:3]
    if small.fits(operands.geometry, len(operands.x) * groups * made):
        return "small"
    if all(map(scatter.never_meet, operands.geometry.axes)):
        return "scatter"
    if (channels <= 2 and made <= 2 and groups > 1) or (channels <= 8 and operands.geometry.w.kernel_size >= 7):
        return "banded"
    return "fold" if made * 8 <= channels else "slide"
