"""What the planes of the pictures share: slices on D through what is lit, and how the lit cells look.

The selected voxel is solid in the colour of its tensor; the taps it meets have the tap's colour; the one contribution
that is followed through all pictures has a frame of ink.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from .grid import Grid, number, tap_role, window

if TYPE_CHECKING:
    from ...diagnostics import Triple
    from ...geometry import Geometry
    from ...pictures import Focus, FourPictures

#: Cells of a side at most.
MAX_INPUT, MAX_KERNEL, MAX_OUTPUT, MAX_SPREAD, MAX_ROWS = 4, 5, 7, 9, 7

Cell = tuple[int, int]
Box = tuple[range, range]


class Titles(NamedTuple):
    """The titles of the planes, in the reader's language."""

    input: str
    kernel: str
    output: str
    spread: str
    flipped: str
    loss_input: str
    loss_output: str
    part: str = ""  # of a plane that is cut, with {size}


class Met(NamedTuple):
    """A contribution of the selected voxel: tap, input voxel, where it lands, and whether that is inside."""

    tap: Triple
    source: Triple
    position: Triple
    inside: bool


def met(four: FourPictures, focus: Focus) -> tuple[Met, ...]:
    """Return the contributions of the selected voxel whose input, tap and output lie in the slices that are drawn."""
    geometry = four.geometry
    if focus.side == "output":
        found = [Met(tap, source, focus.voxel, True) for source, tap in geometry.sources(focus.voxel)]
    else:
        found = [Met(tap, focus.voxel, target, True) for tap, target in geometry.targets(focus.voxel)]
        found += [Met(tap, focus.voxel, place, False) for tap, place in geometry.cropped(focus.voxel)]
    return tuple(one for one in found if one.tap[0] == focus.depths[1])


def input_plane(four: FourPictures, focus: Focus, title: str, label: str, part: str) -> str:
    """Return the slice of x."""
    plane = four.x[focus.depths[0]]
    drawn = shown(plane.shape, focus.source, MAX_INPUT)
    grid = plane_of(placed(title, "D", focus.depths[0], four.geometry), drawn, label, plane.shape, part)
    lit = {across(one.source): tap_role(one.tap[0]) for one in met(four, focus)}
    if focus.side == "input":
        lit = {across(focus.voxel): "from"}
    for cell in cells(grid):
        grid.cell(*cell, lit.get(cell, "input"), number(plane[cell]))
    frame(grid, focus, focus.source)
    return grid.svg()


def plane_of(
    title: str, drawn: Box, label: str, shape: tuple[int, ...], part: str, whole: Box | None = None
) -> Grid:  # fmt: skip
    """Return a grid of rows and columns of a plane of `shape`; where it is cut it shows that, and says of what.

    `whole` is what could be drawn, by default the plane; more where something stands round it.
    """
    tall, wide = map(range, shape)
    sees_all = all(n <= 0 or (0 in seen and n - 1 in seen) for n, seen in zip(shape, drawn, strict=True))
    size = " × ".join(str(n) for n in shape if n > 1) or "1"
    said = "" if sees_all else part.format(size=size)
    return Grid(title, *drawn, label, whole=whole or (tall, wide), part=said)


def shown(shape: Iterable[int], around: Triple, most: int) -> Box:
    """Return the rows and columns of a plane that are drawn."""
    rows, columns = (window(range(n), i, most) for n, i in zip(shape, across(around), strict=True))
    return rows, columns


def extents(geometry: Geometry, first: Cell) -> Box:
    """Return the rows and columns that a kernel covers whose first tap stands at `first`."""
    rows, columns = (range(i, i + axis.kernel_extent) for i, axis in zip(first, (geometry.h, geometry.w), strict=True))
    return rows, columns


def across(voxel: Triple) -> Cell:
    """Return the row and the column of a voxel within its slice."""
    return voxel[1], voxel[2]


def cells(grid: Grid) -> Iterator[Cell]:
    """Yield the cells that are drawn."""
    return ((row, column) for row in grid.rows for column in grid.columns)


def frame(grid: Grid, focus: Focus, voxel: Triple) -> None:
    """Frame a cell of the contribution that is followed, if there is one."""
    if focus.meets:
        grid.lit(*across(voxel))


def placed(title: str, axis: str, index: int, geometry: Geometry) -> str:
    """Return the title with the slice it is of, unless the axis is left out."""
    flat = geometry.d.input_size == geometry.d.full_size == geometry.d.output_size == 1
    return title if flat else f"{title}, {axis} = {number(index)}"
