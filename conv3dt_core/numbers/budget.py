"""What a run will take, before anything is allocated, and the nearest setting that takes no more than is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from math import prod

import numpy as np

from .. import backends
from ..diagnostics import Triple, errors_of
from ..validation import check, plan
from .job import Job

#: What one visitor may take of a machine that others share.
MAX_BYTES, MAX_SECONDS = 2**28, 2.0
#: `Job.work` and numbers drawn per second, NumPy and torch one after the other. Measured on two cores with 110 layers
#: (1 to 256 channels, groups 1 to 64, kernels 1 to 8, strides 1 to 8, dilations 1 to 3) that took 0.01 to 0.4 s: nearly
#: all took less than this says, most a third of it. A start of some 20 ms, and other users of the machine, add more.
RATE, DRAWN = 3e8, 5e7
#: What each dtype takes, against float32.
_SLOWER = {"float64": 2, "float32": 1}
#: oneDNN, which torch computes with, keeps channels in blocks of so many.
_BLOCK = 16
#: Work between two looks at whether the visitor still wants the result: a fifth of a second.
PIECE = int(RATE / 5)


@dataclass(frozen=True, slots=True)
class Cost:
    """Bytes and seconds of a run, the latter estimated."""

    bytes: int
    seconds: float

    @property
    def fits(self) -> bool:
        """Whether that is allowed."""
        return self.bytes <= MAX_BYTES and self.seconds <= MAX_SECONDS


@dataclass(frozen=True, slots=True)
class Smaller:
    """A change of one parameter after which the run fits: `name` is a field of LayerParams, input_size or batch."""

    name: str
    value: Triple | int


@lru_cache(maxsize=512)
def cost(job: Job) -> Cost:
    """Return what a run takes: x, weight, the output and a second one to compare with, and the larger workspace.

    Nothing is allocated for the answer.
    """
    given = prod(job.input_shape) + prod(job.params.weight_shape)
    needed = (given + 2 * prod(job.output_shape)) * job.itemsize
    seconds = (job.work / RATE + given / DRAWN) * _SLOWER[job.dtype]
    if needed > MAX_BYTES or seconds > MAX_SECONDS:
        return Cost(needed, seconds)  # there is no need to ask the backends
    return Cost(needed + _workspace(job), seconds)


def fits(job: Job) -> bool:
    """Return whether a run is allowed."""
    return cost(job).fits


def _workspace(job: Job) -> int:
    """Return the bytes that the largest piece takes in the greedier of the two backends."""
    if not prod(job.output_shape) or not prod(job.input_shape):
        return 0
    nothing = np.zeros((), job.dtype)
    bias = np.broadcast_to(nothing, (job.params.out_channels,)) if job.bias else None
    x, weight = (np.broadcast_to(nothing, shape) for shape in (job.input_shape, job.params.weight_shape))
    piece = job.pieces(PIECE)[0]
    last = job.params.data_format == "NDHWC"
    part = job.part(piece, x, weight, bias)
    call = backends.Call(*part, job.geometry_of(piece), len(piece.groups), last, job.activation, "cpu")
    ours = int(backends.load("numpy_backend").workspace_bytes(call))
    if find_spec("torch") is None:
        return ours
    channels = max(len(piece.groups) * n for n in (part[1].shape[0] // len(piece.groups), len(piece.columns)))
    blocked = -(-channels // _BLOCK) * _BLOCK * max(prod(call.geometry.input_size), prod(call.geometry.output_size))
    theirs = int(backends.load("torch_backend").workspace_bytes(call)) + blocked * job.itemsize
    return max(ours, theirs)


def nearest(job: Job, *, fixed: frozenset[str] = frozenset()) -> tuple[Smaller, ...]:
    """Return changes after which the run fits, each the least of its kind, the least intrusive first.

    Parameters
    ----------
    job : Job
        One that does not fit.
    fixed : frozenset of str
        What may not be changed: the sizes of an upload.
    """
    return tuple(found for name, make in _KINDS.items() if name not in fixed for found in _largest(job, name, make))


def _largest(job: Job, name: str, make: Callable[[Job, int], Job | None]) -> Iterator[Smaller]:
    """Yield the largest cap on one parameter under which the run fits, if there is one."""
    top = max(job.geometry.input_size) if name == "input_size" else getattr(job, name, None)
    high = int(top if top is not None else _count(job, name))
    low = 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _is_small(make(job, middle)) else (low, middle)
    smaller = make(job, low) if low else None
    if smaller is not None and fits(smaller):
        yield Smaller(name, _value(smaller, name))


def _is_small(job: Job | None) -> bool:
    """Return whether a cap is no longer too large: the run fits, or so little is left that there is no layer."""
    return job is None or fits(job)


def _count(job: Job, name: str) -> int:
    """Return how many steps a channel count has: multiples of the groups."""
    return int(getattr(job.params, name)) // job.params.groups


def _value(job: Job, name: str) -> Triple | int:
    if name == "input_size":
        return job.geometry.input_size
    value: int = job.batch if name == "batch" else getattr(job.params, name)
    return value


def _with_size(job: Job, cap: int) -> Job | None:
    d, h, w = (min(n, cap) for n in job.geometry.input_size)
    return _planned(job, (d, h, w))


def _with_batch(job: Job, cap: int) -> Job:
    return replace(job, batch=cap)


def _with_outputs(job: Job, count: int) -> Job:
    return replace(job, params=replace(job.params, out_channels=count * job.params.groups))


def _with_inputs(job: Job, count: int) -> Job:
    return replace(job, params=replace(job.params, in_channels=count * job.params.groups))


def _planned(job: Job, size: Triple) -> Job | None:
    """Return the layer on a smaller input, of the size that Paddle infers; None where it refuses that."""
    if errors_of(check(job.params, size)):
        return None
    return replace(job, geometry=plan(job.params, size))


_KINDS: dict[str, Callable[[Job, int], Job | None]] = {
    "input_size": _with_size, "batch": _with_batch, "out_channels": _with_outputs, "in_channels": _with_inputs,
}  # fmt: skip
