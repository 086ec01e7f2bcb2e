"""The planes of the first, second and fourth picture: slices on D through what is lit. The third is `spy`.

The selected voxel is solid in the colour of its tensor; the taps it meets have the tap's colour; the one contribution
that is followed through all pictures has a frame of ink.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from ...pictures import zeros
from .grid import Grid, number, tap_role, window

if TYPE_CHECKING:
    from ...diagnostics import Triple
    from ...pictures import Focus, FourPictures

#: Cells of a side at most.
MAX_INPUT, MAX_KERNEL, MAX_OUTPUT, MAX_SPREAD = 4, 5, 7, 9

Cell = tuple[int, int]


class Titles(NamedTuple):
    """The titles of the planes, in the reader's language; ``{at}`` is where the slice goes through, or empty."""

    input: str
    kernel: str
    output: str
    spread: str
    flipped: str
    loss_input: str
    loss_output: str


class Met(NamedTuple):
    """The contributions of the selected voxel within the slice: (tap, input voxel, where it lands), and if inside."""

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
        inside = [Met(tap, focus.voxel, target, True) for tap, target in geometry.targets(focus.voxel)]
        found = inside + [Met(tap, focus.voxel, place, False) for tap, place in geometry.cropped(focus.voxel)]
    return tuple(one for one in found if one.tap[0] == focus.depths[1])


def scatter(four: FourPictures, focus: Focus, titles: Titles, label: str) -> str:
    """Return input, kernel and output; around the output stands what is cropped."""
    found = met(four, focus)
    parts = [_input(four, focus, found, titles.input, label), _kernel(four, focus, found, titles.kernel, label)]
    return "".join([*parts, _output(four, focus, found, titles.output, label)])


def _input(four: FourPictures, focus: Focus, found: Iterable[Met], title: str, label: str) -> str:
    plane = four.x[focus.depths[0]]
    at = _across(focus.source)
    grid = Grid(_placed(title, "D", focus.depths[0], four), *_windows(plane.shape, at, MAX_INPUT), label)
    lit = {_across(one.source): tap_role(one.tap[0]) for one in found}
    if focus.side == "input":
        lit = {_across(focus.voxel): "from"}
    for cell in _cells(grid):
        grid.cell(*cell, lit.get(cell, "input"), number(plane[cell]))
    _frame(grid, focus, focus.source)
    return grid.svg()


def _kernel(four: FourPictures, focus: Focus, found: Iterable[Met], title: str, label: str) -> str:
    depth = focus.depths[1]
    plane = four.w[depth]
    at = _across(focus.tap)
    grid = Grid(_placed(title, "kD", depth, four), *_windows(plane.shape, at, MAX_KERNEL), label)
    lit = {_across(one.tap): tap_role(depth) if one.inside else "crop" for one in found}
    for cell in _cells(grid):
        grid.cell(*cell, lit.get(cell, "kernel"), number(plane[cell]))
    _frame(grid, focus, focus.tap)
    return grid.svg()


def _output(four: FourPictures, focus: Focus, found: Iterable[Met], title: str, label: str) -> str:
    depth, (_, height, width) = focus.depths[2], four.geometry.axes
    at = _across(focus.position)
    reach = [range(-a.pad_before, max(a.output_size, a.full_size - a.pad_before)) for a in (height, width)]
    rows, columns = (window(size, i, MAX_OUTPUT) for size, i in zip(reach, at, strict=True))
    grid = Grid(_placed(title, "D", depth, four), rows, columns, label)
    lit = {_across(one.position): tap_role(one.tap[0]) for one in found if one.inside}
    if focus.side == "output":
        lit = {_across(focus.voxel): "into"}
    y, full = four.scatter.y[depth], four.scatter.full
    for row, column in _cells(grid):
        if 0 <= row < y.shape[0] and 0 <= column < y.shape[1]:
            grid.cell(row, column, lit.get((row, column), "output"), number(y[row, column]))
            continue
        place = depth + four.geometry.d.pad_before, row + height.pad_before, column + width.pad_before
        if all(0 <= i < n for i, n in zip(place, full.shape, strict=True)):
            grid.cell(row, column, "crop", number(full[place]))
    if focus.position[0] == depth:
        _frame(grid, focus, focus.position)
    return grid.svg()


