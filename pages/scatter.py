"""3-D scatter: which output voxels one input voxel writes, or which input voxels write one output voxel."""

import streamlit as st

from conv3dt_core import Geometry
from conv3dt_core.figures.ladder import LEFT_OUT
from pages._shared import link, panel, shell
from pages._shared.i18n import t
from pages._shared.scene import channels, head, planes, sentences, tables, takeaway
from pages._shared.scene.selected import selected


def main() -> None:
    current = panel.current()
    head.draw(current)
    if current.geometry is not None:
        draw(current, current.geometry)
        return
    with st.container(key="scene"):
        st.markdown(t("scatter.invalid"))
    panel.selection_slot()


def draw(current: panel.Current, geometry: Geometry) -> None:
    rung, path = link.get("view"), channels.path(current.params)
    chosen = selected(current, geometry)
    at, rows, numbers, listing, headline = chosen
    detail = sentences.detail(*at, numbers)
    with st.container(key="headline"):
        st.html(f'<p class="c3-headline">{sentences.as_html(headline)}</p><p class="c3-sum">{detail}</p>')
        for sentence in sentences.left_out(*at, rows, rung):
            st.caption(sentence)
    picture, key = st.columns([5.4, 1])
    with picture, st.container(key="scene"):
        chosen.draw(current)
    with key, st.container(key="kernel-key"):
        st.html(tables.kernel_key(at[0], rows))
    panel.selection_slot(LEFT_OUT[rung])
    with st.container(key="planes"):
        planes.draw(*at, current.tap, rows, path)
    channels.draw(current.params, path)
    if rows:
        with st.container(key="contributions"):
            st.caption(tables.caption(numbers, rows), unsafe_allow_html=True)
            with st.container(key="contributions-table"):
                st.html(tables.table(current.side, listing, numbers))
    takeaway.draw(*at, rows, numbers, sentences.as_text(headline))


shell.page(main)
