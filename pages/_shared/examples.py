"""Examples to open: famous layers, traps, and one for each diagnostic, as parameters or as a failing call."""

from html import escape
from typing import Any

import streamlit as st

from conv3dt_core import links
from conv3dt_core.diagnostics import FOREIGN_CODES, Code
from pages._shared import calls, link, notices, parameters
from pages._shared.i18n import t


def _layer(**values: Any) -> dict[str, Any]:
    """One value per name stands for all three axes: k=4 -> k_d=4, k_h=4, k_w=4."""
    spread: dict[str, Any] = {}
    for name, value in values.items():
        spread |= links.spread(name, (value,) * 3) if name in links.TRIPLES and name != "os" else {name: value}
    return spread


def _inputs(size: int) -> dict[str, int]:
    return {"in": size}  # a keyword of Python's, so it needs a dict


def _asked(size: int, **values: Any) -> dict[str, Any]:
    return _layer(os="on", **values) | links.spread("os", (size,) * 3)


#: Keys of pages/_shared/words/shell.py, in the order of the menu.
LAYERS: dict[str, dict[str, Any]] = {
    "shell.ex_paddle": {},
    "shell.ex_vnet": _layer(n=1, cin=256, cout=128, k=2, s=2),
    "shell.ex_gan": _layer(**_inputs(4), n=1, cin=512, cout=256, k=4, s=2, pf=1, pb=1),
    "shell.ex_checkerboard": _layer(**_inputs(5), n=1, cin=1, cout=1, s=2),
    "shell.ex_same": _layer(**_inputs(7), k=4, s=2, pad="same"),
    "shell.ex_scatter": _layer(**_inputs(3), n=1, cin=1, cout=1, s=2, pf=1, pb=1) | links.spread("v", (1, 1, 2)),
}  # fmt: skip

#: One layer for each code that numbers can reach; the others are in `calls.CALLS`.
FAULTS: dict[Code, dict[str, Any]] = {
    Code.CHANNELS_NOT_POSITIVE: {"cin": 0},
    Code.GROUPS_NOT_POSITIVE: {"groups": 0},
    Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS: {"groups": 4},
    Code.INPUT_SIZE_NOT_POSITIVE: {"in_d": 0},
    Code.KERNEL_SIZE_NOT_POSITIVE: _layer(k=0),
    Code.STRIDE_NOT_POSITIVE: {"s_w": 0},
    Code.DILATION_NOT_POSITIVE: _layer(dil=0),
    Code.PADDING_NEGATIVE: _layer(pf=-1, pb=-1),
    Code.OUTPUT_PADDING_NEGATIVE: _layer(op=-1),
    Code.OUTPUT_PADDING_TOO_LARGE: _layer(s=2, op=2),
    Code.OUTPUT_SIZE_OUT_OF_RANGE: _asked(19, s=2),
    Code.OUTPUT_SIZE_NOT_POSITIVE: _layer(**_inputs(1), pf=2, pb=2),
    Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION: _layer(dil=3, op=1),
    Code.SAME_IGNORES_DILATION: _layer(dil=2, pad="same"),
    Code.SAME_IS_NOT_INPUT_TIMES_STRIDE: _layer(**_inputs(7), s=2, pad="same"),
    Code.OUTPUT_SIZE_REPLACES_OUTPUT_PADDING: _asked(17, s=2, op=1),
    Code.INPUT_RANK: {"x": "4, 8, 8, 8"},
    Code.CHANNELS_MISMATCH: {"x": "2, 8, 8, 8, 4"},
}

_BY_CODE = {code: FAULTS.get(code, {"ex": code.value}) for code in Code if code not in FOREIGN_CODES}
_ALL: dict[str, dict[str, Any]] = LAYERS | {code.value: values for code, values in _BY_CODE.items()}
#: What an example leaves as it is.
_KEPT = ("net", "lesson", "step", "present", "cam", "data", "weights", "seed")
#: What says which example is open; where one looks, and in which language, is no part of it.
_LOOKING = {*parameters.OF_PAGES, *_KEPT, "link"}
_TELLING = [name for name in parameters.DEFAULTS if name not in _LOOKING]


def _signature(values: dict[str, Any]) -> frozenset[Any]:
    defaults = parameters.DEFAULTS
    return frozenset((name, values[name]) for name in _TELLING if values.get(name) not in (None, defaults[name]))


#: The key of the fragment that the menu is; see shell.py.
MENU = "menu"
_DRAWN = "menu_drawn"
_BY_SIGNATURE = {_signature(values): name for name, values in reversed(_ALL.items())}


def shown() -> str | None:
    """Return the example the panel shows at present, if it is one."""
    return _BY_SIGNATURE.get(_signature({name: link.get(name) for name in _TELLING}))


@st.fragment(key=MENU)
def menu() -> None:
    """Draw the menu; it names the example the panel shows at present, if it is one.

    It is another widget for each, else the browser's next message could hold the example of a moment ago, which would
    look like the reader's choice.
    """
    present = shown()
    key = _key(present)
    names = {name: t(name) if name in LAYERS else name for name in _ALL}
    st.session_state[_DRAWN] = key
    st.selectbox(
        t("shell.examples"), list(names), index=None if present is None else list(names).index(present), required=True,
        placeholder=t("shell.examples"), key=key, on_change=_open, args=(key,), format_func=names.__getitem__,
        label_visibility="collapsed",
    )  # fmt: skip


def _key(present: str | None) -> str:
    return f"preset-{present}"


def is_outdated() -> bool:
    """Return whether the menu, as it was last drawn, names another example than the panel shows."""
    return st.session_state.get(_DRAWN, _key(shown())) != _key(shown())


def _open(key: str) -> None:
    name = st.session_state[key]
    if name is not None and key == st.session_state[_DRAWN]:
        link.update(**parameters.DEFAULTS | {kept: link.get(kept) for kept in _KEPT} | _ALL[name])
        st.rerun()  # the menu is a fragment, and all the rest has to follow


def draw_call() -> None:
    """Draw the call the link asks for: its code, and what it is refused with."""
    if not link.get("ex"):
        return
    code = Code(link.get("ex"))
    with st.container(key="example", border=True):
        st.html(f'<p class="c3-example">{escape(t("shell.example_call"))}</p>')
        st.code(calls.CALLS[code], language="python", wrap_lines=True)
        with st.container(key="diagnostics"):
            if calls.needs_torch(code):
                st.html(f"<code>{code.value}</code> {escape(t('shell.no_torch'))}")
            else:
                notices.cards(calls.diagnostics(code), "example", fixable=False)
        st.button(t("shell.close"), key="close-example", on_click=link.update, kwargs={"ex": ""})
