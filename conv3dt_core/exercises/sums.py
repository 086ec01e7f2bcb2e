"""The size as a sum of terms, and the sums that come of forgetting or mistaking one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..geometry import AxisGeometry
from .model import Slip


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a sum: a sign, what is written, what it is worth."""

    text: str
    value: int
    sign: int = 1


Terms = dict[str, Term]


def total(terms: Terms) -> int:
    """Return what the terms come to."""
    return sum(term.sign * term.value for term in terms.values())


def written(terms: Terms) -> str:
    """Return the terms as arithmetic: ``(5-1)*2 + 1*(3-1) + 1 - 1 - 1``."""
    signed = "".join(f" {'+' if term.sign > 0 else '-'} {term.text}" for term in terms.values())
    return signed.removeprefix(" + ")


def base_terms(a: AxisGeometry) -> Terms:
    """Return the terms of the base size, in the order of the formula; pads of 0 and a dilation of 1 are not written."""
    terms = {
        "steps": Term(f"({a.input_size}-1)*{a.stride}", (a.input_size - 1) * a.stride),
        "taps": Term(f"{_times(a.dilation)}({a.kernel_size}-1)", a.dilation * (a.kernel_size - 1)),
        "one": Term("1", 1),
    }
    if a.pad_before or a.pad_after:
        terms["front"] = Term(str(a.pad_before), a.pad_before, -1)
        terms["back"] = Term(str(a.pad_after), a.pad_after, -1)
    return terms


def size_terms(a: AxisGeometry) -> Terms:
    """Return the terms of the output size."""
    extra = {"extra": Term(str(a.output_padding), a.output_padding)} if a.output_padding else {}
    return base_terms(a) | extra


def _times(factor: int) -> str:
    return f"{factor}*" if factor > 1 else ""


def _without(terms: Terms, *names: str) -> Terms:
    """A 0 stands where a term is missing: beside it a 1 may be another's."""
    return {name: Term("0", 0, term.sign) if name in names else term for name, term in terms.items()}


def slipped(a: AxisGeometry, terms: Terms) -> Iterator[tuple[Slip, Terms]]:
    """Yield each known mistake with the terms it leaves; some are no mistake for these numbers."""
    steps, size, kernel, gap = a.input_size - 1, a.input_size, a.kernel_size, a.dilation
    yield Slip.MINUS_ONE, terms | {"steps": Term(f"{size}*{a.stride}", size * a.stride)}
    yield Slip.STRIDE, terms | {"steps": Term(f"({size}-1)", steps)}
    yield Slip.TAPS, _without(terms, "taps")
    yield Slip.TAP_MINUS_ONE, terms | {"taps": Term(f"{_times(gap)}{kernel}", gap * kernel)}
    yield Slip.DILATION, terms | {"taps": Term(f"({kernel}-1)", kernel - 1)}
    product = terms | {"taps": Term(f"{_times(gap)}{kernel}", gap * kernel)}
    yield Slip.PRODUCT, {name: term for name, term in product.items() if name != "one"}
    yield Slip.PLUS_ONE, _without(terms, "one")
    yield from _pads_slipped(terms)
    if "extra" in terms:
        yield Slip.OUTPUT_PADDING, _without(terms, "extra")
        yield Slip.OUTPUT_PADDING_TWICE, terms | {"again": terms["extra"]}


def _pads_slipped(terms: Terms) -> Iterator[tuple[Slip, Terms]]:
    if "front" not in terms:
        return
    front, back = terms["front"], terms["back"]
    yield Slip.PADDING, _without(terms, "front", "back")
    yield Slip.ONLY_FRONT, _without(terms, "back")
    yield Slip.ONLY_BACK, _without(terms, "front")
    yield Slip.FRONT_TWICE, terms | {"back": front}
    yield Slip.BACK_TWICE, terms | {"front": back}
    added = {"front": Term(front.text, front.value), "back": Term(back.text, back.value)}
    yield Slip.PADDING_ADDED, terms | added


def convolution(a: AxisGeometry) -> tuple[str, int]:
    """Return arithmetic and size of a forward convolution with these numbers."""
    pads, extent = a.pad_before + a.pad_after, a.dilation * (a.kernel_size - 1) + 1
    text = f"({a.input_size} + {pads} - {_times(a.dilation)}({a.kernel_size}-1) - 1) // {a.stride} + 1"
    return text, (a.input_size + pads - extent) // a.stride + 1
