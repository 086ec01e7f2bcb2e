"""The link is the state: every number and word of the panel is a URL parameter with one default for all pages.

A parameter is a key of the session, and its widget, wherever one is drawn, has that key. A run begins with `read`: the
first one, and one that Back or Forward asked for, takes all parameters from the URL, every other one takes them from
the session. `write` then brings the URL up to date, in one message, so that an action is one step Back. Callbacks
change parameters through `update`.

The *door*, `parameters.opened`, is part of `read`: a malformed parameter reaches no widget, and is remembered for a
notice.

Streamlit's own ``bind="query-params"`` was left: it writes the shown label of a choice into the URL, loses what is not
drawn, makes one history entry per parameter, and holds every hidden widget in each message.
"""

import re
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from conv3dt_core import links
from pages._shared import i18n, parameters
from pages._shared.held import held
from pages._shared.held import value as value_of
from pages._shared.parameters import (
    AXES,
    DEFAULTS,
    INTEGER,
    LAYER_TRIPLES,
    LONGEST_TEXT,
    LOWEST,
    SETS,
    TEXTS,
    WORDS,
    opened,
)

# Keys of the session that are no parameters.
_VALUES = "values_of_last_run"
_SENT = "query_sent"
_ACTED = "set_by_callbacks"
_OLD = "values_browser_may_hold"
_HIDDEN = "parameters_without_widget"
_SHOWN = "parameters_drawn"
_UNSEEN = "set_since_drawn"
_NOTICES = "door_notices"
_CHOSEN = "parameters_somebody_chose"


# --- a run --------------------------------------------------------------------------------------------------------


def read() -> set[str]:
    """Give every parameter its value in the session, before any widget; return the names the reader changed."""
    st.session_state[_SHOWN] = set()
    last = st.session_state.get(_VALUES)
    context = get_script_run_ctx()
    if last is None or (context is not None and context.is_history_navigation):
        _read_url()
        return set()
    # One look at all that the session holds costs as much as 40 at one value.
    now, hidden = st.session_state.to_dict(), st.session_state[_HIDDEN]
    for name, before in last.items():
        # Its widget was not drawn; or its labels changed, and what the browser still holds is none of them.
        if name not in now or (name in WORDS and now[name] is None):
            now[name] = st.session_state[name] = before
            hidden.add(name)
        elif name in hidden:
            st.session_state[name] = now[name]  # set in this run: only then its widget will show it
    changed = {name for name, before in last.items() if now[name] != before}
    st.session_state[_CHOSEN] |= changed
    if not changed:
        return changed  # nothing new, or the second look of one run
    return changed - st.session_state[_ACTED] - _undo_echoes(changed - st.session_state[_ACTED])


def write() -> AbstractContextManager[None]:
    """Bring the URL up to date, after `read` and what follows from it; no value changes in the context returned."""
    now, defaults = st.session_state.to_dict(), _defaults()
    values = {name: now[name] for name in defaults}
    url = st.query_params.to_dict()
    unknown = {name: value for name, value in url.items() if name not in values}
    query = unknown | {name: _text(values[name]) for name, default in defaults.items() if values[name] != default}
    # What the browser said with this run may be older than what it was last sent.
    if query != url or query != st.session_state.get(_SENT, url):
        st.query_params.from_dict(query)
    st.session_state.update({_VALUES: values, _SENT: query, _ACTED: set()})
    return held(values)


def _read_url() -> None:
    url = st.query_params.to_dict()
    values, bad = opened(url, _defaults())
    # Back and Forward lead to where readers have been: there is nothing left to choose for them.
    st.session_state[_CHOSEN] = set(values if _VALUES in st.session_state else url)
    st.session_state.update({**values, _NOTICES: tuple(bad.items()), _ACTED: set(), _OLD: {}})
    st.session_state.update({_HIDDEN: set(_defaults()), _UNSEEN: set()})


def _undo_echoes(changed: set[str]) -> set[str]:
    """Write again what callbacks wrote and the browser's message undid; return the names.

    A second click may leave the browser before it has heard what the first one changed. The message then holds the old
    values of widgets that the first click's callback has set, and Streamlit takes them for the reader's own. But
    readers change one thing at a time: an old value that comes along with another change is such an echo.
    """
    old = st.session_state[_OLD]
    alone = len(changed) == 1 and not st.session_state[_ACTED]
    echoes = {name for name in changed if st.session_state[name] in old.get(name, ())} if not alone else set()
    for name in echoes:
        _set(name, st.session_state[_VALUES][name])
    # What the browser has repeated rightly, or changed anew, it has heard.
    st.session_state[_OLD] = {name: old[name] for name in old.keys() & (echoes | st.session_state[_ACTED])}
    return echoes


