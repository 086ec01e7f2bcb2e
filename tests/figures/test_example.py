"""The example numbers: those that are promised, of every channel, and none where they would be too many."""

import numpy as np
import pytest

from conv3dt_core import LayerParams, plan
from conv3dt_core.channels import ChannelPath
from conv3dt_core.figures.contributions import listed
from conv3dt_core.figures.example import bias_of, volumes, w_of, worked, x_of

GEOMETRY = plan(LayerParams.of(1, 1, 3, 2, 1), (3, 4, 4))


def test_a_reader_rebuilds_them_in_one_line():
    x, w = x_of((3, 4, 4), range(2, 5)), w_of((3, 1, 2), range(5), 7)
    assert np.array_equal(x[1], np.random.default_rng([0, 3]).integers(-3, 4, (3, 4, 4)))
    assert np.array_equal(w[4], np.random.default_rng([1, 4, 7]).integers(-3, 4, (3, 1, 2)))
    assert bias_of(9) == np.random.default_rng([2, 9]).integers(-3, 4)
    assert (x.min(), x.max()) == (-3, 3)
    assert not x.flags.writeable


def test_the_first_channel_has_the_plain_seed():
    assert np.array_equal(x_of((3, 4, 4), range(1))[0], np.random.default_rng(0).integers(-3, 4, (3, 4, 4)))


def test_without_contributions_the_value_is_the_bias():
    geometry = plan(LayerParams.of(1, 1, 1, 2), 3)
    path = ChannelPath(4, 6, 2, 2, 4)
    numbers = worked(geometry, "output", listed(geometry, "output", (1, 0, 0)), path, True)
    assert (numbers.pairs, numbers.value) == ([], bias_of(4))
    assert worked(geometry, "output", listed(geometry, "output", (1, 0, 0)), path, False).value == 0


def test_too_many_numbers_are_not_made():
    large = plan(LayerParams.of(1, 1, 1), (200, 200, 200))
    rows = listed(large, "output", (0, 0, 0))
    one = ChannelPath(1, 1, 1, 0, 0)
    assert worked(large, "output", rows, one, True) == (one, None, None, bias_of(0), None)
    assert volumes(large, one) is None
    # One channel of 512,000 voxels, but not two.
    two = plan(LayerParams.of(1, 1, 1), (80, 80, 80))
    numbers = worked(two, "output", listed(two, "output", (0, 0, 0)), ChannelPath(2, 1, 1, 1, 0), True)
    assert numbers.pairs is not None
    assert (numbers.parts, numbers.value) == (None, None)


def test_work_has_a_limit_too(monkeypatch):
    one = ChannelPath(1, 1, 1, 0, 0)
    assert volumes(plan(LayerParams.of(1, 1, 13, padding=6), 60), one) is None  # 216,000 voxels times 2,197 taps
    monkeypatch.setenv("CONV3DT_MAX_BYTES", "1000")
    assert volumes(plan(LayerParams.of(1, 1, 2, 3), 7), one) is None


def test_more_channels_than_are_added_up():
    geometry = plan(LayerParams.of(1, 1, 1), 1)
    rows = listed(geometry, "output", (0, 0, 0))
    assert len(worked(geometry, "output", rows, ChannelPath(512, 1, 1, 0, 0), False).parts) == 512
    assert worked(geometry, "output", rows, ChannelPath(513, 1, 1, 0, 0), False).parts is None


@pytest.mark.parametrize("bias", [True, False])
def test_values_outside_are_none(bias):
    assert worked(GEOMETRY, "output", None, ChannelPath(1, 1, 1, 0, 0), bias)[1:3] == (None, None)
