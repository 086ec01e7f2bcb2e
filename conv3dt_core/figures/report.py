"""An explained layer as HTML for a notebook: self-contained, no script, readable on light and dark."""

from __future__ import annotations

import re
from html import escape
from math import prod
from typing import TYPE_CHECKING

from ..diagnostics import AXES
from ..fixes import merge_axes
from ..geometry import AxisGeometry
from ..messages import body, title
from ..messages.report import word
from ..overlap import reason
from . import formula as chips
from ._frame import number_text
from .captions import StripWords
from .report_facts import contributions, costs, legal_sizes, views_of, views_of_geometry
from .report_style import sheet
from .strip import strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..diagnostics import Diagnostic, Lang
    from ..explain import Explanation
    from ..geometry import Geometry
    from ..params import LayerParams
    from .axis_view import AxisView


def of_explanation(explanation: Explanation) -> str:
    """Return shapes, what is wrong, the axes, contributions and costs."""
    e, lang = explanation, explanation.lang
    shape = None if e.output_shape is None else str(e.output_shape)
    parts = [_head(e.title), _shapes("x", str(e.x_shape), "y", shape, lang)]
    parts += [card(diagnostic, lang) for diagnostic in merge_axes(e.diagnostics)]
    parts += [_axis(view, lang) for view in views_of(e)]
    if e.geometry is not None:
        told = "".join(f" · {escape(name)} <code>{escape(value)}</code>" for name, value in costs(e))[3:]
        said = [*contributions(e.geometry, lang), word("scene", lang)]
        parts.append(_facts(said, lang, f'<p class="c3-costs">{told}</p>'))
    return block(parts, lang)


def of_geometry(geometry: Geometry) -> str:
    """Return sizes, axes and contributions of a planned layer, in English: it knows neither channels nor values."""
    sizes = (str(geometry.input_size), str(geometry.output_size))
    parts = [_head("Geometry"), _shapes("input_size", sizes[0], "output_size", sizes[1], "en")]
    parts += [_axis(view, "en") for view in views_of_geometry(geometry)]
    return block([*parts, _facts(contributions(geometry, "en"), "en")], "en")


def of_layer(params: LayerParams, name: str, has_bias: bool) -> str:
    """Return what is true of a layer for every input, in English: parameters, sizes as formulas, evenness."""
    count = prod(params.weight_shape) + (params.out_channels if has_bias else 0)
    bias = f"({params.out_channels},)" if has_bias else word("none", "en")
    told = (("weight", str(params.weight_shape)), ("bias", bias), ("parameters", f"{count:,}"))
    costs = " · ".join(f"{word(key, 'en')} <code>{escape(value)}</code>" for key, value in told)
    sizes = f"{params.in_channels}, D, H, W" if params.data_format == "NCDHW" else f"D, H, W, {params.in_channels}"
    more = word("more", "en", shape=f"(N, {sizes})")
    table = f"<p>{word('same_open', 'en')}</p>" if params.padding == "SAME" else _sizes_table(params)
    return block([_head(name), f"<p>{costs}</p>", table, f"<p>{marked_up(more)}</p>"], "en")


def _sizes_table(params: LayerParams) -> str:
    """Per axis: the base size and the legal output sizes of an input of ``in`` voxels, and the pattern of counts."""
    heads = [word(name, "en") for name in ("axis", "base_size", "sizes_of", "overlap")]
    rows = [heads, *(_sizes_row(params, axis) for axis in range(3))]
    cells = [
        "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)
        for tag, row in zip(("th", *["td"] * 3), rows, strict=True)
    ]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _sizes_row(params: LayerParams, axis: int) -> list[str]:
    front, back = params.axis_pads(axis, 1)
    kernel, stride, dilation = params.kernel_size[axis], params.stride[axis], params.effective_dilation[axis]
    # base(in) = stride*in + rest, and an input of one voxel has rest + stride.
    one = AxisGeometry(AXES[axis], 1, kernel, stride, dilation, front, back, 0)
    low, high = (_linear(stride, one.base_size - stride + more) for more in (0, stride - 1))
    legal = low if stride == 1 else word("to", "en", low=low, high=high)
    return [AXES[axis], low, legal, word(f"reason_{reason(one)}", "en")]


def _linear(stride: int, rest: int) -> str:
    """``2·in − 1``."""
    start = "in" if stride == 1 else f"{stride}·in"
    return start + (f" {'+' if rest > 0 else '−'} {abs(rest)}" if rest else "")


def block(parts: Iterable[str], lang: Lang) -> str:
    """Return parts as one block in the look of a report, with its style sheet."""
    code = "zh-CN" if lang == "zh" else "en"
    return f'<div class="c3-report" lang="{code}">{sheet()}{"".join(parts)}</div>'


def _head(name: str) -> str:
    return f'<p class="c3-head"><code>{escape(name)}</code></p>'


def _shapes(source: str, given: str, target: str, made: str | None, lang: Lang) -> str:
    result = (
        f'<b class="c3-none">{word("no_output", lang)}</b>'
        if made is None
        else f"<span>{target}</span> <b>{escape(made)}</b>"
    )
    return f'<p class="c3-shapes"><span>{source}</span> {escape(given)} <span>→</span> {result}</p>'


def card(diagnostic: Diagnostic, lang: Lang) -> str:
    """One diagnostic: its code, the fact, the reason, and what would mend it."""
    severity = diagnostic.severity.value
    labels = "".join(f" · <code>{escape(label)}</code>" for label in dict.fromkeys(f.label for f in diagnostic.fixes))
    fixes = f"<p><b>{word('fix', lang)}</b> {labels[3:]}</p>" if labels else ""
    return (
        f'<div class="c3-card c3-{severity}"><b>{word(severity, lang)}</b> <code>{escape(diagnostic.code.value)}</code>'
        f"<p><b>{marked_up(title(diagnostic, lang))}</b></p><p>{marked_up(body(diagnostic, lang))}</p>{fixes}</div>"
    )


def _axis(view: AxisView, lang: Lang) -> str:
    words = chips.FormulaWords(*(word(name, lang) for name in ("front", "back", "base_size", "output")))
    parts = [f'<div class="c3-title">{" = ".join(view.axes)}</div>', chips.formula(view, words)]
    if view.same and view.line:
        names = ("same_pads", "same_paddle", "same_documents", "same_others")
        parts.append(chips.same_rule(view, chips.SameWords(*(word(name, lang) for name in names))))
    if view.line:
        inputs, outputs = view.geometry.input_size, number_text(view.geometry.output_size)
        label = word("strip", lang, axes=", ".join(view.axes), inputs=inputs, outputs=outputs)
        parts.append(strip(view.line, _strip_words(lang), label).svg)
    return f'<div class="c3-axis">{"".join(parts)}<p>{marked_up(legal_sizes(view, lang))}</p></div>'


def _strip_words(lang: Lang) -> StripWords:
    cropped, lost = (word(name, lang, count="{count}") for name in ("cropped", "lost"))
    sizes = word("sizes", lang, range="{range}")
    return StripWords(word("input", lang), word("output", lang), cropped, lost, sizes)


def _facts(sentences: list[str], lang: Lang, more: str = "") -> str:
    said = word("space", lang).join(map(marked_up, sentences))
    return f'<div class="c3-facts"><p>{said}</p>{more}</div>'


def marked_up(text: str) -> str:
    """Return the text as HTML; what stands between backticks becomes code."""
    return re.sub("`([^`]*)`", r"<code>\1</code>", escape(text, quote=False))
