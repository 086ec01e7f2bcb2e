"""Examples to open: famous layers, traps, and one example for each diagnostic code."""

import streamlit as st

from pages._shared import link
from pages._shared.i18n import t


def _alike(**values):
    """k=4 -> k_d=4, k_h=4, k_w=4; names without axes as they are."""
    spread = {}
    for name, value in values.items():
        spread |= link.spread(name, (value,) * 3) if name in link.TRIPLES else {name: value}
    return spread


LAYERS = {"paddle": {}, "vnet": _alike(n=1, cin=256, cout=128, k=2, s=2)}

def menu() -> None:
    st.selectbox(t("shell.examples"), list(LAYERS), index=None, placeholder=t("shell.examples"), key="preset", on_change=_apply, label_visibility="collapsed")

def _apply() -> None:
    name = st.session_state["preset"]
    if name is not None:
        link.reset(LAYERS[name])
