"""How often each output voxel is written, in 3-D: one cube per voxel, larger and stronger in colour the more often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .overlap_colours import colours
from .scene_cubes import MAX_COLOURS, compact, cubes, lines, wires
from .scene_rooms import UNIT, Room, box_lines, indices, layout, letters, text, title_place, wall_grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..diagnostics import Triple
    from ..overlap import Overlap
    from .theme import Theme

#: More cubes than this are never drawn at once.
MAX_CUBES = 4_000
#: Of a slice too large for that, so many voxels to each side of the middle.
REACH = 31
#: More holes than this are outlined in the framed slice alone: many wires hide the cubes.
MAX_WIRES = 200
#: Half edges of the cubes with the fewest and the most contributions, in hundredths of a voxel: the inside of the
#: volume stays visible, and size says what colour says.
_SMALLEST, _LARGEST = 11, 39


def shown(size: Triple, axis: int, index: int) -> NDArray[np.int64]:
    """Return the voxels that are drawn, (n, 3): all, or those of one slice, or the middle of a large slice."""
    ranges = [np.arange(n) for n in size]
    if np.prod(size, dtype=np.int64) > MAX_CUBES:
        ranges = [_middle(n) for n in size]
        ranges[axis] = np.array([index])
    return np.stack(np.meshgrid(*ranges, indexing="ij"), axis=-1).reshape(-1, 3)


def _middle(n: int) -> NDArray[np.int64]:
    return np.arange(max(0, n // 2 - REACH), min(n, n // 2 + REACH))


def overlap_scene(
    overlap: Overlap, axis: int, index: int, theme: Theme, *, spread: float = 1.3, title: str = "output"
) -> dict[str, Any]:
    """Return "data" and "layout" of the figure, as dictionaries and typed arrays.

    Parameters
    ----------
    overlap : Overlap
    axis, index : int
        The slice that is framed; beyond `MAX_CUBES` voxels it is all that is drawn.
    theme : Theme
    spread : float
        How much D is stretched.
    title : str

    Notes
    -----
    ``customdata`` has one row per cube: (count, d, h, w).
    """
    depth = 2 * round(spread * UNIT / 2)
    size = overlap.size
    em = max(UNIT // 2, round((0.92 * size[1] * UNIT + 0.72 * size[0] * depth / 2) / 10))
    room = Room(size, (0, 0, 0), depth, em)
    voxels = shown(size, axis, index)
    counts = np.prod([part.counts[voxels[:, i]] for i, part in enumerate(overlap.axes)], axis=0)
    traces = [
        wall_grid(room, theme.line, "output grid"),
        box_lines(room, theme.output, "output box"),
        _frame(room, axis, index, theme.ink),
        *_cubes(room, voxels, counts, list(overlap.histogram), theme),
        _holes(room, _few(voxels[counts == 0], axis, index), theme.crop),
        _words(room, title, theme),
    ]
    data = [trace | {"uid": trace["name"].replace(" ", "-")} for trace in traces if len(trace["x"])]
    return {"data": data, "layout": layout(_fit_points(room))}


def _cubes(
    room: Room, voxels: NDArray[np.int64], counts: NDArray[np.int64], levels: list[int], theme: Theme
) -> list[dict[str, Any]]:
    levels = [level for level in levels if level]
    written = counts > 0
    if not written.any():
        return []
    rank = np.searchsorted(levels, counts[written])
    # A single level takes the middle.
    half = _SMALLEST + (_LARGEST - _SMALLEST) * (rank if levels[1:] else rank + 0.6) // max(1, len(levels) - 1)
    told = np.column_stack([counts[written], voxels[written]])
    more: dict[str, Any] = {"name": "counts", "customdata": compact(told), "hoverinfo": "none"}
    shades = min(len(levels), MAX_COLOURS)  # more levels than that share colours with their neighbours
    which = rank * (shades - 1) // max(1, len(levels) - 1)
    return [cubes(room.place(voxels[written]), np.minimum(half, _LARGEST), colours(theme, shades), which, **more)]


def _few(voxels: NDArray[np.int64], axis: int, index: int) -> NDArray[np.int64]:
    return voxels if len(voxels) <= MAX_WIRES else voxels[voxels[:, axis] == index]


def _holes(room: Room, voxels: NDArray[np.int64], colour: str) -> dict[str, Any]:
    centres = room.place(voxels)
    return lines(wires(centres - _SMALLEST, centres + _SMALLEST), colour, 2, name="holes")


def _frame(room: Room, axis: int, index: int, colour: str) -> dict[str, Any]:
    """Return the edges of one slice."""
    ends = np.array([(0, 0, 0), [n - 1 for n in room.size]])
    ends[:, axis] = index
    low, high = room.span(ends)
    return lines(wires(low[None], high[None]), colour, 2, name="slice")


def _words(room: Room, title: str, theme: Theme) -> dict[str, Any]:
    places, texts = indices(room)
    colours_of = [theme.muted] * len(texts) + [theme.ink] * 4
    every = np.concatenate([places, letters(room), [title_place(room)]])
    return text(every, [*texts, "<b>D</b>", "<b>H</b>", "<b>W</b>", f"<b>{title}</b>"], colours_of, 14, theme, "words")


def _fit_points(room: Room) -> NDArray[np.int64]:
    box = np.stack(room.box)
    corners = np.array([[box[i, 0], box[j, 1], box[k, 2]] for i in (0, 1) for j in (0, 1) for k in (0, 1)])
    top = corners.max(axis=0) + np.array([0, 0, room.off(110)])
    return np.concatenate([corners, indices(room)[0], letters(room), [top]])
