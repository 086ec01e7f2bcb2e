"""The link is the state: every number and word of the panel is a URL parameter with one default for all pages.

Widgets of the entry script carry the parameter's name as key and ``bind="query-params"``, so Streamlit keeps the URL
and the value together through page change, reload and Back. Two things are ours: the *door*, which lets no malformed
parameter reach a widget, and `update`, through which callbacks write parameters.

`pages._shared.bound` draws the widgets.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.state import get_session_state

from conv3dt_core.activations import ACTIVATIONS
from pages._shared import i18n
from pages._shared.calls import CALLS

INT32 = range(-(2**31), 2**31)
AXES = ("d", "h", "w")
#: Parameters that stand for three numbers: `s` is ``s_d s_h s_w``.
TRIPLES = {"in": 8, "k": 3, "s": 1, "dil": 1, "pf": 0, "pb": 0, "op": 0, "os": "", "v": 0}
LAYER_TRIPLES = [name for name in TRIPLES if name != "v"]
#: Numbers that may be empty: the axis' base size, all taps.
OPTIONAL = {"os_d", "os_h", "os_w", "tap"}
#: Parameters that cannot be negative: the batch is no part of the layer, and an empty one is the least there is.
LOWEST = {"n": 0}
#: The words a parameter may be, its default first; `lang` has the browser's as default.
WORDS = {
    "lang": i18n.LANGUAGES,
    "link": ("off", "on"),
    "pad": ("explicit", "same", "valid"),
    "os": ("off", "on"),
    "fmt": ("NCDHW", "NDHWC"),
    "bias": ("on", "off"),
    "act": ("none", *ACTIVATIONS),
    "sel": ("input", "output"),
    "ex": ("", *(code.value for code in CALLS)),
}
#: Free text: the shape of x as typed.
TEXTS = {"x": ""}
_LONGEST_TEXT = 80

DEFAULTS: dict[str, int | str] = {
    "n": 2, "cin": 4, "cout": 6, "groups": 1,
    **{f"{name}_{axis}": value for name, value in TRIPLES.items() for axis in AXES}, "tap": "",
    **{name: options[0] for name, options in WORDS.items() if name != "lang"}, **TEXTS,
}  # fmt: skip

_INTEGER = re.compile(r"-?[0-9]{1,10}", re.ASCII)
_NOTICES = "door_notices"
_WRITTEN = "written_by_callbacks"


def door() -> bool:
    """Turn away what no widget could hold; call it before any widget. True: this run must not draw one.

    Streamlit would drop such a parameter without a word, or fail over it: ``s_d=1e400`` is an OverflowError inside.
    Each is remembered for `pop_notices` and taken out of the URL. The caller then starts the run again, but only
    after `st.navigation`: without it the page asked for would be forgotten.
    """
    bad = {name: value for name, value in st.query_params.items() if not _fits(name, value)}
    if bad:
        st.session_state[_NOTICES] = st.session_state.get(_NOTICES, ()) + tuple(bad.items())
        _take_out(bad)
    return bool(bad)


def _take_out(names: Iterable[str]) -> None:
    # st.query_params refuses to delete what a widget is bound to, and when the reader comes Back to a bad link the
    # widgets exist already. These are the calls with which Streamlit itself drops values it can't parse; one message
    # for all, because each makes an entry in the browser's history.
    *quietly, last = names
    with get_session_state().query_params() as params:
        for name in quietly:
            params.discard_param_no_forward_msg(name)
        params.remove_param(last)


def pop_notices() -> tuple[str, ...]:
    """Return, once, what the door has to say about the parameters it turned away, in the reader's language."""
    return tuple(_notice(*item) for item in st.session_state.pop(_NOTICES, ()))


def _fits(name: str, value: str) -> bool:
    if name in WORDS:
        return value in WORDS[name]
    if name in TEXTS:
        return len(value) <= _LONGEST_TEXT
    if name not in DEFAULTS or (name in OPTIONAL and not value):
        return True
    return bool(_INTEGER.fullmatch(value)) and LOWEST.get(name, INT32[0]) <= int(value) <= INT32[-1]


