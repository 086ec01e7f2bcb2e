"""The scene as data: every cube stands for a contribution of the geometry, small typed arrays only."""

import re
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conv3dt_core import LayerParams, plan
from conv3dt_core.figures.contributions import count, listed, written_taps
from conv3dt_core.figures.scene import SceneLabels, SceneView, scene, scene_data
from conv3dt_core.figures.scene_cubes import CORNERS, packed, shaded
from conv3dt_core.figures.scene_digits import strokes
from conv3dt_core.figures.scene_passes import lattice
from conv3dt_core.figures.scene_rooms import UNIT
from conv3dt_core.figures.theme import DARK, LIGHT
from conv3dt_core.figures.wire import wire
from conv3dt_core.geometry import AxisGeometry, Geometry

VIEWS = [SceneView(), SceneView(stacked=True, spread=1.3), SceneView(spread=3.0, presenter=True)]


def layer(
    size: Any = (3, 4, 4), kernel: Any = 3, stride: Any = 2, dilation: Any = 1, pads: Any = (1, 1), extra: Any = 0
) -> Geometry:
    each = [value if isinstance(value, tuple) else (value,) * 3 for value in (size, kernel, stride, dilation, extra)]
    axes = (AxisGeometry(axis, n, k, s, d, *pads, op) for axis, n, k, s, d, op in zip("DHW", *each, strict=True))
    return Geometry(*axes)


@st.composite
def axes(draw: st.DrawFn, axis: str) -> AxisGeometry:
    size, kernel, stride, dilation = (draw(st.integers(1, high)) for high in (4, 3, 3, 2))
    full = (size - 1) * stride + dilation * (kernel - 1) + 1
    front = draw(st.integers(0, min(3, full - 1)))
    back = draw(st.integers(0, min(3, full - 1 - front)))
    return AxisGeometry(axis, size, kernel, stride, dilation, front, back, draw(st.integers(0, stride - 1)))  # type: ignore[arg-type]


layers = st.builds(Geometry, axes("D"), axes("H"), axes("W"))


def voxels(size: tuple[int, int, int]) -> st.SearchStrategy[tuple[int, int, int]]:
    return st.tuples(*(st.integers(0, n - 1) for n in size))


def trace(figure: go.Figure, name: str) -> Any:
    found = [t for t in figure.data if t.name == name]
    assert len(found) <= 1
    return found[0] if found else None


def marks(figure: go.Figure, name: str) -> list[tuple[int, ...]]:
    found = trace(figure, name)
    return [] if found is None else [tuple(row) for row in found.customdata.tolist()]


def centres(cubes: Any) -> np.ndarray:
    corners = np.stack([cubes.x, cubes.y, cubes.z], axis=1).astype(float).reshape(-1, 8, 3)
    return corners.mean(axis=1)


def front_colours(cubes: Any) -> list[str]:
    """The colour of each cube's front: its first triangle's step of the colour scale."""
    steps = [colour for _, colour in cubes.colorscale][::2]
    return [steps[level] for level in np.asarray(cubes.intensity)[::12]]


# --- what is drawn is what the geometry says --------------------------------------------------------------------------


@given(st.data())
def test_scatter_is_the_geometry(data: st.DataObject) -> None:
    geometry = data.draw(layers)
    voxel = data.draw(voxels(geometry.input_size))
    figure = scene(geometry, "input", voxel, LIGHT, data.draw(st.sampled_from(VIEWS)))
    _, height, width = geometry.kernel_size

    def rows(pairs: Any) -> list[tuple[int, ...]]:
        return [((tap[0] * height + tap[1]) * width + tap[2], *target) for tap, target in pairs]

    assert marks(figure, "footprint") == rows(geometry.targets(voxel))
    assert marks(figure, "ghosts") == rows(geometry.cropped(voxel))
    assert set(marks(figure, "inputs")) == set(product(*map(range, geometry.input_size)))
    if footprint := trace(figure, "footprint"):
        assert front_colours(footprint) == [LIGHT.taps[tap[0]] for tap, _ in geometry.targets(voxel)]


