"""The counts as HTML: one slice as a multiplication table, the histogram, the residue classes.

Cells carry data-tap, here the count: they light up with the cubes that have it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.overlap_colours import colours, ink
from conv3dt_core.figures.theme import DARK, LIGHT
from conv3dt_core.overlap import AxisOverlap, Overlap
from pages._shared.i18n import t

AXES = "DHW"
MAX_CELLS, MAX_BARS = 10, 10


def looks(overlap: Overlap) -> dict[int, str]:
    """Return the CSS of each count: its colour by rank, in both themes, and an ink that reads on it."""
    levels = [count for count in overlap.histogram if count]
    pairs = zip(colours(LIGHT, len(levels)), colours(DARK, len(levels)), strict=True) if levels else ()
    return {0: "background:none;color:var(--c3-crop);border:1px dashed var(--c3-crop)"} | {
        count: f"background:light-dark({light},{dark});color:light-dark({ink(light)},{ink(dark)})"
        for count, (light, dark) in zip(levels, pairs, strict=True)
    }


def heading(key: str, level: int = 2, **values: Any) -> str:
    """Return a small heading."""
    return f'<h{level} class="c3-small">{t(key, **values)}</h{level}>'


def slice_table(overlap: Overlap, axis: int, index: int) -> str:
    """Return the slice with the counts of its two axes in the margins and that of the third in the corner."""
    rows, columns = (other for other in range(3) if other != axis)
    shown = _middle(overlap.size[rows]), _middle(overlap.size[columns])
    look = looks(overlap)
    plane = overlap.plane(axis, index, *(slice(part.start, part.stop) for part in shown))
    corner = f"{AXES[axis]} × {AXES[rows]} × {AXES[columns]}"
    head = "".join(f"<th>{w}<b>×{overlap.axes[columns].counts[w]}</b></th>" for w in shown[1])
    body = "".join(
        f"<tr><th>{h}</th><th><b>×{overlap.axes[rows].counts[h]}</b></th>"
        + "".join(f'<td data-tap="{n}" style="{look[n]}">{n}</td>' for n in row)
        + "</tr>"
        for h, row in zip(shown[0], plane.tolist(), strict=True)
    )
    first = f"<tr><th colspan=2>{corner}<b>{overlap.axes[axis].counts[index]} ×</b></th>{head}</tr>"
    title = heading("overlap.table", axis=AXES[axis], index=index)
    left_out = _window(plane.size, overlap.size[rows], overlap.size[columns])
    return f'{title}<table class="c3-product">{first}{body}</table>{left_out}'


def _middle(n: int) -> range:
    first = max(0, (n - MAX_CELLS) // 2)
    return range(first, min(n, first + MAX_CELLS))


def _window(cells: int, rows: int, columns: int) -> str:
    if cells == rows * columns:
        return ""
    words = t("overlap.window", rows=min(rows, MAX_CELLS), columns=min(columns, MAX_CELLS), all=f"{rows * columns:,}")
    return f"<p>{words}</p>"


def bars(overlap: Overlap) -> str:
    """Return the histogram: a bar per count, the rarest in one line beyond `MAX_BARS`."""
    histogram, look = overlap.histogram, looks(overlap)
    total, most = sum(histogram.values()), max(histogram.values())
    kept = _most_frequent(histogram)
    rows = [_bar(n, histogram[n], total, most, look[n]) for n in kept]
    if len(kept) < len(histogram):
        rest = sum(histogram[n] for n in histogram.keys() - set(kept))
        words = t("overlap.rest", levels=len(histogram) - len(kept))
        rows.append(f"<tr><th>…</th><td>{words}</td><td>{_voxels(rest, total)}</td></tr>")
    facts = t(
        "overlap.facts", low=min(histogram), high=max(histogram), holes=f"{histogram.get(0, 0):,}",
        total=f"{overlap.total:,}",
    )  # fmt: skip
    return f'{heading("overlap.bars")}<table class="c3-bars">{"".join(rows)}</table><p>{facts}</p>'


def legend(overlap: Overlap) -> str:
    """Return which colour stands for which count, in one line; the most frequent counts beyond `MAX_BARS`."""
    histogram, look = overlap.histogram, looks(overlap)
    kept = _most_frequent(histogram)
    keys = "".join(f'<span><i style="{look[n]}"></i>{n}×</span>' for n in kept)
    rest = "<span>…</span>" if len(kept) < len(histogram) else ""
    return f'<p class="c3-legend"><span>{t("overlap.written")}</span>{keys}{rest}</p>'


def _most_frequent(histogram: Mapping[int, int]) -> list[int]:
    """Return the counts that most voxels have, `MAX_BARS` at most, ascending."""
    return sorted(sorted(histogram, key=histogram.__getitem__)[-MAX_BARS:])


def _bar(count: int, voxels: int, total: int, most: int, look: str) -> str:
    width = max(1.0, 100 * voxels / most)
    bar = f'<i style="width:{width:.1f}%;{look}"></i>'
    return f'<tr data-tap="{count}"><th>{count}×</th><td>{bar}</td><td>{_voxels(voxels, total)}</td></tr>'


def _voxels(voxels: int, total: int) -> str:
    return t("overlap.bar", voxels=f"{voxels:,}", share=share(voxels, total))


def share(part: int, total: int) -> str:
    """Return a percentage that is 0 % only where there is nothing."""
    percent = 100 * part / total
    return "< 1 %" if 0 < percent < 0.5 else f"{percent:.0f} %"


def lines(overlap: Overlap) -> dict[str, str]:
    """Return what is said under the scene of a voxel with each count."""
    histogram = overlap.histogram
    total = sum(histogram.values())
    return {
        str(n): t("overlap.level", n=n, voxels=f"{voxels:,}", share=share(voxels, total))
        for n, voxels in histogram.items()
    }


def classes(overlap: Overlap) -> str:
    """Return the count of each residue class, one row per axis."""
    rows = "".join(_class_row(axis) for axis in overlap.axes)
    return f'{heading("overlap.classes", 3)}<table class="c3-classes">{rows}</table>'


def _class_row(axis: AxisOverlap) -> str:
    stride = len(axis.pattern)
    cells: Iterator[str] = (
        f"<td><span>{t('overlap.class', axis=axis.axis.lower(), s=stride, r=r)}</span> <b>×{n}</b></td>"
        for r, n in enumerate(axis.pattern[:MAX_CELLS])
    )
    return f"<tr><th>{axis.axis}</th>{''.join(cells)}</tr>"


def size_text(size: Triple) -> str:
    """Return ``5 × 7 × 7``."""
    return " × ".join(map(str, size))