def zero_insertion(four: FourPictures, focus: Focus, titles: Titles, label: str) -> str:
    """Return the spread input with the window of the output voxel, and the flipped kernel."""
    geometry, found = four.geometry, met(four, focus)
    turned = geometry.d.kernel_size - 1 - focus.depths[1]
    # The slice that the flipped kernel's layer `turned` reads; it holds the input voxel, if there is one.
    through = focus.depths[2] + turned * geometry.d.dilation
    if focus.meets:
        through = zeros.place(geometry, focus.source)[0]
    at = _across(focus.position)
    spans = [range(o, o + a.kernel_extent) for o, a in zip(at, geometry.axes[1:], strict=True)]
    sizes = zip(four.zeros.spread.shape[1:], four.zeros.cut[1:], strict=True)
    reach = [range(-before, n + after) for n, (before, after) in sizes]
    middles = [(span.start + span.stop - 1) // 2 for span in spans]
    limits = (MAX_OUTPUT, MAX_SPREAD)
    rows, columns = (window(*each) for each in zip(reach, middles, limits, strict=True))
    grid = Grid(_placed(titles.spread, "D", through, four), rows, columns, label)
    lit = {_across(zeros.place(geometry, one.source)): tap_role(one.tap[0]) for one in found}
    if focus.side == "input":
        lit = {_across(zeros.place(geometry, focus.voxel)): "from"}
    for cell in _cells(grid):
        role, text = _spread_cell(four, (through, *cell))
        grid.cell(*cell, lit.get(cell, role) if role == "input" else role, text)
    if focus.target is not None:
        grid.outline(*spans)
    _frame(grid, focus, zeros.place(geometry, focus.source))
    return grid.svg() + _flipped(four, focus, titles.flipped, label, turned)


def _spread_cell(four: FourPictures, place: Triple) -> tuple[str, str]:
    """Return role and number of a voxel of the spread input, which may have been cut."""
    axes, borders = four.geometry.axes, four.zeros.borders
    steps = [divmod(p - before, a.stride) for p, (before, _), a in zip(place, borders, axes, strict=True)]
    voxel = tuple(i for i, _ in steps)
    if any(i < 0 or i * a.stride + rest > (a.input_size - 1) * a.stride for (i, rest), a in zip(steps, axes, strict=True)):
        return "border", "0"
    is_input = not any(rest for _, rest in steps)
    text = number(four.x[voxel]) if is_input else "0"
    if any(not 0 <= p < n for p, n in zip(place, four.zeros.spread.shape, strict=True)):
        return "crop", text
    return ("input" if is_input else "inserted"), text


def _flipped(four: FourPictures, focus: Focus, title: str, label: str, turned: int) -> str:
    plane = four.zeros.flipped[turned]
    last = [n - 1 for n in plane.shape]
    ends = turned, last[0] - focus.tap[1], last[1] - focus.tap[2]
    at = _across(ends)
    grid = Grid(_placed(title, "kD", turned, four), *_windows(plane.shape, at, MAX_KERNEL), label)
    # The window stands at one output voxel: the taps that meet an input there.
    taps = [] if focus.target is None else [tap for _, tap in four.geometry.sources(focus.target)]
    lit = {(last[0] - tap[1], last[1] - tap[2]) for tap in taps if tap[0] == focus.depths[1]}
    for cell in _cells(grid):
        grid.cell(*cell, tap_role(focus.depths[1]) if cell in lit else "kernel", number(plane[cell]))
    _frame(grid, focus, ends)
    return grid.svg()


def back_propagation(four: FourPictures, focus: Focus, titles: Titles, label: str) -> str:
    """Return the gradient at u with the windows that read it, and the gradient at v it comes from."""
    assert four.gradient is not None
    geometry, found = four.geometry, met(four, focus)
    _, height, width = geometry.axes
    plane = four.gradient[focus.depths[2]]
    at = _across(focus.position)
    reach = [range(-a.pad_before, n + a.pad_after) for n, a in zip(plane.shape, (height, width), strict=True)]
    rows, columns = (window(size, i, MAX_OUTPUT) for size, i in zip(reach, at, strict=True))
    grid = Grid(_placed(titles.loss_input, "D", focus.depths[2], four), rows, columns, label)
    lit = {_across(one.position): tap_role(one.tap[0]) for one in found if one.inside}
    if focus.side == "output":
        lit = {_across(focus.voxel): "into"}
    for cell in _cells(grid):
        inside = all(0 <= i < n for i, n in zip(cell, plane.shape, strict=True))
        grid.cell(*cell, lit.get(cell, "output") if inside else "border", number(plane[cell]) if inside else "")
    windows = {_across(one.source) for one in found}
    for window_of in sorted(windows):
        spans = [
            range(i * a.stride - a.pad_before, i * a.stride - a.pad_before + a.kernel_extent)
            for i, a in zip(window_of, (height, width), strict=True)
        ]
        grid.outline(*spans, "input", 2)
    if focus.position[0] == focus.depths[2]:
        _frame(grid, focus, focus.position)
    return _input(four, focus, found, titles.loss_output, label) + grid.svg()


def _windows(shape: tuple[int, ...], at: Cell, most: int) -> list[range]:
    return [window(range(n), i, most) for n, i in zip(shape, at, strict=True)]


def _cells(grid: Grid) -> Iterable[Cell]:
    return ((row, column) for row in grid.rows for column in grid.columns)


def _across(voxel: Triple) -> Cell:
    return voxel[1], voxel[2]


def _frame(grid: Grid, focus: Focus, voxel: Triple) -> None:
    """Frame a cell of the contribution that is followed, if there is one."""
    if focus.meets:
        row, column = _across(voxel)
        grid.outline(range(row, row + 1), range(column, column + 1), "ink", 2.5)


def _placed(title: str, axis: str, index: int, four: FourPictures) -> str:
    """Name the slice, unless the axis is left out."""
    flat = four.geometry.d.input_size == four.geometry.d.output_size == four.geometry.d.kernel_size == 1
    return title if flat else f"{title}, {axis} = {index}"
