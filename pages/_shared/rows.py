"""The rows of the panel: a name, its gloss, and one number per axis; and switches between words."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Literal

import streamlit as st

from pages._shared import bound, link

_COLUMNS = (1.7, 1, 1, 1)


def number_row(
    name: str, label: str, gloss: str, *, bare: bool = False, on_change: Callable[[str], None] | None = None,
    placeholders: Sequence[int | None] = (None, None, None),
) -> None:  # fmt: skip
    """Draw the three numbers of `name` behind their label; a bare row shows the gloss only, the switch above names it."""
    with st.container(key=f"row-{name}"):
        first, *columns = st.columns(_COLUMNS, gap="small", wrap=False, vertical_alignment="center")
        first.html(_row_label("" if bare else label, gloss))
        for axis, column, placeholder in zip(link.AXES, columns, placeholders, strict=True):
            shown = None if placeholder is None else str(placeholder)
            with column:
                bound.number(f"{name}_{axis}", f"{label} {axis.upper()}", on_change=on_change, placeholder=shown)


def fixed_row(name: str, gloss: str, values: Sequence[str]) -> None:
    """Draw a row nobody can change."""
    with st.container(key=f"row-{name}"):
        first, *columns = st.columns(_COLUMNS, gap="small", wrap=False, vertical_alignment="center")
        first.html(_row_label("", gloss))
        for column, value in zip(columns, values, strict=True):
            column.html(f'<span class="c3-fixed">{escape(value)}</span>')


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
