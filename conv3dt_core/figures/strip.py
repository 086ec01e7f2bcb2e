"""The strip: one axis from input to output voxels, with the legal output sizes hung under its end, as SVG text.

Colours are CSS variables (``--c3-input`` and so on), so one SVG serves both themes. Every row, line and label is
placed by a `Frame`; what a column is, `columns` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from . import _ruler, captions
from ._frame import STYLES, Frame, Width, text
from .captions import StripWords
from .columns import Line, Role


@dataclass(frozen=True, slots=True)
class Strip:
    """A drawn strip.

    Parameters
    ----------
    svg : str
        The ``<svg>`` element.
    says_sizes : bool
        Whether the label of the legal sizes found room inside; otherwise the text below should begin with it.
    is_broken : bool
        Whether columns are left out.
    """

    svg: str
    says_sizes: bool
    is_broken: bool


_CELL_STYLE = {
    Role.OUTPUT: "fill:var(--c3-output-tint);stroke:var(--c3-output);stroke-width:1.2",
    Role.HOLE: "fill:none;stroke:var(--c3-output);stroke-width:1.2;stroke-dasharray:2 2.5",
    Role.CROPPED: "fill:var(--c3-crop-tint);stroke:var(--c3-crop);stroke-width:1.2;stroke-dasharray:3 2",
    Role.EXTRA: "fill:var(--c3-extra-tint);stroke:var(--c3-extra);stroke-width:2.2",
    Role.ZERO: "fill:none;stroke:var(--c3-extra);stroke-width:1.8;stroke-dasharray:3 2",
    Role.LOST: "fill:var(--c3-error-tint);stroke:var(--c3-error);stroke-width:1.5;stroke-dasharray:3 2",
    Role.PAST: "fill:none;stroke:var(--c3-error);stroke-width:1.8;stroke-dasharray:3 2",
}
_INK = {
    Role.OUTPUT: "ink",
    Role.HOLE: "muted",
    Role.EXTRA: "extra",
    Role.ZERO: "extra",
    Role.LOST: "error",
    Role.PAST: "error",
}
_WRITTEN_STYLE = "fill:var(--c3-kernel-tint);stroke:var(--c3-kernel);stroke-width:2.6"


@lru_cache(maxsize=512)
def strip(line: Line, words: StripWords, label: str, width: Width = "wide") -> Strip:
    """Draw one axis.

    Parameters
    ----------
    line : Line
        The axis, legal or not.
    words : StripWords
        Words of the reader's language.
    label : str
        Text for readers who cannot see the picture (``aria-label``).
    width : {"wide", "medium", "narrow"}
        The room there is; narrow is a phone's. What does not fit is left out.

    Returns
    -------
    Strip
        SVG that needs no style but the colour variables.
    """
    frame = Frame.of(line, STYLES[width])
    selected = _shown_selection(frame)
    ruler = _ruler.draw(frame, words.sizes)
    parts = [
        captions.row_names(frame, words),
        _fans(frame, selected),
        _inputs(frame, selected),
        _outputs(frame, selected),
        _badges(frame, selected),
        captions.breaks(frame),
        ruler.svg,
        captions.labels(frame, words),
    ]
    style = frame.style
    right, bottom = round(max(frame.width, ruler.right, captions.labels_right(frame, words))), round(style.height)
    head = (
        f'<svg class="c3-strip" role="img" aria-label="{escape(label)}" viewBox="0 0 {right} {bottom}" '
        f'width="{right}" height="{bottom}" style="max-width:100%;height:auto;font-size:{style.font}px">'
    )
    return Strip(head + "".join(parts) + "</svg>", ruler.says_sizes, None in frame.slots)


def _shown_selection(frame: Frame) -> int:
    """The selected input voxel, or where it hides in a break: the last but one, which is always in sight."""
    axis, chosen = frame.line.axis, frame.line.selected
    shown = set(frame.inputs)
    candidates = (chosen, axis.input_size - 2, axis.input_size - 1, 0)
    return next((voxel for voxel in candidates if voxel in shown), -1)


def _fans(frame: Frame, selected: int) -> str:
    """Lines from every visible input voxel to the columns its taps land on; the selected voxel's last, in orange."""
    style, line = frame.style, frame.line
    top, bottom = style.input_y + style.cell, style.output_y - 1
    paths: dict[str, list[str]] = {"all": [], "kept": [], "cropped": []}
    for voxel in frame.inputs:
        x = frame.centre(voxel * line.axis.stride)
        for _, column in line.taps(voxel, frame.columns):
            kind = "all"
            if voxel == selected:
                kind = "cropped" if _is_outside(line, column) else "kept"
            paths[kind].append(f"M{x:g} {top:g}L{frame.centre(column):g} {bottom:g}")
    styles = {
        "all": "stroke:var(--c3-line);stroke-width:1.3",
        "cropped": "stroke:var(--c3-crop);stroke-width:2;stroke-dasharray:4 3",
        "kept": "stroke:var(--c3-kernel);stroke-width:3",
    }
    order = ("all", "cropped", "kept")
    return "".join(
        f'<path d="{"".join(paths[kind])}" style="fill:none;{styles[kind]}"/>' for kind in order if paths[kind]
    )


