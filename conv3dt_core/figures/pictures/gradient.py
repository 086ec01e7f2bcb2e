"""The fourth picture: the gradient at v, and the gradient at u with the windows it comes through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...pictures.gradient import reads_slice
from .grid import number, tap_role, window
from .planes import MAX_OUTPUT, MAX_ROWS, Titles, across, cells, extents, frame, input_plane, met, placed, plane_of

if TYPE_CHECKING:
    from ...pictures import Focus, FourPictures


def gradient(four: FourPictures, focus: Focus, titles: Titles, label: str) -> str:
    """Return the two planes; "" where no convolution leads back to the input."""
    if four.gradient is None:
        return ""
    return input_plane(four, focus, titles.loss_output, label, titles.part) + _at_u(four, focus, titles, label)


def _at_u(four: FourPictures, focus: Focus, titles: Titles, label: str) -> str:
    assert four.gradient is not None
    depth, (_, height, width) = focus.depths[2], four.geometry.axes
    plane = four.gradient[depth]
    tall, wide = (range(-a.pad_before, a.output_size + a.pad_after) for a in (height, width))
    row, column = across(focus.position)
    drawn = window(tall, row, MAX_ROWS), window(wide, column, MAX_OUTPUT)
    title = placed(titles.loss_input, "D", depth, four.geometry)
    grid = plane_of(title, drawn, label, plane.shape, titles.part, (tall, wide))
    found = met(four, focus)
    lit = {across(one.position): tap_role(one.tap[0]) for one in found if one.inside}
    if focus.side == "output":
        lit = {across(focus.voxel): "into"}
    for cell in cells(grid):
        inside = all(0 <= i < n for i, n in zip(cell, plane.shape, strict=True))
        grid.cell(*cell, lit.get(cell, "output") if inside else "border", number(plane[cell]) if inside else "")
    reading = found if reads_slice(four.geometry, focus) else ()
    for h, w in sorted({across(one.source) for one in reading}):
        first = h * height.stride - height.pad_before, w * width.stride - width.pad_before
        grid.outline(*extents(four.geometry, first), "input", 3)
    if focus.position[0] == depth:
        frame(grid, focus, focus.position)
    return grid.svg()
