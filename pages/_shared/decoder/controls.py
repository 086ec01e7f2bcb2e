"""The panel of the decoder page: which net, how large a volume, how many levels, which layers down and up."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from conv3dt_core.decoder import PRESETS, NetLayer, layer_text, preset, read_layer
from conv3dt_core.decoder.spelling import DEEPEST, LARGEST
from conv3dt_core.diagnostics import AXES
from pages._shared.decoder import state
from pages._shared.decoder.names import layer_name
from pages._shared.i18n import t
from pages._shared.rows import row, row_label

_DOWN = ("m2", "m1x2x2", "m3s2p1", "a2", "c2s2", "c3s2p1", "c4s2p1", "m3")
_UP = ("t2", "t1x2x2", "t3s2p1o1", "t3s2p1", "t4s2p1", "r2", "r1x2x2", "t3")
#: Not one layer for all levels: the table says which.
_MIXED = ""


def menu() -> None:
    """Draw the menu of presets."""
    names = {name: t(f"decoder.preset_{name.replace('-', '_')}") for name in PRESETS}
    _hold("net-preset", state.base())
    st.selectbox(
        t("decoder.preset"), list(names), key="net-preset", on_change=_open, label_visibility="collapsed",
        format_func=names.__getitem__,
    )  # fmt: skip


def rows() -> None:
    """Draw the rows."""
    net = state.current()[0]
    with row("net-size"):
        st.html(row_label(t("decoder.volume"), "D, H, W"))
        for axis, letter in enumerate(AXES):
            _number(f"net-size-{letter}", f"{t('decoder.volume')} {letter}", net.size[axis], 1, LARGEST, _resized)
    with row("net-depth"):
        st.html(row_label(t("decoder.levels"), t("decoder.levels_gloss")))
        _number("net-depth", t("decoder.levels"), net.depth, 0, DEEPEST, _deepened)
    if net.depth:
        _choice("net-down", t("decoder.down"), net.downs, _DOWN)
    _choice("net-up", t("decoder.up"), net.ups, _UP)


def _open() -> None:
    name = st.session_state["net-preset"]
    if name is None:
        return
    net, chosen = state.current()[0], preset(name)
    # The reader's own volume stays, unless one of the two nets is about a size of its own.
    usual = preset("unet").size
    keeps = net.size != preset(state.base()).size and chosen.size == usual
    state.set_net(replace(chosen, size=net.size) if keeps else chosen)


def _resized(key: str) -> None:
    state.resize(AXES.index(key[-1]), st.session_state[key])


def _deepened(key: str) -> None:
    net = state.current()[0]
    state.edit(replace(net.with_depth(st.session_state[key]), join=net.join, padded=net.padded))


def _changed(key: str) -> None:
    net, text = state.current()[0], st.session_state[key]
    if not text:
        return
    layer = read_layer(text)
    changed: Any = {"downs": (layer,) * net.depth} if key == "net-down" else {"ups": (layer,) * len(net.ups)}
    state.edit(replace(net, **changed))


def _number(key: str, label: str, value: int, low: int, high: int, changed: Callable[[str], None]) -> None:
    _hold(key, value)
    st.number_input(
        label, low, high, value, step=1, key=key, on_change=changed, args=(key,), label_visibility="collapsed"
    )


def _choice(key: str, name: str, layers: tuple[NetLayer, ...], usual: tuple[str, ...]) -> None:
    texts = list(dict.fromkeys(map(layer_text, layers)))
    present = texts[0] if len(texts) == 1 else _MIXED
    labels = {text: layer_name(read_layer(text)) if text else t("decoder.mixed") for text in (*usual, present)}
    _hold(key, present)
    st.selectbox(
        name, list(labels), key=key, on_change=_changed, args=(key,), format_func=labels.__getitem__
    )  # fmt: skip


def _hold(key: str, value: Any) -> None:
    """Let a widget show what the link says; it is the link that counts."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
