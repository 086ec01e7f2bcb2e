"""Slices and histograms: which voxels are drawn, what is framed, by the plain loops of the geometry."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest

from conv3dt_core import LayerParams, plan
from conv3dt_core.figures import slices
from conv3dt_core.figures.histogram import histogram
from conv3dt_core.figures.theme import DARK, LIGHT

GEOMETRY = plan(LayerParams.of(1, 1, 3, stride=2, padding=[1, 0, 1, 1, 0, 1]), (4, 5, 6))


@pytest.mark.parametrize("axis", range(3))
def test_a_plane_is_the_slice(axis: int) -> None:
    volume = np.arange(60.0).reshape(3, 4, 5)
    values, step = slices.plane(volume, axis, 2)
    assert step == 1
    assert values.tolist() == np.moveaxis(volume, axis, 0)[2].tolist()


def test_of_a_large_slice_every_nth_voxel_is_drawn() -> None:
    volume = np.zeros((2, 600, 300), np.float32)
    volume[1, 3::3, 6::3] = 1
    values, step = slices.plane(volume, 0, 1)
    assert (values.shape, step) == ((200, 100), 3)
    assert values[1:, 2:].min() == 1
    figure = slices.heat_map(values, LIGHT, ("H", "W"), "y", step=step)
    assert (figure.data[0].dx, figure.data[0].dy) == (3, 3)


@pytest.mark.parametrize("side", ["input", "output"])
@pytest.mark.parametrize("axis", range(3))
def test_frames_are_the_ends_of_what_the_voxel_meets(side: slices.Side, axis: int) -> None:
    size = GEOMETRY.input_size if side == "input" else GEOMETRY.output_size
    other: slices.Side = "output" if side == "input" else "input"
    rows, columns = (d for d in range(3) if d != axis)
    for voxel in product(*map(range, size)):
        pairs = GEOMETRY.targets(voxel) if side == "input" else GEOMETRY.sources(voxel)
        met = [pair[1] if side == "input" else pair[0] for pair in pairs]
        for at in range(max(size)):
            found = slices.frames(GEOMETRY, side, voxel, axis, {side: voxel[axis], other: at})  # type: ignore[misc]
            assert found[side].rows == (voxel[rows],) * 2
            assert found[side].columns == (voxel[columns],) * 2
            there = [place for place in met if place[axis] == at]
            assert (other in found) == bool(there)
            if there:
                assert found[other].rows == (min(p[rows] for p in there), max(p[rows] for p in there))
                assert found[other].columns == (min(p[columns] for p in there), max(p[columns] for p in there))
        assert side not in slices.frames(GEOMETRY, side, voxel, axis, {side: voxel[axis] - 1, other: 0})  # type: ignore[misc]


def test_outside_its_box_nothing_is_framed() -> None:
    for voxel in ((-1, 0, 0), (4, 0, 0), (0, 0, 2**31 - 1)):
        assert slices.frames(GEOMETRY, "input", voxel, 0, {"input": voxel[0], "output": 0}) == {}


def test_the_nearest_input_slice_has_its_taps_around_the_output_slice() -> None:
    for axis, along in enumerate(GEOMETRY.axes):
        for o in range(along.output_size):
            half = (along.kernel_extent - 1) / 2
            middles = [i * along.stride + half - along.pad_before for i in range(along.input_size)]
            found = slices.nearest_input(GEOMETRY, axis, o)
            assert abs(middles[found] - o) == min(abs(middle - o) for middle in middles)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_heat_map_holds_the_numbers_and_leaves_open_what_is_none(theme) -> None:
    values = np.array([[1, 2, np.nan], [4, np.inf, -6]], np.float32)
    figure = slices.heat_map(values, theme, ("D", "W"), "x", frame=slices.Frame((0, 1), (2, 2), "kernel"))
    z = figure.data[0].z
    assert np.array_equal(z, [[1, 2, np.nan], [4, np.nan, -6]], equal_nan=True)
    (shape,) = figure.layout.shapes
    assert (shape.x0, shape.x1, shape.y0, shape.y1) == (1.5, 2.5, -0.5, 1.5)
    assert shape.line.color == theme.kernel
    assert list(figure.layout.yaxis.range) == [1.5, -0.5]  # row 0 is on top
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("W", "D")
    assert slices.ends(values) == (-6, 4)
    assert np.isnan(slices.ends(values[:0])).all()


def test_a_histogram_has_a_bar_for_each_count_and_its_ends() -> None:
    svg = histogram(np.array([0, 5, 10, 0, 1]), -2, 4, "from −2 to 4")
    heights = [float(h) for h in re.findall(r'<rect [^>]*height="([0-9.]+)"', svg)]
    assert len(heights) == 3
    assert heights[0] * 2 == pytest.approx(heights[1])
    assert min(heights) > 0
    assert re.findall(">([^<]+)</text>", svg) == ["−2", "4", "0"]
    assert 'aria-label="from −2 to 4"' in svg
    assert "0</text>" not in histogram(np.array([1, 2]), 3, 4, "x")
