"""The counts in 3-D, in the component of the scene; a pick selects an output voxel and the slice through it."""

from functools import lru_cache
from math import prod
from typing import Any, cast

from conv3dt_core import Diagnostic, Geometry
from conv3dt_core.budget import of_counts
from conv3dt_core.figures.overlap_scene import MAX_CUBES, MAX_WIRES, REACH, overlap_scene
from conv3dt_core.figures.scene_cubes import packed
from conv3dt_core.figures.theme import DARK, LIGHT
from conv3dt_core.figures.wire import wire
from conv3dt_core.overlap import Overlap, overlap
from pages._shared import budget, link, parameters
from pages._shared.current import Current
from pages._shared.i18n import t
from pages._shared.overlap import tables
from pages._shared.scene import view


@lru_cache(maxsize=256)
def counted(geometry: Geometry) -> Overlap:
    """Return the counts of a layer, for all visitors who ask."""
    return overlap(geometry)


def attempt(current: Current) -> tuple[Overlap | None, tuple[Diagnostic, ...]]:
    """Return the counts, or None and why: there is no layer, or they would take too long."""
    why_not = budget.refused(current, of_counts)
    return None if why_not or current.geometry is None else counted(current.geometry), why_not


def chosen(geometry: Geometry) -> tuple[int, int]:
    """Return axis and index of the slice: the link's, the middle where it names none, the nearest there is."""
    axis = parameters.AXES.index(link.get("ax"))
    size = geometry.output_size[axis]
    wanted = link.get("sl")
    return axis, size // 2 if wanted is None else min(max(wanted, 0), size - 1)


def left_out(geometry: Geometry, axis: int, index: int) -> str:
    """Return what the scene does not show; "" where it shows all."""
    if prod(geometry.output_size) <= MAX_CUBES:
        holes = counted(geometry).histogram.get(0, 0)
        many = t("overlap.only_holes", holes=f"{holes:,}", axis="DHW"[axis], index=index)
        return many if holes > MAX_WIRES else ""
    size = tables.size_text(geometry.output_size)
    return t("overlap.only_slice", size=size, axis="DHW"[axis], index=index, most=2 * REACH)


def draw(geometry: Geometry, axis: int, index: int, alt: str) -> None:
    """Draw the scene; `alt` is the picture in one sentence."""
    title = t("overlap.output", size=tables.size_text(geometry.output_size))
    asked = (geometry, axis, index, view.theme().name, title)
    voxel = [size // 2 for size in geometry.output_size]
    voxel[axis] = index
    words = {name: t(f"overlap.{name}") for name in ("pick", "help", "help_short", "no_webgl")}
    texts = {"taps": tables.lines(counted(geometry))} | words
    about = {"side": "output", "voxel": voxel, "plane": 1, "alt": alt}
    view.mount(geometry, asked, _figure(*asked), about, texts, _picked)


@lru_cache(maxsize=64)
def _figure(geometry: Geometry, axis: int, index: int, theme_name: str, title: str) -> dict[str, Any]:
    figure = overlap_scene(counted(geometry), axis, index, DARK if theme_name == "dark" else LIGHT, title=title)
    return cast(dict[str, Any], wire(figure | {"data": [packed(trace) for trace in figure["data"]]}))


def _picked() -> None:
    found = view.picked()
    if "v_d" in found:
        voxel = {name: found[name] for name in ("v_d", "v_h", "v_w")}
        link.update(**voxel, sel="output", tap=None, sl=voxel[f"v_{link.get('ax')}"])
