"""The 3-D view: a Streamlit component around Plotly.js, and what goes to it and comes back.

Its JavaScript lies beside this file in parts that the browser loads as one module (`pages._shared.scripts`). Down goes
one figure; hover, light, camera and zoom stay in the browser; up comes a pick, which sets the widgets of the link.
"""

from collections.abc import Callable
from functools import lru_cache
from math import prod
from pathlib import Path
from typing import Any, cast
from zlib import crc32

import streamlit as st

from conv3dt_core import Geometry
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.contributions import Contributions, Side
from conv3dt_core.figures.ladder import LEFT_OUT
from conv3dt_core.figures.scene import SceneLabels, SceneView, scene_data
from conv3dt_core.figures.scene_cubes import packed
from conv3dt_core.figures.scene_rooms import rooms
from conv3dt_core.figures.theme import DARK, LIGHT, Theme
from conv3dt_core.figures.wire import wire
from pages._shared import link, parameters, scripts
from pages._shared.i18n import t

KEY = "scene-view"
HERE = Path(__file__).parent
PLAY_WORDS = (
    "first", "back", "play", "pause", "on", "stop", "scrub", "rate", "rates", "png", "space",
    "at", "only", "turn", "count",
)  # fmt: skip
#: An axis with more voxels, or more taps, is not played.
MAX_PLAYED, MAX_PLAYED_TAPS = 512, 16

_LOADER = (HERE / "loader.js").read_text("utf-8").replace("{url}", scripts.SCENE.url)
_VIEW = st.components.v2.component(
    "conv3dt-scene", html=(HERE / "scene.html").read_text("utf-8"), js=_LOADER, isolate_styles=False
)


def theme() -> Theme:
    """Return the colours of the reader's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def draw(
    geometry: Geometry,
    side: Side,
    voxel: Triple,
    tap: int | None,
    rows: Contributions | None,
    lines: dict[str, str],
    alt: str,
) -> None:
    """Draw the view of one selected voxel. `lines`: what is said of each tap; `alt`: the picture in one sentence."""
    look = view_of(geometry)
    asked = (geometry, side, voxel, theme().name, look, labels(geometry, rows))
    about = {"side": side, "voxel": voxel, "tap": tap, "plane": prod(geometry.kernel_size[1:]), "alt": alt}
    about["stacked"], about["play"] = look.stacked, played(geometry, look, theme())
    words: dict[str, Any] = {name: t(f"scatter.{name}") for name in ("pick", "help", "help_short", "no_webgl")}
    words["play"] = {name: t(f"scatter.play_{name}") for name in PLAY_WORDS}
    mount(geometry, asked, _figure(*asked), about, {"taps": lines} | words, _picked)


def played(geometry: Geometry, look: SceneView, colours: Theme) -> dict[str, Any] | None:
    """Return what the browser needs to play all input voxels in order; None where an axis is too long for that."""
    if max(*geometry.input_size, *geometry.output_size) > MAX_PLAYED or max(geometry.kernel_size) > MAX_PLAYED_TAPS:
        return None
    axes = geometry.axes  # they never meet: from these numbers the browser counts by itself
    names = ("input_size", "kernel_size", "stride", "dilation", "pad_before", "output_size")
    pair = rooms(geometry, look.spread, look.stacked)
    return {
        "axes": [tuple(getattr(axis, name) for axis in axes) for name in names],
        "origins": [room.origin for room in pair],
        "depth": pair[0].depth,
        "colours": colours.overlap,
    }


def view_of(geometry: Geometry) -> SceneView:
    """Return how to lay the scene out: on a phone, and on a line, the input stands above the output.

    Side by side on one line, what an input voxel writes would run through the voxels between.
    """
    line = prod(geometry.input_size[:2]) == prod(geometry.output_size[:2]) == 1
    return SceneView(stacked=is_narrow() or line, spread=1.3 if is_narrow() else 1.7)


def is_narrow() -> bool:
    """Return whether the panel of the scene is as narrow as a phone's; it says so itself."""
    return (st.session_state.get(KEY) or {}).get("panel") == "narrow"


def mount(
    geometry: Geometry,
    asked: object,
    figure: dict[str, Any],
    about: dict[str, Any],
    texts: dict[str, Any],
    on_pick: Callable[[], None],
) -> None:
    """Put a figure into the component. `asked`: all that it depends on; `about`: its selection, and alt text."""
    data = about | {
        "rev": f"{crc32(repr(asked).encode()):08x}",
        "figure": figure,
        "plotly": scripts.PLOTLY.url,
        "narrow": is_narrow(),
        "cam": link.get("cam"),
        "size": {"input": geometry.input_size, "output": geometry.output_size},
        "texts": texts | {name: t(f"scatter.{name}") for name in ("home", "picked")},
    }
    _VIEW(key=KEY, data=data, default={"sel": None, "panel": "wide"}, on_sel_change=on_pick, on_panel_change=_nothing)


@lru_cache(maxsize=64)
def _figure(
    geometry: Geometry, side: Side, voxel: Triple, theme_name: str, look: SceneView, labels: SceneLabels
) -> dict[str, Any]:
    colours = DARK if theme_name == "dark" else LIGHT
    figure = scene_data(geometry, side, voxel, colours, look, labels)
    return cast(dict[str, Any], wire(figure | {"data": [packed(trace) for trace in figure["data"]]}))


def labels(geometry: Geometry, rows: Contributions | None) -> SceneLabels:
    """Return the words in the scene."""
    sizes = (" × ".join(map(str, size)) for size in (geometry.input_size, geometry.output_size))
    rooms = [t(f"scatter.{side}_room", size=size) for side, size in zip(("input", "output"), sizes, strict=True)]
    lost = 0 if rows is None else int((~rows.written).sum())
    return SceneLabels(rooms[0], rooms[1], t("scatter.ghosts", n=lost))


def _picked() -> None:
    hidden = parameters.SELECTION[: LEFT_OUT[link.get("view")]]  # axes the picture leaves out keep their number
    link.update(**{name: value for name, value in picked().items() if name not in hidden})


def picked() -> dict[str, Any]:
    """Return the parameters that the pick which is being answered sets."""
    return changes(st.session_state[KEY].get("sel"))


def changes(message: Any) -> dict[str, Any]:
    """Return the parameters that a pick sets. The message comes from a browser: what has not its form is left out."""
    if not isinstance(message, dict):
        return {}
    side, voxel = message.get("side"), message.get("voxel")
    found: dict[str, Any] = {}
    found |= {name: _whole(message[name]) for name in ("tap", "ci", "co") if name in message}
    if side in ("input", "output"):
        found["sel"] = side
    if isinstance(voxel, list) and len(voxel) == 3 and None not in map(_whole, voxel):
        found |= dict(zip(("v_d", "v_h", "v_w"), voxel, strict=True))
    return found


def _whole(value: Any) -> int | None:
    return value if type(value) is int and abs(value) < 2**31 else None


def _nothing() -> None:
    """Streamlit keeps a component's value only if a callback is named."""