def update(**values: Any) -> None:
    """Set parameters: from a callback, or between `read` and `write`."""
    for name, value in values.items():
        before = st.session_state.get(_VALUES, {}).get(name, value)
        if before != value:
            st.session_state[_OLD].setdefault(name, set()).add(before)
        _set(name, value)
    st.session_state[_ACTED] |= values.keys()
    st.session_state[_CHOSEN] |= values.keys()


def unchosen(*names: str) -> bool:
    """Return, once, whether all of these have their values from nobody: neither from the link nor from the reader."""
    free = st.session_state[_CHOSEN].isdisjoint(names)
    st.session_state[_CHOSEN].update(names)
    return free


def shown(name: str) -> None:
    """Note that the widget of a parameter is drawn in this run; whoever draws one says so."""
    st.session_state[_SHOWN].add(name)
    st.session_state[_HIDDEN].discard(name)
    st.session_state[_UNSEEN].discard(name)


def keep_hidden(*, page_alone: bool) -> None:
    """Keep what was drawn no more, once all that may draw it has run: the whole app, or a page alone.

    Streamlit forgets a value with its widget, and goes back to what the session held before there was one.
    """
    drawn = parameters.OF_PAGES if page_alone else DEFAULTS
    for name in set(drawn) - st.session_state[_SHOWN] - st.session_state[_HIDDEN]:
        st.session_state[name] = st.session_state[_VALUES][name]
        st.session_state[_HIDDEN].add(name)


def unseen() -> set[str]:
    """Return the parameters whose widgets show another value than theirs: it was set since they were drawn."""
    return st.session_state[_UNSEEN] - st.session_state[_HIDDEN]


def _set(name: str, value: Any) -> None:
    st.session_state[name] = value
    st.session_state[_UNSEEN].add(name)


# --- values -------------------------------------------------------------------------------------------------------


def get(name: str) -> Any:
    """Return the present value of a parameter; None where it is empty."""
    return value_of(name)


def triple(name: str) -> tuple[Any, Any, Any]:
    """Return the three values of `name` in force: under ``link=on`` only that of D counts."""
    d, h, w = (get(f"{name}_{axis}") for axis in AXES)
    return (d, d, d) if name in LAYER_TRIPLES and get("link") == "on" else (d, h, w)


def copy_depth() -> None:
    """Give H and W the numbers of D."""
    for name in LAYER_TRIPLES:
        update(**links.spread(name, (get(f"{name}_d"),) * 3))


def axes_alike() -> bool:
    """Return whether the three axes hold equal numbers throughout."""
    return all(len({get(f"{name}_{axis}") for axis in AXES}) == 1 for name in LAYER_TRIPLES)


def href(page: str = "", **values: Any) -> str:
    """Return a link to `page`, relative to the app's root, with those of `values` that are not the default."""
    query = urlencode({name: _text(value) for name, value in values.items() if value != DEFAULTS.get(name)})
    return f"{page}?{query}" if query else page or "."


def _defaults() -> dict[str, Any]:
    return DEFAULTS | {"lang": i18n.browser_lang()}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


# --- door ---------------------------------------------------------------------------------------------------------


def pop_notices() -> tuple[str, ...]:
    """Return, once, what the door has to say about the parameters it turned away, in the reader's language."""
    return tuple(_notice(*item) for item in st.session_state.pop(_NOTICES, ()))


def _notice(name: str, value: str) -> str:
    short = value if len(value) <= 40 else value[:39] + "…"
    used = _defaults()[name]
    if name == "ex":
        return i18n.t("shell.door_example", value=short)
    if name == "lesson":
        return i18n.t("lessons.door", value=short)
    if name in WORDS:
        return i18n.t("shell.door_word", name=name, value=short, options=", ".join(WORDS[name]), used=used)
    if name in SETS:
        return i18n.t("solver.door", name=name, value=short, options=", ".join(SETS[name]))
    if name in TEXTS:
        return i18n.t("shell.door_text", name=name, limit=LONGEST_TEXT[name])
    if name in LOWEST and INTEGER.fullmatch(value) and int(value) < 0:
        return i18n.t("shell.door_negative", name=name, value=short, used=used)
    whole = re.fullmatch("-?[0-9]+", value, re.ASCII)
    key = "shell.door_large" if whole else "shell.door_integer"
    return i18n.t(f"{key}_empty" if used is None else key, name=name, value=short, used=used)
