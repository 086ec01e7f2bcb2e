"""A plane of numbers as one small SVG: cells by role, index labels, outlines. Colours are CSS variables.

Cells of one role are one path, so a grid of a hundred cells stays a few kilobytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

PITCH, CELL = 24, 22
_LEFT, _TOP, _TITLE = 17, 14, 19
_BOLD = "font-weight:700"
#: A number of more than three characters fills its cell; it is squeezed rather than made smaller.
_NARROW = ("font-size:12px", CELL - 2)

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
    """

    title: str
    rows: range
    columns: range
    label: str
    names: Mapping[int, str] = field(default_factory=dict)
    _cells: dict[str, list[tuple[int, int, str]]] = field(default_factory=lambda: defaultdict(list))
    _over: list[str] = field(default_factory=list)

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
            x, y = self._corner(height.start, across.start)
            size = f'width="{len(across) * PITCH:g}" height="{len(height) * PITCH:g}"'
            look = f"fill:none;stroke:var(--c3-{colour});stroke-width:{width:g}"
            self._over.append(f'<rect{mark} x="{x - 1:g}" y="{y - 1:g}" {size} rx="4" style="{look}"/>')

    def svg(self) -> str:
        """Return the ``<svg>`` element."""
        width = max(_LEFT + len(self.columns) * PITCH + 2, text_width(self.title))
        height = _TITLE + _TOP + len(self.rows) * PITCH + 2
        parts = [_text(0, 12, self.title, "font-weight:600;fill:var(--c3-muted);text-anchor:start;font-size:13px")]
        parts += [self._heads(), *(self._role(*item) for item in self._cells.items()), *self._over]
        label = escape(f"{self.label}: {self.title}")
        return (
            f'<svg role="img" aria-label="{label}" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'width="{width:.0f}" height="{height:.0f}" style="max-width:100%;height:auto;font-size:13px;'
            f'text-anchor:middle;font-variant-numeric:tabular-nums">{"".join(parts)}</svg>'
        )

    def _corner(self, row: int, column: int) -> tuple[float, float]:
        across, down = column - self.columns.start, row - self.rows.start
        return _LEFT + across * PITCH + 1, _TITLE + _TOP + down * PITCH + 1

    def _heads(self) -> str:
        columns = (_text(self._corner(self.rows.start, c)[0] + CELL / 2, _TITLE + 9, number(c)) for c in self.columns)
        rows = (
            _text(_LEFT - 8, self._corner(r, self.columns.start)[1] + CELL / 2 + 4, self.names.get(r, number(r)))
            for r in self.rows
        )
        return f'<g style="fill:var(--c3-muted);font-size:12px">{"".join((*columns, *rows))}</g>'

    def _role(self, role: str, cells: Iterable[tuple[int, int, str]]) -> str:
        boxes, texts = [], []
        for row, column, text in cells:
            x, y = self._corner(row, column)
            boxes.append(f"M{x:g} {y:g}h{CELL}v{CELL}h-{CELL}z")
            if text:
                texts.append(_text(x + CELL / 2, y + CELL / 2 + 4.5, text, *(_NARROW if len(text) > 3 else ())))
        cells_style, text_style = ROLES[role]
        return (
            f'<g data-role="{role}"><path d="{"".join(boxes)}" style="{cells_style}"/>'
            f'<g style="{text_style}">{"".join(texts)}</g></g>'
        )


def _text(x: float, y: float, text: str, style: str = "", width: float = 0) -> str:
    look = f' style="{style}"' if style else ""
    squeezed = f' textLength="{width:g}" lengthAdjust="spacingAndGlyphs"' if width else ""
    return f'<text x="{x:g}" y="{y:g}"{look}{squeezed}>{escape(text)}</text>'
