"""The 3-D scene of one selected voxel: the input room, the output room, and what passes between them.

Scatter (an input voxel is selected): its footprint in the output, one cube per tap, cropped ones as ghosts.
Gather (an output voxel is selected): the input voxels that write it, each in the colour of its tap.
Pure: a layer's geometry in, a Plotly figure out.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from .contributions import MAX_LISTED_PAIRS, Contributions, Side, contributions, count, is_inside
from .scene_cubes import compact, cubes, lines, wires
from .scene_digits import FACES, on_faces
from .scene_rooms import Room, box_lines, fit_points, indices, letters, rooms, shadows, text, title_place, wall_grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..diagnostics import Triple
    from ..geometry import Geometry
    from .theme import Theme

#: Beyond this many input voxels only the selected D slice is drawn, and of that a window round the selection.
MAX_LATTICE, WINDOW = 1_000, 15
#: Beyond this many taps the cubes carry no numbers.
MAX_NUMBERED = 125
SMALL, LARGE, GHOST = 14, 42, 34  # half edges, in hundredths of a voxel


@dataclass(frozen=True, slots=True)
class SceneView:
    """How the scene is laid out: `stacked` for a phone, `spread` stretches D, `presenter` is for a projector."""

    stacked: bool = False
    spread: float = 1.7
    presenter: bool = False


@dataclass(frozen=True, slots=True)
class SceneLabels:
    """The words in the scene."""

    input: str = "input"
    output: str = "output"
    cropped: str = "cropped"


@dataclass(frozen=True, slots=True)
class _Stage:
    geometry: Geometry
    room_in: Room
    room_out: Room
    theme: Theme
    view: SceneView

    def tap_colour(self, depth: int) -> str:
        return self.theme.taps[depth % len(self.theme.taps)]


def scene(
    geometry: Geometry,
    side: Side,
    voxel: Triple,
    theme: Theme,
    view: SceneView | None = None,
    labels: SceneLabels | None = None,
) -> go.Figure:
    """Return the figure of one selected voxel.

    Parameters
    ----------
    geometry : Geometry
    side : {"input", "output"}
        Which box `voxel` belongs to: "input" draws its scatter, "output" its gather.
    voxel : tuple of int
        (D, H, W). Outside its box: the rooms are drawn, nothing is selected.
    theme : Theme
    view, labels : optional

    Notes
    -----
    ``customdata`` has one row per cube: (d, h, w) of voxels, (tap number, d, h, w) of contributions.
    ``layout.meta["fit"]`` holds points that must stay in view, for a page that fits the zoom to its panel.
    """
    view, labels = view or SceneView(), labels or SceneLabels()
    room_in, room_out = rooms(geometry, view.spread, view.stacked)
    stage = _Stage(geometry, room_in, room_out, theme, view)
    inside = is_inside(geometry, side, voxel)
    rows = None
    if inside and count(geometry, side, voxel)[1] <= MAX_LISTED_PAIRS:
        rows = contributions(geometry, side, voxel)
    traces = [*_rooms(stage), *_lattice(stage, side, voxel if inside else None, rows)]
    if inside:
        traces += _scatter(stage, voxel, rows) if side == "input" else _gather(stage, voxel, rows)
    traces.append(_words(stage, labels, rows))
    return _figure([trace for trace in traces if len(trace["x"])], stage)


def _rooms(stage: _Stage) -> list[dict[str, Any]]:
    theme = stage.theme
    return [
        wall_grid(stage.room_in, theme.input_grid, "input grid"),
        wall_grid(stage.room_out, theme.line, "output grid"),
        box_lines(stage.room_in, theme.input, "input box"),
        box_lines(stage.room_out, theme.output, "output box"),
    ]


def _lattice(stage: _Stage, side: Side, voxel: Triple | None, rows: Contributions | None) -> list[dict[str, Any]]:
    """Input voxels as small cubes, the selected one large; in gather the sources are drawn elsewhere."""
    centre = voxel if voxel is not None and side == "input" else None
    voxels = lattice(stage.geometry.input_size, centre)
    if side == "output" and rows is not None:
        hidden = {tuple(v) for v in rows.source.tolist()}
        voxels = voxels[[tuple(v) not in hidden for v in voxels.tolist()]]
    half = np.full(len(voxels), SMALL)
    if centre is not None:
        half[(voxels == np.array(centre)).all(axis=1)] = LARGE
    colour = [stage.theme.input]
    trace = cubes(stage.room_in.place(voxels), half, colour, 0, name="inputs", customdata=compact(voxels))
    return [trace | {"hoverinfo": "none"}]


def lattice(size: Triple, centre: Triple | None) -> NDArray[np.int64]:
    """Return the input voxels to draw, (n, 3): all, or one D slice, or a window of it round `centre`."""
    d, h, w = centre or (0, 0, 0)
    spans = [range(n) for n in size]
    if prod(size) > MAX_LATTICE:
        spans[0] = range(d, d + 1)
        if size[1] * size[2] > MAX_LATTICE:
            spans[1:] = [range(max(0, i - WINDOW), min(n, i + WINDOW + 1)) for i, n in ((h, size[1]), (w, size[2]))]
    return np.stack(np.meshgrid(*spans, indexing="ij"), axis=-1).reshape(-1, 3)


def _scatter(stage: _Stage, voxel: Triple, rows: Contributions | None) -> list[dict[str, Any]]:
    theme, here = stage.theme, np.array([voxel])
    traces = [shadows(stage.room_in, here, theme.input, 0.3, "input shadow"), _beam(stage, voxel)]
    if rows is None:
        return traces
    kept, lost = rows.written, ~rows.written
    ghosts = stage.room_out.place(rows.target[lost])
    colours = [stage.tap_colour(k) for k in range(stage.geometry.d.kernel_size)]
    return [
        *traces,
        shadows(stage.room_out, rows.target[kept], theme.muted, 0.25, "output shadow"),
        _tap_cubes(stage.room_out, rows, kept, rows.target, colours, "footprint"),
        *_numbers(stage, stage.room_out, rows, kept, rows.target),
        cubes(ghosts, GHOST, [theme.crop], 0, name="ghosts", opacity=0.1, hoverinfo="none")
        | {"customdata": _marks(rows.number, rows.target, lost)},
        lines(wires(ghosts - GHOST, ghosts + GHOST), theme.crop, 2, name="ghost wires"),
    ]


def _gather(stage: _Stage, voxel: Triple, rows: Contributions | None) -> list[dict[str, Any]]:
    theme, here = stage.theme, np.array([voxel])
    target = stage.room_out.place(here)
    traces = [
        shadows(stage.room_out, here, theme.muted, 0.35, "output shadow"),
        cubes(target, LARGE, [theme.output_selected], 0, name="selected output", hoverinfo="none")
        | {"customdata": compact(here)},
        _aim(stage, voxel),
    ]
    if rows is None:
        return traces
    every = np.ones(len(rows), bool)
    colours = [stage.tap_colour(k) for k in range(stage.geometry.d.kernel_size)]
    traces += [
        shadows(stage.room_in, rows.source, theme.input, 0.3, "input shadow"),
        _tap_cubes(stage.room_in, rows, every, rows.source, colours, "sources"),
        *_numbers(stage, stage.room_in, rows, every, rows.source),
    ]
    sources = stage.room_in.place(rows.source)
    for depth in np.unique(rows.tap[:, 0]):
        some = sources[rows.tap[:, 0] == depth]
        segments = np.stack([some, np.broadcast_to(target, some.shape)], axis=1)
        traces.append(lines(segments, stage.tap_colour(depth), 4, name="lines"))
    return traces


def _tap_cubes(
    room: Room, rows: Contributions, which: NDArray[Any], voxels: NDArray[Any], colours: list[str], name: str
) -> dict[str, Any]:
    trace = cubes(room.place(voxels[which]), LARGE, colours, rows.tap[which, 0], name=name, hoverinfo="none")
    return trace | {"customdata": _marks(rows.number, voxels, which)}


def _marks(number: NDArray[Any], voxels: NDArray[Any], which: NDArray[Any]) -> NDArray[Any]:
    return compact(np.column_stack([number, voxels])[which])


def _numbers(
    stage: _Stage, room: Room, rows: Contributions, which: NDArray[Any], voxels: NDArray[Any]
) -> list[dict[str, Any]]:
    """Tap numbers on the front of each cube, and on top and right where no neighbour is in the way."""
    if prod(stage.geometry.kernel_size) > MAX_NUMBERED:
        return []
    taken = {tuple(v) for v in voxels.tolist()}  # ghosts too: no number behind one
    segments = []
    for face, step in zip(FACES, ((0, 0, 0), (0, -1, 0), (0, 0, 1)), strict=True):
        free = [step == (0, 0, 0) or tuple(v) not in taken for v in (voxels + np.array(step)).tolist()]
        shown = which & np.array(free, bool)
        segments.append(on_faces(rows.number[shown], room.place(voxels[shown]), LARGE, face))
    width = 4 if stage.view.presenter else 3
    return [lines(np.concatenate(segments), stage.theme.digit, width, name="numbers")]


def _beam(stage: _Stage, voxel: Triple) -> dict[str, Any]:
    """The box round the whole dilated block, crops included, and four lines to it from the selected voxel."""
    first = [a.target(i, 0) for a, i in zip(stage.geometry.axes, voxel, strict=True)]
    last = [p + a.kernel_extent - 1 for p, a in zip(first, stage.geometry.axes, strict=True)]
    low, high = stage.room_out.span(np.array([first, last]))
    low[1], high[1] = low[1] + stage.room_out.depth // 2 - 50, high[1] - stage.room_out.depth // 2 + 50
    centre = stage.room_in.place(np.array([voxel]))[0]
    # From the face that looks at the output: x+ beside it, z- above it.
    out, u, v = (2, 0, 1) if stage.view.stacked else (0, 1, 2)
    rays = np.empty((4, 2, 3), np.int64)
    for ray, (at_u, at_v) in zip(rays, ((-1, -1), (-1, 1), (1, -1), (1, 1)), strict=True):
        ray[0, out] = centre[out] + (-LARGE if stage.view.stacked else LARGE)
        ray[1, out] = high[out] if stage.view.stacked else low[out]
        ray[:, u] = centre[u] + at_u * LARGE, (low if at_u < 0 else high)[u]
        ray[:, v] = centre[v] + at_v * LARGE, (low if at_v < 0 else high)[v]
    segments = np.concatenate([wires(low[None], high[None]), rays])
    return lines(segments, stage.theme.input, 2, name="beam")


def _aim(stage: _Stage, voxel: Triple) -> dict[str, Any]:
    """Dots at the output voxels of the selected D slice, to aim at the next one."""
    d, h, w = voxel
    _, height, width = stage.geometry.output_size
    dots = lattice((1, height, width), (0, h, w)) + np.array([d, 0, 0])
    dots = dots[(dots != np.array(voxel)).any(axis=1)]
    x, y, z = map(compact, stage.room_out.place(dots).T)
    marker = {"size": 3, "color": stage.theme.muted, "opacity": 0.55}
    trace = {"type": "scatter3d", "mode": "markers", "x": x, "y": y, "z": z, "marker": marker, "name": "aim"}
    return trace | {"customdata": compact(dots), "hoverinfo": "none"}


def _words(stage: _Stage, labels: SceneLabels, rows: Contributions | None) -> dict[str, Any]:
    theme = stage.theme
    places, texts = indices(stage.room_out)
    colours = [theme.muted] * len(texts)
    places_in, texts_in = indices(stage.room_in)
    places, texts = np.concatenate([places, places_in]), texts + texts_in
    colours += [theme.input] * len(texts_in)
    places = np.concatenate([places, letters(stage.room_out), [title_place(stage.room_in), title_place(stage.room_out)]])
    texts += ["<b>D</b>", "<b>H</b>", "<b>W</b>", f"<b>{labels.input}</b>", f"<b>{labels.output}</b>"]
    colours += [theme.ink] * 3 + [theme.input_text, theme.ink]
    if rows is not None and not rows.written.all():
        places = np.concatenate([places, [_ghost_label(stage, rows)]])
        texts.append(f"<b>{labels.cropped}</b>")
        colours.append(theme.crop)
    size = 18 if stage.view.presenter else 12 if stage.view.stacked else 14
    return text(places, texts, colours, size, theme, "words")


def _ghost_label(stage: _Stage, rows: Contributions) -> list[int]:
    """Return where "9 cropped" stands: under the block, over it if the block sticks out of the floor."""
    ghosts = stage.room_out.place(rows.target[~rows.written])
    block = stage.room_out.place(rows.target)
    low, high = block.min(axis=0), block.max(axis=0)
    above = low[2] < stage.room_out.box[0][2]
    return [int(ghosts[:, 0].mean()), *((high[1], high[2] + 90) if above else (low[1] - 60, low[2] - 120))]


def _figure(traces: list[dict[str, Any]], stage: _Stage) -> go.Figure:
    points = fit_points(stage.geometry, stage.room_in, stage.room_out)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    reach = float((points.max(axis=0) - points.min(axis=0)).max()) / 2 * 1.05
    axes = {
        f"{name}axis": {"visible": False, "range": [m - reach, m + reach], "autorange": False}
        for name, m in zip("xyz", middle.tolist(), strict=True)
    }
    camera = {
        "eye": {"x": 0.8, "y": -1.8, "z": 0.85},
        "center": {"x": 0, "y": 0, "z": 0},
        "up": {"x": 0, "y": 0, "z": 1},
        "projection": {"type": "orthographic"},
    }
    box = {"aspectmode": "manual", "aspectratio": dict.fromkeys("xyz", 2.4), "dragmode": "turntable", "camera": camera}
    layout = {
        "scene": axes | box | {"uirevision": "kept"},
        "uirevision": "kept",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "margin": dict.fromkeys("lrtb", 0),
        "showlegend": False,
        "meta": {"fit": compact(points)},
    }
    # Unchecked here because checking costs as much as building; tests/figures checks every trace.
    return go.Figure(data=traces, layout=layout, _validate=False)
