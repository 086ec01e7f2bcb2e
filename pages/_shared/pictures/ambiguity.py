"""Why an output size has to be chosen, and three things that are often believed and are not so. HTML text."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from html import escape

import numpy as np
from numpy.typing import NDArray

from conv3dt_core import AxisGeometry, Geometry
from conv3dt_core.figures.pictures.sizes import SizeWords, sizes
from conv3dt_core.pictures.sizes import line, output, shifted
from pages._shared.i18n import t
from pages._shared.scene.sentences import number

#: Beyond, the values of an axis are not worked out.
MAX_INPUT, MAX_FULL = 2_000, 20_000


def section(geometry: Geometry) -> str:
    """Return a card for each group of axes that are set alike; "" where all of them are too long."""
    groups: dict[AxisGeometry, list[str]] = {}
    for axis in geometry.axes:
        if axis.input_size <= MAX_INPUT and max(axis.full_size, axis.output_size) <= MAX_FULL:
            groups.setdefault(replace(axis, axis="D"), []).append(axis.axis)
    telling = [pair for pair in groups.items() if (pair[0].full_size, pair[0].output_size) != (1, 1)]
    if not telling:
        return ""
    cards = "".join(_card(axis, letters) for axis, letters in telling)
    title = f'<h2 class="c3-section">{t("pictures_below.sizes_title")}</h2><p>{t("pictures_below.sizes_lead")}</p>'
    return f'<div class="c3-ambiguity">{title}{_legend()}{cards}</div>'


def _legend() -> str:
    kinds = ("output", "extra", "zero", "past", "border", "bracket", "misses")
    items = (f'<span><i class="c3-{kind}"></i>{t(f"pictures_below.legend_{kind}")}</span>' for kind in kinds)
    return f'<p class="c3-legend">{"".join(items)}</p>'


def _card(axis: AxisGeometry, letters: list[str]) -> str:
    full = _values(axis)
    lead = escape(_lead(axis))
    words = SizeWords(*(t(f"pictures_below.size_{name}") for name in ("legal", "chosen", "other", "shifted")))
    picture = sizes(axis, full, words, lead)
    believed = "".join(f"<li>{sentence}</li>" for sentence in _believed(axis, full))
    heading = f"<h3>{' = '.join(letters)}</h3>"
    beside = f'<div class="c3-believed"><p>{lead}</p><ul>{believed}</ul></div>'
    return f'<section class="c3-picture">{heading}<div class="c3-sheet">{picture}{beside}</div></section>'


@lru_cache(maxsize=256)
def _values(axis: AxisGeometry) -> NDArray[np.float64]:
    """Return the axis by itself, before cropping: x = 1, 2, 3 ..., w = 1, 2, 3 ..., so that only true zeros are 0."""
    x, w = (np.arange(n) % 9 + 1.0 for n in (axis.input_size, axis.kernel_size))
    return line(axis, x, w)


def _lead(axis: AxisGeometry) -> str:
    low, high = axis.output_size_range
    values = {"low": low, "high": high, "n": axis.input_size, "s": axis.stride, "size": axis.output_size}
    if low > high:
        return t("pictures_below.lead_none", **values)
    if axis.output_padding >= axis.stride:
        return t("pictures_below.lead_beyond", **values)
    if low == high:
        return t("pictures_below.lead_one", **values)
    return t("pictures_below.lead", **values, count=high - low + 1)


def _believed(axis: AxisGeometry, full: NDArray[np.float64]) -> Iterator[str]:
    yield _appends(axis, full)
    yield _pads(axis)
    yield _same_values(axis, full)


def _appends(axis: AxisGeometry, full: NDArray[np.float64]) -> str:
    """Say what stands in the voxels behind the base size: in those the layer has, or in those it could have."""
    asked = axis if axis.output_padding else replace(axis, output_padding=axis.stride - 1)
    base, end = max(0, axis.base_size), axis.full_size - axis.pad_before
    restored = range(base, min(asked.output_size, end))
    zeros = range(max(base, end), asked.output_size)
    if not asked.output_padding:
        return f"{t('pictures_below.believed_appends')} {t('pictures_below.nothing_added')}"
    said = []
    if restored:
        shown = t("pictures.comma").join(number(int(value)) for value in output(asked, full)[base:end][:4])
        key = "pictures_below.restored" if len(restored) > 1 else "pictures_below.restored_one"
        said.append(t(key, voxels=_span(restored), values=shown))
    if zeros:
        key = "pictures_below.true_zeros" if len(zeros) > 1 else "pictures_below.true_zero"
        said.append(t(key, voxels=_span(zeros)))
    answer = t("pictures.semicolon").join(said) + t("pictures.stop") if said else t("pictures_below.nothing_shown")
    return f"{t('pictures_below.believed_appends')} {t('pictures_below.with', n=asked.output_padding, answer=answer)}"


def _pads(axis: AxisGeometry) -> str:
    before, after = axis.pad_before, axis.pad_after
    key = "pictures_below.pads" if before or after else "pictures_below.pads_nothing"
    values = {"full": axis.full_size, "before": before, "after": after, "base": number(axis.base_size)}
    return f"{t('pictures_below.believed_pads')} {t(key, **values)}"


def _same_values(axis: AxisGeometry, full: NDArray[np.float64]) -> str:
    other = shifted(axis)
    if other is None:
        return f"{t('pictures_below.believed_same')} {t('pictures_below.same_nothing')}"
    differ = int(np.count_nonzero(output(axis, full) != output(other, full)))
    pads = f"({other.pad_before}, {other.pad_after})"
    key = "pictures_below.same_differ" if differ else "pictures_below.same_by_chance"
    words = t(key, pads=pads, size=axis.output_size, differ=differ)
    return f"{t('pictures_below.believed_same')} {words}"


def _span(voxels: range) -> str:
    return f"{voxels[0]}–{voxels[-1]}" if len(voxels) > 1 else str(voxels[0])
