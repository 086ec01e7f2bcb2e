"""3-D scatter: which output voxels one input voxel writes, or which input voxels write one output voxel."""

import streamlit as st

from conv3dt_core import Geometry
from conv3dt_core.figures.contributions import MAX_LISTED_PAIRS, contributions, count, is_inside
from conv3dt_core.figures.scene import lattice
from pages._shared import notices, panel
from pages._shared.i18n import t
from pages._shared.scene import sentences, tables, view


def main() -> None:
    current = panel.current()
    notices.output_shape(current)
    notices.show(current.diagnostics)
    if current.geometry is None:
        with st.container(key="scene"):
            st.markdown(t("scatter.invalid"))
        panel.selection_slot()
        st.container(key="contributions")
        return
    draw(current, current.geometry)


def draw(current: panel.Current, geometry: Geometry) -> None:
    at = (geometry, current.side, current.voxel)
    inside = is_inside(*at)
    rows = contributions(*at) if inside and count(*at)[1] <= MAX_LISTED_PAIRS else None
    pairs = None if rows is None else tables.values(geometry, rows)
    headline = sentences.headline(*at, current.bias)
    with st.container(key="headline", gap=None):
        html(f'<p class="c3-headline">{sentences.as_html(headline)}</p>')
        if inside and current.side == "input":
            html(f'<p class="c3-sum">{sentences.arithmetic(geometry, current.voxel)}</p>')
        elif pairs:
            html(f'<p class="c3-sum">{sentences.total(pairs)}</p>')
    drawn = len(lattice(geometry.input_size, current.voxel if inside and current.side == "input" else None))
    for sentence in sentences.left_out(*at, rows, drawn):
        st.caption(sentence)
    picture, key = st.columns([5.4, 1])
    with picture, st.container(key="scene"):
        said = {} if rows is None else tables.lines(geometry, rows, pairs)
        view.draw(*at, current.tap, rows, said, sentences.as_text(headline))
    with key, st.container(key="kernel-key"):
        html(tables.kernel_key(geometry, rows))
    panel.selection_slot()
    with st.container(key="contributions"):
        if rows is not None and len(rows):
            st.caption(tables.caption(pairs, len(rows)), unsafe_allow_html=True)
            with st.container(key="contributions-table"):
                html(tables.table(geometry, current.side, rows, pairs))


def html(text: str) -> None:
    st.markdown(text, unsafe_allow_html=True)


main()
