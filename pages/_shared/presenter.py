"""Presenter mode: one picture on a projector, large, moved with the keyboard.

`style` brings the larger type and hides the frame; here is the foot: which keys there are, the code, the way out.
"""

from functools import partial
from pathlib import Path

import streamlit as st

from pages._shared import link, qr
from pages._shared.i18n import t

KEY = "presenter"
_HERE = Path(__file__).parent / "browser"
_KEYS = ("space", "play", "view", "leave")
_FOOT = st.components.v2.component(
    "conv3dt_presenter",
    html=(_HERE / "presenter.html").read_text("utf-8") + (_HERE / "share.html").read_text("utf-8"),
    css=(_HERE / "share.css").read_text("utf-8"),
    js="\n".join((_HERE / f"{name}.js").read_text("utf-8") for name in ("share", "presenter")),
    isolate_styles=False,  # the lessons' foot and this one are one line
)


def is_on() -> bool:
    """Return whether the link asks for presenter mode."""
    return bool(link.get("present") == "on")


def draw() -> None:
    """Draw the foot where presenter mode is on; after the page, which must keep its place when it comes and goes."""
    if not is_on():
        return
    data = {"keys": {name: t(f"presenter.{name}") for name in _KEYS}, "words": qr.words(), "code": qr.answer(KEY)}
    _FOOT(key=KEY, data=data, on_qr_change=partial(qr.ask, KEY), on_leave_change=partial(link.update, present="off"))
