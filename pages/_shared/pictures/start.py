"""Where the page begins if nobody has chosen a voxel: at one that writes something."""

import streamlit as st

from conv3dt_core import Geometry, links
from conv3dt_core.pictures import first_writer
from pages._shared import link
from pages._shared.parameters import SELECTION


def choose(geometry: Geometry, side: str) -> None:
    """Select the first input voxel that writes, once, and run anew; a link that names a voxel or a tap stays."""
    if not link.unchosen(*SELECTION) or side == "output" or geometry.targets((0, 0, 0)):
        return
    first = first_writer(geometry)
    if first is not None:
        link.update(**links.spread("v", first))
        st.rerun()
