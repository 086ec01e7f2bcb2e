"""The ruler under a strip's end: legal output sizes, where the layer is, and the first size that is refused.

A size stands at the right edge of its last voxel, so the ruler needs no scale of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from ._frame import BACKGROUND, Frame, number_text, text, text_width


@dataclass(frozen=True, slots=True)
class Ruler:
    """A drawn ruler, its right end in pixels, and whether the label of the legal sizes found room."""

    svg: str
    right: float
    says_sizes: bool


def draw(frame: Frame, sizes: str | None) -> Ruler:
    """Draw pills, label, refused size and tag of a laid-out line; `sizes` is the label, without it only the tag."""
    if sizes is None:
        return Ruler(f'<g data-row="ruler">{_tag(frame)}</g>', _tag_span(frame)[1] + 3, says_sizes=False)
    line = frame.line
    parts: list[str] = []
    ends: list[float] = []
    for (low, high), role, extra in (
        ((line.low, line.high), "valid", ""),
        (line.by_padding_only or (1, 0), "warning", "stroke-dasharray:4 3;"),
    ):
        # Only visible columns are walked: a stride of a million has a million legal sizes.
        offset = line.end_column(0)
        sizes_seen = [column - offset for column in frame.columns if low <= column - offset <= high]
        if sizes_seen:
            svg, left, right = _pill(frame, sizes_seen, role, extra)
            parts.append(svg)
            ends += [left, right]
    says_sizes = False
    if line.low <= line.high and ends:
        label = sizes.format(range=range_text(line.low, line.high))
        label_end = min(ends[0], _tag_span(frame)[0]) - 8
        says_sizes = label_end - text_width(label, frame.style.font + 1) > 2 * frame.style.gutter > 0
        if says_sizes:
            look = f"font-size:{frame.style.font + 1}px;font-weight:600"
            parts.append(text(label_end, frame.style.ruler_y, label, "valid", extra=look, anchor="end"))
    parts += [_tag(frame), _refused(frame)]
    right = max([*ends, _tag_span(frame)[1], frame.edge(line.high + 1) + frame.style.badge])
    return Ruler(f'<g data-row="ruler">{"".join(parts)}</g>', right + 3, says_sizes)


def range_text(low: int, high: int) -> str:
    """``15–16``; one number when both are equal; a dash when there is none."""
    if low > high:
        return "—"
    return str(low) if low == high else f"{low}–{high}"


def _pill(frame: Frame, sizes: list[int], role: str, extra: str) -> tuple[str, float, float]:
    """The visible ones of a run of sizes in one pill, with ⋯ where a break hides some: (svg, left, right)."""
    places = [(frame.edge(size), size) for size in sizes]
    half = frame.pitch / 2
    left, right = places[0][0] - half, places[-1][0] + half
    style = frame.style
    height = 2 * style.badge + 5
    y = style.ruler_y - height / 2
    look = f"fill:var(--c3-{role}-tint);stroke:var(--c3-{role});stroke-width:1.8;{extra}"
    place = f'x="{left:g}" y="{y:g}" width="{right - left:g}" height="{height:g}"'
    box = f'<rect {place} rx="{height / 2:g}" style="{look}"/>'
    bold = "font-weight:650;font-variant-numeric:tabular-nums"
    numbers = [text(edge, style.ruler_y, str(size), role, extra=bold) for edge, size in places]
    # Half-way between the labels on both sides, which stand at the edges of the break's neighbours.
    middles = (edge + half * 2 for _, edge in frame.breaks)
    gaps = [text(x, style.ruler_y, "⋯", role) for x in middles if left + half < x < right - half]
    return f'<g data-pill="{role}">{box}{"".join(numbers)}{"".join(gaps)}</g>', left, right


def _refused(frame: Frame) -> str:
    """A struck-out circle one step beyond the legal sizes: the closed end that Paddle's documents promise.

    Where the number of that size stands, the tag's or that of a size for output_padding only, it hangs below, smaller.
    """
    line, style = frame.line, frame.style
    if line.refused is None:
        return ""
    x, y, r = frame.edge(line.refused), style.ruler_y, style.badge
    if line.refused <= line.reach or line.refused == line.asked:
        y, r = y + r + 5, 5.5
    slash = 0.55 * r
    return (
        f'<g data-mark="refused" style="fill:{BACKGROUND};stroke:var(--c3-muted);stroke-width:1.5">'
        f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" style="stroke-dasharray:3 2"/>'
        f'<path d="M{x - slash:g} {y + slash:g}L{x + slash:g} {y - slash:g}"/></g>'
    )


def _tag_span(frame: Frame) -> tuple[float, float]:
    x = frame.edge(frame.line.asked)
    half = text_width(number_text(frame.line.asked), frame.style.font) / 2 + (6 if frame.style.gutter else 4)
    left = max(1.0, x - half)
    return left, left + 2 * half


def _tag(frame: Frame) -> str:
    """Where the layer is: the size in a dark tag, with a line up to the end of the output; red when refused."""
    style = frame.style
    left, right = _tag_span(frame)
    x = max(1.0, frame.edge(frame.line.asked))
    role = "ink" if frame.line.is_legal else "error"
    top, bottom = style.output_y - 4, style.ruler_y + style.badge + 7
    half = style.badge + 1
    size = number_text(frame.line.asked)
    number = text((left + right) / 2, style.ruler_y, size, "background", extra="font-weight:700")
    return (
        f'<g data-row="tag"><path d="M{x:g} {top:g}V{bottom:g}" style="stroke:var(--c3-{role});stroke-width:2"/>'
        f'<rect x="{left:g}" y="{style.ruler_y - half:g}" width="{right - left:g}" height="{2 * half:g}" rx="6" '
        f'style="fill:var(--c3-{role})"/>{number}</g>'
    )
