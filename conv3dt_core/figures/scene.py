"""The 3-D scene of one selected voxel: the input room, the output room, and what passes between them.

Scatter (an input voxel is selected): its footprint in the output, one cube per tap, cropped ones as ghosts.
Gather (an output voxel is selected): the input voxels that write it, each in the colour of its tap.
Pure: a layer's geometry in, a Plotly figure out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from .contributions import Contributions, Side, is_inside, listed
from .scene_passes import LARGE, Stage, gather, inputs, scatter
from .scene_rooms import box_lines, fit_points, indices, layout, letters, rooms, text, title_place, wall_grid

if TYPE_CHECKING:
    from ..diagnostics import Triple
    from ..geometry import Geometry
    from .theme import Theme


@dataclass(frozen=True, slots=True)
class SceneView:
    """How the scene is laid out.

    `stacked` puts the input above the output, `spread` stretches D, `presenter` is for a projector.
    """

    stacked: bool = False
    spread: float = 1.7
    presenter: bool = False


@dataclass(frozen=True, slots=True)
class SceneLabels:
    """The words in the scene."""

    input: str = "input"
    output: str = "output"
    cropped: str = "cropped"


def scene(
    geometry: Geometry,
    side: Side,
    voxel: Triple,
    theme: Theme,
    view: SceneView | None = None,
    labels: SceneLabels | None = None,
) -> go.Figure:
    """Return the figure of one selected voxel; see `scene_data` for the arguments."""
    # Unchecked: checking costs as much as building, and tests/figures checks every trace.
    return go.Figure(**scene_data(geometry, side, voxel, theme, view, labels), _validate=False)


def scene_data(
    geometry: Geometry,
    side: Side,
    voxel: Triple,
    theme: Theme,
    view: SceneView | None = None,
    labels: SceneLabels | None = None,
) -> dict[str, Any]:
    """Return "data" and "layout" of the figure of one selected voxel, as dictionaries and typed arrays.

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
    stage = Stage(geometry, room_in, room_out, theme, view.stacked, 4 if view.presenter else 3)
    inside, rows = is_inside(geometry, side, voxel), listed(geometry, side, voxel)
    traces = [*_rooms(stage), *inputs(stage, side, voxel if inside else None, rows)]
    if inside:
        traces += scatter(stage, voxel, rows) if side == "input" else gather(stage, voxel, rows)
    traces.append(_words(stage, view, labels, rows))
    shown = [trace for trace in traces if len(trace["x"])]
    # A constant uid keeps Plotly.js from building a trace anew, shaders and all, when others come or go before it.
    names = [trace["name"].replace(" ", "-") for trace in shown]
    data = [
        trace | {"uid": f"{name}-{names[:at].count(name)}"}
        for at, (trace, name) in enumerate(zip(shown, names, strict=True))
    ]
    return {"data": data, "layout": layout(fit_points(stage.geometry, stage.room_in, stage.room_out))}


def _rooms(stage: Stage) -> list[dict[str, Any]]:
    theme = stage.theme
    return [
        wall_grid(stage.room_in, theme.input_grid, "input grid"),
        wall_grid(stage.room_out, theme.line, "output grid"),
        box_lines(stage.room_in, theme.input, "input box"),
        box_lines(stage.room_out, theme.output, "output box"),
    ]


def _words(stage: Stage, view: SceneView, labels: SceneLabels, rows: Contributions | None) -> dict[str, Any]:
    theme = stage.theme
    # An axis that a rung of the ladder leaves out has one voxel everywhere: nothing to name.
    axes = [i for i, a in enumerate(stage.geometry.axes) if max(a.input_size, a.output_size, a.kernel_size) > 1] or [2]
    places, texts = indices(stage.room_out, axes)
    colours = [theme.muted] * len(texts)
    places_in, texts_in = indices(stage.room_in, axes)
    places, texts = np.concatenate([places, places_in]), texts + texts_in
    colours += [theme.input] * len(texts_in)
    # Stacked, the lines of the contributions and the input's indices come down over the middle of the output.
    titles = [title_place(stage.room_in), title_place(stage.room_out, aside=view.stacked)]
    places = np.concatenate([places, letters(stage.room_out)[axes], titles])
    texts += [*(f"<b>{'DHW'[axis]}</b>" for axis in axes), f"<b>{labels.input}</b>", f"<b>{labels.output}</b>"]
    colours += [theme.ink] * len(axes) + [theme.input_text, theme.ink]
    if rows is not None and not rows.written.all():
        places = np.concatenate([places, [_ghost_label(stage, rows)]])
        texts.append(f"<b>{labels.cropped}</b>")
        colours.append(theme.crop)
    size = 18 if view.presenter else 12 if view.stacked else 14
    return text(places, texts, colours, size, theme, "words")


def _ghost_label(stage: Stage, rows: Contributions) -> list[int]:
    """Return where "9 cropped" stands: under the block, over it if the block sticks out of the floor."""
    ghosts = stage.room_out.place(rows.target[~rows.written])
    block = stage.room_out.place(rows.target)
    low, high = block.min(axis=0), block.max(axis=0)
    off = stage.room_out.off
    above = low[2] < stage.room_out.box[0][2]
    return [
        int(ghosts[:, 0].mean()),
        *((high[1], high[2] + LARGE + off(50)) if above else (low[1] - LARGE, low[2] - LARGE - off(75))),
    ]
