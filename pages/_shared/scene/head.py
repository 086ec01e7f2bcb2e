"""The head of a page that follows one voxel: which way, in how many dimensions, the output's shape, what is wrong."""

import streamlit as st

from pages._shared import notices, panel
from pages._shared.i18n import t


def draw(current: panel.Current) -> None:
    """Draw the two switches, the shape and the notices."""
    with st.container(key="scatter-head", horizontal=True, vertical_alignment="center"):
        panel.direction_switch({"input": t("scatter.scatter"), "output": t("scatter.gather")})
        panel.ladder_switch()
        notices.output_shape(current)
    notices.show(current.diagnostics)
