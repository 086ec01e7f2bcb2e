"""A slice of a volume as a heat map in grey: every picture from its own least (dark) to its own most (light)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import plotly.graph_objects as go

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ..geometry import Geometry
    from .theme import Theme

Side = Literal["input", "output"]
#: Voxels of a side that are drawn at most; of more, every second, third ...
MOST = 256
_GREY = ((0.0, "#101010"), (1.0, "#F5F5F5"))
#: Pixels of the picture's height, and beside and below the voxels for their numbers.
HEIGHT, _MARGIN = 340, {"l": 44, "r": 8, "t": 8, "b": 40}


@dataclass(frozen=True, slots=True)
class Frame:
    """Voxels that are framed in a slice: rows and columns, both ends included, and which tensor they stand for."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    role: Literal["input", "output", "kernel"]


def nearest_input(geometry: Geometry, axis: int, index: int) -> int:
    """Return the input slice whose block of taps has its middle nearest to an output slice.

    ``target = i*stride + k*dilation - pad_before`` with k in the middle, solved for i.
    """
    along = geometry.axes[axis]
    i = round((index + along.pad_before - (along.kernel_extent - 1) / 2) / along.stride)
    return min(max(i, 0), along.input_size - 1)


def plane(volume: NDArray[Any], axis: int, index: int) -> tuple[NDArray[np.float32], int]:
    """Return the voxels of a slice that are drawn, and the step between them.

    Parameters
    ----------
    volume : numpy.ndarray, shape (D, H, W)
    axis : {0, 1, 2}
    index : int
    """
    full = np.take(volume, index, axis)
    step = -(-max(full.shape) // MOST)
    with np.errstate(all="ignore"):
        return np.asarray(full[::step, ::step], np.float32), step


def ends(values: NDArray[np.float32]) -> tuple[float, float]:
    """Return the least and the most of what is finite, from dark to light; NaN where nothing is."""
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else (np.nan, np.nan)


def frames(
    geometry: Geometry, side: Side, voxel: tuple[int, int, int], axis: int, slices: dict[Side, int]
) -> dict[Side, Frame]:
    """Return what is framed in the two slices: the selected voxel, and on the other side the voxels it meets.

    Parameters
    ----------
    geometry : Geometry
    side : {"input", "output"}
        Where the selected voxel lies.
    voxel : three ints
        Outside its box nothing is framed.
    axis : {0, 1, 2}
    slices : dict
        The index of the slice on either side; what does not lie in it is not framed.
    """
    size = geometry.input_size if side == "input" else geometry.output_size
    if not all(0 <= i < n for i, n in zip(voxel, size, strict=True)):
        return {}
    other: Side = "output" if side == "input" else "input"
    met = [
        [o for _, o in a.targets(i)] if side == "input" else [i for i, _ in a.sources(i)]
        for a, i in zip(geometry.axes, voxel, strict=True)
    ]
    rows, columns = (d for d in range(3) if d != axis)
    found: dict[Side, Frame] = {}
    if voxel[axis] == slices[side]:
        found[side] = Frame((voxel[rows],) * 2, (voxel[columns],) * 2, side)
    if all(met) and slices[other] in met[axis]:
        found[other] = Frame(_ends(met[rows]), _ends(met[columns]), "kernel")
    return found


def _ends(indices: Iterable[int]) -> tuple[int, int]:
    listed = list(indices)
    return min(listed), max(listed)


def heat_map(
    values: NDArray[np.float32],
    theme: Theme,
    letters: tuple[str, str],
    name: str,
    *,
    step: int = 1,
    frame: Frame | None = None,
) -> go.Figure:
    """Return the picture of a slice; what is not finite is left open.

    Parameters
    ----------
    values : numpy.ndarray, shape (rows, columns)
        As `plane` returns them, with their `step`.
    theme : Theme
    letters : two str
        The axes of rows and columns: ("H", "W").
    name : str
        What stands before the index when a voxel is pointed at: ``y``.
    step : int
    frame : Frame, optional
    """
    rows, columns = values.shape
    picture = go.Heatmap(
        z=np.where(np.isfinite(values), values, np.nan), x0=0, dx=step, y0=0, dy=step, colorscale=_GREY,
        showscale=False, hovertemplate=f"{name}, {letters[0]} %{{y}}, {letters[1]} %{{x}}: %{{z:.5g}}<extra></extra>",
        hoverongaps=False,
    )  # fmt: skip
    figure = go.Figure(picture)
    font = {"family": theme.text_font, "size": 13, "color": theme.ink}
    look: dict[str, Any] = {
        "showgrid": False, "zeroline": False, "fixedrange": True, "tickformat": "d", "nticks": 8, "ticks": "outside",
        "tickcolor": theme.line, "linecolor": theme.line,
    }  # fmt: skip
    figure.update_layout(
        height=HEIGHT, margin=_MARGIN, font=font, paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor=theme.crop_tint,
        dragmode=False, hoverlabel={"font": font, "bgcolor": theme.sidebar, "bordercolor": theme.line},
        xaxis=look | {"title": {"text": letters[1], "standoff": 4}, "range": [-step / 2, columns * step - step / 2]},
        yaxis=look | {
            "title": {"text": letters[0], "standoff": 4}, "range": [rows * step - step / 2, -step / 2],
            "scaleanchor": "x", "constrain": "domain",
        },
    )  # fmt: skip
    figure.update_xaxes(constrain="domain")
    if frame is not None:
        colour = {"input": theme.input, "output": theme.valid, "kernel": theme.kernel}[frame.role]
        half, line = step / 2, {"color": colour, "width": 3}
        figure.add_shape(
            type="rect", x0=frame.columns[0] - half, x1=frame.columns[1] + half, y0=frame.rows[0] - half,
            y1=frame.rows[1] + half, line=line,
        )  # fmt: skip
    return figure
