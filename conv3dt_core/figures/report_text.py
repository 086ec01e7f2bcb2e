"""An explained layer as plain text, for a terminal: ASCII but for the words of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..fixes import merge_axes
from ..messages import render
from ..messages.report import word
from .report_facts import contributions, costs, legal_sizes, views_of

if TYPE_CHECKING:
    from ..diagnostics import Lang
    from ..explain import Explanation
    from .axis_view import AxisView


def text_of(explanation: Explanation, *, in_python: bool = True) -> str:
    """Return title, shapes, what is wrong, a line per axis, contributions, costs, and in Python what else to ask."""
    e, lang = explanation, explanation.lang
    shape = word("no_output", lang) if e.output_shape is None else f"y {e.output_shape}"
    lines = [e.title, f"x {e.x_shape} -> {shape}"]
    for d in merge_axes(e.diagnostics):
        lines.append(f"{word(d.severity.value, lang)} [{d.code.value}]{word('colon', lang)}{render(d, lang)}")
    lines += [_axis(view, lang) for view in views_of(e)]
    if e.geometry is not None:
        lines += [word("space", lang).join(contributions(e.geometry, lang))]
        lines += [word("comma", lang).join(f"{name} {value}" for name, value in costs(e))]
        lines += [word("scene", lang)] if in_python else []
    return "\n".join(lines).replace("–", "-")


def _axis(view: AxisView, lang: Lang) -> str:
    return f"{axis_sum(view, lang)}{word('stop', lang)}{legal_sizes(view, lang)}"


def axis_sum(view: AxisView, lang: Lang) -> str:
    """Return the size of one axis, or of several alike, as a sum with its numbers.

    ``D, H, W: (8 - 1)*stride 2 + dilation 1*(kernel 3 - 1) + 1 - front 0 - back 0 + output_padding 0 = 17``
    """
    axis = view.geometry
    front, back = f"{word('front', lang)} {axis.pad_before}", f"{word('back', lang)} {axis.pad_after}"
    extent = f"dilation {axis.dilation}*(kernel {axis.kernel_size} - 1) + 1"
    extra = "" if view.by_output_size else f" + output_padding {axis.output_padding}"
    terms = f"({axis.input_size} - 1)*stride {axis.stride} + {extent} - {front} - {back}{extra}"
    size = f"{axis.base_size}{word('is_base', lang)}" if view.by_output_size else str(axis.output_size)
    result = "?" if view.line is None else size
    axes = f"{', '.join(view.axes)}{word('colon', lang)}"
    return f"{axes}{terms} = {result}"
