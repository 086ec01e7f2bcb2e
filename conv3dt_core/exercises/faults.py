"""Which argument is wrong, on which axis, and which value nearest to it is legal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..diagnostics import Triple
from ..geometry import AxisGeometry, Geometry
from .chance import Chance
from .model import Answer, Mistake, Part, Slip
from .sums import base_terms, slipped, total, written


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong value in a layer that is right otherwise: of output_padding, or of output_size."""

    argument: str
    axis: AxisGeometry
    value: int
    legal: int
    asked: Triple | None


def chosen(chance: Chance, geometry: Geometry, counted: tuple[int, ...]) -> Fault:
    """Return a fault on one of the axes that count."""
    index = chance.one_of(counted)
    a = geometry.axes[index]
    if chance.whole(0, 2) == 0 and a.dilation <= a.stride:  # else Paddle and PyTorch draw the limit at two places
        return Fault("output_padding", a, a.stride + chance.whole(0, 1), a.stride - 1, None)
    low, high = a.output_size_range
    below = low > 1 and chance.whole(0, 2) == 0
    value = low - chance.whole(1, min(2, low - 1)) if below else high + chance.whole(1, 3)
    asked = [chance.whole(*axis.output_size_range) for axis in geometry.axes]
    asked[index] = value
    return Fault("output_size", a, value, low if below else high, (asked[0], asked[1], asked[2]))


def broken(geometry: Geometry, fault: Fault) -> Geometry:
    """Return the layer with the fault, as far as it is one of the layer's own numbers."""
    if fault.argument == "output_size":
        return Geometry(*(replace(a, output_padding=0) for a in geometry.axes))
    return Geometry(*(replace(a, output_padding=fault.value) if a is fault.axis else a for a in geometry.axes))


def options(fault: Fault, level: int) -> tuple[str, ...]:
    """Return the arguments to choose from: those the layer shows."""
    last = "output_size" if fault.argument == "output_size" else "output_padding"
    return ("kernel_size", "stride", *(("dilation",) if level > 1 else ()), "padding", last)


def found(
    fault: Fault, level: int, letters: tuple[str, ...]
) -> tuple[tuple[str, ...], Answer, tuple[str, ...], tuple[Mistake, ...]]:
    """Return the fields, the answer, its arithmetic, and the mistakes."""
    fields = ("argument", *(("axis",) if level > 1 else ()), "value")
    answer = _answer(fault.argument, fault.axis.axis, (fault.legal,), level)
    text = _text(fault)
    nothing = ("",) * (len(fields) - 1)
    made = [
        Mistake(slip, _answer(fault.argument, fault.axis.axis, part, level), (*nothing, arithmetic))
        for slip, part, arithmetic in _slips(fault)
    ]
    for option in options(fault, level):
        if option != fault.argument:
            made.append(Mistake(Slip.OTHER_ARGUMENT, ((option,), *(None,) * (len(fields) - 1))))
    others = [axis for axis in letters if axis != fault.axis.axis]
    made += [Mistake(Slip.OTHER_AXIS, ((fault.argument,), (axis,), None)) for axis in others]
    return fields, answer, (*nothing, text), tuple(mistake for mistake in made if mistake.answer != answer)


def _answer(argument: str, axis: str, value: Part, level: int) -> Answer:
    return ((argument,), *(((axis,),) if level > 1 else ()), value)


def _text(fault: Fault) -> str:
    a = fault.axis
    if fault.argument == "output_padding":
        return f"{a.stride} - 1 = {fault.legal}"
    base = f"{written(base_terms(a))} = {a.base_size}"
    return base if fault.value < a.base_size else f"{base}, {a.base_size} + {a.stride} - 1 = {fault.legal}"


def _slips(fault: Fault) -> Iterator[tuple[Slip, Part, str]]:
    a = fault.axis
    if fault.argument == "output_padding":
        yield Slip.CLOSED_END, (a.stride,), ""
        yield from ((Slip.NOT_NEAREST, (extra,), "") for extra in range(a.stride - 1))
        return
    above = fault.value > a.base_size
    more = a.stride - 1 if above else 0
    for slip, terms in slipped(a, base_terms(a)):
        tail = f", {total(terms)} + {a.stride} - 1 = {total(terms) + more}" if above else ""
        yield slip, (total(terms) + more,), f"{written(terms)} = {total(terms)}{tail}"
    low, high = a.output_size_range
    if above:
        yield Slip.CLOSED_END, (low + a.stride,), f"{low} + {a.stride} = {low + a.stride}"
        yield Slip.DILATION_WIDENS, (low + max(a.stride, a.dilation) - 1,), ""
    yield from ((Slip.NOT_NEAREST, (size,), "") for size in range(low, high + 1) if size != fault.legal)
