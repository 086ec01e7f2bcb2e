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
from .grid import Grid, number, tap_role, text_width, window

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
    row, column : int or None
        What is lit: no row where the contribution is cropped, no column where there is none.
    """

    axes: int
    rows: int
    columns: int
    cells: list[tuple[int, int, int]]
    row: int | None
    column: int | None


def block(geometry: Geometry, focus: Focus) -> Block:
    """Return the largest block that can be drawn."""
    blocks = (_block(geometry, focus, axes) for axes in range(3))
    return next((found for found in blocks if found is not None), Block(3, 0, 0, [], None, None))


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
    column = matrix.number(_left(focus.source, axes), part.input_size) if focus.meets else None
    cells = cells if linked(geometry, focus, axes) else []
    return Block(axes, rows, columns, cells, row, column)


def linked(geometry: Geometry, focus: Focus, axes: int) -> bool:
    """Return whether a tap joins the slices of input and output that are left on the first axes."""
    steps = zip(geometry.axes[:axes], focus.source, focus.tap, focus.position, strict=False)
    return all(axis.target(i, k) == o and 0 <= o < axis.output_size for axis, i, k, o in steps)


def _within(geometry: Geometry, focus: Focus, axes: int) -> Geometry:
    """Return the layer with one slice each of input, kernel and output left on the first axes."""
    points = {name: AxisGeometry(getattr(geometry, name).axis, 1, 1, 1, 1, 0, 0, 0) for name in ("d", "h", "w")[:axes]}
    return replace(geometry, **points)


def _left(voxel: Triple, axes: int) -> Triple:
    d, h, w = (0 if at < axes else i for at, i in enumerate(voxel))
    return d, h, w


def overview(found: Block, title: str, label: str) -> str:
    """Return the block as dots: those of the lit row and column in the colour of their tap, the others grey."""
    dot = min(14.0, HEIGHT / found.rows, WIDTH / found.columns)
    width, height = found.columns * dot, found.rows * dot
    size = dot if dot < 4 else dot - 1
    dots: dict[str, list[str]] = {}
    for row, column, depth in found.cells:
        colour = tap_role(depth).replace("tap", "tap-") if row == found.row or column == found.column else "muted"
        dots.setdefault(colour, []).append(_box(column * dot, row * dot, size, size))
    bands = "" if found.column is None else _band(_box(found.column * dot, 0, dot, height), "input")
    bands += "" if found.row is None else _band(_box(0, found.row * dot, width, dot), "output-selected")
    drawn = "".join(
        f'<path d="{"".join(boxes)}" style="fill:var(--c3-{colour});opacity:{0.55 if colour == "muted" else 1}"/>'
        for colour, boxes in dots.items()
    )
    across = max(width + 2, text_width(title))
    return (
        f'<svg role="img" aria-label="{escape(label)}" data-lit="{found.row},{found.column}" '
        f'viewBox="0 0 {across:.0f} {height + 22:.0f}" width="{across:.0f}" height="{height + 22:.0f}" '
        f'style="max-width:100%;height:auto;font-size:13px">'
        f'<text x="0" y="12" style="font-weight:600;fill:var(--c3-muted)">{escape(title)}</text>'
        f'<g transform="translate(1 20)">{bands}{drawn}'
        f'<path d="{_box(0, 0, width, height)}" style="fill:none;stroke:var(--c3-line)"/></g></svg>'
    )


def _band(box: str, colour: str) -> str:
    return f'<path d="{box}" style="fill:var(--c3-{colour});opacity:.4"/>'


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:.4g} {y:.4g}h{width:.4g}v{height:.4g}h-{width:.4g}z"


def crossing(four: FourPictures, focus: Focus, title: str, label: str, part: str = "") -> str:
    """Return the entries around the place where row and column cross, output W down, and over them x, W across."""
    geometry = four.geometry
    source, target = focus.source, focus.position
    rows = window(range(geometry.output_size[2]), target[2], MAX_ROWS)
    columns = window(range(geometry.input_size[2]), source[2], MAX_COLUMNS)
    first = rows.start - 1  # the row above the entries holds the numbers of x that they meet
    sizes = geometry.output_size[2], geometry.input_size[2]
    said = "" if (len(rows), len(columns)) == sizes else part.format(size=" × ".join(map(str, sizes)))
    # The row of x stands above the first that is drawn, so nothing marks rows that are left out above it.
    whole = range(first, sizes[0]), range(sizes[1])
    grid = Grid(title, range(first, rows.stop), columns, label, {first: "x"}, whole, said)
    met = linked(geometry, focus, 2)
    for column in columns:
        value = number(four.x[source[0], source[1], column])
        grid.cell(first, column, "from" if column == source[2] and focus.meets else "input", value)
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
    if focus.meets:
        grid.outline(rows, range(source[2], source[2] + 1), "input", 2)
    return grid.svg()
