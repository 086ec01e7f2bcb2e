"""What a run gave: the verdict, slices of input and output side by side, statistics and a histogram."""

from math import isnan

import streamlit as st

from conv3dt_core import Geometry
from conv3dt_core.channels import ChannelPath
from conv3dt_core.figures import slices
from conv3dt_core.figures.histogram import histogram
from conv3dt_core.numbers import Statistics
from pages._shared import link, panel, parameters
from pages._shared.i18n import t
from pages._shared.numbers.run import Result
from pages._shared.overlap.tables import heading, share
from pages._shared.overlap.verdict import as_html
from pages._shared.rows import number
from pages._shared.scene.sentences import MINUS, index
from pages._shared.scene.view import theme
from pages._shared.wide import scrolled

_CONFIG = {"displayModeBar": False, "responsive": True}


def agreement(result: Result) -> None:
    """Draw whether NumPy and torch agree, and how long each took."""
    compared = result.compared
    names = {"numpy": "NumPy", "torch:cpu": "torch"}
    took = " · ".join(f"{names[name]} {_seconds(taken)}" for name, taken in compared.seconds.items())
    when = t("numbers.median" if compared.runs > 1 else "numbers.once", runs=compared.runs)
    with st.container(key="numbers-agreement"):
        st.html(f'<p class="c3-headline">{as_html(verdict(result))}</p><p class="c3-took">{took} — {when}</p>')


def verdict(result: Result) -> str:
    """Return in one sentence how far NumPy and torch lie apart, with its **strong** words."""
    compared = result.compared
    if len(compared.names) < 2:
        return t("numbers.no_torch")
    if compared.not_alike:
        return t("numbers.not_alike", count=f"{compared.not_alike:,}")
    if compared.largest is None:
        return t("numbers.no_voxels")
    place, found = f"y[{', '.join(map(str, compared.largest.index))}]", compared.largest.difference
    if not found:
        return t("numbers.equal")
    key = "numbers.agree" if compared.agrees else "numbers.differ"
    return t(key, difference=f"{found:.2g}", place=place, rounding=f"{compared.rounding:.1g}")


def _seconds(taken: float) -> str:
    return f"{taken:.2f} s" if taken >= 1 else f"{1000 * taken:.3g} ms"


# --- slices ----------------------------------------------------------------------------------------------------


def pictures(current: panel.Current, geometry: Geometry, path: ChannelPath, result: Result) -> None:
    """Draw a slice of the input and one of the output, and the numbers that choose them."""
    axis = parameters.AXES.index(link.get("ax"))
    shown = chosen(geometry, axis, current)
    framed = slices.frames(geometry, current.side, current.voxel, axis, shown)
    with st.container(key="numbers-slices"):
        columns = st.columns(2, gap="medium")
        for column, side in zip(columns, ("input", "output"), strict=True):
            with column:
                _picture(result, path, side, axis, shown[side], framed.get(side))
        st.caption(_legend(current, framed))
        with st.container(key="numbers-slice", horizontal=True, vertical_alignment="bottom"):
            panel.axis_switch()
            number("sl", t("numbers.slice"), placeholder=str(shown["output"]), width=120)
            number("ci", t("scatter.ci"), placeholder=str(path.ci), width=130)
            number("co", t("scatter.co"), placeholder=str(path.co), width=130)
        with st.container(key="numbers-voxel", horizontal=True, vertical_alignment="bottom"):
            panel.direction_switch({"input": t("scatter.scatter"), "output": t("scatter.gather")})
            for letter in parameters.AXES:
                number(f"v_{letter}", letter.upper(), width=100)


def chosen(geometry: Geometry, axis: int, current: panel.Current) -> dict[slices.Side, int]:
    """Return the slice on either side: of the output the link's, else that of the selected voxel or the middle one.

    Of the input the one that lies nearest.
    """
    size, wanted, at = geometry.output_size[axis], link.get("sl"), current.voxel[axis]
    inside = all(0 <= i < n for i, n in zip(current.voxel, _size(geometry, current.side), strict=True))
    if wanted is None and any(current.voxel) and inside:
        along = geometry.axes[axis]
        middle = at * along.stride + (along.kernel_extent - 1) // 2 - along.pad_before
        wanted = middle if current.side == "input" else at
        output = min(max(wanted, 0), size - 1)
        return {
            "input": at if current.side == "input" else slices.nearest_input(geometry, axis, output),
            "output": output,
        }
    output = size // 2 if wanted is None else min(max(wanted, 0), size - 1)
    return {"input": slices.nearest_input(geometry, axis, output), "output": output}


