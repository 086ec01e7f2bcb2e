"""What only the browser can do: share the address, move the focus, make history entries, come back to a new server."""

from functools import partial
from pathlib import Path

import streamlit as st

from pages._shared import about, link, parameters, qr
from pages._shared.i18n import lang, t

_HERE = Path(__file__).parent / "browser"
_FIXES = "fixes_applied"
_OPENED = "layer_box_opened"
_KEY = "browser"
#: Parts of Streamlit's frame that have a name for those who hear the page.
_FRAME = {
    '[data-testid="stSidebar"]': "shell.frame_panel",
    '[data-testid="stTopNav"]': "shell.frame_pages",
    '[data-testid="stMainMenu"] button': "shell.frame_menu",
}
_COMPONENT = st.components.v2.component(
    "conv3dt_browser",
    html='<div class="bar"><button type="button" class="copy"></button><button type="button" class="qr"></button>'
    '<button type="button" class="present"></button><button type="button" class="about"></button>'
    '<span class="said" role="status"></span></div>'
    + "".join((_HERE / f"{name}.html").read_text("utf-8") for name in ("share", "about")),
    css="\n".join((_HERE / f"{name}.css").read_text("utf-8") for name in ("browser", "share")),
    js="\n".join((_HERE / f"{name}.js").read_text("utf-8") for name in ("share", "about", "browser")),
)


def draw() -> None:
    """Draw the buttons that share the link and the way into presenter mode; the rest has no face."""
    data = {
        "lang": lang(), "skip": t("shell.skip"), "frame": {part: t(name) for part, name in _FRAME.items()},
        "words": qr.words(), "code": qr.answer(_KEY), "about": about.words(),
        "present": t("presenter.enter"), "focus": fixes_applied(), "place": f"{link.get('lesson')} {link.get('step')}",
        "quiet": [*parameters.SELECTION, "sel", "sl", "ci", "co", "cam"], "empty": not layer_box_opened(),
    }  # fmt: skip
    _COMPONENT(
        key=_KEY, data=data, on_qr_change=partial(qr.ask, _KEY), on_present_change=partial(link.update, present="on"),
        on_back_change=lambda: None,  # the run is all that is wanted
        on_opened_change=lambda: st.session_state.update({_OPENED: True}),
    )


def layer_box_opened() -> bool:
    """Return whether the last box of the panel has been opened; without a browser nobody can say."""
    return st.session_state.get(_OPENED, False) or not st.context.headers


def fixes_applied() -> int:
    """Return how many fixes the reader has applied: after each one the focus moves."""
    return st.session_state.get(_FIXES, 0)


def focus_output_shape() -> None:
    """Move the focus to the output shape after this run; for callbacks whose button will be gone."""
    st.session_state[_FIXES] = fixes_applied() + 1
