"""A traced model as HTML for a notebook, in the look of an explained layer."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..messages.trace_words import said
from .report import block, card, marked_up
from .trace_text import failure_lines, head, other_diagnostics, rows

if TYPE_CHECKING:
    from ..trace import Repair, Trace


def of_trace(trace: Trace) -> str:
    """Return the whole as one ``<div>`` with its own style sheet."""
    parts = [
        f'<p class="c3-head"><code>{escape(head(trace))}</code></p>',
        _failure(trace),
        _repairs(trace),
        _table(trace),
    ]
    return block([*parts, *(card(d, trace.lang) for d in other_diagnostics(trace))], trace.lang)


def _table(trace: Trace) -> str:
    if not trace.layers:
        return ""
    lines = [
        "".join(f"<{tag}>{cell}</{tag}>" for cell in cells)
        for tag, cells in zip(("th", *["td"] * len(trace.layers)), map(_cells, rows(trace)), strict=True)
    ]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _cells(row: tuple[str, ...]) -> list[str]:
    """Return the cells as HTML, the layer's name as code."""
    name, *others = map(escape, row)
    return [f"<code>{name}</code>", *others]


def _failure(trace: Trace) -> str:
    lines = "".join(f"<p><b>{escape(name)}</b> {marked_up(text)}</p>" for name, text in failure_lines(trace))
    return f'<div class="c3-card c3-error">{lines}</div>' if lines else ""


def _repairs(trace: Trace) -> str:
    if not trace.repairs:
        return ""
    listed = "".join(map(_repair, trace.repairs))
    return f'<div class="c3-card c3-note"><p><b>{said("repairs", trace.lang)}</b></p>{listed}</div>'


def _repair(repair: Repair) -> str:
    code = f"<p><code>{escape(repair.code)}</code></p>" if repair.code else ""
    return f"<p>{marked_up(repair.sentence)}</p>{code}"
