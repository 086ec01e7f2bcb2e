"""Exercises whose answers are computed: a layer by seed, a question, and what each wrong answer gives away.

Each kind has a module of its own: layer in, answer and known mistakes out.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ..diagnostics import AXES, Triple
from ..geometry import Geometry
from ..params import LayerParams
from . import counts, faults, sizes, voxels
from .chance import Chance, axes
from .grading import grade, read
from .model import Answer, Exercise, Grade, Kind, Mistake, Slip

__all__ = ["LEVELS", "Answer", "Exercise", "Grade", "Kind", "Mistake", "Slip", "exercise", "grade", "read"]

LEVELS = (1, 2, 3)
#: What the kinds find: answer, its arithmetic, mistakes.
Found = tuple[Answer, tuple[str, ...], tuple[Mistake, ...]]


@lru_cache(maxsize=256)
def exercise(seed: int, kind: Kind | str, level: int) -> Exercise:
    """Return the exercise of a seed: the same for everybody.

    Parameters
    ----------
    seed : int
    kind : Kind
    level : {1, 2, 3}
        How many axes count.

    Raises
    ------
    ValueError
        A kind or a level that is none.

    Examples
    --------
    >>> found = exercise(0, "size", 1)
    >>> found.working, found.answer
    (('(2-1)*2 + (5-1) + 1 - 1 - 1 = 5',), ((5,),))
    """
    kind = Kind(kind)
    if level not in LEVELS:
        raise ValueError(f"level must be one of {LEVELS}, not {level}")
    chance = Chance(f"{kind}-{level}-{seed}")
    geometry = Geometry(*axes(chance, level))
    counted = tuple(range(3 - level, 3))
    if kind is Kind.FAULT:
        return _fault(chance, geometry, counted, seed)
    if kind is Kind.RANGE:
        geometry = Geometry(*(replace(axis, output_padding=0) for axis in geometry.axes))
    voxel, found = _found(chance, geometry, counted, kind)
    fields = ("count",) if kind is Kind.COUNT else tuple(AXES[axis] for axis in counted)
    asked = _exercise(geometry, kind, seed, fields, found, voxel=voxel)
    if kind is not Kind.COUNT or voxel is None:
        return asked
    equations = (counts.equations(geometry, counted, voxel),)
    return replace(asked, equations=equations, solutions=counts.solutions(geometry, counted, voxel))


def _found(chance: Chance, geometry: Geometry, counted: tuple[int, ...], kind: Kind) -> tuple[Triple | None, Found]:
    if kind is Kind.SIZE:
        return None, sizes.size(geometry, counted)
    if kind is Kind.RANGE:
        return None, sizes.legal(geometry, counted)
    if kind is Kind.VOXELS:
        voxel = voxels.chosen(chance, geometry)
        return voxel, voxels.written_by(geometry, counted, voxel)
    voxel = counts.chosen(chance, geometry)
    return voxel, counts.arriving(geometry, counted, voxel)


def _fault(chance: Chance, geometry: Geometry, counted: tuple[int, ...], seed: int) -> Exercise:
    fault, level = faults.chosen(chance, geometry, counted), len(counted)
    fields, answer, working, mistakes = faults.found(fault, level, tuple(AXES[axis] for axis in counted))
    options = faults.options(fault, level)
    return _exercise(
        faults.broken(geometry, fault), Kind.FAULT, seed, fields, (answer, working, mistakes),
        asked=fault.asked, options=options,
    )  # fmt: skip


def _exercise(
    geometry: Geometry, kind: Kind, seed: int, fields: tuple[str, ...], found: Found, *,
    voxel: Triple | None = None, asked: Triple | None = None, options: tuple[str, ...] = (),
) -> Exercise:  # fmt: skip
    answer, working, mistakes = found
    level = sum(axis.kernel_size > 1 for axis in geometry.axes)
    return Exercise(
        kind, level, seed, _params(geometry), geometry.input_size, asked, voxel, fields, answer, working,
        _pads_named(geometry, mistakes), options=options,
    )  # fmt: skip


def _params(geometry: Geometry) -> LayerParams:
    d, h, w = geometry.axes
    return LayerParams(
        1, 1, geometry.kernel_size, (d.stride, h.stride, w.stride),
        ((d.pad_before, d.pad_after), (h.pad_before, h.pad_after), (w.pad_before, w.pad_after)),
        (d.output_padding, h.output_padding, w.output_padding), (d.dilation, h.dilation, w.dilation),
    )  # fmt: skip


def _pads_named(geometry: Geometry, mistakes: tuple[Mistake, ...]) -> tuple[Mistake, ...]:
    """Where front and back are equal throughout, to take one for both is to take the padding once."""
    if any(axis.pad_before != axis.pad_after for axis in geometry.axes):
        return mistakes
    return tuple(
        replace(mistake, slip=Slip.PADDING_ONCE) if mistake.slip is Slip.ONLY_FRONT else mistake
        for mistake in mistakes if mistake.slip is not Slip.ONLY_BACK
    )  # fmt: skip
