"""The second picture: the spread input with the window of one output voxel, and the flipped kernel."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from ...pictures import zeros
from .grid import Grid, number, tap_role, window
from .planes import (
    MAX_KERNEL,
    MAX_ROWS,
    MAX_SPREAD,
    Box,
    Cell,
    Titles,
    across,
    cells,
    extents,
    frame,
    met,
    placed,
    plane_of,
    shown,
)  # fmt: skip

if TYPE_CHECKING:
    from ...diagnostics import Triple
    from ...geometry import Geometry
    from ...pictures import Focus, FourPictures


def zero_insertion(four: FourPictures, focus: Focus, titles: Titles, label: str) -> str:
    """Return the two planes; what a negative border cuts off stands round the first."""
    depth = four.geometry.d
    turned = depth.kernel_size - 1 - focus.depths[1]
    # The slice that the flipped kernel's layer `turned` reads; it holds the input voxel, if there is one.
    through = focus.depths[2] + turned * depth.dilation
    if focus.meets:
        through = zeros.place(four.geometry, focus.source)[0]
    return _spread(four, focus, through, titles, label) + _flipped(four, focus, turned, titles, label)


def _spread(four: FourPictures, focus: Focus, through: int, titles: Titles, label: str) -> str:
    geometry = four.geometry
    stand = extents(geometry, across(focus.position))
    drawn, whole = _drawn(four, stand)
    title = placed(titles.spread, "D", through, geometry)
    grid = plane_of(title, drawn, label, four.zeros.spread.shape[1:], titles.part, whole)
    lit = {across(zeros.place(geometry, one.source)): tap_role(one.tap[0]) for one in met(four, focus)}
    if focus.side == "input":
        lit = {across(zeros.place(geometry, focus.voxel)): "from"}
    for cell in cells(grid):
        role, text = _voxel(four, (through, *cell))
        grid.cell(*cell, lit.get(cell, role) if role == "input" else role, text)
    if focus.target is not None:
        _outline(grid, geometry, across(focus.target), stand)
    frame(grid, focus, zeros.place(geometry, focus.source))
    return grid.svg()


def _drawn(four: FourPictures, stand: Box) -> tuple[Box, Box]:
    """Return the rows and columns round the place where the kernel stands, and all there are."""
    sizes = zip(four.zeros.spread.shape[1:], four.zeros.cut[1:], strict=True)
    tall, wide = (range(-before, n + after) for n, (before, after) in sizes)
    row, column = ((span.start + span.stop - 1) // 2 for span in stand)
    return (window(tall, row, MAX_ROWS), window(wide, column, MAX_SPREAD)), (tall, wide)


def _outline(grid: Grid, geometry: Geometry, first: Cell, stand: Box) -> None:
    """Frame the kernel where it stands, and under dilation the cells it reads."""
    _, height, width = geometry.axes
    if max(height.dilation, width.dilation) > 1:
        for kh, kw in product(range(height.kernel_size), range(width.kernel_size)):
            row, column = first[0] + kh * height.dilation, first[1] + kw * width.dilation
            grid.outline(range(row, row + 1), range(column, column + 1), "kernel", 1.5)
    grid.outline(*stand, "kernel")


def _voxel(four: FourPictures, place: Triple) -> tuple[str, str]:
    """Return role and number of a voxel of the spread input, which may have been cut."""
    axes = four.geometry.axes
    offsets = [p - before for p, (before, _) in zip(place, four.zeros.borders, strict=True)]
    if any(not 0 <= o <= (a.input_size - 1) * a.stride for o, a in zip(offsets, axes, strict=True)):
        return "border", "0"
    is_input = not any(o % a.stride for o, a in zip(offsets, axes, strict=True))
    text = number(four.x[tuple(o // a.stride for o, a in zip(offsets, axes, strict=True))]) if is_input else "0"
    if any(not 0 <= p < n for p, n in zip(place, four.zeros.spread.shape, strict=True)):
        return "crop", text
    return ("input" if is_input else "inserted"), text


def _flipped(four: FourPictures, focus: Focus, turned: int, titles: Titles, label: str) -> str:
    plane = four.zeros.flipped[turned]
    height, width = plane.shape

    def turn(tap: Triple) -> Triple:
        return turned, height - 1 - tap[1], width - 1 - tap[2]

    title, drawn = placed(titles.flipped, "kD", turned, four.geometry), shown(plane.shape, turn(focus.tap), MAX_KERNEL)
    grid = plane_of(title, drawn, label, plane.shape, titles.part)
    # The window stands at one output voxel: the taps that meet an input there.
    read = [] if focus.target is None else four.geometry.sources(focus.target)
    lit = {across(turn(tap)) for _, tap in read if tap[0] == focus.depths[1]}
    for cell in cells(grid):
        grid.cell(*cell, tap_role(focus.depths[1]) if cell in lit else "kernel", number(plane[cell]))
    frame(grid, focus, turn(focus.tap))
    return grid.svg()
