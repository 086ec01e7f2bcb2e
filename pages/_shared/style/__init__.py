"""The stylesheets of the app, and its icon. Every .css of this folder goes into every page, one when presenting."""

from functools import cache
from pathlib import Path

import streamlit as st

from conv3dt_core.figures.theme import css_variables

_HERE = Path(__file__).parent
ICON = str(_HERE / "icon.svg")
_PRESENTER = "presenter"


def inject(*, presenting: bool) -> None:
    """Put the stylesheets into the page; those of presenter mode as well if it is on."""
    st.html(f"<style>{_sheets(presenting)}</style>")


@cache
def _sheets(presenting: bool) -> str:
    names = sorted(sheet.stem for sheet in _HERE.glob("*.css") if sheet.stem != _PRESENTER)
    texts = (_HERE / f"{name}.css" for name in (*names, *([_PRESENTER] if presenting else ())))
    return "\n".join([f".stApp {{ {css_variables()} }}", *(text.read_text(encoding="utf-8") for text in texts)])
