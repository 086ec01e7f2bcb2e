"""On random layers the scene, the table, the sum and the backend's value say the same, in both directions."""

import re
from html import unescape
from itertools import product

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conv3dt_core import Geometry, conv3d_transpose, plan
from conv3dt_core.channels import ChannelPath
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.contributions import Side, listed
from conv3dt_core.figures.example import Worked, worked
from conv3dt_core.figures.scene import scene_data
from conv3dt_core.figures.theme import LIGHT
from pages._shared.scene import sentences, tables
from tests.property.strategies import Layer, valid_layers

MANY = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
LAYERS = valid_layers(largest=4)


def seeded(*shape: int, seed: int, size: Triple) -> np.ndarray:
    """The numbers the page promises, made anew: each channel, or pair of channels, from a seed of its own."""
    values = np.empty((*shape, *size))
    for index in np.ndindex(*shape):
        values[index] = np.random.default_rng([seed, *index]).integers(-3, 4, size)
    return values


def tensors(layer: Layer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x of one sample, weight and bias."""
    p = layer.params
    x = seeded(p.in_channels, seed=0, size=layer.input_size)[None]
    w = seeded(p.in_channels, p.out_channels // p.groups, seed=1, size=p.kernel_size)
    return x, w, seeded(p.out_channels, seed=2, size=())


def paths(layer: Layer) -> st.SearchStrategy[ChannelPath]:
    p = layer.params
    numbers = (st.integers(0, p.in_channels - 1), st.integers(0, p.out_channels - 1))
    return st.builds(ChannelPath.of, st.just(p), st.sampled_from(["input", "output"]), *numbers)


def computed(layer: Layer, x: np.ndarray, w: np.ndarray, bias: np.ndarray | None = None) -> np.ndarray:
    """The backend's output of one sample, (C, D, H, W)."""
    p = layer.params
    padding = p.padding if p.padding == "SAME" else [pad for pair in p.padding for pad in pair]
    asked = {} if layer.output_size is None else {"output_size": layer.output_size}
    return conv3d_transpose(
        x, w, bias, stride=p.stride, padding=padding, dilation=p.dilation, output_padding=p.output_padding,
        groups=p.groups, **asked,
    )[0]  # fmt: skip


def drawn_cubes(geometry: Geometry, side: Side, voxel: Triple, *names: str) -> list[tuple[int, ...]]:
    """The rows (tap, d, h, w) of the scene's cubes."""
    traces = scene_data(geometry, side, voxel, LIGHT)["data"]
    return [tuple(row) for trace in traces if trace["name"] in names for row in trace["customdata"].tolist()]


def table_rows(
    side: Side, geometry: Geometry, voxel: Triple, numbers: Worked
) -> tuple[list[tuple[int, ...]], list[int | None]]:
    """(tap, d, h, w) of each row of the HTML table, and its value, None where it is cropped; the sum's row is last."""
    rows = listed(geometry, side, voxel)
    assert rows is not None
    html = tables.table(side, tables.listing(geometry, rows, numbers.pairs), numbers)
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
    path = data.draw(paths(layer))
    x, w, _ = tensors(layer)
    alone = np.zeros_like(x)
    alone[0, path.ci][voxel] = x[0, path.ci][voxel]
    y = computed(layer, alone, w)
    numbers = worked(geometry, "input", listed(geometry, "input", voxel), path, True)
    places, values = table_rows("input", geometry, voxel, numbers)
    assert not y[[co for co in range(len(y)) if co not in path.targets]].any()
    assert sorted(places) == sorted(drawn_cubes(geometry, "input", voxel, "footprint", "ghosts"))
    written = {place[1:]: value for place, value in zip(places, values, strict=True) if value is not None}
    assert sorted(place for place, value in zip(places, values, strict=True) if value is not None) == sorted(
        drawn_cubes(geometry, "input", voxel, "footprint")
    )
    wanted = np.zeros(geometry.output_size)
    for place, value in written.items():
        wanted[place] = value
    assert np.array_equal(y[path.co], wanted)
    said = sentences.as_text(sentences.headline(geometry, "input", voxel, numbers))
    assert f"{len(written):,} output voxel" in said or (not written and "fall outside" in said)


@MANY
@given(LAYERS, st.data())
def test_gather(layer: Layer, data: st.DataObject) -> None:
    geometry = plan(layer.params, layer.input_size, layer.output_size)
    voxel = data.draw(st.tuples(*(st.integers(0, n - 1) for n in geometry.output_size)))
    path, has_bias = data.draw(paths(layer)), data.draw(st.booleans())
    x, w, bias = tensors(layer)
    value = int(computed(layer, x, w, bias if has_bias else None)[path.co][voxel])
    part = int(computed(layer, x * _only(path), w)[path.co][voxel])
    numbers = worked(geometry, "output", listed(geometry, "output", voxel), path, has_bias)
    detail = sentences.detail(geometry, "output", voxel, numbers)
    cubes = drawn_cubes(geometry, "output", voxel, "sources")
    assert numbers.value == value
    assert detail.endswith(f"= <b>{sentences.number(value)}</b>{'</span>' * ('</span>' in detail)}") or not detail
    if not numbers.pairs:
        assert (cubes, bool(detail)) == ([], has_bias)
        return
    places, values = table_rows("output", geometry, voxel, numbers)
    assert sorted(places) == sorted(cubes)
    # The kernel itself says which pairs they are.
    assert {place[1:] for place in places} <= set(product(*map(range, geometry.input_size)))
    assert sum(term for term in values[:-1] if term is not None) == values[-1] == part


def _only(path: ChannelPath) -> np.ndarray:
    """One at the path's input channel, nothing at the others: (1, C_in, 1, 1, 1)."""
    return (np.arange(path.in_channels) == path.ci).astype(float).reshape(1, -1, 1, 1, 1)
