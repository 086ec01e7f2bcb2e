"""Where things stand in the scene: the input room, the output room, their walls, indices and titles.

x = W to the right, y = D away from the reader and stretched by `spread`, z = -H, so that row 0 is on top and the
D = 0 face reads like a printed matrix. Unit: one hundredth of a voxel (see scene_cubes).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np

from .scene_cubes import compact, lines, quads, wires

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..diagnostics import Triple
    from ..geometry import Geometry
    from .theme import Theme

UNIT = 100
HALF = UNIT // 2
#: Room for indices and titles between the two boxes as they appear on the screen, in hundredths of `Room.em`.
GAP, STACKED_GAP = 150, 215
#: Up to this many indices and grid lines on an axis, then every n-th.
MAX_INDICES, MAX_GRID_LINES = 8, 16


@dataclass(frozen=True, slots=True)
class Room:
    """A box of voxels. `size` is (D, H, W); `origin` the (x, y, z) of voxel (0, 0, 0); `depth` the D pitch.

    `em` is what a voxel's edge would be in a scene of ordinary size: text keeps its pixels when the scene is fitted
    into the panel, so its distances must grow with the scene.
    """

    size: Triple
    origin: tuple[int, int, int]
    depth: int
    em: int

    def off(self, hundredths: int) -> int:
        """Return a distance of text, given in hundredths of `em`."""
        return hundredths * self.em // UNIT

    def place(self, voxels: NDArray[Any]) -> NDArray[np.int64]:
        """Return the centres of voxels: (n, 3) as D, H, W -> (n, 3) as x, y, z. Outside the box is fine."""
        d, h, w = np.asarray(voxels, np.int64).reshape(-1, 3).T
        x, y, z = self.origin
        return np.stack([x + w * UNIT, y + d * self.depth, z - h * UNIT], axis=1)

    def span(self, voxels: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the low and the high corner of the box round all cells of `voxels`."""
        centres, half = self.place(voxels), np.array([HALF, self.depth // 2, HALF])
        return centres.min(axis=0) - half, centres.max(axis=0) + half

    @property
    def box(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The low and the high corner of the room."""
        return self.span(np.array([(0, 0, 0), [n - 1 for n in self.size]]))


def rooms(geometry: Geometry, spread: float, stacked: bool) -> tuple[Room, Room]:
    """Return the input and the output room: side by side, or the input above the output."""
    size_in, size_out = geometry.input_size, geometry.output_size
    depth = 2 * round(spread * UNIT / 2)
    lag = [b - a for a, b in zip(size_in, size_out, strict=True)]  # the input is centred against the output
    y = lag[0] * depth // 2
    # Seen from the corner, depth leads to the right and upwards: deep boxes need a wider gap not to overlap.
    deep = (size_in[0] + size_out[0]) * depth / 2
    tall = size_out[1] + (size_in[1] if stacked else 0)
    em = max(UNIT // 2, round((0.92 * tall * UNIT + 0.72 * deep) / 10))
    if stacked:
        place = (lag[2] * HALF, y, size_in[1] * UNIT + STACKED_GAP * em // UNIT + round(0.394 * deep))
    else:
        digits = len(str(max(size_in[0], size_out[1]) - 1))  # of the indices that meet in the gap
        gap = (GAP + 30 * (digits - 1)) * em // UNIT
        place = (-(size_in[2] * UNIT + gap + round(0.444 * deep)), y, -lag[1] * HALF)
    return Room(size_in, place, depth, em), Room(size_out, (0, 0, 0), depth, em)


def box_lines(room: Room, colour: str, name: str) -> dict[str, Any]:
    """Return the 12 edges of a room."""
    low, high = room.box
    return lines(wires(low[None], high[None]), colour, 3, name=name)


def wall_grid(room: Room, colour: str, name: str) -> dict[str, Any]:
    """Return the cell borders on the back wall, the floor and the left wall of a room."""
    low, high = room.box
    cuts = [_cuts(lo, hi, n) for lo, hi, n in zip(low, high, (room.size[2], room.size[0], room.size[1]), strict=True)]
    segments = []
    # (axis of the cut, axis the line runs along, fixed axis and its wall)
    for cut, along, wall, end in (
        (0, 2, 1, high), (2, 0, 1, high),  # back wall
        (0, 1, 2, low), (1, 0, 2, low),  # floor
        (1, 2, 0, low), (2, 1, 0, low),  # left wall
    ):  # fmt: skip
        line = np.empty((len(cuts[cut]), 2, 3), np.int64)
        line[..., cut] = cuts[cut][:, None]
        line[:, :, along] = (low[along], high[along])
        line[..., wall] = end[wall]
        segments.append(line)
    return lines(np.concatenate(segments), colour, 1, name=name)


def _cuts(low: int, high: int, n: int) -> NDArray[np.int64]:
    """Return the inner cell borders along an axis, thinned to `MAX_GRID_LINES`."""
    step = ceil(n / MAX_GRID_LINES)
    return low + np.arange(step, n, step) * ((high - low) // n)


def shadows(room: Room, voxels: NDArray[Any], colour: str, opacity: float, name: str) -> dict[str, Any]:
    """Return the cells that `voxels` darken on the back wall, the floor and the left wall."""
    low, high = room.box
    half = np.array([HALF, room.depth // 2, HALF])
    cells = []
    for wall, at in ((1, high[1] - 2), (2, low[2] + 2), (0, low[0] + 2)):  # just before the wall
        u, v = (a for a in range(3) if a != wall)
        centres = room.place(voxels)
        centres[:, wall] = at
        centres = np.unique(centres, axis=0)
        corners = np.repeat(centres[:, None], 4, axis=1)
        corners[..., u] += half[u] * np.array([-1, 1, 1, -1])
        corners[..., v] += half[v] * np.array([-1, -1, 1, 1])
        cells.append(corners)
    quad = quads(np.concatenate(cells))
    return quad | {"color": colour, "opacity": opacity, "hoverinfo": "skip", "name": name}


def indices(room: Room, axes: Sequence[int] = (0, 1, 2)) -> tuple[NDArray[np.int64], list[str]]:
    """Return where the indices of some of D, H and W stand beside a room, and their text."""
    low, high = room.box
    places, texts = [], []
    for axis in axes:
        n = room.size[axis]
        step = 1 if n <= MAX_INDICES else ceil(n / 6)
        shown = np.arange(0, n, step)
        voxels = np.zeros((len(shown), 3), np.int64)
        voxels[:, axis] = shown
        at = room.place(voxels)
        if axis == 0:  # D: along the floor's right edge
            at[:, 0], at[:, 2] = high[0] + room.off(55), low[2] - room.off(15)
        elif axis == 1:  # H: left of the front face
            at[:, 0], at[:, 1] = low[0] - room.off(60), low[1]
        else:  # W: under the front face, and before it, where a view from above has no "under"
            at[:, 1], at[:, 2] = low[1] - room.off(40), low[2] - room.off(45)
        places.append(at)
        texts += [str(i) for i in shown]
    return np.concatenate(places), texts


def letters(room: Room) -> NDArray[np.int64]:
    """Return where the letters D, H and W stand: beside the middle of the indices, H on top of its column."""
    low, high = room.box
    mid = (low + high) // 2
    return np.array(
        [
            [high[0] + room.off(145), mid[1], low[2] - room.off(60)],
            [low[0] - room.off(60), low[1], high[2] + room.off(45)],
            [mid[0], low[1] - room.off(100), low[2] - room.off(100)],
        ]
    )


def title_place(room: Room, aside: bool = False) -> NDArray[np.int64]:
    """Return where a room's title stands: over and behind the middle of its back wall or, `aside`, its right half."""
    low, high = room.box
    x = (low[0] + 3 * high[0]) // 4 if aside else (low[0] + high[0]) // 2
    return np.array([x, high[1] + room.off(40), high[2] + room.off(70)])


def fit_points(geometry: Geometry, room_in: Room, room_out: Room) -> NDArray[np.int64]:
    """Return points that must stay in view: corners, labels, titles and the cells that crops may reach.

    They depend on the layer alone, never on the selected voxel, or a selection would shift the picture.
    """
    corners = [np.stack(room.box) for room in (room_in, room_out)]
    boxes = [np.array([[c[i, 0], c[j, 1], c[k, 2]] for i in (0, 1) for j in (0, 1) for k in (0, 1)]) for c in corners]
    low, high = room_out.box
    back = np.array([UNIT * min(3, a.pad_after, a.kernel_extent) for a in geometry.axes])[[2, 0, 1]]
    front = np.array([UNIT * min(3, a.pad_before, a.kernel_extent) for a in geometry.axes])[[2, 0, 1]]
    back[2], front[2] = front[2], back[2]  # z runs against H
    places, _ = indices(room_out)
    outer = [low - front, high + back, title_place(room_in), title_place(room_out)]
    return np.concatenate([*boxes, places, letters(room_out), np.array(outer)])


def text(
    places: NDArray[Any], texts: list[str], colours: list[str], size: int, theme: Theme, name: str
) -> dict[str, Any]:
    """Return one text trace."""
    x, y, z = map(compact, places.T)
    font = {"color": colours, "size": size, "family": theme.text_font}
    trace = {"type": "scatter3d", "mode": "text", "x": x, "y": y, "z": z, "text": texts, "textfont": font}
    return trace | {"textposition": "middle center", "hoverinfo": "skip", "name": name}


# Not `visible=False`: Plotly.js then chooses ticks by the range, and builds the shader of their lines anew each time.
_PARTS = ("showgrid", "showline", "zeroline", "showticklabels", "showspikes", "showbackground")
_UNSEEN = dict.fromkeys(_PARTS, False) | {"title": {"text": ""}, "ticks": "", "tickmode": "array", "tickvals": []}


def layout(points: NDArray[np.int64]) -> dict[str, Any]:
    """Return the layout of a scene in which `points` must stay in view."""
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    reach = float((points.max(axis=0) - points.min(axis=0)).max()) / 2 * 1.05
    axes = {
        f"{name}axis": {"range": [m - reach, m + reach], "autorange": False} | _UNSEEN
        for name, m in zip("xyz", middle.tolist(), strict=True)
    }
    camera = {
        "eye": {"x": 0.8, "y": -1.8, "z": 0.85},
        "center": {"x": 0, "y": 0, "z": 0},
        "up": {"x": 0, "y": 0, "z": 1},
        "projection": {"type": "orthographic"},
    }
    box = {"aspectmode": "manual", "aspectratio": dict.fromkeys("xyz", 2.4), "dragmode": "turntable", "camera": camera}
    return {
        "scene": axes | box | {"uirevision": "kept"},
        "uirevision": "kept",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "margin": dict.fromkeys("lrtb", 0),
        "showlegend": False,
        "meta": {"fit": compact(points)},
    }