def _inputs(frame: Frame, selected: int) -> str:
    """Input voxels over the columns of their tap 0; dots in the stride's gaps."""
    style, stride = frame.style, frame.line.axis.stride
    cells, labels, dots = [], [], []
    last = (frame.line.axis.input_size - 1) * stride
    for column in frame.columns:
        if column <= last and column % stride:
            y = style.input_y + style.cell / 2
            dots.append(f'<circle cx="{frame.centre(column):g}" cy="{y:g}" r="2"/>')
    for voxel in frame.inputs:
        column = voxel * stride
        fill = "var(--c3-input)" if voxel == selected else "var(--c3-input-tint)"
        cells.append(frame.cell(column, style.input_y, f"fill:{fill};stroke:var(--c3-input);stroke-width:1.6"))
        ink = "background" if voxel == selected else "input-text"
        labels.append(frame.number(column, style.input_y, voxel, ink))
    return (
        f'<g style="fill:var(--c3-muted);opacity:.55">{"".join(dots)}</g>'
        f'<g data-row="input">{"".join(cells)}{"".join(labels)}</g>'
    )


def _outputs(frame: Frame, selected: int) -> str:
    """The output row, one group of cells for each role."""
    style, line = frame.style, frame.line
    written = {column for _, column in line.taps(selected, frame.columns) if not _is_outside(line, column)}
    groups: dict[Role, list[str]] = {}
    labels = []
    for column in frame.columns:
        role = line.role(column)
        if role is None:
            continue
        by_selected = column in written and role is Role.OUTPUT
        look = _WRITTEN_STYLE if by_selected else _CELL_STYLE[role]
        groups.setdefault(role, []).append(frame.cell(column, style.output_y, look))
        if role is Role.CROPPED:
            groups[role].append(frame.hatch(column, style.output_y))
        else:
            labels.append(frame.number(column, style.output_y, column - line.axis.pad_before, _INK[role]))
    drawn = "".join(f'<g data-role="{role}">{"".join(cells)}</g>' for role, cells in groups.items())
    return f"{drawn}<g>{''.join(labels)}</g>"


def _badges(frame: Frame, selected: int) -> str:
    """The number of each tap of the selected voxel, over the column it lands on."""
    style, line = frame.style, frame.line
    marks = []
    for tap, column in line.taps(selected, frame.columns):
        x, y = frame.centre(column), style.output_y - style.badge - 2
        outside = _is_outside(line, column)
        look = "fill:var(--c3-crop-tint);stroke:var(--c3-crop);stroke-dasharray:2 1.5" if outside else ""
        marks.append(f'<circle cx="{x:g}" cy="{y:g}" r="{style.badge:g}" style="{look or "fill:var(--c3-kernel)"}"/>')
        size = f"font-size:12px{';letter-spacing:-.08em' if tap > 99 else ''}"
        marks.append(text(x, y, str(tap), "crop" if outside else "digit", extra=f"{size};font-weight:700"))
    return f'<g data-row="taps">{"".join(marks)}</g>'


def _is_outside(line: Line, column: int) -> bool:
    return not 0 <= column - line.axis.pad_before < line.asked
