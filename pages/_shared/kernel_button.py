"""The button "kernel from output_size": Paddle's automatic kernel, and why its formula sometimes fails."""

import streamlit as st

from conv3dt_core import InvalidLayerError, kernel_size_for, links
from pages._shared import link, notices
from pages._shared.current import arguments
from pages._shared.i18n import t

_REFUSAL = "kernel_refusal"


def draw() -> None:
    """Draw the button; it can be pressed once there is an output_size."""
    st.button(
        t("shell.kernel"), key="kernel_from_size", on_click=_derive, disabled=link.get("os") == "off",
        help=t("shell.kernel_help"), width="stretch",
    )  # fmt: skip


def explain() -> None:
    """Say above the page why no kernel could be derived, as long as the question stands as it was asked."""
    question, diagnostics = st.session_state.get(_REFUSAL, (None, ()))
    if diagnostics and question == arguments():
        with st.container(key="kernel-refusal"):
            notices.cards(diagnostics, "kernel")


def _derive() -> None:
    params, input_size, output_size, _ = arguments()
    padding = params.padding if params.padding == "SAME" else [pad for pair in params.padding for pad in pair]
    try:
        kernel = kernel_size_for(input_size, output_size, params.stride, padding, params.dilation)
    except InvalidLayerError as error:
        st.session_state[_REFUSAL] = (arguments(), error.diagnostics)
    else:
        link.update(**links.spread("k", kernel))
