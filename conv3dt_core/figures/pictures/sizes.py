"""The sizes that an ordinary convolution takes to one, on one axis: a row each, with what a layer writes there.

Columns are those of the full size, so a window of the convolution stands in the same place in every row. The row of a
size holds its voxels and, dashed, the padding the convolution reads; the bracket under it is the last window that fits.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ...pictures.sizes import candidates, output, shifted
from ..columns import is_written
from .grid import CELL, PITCH, ROLES, number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...geometry import AxisGeometry
    from ...pictures.sizes import Candidate

MAX_COLUMNS = 14
#: Voxels of the base size that are drawn at least.
_BASE = 6
_ROW, _CELLS, _BELOW, _BREAK = 56, 19, 6, 18


class SizeWords(NamedTuple):
    """Words over the rows, with ``{size}``, ``{gives}``, ``{wanted}`` and ``{pads}``."""

    legal: str
    chosen: str
    other: str
    shifted: str


def sizes(axis: AxisGeometry, full: NDArray[np.float64], words: SizeWords, label: str) -> str:
    """Draw one axis.

    Parameters
    ----------
    axis : AxisGeometry
    full : ndarray (full_size,)
        Its values before cropping.
    words : SizeWords
    label : str
        The picture in a sentence.
    """
    columns = _columns(axis)
    rows = candidates(axis)
    parts = [_candidate(axis, full, row, columns, words, place) for place, row in enumerate(rows)]
    other = shifted(axis)
    if other is not None:
        parts.append(_shifted(axis, other, full, columns, words, len(rows)))
    width, height = max(len(columns) * PITCH + _BREAK + 6, 340), len(parts) * _ROW
    return (
        f'<svg class="c3-sizes" role="img" aria-label="{escape(label)}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" style="max-width:100%;height:auto;font-size:13px;font-variant-numeric:tabular-nums">'
        f"{''.join(parts)}</svg>"
    )


def _columns(axis: AxisGeometry) -> range:
    """Return the columns that are drawn: the end, where the sizes differ, with the last voxels of the base size."""
    end = max(axis.full_size + axis.stride, axis.pad_before + axis.output_size)
    first = max(0, min(end - MAX_COLUMNS, axis.pad_before + axis.base_size - _BASE))
    return range(first, min(end, first + MAX_COLUMNS))


def _candidate(
    axis: AxisGeometry, full: NDArray[np.float64], row: Candidate, columns: range, words: SizeWords, place: int
) -> str:
    legal = row.gives == axis.input_size
    template = words.chosen if row.chosen else words.legal if legal else words.other
    said = template.format(size=row.size, gives=row.gives, wanted=axis.input_size)
    values = output(axis, full, row.size)
    cells = []
    for column in columns:
        o = column - axis.pad_before
        if 0 <= o < row.size:
            role = _role(axis, o) if row.size <= axis.output_size_range[1] else "past"
            cells.append((column, role, number(values[o])))
        elif column < axis.pad_before + row.size + axis.pad_after:
            cells.append((column, "border", ""))
    last = (row.gives - 1) * axis.stride
    bracket = range(last, last + axis.kernel_extent) if row.gives > 0 else range(0)
    colour = "input" if legal else "error"
    return _drawn(place, said, cells, columns, bracket, colour, bold=row.chosen, faint=not legal)


def _role(axis: AxisGeometry, o: int) -> str:
    """Return base, restored or true zero: what the layer puts into voxel `o` if the output reaches that far."""
    if o < axis.base_size:
        return "output"
    column = o + axis.pad_before
    return "extra" if column < axis.full_size and is_written(axis, column) else "zero"


def _shifted(
    axis: AxisGeometry, other: AxisGeometry, full: NDArray[np.float64], columns: range, words: SizeWords, place: int
) -> str:
    ours, theirs = output(axis, full), output(other, full)
    cells = [
        (column, "output" if ours[o] == theirs[o] else "differs", number(theirs[o]))
        for column in columns
        if 0 <= (o := column - axis.pad_before) < axis.output_size
    ]
    said = words.shifted.format(pads=f"({other.pad_before}, {other.pad_after})", size=axis.output_size)
    return _drawn(place, said, cells, columns, range(0), "input", bold=False, faint=False)


def _drawn(
    place: int, said: str, cells: list[tuple[int, str, str]], columns: range, bracket: range, colour: str, *,
    bold: bool, faint: bool,
) -> str:  # fmt: skip
    ink, weight = ("muted" if faint else "ink"), (700 if bold else 400)
    parts = [f'<text x="2" y="13" style="fill:var(--c3-{ink});font-weight:{weight}">{escape(said)}</text>']
    left = _BREAK if columns.start else 2
    if columns.start:
        parts.append(f'<text x="0" y="{_CELLS + CELL / 2 + 4:g}" style="fill:var(--c3-muted)">⋯</text>')
    for column, role, text in cells:
        x = left + (column - columns.start) * PITCH
        box, digits = ROLES[role]
        parts.append(f'<path d="M{x} {_CELLS}h{CELL}v{CELL}h-{CELL}z" style="{box}"/>')
        if text:
            middle = f'x="{x + CELL / 2:g}" y="{_CELLS + CELL / 2 + 4.5:g}"'
            parts.append(f'<text {middle} style="text-anchor:middle;{digits}">{text}</text>')
    shown = range(max(bracket.start, columns.start), min(bracket.stop, columns.stop))
    if shown:
        x, width, y = left + (shown.start - columns.start) * PITCH, len(shown) * PITCH - 2, _CELLS + CELL + 3
        look = f"fill:none;stroke:var(--c3-{colour});stroke-width:2.5"
        parts.append(f'<path d="M{x} {y}v{_BELOW}h{width}v-{_BELOW}" style="{look}"/>')
    name = ' data-chosen="1"' if bold else ""
    return f'<g{name} transform="translate(0 {place * _ROW})">{"".join(parts)}</g>'
