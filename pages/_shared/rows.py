"""The rows of the panel: a name, its gloss, and one number per axis; and switches between words."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitAPIException

from pages._shared import examples, link, parameters

#: The key of the fragment that a page is; see shell.py.
PAGE = "page"


@st.fragment  # Streamlit re-renders all that may run anew with a widget, here the row instead of the app
def number_row(
    name: str, label: str, gloss: str, *, bare: bool = False, placeholders: Sequence[int | None] = (None, None, None)
) -> None:
    """Draw the numbers of `name` behind their label, one per axis or, together, that of D alone.

    A bare row, named by the switch above, has a gloss only.
    """
    axes = parameters.AXES[:1] if link.get("link") == "on" else parameters.AXES
    with row(name):
        st.html(row_label("" if bare else label, gloss))
        for axis, placeholder in zip(axes, placeholders, strict=False):
            shown = None if placeholder is None else str(placeholder)
            number(
                f"{name}_{axis}", f"{label} {axis.upper()}", placeholder=shown, label_visibility="collapsed",
                on_change=_run_page,
            )  # fmt: skip


def _run_page() -> None:
    """Ask for a run of the page alone, and of the menu of examples if it names another one now."""
    # A test without a browser sees only what its last run drew: there every run draws all.
    if st.context.headers:
        try:
            st.rerun([PAGE, examples.MENU] if examples.is_outdated() else PAGE)
        except StreamlitAPIException:  # no page has run yet
            st.rerun()


def fixed_row(name: str, gloss: str, values: Sequence[str]) -> None:
    """Draw a row nobody can change."""
    with row(name):
        st.html(row_label("", gloss))
        st.html(_beside("fixed", values))


def letter_row() -> None:
    """Draw the letters of the axes above their numbers."""
    st.html(_beside("letters", ("", "D", "H", "W")))


def row(name: str) -> DeltaGenerator:
    """Return the container of a row: a label first, then what it labels."""
    # One container whose widths app.css sets; a container per column would double what goes to the browser.
    return st.container(key=f"row-{name}", horizontal=True, wrap=False)


def _beside(kind: str, texts: Sequence[str]) -> str:
    # One element for all of them: what a run costs goes by the number of elements.
    return f'<div class="c3-{kind}">{"".join(f"<span>{escape(text)}</span>" for text in texts)}</div>'


def row_label(name: str, gloss: str) -> str:
    """Return the HTML of a row's label: its name, in bold, over what it means."""
    title = f'<span class="c3-name">{escape(name)}</span>' if name else ""
    return f'<div class="c3-label">{title}<span class="c3-gloss">{escape(gloss)}</span></div>'


def number(name: str, label: str, **options: Any) -> None:
    """Draw the number input of a parameter. It has no limits but 32 bits: wrong values are explained, not refused."""
    link.shown(name)
    lowest = parameters.LOWEST.get(name, parameters.INT32[0])
    # What the browser falls back on where it has missed the run that set the value. What may be empty has no default.
    value = None if name in parameters.OPTIONAL else link.get(name)
    st.number_input(label, lowest, parameters.INT32[-1], value, step=1, key=name, **options)


def word_switch(
    name: str, label: str, labels: Mapping[str, str], *, width: Literal["stretch", "content"] = "stretch"
) -> None:
    """Draw a switch between the words of a parameter under labels that need not be the words."""
    link.shown(name)
    st.segmented_control(
        label, list(labels), format_func=labels.__getitem__, required=True, width=width, key=name,
        label_visibility="collapsed",
    )  # fmt: skip