def _size(geometry: Geometry, side: str) -> tuple[int, int, int]:
    return geometry.input_size if side == "input" else geometry.output_size


def _picture(
    result: Result, path: ChannelPath, side: slices.Side, axis: int, at: int, frame: slices.Frame | None
) -> None:
    name, channel, tensor = ("x", path.ci, result.x) if side == "input" else ("y", path.co, result.y)
    volume = tensor[0, ..., channel] if result.source.job.params.data_format == "NDHWC" else tensor[0, channel]
    values, step = slices.plane(volume, axis, at)
    low, high = (_short(end) for end in slices.ends(values))
    said = {"channel": channel, "axis": "DHW"[axis], "index": at, "low": low, "high": high}
    sentence = t(f"numbers.slice_of_{name}", **said)
    st.html(f'<p class="c3-slice">{as_html(sentence)}</p>')
    letters = "".join(letter for d, letter in enumerate("DHW") if d != axis)
    figure = slices.heat_map(values, theme(), (letters[0], letters[1]), name, step=step, frame=frame)
    st.plotly_chart(figure, key=f"slice-{side}", theme=None, config=_CONFIG, alt=sentence.replace("**", ""))
    if step > 1:
        st.caption(t("numbers.every", step=step))


def _legend(current: panel.Current, framed: dict[slices.Side, slices.Frame]) -> str:
    """Return what is framed; where nothing is, why."""
    name, other = ("x", "output") if current.side == "input" else ("y", "input")
    voxel = index(name, current.voxel)
    if not framed:
        return t("numbers.not_in_slice", voxel=voxel)
    met = t("numbers.framed_targets" if other == "output" else "numbers.framed_sources", voxel=voxel)
    parts = [t("numbers.framed_voxel", voxel=voxel)] if current.side in framed else []
    return t("numbers.comma").join([*parts, *([met] if other in framed else [])]) + t("numbers.stop")


# --- all numbers of a tensor --------------------------------------------------------------------------------


def numbers(result: Result) -> None:
    """Draw the statistics of every tensor, and how the output's numbers are spread."""
    with st.container(key="numbers-statistics"):
        left, right = st.columns([1.25, 1], gap="large")
        left.html(heading("numbers.statistics") + _table(result))
        right.html(heading("numbers.spread"))
        right.markdown(_spread(result.statistics["y"]), unsafe_allow_html=True)


def _table(result: Result) -> str:
    columns = ("tensor", "least", "mean", "most", "zeros")
    head = "".join(f"<th>{t(f'numbers.{name}')}</th>" for name in columns)
    rows = "".join(
        f"<tr><th>{name} <span>{getattr(result, name).shape}</span></th>"
        + "".join(f"<td>{_short(value)}</td>" for value in (found.low, found.mean, found.high))
        + f"<td>{share(found.zeros, found.size)}</td></tr>"
        for name, found in result.statistics.items()
    )
    return scrolled(f'<table class="c3-numbers"><tr>{head}</tr>{rows}</table>', t("numbers.statistics"))


def _spread(found: Statistics) -> str:
    most = int(found.counts.argmax())
    width = (found.high - found.low) / len(found.counts)
    values = {"low": _short(found.low), "high": _short(found.high), "peak": _short(found.low + (most + 0.5) * width)}
    label = t("numbers.spread_label", **values)
    note = t("numbers.counted", every=found.every) if found.every > 1 else ""
    return histogram(found.counts, found.low, found.high, label) + (f"<p>{note}</p>" if note else "")


def _short(value: float) -> str:
    return "—" if isnan(value) else f"{value:.4g}".replace("-", MINUS)  # nothing is finite
