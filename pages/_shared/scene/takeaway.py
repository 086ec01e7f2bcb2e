"""Buttons to take the scene away. What they save is made when they are pressed."""

import streamlit as st

from conv3dt_core import Geometry
from conv3dt_core.budget import of_scene
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.contributions import Contributions, Side
from conv3dt_core.figures.example import Worked
from conv3dt_core.figures.export import contributions_csv, standalone_html
from pages._shared.i18n import t
from pages._shared.scene import view


def draw(
    geometry: Geometry,
    side: Side,
    voxel: Triple,
    rows: Contributions | None,
    worked: Worked,
    sentence: str,
) -> None:
    """Draw the buttons; `sentence` is the picture in words."""
    name = f"conv3dt-{'scatter' if side == 'input' else 'gather'}-{'-'.join(map(str, voxel))}"
    colours, labels = view.theme(), view.labels(geometry, rows)  # read now: on the button's thread is no session

    def html() -> str:
        return standalone_html(geometry, side, voxel, colours, labels, sentence=sentence)

    def table() -> str:
        return contributions_csv(rows, worked) if rows is not None else ""

    with st.container(key="takeaway", horizontal=True, gap="small"):
        if not of_scene(geometry):
            st.download_button(
                t("scatter.save_html"), html, f"{name}.html", "text/html", "save-html", on_click="ignore"
            )
        if rows is not None:
            st.download_button(t("scatter.save_csv"), table, f"{name}.csv", "text/csv", "save-csv", on_click="ignore")
