"""The four pictures as cards, each with what it says, and the headline over them. HTML text."""

from collections.abc import Iterator
from html import escape
from math import prod

from conv3dt_core import Geometry
from conv3dt_core.channels import ChannelPath
from conv3dt_core.figures.pictures import gradient, matrix, scatter, zeros
from conv3dt_core.figures.pictures.planes import Titles
from conv3dt_core.pictures import Focus, FourPictures, Term
from conv3dt_core.pictures import matrix as entries
from conv3dt_core.pictures.gradient import forward_sizes, reads_slice
from pages._shared.i18n import t
from pages._shared.scene.sentences import MINUS, factor, index, number, why_cropped

NAMES = ("scatter", "zeros", "matrix", "gradient")
_DRAWN = {"scatter": scatter.scatter, "zeros": zeros.zero_insertion, "gradient": gradient.gradient}
_MOST_TERMS = 6


def headline(four: FourPictures, focus: Focus) -> str:
    """Return the result in one sentence, in the marks of `sentences.as_html`."""
    ways = t(f"pictures.ways_{len(four.outputs)}")
    if focus.target is None:
        x, place = f"`{index('x', focus.source)}`", f"`{index('y', focus.position)}`"
        if not four.geometry.targets(focus.source):
            taps = prod(four.geometry.kernel_size)
            return t("pictures.writes_nothing" if taps > 1 else "pictures.writes_nothing_one", x=x, taps=f"{taps:,}")
        why = why_cropped(four.geometry, focus.position)
        return t("pictures.cropped", tap=_tuple(focus.tap), x=x, y=place, why=why)
    y, value = f"`{index('y', focus.target)}`", f"**{number(int(four.matrix[focus.target]))}**"
    return t("pictures.headline" if focus.meets else "pictures.hole", ways=ways, y=y, value=value)


def agreement(four: FourPictures, focus: Focus | None, path: ChannelPath, bias: bool) -> str:
    """Return how far the pictures differ, what is framed in them, and whose numbers they show."""
    said = t("pictures.difference", difference=f"{four.difference:.3g}")
    channels = path.in_channels > 1 or path.out_channels > 1
    about = t("pictures.channels", ci=path.ci, co=path.co) if channels else ""
    without = t("pictures.no_bias") if bias else ""
    framed = "" if focus is None or not focus.meets else _framed(four, focus)
    return f'<b class="c3-same">{escape(said)}</b> {escape(" ".join(filter(None, (framed, about, without))))}'


def _framed(four: FourPictures, focus: Focus) -> str:
    names = {"x": index("x", focus.source), "w": index("w", focus.tap), "y": index("y", focus.position)}
    if focus.target is not None:
        return t("pictures.framed", **names)
    return t("pictures.framed_cropped", why=why_cropped(four.geometry, focus.position), **names)


def cards(four: FourPictures, focus: Focus) -> str:
    """Return the four cards."""
    terms = {} if focus.target is None else four.terms(focus.target)
    drawn = "".join(_card(name, four, focus, terms.get(name)) for name in NAMES)
    return f'{_legend(focus, len(four.outputs))}<div class="c3-four">{drawn}</div>'


def _legend(focus: Focus, pictures: int) -> str:
    kinds = {
        "selected": "from" if focus.side == "input" else "into", "taps": f"k{focus.depths[1] % 7}",
        f"framed_{pictures}": "framed", "cropped": "lost",
    }  # fmt: skip
    items = (f'<span><i class="c3-{look}"></i>{t(f"pictures.legend_{kind}")}</span>' for kind, look in kinds.items())
    return f'<p class="c3-legend">{"".join(items)}</p>'


def _card(name: str, four: FourPictures, focus: Focus, terms: tuple[Term, ...] | None) -> str:
    title = t(f"pictures.{name}_title")
    says = "".join(f"<p>{sentence}</p>" for sentence in _says(name, four, focus))
    label = f"{title}, {_result(name, four, focus)}" if terms is not None else title
    picture = _matrix(four, focus, label) if name == "matrix" else _DRAWN[name](four, focus, _titles(), label)
    sheet = f'<div class="c3-sheet">{picture}</div>' if picture else ""
    equation = "" if terms is None else _equation(name, terms, four, focus)
    return f'<section class="c3-picture" data-picture="{name}"><h2>{title}</h2>{says}{sheet}{equation}</section>'


def _titles() -> Titles:
    names = ("input", "kernel", "output", "spread", "flipped", "loss_input", "loss_output")
    return Titles(*(t(f"pictures.{name}") for name in names), part=t("pictures.part"))


