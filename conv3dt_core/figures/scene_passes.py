"""What passes between the rooms: the traces of one selected voxel, scattering or gathering."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from .contributions import Contributions, Side
from .scene_cubes import compact, cubes, lines, wires
from .scene_digits import FACES, on_faces
from .scene_rooms import Room, shadows

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
class Stage:
    """The layer, its two rooms, and how to draw them; `stroke` is the width of the digits."""

    geometry: Geometry
    room_in: Room
    room_out: Room
    theme: Theme
    stacked: bool
    stroke: int

    def tap_colour(self, depth: int) -> str:
        """Return the colour of the taps at a depth index."""
        return self.theme.taps[depth % len(self.theme.taps)]


def inputs(stage: Stage, side: Side, voxel: Triple | None, rows: Contributions | None) -> list[dict[str, Any]]:
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


def scatter(stage: Stage, voxel: Triple, rows: Contributions | None) -> list[dict[str, Any]]:
    """Return the footprint of an input voxel: cubes, numbers, ghosts, beam, shadows. None: too many to draw."""
    theme, here = stage.theme, np.array([voxel])
    traces = [shadows(stage.room_in, here, theme.input, 0.3, "input shadow"), _beam(stage, voxel)]
    if rows is None:
        return traces
    kept, lost = rows.written, ~rows.written
    ghosts = stage.room_out.place(rows.target[lost])
    return [
        *traces,
        shadows(stage.room_out, rows.target[kept], theme.muted, 0.25, "output shadow"),
        _tap_cubes(stage, stage.room_out, rows, kept, rows.target, "footprint"),
        *_numbers(stage, stage.room_out, rows, kept, rows.target),
        cubes(ghosts, GHOST, [theme.crop], 0, name="ghosts", opacity=0.1, hoverinfo="none")
        | {"customdata": _marks(rows.number, rows.target, lost)},
        lines(wires(ghosts - GHOST, ghosts + GHOST), theme.crop, 2, name="ghost wires"),
    ]


def gather(stage: Stage, voxel: Triple, rows: Contributions | None) -> list[dict[str, Any]]:
    """Return an output voxel, the input voxels that write it in the colours of their taps, and lines between."""
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
    traces += [
        shadows(stage.room_in, rows.source, theme.input, 0.3, "input shadow"),
        _tap_cubes(stage, stage.room_in, rows, every, rows.source, "sources"),
        *_numbers(stage, stage.room_in, rows, every, rows.source),
    ]
    sources = stage.room_in.place(rows.source)
    for depth in np.unique(rows.tap[:, 0]):
        some = sources[rows.tap[:, 0] == depth]
        segments = np.stack([some, np.broadcast_to(target, some.shape)], axis=1)
        traces.append(lines(segments, stage.tap_colour(depth), 4, name="lines"))
    return traces


def _tap_cubes(
    stage: Stage, room: Room, rows: Contributions, which: NDArray[Any], voxels: NDArray[Any], name: str
) -> dict[str, Any]:
    colours = stage.theme.taps[: stage.geometry.d.kernel_size]  # they begin anew with deeper taps
    depths = rows.tap[which, 0] % len(stage.theme.taps)
    trace = cubes(room.place(voxels[which]), LARGE, colours, depths, name=name, hoverinfo="none")
    return trace | {"customdata": _marks(rows.number, voxels, which)}


def _marks(number: NDArray[Any], voxels: NDArray[Any], which: NDArray[Any]) -> NDArray[Any]:
    return compact(np.column_stack([number, voxels])[which])


def _numbers(
    stage: Stage, room: Room, rows: Contributions, which: NDArray[Any], voxels: NDArray[Any]
) -> list[dict[str, Any]]:
    """Tap numbers on the front of each cube, and in a volume on top and right where no neighbour is in the way."""
    if prod(stage.geometry.kernel_size) > MAX_NUMBERED:
        return []
    taken = {tuple(v) for v in voxels.tolist()}  # ghosts too: no number behind one
    segments = []
    depth = stage.geometry.d
    # A plane is seen from the front, where the strokes of the other faces stick out as bars.
    is_flat = max(depth.input_size, depth.kernel_size, depth.output_size) == 1
    for face, step in zip(FACES, ((0, 0, 0), (0, -1, 0), (0, 0, 1)), strict=True):
        if is_flat and face != "front":
            continue
        free = [step == (0, 0, 0) or tuple(v) not in taken for v in (voxels + np.array(step)).tolist()]
        shown = which & np.array(free, bool)
        segments.append(on_faces(rows.number[shown], room.place(voxels[shown]), LARGE, face))
    return [lines(np.concatenate(segments), stage.theme.digit, stage.stroke, name="numbers")]


def _beam(stage: Stage, voxel: Triple) -> dict[str, Any]:
    """The box round the whole dilated block, crops included, and four lines to it from the selected voxel."""
    first = [a.target(i, 0) for a, i in zip(stage.geometry.axes, voxel, strict=True)]
    last = [p + a.kernel_extent - 1 for p, a in zip(first, stage.geometry.axes, strict=True)]
    low, high = stage.room_out.span(np.array([first, last]))
    low[1], high[1] = low[1] + stage.room_out.depth // 2 - 50, high[1] - stage.room_out.depth // 2 + 50
    centre = stage.room_in.place(np.array([voxel]))[0]
    # From the face that looks at the output: x+ beside it, z- above it.
    out, u, v = (2, 0, 1) if stage.stacked else (0, 1, 2)
    rays = np.empty((4, 2, 3), np.int64)
    for ray, (at_u, at_v) in zip(rays, ((-1, -1), (-1, 1), (1, -1), (1, 1)), strict=True):
        ray[0, out] = centre[out] + (-LARGE if stage.stacked else LARGE)
        ray[1, out] = high[out] if stage.stacked else low[out]
        ray[:, u] = centre[u] + at_u * LARGE, (low if at_u < 0 else high)[u]
        ray[:, v] = centre[v] + at_v * LARGE, (low if at_v < 0 else high)[v]
    segments = np.concatenate([wires(low[None], high[None]), rays])
    return lines(segments, stage.theme.input, 2, name="beam")


def _aim(stage: Stage, voxel: Triple) -> dict[str, Any]:
    """Dots at the output voxels of the selected D slice, to aim at the next one."""
    d, h, w = voxel
    _, height, width = stage.geometry.output_size
    dots = lattice((1, height, width), (0, h, w)) + np.array([d, 0, 0])
    dots = dots[(dots != np.array(voxel)).any(axis=1)]
    x, y, z = map(compact, stage.room_out.place(dots).T)
    marker = {"size": 3, "color": stage.theme.muted, "opacity": 0.55}
    trace = {"type": "scatter3d", "mode": "markers", "x": x, "y": y, "z": z, "marker": marker, "name": "aim"}
    return trace | {"customdata": compact(dots), "hoverinfo": "none"}
