"""The third picture: the matrix as dots, row and column lit, and the block where they cross, with its numbers.

The matrix is blocks within blocks: a block for each pair of D slices, in it one for each pair of H rows, in it the
entries of W. Of a large matrix the block of the two slices, or of the two rows, that are lit stands for all.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from ...geometry import AxisGeometry
from ...pictures import matrix
from .grid import Grid, number, tap_role, window

if TYPE_CHECKING:
    from ...diagnostics import Triple
    from ...geometry import Geometry
    from ...pictures import Focus, FourPictures

#: Pixels at most, and of a dot at least.
WIDTH, HEIGHT, DOT = 210, 215, 1.9
MAX_ROWS, MAX_COLUMNS = 7, 5


class Block(NamedTuple):
    """The part of the matrix that is drawn.

    Attributes
    ----------
    axes : int
        How many of D, H, W it leaves to one slice: 0 for the whole matrix.
    rows, columns : int
    cells : list of (row, column, kD)
    row, column : int
        What is lit; no row where the contribution is cropped.
    """

    axes: int
    rows: int
    columns: int
    cells: list[tuple[int, int, int]]
    row: int | None
    column: int


def block(geometry: Geometry, focus: Focus) -> Block:
    """Return the largest block that can be drawn."""
    blocks = (_block(geometry, focus, axes) for axes in range(3))
    return next((found for found in blocks if found is not None), Block(3, 0, 0, [], None, 0))


def _block(geometry: Geometry, focus: Focus, axes: int) -> Block | None:
    part = _within(geometry, focus, axes)
    rows = part.output_size[0] * part.output_size[1] * part.output_size[2]
    columns = part.input_size[0] * part.input_size[1] * part.input_size[2]
    if rows * DOT > HEIGHT or columns * DOT > WIDTH:
        return None
    found = matrix.entries(part)
    _, height, width = part.kernel_size
    depth = [focus.depths[1]] * len(found.taps) if axes else (found.taps // (height * width)).tolist()
    cells = list(zip(found.rows.tolist(), found.columns.tolist(), depth, strict=True))
    row = None if focus.target is None else matrix.number(_left(focus.target, axes), part.output_size)
    column = matrix.number(_left(focus.source, axes), part.input_size)
    cells = cells if linked(geometry, focus, axes) else []
    return Block(axes, rows, columns, cells, row, column)


def linked(geometry: Geometry, focus: Focus, axes: int) -> bool:
    """Return whether a tap joins the slices of input and output that are left on the first axes."""
    steps = zip(geometry.axes[:axes], focus.source, focus.tap, focus.position, strict=False)
    return all(axis.target(i, k) == o and 0 <= o < axis.output_size for axis, i, k, o in steps)


def _within(geometry: Geometry, focus: Focus, axes: int) -> Geometry:
    """Return the layer with one slice each of input, kernel and output left on the first axes."""
    points = {
        name: AxisGeometry(getattr(geometry, name).axis, 1, 1, 1, 1, 0, 0, 0) for name in ("d", "h", "w")[:axes]
    }
    return replace(geometry, **points)


def _left(voxel: Triple, axes: int) -> Triple:
    d, h, w = (0 if at < axes else i for at, i in enumerate(voxel))
    return d, h, w


def overview(found: Block, title: str, label: str) -> str:
    """Return the block as dots: those of the lit row and column in the colour of their tap, the others grey."""
    dot = min(14.0, HEIGHT / found.rows, WIDTH / found.columns)
    width, height = found.columns * dot, found.rows * dot
    gap = 0 if dot < 4 else 1

    def box(row: int, column: int) -> str:
        return f"M{column * dot:.4g} {row * dot:.4g}h{dot - gap:.3g}v{dot - gap:.3g}h-{dot - gap:.3g}z"

    lit = [cell for cell in found.cells if cell[0] == found.row or cell[1] == found.column]
    dim = "".join(box(row, column) for row, column, _ in found.cells if row != found.row and column != found.column)
    bands = f'<path d="M{found.column * dot:.4g} 0h{dot:.3g}v{height:.4g}h-{dot:.3g}z" style="fill:var(--c3-input);opacity:.45"/>'
    if found.row is not None:
        bands += f'<path d="M0 {found.row * dot:.4g}h{width:.4g}v{dot:.3g}h-{width:.4g}z" style="fill:var(--c3-output-selected);opacity:.35"/>'
    bright = "".join(
        f'<path d="{box(row, column)}" style="fill:var(--c3-{tap_role(depth)[:3]}-{depth % 7})"/>'
        for row, column, depth in lit
    )
    across = sum(2 if ord(letter) > 0x2E80 else 1 for letter in title) * 7
    return (
        f'<svg role="img" aria-label="{escape(label)}" data-lit="{found.row},{found.column}" '
        f'viewBox="0 0 {max(width + 2, across):.0f} {height + 22:.0f}" width="{max(width + 2, across):.0f}" '
        f'height="{height + 22:.0f}" style="max-width:100%;height:auto;font-size:13px">'
        f'<text x="0" y="12" style="font-weight:600;fill:var(--c3-muted)">{escape(title)}</text>'
        f'<g transform="translate(1 20)">{bands}<path d="{dim}" style="fill:var(--c3-muted);opacity:.55"/>{bright}'
        f'<path d="M0 0h{width:.4g}v{height:.4g}h-{width:.4g}z" style="fill:none;stroke:var(--c3-line)"/></g></svg>'
    )


def crossing(four: FourPictures, focus: Focus, title: str, label: str) -> str:
    """Return the entries around the place where row and column cross: output w down, input w across."""
    geometry = four.geometry
    source, target = focus.source, focus.position
    rows = window(range(geometry.output_size[2]), target[2], MAX_ROWS)
    columns = window(range(geometry.input_size[2]), source[2], MAX_COLUMNS)
    grid = Grid(title, rows, columns, label)
    met = linked(geometry, focus, 2)
    for row in rows:
        for column in columns:
            k, rest = divmod(row + geometry.w.pad_before - column * geometry.w.stride, geometry.w.dilation)
            if not met or rest or not 0 <= k < geometry.w.kernel_size:
                grid.cell(row, column, "inserted", "")
                continue
            lit = row == target[2] or column == source[2]
            value = number(four.w[focus.tap[0], focus.tap[1], k])
            grid.cell(row, column, tap_role(focus.tap[0]) if lit else "kernel", value)
    if focus.target is not None:
        grid.outline(range(target[2], target[2] + 1), columns, "output-selected", 2)
    grid.outline(rows, range(source[2], source[2] + 1), "input", 2)
    return grid.svg()
