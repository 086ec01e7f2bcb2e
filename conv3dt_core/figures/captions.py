"""The words in and around a strip: names of the rows, counts under hatched stretches, and the breaks."""

from __future__ import annotations

from dataclasses import dataclass

from ._frame import BACKGROUND, Frame, text, text_width


@dataclass(frozen=True, slots=True)
class StripWords:
    """The words in a strip, in the reader's language.

    Parameters
    ----------
    input, output : str
        Names of the two rows.
    cropped, lost : str
        Labels under cells, with ``{count}``.
    sizes : str or None
        Label of the legal sizes, with ``{range}``; None: nothing is drawn of them.
    """

    input: str
    output: str
    cropped: str
    lost: str
    sizes: str | None


def row_names(frame: Frame, words: StripWords) -> str:
    """Beside the rows where there is a gutter, else above the first; `labels` then names the second."""
    style = frame.style
    y = style.input_y + style.cell / 2 if style.gutter else style.font
    bold = "font-weight:600"
    names = text(0, y, words.input, "input-text", extra=bold, anchor="start")
    if style.gutter:
        names += text(0, style.output_y + style.cell / 2, words.output, "ink", extra=bold, anchor="start")
    return names


def labels(frame: Frame, words: StripWords) -> str:
    """How many voxels each hatched stretch stands for, and the output's name where no gutter holds it."""
    y = frame.style.output_y + frame.style.cell + 0.9 * frame.style.font
    # The halo keeps the words readable where the tag's line crosses them.
    look = f"font-size:{frame.style.small}px;paint-order:stroke;stroke:{BACKGROUND};stroke-width:4px"
    bold = ";font-weight:600"
    return "".join(
        text(x, y, label, role, extra=look + bold * (role == "ink"), anchor="start")
        for x, label, role in _labels(frame, words)
    )


def _labels(frame: Frame, words: StripWords) -> list[tuple[float, str, str]]:
    """(x, text, colour role), left to right."""
    line = frame.line
    lost = max(0, line.base - max(line.asked, 0))
    stretches = [
        (0, line.cropped_front, words.cropped, "crop"),
        (line.axis.pad_before, 0 if frame.style.gutter else max(line.asked, 0), words.output, "ink"),
        (line.end_column(max(line.asked, 0)) + 1, lost, words.lost, "error"),
        (line.back_start, line.cropped_back, words.cropped, "crop"),
    ]
    found: list[tuple[float, str, str]] = []
    free = 0.0  # x from which there is room: labels never overlap
    for start, count, pattern, role in stretches:
        first = next((column for column in frame.columns if column >= start), None)
        if count == 0 or first is None:
            continue
        label = pattern.format(count=count)
        x = max(frame.left(first) + (2 if start else 0), free)  # clear of the tag's line
        found.append((x, label, role))
        free = x + text_width(label, frame.style.small) + 10
    return found


def labels_right(frame: Frame, words: StripWords) -> float:
    """Where the last of the labels ends, in pixels."""
    ends = (x + text_width(label, frame.style.small) for x, label, _ in _labels(frame, words))
    return max(ends, default=0.0) + 2


def breaks(frame: Frame) -> str:
    """⋯ where columns are left out, in each row as far as it goes."""
    style, line = frame.style, frame.line
    rows = (
        (style.input_y + style.cell / 2, (line.axis.input_size - 1) * line.axis.stride),
        (style.output_y + style.cell / 2, line.cell_count - 1),
    )
    marks = [
        text(edge + frame.pitch / 2, y, "⋯", "muted", extra="font-weight:700")
        for before, edge in frame.breaks
        for y, last in rows
        if before < last
    ]
    return "".join(marks)
