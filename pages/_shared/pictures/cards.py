"""The four pictures as cards, each with what it says, and the headline over them. HTML text."""

from collections.abc import Iterator
from html import escape
from math import prod

from conv3dt_core.channels import ChannelPath
from conv3dt_core.figures.pictures import four as planes
from conv3dt_core.figures.pictures import spy
from conv3dt_core.figures.pictures.four import Titles
from conv3dt_core.pictures import Focus, FourPictures
from conv3dt_core.pictures.gradient import forward_sizes
from conv3dt_core.pictures.matrix import number as row_major
from pages._shared.i18n import t
from pages._shared.scene.sentences import MINUS, factor, index, number, why_cropped

NAMES = ("scatter", "zeros", "matrix", "gradient")
_MOST_TERMS = 6


def headline(four: FourPictures, focus: Focus) -> str:
    """Return the result in one sentence, in the marks of `sentences.as_html`."""
    ways = t(f"pictures.ways_{len(four.outputs)}")
    if focus.target is None:
        x, place = f"`{index('x', focus.source)}`", f"`{index('y', focus.position)}`"
        why = why_cropped(four.geometry, focus.position)
        return t("pictures.cropped", tap=_tuple(focus.tap), x=x, y=place, why=why)
    y, value = f"`{index('y', focus.target)}`", f"**{number(int(four.matrix[focus.target]))}**"
    return t("pictures.headline" if focus.meets else "pictures.hole", ways=ways, y=y, value=value)


def agreement(four: FourPictures, path: ChannelPath, bias: bool) -> str:
    """Return how far the pictures differ, and whose numbers they show."""
    voxels = prod(four.geometry.output_size)
    said = t("pictures.difference", voxels=f"{voxels:,}", difference=f"{four.difference:.3g}")
    channels = path.in_channels > 1 or path.out_channels > 1
    about = t("pictures.channels", ci=path.ci, co=path.co) if channels else ""
    without = t("pictures.no_bias") if bias else ""
    return f'<b class="c3-same">{escape(said)}</b> {escape(about)} {escape(without)}'


def cards(four: FourPictures, focus: Focus) -> str:
    """Return the four cards."""
    terms = {} if focus.target is None else four.terms(focus.target)
    drawn = {"scatter": planes.scatter, "zeros": planes.zero_insertion, "gradient": planes.back_propagation}
    html = []
    for name in NAMES:
        label = t(f"pictures.{name}_title")
        if name == "gradient" and four.gradient is None:
            picture = ""
        elif name == "matrix":
            picture = _matrix(four, focus, label)
        else:
            picture = drawn[name](four, focus, _titles(), label)
        says = "".join(f"<p>{sentence}</p>" for sentence in _says(name, four, focus))
        equation = _equation(name, terms[name], four, focus) if name in terms else ""
        body = f'<div class="c3-sheet">{picture}</div>' if picture else ""
        html.append(f'<section class="c3-picture" data-picture="{name}"><h3>{label}</h3>{says}{body}{equation}</section>')
    return f'<div class="c3-four">{"".join(html)}</div>'


def _titles() -> Titles:
    names = ("input", "kernel", "output", "spread", "flipped", "loss_input", "loss_output")
    return Titles(*(t(f"pictures.{name}") for name in names))


def _matrix(four: FourPictures, focus: Focus, label: str) -> str:
    found = spy.block(four.geometry, focus)
    crossing = spy.crossing(four, focus, t("pictures.crossing"), label)
    if found.axes == 3 or prod(four.geometry.input_size) == four.geometry.w.input_size <= spy.MAX_COLUMNS:
        return crossing
    key = "pictures.whole" if not found.axes else "pictures.block"
    title = t(key, rows=found.rows, columns=found.columns)
    return spy.overview(found, title, label) + crossing


def _says(name: str, four: FourPictures, focus: Focus) -> Iterator[str]:
    geometry = four.geometry
    if name == "gradient" and four.gradient is None:
        gives, wanted = _sizes(forward_sizes(geometry)), _sizes(geometry.input_size)
        yield t("pictures.no_gradient", output=_sizes(geometry.output_size), gives=gives, input=wanted)
        return
    yield t(f"pictures.{name}_says")
    if name == "zeros":
        yield from _borders(four)
    if name == "matrix":
        rows, columns = prod(geometry.output_size), prod(geometry.input_size)
        column = row_major(focus.source, geometry.input_size)
        values = {"rows": f"{rows:,}", "columns": f"{columns:,}", "column": column, "x": index("x", focus.source)}
        if focus.target is None:
            yield t("pictures.lit_column", **values)
            return
        row = row_major(focus.target, geometry.output_size)
        yield t("pictures.lit", row=row, y=index("y", focus.target), **values)


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


def _equation(name: str, terms: tuple[tuple[float, float], ...], four: FourPictures, focus: Focus) -> str:
    """Return the sum the picture makes of the followed output voxel."""
    assert focus.target is not None
    value = number(int(four.outputs[name][focus.target]))
    products = [f"{number(int(x))}·{factor(int(w))}" for x, w in terms]
    shown = [*products[: _MOST_TERMS - 2], "…", products[-1]] if len(products) > _MOST_TERMS else products
    total = " + ".join(shown) or "0"
    note = ""
    if name == "zeros":
        taps = prod(four.geometry.kernel_size)
        note = f" <i>{t('pictures.products', taps=taps, zeros=taps - len(terms))}</i>"
    equals = "" if total == value else f" = <b>{value}</b>"
    left = f'<span class="c3-voxel c3-y">{index("y", focus.target)}</span>'
    return f'<p class="c3-sum">{left} = {total}{equals}{note}</p>'


def _tuple(tap: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, tap))})"


def _sizes(size: tuple[int, ...]) -> str:
    return " × ".join(str(n).replace("-", MINUS) for n in size)
