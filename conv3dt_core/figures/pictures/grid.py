"""A plane of numbers as one small SVG: cells by role, index labels, outlines. Colours are CSS variables.

Cells of one role are one path, so a grid of a hundred cells stays a few kilobytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

PITCH, CELL = 24, 22
_LEFT, _TOP, _TITLE, _UNDER = 17, 14, 19, 15
_MUTED = "fill:var(--c3-muted);font-size:12px"
_BOLD = "font-weight:700"
#: Numbers of more than three characters widen the cells of their plane: pixels of a digit, and beside the number.
_DIGIT, _MARGIN = 7, 6
#: Where a plane goes on beyond the cells that are drawn: (above, on the left) -> the mark in the corner.
_CORNERS = {(True, False): "⋮", (False, True): "…", (True, True): "⋱"}

#: role -> (style of its cells, style of its numbers)
ROLES = {
    "input": ("fill:var(--c3-input-tint);stroke:var(--c3-input)", "fill:var(--c3-input-text)"),
    "from": ("fill:var(--c3-input);stroke:var(--c3-input)", f"fill:var(--c3-background);{_BOLD}"),
    "kernel": ("fill:var(--c3-kernel-tint);stroke:var(--c3-kernel)", "fill:var(--c3-kernel-text)"),
    "output": ("fill:var(--c3-output-tint);stroke:var(--c3-line)", "fill:var(--c3-ink)"),
    "into": ("fill:var(--c3-output-selected);stroke:var(--c3-output-selected)", f"fill:var(--c3-background);{_BOLD}"),
    "inserted": ("fill:none;stroke:var(--c3-line)", "fill:var(--c3-muted)"),
    "border": ("fill:var(--c3-sidebar);stroke:var(--c3-line);stroke-dasharray:2 2", "fill:var(--c3-muted)"),
    "crop": ("fill:var(--c3-crop-tint);stroke:var(--c3-crop);stroke-dasharray:3 2", "fill:var(--c3-crop)"),
    "extra": ("fill:var(--c3-extra-tint);stroke:var(--c3-extra);stroke-width:2", f"fill:var(--c3-extra);{_BOLD}"),
    "zero": ("fill:none;stroke:var(--c3-extra);stroke-width:1.6;stroke-dasharray:3 2", "fill:var(--c3-extra)"),
    "past": ("fill:none;stroke:var(--c3-error);stroke-width:1.6;stroke-dasharray:3 2", "fill:var(--c3-error)"),
    "differs": ("fill:var(--c3-warning-tint);stroke:var(--c3-warning)", f"fill:var(--c3-warning);{_BOLD}"),
} | {f"tap{n}": (f"fill:var(--c3-tap-{n});stroke:var(--c3-tap-{n})", f"fill:var(--c3-digit);{_BOLD}") for n in range(7)}


def tap_role(depth: int) -> str:
    """Return the role of a tap: its colour follows kD."""
    return f"tap{depth % 7}"


def number(value: float) -> str:
    """Return a number in at most four characters where it can: whole ones with a true minus, others rounded."""
    text = f"{value:.0f}" if value == round(value) else f"{value:.2g}"
    return ("0" if text == "-0" else text).replace("-", "\N{MINUS SIGN}")


def text_width(text: str) -> float:
    """Return about how many pixels a title takes."""
    return sum(13.5 if ord(letter) > 0x2E80 else 6.9 for letter in text)


def window(size: range, around: int, most: int) -> range:
    """Return `size`, or `most` of it round an index."""
    if len(size) <= most:
        return size
    first = min(max(size.start, around - most // 2), size.stop - most)
    return range(first, first + most)


@dataclass
class Grid:
    """A plane in the making.

    Parameters
    ----------
    title : str
    rows, columns : range
        The indices that are drawn.
    label : str
        What picture it belongs to, for readers who cannot see it.
    names : mapping of int to str
        Rows that are called otherwise than by their index.
    whole : (range, range), optional
        The rows and columns there are: where more of them follow, marks say so.
    part : str
        Words under the plane that say what it is a part of.
    """

    title: str
    rows: range
    columns: range
    label: str
    names: Mapping[int, str] = field(default_factory=dict)
    whole: tuple[range, range] | None = None
    part: str = ""
    _cells: dict[str, list[tuple[int, int, str]]] = field(default_factory=lambda: defaultdict(list))
    _over: list[tuple[range, range, str, str]] = field(default_factory=list)

    def cell(self, row: int, column: int, role: str, text: str = "") -> None:
        """Fill a cell; one that is not drawn is left out."""
        if row in self.rows and column in self.columns:
            self._cells[role].append((row, column, text))

    def lit(self, row: int, column: int) -> None:
        """Frame one cell in ink: the contribution that is followed through all pictures."""
        self.outline(range(row, row + 1), range(column, column + 1), "ink", mark=f' data-lit="{row},{column}"')

    def outline(self, rows: range, columns: range, colour: str, width: float = 2.5, mark: str = "") -> None:
        """Draw a frame round the part of a box of cells that is in sight."""
        height = range(max(rows.start, self.rows.start), min(rows.stop, self.rows.stop))
        across = range(max(columns.start, self.columns.start), min(columns.stop, self.columns.stop))
        if height and across:
            self._over.append((height, across, f"fill:none;stroke:var(--c3-{colour});stroke-width:{width:g}", mark))

    def svg(self) -> str:
        """Return the ``<svg>`` element."""
        part = _LEFT + 2 + text_width(self.part) * 0.85  # its letters are smaller than those of a title
        width = max(_LEFT + len(self.columns) * self._pitch + 2, text_width(self.title), part)
        height = _TITLE + _TOP + len(self.rows) * PITCH + 2
        parts = [_text(0, 12, self.title, "font-weight:600;fill:var(--c3-muted);text-anchor:start;font-size:13px")]
        parts += [self._heads(), *(self._role(*item) for item in self._cells.items())]
        parts += [*map(self._frame, self._over), *self._cut(height + 11)]
        height += _UNDER * (self._goes_on("below") or bool(self.part))
        label = escape(f"{self.label}: {self.title}")
        return (
            f'<svg role="img" aria-label="{label}" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'width="{width:.0f}" height="{height:.0f}" style="max-width:100%;height:auto;font-size:13px;'
            f'text-anchor:middle;font-variant-numeric:tabular-nums">{"".join(parts)}</svg>'
        )

    @cached_property
    def _pitch(self) -> int:
        """Pixels from a cell to the next in its row, for the longest number; asked when all cells are in."""
        longest = max((len(text) for cells in self._cells.values() for _, _, text in cells), default=0)
        return _DIGIT * longest + _MARGIN if longest > 3 else PITCH

    def _goes_on(self, where: str) -> bool:
        """Return whether there is more "above", "below", on the "left" or on the "right"."""
        side = where in ("left", "right")
        whole, seen = (self.whole or (self.rows, self.columns))[side], (self.rows, self.columns)[side]
        return whole.start < seen.start if where in ("above", "left") else whole.stop > seen.stop

    def _cut(self, bottom: float) -> Iterator[str]:
        """Mark where the plane goes on, and say under it what it is a part of; on the right the heads have a mark."""
        corner = _CORNERS.get((self._goes_on("above"), self._goes_on("left")))
        if corner:
            yield _text(_LEFT - 8, _TITLE + 9, corner, _MUTED)
        if self._goes_on("below"):
            yield _text(_LEFT - 8, bottom, "⋮", _MUTED)
        if self.part:
            yield _text(_LEFT + 2, bottom, self.part, f"{_MUTED};text-anchor:start")

    def _corner(self, row: int, column: int) -> tuple[float, float]:
        across, down = column - self.columns.start, row - self.rows.start
        return _LEFT + across * self._pitch + 1, _TITLE + _TOP + down * PITCH + 1

    def _frame(self, over: tuple[range, range, str, str]) -> str:
        rows, columns, look, mark = over
        x, y = self._corner(rows.start, columns.start)
        size = f'width="{len(columns) * self._pitch:g}" height="{len(rows) * PITCH:g}"'
        return f'<rect{mark} x="{x - 1:g}" y="{y - 1:g}" {size} rx="4" style="{look}"/>'

    def _heads(self) -> str:
        names = [number(column) for column in self.columns]
        names[-1] += "…" * self._goes_on("right")
        lefts = (self._corner(self.rows.start, column)[0] for column in self.columns)
        columns = (_text(x + self._pitch / 2 - 1, _TITLE + 9, name) for x, name in zip(lefts, names, strict=True))
        rows = (
            _text(_LEFT - 8, self._corner(r, self.columns.start)[1] + CELL / 2 + 4, self.names.get(r, number(r)))
            for r in self.rows
        )
        return f'<g style="fill:var(--c3-muted);font-size:12px">{"".join((*columns, *rows))}</g>'

    def _role(self, role: str, cells: Iterable[tuple[int, int, str]]) -> str:
        boxes, texts, wide = [], [], self._pitch - PITCH + CELL
        for row, column, text in cells:
            x, y = self._corner(row, column)
            boxes.append(f"M{x:g} {y:g}h{wide}v{CELL}h-{wide}z")
            if text:
                texts.append(_text(x + wide / 2, y + CELL / 2 + 4.5, text))
        cells_style, text_style = ROLES[role]
        return (
            f'<g data-role="{role}"><path d="{"".join(boxes)}" style="{cells_style}"/>'
            f'<g style="{text_style}">{"".join(texts)}</g></g>'
        )


def _text(x: float, y: float, text: str, style: str = "") -> str:
    look = f' style="{style}"' if style else ""
    return f'<text x="{x:g}" y="{y:g}"{look}>{escape(text)}</text>'
