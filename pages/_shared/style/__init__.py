"""The stylesheets of the app, and its icon. Every .css of this folder goes into every page."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

import streamlit as st

from conv3dt_core.figures.theme import DARK, LIGHT, Theme

_HERE = Path(__file__).parent
ICON = str(_HERE / "icon.svg")


def inject() -> None:
    """Put the stylesheets into the page."""
    st.html(f"<style>{_sheets()}</style>")


@cache
def _sheets() -> str:
    sheets = (sheet.read_text(encoding="utf-8") for sheet in sorted(_HERE.glob("*.css")))
    return "\n".join([f".stApp {{ {_tokens()} }}", *sheets])


def _tokens() -> str:
    """Return the colour roles of the figures as CSS variables; the browser picks the theme."""
    pairs = zip(_colours(LIGHT), _colours(DARK), strict=True)
    return " ".join(f"--c3-{name}: light-dark({light}, {dark});" for (name, light), (_, dark) in pairs)


def _colours(theme: Theme) -> Iterator[tuple[str, str]]:
    """Yield ("input-tint", "#DCEBF5") and the like, taps as tap-0 .. tap-6."""
    for role, value in asdict(theme).items():
        if role == "taps":
            yield from ((f"tap-{depth}", colour) for depth, colour in enumerate(value))
        elif role == "overlap":
            continue  # mixed by rank: conv3dt_core.figures.overlap_colours
        elif value.startswith("#"):
            yield role.replace("_", "-"), value
