"""Which output voxels one input voxel writes, per axis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..diagnostics import Triple
from ..geometry import AxisGeometry, Geometry
from .chance import Chance
from .model import Answer, Mistake, Part, Slip
from .sizes import joined


def chosen(chance: Chance, geometry: Geometry) -> Triple:
    """Return an input voxel of which at least one tap lands inside on every axis; there is one on each."""
    d, h, w = (chance.one_of([i for i in range(a.input_size) if a.targets(i)]) for a in geometry.axes)
    return d, h, w


def written_by(
    geometry: Geometry, counted: tuple[int, ...], voxel: Triple
) -> tuple[Answer, tuple[str, ...], tuple[Mistake, ...]]:
    """Return the indices written per axis, the arithmetic, and the mistakes."""
    axes = [geometry.axes[axis] for axis in counted]
    answer: Answer = tuple(tuple(o for _, o in geometry.axes[axis].targets(voxel[axis])) for axis in counted)
    working = tuple(target_text(geometry.axes[axis], voxel[axis]) for axis in counted)

    def slips(a: AxisGeometry) -> Iterator[tuple[Slip, Part, str]]:
        i = voxel["DHW".index(a.axis)]
        return ((slip, part, ", ".join(map(str, part))) for slip, part in _slips(a, i) if part)

    return answer, working, joined(axes, answer, working, slips)


def target_text(a: AxisGeometry, i: int) -> str:
    """Return where the taps land, and what of it is inside: ``3*2 + k - 1 = 5, 6, 7 (0…6)``, k from 0."""
    step = f"k*{a.dilation}" if a.dilation > 1 else "k"
    crop = f" - {a.pad_before}" if a.pad_before else ""
    landed = ", ".join(str(a.target(i, k)) for k in range(a.kernel_size))
    return f"{i}*{a.stride} + {step}{crop} = {landed} (0…{a.output_size - 1})"


def _slips(a: AxisGeometry, i: int) -> Iterator[tuple[Slip, Part]]:
    s, d, front, taps = a.stride, a.dilation, a.pad_before, range(a.kernel_size)
    reach = d * (a.kernel_size - 1)
    landed = [i * s + k * d - front for k in taps]
    inside = _inside(landed, a.output_size)
    yield Slip.STRIDE, _inside((i + k * d - front for k in taps), a.output_size)
    yield Slip.DILATION, _inside((i * s + k - front for k in taps), a.output_size)
    yield Slip.TAPS, _inside([i * s - front], a.output_size)
    yield Slip.PADDING, _inside((o + front for o in landed), a.output_size)
    yield Slip.PADDING_ADDED, _inside((o + 2 * front for o in landed), a.output_size)
    yield Slip.BACK_FOR_FRONT, _inside((o + front - a.pad_after for o in landed), a.output_size)
    yield Slip.NOT_CROPPED, tuple(landed)
    yield Slip.FROM_ONE, tuple(o + 1 for o in inside)
    yield Slip.GAPS_FILLED, _inside(range(i * s - front, i * s - front + reach + 1), a.output_size)


def _inside(targets: Iterable[int], size: int) -> tuple[int, ...]:
    return tuple(o for o in targets if 0 <= o < size)
