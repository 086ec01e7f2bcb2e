"""What the solver found, as HTML."""

from html import escape

from conv3dt_core import LayerParams
from conv3dt_core.diagnostics import AXES, Triple
from conv3dt_core.figures.solutions import overlap_text
from conv3dt_core.frameworks.plain import settings
from conv3dt_core.solver import Solution
from conv3dt_core.solver.inputs import Sizes
from pages._shared.axes import span
from pages._shared.current import base_sizes
from pages._shared.i18n import lang, t
from pages._shared.notices import marked_up

_COLUMNS = ("layer", "overlap", "parameters", "multiply_adds")
#: Left out of a layer where they say nothing.
_DEFAULTS = {"padding": "0", "output_padding": "0", "dilation": "1"}


def head(input_size: Triple, output_size: Triple, count: int) -> str:
    """Return the line above the answers, and the names of their columns."""
    found = t("solver.found", input=size(input_size), output=size(output_size), count=count)
    names = "".join(
        f"<span>{t(f'solver.{name}')}</span>" for name in ("layer", "overlap", "parameters", "multiply_adds")
    )
    return f'<p class="c3-says">{found}</p><div class="c3-answer-row c3-answer-head">{names}</div>'


def row(solution: Solution, present: LayerParams) -> str:
    """Return one answer; what it has otherwise than the present layer stands out."""
    kind, mark = ("valid", "✓") if solution.is_even else ("none", "≠")
    pill = f'<span class="c3-pill c3-{kind}">{mark} {escape(overlap_text(solution, lang()))}</span>'
    costs = ((t("solver.parameters"), solution.parameters), (t("solver.multiply_adds"), solution.multiply_adds))
    numbers = "".join(f'<span data-name="{name}">{count:,}</span>' for name, count in costs)
    return (
        f'<div class="c3-answer-row"><code>{_layer(solution.params, present)}</code><span>{pill}</span>{numbers}</div>'
    )


def inputs(params: LayerParams, wanted: Triple, sizes: Sizes, by_output_size: bool) -> str:
    """Return the sentence of the inputs that make the wanted size, or of what stands in their way."""
    if not all(sizes):
        least = base_sizes(params, (1, 1, 1))
        missing = [_missing(*axis) for *axis, found in zip(AXES, wanted, least, sizes, strict=True) if not found]
        return marked_up(t("solver.no_inputs", axes=t("solver.comma").join(missing)))
    spans = " × ".join(span(found[0], found[-1]) for found in sizes)
    return marked_up(t("solver.inputs_asked" if by_output_size else "solver.inputs", size=spans))


def _missing(axis: str, wanted: int, least: int) -> str:
    """Under SAME some sizes are left out; else those below what a single input voxel makes."""
    return t("solver.least", axis=axis, size=least) if wanted < least else t("solver.axis", axis=axis)


def size(sizes: Triple | tuple[int, ...]) -> str:
    """(35, 35, 10) -> "35 × 35 × 10"."""
    return " × ".join(map(str, sizes))


def _layer(params: LayerParams, present: LayerParams) -> str:
    """``kernel_size=2, stride=2``; what differs from the present layer in bold."""
    new, old = settings(params), settings(present)
    told = {name: text for name, text in new.items() if text != _DEFAULTS.get(name) or text != old[name]}
    return ", ".join(_argument(name, text, text != old[name]) for name, text in told.items())


def _argument(name: str, text: str, is_new: bool) -> str:
    value = escape(text, quote=False)
    return f"<span>{name}={f'<b>{value}</b>' if is_new else value}</span>"
