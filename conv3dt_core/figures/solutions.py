"""The solver's answers as a table: plain text for a terminal, HTML for a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..diagnostics import AXES
from ..messages.report import word
from .report import block
from .text_table import text_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..diagnostics import Lang
    from ..params import LayerParams
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


def settings(params: LayerParams) -> dict[str, str]:
    """Return what the solver chooses, by argument name, as short as can be: ``2``, ``1, 2, 2``, ``(0, 1)``."""
    padding = "SAME" if params.padding == "SAME" else pads(params.padding)
    numbers = ("kernel_size", "stride", "output_padding", "dilation")
    texts = {name: short(getattr(params, name)) for name in numbers}
    return {"kernel_size": texts.pop("kernel_size"), "stride": texts.pop("stride"), "padding": padding, **texts}


def short(values: Sequence[object]) -> str:
    """(2, 2, 2) -> "2", (1, 2, 2) -> "1, 2, 2"."""
    return str(values[0]) if len(set(values)) == 1 else ", ".join(map(str, values))


def pads(pairs: Sequence[tuple[int, int]]) -> str:
    """((1, 1), (1, 1), (1, 1)) -> "1"; where front and back differ the pair stands: "(0, 1)"."""
    return short([front if front == back else (front, back) for front, back in pairs])


def overlap_text(solution: Solution, lang: Lang) -> str:
    """Return "even", or which axes are not: "uneven D, H"."""
    if len(set(solution.overlap)) == 1:
        return word(f"reason_{solution.overlap[0]}", lang)
    named = [(kind, [a for a, found in zip(AXES, solution.overlap, strict=True) if found == kind])
             for kind in ("uneven", "holes")]  # fmt: skip
    return ", ".join(f"{word(f'reason_{kind}', lang)} {', '.join(axes)}" for kind, axes in named if axes)


def _question(solutions: Solutions) -> str:
    return f"{short(solutions.input_size)} -> {short(solutions.output_size)}"


def _rows(solutions: Solutions, lang: Lang) -> list[list[str]]:
    rows = [
        [*settings(s.params).values(), overlap_text(s, lang), f"{s.parameters:,}", f"{s.multiply_adds:,}"]
        for s in solutions.judged
    ]
    costs = [word(name, lang) for name in ("overlap", "parameters", "multiply_adds")]
    return [[*settings(solutions[0]), *costs], *rows] if rows else []
