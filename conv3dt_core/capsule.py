"""Bug capsule: all that an issue tracker wants to know of one layer, in one piece of Markdown.

Parameters, the sums of each axis, what is wrong, scripts for Paddle and PyTorch that show it, versions, link, CSV.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote_plus

from . import links, messages
from .diagnostics import Code, Diagnostic, Lang, errors_of, raise_if_errors
from .explain import Explanation, explain
from .figures.axis_rows import axes_csv
from .figures.axis_view import AxisView
from .figures.report_facts import costs, legal_sizes, views_of
from .figures.report_text import axis_sum
from .fixes import merge_axes
from .frameworks import Dialect, Example, emit
from .frameworks.plain import plain, spelled
from .messages.report import word
from .params import LayerParams
from .spellings import read_triple
from .versions import versions

#: Where `streamlit run app.py` serves the app.
HOME = "http://127.0.0.1:8501/"
#: Named if they are installed; none is imported.
PACKAGES = ("conv3dt", "numpy", "paddlepaddle", "paddlepaddle-gpu", "torch", "onnx", "onnxruntime", "jax", "keras")
_ANY = (8, 8, 8)  # where x has no such thing; its shape stands in the link as it is
#: Some of these Paddle 3.3.1 computes all the same, or hangs, or crashes.
MAYBE_ACCEPTED = {
    Code.CHANNELS_NOT_POSITIVE, Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS, Code.GROUPS_NOT_POSITIVE,
    Code.INPUT_SIZE_NOT_POSITIVE, Code.KERNEL_SIZE_NOT_POSITIVE, Code.DILATION_NOT_POSITIVE,
    Code.OUTPUT_SIZE_NOT_POSITIVE,
}  # fmt: skip
_REPROS: tuple[tuple[Dialect, str], ...] = (("paddle", "Paddle"), ("pytorch", "PyTorch"))


@dataclass(frozen=True, slots=True)
class Capsule:
    """One layer on one input, ready for an issue tracker.

    Attributes
    ----------
    title : str
        One line: the first error, or the shapes.
    markdown : str
        The whole; `csv` is part of it.
    csv : str
        A row per axis.
    link : str
        Opens the layer in the app.
    """

    title: str
    markdown: str
    csv: str
    link: str

    def __str__(self) -> str:
        """Return the Markdown."""
        return self.markdown

    def _repr_markdown_(self) -> str:
        return self.markdown


def capsule(
    params: LayerParams,
    input_size: Any,
    output_size: Any = None,
    *,
    batch: int = 1,
    bias: bool = True,
    activation: str | None = None,
    lang: Lang = "en",
    home: str = HOME,
) -> Capsule:
    """Put together what a report of a layer needs, right or wrong.

    Parameters
    ----------
    params : LayerParams
    input_size, output_size : int or (D, H, W), voxels
        output_size: None where it is not asked for.
    batch : int, default 1
    bias : bool, default True
    activation : str, optional
        Name as in `conv3dt_core.activations`; shown in the scripts of a layer that has an output.
    lang : {"en", "zh"}
    home : str
        Address of the app that the link leads to.

    Raises
    ------
    InvalidLayerError
        If a size is not one whole number or three.
    """
    faults: list[Diagnostic] = []
    size = read_triple("input_size", input_size, faults)
    asked = None if output_size is None else read_triple("output_size", output_size, faults)
    raise_if_errors(faults)
    shape = params.laid_out(batch, params.in_channels, size)
    explained = explain(params, shape, asked, lang, title=spelled(params, bias=bias), has_bias=bias)
    return of_explanation(explained, activation, home)


def of_explanation(explained: Explanation, activation: str | None = None, home: str = HOME) -> Capsule:
    """Return the capsule of a layer that is explained already, also of one whose x has the wrong shape."""
    found = Capsule(_title(explained), "", axes_csv(explained), _link(explained, home))
    return replace(found, markdown=_markdown(found, explained, activation))


def _link(explained: Explanation, home: str) -> str:
    e = explained
    batch = e.x_shape[0] if e.input_size and not isinstance(e.x_shape, str) else 1
    query = links.query(e.params, e.input_size or _ANY, e.output_size, batch, e.has_bias)
    if {d.code for d in e.diagnostics} & {Code.INPUT_RANK, Code.CHANNELS_MISMATCH}:
        query += f"&x={quote_plus(str(e.x_shape))}"
    return f"{home}?{query}" if query else home


def _markdown(found: Capsule, explained: Explanation, activation: str | None) -> str:
    lang = explained.lang
    wrong = merge_axes(explained.diagnostics)
    parts = [
        f"### {found.title}",
        _layer(explained),
        *_section("wrong", lang, [_bullet(_said(d, lang)) for d in wrong]),
        *_section("axes", lang, [_bullet(_derived(view, lang)) for view in views_of(explained)]),
        *_section("repro", lang, _scripts(explained, activation)),
        *_section("versions", lang, [", ".join([platform.platform(terse=True), *versions(PACKAGES)])]),
        *_section("table", lang, [_fenced(found.csv, "csv")]),
        f"{word('link', lang)}{word('colon', lang)}<{found.link}>",
    ]
    return "\n\n".join(parts) + "\n"


def _title(explained: Explanation) -> str:
    """Return the first error as a line; a layer without errors is named by its shapes."""
    errors = merge_axes(errors_of(explained.diagnostics))
    if errors:
        return f"Conv3DTranspose{word('colon', explained.lang)}{messages.title(errors[0], explained.lang)}"
    return f"Conv3DTranspose{word('colon', explained.lang)}`{explained.x_shape} -> {explained.output_shape}`"


def _layer(explained: Explanation) -> str:
    lang = explained.lang
    shape = word("no_output", lang) if explained.output_shape is None else f"`{explained.output_shape}`"
    asked = "" if explained.output_size is None else f", `output_size={list(explained.output_size)}`"
    lines = [_fenced(explained.title, "python"), f"x `{explained.x_shape}`{asked} → {shape}"]
    told = word("comma", lang).join(f"{name} `{value}`" for name, value in costs(explained))
    return "\n\n".join([*lines, *([told] if told else [])])


def _derived(view: AxisView, lang: Lang) -> str:
    return f"`{axis_sum(view, lang)}` {legal_sizes(view, lang)}"


def _said(diagnostic: Diagnostic, lang: Lang) -> str:
    severity = word(diagnostic.severity.value, lang)
    return f"**{severity}** `{diagnostic.code.value}`{word('colon', lang)}{messages.render(diagnostic, lang)}"


def _scripts(explained: Explanation, activation: str | None) -> list[str]:
    """Return the scripts of both frameworks: right ones as `emit` writes them, wrong ones as somebody wrote them."""
    errors = {d.code for d in errors_of(explained.diagnostics)}
    warned = [word("unguarded", explained.lang)] if errors & MAYBE_ACCEPTED else []
    made = [(name, _script(dialect, explained, activation)) for dialect, name in _REPROS]
    unsayable = word("unsayable", explained.lang)
    return warned + [unsayable if code is None else f"{name}\n\n{_fenced(code, 'python')}" for name, code in made]


def _script(dialect: Dialect, explained: Explanation, activation: str | None) -> str | None:
    e = explained
    if isinstance(e.x_shape, str):
        return None
    if e.geometry is None:
        return plain(dialect, e.params, e.x_shape, e.output_size, e.has_bias)
    by_output_size = e.output_size is not None
    return emit(dialect, Example(e.params, e.geometry, e.x_shape[0], e.has_bias, activation, by_output_size)).code


def _section(name: str, lang: Lang, blocks: list[str]) -> list[str]:
    """Return a heading and what stands under it; nothing where nothing does."""
    between = "\n" if all(block.startswith("- ") for block in blocks) else "\n\n"
    return [f"#### {word(f'capsule_{name}', lang)}", between.join(blocks)] if blocks else []


def _bullet(text: str) -> str:
    return f"- {text}"


def _fenced(text: str, language: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"
