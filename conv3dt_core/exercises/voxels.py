"""Which output voxels one input voxel writes, per axis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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

    def cropped(a: AxisGeometry) -> Iterator[tuple[Slip, Part, str]]:
        return (found for found in _slips(a, voxel["DHW".index(a.axis)]) if found[1])

    def uncropped(a: AxisGeometry) -> Iterator[tuple[Slip, Part, str]]:
        return _terms_slipped(a, voxel["DHW".index(a.axis)], lambda landed: landed)

    # Who forgets a term may forget the crop along with it.
    mistakes = (*joined(axes, answer, working, cropped), *joined(axes, answer, working, uncropped))
    return answer, working, tuple(dict.fromkeys(mistakes))


def target_text(a: AxisGeometry, i: int) -> str:
    """Return where the taps land, and what of it is inside: ``3*2 + k - 1 = 5, 6, 7 → 5, 6 (0…6)``, k from 0."""
    landed = tuple(a.target(i, k) for k in range(a.kernel_size))
    inside = _inside(landed, a.output_size)
    place = _place(i, a.stride, a.dilation, a.pad_before)
    return f"{_landing(place, landed, inside)} (0…{a.output_size - 1})"


def _landing(place: str, landed: Part, kept: Part) -> str:
    return f"{place} = {_listed(landed)}{f' → {_listed(kept)}' if kept != landed else ''}"


def _place(i: int, stride: int, dilation: int, crop: int) -> str:
    """Return ``3*2 + k*2 - 1``; without taps, where `dilation` is 0, ``3*2 - 1``."""
    step = f" + k*{dilation}" if dilation > 1 else " + k" * dilation
    sign = "-" if crop > 0 else "+"
    return f"{i}{f'*{stride}' if stride else ''}{step}{f' {sign} {abs(crop)}' if crop else ''}"


def _slips(a: AxisGeometry, i: int) -> Iterator[tuple[Slip, Part, str]]:
    yield from _terms_slipped(a, i, lambda landed: _inside(landed, a.output_size))
    landed = tuple(a.target(i, k) for k in range(a.kernel_size))
    yield Slip.NOT_CROPPED, landed, ""
    yield Slip.FROM_ONE, tuple(o + 1 for o in _inside(landed, a.output_size)), ""
    yield Slip.GAPS_FILLED, _inside(range(landed[0], landed[-1] + 1), a.output_size), ""


def _terms_slipped(
    a: AxisGeometry, i: int, kept: Callable[[tuple[int, ...]], tuple[int, ...]]
) -> Iterator[tuple[Slip, Part, str]]:
    s, d, front = a.stride, a.dilation, a.pad_before
    for slip, terms in (
        (Slip.STRIDE, (0, d, front)), (Slip.DILATION, (s, 1, front)), (Slip.TAPS, (s, 0, front)),
        (Slip.PADDING, (s, d, 0)), (Slip.PADDING_ADDED, (s, d, -front)), (Slip.BACK_FOR_FRONT, (s, d, a.pad_after)),
    ):  # fmt: skip
        stride, dilation, crop = terms
        landed = tuple(i * (stride or 1) + k * dilation - crop for k in range(a.kernel_size if dilation else 1))
        yield slip, kept(landed), _landing(_place(i, *terms), landed, kept(landed))


def _listed(numbers: Part) -> str:
    return ", ".join(map(str, numbers))


def _inside(targets: Iterable[int], size: int) -> tuple[int, ...]:
    return tuple(o for o in targets if 0 <= o < size)
