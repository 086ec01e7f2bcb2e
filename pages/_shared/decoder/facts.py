"""What each level costs and sees, and the checkerboard of each up layer, as two tables."""

from html import escape

from conv3dt_core.decoder import Walk, grades, layer_query, levels, memory
from conv3dt_core.diagnostics import AXES, Triple
from pages._shared import facts
from pages._shared.decoder import names
from pages._shared.decoder.links import layer_href
from pages._shared.i18n import t
from pages._shared.wide import scrolled

_MARKS = {"even": ("valid", "✓"), "uneven": ("warning", "!"), "holes": ("error", "✕")}


def tables(found: Walk) -> str:
    """Return both tables as HTML."""
    return f'<div class="c3-net-facts">{_levels(found)}{_ups(found)}</div>'


def _levels(found: Walk) -> str:
    bytes_of = memory(found)
    rows = [
        (str(level.level + 1), _short(level.stride), _short(level.receptive_field), f"{level.channels:,}",
         facts.memory(bytes_of[level.level]) if level.level in bytes_of else "–")
        for level in levels(found.net)
    ]  # fmt: skip
    above = sum(count for level, count in bytes_of.items() if level < 0)
    rows += [(t("decoder.above"), "", "", "", facts.memory(above))] if above else []
    heads = [t(f"decoder.{name}") for name in ("level", "stride", "field", "channels", "memory")]
    total = t("decoder.total", memory=facts.memory(sum(bytes_of.values())))
    return f"<div>{_table(t('decoder.levels_table'), heads, rows)}<p>{escape(total)}</p></div>"


def _ups(found: Walk) -> str:
    rows = []
    for grade in grades(found):
        look, mark = _MARKS[grade.verdict]
        verdict = f'<span class="c3-pill c3-{look}">{mark} {t(f"decoder.grade_{grade.verdict}")}</span>'
        layer = escape(names.layer_name(found.net.ups[grade.number - 1]))
        planes = ", ".join(f"{axis} {n}" for axis, n in zip(AXES, grade.unwritten, strict=True) if n)
        bare = t("decoder.bare", planes=planes) if planes else ""
        rows.append((f"up {grade.number}", layer, verdict, bare, _link(found, grade.number)))
    heads = [t(f"decoder.{name}") for name in ("col_up", "layer", "grade")]
    heads += [f'<span class="c3-unseen">{t(f"decoder.{name}")}</span>' for name in ("unwritten", "link")]
    return f"<div>{_table(t('decoder.ups_table'), heads, rows)}</div>" if rows else ""


def _link(found: Walk, number: int) -> str:
    """Return a link that opens a layer alone, with the sizes it has here."""
    query = layer_query(found, number)
    if query is None:
        return ""
    name = f"{t('decoder.open')} up {number}"
    href = escape(layer_href(query))
    return f'<a href="{href}" target="_blank" rel="noopener" aria-label="{name}">{t("decoder.open")} ↗</a>'


def _table(name: str, heads: list[str], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{text}</th>" for text in heads)
    body = "".join(f"<tr><th>{row[0]}</th>{''.join(f'<td>{cell}</td>' for cell in row[1:])}</tr>" for row in rows)
    return scrolled(f"<table><tr>{head}</tr>{body}</table>", name)


def _short(triple: Triple) -> str:
    return str(triple[0]) if len(set(triple)) == 1 else names.size(triple)
