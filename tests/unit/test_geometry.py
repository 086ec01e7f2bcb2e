"""Geometry by hand: small axes whose every contribution is worked out in the comments."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from conv3dt_core import AxisGeometry, Geometry, InvalidLayerError, LayerParams, plan
from conv3dt_core.geometry import MAX_LISTED_SIZE

# 3 voxels, kernel 3, stride 2, one voxel cropped in front: full 2*2 + 3 = 7, base 6.
# voxel 0 lands on -1 0 1, voxel 1 on 1 2 3, voxel 2 on 3 4 5
STRIDED = AxisGeometry("D", 3, 3, 2, 1, 1, 0, 0)
# 2 voxels, kernel 3 with extent 5, stride 3, back 1, output_padding 2: full 3 + 5 = 8, base 7, output 9.
# voxel 0 lands on 0 2 4, voxel 1 on 3 5 7; voxels 1 and 6 are holes, 8 lies beyond the full size
DILATED = AxisGeometry("H", 2, 3, 3, 2, 0, 1, 2)
# 2 voxels, kernel 4, stride 1, crop 1 and 2: full 5, base 2.
# voxel 0 lands on -1 0 1 2, voxel 1 on 0 1 2 3
CROPPED = AxisGeometry("W", 2, 4, 1, 1, 1, 2, 0)
BOX = Geometry(STRIDED, DILATED, CROPPED)


@pytest.mark.parametrize(
    ("axis", "extent", "full", "base", "output", "accepted"),
    [
        (STRIDED, 3, 7, 6, 6, (6, 7)),
        (DILATED, 5, 8, 7, 9, (7, 9)),
        (CROPPED, 4, 5, 2, 2, (2, 2)),
        # base 1*4 + 1 - 3 - 3 = -1, brought back by output_padding 3: sizes 1 and 2 are legal
        (AxisGeometry("D", 2, 1, 4, 1, 3, 3, 3), 1, 5, -1, 2, (1, 2)),
    ],
)
def test_sizes_of_an_axis(axis, extent, full, base, output, accepted):
    assert axis.kernel_extent == extent
    assert axis.full_size == full
    assert axis.base_size == base
    assert axis.output_size == output
    assert axis.output_size_range == accepted


def test_target_may_lie_outside():
    assert [STRIDED.target(i, k) for i in range(3) for k in range(3)] == [-1, 0, 1, 1, 2, 3, 3, 4, 5]
    assert [DILATED.target(i, k) for i in range(2) for k in range(3)] == [0, 2, 4, 3, 5, 7]
    assert CROPPED.target(1, 3) == 3  # output_size 2: cropped


def test_targets_land_inside():
    assert STRIDED.targets(0) == ((1, 0), (2, 1))
    assert STRIDED.targets(2) == ((0, 3), (1, 4), (2, 5))
    assert DILATED.targets(1) == ((0, 3), (1, 5), (2, 7))
    assert CROPPED.targets(0) == ((1, 0), (2, 1))
    assert CROPPED.targets(1) == ((0, 0), (1, 1))
    assert AxisGeometry("D", 3, 1, 2, 1, 1, 1, 0).targets(0) == ()  # -1: nothing of it is left


def test_sources_are_the_other_way_round():
    assert [STRIDED.sources(o) for o in range(6)] == [
        ((0, 1),), ((0, 2), (1, 0)), ((1, 1),), ((1, 2), (2, 0)), ((2, 1),), ((2, 2),),
    ]  # fmt: skip
    assert [DILATED.sources(o) for o in range(9)] == [
        ((0, 0),), (), ((0, 1),), ((1, 0),), ((0, 2),), ((1, 1),), (), ((1, 2),), (),
    ]  # fmt: skip
    assert CROPPED.sources(1) == ((0, 2), (1, 1))


def test_overlap_of_an_axis():
    assert STRIDED.overlap().tolist() == [1, 2, 1, 2, 1, 1]
    assert DILATED.overlap().tolist() == [1, 0, 1, 1, 1, 1, 0, 1, 0]
    assert CROPPED.overlap().tolist() == [2, 2]
    # more taps than voxels, dilation 3, crop 4 of full 1 + 10: taps on -4 -1 2 5 | -3 0 3 6
    assert AxisGeometry("D", 2, 4, 1, 3, 4, 0, 0).overlap().tolist() == [1, 0, 1, 1, 0, 1, 1]
    assert STRIDED.overlap().dtype == np.int64


def test_triples_of_a_geometry():
    assert BOX.axes == (BOX.d, BOX.h, BOX.w) == (STRIDED, DILATED, CROPPED)
    assert BOX.input_size == (3, 2, 2)
    assert BOX.kernel_size == (3, 3, 4)
    assert BOX.full_size == (7, 8, 5)
    assert BOX.base_size == (6, 7, 2)
    assert BOX.output_size == (6, 9, 2)
    assert BOX.output_size_range == ((6, 7), (7, 9), (2, 2))


def test_target_of_a_geometry():
    assert BOX.target((0, 1, 0), (0, 2, 3)) == (-1, 7, 2)


def test_targets_and_cropped_share_the_taps_of_a_voxel():
    # D: taps 1, 2 -> 0, 1; H: taps 0, 1, 2 -> 0, 2, 4; W: taps 1, 2 -> 0, 1
    targets = BOX.targets((0, 0, 0))
    assert targets[0] == ((1, 0, 1), (0, 0, 0))
    assert targets[1] == ((1, 0, 2), (0, 0, 1))
    assert targets[-1] == ((2, 2, 2), (1, 4, 1))
    assert len(targets) == 2 * 3 * 2
    cropped = BOX.cropped((0, 0, 0))
    assert cropped[0] == ((0, 0, 0), (-1, 0, -1))
    assert cropped[-1] == ((2, 2, 3), (1, 4, 2))
    assert len(cropped) == 3 * 3 * 4 - 12
    for taps in ([tap for tap, _ in targets], [tap for tap, _ in cropped]):
        assert taps == sorted(taps)  # row-major, D slowest


def test_sources_of_a_geometry_are_sorted_by_voxel_then_tap():
    # D voxel 1: (0, tap 2), (1, tap 0); H voxel 3: (1, tap 0); W voxel 0: (0, tap 1), (1, tap 0)
    assert BOX.sources((1, 3, 0)) == (
        ((0, 1, 0), (2, 0, 1)),
        ((0, 1, 1), (2, 0, 0)),
        ((1, 1, 0), (0, 0, 1)),
        ((1, 1, 1), (0, 0, 0)),
    )
    assert BOX.sources((1, 1, 0)) == ()  # a hole on H is a hole


def test_overlap_is_asked_for_by_letter():
    assert BOX.overlap("D").tolist() == [1, 2, 1, 2, 1, 1]
    assert BOX.overlap("H").tolist() == [1, 0, 1, 1, 1, 1, 0, 1, 0]
    assert BOX.overlap("W").tolist() == [2, 2]


@pytest.mark.parametrize("voxel", [(3, 0, 0), (0, 2, 0), (0, 0, 2), (-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_an_input_voxel_outside_its_box(voxel):
    for call in (BOX.targets, BOX.cropped, lambda voxel: BOX.target(voxel, (0, 0, 0))):
        with pytest.raises(IndexError, match="input voxel"):
            call(voxel)


@pytest.mark.parametrize("tap", [(3, 0, 0), (0, 3, 0), (0, 0, 4), (-1, 0, 0), (0, 0, -1)])
def test_a_tap_outside_its_box(tap):
    with pytest.raises(IndexError, match="kernel tap"):
        BOX.target((0, 0, 0), tap)


@pytest.mark.parametrize("voxel", [(6, 0, 0), (0, 9, 0), (0, 0, 2), (-1, 0, 0), (0, 0, -1)])
def test_an_output_voxel_outside_its_box(voxel):
    with pytest.raises(IndexError, match="output voxel"):
        BOX.sources(voxel)


def test_an_index_error_names_the_axis_and_the_range():
    with pytest.raises(IndexError, match=r"input voxel 2 on axis H is outside 0\.\.1"):
        BOX.targets((0, 2, 0))


def test_overlap_stops_beyond_100000_voxels_but_sizes_and_single_voxels_go_on():
    assert MAX_LISTED_SIZE == 100_000
    assert AxisGeometry("D", 100_000, 1, 1, 1, 0, 0, 0).overlap().sum() == 100_000
    assert AxisGeometry("D", 1, 100_000, 1, 1, 0, 0, 0).overlap().sum() == 100_000
    too_large = {
        "input": AxisGeometry("H", 100_001, 1, 1, 1, 50, 50, 0),
        "kernel": AxisGeometry("H", 1, 100_001, 1, 1, 50, 50, 0),
        "output": AxisGeometry("H", 2, 1, 100_000, 1, 0, 0, 0),
    }
    for axis in too_large.values():
        with pytest.raises(InvalidLayerError) as caught:
            axis.overlap()
        (diagnostic,) = caught.value.diagnostics
        assert (diagnostic.code, diagnostic.axis) == ("output-too-large", "H")
    huge = AxisGeometry("D", 10**9, 3, 2, 1, 1, 0, 0)
    assert huge.output_size == 2 * 10**9
    assert huge.targets(10**9 - 1) == ((0, 2 * 10**9 - 3), (1, 2 * 10**9 - 2), (2, 2 * 10**9 - 1))
    assert huge.sources(10**9 + 1) == ((5 * 10**8, 2), (5 * 10**8 + 1, 0))


def test_geometries_are_values():
    again = plan(LayerParams.of(1, 1, (3, 3, 4), (2, 3, 1), [1, 0, 0, 1, 1, 2], (0, 2, 0), (1, 2, 1)), (3, 2, 2))
    assert again == BOX
    assert hash(again) == hash(BOX)
    assert pickle.loads(pickle.dumps(BOX)) == BOX
    with pytest.raises(AttributeError):
        BOX.d = DILATED
