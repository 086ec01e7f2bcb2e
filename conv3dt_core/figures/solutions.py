"""The solver's answers as a table: plain text for a terminal, HTML for a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..diagnostics import AXES
from ..frameworks.plain import settings
from ..messages.report import word
from .report import block
from .text_table import text_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diagnostics import Lang
    from ..solver import Solution, Solutions


def text_of(solutions: Solutions, lang: Lang) -> str:
    """Return the question and a line per layer."""
    return f"{_question(solutions)}\n{text_table(_rows(solutions, lang))}" if solutions else _question(solutions)


def html_of(solutions: Solutions, lang: Lang) -> str:
    """Return the question and a row per layer."""
    tags = ("th", *("td" for _ in solutions))
    rows = "".join(_row(tag, cells) for tag, cells in zip(tags, _rows(solutions, lang), strict=False))
    return block([f'<p class="c3-shapes">{escape(_question(solutions))}</p><table>{rows}</table>'], lang)


def _row(tag: str, cells: list[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"


def short(values: Sequence[object]) -> str:
    """(2, 2, 2) -> "2", (1, 2, 2) -> "1, 2, 2"."""
    return str(values[0]) if len(set(values)) == 1 else ", ".join(map(str, values))


def overlap_text(solution: Solution, lang: Lang) -> str:
    """Return "even", or which axes are not: "uneven D, H · holes W"."""
    if len(set(solution.overlap)) == 1:
        return word(f"reason_{solution.overlap[0]}", lang)
    named = [(kind, [a for a, found in zip(AXES, solution.overlap, strict=True) if found == kind])
             for kind in ("uneven", "holes")]  # fmt: skip
    comma = word("comma", lang)
    return " · ".join(f"{word(f'reason_{kind}', lang)} {comma.join(axes)}" for kind, axes in named if axes)


def _question(solutions: Solutions) -> str:
    return f"{short(solutions.input_size)} -> {short(solutions.output_size)}"


def _rows(solutions: Solutions, lang: Lang) -> list[list[str]]:
    rows = [
        [*settings(s.params).values(), overlap_text(s, lang), f"{s.parameters:,}", f"{s.multiply_adds:,}"]
        for s in solutions.judged
    ]
    costs = [word(name, lang) for name in ("overlap", "parameters", "multiply_adds")]
    return [[*settings(solutions[0]), *costs], *rows] if rows else []
