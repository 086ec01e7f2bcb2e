"""What is wrong, as cards with buttons that mend it; and the output shape."""

import re
from collections.abc import Iterable
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from conv3dt_core import Diagnostic, Fix, messages
from conv3dt_core.diagnostics import Severity
from conv3dt_core.fixes import merge_axes
from pages._shared import headline, link, mend
from pages._shared.current import Current
from pages._shared.i18n import lang, t
from pages._shared.whole import whole

_MARKS = {Severity.ERROR: "✕", Severity.WARNING: "!", Severity.NOTE: "i"}
_MOST_OPEN = 3


def output_shape(current: Current) -> None:
    """Draw the output shape in container ``output-shape``: exactly the tuple, or a dash while there is none."""
    headline.draw(current)


def door() -> None:
    """Say, once, which parameters of the link were turned away."""
    texts = link.pop_notices()
    if texts:
        with st.container(key="door"):
            st.html("".join(f'<p class="c3-door">{marked_up(text)}</p>' for text in texts))


def show(diagnostics: Iterable[Diagnostic]) -> None:
    """Draw one card per diagnostic in container ``diagnostics``, those of several axes in one."""
    with diagnosis():
        cards(diagnostics, "layer")


def diagnosis() -> DeltaGenerator:
    """Return the container of what is wrong with the page's layer or net.

    While an example of a failing call is open, its card above the page is what "diagnostics" means.
    """
    return st.container(key="diagnostics-of-layer" if link.get("ex") else "diagnostics")


def cards(diagnostics: Iterable[Diagnostic], group: str, *, fixable: bool = True) -> None:
    """Draw the cards of `diagnostics`; `group` keeps their keys apart from those of others on the page."""
    merged = merge_axes(diagnostics)
    for index, diagnostic in enumerate(merged[:_MOST_OPEN]):
        _card(diagnostic, f"{group}-{index}", fixable)
    if merged[_MOST_OPEN:]:
        with st.expander(t("shell.more", count=len(merged) - _MOST_OPEN), key=f"more-{group}"):
            for index, diagnostic in enumerate(merged[_MOST_OPEN:], _MOST_OPEN):
                _card(diagnostic, f"{group}-{index}", fixable)
    if not merged:
        st.html("<span></span>")  # a container without content would not be there at all


def _card(diagnostic: Diagnostic, key: str, fixable: bool) -> None:
    severity = diagnostic.severity
    with st.container(key=f"card-{severity.value}-{key}"):
        st.html(
            f'<div class="c3-card"><code class="c3-code">{escape(diagnostic.code.value)}</code>'
            f'<p class="c3-card-title"><span class="c3-mark">{_MARKS[severity]}</span> '
            f"{marked_up(messages.title(diagnostic, lang()))}</p>"
            f"<p>{marked_up(messages.body(diagnostic, lang()))}</p></div>"
        )
        if fixable and diagnostic.fixes:
            fix_buttons(diagnostic.fixes, key)


def fix_buttons(fixes: Iterable[Fix], key: str) -> None:
    """Draw one button per fix, the first as the one to take."""
    with st.container(key=f"fixes-{key}", horizontal=True, gap="small"):
        for index, fix in enumerate(fixes):
            st.button(
                t("shell.set", label=fix.label), key=f"fix-{key}-{index}", on_click=mend.apply, args=(fix,),
                type="secondary" if index else "primary",
            )  # fmt: skip


def marked_up(text: str) -> str:
    """Return the text as HTML; what stands between backticks becomes code, and no short formula is torn."""
    return whole(re.sub("`([^`]*)`", r"<code>\1</code>", escape(text, quote=False)))
