"""The selected voxel, and what the pages show of it: its contributions, their numbers, one sentence, the scene."""

from typing import NamedTuple

from conv3dt_core import Geometry
from conv3dt_core.budget import of_scene
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.contributions import Contributions, Side, listed
from conv3dt_core.figures.example import Worked, worked
from conv3dt_core.figures.ladder import on_rung
from pages._shared import budget, link, notices, panel
from pages._shared.scene import channels, sentences, tables, view


class Selected(NamedTuple):
    """One voxel of a layer on the present rung of the ladder; `headline` with its marks."""

    at: tuple[Geometry, Side, Triple]
    rows: Contributions | None
    numbers: Worked
    listing: list[tables.Row]
    headline: str

    def draw(self, current: panel.Current) -> None:
        """Draw the scene, or say why it is too large for one."""
        too_large = budget.refused(current, of_scene, link.get("view"))
        if too_large:
            notices.cards(too_large, "scene")
            return
        view.draw(*self.at, current.tap, self.rows, tables.lines(self.listing), sentences.as_text(self.headline))


def selected(current: panel.Current, geometry: Geometry) -> Selected:
    """Return the voxel of the link in a legal layer."""
    geometry, voxel = on_rung(geometry, current.voxel, link.get("view"))
    at = (geometry, current.side, voxel)
    rows = listed(*at)
    path = channels.path(current.params)
    numbers = worked(geometry, current.side, rows, path, current.bias, current.activation)
    listing = [] if rows is None else tables.listing(geometry, rows, numbers.pairs)
    return Selected(at, rows, numbers, listing, sentences.headline(*at, numbers))
