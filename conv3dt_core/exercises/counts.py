"""How many contributions one output voxel receives."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from ..diagnostics import Triple
from ..geometry import AxisGeometry, Geometry
from .chance import Chance
from .model import Answer, Mistake, Slip


def chosen(chance: Chance, geometry: Geometry) -> Triple:
    """Return an output voxel; a hole is one in five at most, where there are others."""
    d, h, w = (_index(chance, axis) for axis in geometry.axes)
    return d, h, w


def _index(chance: Chance, a: AxisGeometry) -> int:
    reached = [o for o in range(a.output_size) if a.sources(o)]
    return chance.one_of(reached if reached and chance.whole(0, 4) else range(a.output_size))


def arriving(
    geometry: Geometry, counted: tuple[int, ...], voxel: Triple
) -> tuple[Answer, tuple[str, ...], tuple[Mistake, ...]]:
    """Return the number of (input voxel, tap) pairs, the arithmetic, and the mistakes."""
    pairs = [(geometry.axes[axis], voxel[axis]) for axis in counted]
    counts = [len(a.sources(o)) for a, o in pairs]
    answer = ((prod(counts),),)
    found: dict[Slip, list[int]] = {}
    for index, (a, o) in enumerate(pairs):
        for slip, count in _slips(a, o):
            found.setdefault(slip, list(counts))[index] = count
    made = [Mistake(slip, ((prod(own),),), (product_text(own),)) for slip, own in found.items()]
    if len(counts) > 1:
        made.append(Mistake(Slip.ADDED, ((sum(counts),),), (f"{' + '.join(map(str, counts))} = {sum(counts)}",)))
    return answer, (product_text(counts),), tuple(mistake for mistake in made if mistake.answer != answer)


def equations(geometry: Geometry, counted: tuple[int, ...], voxel: Triple) -> str:
    """Return what has to be solved on each axis: ``W: i*2 + k = 4 + 1 (i 0…5, k 0…2)``."""
    return "; ".join(_equation(geometry.axes[axis], voxel[axis]) for axis in counted)


def _equation(a: AxisGeometry, o: int) -> str:
    tap = f"k*{a.dilation}" if a.dilation > 1 else "k"
    place = f"{o} + {a.pad_before}" if a.pad_before else str(o)
    return f"{a.axis}: i*{a.stride} + {tap} = {place} (i 0…{a.input_size - 1}, k 0…{a.kernel_size - 1})"


def solutions(geometry: Geometry, counted: tuple[int, ...], voxel: Triple) -> tuple[str, ...]:
    """Return the pairs that solve it, a line per axis: ``W: 1*2 + 3 = 5, 2*2 + 1 = 5``; a dash where there is none."""
    return tuple(_solved(geometry.axes[axis], voxel[axis]) for axis in counted)


def _solved(a: AxisGeometry, o: int) -> str:
    place, times = o + a.pad_before, f"*{a.dilation}" if a.dilation > 1 else ""
    sums = ", ".join(f"{i}*{a.stride} + {k}{times} = {place}" for i, k in a.sources(o))
    return f"{a.axis}: {sums or '–'}"


def product_text(counts: list[int]) -> str:
    """Return ``2*1*2 = 4``, or the only count."""
    return f"{'*'.join(map(str, counts))} = {prod(counts)}" if len(counts) > 1 else str(counts[0])


def _slips(a: AxisGeometry, o: int) -> Iterator[tuple[Slip, int]]:
    s, d, place = a.stride, a.dilation, o + a.pad_before
    inputs = range(a.input_size)
    yield Slip.STRIDE, _count(a, place, inputs, 1, d)
    yield Slip.DILATION, _count(a, place, inputs, s, 1)
    yield Slip.PADDING, _count(a, o, inputs, s, d)
    yield Slip.PADDING_ADDED, _count(a, o - a.pad_before, inputs, s, d)
    yield Slip.BACK_FOR_FRONT, _count(a, o + a.pad_after, inputs, s, d)
    yield Slip.NO_BORDER, _count(a, place, range(-place - d * a.kernel_size, place + d * a.kernel_size + 1), s, d)
    yield Slip.ALL_TAPS, a.kernel_size


def _count(a: AxisGeometry, place: int, inputs: range, stride: int, dilation: int) -> int:
    """Return how many (input voxel, tap) pairs land on a place of the full size."""
    return sum((place - i * stride) in range(0, dilation * a.kernel_size, dilation) for i in inputs)
