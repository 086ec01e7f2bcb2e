"""What the page says about the selected voxel: the headline, the arithmetic line, one line per contribution."""

import re
from math import prod

from conv3dt_core import AxisGeometry, Geometry
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.contributions import Contributions, Side, count, is_inside
from conv3dt_core.figures.example import Worked
from conv3dt_core.figures.ladder import Rung
from conv3dt_core.figures.scene_passes import MAX_LATTICE
from pages._shared.i18n import t

MINUS = "\N{MINUS SIGN}"


def number(value: int) -> str:
    """Return a whole number with a true minus sign."""
    return str(value).replace("-", MINUS)


def factor(value: int) -> str:
    """Return a number as it stands in a product: negative ones in brackets."""
    return number(value) if value >= 0 else f"({number(value)})"


def index(name: str, voxel: Triple) -> str:
    """Return ``x[1,1,3]``."""
    return f"{name}[{','.join(number(i) for i in voxel)}]"


def headline(geometry: Geometry, side: Side, voxel: Triple, worked: Worked) -> str:
    """Return the sentence over the scene, with its marks: see `as_html` and `as_text`."""
    name = f"`{index('x' if side == 'input' else 'y', voxel)}`"
    if not is_inside(geometry, side, voxel):
        size = geometry.input_size if side == "input" else geometry.output_size
        outside = (
            f"{a} {number(i)} {_limit(i, n)}" for a, i, n in zip("DHW", voxel, size, strict=True) if not 0 <= i < n
        )
        return t(f"scatter.no_such_{side}", voxel=name, why=", ".join(outside))
    written, pairs = count(geometry, side, voxel)
    if side == "input":
        return _scatter(name, written, pairs)
    if not pairs and worked.activation:
        return t("scatter.hole_before", y=name, act=worked.activation, value=number(worked.bias or 0))
    if not pairs:
        return t("scatter.hole" if worked.bias is None else "scatter.hole_bias", y=name)
    return _gather(name, pairs, len(worked.path.sources))


def _gather(y: str, pairs: int, channels: int) -> str:
    if channels > 1:
        key = "scatter.sum_channels" if pairs > 1 else "scatter.sum_channels_one"
        return t(key, y=y, n=f"**{pairs:,}**", channels=f"{channels:,}")
    return t("scatter.sum" if pairs > 1 else "scatter.sum_one", y=y, n=f"**{pairs:,}**")


def _scatter(x: str, written: int, taps: int) -> str:
    lost = taps - written
    if not written:
        return t("scatter.all_cropped", x=x, taps=f"{taps:,}")
    voxels = t("scatter.voxel" if written == 1 else "scatter.voxels", n=f"**{written:,}**")
    if taps == 1:
        return t("scatter.one_tap", x=x, written=voxels)
    if not lost:
        return t("scatter.none_cropped", x=x, written=voxels, taps=f"{taps:,}")
    key = "scatter.one_cropped" if lost == 1 else "scatter.some_cropped"
    return t(key, x=x, written=voxels, cropped=f"{lost:,}", taps=f"{taps:,}")


def _limit(i: int, size: int) -> str:
    return "< 0" if i < 0 else f"> {number(size - 1)}"


def as_html(sentence: str) -> str:
    """`index` -> a chip in the colour of its tensor, **number** -> bold, *words* -> crop colour."""
    html = sentence.replace("<", "&lt;").replace(">", "&gt;")
    html = re.sub(r"`((.).*?)`", r'<span class="c3-voxel c3-\2">\1</span>', html)
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html)
    return re.sub(r"\*(.+?)\*", r'<b class="c3-crop">\1</b>', html)


def as_text(sentence: str) -> str:
    """The sentence without its marks."""
    return re.sub(r"[`*]", "", sentence)


def detail(geometry: Geometry, side: Side, voxel: Triple, worked: Worked) -> str:
    """Return the line under the headline: the arithmetic of the targets, or the sum; empty where there is neither."""
    if not is_inside(geometry, side, voxel):
        return ""
    return arithmetic(geometry, voxel) if side == "input" else total(worked)


def arithmetic(geometry: Geometry, voxel: Triple) -> str:
    """Return, per axis, where the taps of an input voxel fall: ``D 1·2 + k − 1 = 1…3``, as HTML.

    An axis of one voxel and one tap says nothing, unless all do.
    """
    lines = [_axis_line(axis, i) for axis, i in zip(geometry.axes, voxel, strict=True)]
    telling = [line for line, a in zip(lines, geometry.axes, strict=True) if (a.full_size, a.output_size) != (1, 1)]
    return " ".join(telling or lines)


