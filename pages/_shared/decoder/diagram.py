"""Sizes through the net as a picture of three columns, down, skip and up; and as a table for those who hear it."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from conv3dt_core.decoder import Walk
from conv3dt_core.diagnostics import Triple
from pages._shared.decoder import names
from pages._shared.decoder.verdict import headline
from pages._shared.i18n import t


class Cell(NamedTuple):
    """A box of the picture: numbers, what they are, its look, which axes are wrong."""

    size: Triple | None
    caption: str
    look: str
    wrong: tuple[bool, ...] = (False,) * 3


def draw(found: Walk) -> str:
    """Return the picture and the table as HTML."""
    head = "".join(
        f'<div class="c3-net-head">{t(f"decoder.{name}")}</div>' for name in ("col_down", "col_skip", "col_up")
    )
    rows = [(_down(found, level), _pill(found, level), _up(found, level)) for level in _levels(found)]
    cells = "".join(f"{_box(down)}{pill}{_box(up)}" for down, pill, up in rows)
    alt = escape(headline(found).replace("`", ""))
    picture = f'<div class="c3-net" role="img" aria-label="{alt}">{head}{cells}{_bottom(found)}</div>'
    return picture + _table(found, [(level, *row) for level, row in zip(_levels(found), rows, strict=True)])


def _levels(found: Walk) -> range:
    net = found.net
    return range(min(0, net.depth - len(net.ups)), net.depth)


def _down(found: Walk, level: int) -> Cell | None:
    if level < 0:
        return None
    kept, arrived = found.size_after("skip", level), _arrived(found, level)
    caption = _input(found) if level == 0 else t("decoder.after", name=f"down {level}")
    if kept and arrived and kept != arrived:
        caption = t("decoder.shrunk", caption=caption, size=names.size(arrived))
    return Cell(kept or arrived, caption, "down" if kept else "unreached")


def _arrived(found: Walk, level: int) -> Triple | None:
    return found.input_size if level == 0 else found.size_after("down", level)


def _input(found: Walk) -> str:
    return t("decoder.padded", size=names.size(found.net.size)) if found.net.padded else t("decoder.input")


def _bottom(found: Walk) -> str:
    depth = found.net.depth
    arrived = _arrived(found, depth)
    size = found.size_after("bottom", depth) or arrived
    caption = t("decoder.bottom") if depth else _input(found)
    if size and arrived and size != arrived:
        caption = t("decoder.shrunk", caption=caption, size=names.size(arrived))
    return f'<div class="c3-net-bottom">{_box(Cell(size, caption, "down" if size else "unreached"))}</div>'


def _up(found: Walk, level: int) -> Cell | None:
    number = found.net.depth - level
    if number > len(found.net.ups):
        return None
    made, after = found.size_after("up", number), found.size_after("decode", number)
    name = f"up {number}"
    if made is None:
        return Cell(None, name, "unreached")
    if _breaks(found, number):
        skip = found.size_after("skip", level) or made
        wrong = tuple(a != b for a, b in zip(made, skip, strict=True))
        gives, needs = zip(*dict.fromkeys((a, b) for a, b in zip(made, skip, strict=True) if a != b), strict=True)
        told = t("decoder.gives", made=" / ".join(map(str, gives)), skip=" / ".join(map(str, needs)))
        return Cell(made, f"{name} {told}", "wrong", wrong)
    joined = found.size_after("join", number) or made
    caption = name if after in (None, joined) else t("decoder.then", name=name, size=names.size(after or ()))
    return Cell(joined, caption, "good" if found.halt is None else "up")


def _breaks(found: Walk, number: int) -> bool:
    return found.halt is not None and found.halt[:2] == ("join", number)


def _pill(found: Walk, level: int) -> str:
    look, text = _skip(found, level)
    return f'<div class="c3-net-skip c3-{look}"><span>{escape(text)}</span></div>' if look else "<div></div>"


def _skip(found: Walk, level: int) -> tuple[str, str]:
    """Return how the line from encoder to decoder looks, and its words."""
    net, number = found.net, found.net.depth - level
    if level < 0 or number > len(net.ups):
        return "", ""
    if not net.has_skip(level):
        return "none", t("decoder.no_skip")
    skip, joined = found.size_after("skip", level), found.size_after("join", number)
    if _breaks(found, number) and skip:
        made = found.size_after("up", number) or skip
        away = {abs(a - b) for a, b in zip(made, skip, strict=True) if a != b}
        which = names.axes([a != b for a, b in zip(made, skip, strict=True)])
        return "wrong", t("decoder.differ", axes=which, by=" / ".join(map(str, sorted(away))))
    if joined is None:
        return "unreached", t("decoder.not_reached")
    if net.join == "crop" and joined != skip:
        return "good", t("decoder.cropped", size=names.size(joined))
    return "good", t("decoder.asked" if net.join == "output-size" else "decoder.equal")


def _box(cell: Cell | None) -> str:
    if cell is None:
        return "<div></div>"
    numbers = "?" if cell.size is None else " × ".join(
        f"<em>{n}</em>" if wrong else str(n) for n, wrong in zip(cell.size, cell.wrong, strict=True)
    )  # fmt: skip
    return f'<div class="c3-net-box c3-{cell.look}"><b>{numbers}</b><span>{escape(cell.caption)}</span></div>'


def _table(found: Walk, rows: list[tuple[int, Cell | None, str, Cell | None]]) -> str:
    """Return the picture as a table only screen readers meet."""
    heads = "".join(f"<th>{t(f'decoder.{name}')}</th>" for name in ("level", "col_down", "col_skip", "col_up"))
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in _texts(found, *row))}</tr>" for row in rows)
    return f'<div class="c3-unseen"><table><tr>{heads}</tr>{body}</table></div>'  # a table would keep its width


def _texts(found: Walk, level: int, down: Cell | None, _: str, up: Cell | None) -> Iterator[str]:
    yield str(level + 1)
    yield _said(down)
    yield escape(_skip(found, level)[1])
    yield _said(up)


def _said(cell: Cell | None) -> str:
    return "" if cell is None else f"{names.size(cell.size) if cell.size else '?'} {escape(cell.caption)}"
