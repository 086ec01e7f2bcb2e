"""The three axes of an explained layer as rows of plain values, for CSV and JSON; equal for right and wrong layers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from .axis_view import AxisView, axis_views

if TYPE_CHECKING:
    from ..explain import Explanation

Row = dict[str, int | str | None]
COLUMNS = (
    "axis", "input_size", "kernel_size", "stride", "dilation", "pad_front", "pad_back", "output_padding",
    "kernel_extent", "full_size", "base_size", "output_size", "output_size_low", "output_size_high",
)  # fmt: skip


def axis_rows(explanation: Explanation) -> list[Row]:
    """Return a row per axis; none where the input's size cannot be read.

    Pads and dilation are those that count: SAME is worked out. Sizes are None where none follows.
    """
    e = explanation
    if e.input_size is None:
        return []
    return [_row(view) for view in axis_views(e.params, e.input_size, e.output_size, e.diagnostics)]


def axes_csv(explanation: Explanation) -> str:
    """Return the rows as CSV with a line of names above them."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(axis_rows(explanation))
    return text.getvalue()


def _row(view: AxisView) -> Row:
    axis = view.geometry
    low, high = view.range or (None, None)
    given = (
        view.axes[0], axis.input_size, axis.kernel_size, axis.stride, axis.dilation, axis.pad_before, axis.pad_after,
        axis.output_padding,
    )  # fmt: skip
    sizes = (axis.kernel_extent, axis.full_size, axis.base_size, axis.output_size) if view.line else (None,) * 4
    return dict(zip(COLUMNS, (*given, *sizes, low, high), strict=True))
