"""Rows of cells as aligned plain text."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width


def text_table(rows: Sequence[Sequence[str]]) -> str:
    """Return a line per row, with columns two blanks apart; a Chinese character is two columns wide."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def width(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()
