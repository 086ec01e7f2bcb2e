"""Where things stand in a strip: columns to pixels, cells, numbers, text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import Literal

from .columns import Line, visible_columns
from .theme import DARK, LIGHT


@dataclass(frozen=True, slots=True)
class Style:
    """Measures of a strip, in pixels. `gutter` holds the row names; 0 puts them above and below the rows."""

    room: float  #: for the columns
    pitch: float  #: the most a column gets
    digit: float  #: width of a digit
    gutter: float
    cell: float
    font: float
    small: float
    badge: float
    input_y: float
    output_y: float
    ruler_y: float  #: middle of the ruler
    height: float


Width = Literal["wide", "medium", "narrow"]
_NARROW = Style(304, 28, 7, 0, 18, 12, 12, 8, 22, 100, 149, 168)  # 16 columns of two digits on a phone
STYLES: dict[Width, Style] = {
    "wide": Style(735, 30, 8, 74, 27, 13, 13, 9, 6, 94, 161, 186),
    "medium": replace(_NARROW, room=440),  # beside the words of a lesson
    "narrow": _NARROW,
}


#: Both ends, the size asked for, the refused one, and the breaks between; long numbers then outgrow the room.
_FEWEST_SLOTS = 7
#: The page's own background; it is no colour variable.
BACKGROUND = f"light-dark({LIGHT.background}, {DARK.background})"
_COLOUR = {"digit": LIGHT.digit, "background": BACKGROUND}


def number_text(value: int) -> str:
    """Return the number with a real minus sign."""
    return str(value).replace("-", "−")


def text_width(content: str, size: float) -> float:
    """Estimate the width of `content` at a font size: a CJK character is an em, others about half of one."""
    return sum(size if ord(character) > 0x2E7F else 0.56 * size for character in content)


def text(x: float, y: float, content: str, role: str, *, extra: str = "", anchor: str = "middle") -> str:
    """Return a ``<text>`` whose middle line is at `y`, in the colour of `role`."""
    colour = _COLOUR.get(role, f"var(--c3-{role})")
    style = f"fill:{colour};text-anchor:{anchor};dominant-baseline:central;{extra}"
    return f'<text x="{x:g}" y="{y:g}" style="{style}">{escape(content)}</text>'


@dataclass(frozen=True)
class Frame:
    """A `Line` laid out: its visible columns and their pixels."""

    line: Line
    style: Style
    pitch: float
    slots: tuple[int | None, ...]

    @classmethod
    def of(cls, line: Line, style: Style) -> Frame:
        """Lay out `line`: as many columns as there is room for, each wide enough for its number."""
        digits = len(str(max(line.column_count, line.axis.input_size)))
        needed = style.digit * digits + (9 if style.gutter else 5)
        limit = int(style.room // max(needed, style.pitch if style.gutter else 0))
        slots = visible_columns(line, max(_FEWEST_SLOTS, limit))
        pitch = max(needed, style.pitch if style.gutter else min(style.pitch, style.room / len(slots)))
        return cls(line, style, pitch, slots)

    @cached_property
    def _slot_of(self) -> dict[int, int]:
        return {column: slot for slot, column in enumerate(self.slots) if column is not None}

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The visible columns, ascending."""
        return tuple(self._slot_of)

    @cached_property
    def inputs(self) -> tuple[int, ...]:
        """The input voxels that stand over a visible column, ascending."""
        axis = self.line.axis
        voxels = (column // axis.stride for column in self.columns if column % axis.stride == 0)
        return tuple(voxel for voxel in voxels if voxel < axis.input_size)

    @property
    def width(self) -> float:
        """Pixels from the left edge to the end of the last column, with room for half a size label."""
        return self.style.gutter + (len(self.slots) + 0.5) * self.pitch + 4

    @property
    def cell_width(self) -> float:
        """Pixels of a cell: a little less than a column."""
        return self.pitch - (3 if self.style.gutter else 2)

    def left(self, column: int) -> float:
        """Return the left edge of a visible column's cell."""
        return self.style.gutter + 1.5 + self._slot_of[column] * self.pitch

    def centre(self, column: int) -> float:
        """Return the middle of a visible column."""
        return self.left(column) + self.cell_width / 2

    def edge(self, size: int) -> float:
        """Return where an output of `size` voxels ends; sizes out of sight stand at the nearest end."""
        column = self.line.end_column(size)
        slot = self._slot_of.get(column, -1 if column < 0 else len(self.slots) - 1)
        return self.style.gutter + (slot + 1) * self.pitch

    @cached_property
    def breaks(self) -> list[tuple[int, float]]:
        """The column before each break, and the left edge of the break."""
        gaps = ((slot, before) for slot, before in enumerate(self.slots) if slot + 1 < len(self.slots))
        return [
            (before, self.style.gutter + (slot + 1) * self.pitch)
            for slot, before in gaps
            if before is not None and self.slots[slot + 1] is None
        ]

    def cell(self, column: int, y: float, look: str) -> str:
        """Return the rounded box of a column."""
        size = f'width="{self.cell_width:.4g}" height="{self.style.cell:g}"'
        return f'<rect x="{self.left(column):g}" y="{y:g}" {size} rx="4" style="{look}"/>'

    def hatch(self, column: int, y: float) -> str:
        """Return the diagonals of a cropped cell (a ``<pattern>`` fails once its own SVG is hidden by CSS)."""
        x, width, height = self.left(column), self.cell_width, self.style.cell
        strokes = []
        for c in range(6, int(width + height), 6):
            x0, y0 = max(0.0, c - height), min(float(c), height)
            x1, y1 = min(float(c), width), max(0.0, c - width)
            strokes.append(f"M{x + x0:g} {y + y0:g}L{x + x1:g} {y + y1:g}")
        return f'<path d="{"".join(strokes)}" style="stroke:var(--c3-crop);stroke-width:1;opacity:.75"/>'

    def number(self, column: int, y: float, value: int, role: str) -> str:
        """Return the number inside a cell."""
        weight = "font-weight:600;font-variant-numeric:tabular-nums"
        return text(self.centre(column), y + self.style.cell / 2 + 0.5, str(value), role, extra=weight)
