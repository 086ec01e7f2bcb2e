"""What the counts mean, in sentences: the verdict, why, and what would change it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import groupby
from math import gcd, prod

from conv3dt_core import AxisGeometry, Geometry, LayerParams
from conv3dt_core.diagnostics import Triple
from conv3dt_core.overlap import AxisOverlap, Overlap
from pages._shared.i18n import t

_MOST_LISTED, _MOST_REPEATED = 6, 8


def headline(overlap: Overlap) -> str:
    """Return the verdict, with **strong** words."""
    holes = [axis.axis for axis in overlap.axes if axis.reason == "holes"]
    n = overlap.histogram.get(0, 0)
    if holes and n:  # a short output may end before the first hole of its pattern
        return t("overlap.holes", n=f"{n:,}", all=f"{prod(overlap.size):,}", axes=_listed(holes))
    levels = inside_levels(overlap)
    if overlap.uneven:
        uneven = [axis.axis for axis in overlap.uneven]
        return t("overlap.uneven", counts=_counts(levels), axes=_listed(uneven))
    return t("overlap.even_one") if levels == [1] else t("overlap.even", n=levels[0])


def as_html(sentence: str) -> str:
    """Return the sentence with its **strong** words as HTML."""
    return re.sub(r"\*\*(.*?)\*\*", r"<b>\1</b>", escape(sentence))


def as_text(sentence: str) -> str:
    """Return the sentence without its marks: the alt text."""
    return sentence.replace("**", "")


def inside_levels(overlap: Overlap) -> list[int]:
    """Return the counts that occur far from the borders, ascending."""
    d, h, w = (set(axis.pattern) for axis in overlap.axes)
    return sorted({a * b * c for a in d for b in h for c in w})


def _counts(levels: list[int]) -> str:
    if len(levels) > _MOST_LISTED:
        return t("overlap.to", low=levels[0], high=levels[-1])
    return t("overlap.comma").join(map(str, levels[:-1])) + t("overlap.or") + str(levels[-1])


def reasons(geometry: Geometry, overlap: Overlap) -> Iterator[str]:
    """Yield why, one sentence for axes that are set alike, and on which the input is too short to tell."""
    pairs = list(zip(geometry.axes, overlap.axes, strict=True))

    def alike(pair: tuple[AxisGeometry, AxisOverlap]) -> tuple[int, ...]:
        axis, counts = pair
        return axis.kernel_size, axis.stride, axis.dilation, *counts.pattern

    for _, group in groupby(sorted(pairs, key=alike), key=alike):
        members = sorted(group, key=lambda pair: "DHW".index(pair[0].axis))
        yield _why(*members[0], _listed([axis.axis for axis, _ in members]))
    short = [counts.axis for counts in overlap.axes if not counts.inside and counts.reason != "even"]
    if short:
        yield t("overlap.short", axes=_listed(short))


def _why(axis: AxisGeometry, counts: AxisOverlap, axes: str) -> str:
    kernel, stride, dilation = axis.kernel_size, axis.stride, axis.dilation
    values = {"axes": axes, "k": kernel, "s": stride, "d": dilation, "g": gcd(stride, dilation)}
    if stride == 1:
        return t("overlap.why_stride_1", **values)
    if counts.reason == "even":
        return t("overlap.why_even", pattern=counts.pattern[0], **values)
    key = "factor" if values["g"] > 1 else "short" if counts.reason == "holes" else "uneven"
    return t(f"overlap.why_{key}", pattern=_repeated(counts.pattern), **values)


def _repeated(pattern: tuple[int, ...]) -> str:
    return ", ".join(map(str, pattern[:_MOST_REPEATED])) + (", …" if pattern[_MOST_REPEATED:] else "")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else t("overlap.comma").join(names[:-1]) + t("overlap.and") + names[-1]


def remedies(params: LayerParams, geometry: Geometry) -> list[LayerParams]:
    """Return layers with even counts and an output of stride times the input: the next larger kernel, and the stride's.

    An axis whose kernel is a multiple of its stride keeps it.
    """
    larger = _triple(-(-axis.kernel_size // axis.stride) * axis.stride for axis in geometry.axes)
    least = _triple(k if k == old else s for k, old, s in zip(larger, params.kernel_size, params.stride, strict=True))
    return [_evened(params, kernel) for kernel in dict.fromkeys((larger, least))]


def _evened(params: LayerParams, kernel: Triple) -> LayerParams:
    # (in - 1)*stride + kernel - crop = in*stride
    crops = [k - s for k, s in zip(kernel, params.stride, strict=True)]
    pads = tuple((crop // 2, crop - crop // 2) for crop in crops)
    changed = {"kernel_size": kernel, "padding": pads, "dilation": (1, 1, 1), "output_padding": (0, 0, 0)}
    return replace(params, **changed)  # type: ignore[arg-type]


def _triple(values: Iterator[int]) -> Triple:
    d, h, w = values
    return d, h, w
