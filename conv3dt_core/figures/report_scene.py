"""The 3-D scene on its own, as a notebook shows it: on its theme's background, with words under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from ..messages.report import word
from .contributions import Side, count, is_inside
from .scene import SceneLabels, scene_data
from .theme import DARK, LIGHT

if TYPE_CHECKING:
    from ..diagnostics import Lang, Triple
    from ..geometry import Geometry

_HEIGHT = 520  # pixels
_THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
#: Traces whose cubes are input voxels; all others that can be pointed at are output voxels.
_OF_INPUT = {"inputs", "sources"}


def scene_of(geometry: Geometry, side: Side, voxel: Triple, theme: str, lang: Lang, channels: int = 1) -> go.Figure:
    """Return the figure of one voxel; arguments and errors as for `Explanation.scene`, `lang` for its words.

    `channels`: how many input channels an output voxel sums over.
    """
    if side not in ("input", "output"):
        raise ValueError(f"side must be 'input' or 'output', not {side!r}")
    if theme not in _THEMES:
        raise ValueError(f"theme must be 'light' or 'dark', not {theme!r}")
    d, h, w = (int(i) for i in voxel)
    if not is_inside(geometry, side, (d, h, w)):
        size = geometry.input_size if side == "input" else geometry.output_size
        raise IndexError(f"{side} voxel {(d, h, w)} is outside the {side}, whose size is {size}")
    colours = _THEMES[theme]
    title, labels = _words(geometry, side, (d, h, w), lang, channels)
    figure = scene_data(geometry, side, (d, h, w), colours, labels=labels)
    font = {"family": colours.text_font, "color": colours.ink}
    layout = figure["layout"] | {
        "title": {"text": title, "font": font | {"size": 16}, "x": 0.02},
        "font": font,
        "height": _HEIGHT,
        "margin": {"l": 0, "r": 0, "t": 44, "b": 0},
        # The paper is painted: a notebook may be dark where the theme is light.
        "paper_bgcolor": colours.background,
    }
    traces = [_told(trace, geometry, lang) for trace in figure["data"]]
    return go.Figure(data=traces, layout=layout, _validate=False)


def _words(geometry: Geometry, side: Side, voxel: Triple, lang: Lang, channels: int) -> tuple[str, SceneLabels]:
    written, pairs = count(geometry, side, voxel)
    lost = word("lost_taps", lang, n=f"{pairs - written:,}")
    title = (
        word("scatter", lang, voxel=_index("x", voxel), n=f"{written:,}", all=f"{pairs:,}")
        if side == "input"
        else _gather(_index("y", voxel), pairs, channels, lang)
    )
    return title, SceneLabels(word("input", lang), word("output", lang), lost)


def _gather(voxel: str, pairs: int, channels: int, lang: Lang) -> str:
    key = {0: "gather_none", 1: "gather_one"}.get(pairs, "gather")
    said = word(key, lang, voxel=voxel, n=f"{pairs:,}")
    return word("each_channel", lang, said=said, n=f"{channels:,}") if pairs and channels > 1 else said


def _told(trace: dict[str, Any], geometry: Geometry, lang: Lang) -> dict[str, Any]:
    """Return the trace with words for each of its cubes; pages read them from their own table instead."""
    if "customdata" not in trace:
        return trace
    said = [_cube(row, trace["name"], geometry, lang) for row in trace["customdata"].tolist()]
    corners = len(trace["x"]) // max(1, len(said))
    return trace | {"hoverinfo": "text", "hovertext": [line for line in said for _ in range(corners)]}


def _cube(row: list[int], name: str, geometry: Geometry, lang: Lang) -> str:
    tensor = "x" if name in _OF_INPUT else "y"
    index = _index(tensor, (row[-3], row[-2], row[-1]))
    if len(row) == 3:  # a voxel; rows of four begin with the tap number
        return index
    _, height, width = geometry.kernel_size
    triple = row[0] // (height * width), row[0] // width % height, row[0] % width
    parts = [word("tap", lang, tap=row[0], triple=triple), index if tensor == "x" else f"→ {index}"]
    return "<br>".join(parts + ([word("is_cropped", lang)] if name == "ghosts" else []))


def _index(name: str, voxel: Triple) -> str:
    return f"{name}[{','.join(str(i).replace('-', '−') for i in voxel)}]"
