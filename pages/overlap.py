"""Overlap map: how often each output voxel is written, and whether that makes a checkerboard."""

import streamlit as st

from conv3dt_core import Geometry
from conv3dt_core.overlap import Overlap
from pages._shared import notices, panel, shell
from pages._shared.i18n import t
from pages._shared.overlap import gallery, remedy, tables, verdict, view
from pages._shared.rows import number


def main() -> None:
    current = panel.current()
    counts, why_not = view.attempt(current)
    with st.container(key="scatter-head"):
        notices.output_shape(current)
    notices.show((*current.diagnostics, *why_not))
    if current.geometry is None or counts is None:
        with st.container(key="scene"):
            st.markdown(t("scatter.invalid"))
        return
    sentence = verdict.headline(counts)
    with st.container(key="headline"):
        st.html(f'<p class="c3-headline">{verdict.as_html(sentence)}</p>')
        st.caption("  \n".join(verdict.reasons(current.geometry, counts)))
    draw(current.geometry, counts, verdict.as_text(sentence))
    below(current, current.geometry, counts)


def draw(geometry: Geometry, counts: Overlap, alt: str) -> None:
    axis, index = view.chosen(geometry)
    st.caption(view.left_out(geometry, axis, index))
    picture, table = st.columns([1.25, 1])
    with picture, st.container(key="scene"):
        view.draw(geometry, axis, index, alt)
    with table, st.container(key="contributions"):
        st.html(tables.slice_table(counts, axis, index))
        with st.container(key="selection", horizontal=True, vertical_alignment="center"):
            panel.axis_switch()
            number("sl", t("overlap.slice"), placeholder=str(geometry.output_size[axis] // 2), width=150)


def below(current: panel.Current, geometry: Geometry, counts: Overlap) -> None:
    bars, change = st.columns(2, gap="large")
    with bars, st.container(key="histogram"):
        st.html(tables.bars(counts) + tables.classes(counts))
    with change, st.container(key="change"):
        remedy.draw(current.params, geometry, counts)
    with st.container(key="gallery"):
        st.markdown(gallery.table(current.params), unsafe_allow_html=True)


shell.page(main)
