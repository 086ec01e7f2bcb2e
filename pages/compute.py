"""Run numbers: real tensors through NumPy and torch, what they agree on, slices, and files to take away."""

import streamlit as st

from conv3dt_core import Geometry
from pages._shared import notices, panel, shell
from pages._shared.i18n import t
from pages._shared.numbers import downloads, run, source, view
from pages._shared.scene import channels


def main() -> None:
    current = panel.current()
    with st.container(key="scatter-head"):
        notices.output_shape(current)
    notices.show(current.diagnostics)
    file = source.draw()
    if current.geometry is None:
        with st.container(key="numbers-none"):
            st.markdown(t("numbers.invalid"))
        return
    path = channels.path(current.params)
    chosen = source.chosen(current, current.geometry, path, file)
    with st.container(key="numbers-run"):
        found = run.result(chosen) if chosen else None
    if found is not None:
        draw(current, current.geometry, found)


def draw(current: panel.Current, geometry: Geometry, found: run.Result) -> None:
    view.agreement(found)
    if found.y.size:
        view.pictures(current, geometry, channels.path(current.params), found)
        view.numbers(found)
        downloads.draw(current, found)


shell.page(main)
