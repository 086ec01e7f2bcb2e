"""The kernel key and the table of contributions, as HTML. Cells carry data-tap: they light up with their cubes."""

from math import prod
from typing import NamedTuple

from conv3dt_core import Geometry
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.contributions import Contributions, Side
from conv3dt_core.figures.example import SEED_W, SEED_X, Worked
from conv3dt_core.figures.scene_passes import MAX_NUMBERED
from pages._shared.i18n import t
from pages._shared.scene.sentences import factor, index, number, why_cropped
from pages._shared.wide import scrolled

MAX_ROWS = 343


class Row(NamedTuple):
    """One contribution, ready to be told. `product` is (x, w) or None, `why` the axes on which it is cropped."""

    tap: int
    triple: Triple
    source: Triple
    target: Triple
    written: bool
    product: tuple[int, int] | None
    why: str


def listing(geometry: Geometry, rows: Contributions, pairs: list[tuple[int, int]] | None) -> list[Row]:
    """Return the first `MAX_ROWS` contributions."""
    arrays = (rows.tap, rows.source, rows.target)
    triples = zip(*(map(tuple, array[:MAX_ROWS].tolist()) for array in arrays), strict=True)
    each = zip(rows.number.tolist(), triples, rows.written.tolist(), pairs or [None] * len(rows), strict=False)
    return [
        Row(tap, *three, written, pair, "" if written else why_cropped(geometry, three[2]))
        for tap, three, written, pair in each
    ]


def lines(listed: list[Row]) -> dict[str, str]:
    """Return what is said of each contribution under the scene, by tap number."""
    tap_is, ghost_is = t("scatter.tap_is"), t("scatter.ghost_is")
    said = {}
    for row in listed:
        parts = [tap_is.format(tap=f"<b>{row.tap}</b>", triple=_tuple(row.triple))]
        if row.written:
            parts += [
                f"{index('x', row.source)} · {index('w', row.triple)}{_value(row)}",
                f"→ {index('y', row.target)}",
            ]
        else:
            parts.append(f'<span class="c3-crop">{ghost_is.format(why=row.why)}</span>')
        said[str(row.tap)] = "<span>" + "</span> <span>".join(parts) + "</span>"
    return said


def _value(row: Row) -> str:
    if row.product is None:
        return ""
    x, w = row.product
    return f" = {number(x)} · {factor(w)} = <b>{number(x * w)}</b>"


def kernel_key(geometry: Geometry, rows: Contributions | None) -> str:
    """Return the legend: one grid of numbered taps per kD; cropped ones dashed, unused ones grey."""
    depth, height, width = geometry.kernel_size
    taps = prod(geometry.kernel_size)
    title = t("scatter.kernel_one" if taps == 1 else "scatter.kernel", taps=f"{taps:,}")
    html = [f'<div class="c3-key"><p class="c3-key-title">{title}</p>']
    if taps > MAX_NUMBERED:
        swatches = "".join(f'<span class="c3-tap c3-k{d % 7}">{d}</span>' for d in range(min(depth, 7)))
        note = f'<p class="c3-key-note">{t("scatter.kernel_large")}</p>'
        return f'{html[0]}<p class="c3-swatches">kD {swatches}</p>{note}</div>'
    # Without a voxel the key still shows the kernel itself.
    used = (
        dict.fromkeys(range(taps), True)
        if rows is None
        else dict(zip(rows.number.tolist(), rows.written.tolist(), strict=True))
    )
    for d in range(depth):
        cells = "".join(_cell(tap, d, used.get(tap)) for tap in range(d * height * width, (d + 1) * height * width))
        grid = f'<div class="c3-grid" style="--taps:{width}">{cells}</div>'
        html.append(f'<div class="c3-layer"><code>kD = {d}</code>{grid}</div>')
    if not all(used.values()):
        html.append(f'<p class="c3-key-note"><span class="c3-tap lost"></span> {t("scatter.cropped_sample")}</p>')
    if len(used) < taps:
        html.append(f'<p class="c3-key-note"><span class="c3-tap idle"></span> {t("scatter.unused_sample")}</p>')
    return "".join(html) + "</div>"


def _cell(tap: int, depth: int, written: bool | None) -> str:
    kind = "idle" if written is None else f"c3-k{depth % 7}" if written else "lost"
    return f'<span class="c3-tap {kind}" data-tap="{tap}">{tap}</span>'


def caption(worked: Worked, rows: Contributions) -> str:
    """Return the line over the table: where its numbers come from, and how many rows it leaves out."""
    path = worked.path
    source = t(
        "scatter.seeds", x=f"<b>x[{path.ci}]</b>", w=f"<b>w[{path.ci},{path.column}]</b>",
        seed_x=[SEED_X, path.ci], seed_w=[SEED_W, path.ci, path.column],
    )  # fmt: skip
    said = [source if worked.pairs is not None else t("scatter.no_values")]
    if len(rows) > MAX_ROWS:
        said.append(t("scatter.first_rows", shown=MAX_ROWS, all=f"{len(rows):,}"))
    return " ".join(said)


def table(side: Side, listed: list[Row], worked: Worked) -> str:
    """Return the contributions as one HTML table, a row per tap."""
    place = "scatter.target" if side == "input" else "scatter.source"
    heads = [t("scatter.tap"), "(kD, kH, kW)", t(place), "x · w", t("scatter.value")]
    head = "".join(f"<th>{h}</th>" for h in heads) + f'<th><span class="c3-unseen">{t("scatter.fate")}</span></th>'
    fates = (t("scatter.written"), t("scatter.cropped")) if side == "input" else ("", "")
    body = "".join(_row(side, row, fates) for row in listed)
    if side == "output" and worked.pairs:
        body += _total(worked, sum(x * w for x, w in worked.pairs))
    html = f'<table class="c3-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return scrolled(html, t("scatter.table"))


def _total(worked: Worked, total: int) -> str:
    many = len(worked.path.sources) > 1
    words = t("scatter.total_channel", ci=worked.path.ci) if many else t("scatter.total")
    return f'<tr class="c3-total"><td colspan="4">{words}</td><td><b>{number(total)}</b></td><td></td></tr>'


def _row(side: Side, row: Row, fates: tuple[str, str]) -> str:
    place = index("y", row.target) if side == "input" else index("x", row.source)
    fate = fates[0] if row.written else fates[1].format(why=row.why)
    product, value = "—", "—"
    if row.product is not None:
        x, w = row.product
        product, value = f"{number(x)} · {factor(w)}", number(x * w)
    chip = f'<span class="c3-tap {f"c3-k{row.triple[0] % 7}" if row.written else "lost"}">{row.tap}</span>'
    cells = (chip, _tuple(row.triple), place, product, value, fate)
    kind = "" if row.written else ' class="c3-lost"'
    return f'<tr data-tap="{row.tap}"{kind}>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _tuple(triple: Triple) -> str:
    return f"({triple[0]}, {triple[1]}, {triple[2]})"
