"""Widgets tied to the URL, and twins of them that the reader sees.

Streamlit writes the *shown* option of a bound choice into the URL: ``?link=on`` would read ``?link=together`` in
English and ``?link=三轴相同`` in Chinese. And what a page binds is lost at the next page. Words and the selection are
therefore bound by inputs nobody sees, drawn first in every run, and what the reader moves is an unbound twin, which
may stand on any page.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages._shared import i18n, link

#: Words that are their own label in both languages: what the reader sees is bound itself.
_HIDDEN_WORDS = [name for name in link.WORDS if name not in {"fmt", "act"}]
SELECTION = ("v_d", "v_h", "v_w", "tap")


def hidden() -> None:
    """Bind words and selection where nobody sees them. From here on the session holds what the URL says."""
    link.restore()
    with st.container(key="hidden-parameters"):
        for name in _HIDDEN_WORDS:
            st.text_input(name, link.DEFAULTS.get(name, i18n.browser_lang()), key=name, bind="query-params")
        for name in SELECTION:
            number(name, name)


def settle() -> None:
    """End the run: only what is hidden stays out of the browser's reach."""
    link.settle((*_HIDDEN_WORDS, *SELECTION))


def number(name: str, label: str, *, on_change: Callable[[str], None] | None = None, **options: Any) -> None:
    """Draw the number input of a parameter. It has no limits but 32 bits: wrong values are explained, not refused."""
    default = link.DEFAULTS[name]
    call: dict[str, Any] = {"on_change": on_change, "args": (name,)} if on_change else {}
    st.number_input(
        label, _lowest(name), link.INT32[-1], None if default == "" else default, step=1, key=name,
        bind="query-params", **{"label_visibility": "collapsed", **call, **options},
    )  # fmt: skip


def switch(name: str, label: str) -> None:
    """Draw the switch of a word that is its own label."""
    options = link.WORDS[name]
    st.segmented_control(
        label, options, default=options[0], required=True, key=name, bind="query-params", width="stretch",
        label_visibility="collapsed",
    )  # fmt: skip


def menu(name: str, label: str) -> None:
    """Draw the menu of a word that is its own label."""
    st.selectbox(label, link.WORDS[name], key=name, bind="query-params")


def number_twin(name: str, label: str, **options: Any) -> None:
    """Draw an unbound number input that shows parameter `name` and changes it; a page may draw it."""
    value = None if name in link.OPTIONAL else "min"
    st.number_input(label, _lowest(name), link.INT32[-1], value, step=1, **twin(name), **options)


def _lowest(name: str) -> int:
    return link.LOWEST.get(name, link.INT32[0])


def twin(name: str, then: Callable[[], None] | None = None) -> dict[str, Any]:
    """Return key and callback for an unbound widget that shows parameter `name` and changes it; `then` runs after.

    The twin's state is written only where it differs: after the reader's own change the callback has made both
    equal, and a second, faster change is not overwritten by the echo of the first.
    """
    key = f"{name}_shown"
    value = st.session_state[name]
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _follow, "args": (name, key, then)}


def _follow(name: str, key: str, then: Callable[[], None] | None) -> None:
    link.update(**{name: st.session_state[key]})
    if then is not None:
        then()
