"""Predict the output size, and the range an output_size may be asked from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..geometry import AxisGeometry, Geometry
from .model import Answer, Mistake, Part, Slip
from .sums import Terms, base_terms, convolution, size_terms, slipped, total, written

#: One axis -> every mistake on it: which, its answer, its arithmetic.
Slips = Callable[[AxisGeometry], Iterator[tuple[Slip, Part, str]]]


def size(geometry: Geometry, counted: tuple[int, ...]) -> tuple[Answer, tuple[str, ...], tuple[Mistake, ...]]:
    """Return the output size per axis, its arithmetic, and the mistakes."""
    axes = [geometry.axes[axis] for axis in counted]
    answer = tuple((axis.output_size,) for axis in axes)
    working = tuple(f"{written(size_terms(axis))} = {axis.output_size}" for axis in axes)
    return answer, working, joined(axes, answer, working, _size_slips)


def _size_slips(a: AxisGeometry) -> Iterator[tuple[Slip, Part, str]]:
    for slip, terms in slipped(a, size_terms(a)):
        yield slip, (total(terms),), f"{written(terms)} = {total(terms)}"
    yield Slip.INPUT_TIMES_STRIDE, (a.input_size * a.stride,), f"{a.input_size}*{a.stride} = {a.input_size * a.stride}"
    text, value = convolution(a)
    yield Slip.CONVOLUTION, (value,), f"{text} = {value}"


def legal(geometry: Geometry, counted: tuple[int, ...]) -> tuple[Answer, tuple[str, ...], tuple[Mistake, ...]]:
    """Return the smallest and the largest legal output_size per axis, the arithmetic, and the mistakes."""
    axes = [geometry.axes[axis] for axis in counted]
    answer: Answer = tuple(axis.output_size_range for axis in axes)
    working = tuple(range_text(base_terms(axis), axis.stride) for axis in axes)
    return answer, working, joined(axes, answer, working, _range_slips)


def range_text(terms: Terms, stride: int, more: int = -1) -> str:
    """Return the arithmetic of both ends: ``(5-1)*2 + ... = 11, 11 + 2 - 1 = 12``."""
    low = total(terms)
    end = f"{low} + {stride} - 1" if more else f"{low} + {stride}"
    return f"{written(terms)} = {low}, {end} = {low + stride + more}"


def _range_slips(a: AxisGeometry) -> Iterator[tuple[Slip, Part, str]]:
    right = base_terms(a)
    low = total(right)
    for slip, terms in slipped(a, right):
        base = total(terms)
        yield slip, (base, base + a.stride - 1), range_text(terms, a.stride)
    yield Slip.CLOSED_END, (low, low + a.stride), range_text(right, a.stride, 0)
    yield Slip.ONE_SIZE, (low, low), f"{written(right)} = {low}"
    wide = max(a.stride, a.dilation)
    yield Slip.DILATION_WIDENS, (low, low + wide - 1), range_text(right, wide)


def joined(axes: list[AxisGeometry], answer: Answer, working: tuple[str, ...], slips: Slips) -> tuple[Mistake, ...]:
    """Return each mistake as made on all axes; where an axis has no such term, that one is right."""
    found: dict[Slip, tuple[list[Part], list[str]]] = {}
    for index, axis in enumerate(axes):
        for slip, part, text in slips(axis):
            parts, texts = found.setdefault(slip, (list(answer), list(working)))
            parts[index], texts[index] = part, text
    made = (Mistake(slip, tuple(parts), tuple(texts)) for slip, (parts, texts) in found.items())
    return tuple(mistake for mistake in made if mistake.answer != answer)