def _notice(name: str, value: str) -> str:
    short = value if len(value) <= 40 else value[:39] + "…"
    used = DEFAULTS.get(name, i18n.browser_lang())
    if name == "ex":
        return i18n.t("shell.door_example", value=short)
    if name in WORDS:
        return i18n.t("shell.door_word", name=name, value=short, options=", ".join(WORDS[name]), used=used)
    if name in TEXTS:
        return i18n.t("shell.door_text", name=name, limit=_LONGEST_TEXT)
    if name in LOWEST and _INTEGER.fullmatch(value) and int(value) < 0:
        return i18n.t("shell.door_negative", name=name, value=short, used=used)
    whole = re.fullmatch("-?[0-9]+", value, re.ASCII)
    key = "shell.door_large" if whole else "shell.door_integer"
    return i18n.t(key if used != "" else f"{key}_empty", name=name, value=short, used=used)


def get(name: str) -> Any:
    """Return the present value of a parameter; None where it is empty.

    In the first run of a visit the URL speaks for widgets that are yet to be drawn.
    """
    try:
        value = st.session_state[name]
    except KeyError:
        value = _from_url(name)
    return None if value == "" and name in OPTIONAL else value


def _from_url(name: str) -> int | str:
    text = st.query_params.get(name)
    if text is None or name in WORDS or name in TEXTS:
        return DEFAULTS[name] if text is None else text
    return int(text) if text else DEFAULTS[name]


def triple(name: str) -> tuple[Any, Any, Any]:
    """Return the three values of `name` in force: under ``link=on`` only that of D counts."""
    d, h, w = (get(f"{name}_{axis}") for axis in AXES)
    return (d, d, d) if get("link") == "on" and name in LAYER_TRIPLES else (d, h, w)


def update(**values: Any) -> None:
    """Set parameters from a callback; "" or None empties a number that may be empty."""
    for name, value in values.items():
        st.session_state[name] = None if value == "" and name in OPTIONAL else value
    written = st.session_state.get(_WRITTEN, {})
    st.session_state[_WRITTEN] = written | {name: st.session_state[name] for name in values}


def restore() -> None:
    """Write again what callbacks wrote, where the browser's message undid it; before any widget.

    A second click may leave the browser before it has heard what the first one changed: the message then carries the
    old value of every widget that the first callback has set, and Streamlit takes it for the reader's own.
    """
    for name, value in st.session_state.get(_WRITTEN, {}).items():
        if st.session_state.get(name) != value:
            st.session_state[name] = value


def settle(lasting: Iterable[str]) -> None:
    """Let the reader's changes count again for what callbacks wrote; at the end of a run that came to its end.

    What nobody can change but callbacks and the URL, `lasting`, is never taken from the browser.
    """
    st.session_state[_WRITTEN] = {name: st.session_state[name] for name in lasting}


def spread(name: str, values: tuple[Any, Any, Any]) -> dict[str, Any]:
    """("s", (1, 2, 2)) -> {"s_d": 1, "s_h": 2, "s_w": 2}."""
    return {f"{name}_{axis}": value for axis, value in zip(AXES, values, strict=True)}


def copy_depth() -> None:
    """Give H and W the numbers of D."""
    for name in LAYER_TRIPLES:
        update(**spread(name, (get(f"{name}_d"),) * 3))


def axes_alike() -> bool:
    """Return whether the three axes hold equal numbers throughout."""
    return all(len({get(f"{name}_{axis}") for axis in AXES}) == 1 for name in LAYER_TRIPLES)


def href(page: str = "", **values: Any) -> str:
    """Return a link to `page`, relative to the app's root, with those of `values` that are not the default."""
    query = urlencode({name: value for name, value in values.items() if value != DEFAULTS.get(name)})
    return f"{page}?{query}" if query else page or "."
