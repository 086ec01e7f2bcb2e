"""The picture beside the words: what the other pages show, made by what they are made of."""

from collections.abc import Callable

import streamlit as st

from conv3dt_core import Geometry
from conv3dt_core.decoder import walk
from conv3dt_core.diagnostics import errors_of
from pages._shared import axes, link, notices, panel
from pages._shared.decoder import diagram, state
from pages._shared.i18n import t
from pages._shared.lessons.model import Picture, Shot
from pages._shared.overlap import tables as overlap_tables
from pages._shared.overlap import verdict
from pages._shared.overlap import view as overlap_view
from pages._shared.scene import channels
from pages._shared.scene.selected import selected

#: The page that shows the same: its name, and its address relative to this page.
NAMES: dict[Picture, str] = {
    "scene": "shell.nav_scatter", "overlap": "shell.nav_overlap", "counts": "shell.nav_overlap",
    "axes": "shell.nav_shape", "sizes": "shell.nav_shape", "channels": "shell.nav_scatter",
    "decoder": "shell.nav_decoder",
}  # fmt: skip
_PAGES = {
    "shell.nav_scatter": "scatter-3d", "shell.nav_overlap": "overlap-map", "shell.nav_shape": "shape-explorer",
    "shell.nav_decoder": "decoder-doctor",
}  # fmt: skip


def draw(picture: Picture) -> None:
    """Draw the picture of the present net, or what is wrong with the present layer, and its picture."""
    if picture == "decoder":
        _decoder()
        return
    current = panel.current()
    geometry, why_not = current.geometry, ()
    if picture in _COUNTED:
        counts, why_not = overlap_view.attempt(current)
        geometry = None if counts is None else geometry
    notices.cards((*errors_of(current.diagnostics), *why_not), "lesson")
    if picture in ("axes", "sizes"):
        _axes(current, sizes=picture == "sizes")
    elif geometry is None:
        st.markdown(t("scatter.invalid"))
    else:
        _OF_LEGAL[picture](current, geometry)


def address(shot: Shot) -> str:
    """Return the address of the page that shows the same, with the state as it is now."""
    names = (*shot.parameters, "net", "lang")
    return link.href(_PAGES[NAMES[shot.picture]], **{name: link.get(name) for name in names})


def _scene(current: panel.Current, geometry: Geometry) -> None:
    if (rung := link.get("view")) != "3d":
        st.caption(t(f"scatter.rung_{rung}"))
    with st.container(key="scene"):
        selected(current, geometry).draw(current)


def _overlap(_: panel.Current, geometry: Geometry) -> None:
    counts = overlap_view.counted(geometry)
    axis, index = overlap_view.chosen(geometry)
    st.html(overlap_tables.legend(counts))
    with st.container(key="scene"):
        overlap_view.draw(geometry, axis, index, verdict.as_text(verdict.headline(counts)))


def _counts(_: panel.Current, geometry: Geometry) -> None:
    with st.container(key="contributions"):
        st.html(overlap_tables.slice_table(overlap_view.counted(geometry), *overlap_view.chosen(geometry)))


def _channels(current: panel.Current, _: Geometry) -> None:
    channels.draw(current.params, channels.path(current.params))


def _axes(current: panel.Current, *, sizes: bool) -> None:
    with st.container(key="formula"):
        st.markdown("".join(axes.cards(axes.views(current), sizes=sizes)), unsafe_allow_html=True)


def _decoder() -> None:
    with st.container(key="net-sizes"):
        st.markdown(diagram.draw(walk(state.current()[0])), unsafe_allow_html=True)


_OF_LEGAL: dict[Picture, Callable[[panel.Current, Geometry], None]] = {
    "scene": _scene, "overlap": _overlap, "counts": _counts, "channels": _channels,
}  # fmt: skip
#: Pictures of counts, which an axis may be too long for.
_COUNTED = {"overlap", "counts"}
