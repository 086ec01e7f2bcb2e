"""The layer in NumPy: which algorithm computes a call, and what is common to all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import gcd, isfinite, prod
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .. import activations
from ..geometry import AxisGeometry, Geometry
from . import Call, banded, fold, scatter, slide, small
from .operands import Operands, operands_of
from .results import result
from .small import Compute
from .threads import Task, run_all, threads

Array = NDArray[Any]


class Sized(Protocol):
    """A module that says what it takes to compute a call."""

    def workspace(self, operands: Operands) -> int:
        """Return how many numbers one task takes at most."""

    def kept(self, operands: Operands) -> int:
        """Return how many numbers all tasks share."""


class Algorithm(Sized, Protocol):
    """A module that computes a call in tasks."""

    def stages(self, operands: Operands) -> Iterator[list[Task]]:
        """Yield lists of tasks that may run at once; each list waits for the one before it."""


_ALGORITHMS: dict[str, Algorithm] = {
    "scatter": scatter, "slide": slide, "fold": fold, "banded": banded,
}  # fmt: skip
_LARGE, _FEW = 256, 256  # input channels of a large weight, output voxels of a class in a small plane, of all images
#: Residue classes, and lanes, beyond which a step of Python for each costs more than adding up what lands.
_CLASSES, _LANES = 200, 16
#: Times the products that lie inside the input beyond which the same is so; of bands, which BLAS takes whole.
_WASTE, _WASTE_OF_BANDS = 16, 256
_MOST_FOLDED = 16  # taps along an axis
_LONG = 2**12  # voxels of an output row beyond which its tiles are too many
#: What all tasks at once, and what they share, may hold: 32 MiB of float32 each.
_MOST_NUMBERS = 2**23
#: What must be finite, because zeros of the algorithm's own making are multiplied with it.
_FINITE: dict[str, tuple[str, ...]] = {"slide": ("weight",), "banded": ("x", "weight")}


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
    return prepared(call)(call.x, call.weight, call.bias, out)


def prepared(call: Call) -> Compute:
    """Return what computes calls that differ from this one in their numbers only, from x, weight, bias and `out`."""
    fit = _fit(call)
    if fit.name == "small":
        return small.computing(call, otherwise=_in_tasks(call, "scatter", fit.at_once))
    return _in_tasks(call, fit.name, fit.at_once)


def _in_tasks(call: Call, name: str, at_once: int) -> Compute:
    """Return what computes calls of this form by an algorithm; by `scatter`, if it would spread what is not finite."""
    shape, dtype, activation = call.output_shape, call.x.dtype, call.activation
    rest = call.geometry, call.groups, call.channels_last

    @np.errstate(all="ignore")  # infinities and NaNs are the caller's business, as in torch and Paddle
    def compute(x: Array, weight: Array, bias: Array | None, out: Array | None) -> Array:
        y = result(shape, dtype) if out is None else out
        if y.size:
            operands = operands_of(Call(x, weight, bias, *rest), y)
            is_sound = all(_is_finite(getattr(operands, argument)) for argument in _FINITE.get(name, ()))
            _run(name if is_sound else "scatter", operands, at_once)
        if activation is not None:
            activations.apply(activation, y)
        return y

    return compute


def _run(name: str, operands: Operands, at_once: int) -> None:
    for stage in _ALGORITHMS[name].stages(operands):
        run_all(stage, at_once)


def _is_finite(array: Array) -> bool:
    """Return whether all numbers are finite; a sum that overflows says no too, which is only slower."""
    return isfinite(array.sum())


def workspace_bytes(call: Call) -> int:
    """Return how many bytes `run` takes beside the output."""
    fit = _fit(call)
    numbers = fit.a_task * (min(fit.at_once, threads()) if fit.at_once > 1 else 1) + fit.shared
    numbers += 0 if call.activation is None else activations.TEMPORARIES * prod(call.output_shape[2:])
    return int(numbers * call.x.itemsize)


@dataclass(frozen=True, slots=True)
class Fit:
    """The algorithm for a call, and its workspace.

    Parameters
    ----------
    name : str
    a_task : int
        How many numbers a task of it takes at most, or of `scatter`, which may have to stand in.
    shared : int
        How many all tasks share.
    at_once : int
        How many tasks may run at once.
    """

    name: str
    a_task: int
    shared: int
    at_once: int


def _fit(call: Call) -> Fit:
    return _fitting(call.x.shape, call.weight.shape, call.geometry, call.groups, call.channels_last)


@lru_cache(maxsize=256)
def _fitting(
    x: tuple[int, ...], weight: tuple[int, ...], geometry: Geometry, groups: int, channels_last: bool
) -> Fit:
    """Return the best algorithm whose workspace is bounded; that of `scatter` always is."""
    if 0 in x:
        return Fit("scatter", 0, 0, 1)
    nothing = np.float32(0)
    call = Call(np.broadcast_to(nothing, x), np.broadcast_to(nothing, weight), None, geometry, groups, channels_last)
    operands = operands_of(call, np.broadcast_to(nothing, call.output_shape))
    otherwise = ("slide", "scatter") if _suits_classes(geometry.axes, _WASTE) else ("scatter",)
    for name in (_choice(operands), *otherwise):
        sized: Sized = small if name == "small" else _ALGORITHMS[name]
        a_task, shared = max(a.workspace(operands) for a in (sized, scatter)), sized.kept(operands)
        at_once = 1 if name == "small" else max(1, _MOST_NUMBERS // a_task)
        if max(a_task, shared) <= _MOST_NUMBERS:
            break
    return Fit(name, a_task, shared, at_once)


def _suits_classes(axes: Sequence[AxisGeometry], most: int) -> bool:
    """Return whether residue classes are few, and no more than about `most` times the products are computed.

    Taps that read outside the input are multiplied all the same; where a kernel is longer than its input, most do.
    What taps read that lie `n` voxels apart is copied in `n` lanes.
    """
    products = prod(max(1, -(-axis.output_size // axis.stride) / axis.input_size) for axis in axes)
    apart = (axis.dilation // gcd(axis.stride, axis.dilation) for axis in axes if axis.kernel_size > 1)
    classes = prod(min(axis.stride, axis.output_size) for axis in axes)
    return products <= most and max(apart, default=1) <= _LANES and classes <= _CLASSES


def _choice(operands: Operands) -> str:
    """Return the name of the best algorithm for a call. Measured: benchmarks/README.md.

    Windows pay where outputs share them: not without overlap, nor for few outputs; nor where packing a large weight for
    a small plane costs as much as adding up what the weight gives as it lies. A band costs W/kW times the
    multiplications, and takes single channels, or long kernels, through BLAS in whole rows. Many classes are many steps
    of Python, and short inputs under long kernels mostly zeros; `scatter` takes a step for each tap or voxel, whichever
    are fewer.
    """
    groups, channels, made = operands.weight.shape[:3]
    if small.fits(operands.geometry, len(operands.x) * groups * made):
        return "small"
    axes = operands.geometry.axes
    if all(map(scatter.never_meet, axes)):
        return "scatter"
    is_thin = (channels <= 2 and made <= 2 and groups > 1) or (channels <= 8 and axes[2].kernel_size >= 7)
    plane = len(operands.x) * prod(-(-a.output_size // a.stride) for a in axes[1:])
    if is_thin and _suits_classes(axes, _WASTE_OF_BANDS) and axes[2].output_size <= _LONG:
        return "banded"
    if not _suits_classes(axes, _WASTE):
        return "scatter"
    if made * 8 <= channels:
        return "fold" if max(axis.kernel_size for axis in axes) <= _MOST_FOLDED else "scatter"
    return "fold" if channels >= _LARGE and plane < _FEW else "slide"
