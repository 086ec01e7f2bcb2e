"""A slice through the layer as numbers: x, w and y as grids, the selected voxel and its contributions marked.

A slice has one index on its axis in each of the three: input i and tap k meet in output i*stride + k*dilation - pad.
The plane and the line have one slice; a volume's goes through the selected voxel and one of its taps.
"""

from collections.abc import Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from conv3dt_core import Geometry
from conv3dt_core.channels import ChannelPath
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.contributions import Contributions, Side
from conv3dt_core.figures.example import volumes
from pages._shared import link, panel, parameters
from pages._shared.i18n import t
from pages._shared.scene.sentences import number
from pages._shared.wide import scrolled

#: Cells of a grid's side at most: in a volume, where nothing but slices is shown, and in the plane and the line.
MAX_SIDE = {True: 10, False: 16}
#: st.html refuses an empty text.
NOTHING = "<span></span>"
#: (row, column) of a grid -> (CSS class, tap number or None)
Marks = Mapping[tuple[int, int], tuple[str, int | None]]


def draw(
    geometry: Geometry, side: Side, voxel: Triple, tap: int | None, rows: Contributions | None, path: ChannelPath
) -> None:
    """Draw the slice of the plane and the line; of a volume the one on the axis that a switch over it says."""
    volume = link.get("view") == "3d"
    axis = parameters.AXES.index(link.get("ax")) if volume else 0
    html = grids(geometry, side, voxel, tap, rows, path, axis, volume)
    if volume and "c3-planes" in html:
        panel.axis_switch()
    st.html(html)


def grids(
    geometry: Geometry, side: Side, voxel: Triple, tap: int | None, rows: Contributions | None, path: ChannelPath,
    axis: int = 0, volume: bool = False,
) -> str:  # fmt: skip
    """Return the three grids as HTML; `NOTHING` where no contribution is written, words where it is too much work."""
    if rows is None or not rows.written.any():
        return NOTHING
    found = volumes(geometry, path)
    if found is None:
        return f'<p class="c3-no-planes">{t("scatter.no_slices")}</p>'
    at = _through(rows, tap)
    indices = [int(places[at, axis]) for places in (rows.source, rows.tap, rows.target)]
    shown = rows.tap[:, axis] == indices[1]
    end = rows.target if side == "input" else rows.source
    lit = _marks(rows, end, shown & rows.written, axis)
    here: Marks = {_across(voxel, axis): ("c3-from" if side == "input" else "c3-into", None)}
    marks = [here, lit] if side == "input" else [lit, here]
    marks.insert(1, _marks(rows, rows.tap, shown, axis))
    of_y = t("scatter.grid_y") if len(path.sources) == 1 else t("scatter.grid_y_channel", ci=path.ci)
    names = (t("scatter.grid_x"), t("scatter.grid_w"), of_y)
    wheres = [
        f"{kernel}{'DHW'[axis]} = {i}" if volume else "" for kernel, i in zip(("", "k", ""), indices, strict=True)
    ]
    planes = [values.take(i, axis) for values, i in zip(found, indices, strict=True)]
    html = [_grid(*each, MAX_SIDE[volume]) for each in zip(names, wheres, planes, marks, strict=True)]
    return scrolled(f'<div class="c3-planes">{"".join(html)}</div>', t("scatter.slices"))


def _through(rows: Contributions, tap: int | None) -> int:
    """Return the row whose tap the slice goes through: the chosen one if it is written, else one in the middle."""
    written = np.flatnonzero(rows.written)
    chosen = [row for row in written if rows.number[row] == tap]
    return int((chosen or written[len(written) // 2 :])[0])


def _marks(rows: Contributions, places: NDArray[np.int64], shown: NDArray[np.bool_], axis: int) -> Marks:
    each = zip(rows.number, places.tolist(), rows.tap[:, 0] % 7, rows.written, strict=True)
    return {
        _across(place, axis): (f"c3-k{colour}" if written else "lost", int(tap))
        for (tap, place, colour, written), is_shown in zip(each, shown, strict=True)
        if is_shown
    }


def _across(voxel: Triple | list[int], axis: int) -> tuple[int, int]:
    """Return the two indices within the slice: (d, h, w) on axis 1 -> (d, w)."""
    row, column = (i for at, i in enumerate(voxel) if at != axis)
    return row, column


def _grid(name: str, where: str, plane: NDArray[np.int64], marks: Marks, most: int) -> str:
    height, width = (window(n, [key[axis] for key in marks], most) for axis, n in enumerate(plane.shape))
    head = "".join(f"<th>{c}</th>" for c in width)
    body = "".join(
        f"<tr><th>{h}</th>{''.join(_cell(plane[h, c], marks.get((h, c))) for c in width)}</tr>" for h in height
    )
    size = " × ".join(map(str, plane.shape if plane.shape[0] > 1 else plane.shape[1:]))
    if (len(height), len(width)) != plane.shape:
        where = ", ".join(filter(None, (where, t("scatter.grid_cut", size=size))))
    title = f"{name}, {where or size}"
    corner = '<th><span class="c3-unseen">↓ →</span></th>'  # rows down, columns across
    return f'<table class="c3-plane"><caption>{title}</caption><tr>{corner}{head}</tr>{body}</table>'


def window(n: int, marked: list[int], most: int) -> range:
    """Return all indices, or `most` of them round what is marked."""
    middle = (min(marked, default=0) + max(marked, default=0)) // 2
    first = min(max(0, middle - most // 2), max(0, n - most))
    return range(first, min(n, first + most))


def _cell(value: int, mark: tuple[str, int | None] | None) -> str:
    if mark is None:
        return f"<td>{number(value)}</td>"
    kind, tap = mark
    return f'<td class="{kind}"{"" if tap is None else f" data-tap={tap}"}>{number(value)}</td>'
