"""The definition: scatter, gather and zero insertion against sums done by hand, and against each other."""

from __future__ import annotations

import numpy as np
import pytest

from conv3dt_core import LayerParams, plan
from conv3dt_core.reference import gather, scatter, zero_insertion
from tests.unit.layers import drawn

ALL = pytest.mark.parametrize("compute", [scatter, gather, zero_insertion])


def along_w(*numbers):
    """Numbers along W, one voxel on D and H: shape (1, 1, 1, 1, len)."""
    return np.array(numbers, np.float64).reshape(1, 1, 1, 1, -1)


@ALL
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # 1*(10 20 30) at 0, 2*(10 20 30) at 2: 30 and 20 meet at voxel 2
        ({}, [10, 20, 50, 40, 60]),
        ({"padding": [0, 0, 0, 0, 1, 0]}, [20, 50, 40, 60]),  # the front is cropped
        ({"padding": [0, 0, 0, 0, 0, 2]}, [10, 20, 50]),  # the back
        ({"padding": (0, 0, 1), "output_padding": (0, 0, 1)}, [20, 50, 40, 60]),  # un-cropped: 60 comes back
        ({"output_padding": (0, 0, 1)}, [10, 20, 50, 40, 60, 0]),  # beyond the full result nothing writes
        ({"dilation": (1, 1, 2)}, [10, 0, 40, 0, 70, 0, 60]),  # 30 + 2*20 at voxel 4
    ],
)
def test_by_hand(compute, changes, expected):
    params = LayerParams.of(1, 1, (1, 1, 3), **{"stride": (1, 1, 2), **changes})
    x, weight = along_w(1, 2), along_w(10, 20, 30)
    y = compute(x, weight, None, plan(params, (1, 1, 2)))
    assert y.shape == (1, 1, 1, 1, len(expected))
    assert y.ravel().tolist() == expected


@ALL
def test_bias_reaches_voxels_nothing_writes(compute):
    geometry = plan(LayerParams.of(1, 2, 1, stride=(1, 1, 3)), (1, 1, 2))
    weight = np.ones((1, 2, 1, 1, 1))
    y = compute(along_w(1, 2), weight, np.array([10.0, 20.0]), geometry)
    assert y[0, :, 0, 0].tolist() == [[11, 10, 10, 12], [21, 20, 20, 22]]


@ALL
def test_groups_keep_to_their_channels(compute):
    # 4 channels in, 2 groups: outputs 0..2 read channels 0 and 1, outputs 3..5 read channels 2 and 3.
    x = np.array([1.0, 10, 100, 1000]).reshape(1, 4, 1, 1, 1)
    weight = np.arange(1.0, 13).reshape(4, 3, 1, 1, 1)
    y = compute(x, weight, None, plan(LayerParams.of(4, 6, 1, groups=2), 1), 2)
    assert y.ravel().tolist() == [41, 52, 63, 10700, 11800, 12900]


@ALL
def test_the_axes_are_not_mixed_up(compute):
    # One input voxel, all taps 1..24: the output is the kernel itself, (kD, kH, kW) = (2, 3, 4).
    weight = np.arange(1.0, 25).reshape(1, 1, 2, 3, 4)
    y = compute(np.ones((1, 1, 1, 1, 1)), weight, None, plan(LayerParams.of(1, 1, (2, 3, 4)), 1))
    assert np.array_equal(y, weight)


def test_the_two_witnesses_agree():
    for case in drawn(seed=2, count=50):
        y = gather(case.x, case.weight, case.bias, case.geometry, case.params.groups)
        assert np.array_equal(y, case.expected), case.params
