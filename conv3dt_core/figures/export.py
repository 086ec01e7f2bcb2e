"""Pictures and tables to take away: the scene as one HTML file, its contributions as CSV."""

from __future__ import annotations

import csv
import io
from html import escape
from typing import TYPE_CHECKING

from .scene import SceneLabels, SceneView, scene

if TYPE_CHECKING:
    from ..diagnostics import Triple
    from ..geometry import Geometry
    from .contributions import Contributions, Side
    from .example import Worked
    from .theme import Theme

COLUMNS = (
    "in_channel", "out_channel", "tap", "k_d", "k_h", "k_w", "in_d", "in_h", "in_w", "out_d", "out_h", "out_w",
    "written", "x", "w", "value",
)  # fmt: skip


def standalone_html(
    geometry: Geometry,
    side: Side,
    voxel: Triple,
    theme: Theme,
    labels: SceneLabels | None = None,
    view: SceneView | None = None,
    sentence: str = "",
) -> str:
    """Return the scene as a page of its own with Plotly.js inside: it needs no network. About 5 MB.

    `sentence` is the picture in words: title, heading and alt text of the page. The other arguments are those of
    `conv3dt_core.figures.scene.scene`.
    """
    figure = scene(geometry, side, voxel, theme, view, labels)
    picture = figure.to_html(
        full_html=False, include_plotlyjs=True, default_height="82vh", config={"displaylogo": False}
    )
    words = escape(sentence)
    style = f"margin:0;padding:16px;background:{theme.background};color:{theme.ink};font-family:{theme.text_font}"
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{words or "conv3dt"}</title></head>'
        f'<body style="{escape(style)}"><h1 style="font-size:20px;font-weight:500">{words}</h1>'
        f'<div role="img" aria-label="{words}">{picture}</div></body></html>'
    )


def contributions_csv(rows: Contributions, worked: Worked | None = None) -> str:
    """Return contributions as CSV with the columns `COLUMNS`, one line each.

    Without `worked`, the example numbers of `rows`, the channels and the last three columns are empty. `out_*` of a
    cropped contribution lies outside the output, and `written` is 0.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    channels = ("", "") if worked is None else (worked.path.ci, worked.path.co)
    pairs = None if worked is None else worked.pairs
    columns = (rows.number, rows.tap, rows.source, rows.target, rows.written.astype(int))
    for at, (number, tap, source, target, written) in enumerate(zip(*(c.tolist() for c in columns), strict=True)):
        numbers = ("", "", "") if pairs is None else (*pairs[at], pairs[at][0] * pairs[at][1])
        writer.writerow((*channels, number, *tap, *source, *target, written, *numbers))
    return text.getvalue()