def _axis_line(axis: AxisGeometry, i: int) -> str:
    pad = f" {MINUS} {axis.pad_before}" if axis.pad_before else ""
    step = "k" if axis.dilation == 1 else f"k·{axis.dilation}"
    first = axis.target(i, 0)
    last = first + axis.kernel_extent - 1
    line = f"<b>{axis.axis}</b> {i}·{axis.stride} + {step}{pad} = {_run(first, last, axis.dilation)}"
    size = axis.output_size
    outside = [run for run in (_before(axis, first), _after(axis, first, size)) if run]
    if outside:
        words = t("scatter.outside", positions=", ".join(outside), range=f"0–{size - 1}" if size > 1 else "0")
        line += f' <b class="c3-crop">{words}</b>'
    return f'<span class="c3-sum-axis">{line}</span>'


def _before(axis: AxisGeometry, first: int) -> str:
    """Return the positions in front of the output."""
    taps = min(axis.kernel_size, -(first // axis.dilation)) if first < 0 else 0
    return _run(first, first + (taps - 1) * axis.dilation, axis.dilation) if taps > 0 else ""


def _after(axis: AxisGeometry, first: int, size: int) -> str:
    """Return the positions behind the output."""
    skipped = max(0, -((first - size) // axis.dilation))
    if skipped >= axis.kernel_size:
        return ""
    return _run(first + skipped * axis.dilation, first + axis.kernel_extent - 1, axis.dilation)


def _run(first: int, last: int, step: int) -> str:
    """Return a run of positions: ``1…3``, ``1, 3, 5``, ``1, 3 … 21``."""
    n = (last - first) // step + 1
    if step == 1 and n > 2:
        return f"{number(first)}…{number(last)}"
    if n <= 4:
        return ", ".join(number(first + i * step) for i in range(n))
    return f"{number(first)}, {number(first + step)} … {number(last)}"


def why_cropped(geometry: Geometry, target: Triple) -> str:
    """Return which axes of a target lie outside: ``W 7 > 6``."""
    pairs = zip(geometry.axes, target, strict=True)
    return ", ".join(f"{a.axis} {number(p)} {_limit(p, a.output_size)}" for a, p in pairs if not 0 <= p < a.output_size)


def total(worked: Worked) -> str:
    """Return the sum of an output voxel written out: ``2·0 + 3·(−1) + 2 bias = −1``; empty without any term.

    Over several input channels: the terms of the shown one, then the sums of all.
    """
    path, value = worked.path, worked.value
    bias = [] if worked.bias is None else [f"{factor(worked.bias)}<sub>{t('scatter.bias')}</sub>"]
    products = [f"{factor(x)}·{factor(w)}" for x, w in worked.pairs or []]
    own = sum(x * w for x, w in worked.pairs or [])
    if len(path.sources) == 1 or not products:
        lines = [_equation(products + bias, value)]
    else:
        lines = [_labelled(t("scatter.channel", ci=path.ci), _equation(products, own)), _all_channels(worked, bias)]
    after = "" if worked.activation is None else f" {t('scatter.before', act=worked.activation)}"
    return " ".join(lines) + after if any(lines) else ""


def _all_channels(worked: Worked, bias: list[str]) -> str:
    ends = {"first": worked.path.sources[0], "last": worked.path.sources[-1]}
    if worked.parts is None:
        return f'<span class="c3-sum-axis"><i>{t("scatter.many_channels", **ends)}</i></span>'
    sums = [factor(part) for part in worked.parts]
    return _labelled(t("scatter.channels", **ends), _equation(sums + bias, worked.value))


def _equation(terms: list[str], value: int | None) -> str:
    shown = [*terms[:4], "…", *terms[-2:]] if len(terms) > 12 else terms
    return f"{' + '.join(shown)} = <b>{number(value)}</b>" if shown and value is not None else ""


def _labelled(label: str, equation: str) -> str:
    return f'<span class="c3-sum-axis"><i>{label}</i> {equation}</span>' if equation else ""


def left_out(geometry: Geometry, side: Side, voxel: Triple, rows: Contributions | None, rung: Rung) -> list[str]:
    """Return what the scene does not draw, in words: axes below the top of the ladder, and most of a large input."""
    said, size = [] if rung == "3d" else [t(f"scatter.rung_{rung}")], geometry.input_size
    if prod(size) > MAX_LATTICE:
        key = "scatter.large_input" if size[1] * size[2] <= MAX_LATTICE else "scatter.window"
        said.append(t(key, size=" × ".join(f"{n:,}" for n in size)))
    if rows is None and is_inside(geometry, side, voxel):
        said.append(t("scatter.many_taps", taps=f"{count(geometry, side, voxel)[1]:,}"))
    return said