def _matrix(four: FourPictures, focus: Focus, label: str) -> str:
    found = matrix.block(four.geometry, focus)
    crossing = matrix.crossing(four, focus, t("pictures.crossing"), label, t("pictures.part"))
    if found.axes == 3 or prod(four.geometry.input_size) == four.geometry.w.input_size <= matrix.MAX_COLUMNS:
        return crossing
    key = "pictures.whole" if not found.axes else "pictures.block"
    title = t(key, rows=found.rows, columns=found.columns)
    return matrix.overview(found, title, label) + crossing


def _says(name: str, four: FourPictures, focus: Focus) -> Iterator[str]:
    geometry = four.geometry
    if name == "gradient" and four.gradient is None:
        gives, wanted = _sizes(forward_sizes(geometry)), _sizes(geometry.input_size)
        yield t("pictures.no_gradient", output=_sizes(geometry.output_size), gives=gives, input=wanted)
        return
    yield t(f"pictures.{name}_says")
    if name == "zeros":
        yield from _borders(four)
    if name == "gradient":
        yield from _window(geometry, focus)
    if name == "matrix":
        rows, columns = prod(geometry.output_size), prod(geometry.input_size)
        column = entries.number(focus.source, geometry.input_size)
        values = {"rows": f"{rows:,}", "columns": f"{columns:,}", "column": column, "x": index("x", focus.source)}
        if focus.target is None:
            yield t("pictures.lit_column" if geometry.targets(focus.source) else "pictures.zero_column", **values)
            return
        row = entries.number(focus.target, geometry.output_size)
        yield t("pictures.lit" if focus.meets else "pictures.lit_row", row=row, y=index("y", focus.target), **values)
        if focus.meets:
            yield t("pictures.enlarged")


def _window(geometry: Geometry, focus: Focus) -> Iterator[str]:
    """Say where the window is if it is not to be seen on the slice that is drawn."""
    if not focus.meets:
        return
    x, depth = index("x", focus.source), geometry.d
    if not geometry.targets(focus.source):
        yield t("pictures.window_padding", x=x)
    if not reads_slice(geometry, focus):
        first = depth.target(focus.source[0], 0)
        last = first + depth.kernel_extent - 1
        span = number(first) if first == last else f"{number(first)}…{number(last)}"
        yield t("pictures.window_elsewhere", x=x, span=span, depth=focus.depths[2])


def _borders(four: FourPictures) -> Iterator[str]:
    """Say how wide the border is; where it is negative, that the spread input is cut."""
    told: dict[tuple[int, int], list[str]] = {}
    for axis, pair in zip(four.geometry.axes, four.zeros.borders, strict=True):
        if (axis.full_size, axis.output_size) != (1, 1):
            told.setdefault(pair, []).append(axis.axis)
    pairs = (
        t("pictures.border", axes=t("pictures.and").join(axes), before=number(pair[0]), after=number(pair[1]))
        for pair, axes in told.items()
    )
    yield t("pictures.border_rule") + " " + t("pictures.semicolon").join(pairs) + t("pictures.stop")
    if any(min(pair) < 0 for pair in told):
        yield f'<b class="c3-crop">{t("pictures.cut")}</b>'


def _result(name: str, four: FourPictures, focus: Focus) -> str:
    """Return ``y[1,1,1] = −24``: what one who cannot see the picture is told of it."""
    assert focus.target is not None
    return f"{index('y', focus.target)} = {number(int(four.outputs[name][focus.target]))}"


def _equation(name: str, terms: tuple[Term, ...], four: FourPictures, focus: Focus) -> str:
    """Return the sum the picture makes of the followed output voxel."""
    assert focus.target is not None
    value = number(int(four.outputs[name][focus.target]))
    products = [f"{factor(int(x))}·{factor(int(w))}" for x, w in terms]
    shown = [*products[: _MOST_TERMS - 2], "…", products[-1]] if len(products) > _MOST_TERMS else products
    total = " + ".join(shown) or "0"
    note = ""
    if name == "zeros" and len(terms) < prod(four.geometry.kernel_size):
        taps = prod(four.geometry.kernel_size)
        note = f" <i>{t('pictures.products', taps=taps, zeros=taps - len(terms))}</i>"
    equals = "" if total == value else f" = <b>{value}</b>"
    left = f'<span class="c3-voxel c3-y">{index("y", focus.target)}</span>'
    return f'<p class="c3-sum">{left} = {total}{equals}{note}</p>'


def _tuple(tap: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, tap))})"


def _sizes(size: tuple[int, ...]) -> str:
    return " × ".join(str(n).replace("-", MINUS) for n in size)