@given(st.data())
def test_gather_is_the_geometry(data: st.DataObject) -> None:
    geometry = data.draw(layers)
    voxel = data.draw(voxels(geometry.output_size))
    figure = scene(geometry, "output", voxel, DARK, data.draw(st.sampled_from(VIEWS)))
    pairs = geometry.sources(voxel)
    _, height, width = geometry.kernel_size
    assert marks(figure, "sources") == [((k[0] * height + k[1]) * width + k[2], *i) for i, k in pairs]
    assert set(marks(figure, "inputs")) == set(product(*map(range, geometry.input_size))) - {i for i, _ in pairs}
    assert marks(figure, "selected output") == [voxel]
    if sources := trace(figure, "sources"):
        assert front_colours(sources) == [DARK.taps[tap[0]] for _, tap in pairs]
    ends = [t for t in figure.data if t.name == "lines"]
    assert sum((len(t.x) + 1) // 3 for t in ends) == len(pairs)
    assert len(ends) == len({tap[0] for _, tap in pairs})


@given(st.data())
def test_cubes_stand_where_their_voxels_are(data: st.DataObject) -> None:
    geometry = data.draw(layers)
    voxel = data.draw(voxels(geometry.input_size))
    view = data.draw(st.sampled_from(VIEWS))
    figure = scene(geometry, "input", voxel, LIGHT, view)
    for name in ("inputs", "footprint", "ghosts"):
        if (cubes := trace(figure, name)) is None:
            continue
        at, index = centres(cubes), np.array(marks(figure, name))[:, -3:]
        # x = W, y = D * spread, z = -H, all from one origin.
        steps = index[:, [2, 0, 1]] * [UNIT, round(UNIT * view.spread), -UNIT]
        assert np.ptp(at - steps, axis=0) == pytest.approx(0, abs=1)


@given(st.data())
def test_counts_hold_in_closed_form(data: st.DataObject) -> None:
    geometry = data.draw(layers)
    voxel = data.draw(voxels(geometry.input_size))
    written, lost = len(geometry.targets(voxel)), len(geometry.cropped(voxel))
    assert count(geometry, "input", voxel) == (written, written + lost)
    target = data.draw(voxels(geometry.output_size))
    assert count(geometry, "output", target) == (len(geometry.sources(target)),) * 2
    for axis, i in zip(geometry.axes, voxel, strict=True):
        assert tuple(written_taps(axis, i)) == tuple(tap for tap, _ in axis.targets(i))


def test_the_picture_of_the_design() -> None:
    figure = scene(layer(), "input", (1, 1, 3), LIGHT)
    assert len(marks(figure, "footprint")) == 18
    assert len(marks(figure, "ghosts")) == 9
    assert [tap for tap, *_ in marks(figure, "ghosts")] == [2, 5, 8, 11, 14, 17, 20, 23, 26]
    inputs = trace(figure, "inputs")
    edges = np.ptp(np.asarray(inputs.x, float).reshape(-1, 8), axis=1)
    assert [tuple(v) for v, e in zip(marks(figure, "inputs"), edges, strict=True) if e > 50] == [(1, 1, 3)]
    assert "<b>cropped</b>" in trace(figure, "words").text


# --- form: what goes over the wire ------------------------------------------------------------------------------------

CASES = {
    "scatter": (layer(), "input", (1, 1, 3)),
    "gather": (layer(), "output", (1, 3, 3)),
    "hole": (layer(kernel=1, pads=(0, 0)), "output", (1, 1, 1)),
    "all cropped": (layer(size=(3, 3, 3), pads=(3, 3), extra=0, kernel=2, stride=3), "input", (0, 0, 0)),
    "outside": (layer(), "input", (9, 0, 0)),
    "negative": (layer(), "output", (0, -1, 0)),
    "one voxel": (layer(size=1, kernel=1, stride=1, pads=(0, 0)), "input", (0, 0, 0)),
    "many inputs": (layer(size=(10, 10, 10)), "input", (5, 5, 5)),
    "too many inputs": (layer(size=(20, 30, 30)), "input", (5, 5, 5)),
    "large slice": (layer(size=(2, 900, 900)), "output", (1, 800, 800)),
    "many taps": (layer(kernel=6, pads=(2, 2)), "input", (1, 1, 1)),
    "too many taps": (layer(kernel=20, pads=(2, 2)), "input", (1, 1, 1)),
    "long": (layer(size=(1, 1, 90_000)), "input", (0, 0, 80_000)),
}


def plain(value: Any) -> Any:
    """Tuples as lists, template away: what JSON makes of it."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if name != "template"}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_array_is_small_and_typed(case: Any, view: SceneView) -> None:
    figure = scene(*case, LIGHT, view)
    go.Figure(figure.to_dict())  # built without Plotly's checks; here they are made
    assert wire(scene_data(*case, LIGHT, view)) == plain(figure.to_dict())
    assert len(figure.data) <= 15
    total = sum(
        len(marks(figure, name)) for name in ("inputs", "footprint", "ghosts", "sources", "aim", "selected output")
    )
    assert 0 < total <= 4_000
    for t in (found.to_plotly_json() for found in figure.data):
        pen = t.get("mode") == "lines"
        for name in ("x", "y", "z", "i", "j", "k", "intensity", "customdata"):
            if name in t:
                assert isinstance(t[name], np.ndarray), (t["name"], name)
                assert t[name].dtype.itemsize <= 4, (t["name"], name, t[name].dtype)
                assert pen or t[name].dtype.kind in "iu", (t["name"], name)
        if pen:  # the only NaN: the pen lifts after each segment, on all axes at once
            gaps = np.isnan(np.stack([t["x"], t["y"], t["z"]]))
            assert (gaps.any(axis=0) == gaps.all(axis=0)).all()
            assert np.flatnonzero(gaps[0]).tolist() == list(range(2, len(t["x"]), 3))
        hovers = t["hoverinfo"] != "skip"
        assert hovers == (t["name"] in {"inputs", "footprint", "ghosts", "sources", "aim", "selected output"})
        assert hovers == ("customdata" in t)


def test_bytes_grow_with_the_smallest_type() -> None:
    figure = scene(layer(size=(10, 10, 10)), "input", (5, 5, 5), LIGHT)
    cubes = trace(figure, "inputs")
    assert cubes.customdata.dtype == np.uint8
    assert cubes.intensity.dtype == np.uint8
    assert cubes.i.dtype == np.uint16
    assert cubes.x.dtype == np.int16


@pytest.mark.parametrize(
    ("size", "centre", "drawn"),
    [
        ((10, 10, 10), None, 1000),
        ((11, 10, 10), (3, 0, 0), 100),
        ((2, 900, 900), (1, 0, 450), 16 * 31),
        ((1, 1, 10**9), None, 16),
    ],
)
def test_a_large_input_is_its_slice(size: Any, centre: Any, drawn: int) -> None:
    shown = lattice(size, centre)
    assert len(shown) == drawn
    if centre:
        assert centre in {tuple(v) for v in shown.tolist()}


def test_numbers_stop_beyond_125_taps() -> None:
    assert trace(scene(layer(kernel=5, pads=(2, 2)), "input", (1, 1, 1), LIGHT), "numbers") is not None
    assert trace(scene(layer(kernel=6, pads=(2, 2)), "input", (1, 1, 1), LIGHT), "numbers") is None


def test_a_plane_has_its_numbers_on_the_front_alone() -> None:
    volume, plane = (
        trace(scene(layer((n, 3, 3), (n, 2, 2), (1, 2, 2), pads=(0, 0)), "input", (0, 1, 1), LIGHT), "numbers")
        for n in (2, 1)
    )
    faces = [{y for y in numbers.y if y is not None and np.isfinite(y)} for numbers in (volume, plane)]
    assert len(faces[0]) > 1
    assert len(faces[1]) == 1


@pytest.mark.parametrize("side", ["input", "output"])
def test_deep_kernels_have_no_more_colours_than_plotly(side: Any) -> None:
    geometry = plan(LayerParams.of(1, 1, (62, 1, 1)), (62, 1, 1))
    name, at = ("footprint", 0) if side == "input" else ("sources", 61)
    found = trace(scene(geometry, side, (at, 0, 0), LIGHT), name)
    assert len(found.colorscale) == 2 * 6 * len(LIGHT.taps)
    depths = [row[0] for row in found.customdata.tolist()]
    assert front_colours(found) == [LIGHT.taps[depth % len(LIGHT.taps)] for depth in depths]


def test_a_crowd_of_taps_is_counted_and_not_listed() -> None:
    geometry = layer(kernel=2_000_000_000, pads=(0, 0))
    assert listed(geometry, "input", (1, 1, 1)) is None
    assert count(geometry, "input", (1, 1, 1)) == (8 * 10**27, 8 * 10**27)
    names = {t.name for t in scene(geometry, "input", (1, 1, 1), LIGHT).data}
    assert {"beam", "inputs"} <= names
    assert "footprint" not in names


def test_points_to_fit_do_not_depend_on_the_selection() -> None:
    points = [scene(layer(), "input", voxel, LIGHT).layout.meta["fit"] for voxel in ((0, 0, 0), (2, 3, 3))]
    assert np.array_equal(*points)


def test_every_cube_is_inside_the_points_to_fit() -> None:
    for voxel in product((0, 2), (0, 3), (0, 3)):
        figure = scene(layer(), "input", voxel, LIGHT)
        points = np.asarray(figure.layout.meta["fit"], float)
        for name in ("inputs", "footprint", "ghosts"):
            at = centres(trace(figure, name))
            assert (at >= points.min(axis=0)).all()
            assert (at <= points.max(axis=0)).all()


def test_packed_cubes_can_be_put_back() -> None:
    for whole in scene_data(layer(), "input", (1, 1, 3), LIGHT)["data"]:
        sent = packed(whole)
        if "intensity" not in whole:
            assert sent is whole
            continue
        low, high = (np.stack([sent[name][end::2] for name in "xyz"], axis=1) for end in (0, 1))
        corners = np.where(CORNERS > 0, high[:, None], low[:, None]).reshape(-1, 3)
        assert np.array_equal(corners, np.stack([whole[name] for name in "xyz"], axis=1))
        triangles = np.stack([whole[name] for name in "ijk"], axis=1).reshape(-1, 12, 3)
        assert (triangles == triangles[0] + 8 * np.arange(len(triangles))[:, None, None]).all()
        assert not set(sent) & set("ijk")


def test_the_page_puts_back_the_same_triangles() -> None:
    source = (Path(__file__).parents[2] / "pages/_shared/scene/marks.js").read_text("utf-8")
    found = re.search(r"TRIANGLES = \[([0-9, ]+)\]", source)
    assert found
    inputs = trace(scene(layer(), "input", (1, 1, 3), LIGHT), "inputs")
    first = np.stack([inputs.i, inputs.j, inputs.k], axis=1)[:12]
    assert [int(n) for n in found[1].split(",")] == first.reshape(-1).tolist()


# --- details ----------------------------------------------------------------------------------------------------------


def test_labels_are_the_callers() -> None:
    figure = scene(layer(), "input", (1, 1, 3), LIGHT, labels=SceneLabels("输入", "输出", "9 个被裁掉"))
    assert {"<b>输入</b>", "<b>输出</b>", "<b>9 个被裁掉</b>"} <= set(trace(figure, "words").text)
    assert "<b>9 个被裁掉</b>" not in trace(scene(layer(), "input", (1, 1, 1), LIGHT), "words").text


def test_stacked_the_title_of_the_output_stands_beside_the_lines_to_it() -> None:
    figure = scene(layer(3, 3, 1, pads=(0, 0)), "output", (2, 2, 2), LIGHT, SceneView(stacked=True, spread=1.3))

    def on_screen(drawn: Any) -> np.ndarray:  # right and up, for an eye at (0.8, -1.8, 0.85)
        x, y, z = (np.asarray(values, float) for values in (drawn.x, drawn.y, drawn.z))
        across, away = (1.8 * x + 0.8 * y) / np.hypot(0.8, 1.8), (-0.8 * x + 1.8 * y) / np.hypot(0.8, 1.8)
        tilt = np.arctan2(0.85, np.hypot(0.8, 1.8))
        return np.stack([across, np.cos(tilt) * z + np.sin(tilt) * away], axis=1)

    words = trace(figure, "words")
    across, height = on_screen(words)[list(words.text).index("<b>output</b>")]
    met = []
    for drawn in (t for t in figure.data if t.name == "lines"):
        ends = on_screen(drawn)
        for top, low in zip(ends[::3], ends[1::3], strict=True):
            met.append(low[0] + (top[0] - low[0]) * (height - low[1]) / (top[1] - low[1]))
    assert len(met) == 27
    assert max(met) < across - 150  # half of the words, at a phone's scale


def test_faces_of_a_cube_differ_and_the_front_is_the_colour_itself() -> None:
    faces = shaded(["#808080"])
    assert faces[0] == "#808080"
    assert len(set(faces)) == len(faces)
    assert faces[1] > faces[0] > faces[2] > faces[4]  # grey sorts by lightness: top, front, right, bottom


@pytest.mark.parametrize(("number", "segments"), [(8, 7), (1, 2), (11, 4), (124, 2 + 5 + 4)])
def test_digits_have_seven_segments_and_stay_on_the_face(number: int, segments: int) -> None:
    lit = strokes(number)
    assert len(lit) == segments
    assert abs(lit[..., 0]).max() <= 1.61
    assert abs(lit[..., 1]).max() <= 1.0


def test_trace_and_mark_budget_of_the_default_layer() -> None:
    geometry = layer(size=(8, 8, 8), stride=1, pads=(0, 0))
    figure = scene(geometry, "input", (0, 0, 0), LIGHT)
    assert 10 <= len(figure.data) <= 14
    assert prod(geometry.input_size) == len(marks(figure, "inputs"))
