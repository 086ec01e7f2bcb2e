"""What the walk through the net found, first thing on the page: the cause, or that all fits."""

from html import escape

import streamlit as st

from conv3dt_core import Diagnostic, messages
from conv3dt_core.decoder import Walk, notes
from conv3dt_core.diagnostics import AXES, Code
from conv3dt_core.fixes import merge_axes
from pages._shared import notices
from pages._shared.decoder import names
from pages._shared.i18n import lang, t


def draw(found: Walk, faults: tuple[Diagnostic, ...]) -> None:
    """Draw the card of the cause or of success, and what else is worth saying."""
    with notices.diagnosis():
        notices.cards(faults, "net-text", fixable=False)
        with st.container(key="net-verdict"):
            if found.halt is None:
                _fits(found)
            else:
                _cause(found)
        if found.net.join == "exact" and found.net.padded is None:
            notices.cards(notes(found), "net-notes", fixable=False)


def headline(found: Walk) -> str:
    """Return the verdict in one sentence; also what the diagram says to those who do not see it."""
    if found.halt is None:
        return t("decoder.fits", size=names.size(found.output_size or ()))
    title = messages.title(_one(found.diagnostics), lang())
    elsewhere = found.halt.role == "join" or found.halt.name in title
    return title if elsewhere else f"`{found.halt.name}`: {title}"


def _one(diagnostics: tuple[Diagnostic, ...]) -> Diagnostic:
    """Return what speaks for all axes that differ at one skip: their letters, and by how much."""
    first, *others = merge_axes(diagnostics)
    if not others or first.code is not Code.SKIP_SIZE_MISMATCH:
        return first
    away = " / ".join(str(n) for n in dict.fromkeys(d.value("difference") for d in diagnostics))
    axes = ", ".join(d.axis or "" for d in diagnostics)
    return Diagnostic(
        first.code, axes, (*(pair for pair in first.values if pair[0] != "difference"), ("difference", away))
    )


def _fits(found: Walk) -> None:
    net = found.net
    kind = "pad" if net.padded else net.join.replace("-", "_") if any(net.skips) else "no_skips"
    with st.container(key="card-valid-net"):
        text = t(f"decoder.fits_{kind}", before=names.size(net.size), after=names.size(found.input_size))
        title = f'<p class="c3-card-title"><span class="c3-mark">✓</span> {escape(headline(found))}</p>'
        st.html(f'<div class="c3-card" role="status">{title}<p>{notices.marked_up(text)}</p></div>')


def _cause(found: Walk) -> None:
    merged = merge_axes(found.diagnostics)
    told = [f"{d.axis}: {messages.body(d, lang())}" if len(merged) > 1 else messages.body(d, lang()) for d in merged]
    told += _elsewhere(found)
    code = merged[0].code.value
    with st.container(key="card-error-net"):
        st.html(
            f'<div class="c3-card" role="status"><code class="c3-code">{escape(code)}</code>'
            f'<p class="c3-card-title"><span class="c3-mark">✕</span> {notices.marked_up(headline(found))}</p>'
            f"{''.join(f'<p>{notices.marked_up(text)}</p>' for text in told)}</div>"
        )


def _elsewhere(found: Walk) -> list[str]:
    """Return what becomes of the axes that do not fail here: the next error, once this one is mended."""
    said: list[str] = []
    for axis, alone in zip(AXES, found.axes, strict=True):
        if len(alone.sizes) <= len(found.sizes) or found.diagnostics[0].code is not Code.SKIP_SIZE_MISMATCH:
            continue
        if alone.halt is None:
            said.append(t("decoder.axis_fits", axis=axis))
        elif alone.halt.skip is not None:
            place = f"up {found.places[len(alone.sizes)].number}"
            said.append(t("decoder.axis_fails", axis=axis, place=place, made=alone.halt.size, skip=alone.halt.skip))
    return said
