"""The stylesheets of the app, and its icon. Every .css of this folder goes into every page."""

from functools import cache
from pathlib import Path

import streamlit as st

from conv3dt_core.figures.theme import css_variables

_HERE = Path(__file__).parent
ICON = str(_HERE / "icon.svg")


def inject() -> None:
    """Put the stylesheets into the page."""
    st.html(f"<style>{_sheets()}</style>")


@cache
def _sheets() -> str:
    sheets = (sheet.read_text(encoding="utf-8") for sheet in sorted(_HERE.glob("*.css")))
    return "\n".join([f".stApp {{ {css_variables()} }}", *sheets])
