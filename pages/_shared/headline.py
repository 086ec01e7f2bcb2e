"""The output shape as the headline of a page: five numbers with captions, wrong ones underlined."""

from html import escape

import streamlit as st

from conv3dt_core.diagnostics import AXES, Code, Diagnostic, Severity, errors_of
from pages._shared.current import Current, base_sizes
from pages._shared.i18n import t

#: Errors of an axis after which no size of it can be worked out.
_NO_SIZE = {
    Code.INPUT_SIZE_NOT_POSITIVE, Code.KERNEL_SIZE_NOT_POSITIVE, Code.STRIDE_NOT_POSITIVE, Code.DILATION_NOT_POSITIVE,
}  # fmt: skip


def draw(current: Current) -> None:
    """Draw label, verdict, and the shape in container ``output-shape``, whose text is the tuple and nothing else."""
    with st.container(key="headline-shape"):
        st.html(f'<div class="c3-verdict" role="status">{escape(t("shell.output_shape"))} {_pill(current)}</div>')
        with st.container(key="output-shape"):
            st.html(f'<div class="c3-shape" role="status">{_shape(current)}</div>')


def _pill(current: Current) -> str:
    errors = len(errors_of(current.diagnostics))
    if not errors and any(d.severity is Severity.WARNING for d in current.diagnostics):
        return f'<span class="c3-pill c3-warning">! {escape(t("shell.valid_warned"))}</span>'
    if not errors:
        return f'<span class="c3-pill c3-valid">✓ {escape(t("shell.valid"))}</span>'
    text = t("shell.error") if errors == 1 else t("shell.errors", count=errors)
    return f'<span class="c3-pill c3-error">✕ {escape(text)}</span>'


def _shape(current: Current) -> str:
    """Captions and wrong numbers come from data- attributes: they are no text, neither for tests nor for copying."""
    captions = ("N", "D", "H", "W", "C_out") if current.params.data_format == "NDHWC" else ("N", "C_out", "D", "H", "W")
    if current.output_shape is not None:
        numbers = (f'<b data-caption="{name}">{n}</b>' for name, n in zip(captions, current.output_shape, strict=True))
        return f"({', '.join(numbers)})"
    wrong = _wrong(current)
    parts = (
        f'<b data-caption="{name}" data-wanted="{n}"{" class=c3-wrong" if name in wrong else ""}></b>'
        for name, n in zip(captions, _wanted(current), strict=True)
    )
    inner = _generated(",").join(parts)
    return f'<span class="c3-none">{_generated("(")}{inner}{_generated(")")}<i>—</i></span>'


def _generated(text: str) -> str:
    return f'<s data-wanted="{text}"></s>'


def _wanted(current: Current) -> tuple[int | str, ...]:
    """Return the five numbers the layer would have if nothing stood in its way; "?" where there is none."""
    extra = current.params.output_padding
    inferred = (base + more for base, more in zip(base_sizes(current.params, current.input_size), extra, strict=True))
    lost = {axis for d in current.diagnostics if d.code in _NO_SIZE for axis in _axes(d)}
    sizes = tuple("?" if axis in lost else n for axis, n in zip(AXES, current.output_size or inferred, strict=True))
    return current.params.laid_out(current.batch, current.params.out_channels, sizes)  # type: ignore[arg-type]


def _wrong(current: Current) -> set[str]:
    wrong: set[str] = set()
    for error in errors_of(current.diagnostics):
        names = dict(error.values)
        wrong |= _axes(error)
        wrong |= {"C_out"} if names.get("name") == "out_channels" else set()
    return wrong


def _axes(diagnostic: Diagnostic) -> set[str]:
    return set((diagnostic.axis or "").replace(" ", "").split(",")) - {""}
