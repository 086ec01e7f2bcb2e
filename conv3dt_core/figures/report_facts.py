"""What an explained layer has to tell, in words: legal sizes, contributions, cost. Text and HTML say the same."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from ..diagnostics import InvalidLayerError
from ..messages.report import word
from ..overlap import Overlap, overlap
from ..summary import summarize
from ._ruler import range_text
from .axis_view import AxisView, axis_views, grouped
from .columns import Line

if TYPE_CHECKING:
    from ..diagnostics import Lang
    from ..explain import Explanation
    from ..geometry import AxisGeometry, Geometry


def views_of(explanation: Explanation) -> tuple[AxisView, ...]:
    """Return the axes, equal ones together, wrong ones first; none where the input's size cannot be read."""
    e = explanation
    if e.input_size is None:
        return ()
    return grouped(axis_views(e.params, e.input_size, e.output_size, e.diagnostics))


def views_of_geometry(geometry: Geometry) -> tuple[AxisView, ...]:
    """Return the axes of a planned layer, equal ones together."""
    return grouped(_view(axis) for axis in geometry.axes)


def _view(axis: AxisGeometry) -> AxisView:
    line = Line(axis, selected=axis.input_size // 2)
    return AxisView((axis.axis,), axis, axis.dilation, same=False, by_output_size=False, wrong=frozenset(), line=line)


def legal_sizes(view: AxisView, lang: Lang) -> str:
    """Return the sentence of the legal output sizes."""
    if view.line is None:
        return word("no_size", lang)
    if view.range is None:
        return word("none_legal", lang)
    low, high = view.range
    return word("one_legal" if low == high else "legal", lang, range=range_text(low, high))


def contributions(geometry: Geometry, lang: Lang) -> list[str]:
    """Return how many contributions the output voxels have, and the verdict."""
    try:
        counts = overlap(geometry)
    except InvalidLayerError:
        return [word("uncounted", lang)]
    return [word("contributions", lang, range=range_text(*counts.extremes)), verdict(counts, lang)]


def verdict(counts: Overlap, lang: Lang) -> str:
    """Return whether the counts are even away from the borders, and on which axes not."""
    never = counts.histogram.get(0, 0)
    holes = [axis.axis for axis in counts.axes if axis.reason == "holes"]
    if holes and never:  # a short output may end before the first hole of its pattern
        axes = word("comma", lang).join(holes)
        return word("holes", lang, axes=axes, n=f"{never:,}", all=f"{prod(counts.size):,}")
    if any(len(axis.inside) < len(axis.pattern) for axis in counts.uneven):
        return word("short", lang)
    # The product of three least (largest) counts is the least (largest) product.
    low, high = (prod(end(axis.pattern) for axis in counts.axes) for end in (min, max))
    if not counts.uneven:
        return word("even", lang, n=low)
    axes = word("comma", lang).join(axis.axis for axis in counts.uneven)
    return word("uneven", lang, axes=axes, counts=word("to", lang, low=low, high=high))


def costs(explanation: Explanation) -> list[tuple[str, str]]:
    """Return (name, value) of weight, bias, parameters and multiply-adds of a legal layer."""
    e = explanation
    if e.geometry is None or isinstance(e.x_shape, str):
        return []
    told = summarize(e.params, e.geometry, e.x_shape[0], e.has_bias)
    return [
        (word("weight", e.lang), str(told.weight_shape)),
        (word("bias", e.lang), str(told.bias_shape) if told.bias_shape else word("none", e.lang)),
        (word("parameters", e.lang), f"{told.parameters:,}"),
        (word("multiply_adds", e.lang), f"{told.multiply_adds:,}"),
    ]
