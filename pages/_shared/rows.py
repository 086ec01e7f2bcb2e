"""The rows of the panel: a name, its gloss, and one number per axis; and switches between words."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._shared import bound, link


def number_row(
    name: str, label: str, gloss: str, *, bare: bool = False, on_change: Callable[[str], None] | None = None,
    placeholders: Sequence[int | None] = (None, None, None),
) -> None:  # fmt: skip
    """Draw the three numbers of `name` behind their label; a bare row, named by the switch above, has a gloss only."""
    with _row(name):
        st.html(_row_label("" if bare else label, gloss))
        for axis, placeholder in zip(link.AXES, placeholders, strict=True):
            shown = None if placeholder is None else str(placeholder)
            bound.number(f"{name}_{axis}", f"{label} {axis.upper()}", on_change=on_change, placeholder=shown)


def fixed_row(name: str, gloss: str, values: Sequence[str]) -> None:
    """Draw a row nobody can change."""
    with _row(name):
        st.html(_row_label("", gloss))
        for value in values:
            st.html(f'<span class="c3-fixed">{escape(value)}</span>')


def letter_row() -> None:
    """Draw the letters of the axes above their numbers."""
    with _row("letters"):
        for letter in ("", "D", "H", "W"):
            st.html(f'<span class="c3-letter">{letter}</span>')


def _row(name: str) -> DeltaGenerator:
    # One container whose widths app.css sets; a container per column would double what goes to the browser.
    return st.container(key=f"row-{name}", horizontal=True, wrap=False)


def _row_label(name: str, gloss: str) -> str:
    title = f'<span class="c3-name">{escape(name)}</span>' if name else ""
    return f'<div class="c3-label">{title}<span class="c3-gloss">{escape(gloss)}</span></div>'


def word_switch(
    name: str, label: str, labels: Mapping[str, str], *, width: Literal["stretch", "content"] = "stretch",
    on_change: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """Draw a switch between the words of a parameter under labels that need not be the words."""
    call = bound.twin(name, then=on_change)
    st.segmented_control(
        label, list(labels), format_func=labels.__getitem__, required=True, width=width,
        label_visibility="collapsed", **call,
    )  # fmt: skip
