"""The link as a QR code, for a class that photographs the projector.

Only the browser knows the address the visitor sees; so it asks, with that address, and the code goes to it once.
"""

import re
from typing import Any

import segno
import streamlit as st

from pages._shared.i18n import t

#: The largest code a telephone reads off a wall: version 20, 97 modules a side, holds so many bytes.
MOST_BYTES = 858
_ADDRESS = re.compile("https?://[!-~]+")
#: Names under which a machine knows nobody but itself.
_OWN = re.compile(r"https?://(localhost|127\.[0-9.]+|\[::1\])[:/]")


def ask(component: str) -> None:
    """Have the code drawn that the browser asks `component` for; a callback of the component."""
    text = st.session_state[component].get("qr")
    if isinstance(text, str) and _ADDRESS.fullmatch(text):
        st.session_state[_key(component)] = drawn(text)


def answer(component: str) -> dict[str, str] | None:
    """Return, once, the code that `component` was asked for."""
    answered: dict[str, str] | None = st.session_state.pop(_key(component), None)
    return answered


def drawn(text: str) -> dict[str, str]:
    """Return `text`, its code as SVG, and what is to be said of it; no code if `text` is too long."""
    if len(text) > MOST_BYTES:
        note = t("presenter.too_long", size=f"{len(text):,}", most=MOST_BYTES)
        return {"text": text, "svg": "", "note": note}
    code = segno.make(text, micro=False)
    svg = code.svg_inline(dark="#000", light="#fff", omitsize=True)  # dark on light whatever the theme: cameras want it
    return {"text": text, "svg": svg, "note": t("presenter.own") if _OWN.match(text) else ""}


def words() -> dict[str, Any]:
    """Return the words of the dialog."""
    return {name: t(f"presenter.{name}") for name in ("qr", "copy", "copied", "close")}


def _key(component: str) -> str:
    return f"qr-of-{component}"
