"""What only the browser can do: copy the address, move the focus, one history entry per action, the page's language."""

from pathlib import Path

import streamlit as st

from pages._shared import parameters
from pages._shared.i18n import lang, t

_HERE = Path(__file__).parent / "browser"
_FIXES = "fixes_applied"
#: Parts of Streamlit's frame that have a name for those who hear the page.
_FRAME = {
    '[data-testid="stSidebar"]': "shell.frame_panel",
    '[data-testid="stTopNav"]': "shell.frame_pages",
    '[data-testid="stMainMenu"] button': "shell.frame_menu",
}
_COMPONENT = st.components.v2.component(
    "conv3dt_browser",
    html='<button type="button" class="copy"></button><span class="said" role="status"></span>',
    css=(_HERE / "browser.css").read_text(encoding="utf-8"),
    js=(_HERE / "browser.js").read_text(encoding="utf-8"),
)


def draw() -> None:
    """Draw the button "Copy link"; the rest has no face."""
    data = {
        "lang": lang(), "skip": t("shell.skip"), "frame": {part: t(name) for part, name in _FRAME.items()},
        "label": t("shell.copy"), "copied": t("shell.copied"),
        "focus": fixes_applied(),
        "quiet": [*parameters.SELECTION, "sel", "sl", "ci", "co"],
    }  # fmt: skip
    _COMPONENT(key="browser", data=data)


def fixes_applied() -> int:
    """Return how many fixes the reader has applied: after each one the focus moves."""
    return st.session_state.get(_FIXES, 0)


def focus_output_shape() -> None:
    """Move the focus to the output shape after this run; for callbacks whose button will be gone."""
    st.session_state[_FIXES] = fixes_applied() + 1
