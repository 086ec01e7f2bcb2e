"""A traced model as plain text, for a terminal: a table of layers, then what went wrong and what helps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..messages import render
from ..messages.report import word
from ..messages.trace_words import said
from .text_table import text_table

if TYPE_CHECKING:
    from ..diagnostics import Diagnostic, Lang
    from ..trace import Failure, Trace, TracedLayer
    from ..trace.graph import Shape


def text_of(trace: Trace) -> str:
    """Return head, table, failure, repairs and diagnostics."""
    lines = [head(trace), *_table(trace), *_failure(trace), *_repairs(trace)]
    for d in other_diagnostics(trace):
        lines.append(
            f"{word(d.severity.value, trace.lang)} [{d.code.value}]{word('colon', trace.lang)}{render(d, trace.lang)}"
        )
    return "\n".join(lines)


def head(trace: Trace) -> str:
    """``torch: (1, 1, 32, 32, 32) -> (1, 2, 32, 32, 32), runs``."""
    given, made = (", ".join(map(str, shapes)) for shapes in (trace.input_shapes, trace.output_shapes))
    shapes = (given or said("none", trace.lang)) + (f" -> {made}" if made else "")
    return f"{trace.framework}{word('colon', trace.lang)}{shapes}{said('comma', trace.lang)}{state(trace)}"


def state(trace: Trace) -> str:
    """Return in a word how it went."""
    if trace.failure is not None:
        return said("fails", trace.lang)
    return said("runs" if trace.output_shapes else "not_run", trace.lang)


def other_diagnostics(trace: Trace) -> list[Diagnostic]:
    """Return the diagnostics that the failure does not tell already."""
    told = {"model-sizes-do-not-meet", "model-size-refused"} if trace.failure is not None else set()
    return [d for d in trace.diagnostics if d.code.value not in told]


def verdict(layer: TracedLayer, failure: Failure | None, lang: Lang) -> str:
    """Return what our arithmetic says beside the framework's."""
    if layer.output_shape is None and failure is not None and failure.operation == layer.name:
        return said("failed_here", lang)
    if layer.agrees is None:
        return said("none", lang)
    return said("same", lang) if layer.agrees else said("differs", lang, expected=layer.expected)


def rows(trace: Trace) -> Iterator[tuple[str, ...]]:
    """Yield the cells of the table, its head first."""
    lang = trace.lang
    yield tuple(said(name, lang) for name in ("layer", "kind", "input", "output", "ours"))
    for layer in trace.layers:
        shapes = (_shape(layer.input_shape, lang), _shape(layer.output_shape, lang))
        yield layer.name, said(layer.kind, lang), *shapes, verdict(layer, trace.failure, lang)


def _shape(shape: Shape | None, lang: Lang) -> str:
    return said("none", lang) if shape is None else str(shape)


def _table(trace: Trace) -> list[str]:
    return text_table(list(rows(trace))).splitlines() if trace.layers else []


def meeting(trace: Trace) -> str:
    """Return in a sentence where the sizes do not meet."""
    f = trace.failure
    assert f is not None
    name = "mismatch" if f.wanted is not None and f.layer != f.operation else "refused"
    return said(name, trace.lang, layer=f.layer, operation=f.operation, got=f.got, wanted=f.wanted, axis=f.axis)


def failure_lines(trace: Trace) -> list[tuple[str, str]]:
    """Return (head, text) of where, why, and what the framework says."""
    f, lang = trace.failure, trace.lang
    if f is None:
        return []
    says = said("framework_says", lang, framework=trace.framework)
    return [(said("where", lang), meeting(trace)), (said("why", lang), f.cause), (says, f"`{f.message}`")]


def _failure(trace: Trace) -> list[str]:
    return [f"{name}{word('colon', trace.lang)}{text}" for name, text in failure_lines(trace)]


def _repairs(trace: Trace) -> list[str]:
    if not trace.repairs:
        return []
    lines = [said("repairs", trace.lang) + word("colon", trace.lang).rstrip()]
    for number, repair in enumerate(trace.repairs, 1):
        lines += [f"{number}. {repair.sentence}", *(f"     {line}" for line in repair.code.splitlines())]
    return lines
