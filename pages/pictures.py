"""Four pictures: the layer as scatter, zero insertion, matrix and gradient, one voxel lit in all of them."""

import streamlit as st

from conv3dt_core import Geometry
from conv3dt_core.figures.contributions import is_inside
from conv3dt_core.figures.example import Worked
from conv3dt_core.figures.ladder import LEFT_OUT, on_rung
from conv3dt_core.pictures import fits, focus
from pages._shared import link, panel, shell
from pages._shared.i18n import t
from pages._shared.pictures import ambiguity, cards, deconvolution, start, work
from pages._shared.scene import channels, head, sentences


def main() -> None:
    current = panel.current()
    head.draw(current)
    if current.geometry is None:
        st.markdown(t("scatter.invalid"))
        panel.selection_slot()
        return
    rung = link.get("view")
    geometry, voxel = on_rung(current.geometry, current.voxel, rung)
    with st.container(key="four"):
        if fits(geometry):
            start.choose(geometry, current.side)
            draw(current, geometry, voxel)
        else:
            work.refuse(current, current.geometry, rung)
    with st.container(key="more-pictures"):
        below = ambiguity.section(geometry)
        if fits(geometry):
            below += deconvolution.section(geometry, channels.path(current.params))
        st.markdown(below, unsafe_allow_html=True)


def draw(current: panel.Current, geometry: Geometry, voxel: tuple[int, int, int]) -> None:
    path, side = channels.path(current.params), current.side
    inside = is_inside(geometry, side, voxel)
    lit = focus(geometry, side, voxel, current.tap) if inside else None
    found = work.worked(geometry, path)
    if lit is None:
        said = sentences.headline(geometry, side, voxel, Worked(path, None, None, None))
    else:
        said = cards.headline(found, lit)
    agree = cards.agreement(found, lit, path, current.bias)
    with st.container(key="headline"):
        st.html(f'<p class="c3-headline">{sentences.as_html(said)}</p><p class="c3-agreement">{agree}</p>')
    panel.selection_slot(LEFT_OUT[link.get("view")])
    if lit is not None:
        st.markdown(cards.cards(found, lit), unsafe_allow_html=True)


shell.page(main)
