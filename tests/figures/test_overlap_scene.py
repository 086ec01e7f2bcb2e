"""The overlap scene's data against counts worked out anew from the definition."""

import numpy as np
import pytest

from conv3dt_core import LayerParams, plan
from conv3dt_core.figures.checkerboard import RIVALS, Setting, one_channel, picture, run
from conv3dt_core.figures.overlap_colours import colours, ink
from conv3dt_core.figures.overlap_scene import MAX_CUBES, overlap_scene, shown
from conv3dt_core.figures.theme import DARK, LIGHT
from conv3dt_core.overlap import overlap

GEOMETRY = plan(LayerParams.of(1, 1, (3, 4, 2), stride=(2, 2, 3), padding=(1, 1, 0)), (3, 4, 3))
HOLED = plan(LayerParams.of(1, 1, 2, stride=2, dilation=2), 3)


def traces(geometry, axis=0, index=0, theme=LIGHT):
    figure = overlap_scene(overlap(geometry), axis, index, theme)
    return {trace["name"]: trace for trace in figure["data"]}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_written_voxel_is_one_cube_with_its_count(theme):
    found = traces(GEOMETRY, theme=theme)["counts"]
    told = {tuple(row[1:]): row[0] for row in found["customdata"].tolist()}
    wanted = {}
    for voxel in np.ndindex(*GEOMETRY.output_size):
        count = len(GEOMETRY.sources(voxel))
        if count:
            wanted[voxel] = count
    assert told == wanted
    assert len(found["x"]) == 8 * len(wanted)


def test_more_contributions_make_larger_cubes():
    found = traces(GEOMETRY)["counts"]
    edges = np.ptp(found["x"].reshape(-1, 8), axis=1)
    counts = found["customdata"][:, 0]
    by_count = [set(edges[counts == level].tolist()) for level in np.unique(counts)]
    assert all(len(edge) == 1 for edge in by_count)
    assert sorted(map(max, by_count)) == [max(edge) for edge in by_count]
    assert len(set(map(max, by_count))) == len(by_count)


def test_holes_are_wires():
    found = traces(HOLED)
    written = sum(len(HOLED.sources(voxel)) > 0 for voxel in np.ndindex(*HOLED.output_size))
    holes = int(np.prod(HOLED.output_size)) - written
    assert holes > 200  # so only those of the slice are drawn
    in_slice = sum(not HOLED.sources((0, h, w)) for h, w in np.ndindex(*HOLED.output_size[1:]))
    assert np.isfinite(found["holes"]["x"]).sum() == in_slice * 12 * 2


@pytest.mark.parametrize("size", [(15, 16, 16), (64, 64, 64), (1, 1, 5000), (300, 2, 2), (512, 512, 512)])
@pytest.mark.parametrize("axis", range(3))
def test_never_too_many_cubes(size, axis):
    voxels = shown(size, axis, size[axis] // 2)
    assert 0 < len(voxels) <= MAX_CUBES
    assert (voxels >= 0).all()
    assert (voxels < size).all()
    if np.prod(size) <= MAX_CUBES:
        assert len(np.unique(voxels, axis=0)) == np.prod(size)
    else:
        assert set(voxels[:, axis]) == {size[axis] // 2}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("n", [1, 2, 4, 7, 30])
def test_colours_are_distinct_and_read(theme, n):
    found = colours(theme, n)
    assert len(set(found)) == n
    for colour in found:
        assert contrast(colour, ink(colour)) >= 4.5, colour


def contrast(a, b):
    bright, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


# --- side by side -------------------------------------------------------------------------------------------------


def test_uniform_weights_would_show_the_counts_and_random_ones_ripple_everywhere():
    ripples = {name: run(setting, (6, 6, 6), 0).ripple for name, setting in RIVALS.items()}
    assert ripples["k3 s2 p1"] > 2 * ripples["k4 s2 p1"] > 0  # even counts are better, and no cure
    assert ripples["resize"] == pytest.approx(0, abs=1e-12)
    assert ripples["shuffle"] > 0


def test_resize_then_convolution_is_the_sum_of_its_taps():
    found = run(RIVALS["resize"], (4, 4, 4), 0)
    assert set(found.counts[1:-1, 1:-1].ravel().tolist()) == {27}
    assert found.constant.shape == (8, 8)


def test_the_shuffle_is_a_convolution_per_phase(import_oracle):
    # A transposed convolution with kernel 6, stride 2, padding 2 is, for each of the 8 output phases, an ordinary
    # 3x3x3 convolution of the input with every second tap.
    torch = import_oracle("torch")
    random = np.random.default_rng(0)
    weight = random.normal(1, 0.5, (1, 1, 6, 6, 6)) / 6**3
    x = random.normal(1, 0.5, (5, 5, 5))
    y = np.zeros((10, 10, 10))
    for d, h, w in np.ndindex(2, 2, 2):
        taps = weight[0, 0, d::2, h::2, w::2][::-1, ::-1, ::-1].copy()
        phase = torch.nn.functional.conv3d(torch.tensor(x)[None, None], torch.tensor(taps)[None, None], padding=1)
        y[d::2, h::2, w::2] = phase[0, 0].numpy()
    found = run(RIVALS["shuffle"], (5, 5, 5), 0)
    np.testing.assert_allclose(found.random, y[5], atol=1e-12)


def test_a_layer_of_many_channels_runs_as_one():
    params = LayerParams.of(8, 4, 3, stride=2, groups=4, data_format="NDHWC")
    assert one_channel(params) == Setting(LayerParams.of(1, 1, 3, stride=2))
    assert run(one_channel(LayerParams.of(1, 1, 100)), (6, 6, 6), 0) is None  # too large to run in passing


def test_a_picture_has_a_cell_per_voxel():
    plane = np.arange(12).reshape(3, 4)
    svg = picture(plane, "label")
    assert svg.count("h1v1h-1z") == 12
    assert 'viewBox="0 0 4 3"' in svg
    assert picture(np.ones((2, 2)), "flat").count("<path") == 1


def test_more_levels_than_plotly_has_colours_share_them():
    found = traces(plan(LayerParams.of(1, 1, 45), 45), index=44)["counts"]
    assert len(found["colorscale"]) == 2 * 6 * 42
    which, counts = found["intensity"][::12] // 6, found["customdata"][:, 0]
    assert len(np.unique(counts)) > 42 > len(np.unique(which)) > 10
    assert (np.diff(which[np.argsort(counts)].astype(int)) >= 0).all()


def test_a_kernel_too_large_for_a_run_is_not_run():
    assert run(one_channel(LayerParams.of(1, 1, 1000, padding=500)), (6, 6, 6), 0) is None
