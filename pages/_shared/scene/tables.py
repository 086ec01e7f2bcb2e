"""The kernel key and the table of contributions, as HTML. Cells carry data-tap: they light up with their cubes."""

from math import prod

from conv3dt_core import Geometry
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.contributions import Contributions, Side, example
from conv3dt_core.figures.scene_passes import MAX_NUMBERED
from pages._shared.i18n import t
from pages._shared.scene.sentences import factor, index, number, why_cropped

#: Example numbers of sample 0, channel 0: x from one seed, w from another, so that a new input size leaves w alone.
SEED_X, SEED_W = 0, 1
MAX_ROWS = 343


def values(geometry: Geometry, rows: Contributions) -> list[tuple[int, int]] | None:
    """Return (x, w) of each contribution from the seeded example; None when the tensors are too large for one."""
    x, w = example(geometry.input_size, SEED_X), example(geometry.kernel_size, SEED_W)
    if x is None or w is None:
        return None
    return list(zip(x[tuple(rows.source.T)].tolist(), w[tuple(rows.tap.T)].tolist(), strict=True))


def lines(geometry: Geometry, rows: Contributions, pairs: list[tuple[int, int]] | None) -> dict[str, str]:
    """Return what is said of each contribution under the scene, by tap number."""
    said = {}
    for at, tap in enumerate(rows.number[:MAX_ROWS].tolist()):
        triple, source, target = (_triple(a[at]) for a in (rows.tap, rows.source, rows.target))
        parts = [t("scatter.tap_is", tap=f"<b>{tap}</b>", triple=_tuple(triple))]
        if not rows.written[at]:
            parts.append(f'<span class="c3-crop">{t("scatter.ghost_is", why=why_cropped(geometry, target))}</span>')
        else:
            product = f"{index('x', source)} · {index('w', triple)}"
            if pairs is not None:
                x, w = pairs[at]
                product += f" = {number(x)} · {factor(w)} = <b>{number(x * w)}</b>"
            parts += [product, f"→ {index('y', target)}"]
        said[str(tap)] = "<span>" + "</span> <span>".join(parts) + "</span>"
    return said


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


def caption(pairs: list[tuple[int, int]] | None, rows: Contributions) -> str:
    """Return the line over the table: where its numbers come from, and how many rows it leaves out."""
    source = t("scatter.seeds", x="<b>x</b>", w="<b>w</b>", seed_x=SEED_X, seed_w=SEED_W)
    said = [source if pairs is not None else t("scatter.no_values")]
    if len(rows) > MAX_ROWS:
        said.append(t("scatter.first_rows", shown=MAX_ROWS, all=f"{len(rows):,}"))
    return " ".join(said)


def table(geometry: Geometry, side: Side, rows: Contributions, pairs: list[tuple[int, int]] | None) -> str:
    """Return the contributions as one HTML table, a row per tap."""
    place = "scatter.target" if side == "input" else "scatter.source"
    heads = [t("scatter.tap"), "(kD, kH, kW)", t(place), "x · w", t("scatter.value"), ""]
    head = "".join(f"<th>{h}</th>" for h in heads)
    body = "".join(_row(geometry, side, rows, pairs, at) for at in range(min(len(rows), MAX_ROWS)))
    if side == "output" and pairs:
        total = number(sum(x * w for x, w in pairs))
        body += f'<tr class="c3-total"><td colspan="4">{t("scatter.total")}</td><td><b>{total}</b></td><td></td></tr>'
    return f'<table class="c3-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _row(geometry: Geometry, side: Side, rows: Contributions, pairs: list[tuple[int, int]] | None, at: int) -> str:
    tap, triple = int(rows.number[at]), _triple(rows.tap[at])
    target, written = _triple(rows.target[at]), bool(rows.written[at])
    place = index("y", target) if side == "input" else index("x", _triple(rows.source[at]))
    fate = t("scatter.written") if written else t("scatter.cropped", why=why_cropped(geometry, target))
    x, w = pairs[at] if pairs is not None else (0, 0)
    product, value = (f"{number(x)} · {factor(w)}", number(x * w)) if pairs is not None else ("—", "—")
    chip = f'<span class="c3-tap {f"c3-k{triple[0] % 7}" if written else "lost"}">{tap}</span>'
    cells = (chip, _tuple(triple), place, product, value, fate if side == "input" else "")
    kind = "" if written else ' class="c3-lost"'
    return f'<tr data-tap="{tap}"{kind}>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _triple(row: object) -> Triple:
    d, h, w = (int(i) for i in row)  # type: ignore[attr-defined]
    return d, h, w


def _tuple(triple: Triple) -> str:
    return f"({triple[0]}, {triple[1]}, {triple[2]})"
