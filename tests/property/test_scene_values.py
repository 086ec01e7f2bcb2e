"""On random layers the scene, the table, the sum and the backend's value say the same, in both directions."""

import re
from html import unescape
from itertools import product

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conv3dt_core import Geometry, conv3d_transpose, plan
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.contributions import Side, listed
from conv3dt_core.figures.scene import scene_data
from conv3dt_core.figures.theme import LIGHT
from pages._shared.scene import sentences, tables
from tests.property.strategies import Layer, valid_layers

MANY = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
LAYERS = valid_layers(largest=4)


def seeded(seed: int, size: Triple) -> np.ndarray:
    """The numbers the page promises, made anew."""
    return np.random.default_rng(seed).integers(-3, 4, (1, 1, *size)).astype(float)


def computed(layer: Layer, x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """The backend's output of one channel, (D, H, W)."""
    p = layer.params
    padding = p.padding if p.padding == "SAME" else [pad for pair in p.padding for pad in pair]
    asked = {} if layer.output_size is None else {"output_size": layer.output_size}
    return conv3d_transpose(
        x, w, stride=p.stride, padding=padding, dilation=p.dilation, output_padding=p.output_padding, **asked
    )[0, 0]


def drawn_cubes(geometry: Geometry, side: Side, voxel: Triple, *names: str) -> list[tuple[int, ...]]:
    """The rows (tap, d, h, w) of the scene's cubes."""
    traces = scene_data(geometry, side, voxel, LIGHT)["data"]
    return [tuple(row) for trace in traces if trace["name"] in names for row in trace["customdata"].tolist()]


def table_rows(side: Side, geometry: Geometry, voxel: Triple) -> tuple[list[tuple[int, ...]], list[int | None]]:
    """(tap, d, h, w) of each row of the HTML table, and its value, None where it is cropped; the sum's row is last."""
    rows = listed(geometry, side, voxel)
    assert rows is not None
    pairs = tables.values(geometry, rows)
    html = tables.table(side, tables.listing(geometry, rows, pairs), pairs)
    places, values = [], []
    for row in re.findall(r"<tr data-tap.*?</tr>", html):
        cells = [unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall("<td>(.*?)</td>", row)]
        places.append((whole(cells[0]), *map(whole, re.findall(r"[−0-9]+", cells[2].split("[")[1]))))
        values.append(None if 'class="c3-lost"' in row else whole(cells[4]))
    sums = re.findall("c3-total.*?<b>(.*?)</b>", html)
    return places, [*values, *map(whole, sums)]


def whole(text: str) -> int:
    return int(text.replace("−", "-"))


@MANY
@given(LAYERS, st.data())
def test_scatter(layer: Layer, data: st.DataObject) -> None:
    geometry = plan(layer.params, layer.input_size, layer.output_size)
    voxel = data.draw(st.tuples(*(st.integers(0, n - 1) for n in geometry.input_size)))
    w = seeded(tables.SEED_W, geometry.kernel_size)
    x = seeded(tables.SEED_X, geometry.input_size)
    alone = np.zeros_like(x)
    alone[0, 0][voxel] = x[0, 0][voxel]
    y = computed(layer, alone, w)
    places, values = table_rows("input", geometry, voxel)
    assert sorted(places) == sorted(drawn_cubes(geometry, "input", voxel, "footprint", "ghosts"))
    written = {place[1:]: value for place, value in zip(places, values, strict=True) if value is not None}
    assert sorted(place for place, value in zip(places, values, strict=True) if value is not None) == sorted(
        drawn_cubes(geometry, "input", voxel, "footprint")
    )
    wanted = np.zeros(geometry.output_size)
    for place, value in written.items():
        wanted[place] = value
    assert np.array_equal(y, wanted)
    said = sentences.as_text(sentences.headline(geometry, "input", voxel, True))
    assert f"{len(written):,} output voxel" in said or (not written and "fall outside" in said)


@MANY
@given(LAYERS, st.data())
def test_gather(layer: Layer, data: st.DataObject) -> None:
    geometry = plan(layer.params, layer.input_size, layer.output_size)
    voxel = data.draw(st.tuples(*(st.integers(0, n - 1) for n in geometry.output_size)))
    x, w = seeded(tables.SEED_X, geometry.input_size), seeded(tables.SEED_W, geometry.kernel_size)
    value = int(computed(layer, x, w)[voxel])
    rows = listed(geometry, "output", voxel)
    assert rows is not None
    pairs = tables.values(geometry, rows)
    assert pairs is not None
    detail = sentences.detail(geometry, "output", voxel, pairs)
    cubes = drawn_cubes(geometry, "output", voxel, "sources")
    if not pairs:
        assert (value, cubes, detail) == (0, [], "")
        return
    places, values = table_rows("output", geometry, voxel)
    assert sorted(places) == sorted(cubes)
    # The kernel itself says which pairs they are.
    assert {place[1:] for place in places} <= set(product(*map(range, geometry.input_size)))
    assert sum(part for part in values[:-1] if part is not None) == values[-1] == value
    assert detail.endswith(f"= <b>{sentences.number(value)}</b>")
