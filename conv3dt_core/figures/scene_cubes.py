"""Many cubes as one Plotly mesh, wires as one line trace, numbers as strokes on cube faces.

Coordinates are whole hundredths of a voxel: exact, and int16 holds a scene of 300 voxels.
Plotly's own lights go muddy in an orthographic view, so each face carries its shade as a colour of a stepped
colour scale: one byte per triangle.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# The 8 corners of a unit cube, x slowest: corner 4*x + 2*y + z.
CORNERS = np.array(list(product((-1, 1), repeat=3)), np.int64)
# Two triangles per face. Faces in the order of SHADES.
_TRIANGLES = np.array(
    [
        [0, 4, 5], [0, 5, 1],  # front, y-: towards the reader
        [1, 5, 7], [1, 7, 3],  # top, z+
        [4, 6, 7], [4, 7, 5],  # right, x+
        [0, 1, 3], [0, 3, 2],  # left
        [0, 2, 6], [0, 6, 4],  # bottom
        [2, 3, 7], [2, 7, 6],  # back
    ]
)  # fmt: skip
# Mix of each face with white (positive) or black (negative).
SHADES = (0.0, 0.34, -0.22, -0.10, -0.35, -0.16)
#: Plotly.js draws no scale of more than 256 steps.
MAX_COLOURS = 256 // len(SHADES)
_EDGES = np.array([(a, b) for a in range(8) for b in range(a + 1, 8) if bin(a ^ b).count("1") == 1])
_FLAT_LIGHT = {"ambient": 1, "diffuse": 0, "specular": 0, "fresnel": 0, "roughness": 1}


def compact(values: NDArray[Any]) -> NDArray[Any]:
    """Return whole numbers in the smallest type Plotly reads, others as float32."""
    if values.dtype.kind not in "iu":
        return values.astype(np.float32)
    low, high = (int(values.min()), int(values.max())) if values.size else (0, 0)
    for kind in (np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return values.astype(kind)
    return values.astype(np.float64)


def cubes(
    centres: NDArray[Any],
    half_edges: NDArray[Any] | int,
    colours: Sequence[str],
    which: NDArray[Any] | int,
    **more: Any,
) -> dict[str, Any]:
    """Return one mesh3d trace of n cubes: cube j owns vertices 8j..8j+7 and triangles 12j..12j+11.

    Parameters
    ----------
    centres : ndarray (n, 3)
    half_edges : int or ndarray (n,)
    colours : sequence of str
        Base colours, ``#RRGGBB``; at most `MAX_COLOURS`.
    which : int or ndarray (n,)
        Index into `colours` of each cube.
    """
    n = len(centres)
    half = np.broadcast_to(half_edges, n)
    # (n, 1, 3) + (n, 1, 1) * (8, 3) -> (n, 8, 3) -> (8n, 3)
    points = (centres[:, None, :] + half[:, None, None] * CORNERS).reshape(-1, 3)
    triangles = (8 * np.arange(n)[:, None, None] + _TRIANGLES).reshape(-1, 3)
    faces = np.repeat(np.arange(len(SHADES)), 2)
    shade = (np.broadcast_to(which, n)[:, None] * len(SHADES) + faces).reshape(-1)
    return mesh(points, triangles) | _stepped(shade, shaded(colours)) | {"meta": "cubes"} | more


def packed(trace: dict[str, Any]) -> dict[str, Any]:
    """Return a trace of `cubes` without what follows from the rest: two opposite corners per cube, no triangles.

    Three quarters of its bytes. The page puts them back; other traces are returned as they are.
    """
    if trace.get("meta") != "cubes":
        return trace
    return {name: value for name, value in trace.items() if name not in "ijk"} | {
        name: trace[name].reshape(-1, 8)[:, [0, 7]].reshape(-1) for name in "xyz"
    }


def mesh(points: NDArray[Any], triangles: NDArray[Any]) -> dict[str, Any]:
    """Return a mesh3d trace without colour: `points` (v, 3), `triangles` (t, 3) of indices into them."""
    return (
        {"type": "mesh3d", "lighting": _FLAT_LIGHT, "flatshading": True, "showscale": False}
        | {name: compact(column) for name, column in zip("xyz", points.T, strict=True)}
        | {name: compact(column) for name, column in zip("ijk", triangles.T, strict=True)}
    )


def quads(corners: NDArray[Any]) -> dict[str, Any]:
    """Return one mesh3d trace of n flat cells, `corners` (n, 4, 3) in order around each cell."""
    n = len(corners)
    halves = np.array([[0, 1, 2], [0, 2, 3]])
    triangles = (4 * np.arange(n)[:, None, None] + halves).reshape(-1, 3)
    return mesh(corners.reshape(-1, 3), triangles)


def lines(segments: NDArray[Any], colour: str, width: float, **more: Any) -> dict[str, Any]:
    """Return one scatter3d line trace of n separate segments, `segments` (n, 2, 3).

    A row of NaN after each segment lifts the pen; it is the only way Plotly knows.
    """
    pen = np.full((len(segments), 3, 3), np.nan, np.float32)
    pen[:, :2] = segments
    x, y, z = pen.reshape(-1, 3)[:-1].T
    line = {"color": colour, "width": width}
    return {"type": "scatter3d", "mode": "lines", "x": x, "y": y, "z": z, "line": line, "hoverinfo": "skip"} | more


def wires(low: NDArray[Any], high: NDArray[Any]) -> NDArray[Any]:
    """Return the 12 edges of n boxes as segments: (n, 3), (n, 3) -> (12n, 2, 3)."""
    bits = (CORNERS > 0)[None]
    corners = np.where(bits, high[:, None, :], low[:, None, :])  # (n, 8, 3)
    return corners[:, _EDGES].reshape(-1, 2, 3)


def shaded(colours: Sequence[str]) -> list[str]:
    """Return each colour once per face of a cube: front as it is, top lighter, sides and bottom darker."""
    return [_mixed(colour, shade) for colour in colours for shade in SHADES]


def _stepped(levels: NDArray[Any], colours: Sequence[str]) -> dict[str, Any]:
    """Colour each triangle with ``colours[level]``: a colour scale of flat steps, read at their middles."""
    n = len(colours)
    steps = [(edge / n, colour) for i, colour in enumerate(colours) for edge in (i, i + 1)]
    scale = {"colorscale": steps, "cmin": -0.5, "cmax": n - 0.5}
    return {"intensity": compact(levels), "intensitymode": "cell"} | scale


@cache
def _mixed(colour: str, amount: float) -> str:
    other = 255 if amount > 0 else 0
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + (other - part) * abs(amount)):02X}" for part in parts)
