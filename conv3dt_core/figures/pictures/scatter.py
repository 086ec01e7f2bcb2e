"""The first picture: x, w, and the output with what is cropped round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .grid import number, tap_role, window
from .planes import (
    MAX_INPUT,
    MAX_KERNEL,
    MAX_OUTPUT,
    MAX_ROWS,
    Titles,
    across,
    cells,
    frame,
    input_plane,
    met,
    placed,
    plane_of,
    shown,
)  # fmt: skip

if TYPE_CHECKING:
    from ...pictures import Focus, FourPictures

#: Columns of the three planes at most: more would break them over two lines beside another picture.
_ABREAST = 13


def scatter(four: FourPictures, focus: Focus, titles: Titles, label: str) -> str:
    """Return the three planes."""
    x = input_plane(four, focus, titles.input, label, titles.part)
    return x + _kernel(four, focus, titles, label) + _output(four, focus, titles, label)


def _kernel(four: FourPictures, focus: Focus, titles: Titles, label: str) -> str:
    depth = focus.depths[1]
    plane = four.w[depth]
    title, drawn = placed(titles.kernel, "kD", depth, four.geometry), shown(plane.shape, focus.tap, MAX_KERNEL)
    grid = plane_of(title, drawn, label, plane.shape, titles.part)
    lit = {across(one.tap): tap_role(depth) if one.inside else "crop" for one in met(four, focus)}
    for cell in cells(grid):
        grid.cell(*cell, lit.get(cell, "kernel"), number(plane[cell]))
    frame(grid, focus, focus.tap)
    return grid.svg()


def _output(four: FourPictures, focus: Focus, titles: Titles, label: str) -> str:
    depth, (deep, height, width) = focus.depths[2], four.geometry.axes
    tall, wide = (range(-a.pad_before, max(a.output_size, a.full_size - a.pad_before)) for a in (height, width))
    row, column = across(focus.position)
    room = _ABREAST - min(width.input_size, MAX_INPUT) - min(width.kernel_size, MAX_KERNEL)
    drawn = window(tall, row, MAX_ROWS), window(wide, column, min(MAX_OUTPUT, room))
    y, full = four.scatter.y[depth], four.scatter.full
    title = placed(titles.output, "D", depth, four.geometry)
    grid = plane_of(title, drawn, label, y.shape, titles.part, (tall, wide))
    lit = {across(one.position): tap_role(one.tap[0]) for one in met(four, focus) if one.inside}
    if focus.side == "output":
        lit = {across(focus.voxel): "into"}
    for row, column in cells(grid):
        place = depth + deep.pad_before, row + height.pad_before, column + width.pad_before
        if 0 <= row < height.output_size and 0 <= column < width.output_size:
            grid.cell(row, column, lit.get((row, column), "output"), number(y[row, column]))
        elif all(0 <= i < n for i, n in zip(place, full.shape, strict=True)):
            grid.cell(row, column, "crop", number(full[place]))
    if focus.position[0] == depth:
        frame(grid, focus, focus.position)
    return grid.svg()
