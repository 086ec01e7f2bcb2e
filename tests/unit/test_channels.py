"""Who meets whom, against a layer whose only input is one channel."""

import numpy as np
import pytest

from conv3dt_core import LayerParams, conv3d_transpose
from conv3dt_core.channels import ChannelPath


@pytest.mark.parametrize(("ins", "outs", "groups"), [(4, 6, 1), (4, 6, 2), (6, 3, 3), (5, 5, 5), (1, 4, 1), (2, 8, 2)])
def test_paths_are_those_of_the_backend(ins, outs, groups):
    params = LayerParams.of(ins, outs, 1, groups=groups)
    # weight[ci, j] is a number of its own, so that the output tells which slab wrote it.
    weight = np.arange(1.0, ins * outs // groups + 1).reshape(ins, outs // groups, 1, 1, 1)
    for ci in range(ins):
        x = np.zeros((1, ins, 1, 1, 1))
        x[0, ci] = 1
        y = conv3d_transpose(x, weight, groups=groups)[0, :, 0, 0, 0]
        reached = np.flatnonzero(y).tolist()
        path = ChannelPath.of(params, "input", ci, None)
        assert (path.ci, list(path.targets), path.co) == (ci, reached, reached[0])
        for co in reached:
            path = ChannelPath.of(params, "output", ci, co)
            assert (path.ci, path.co) == (ci, co)
            assert ci in path.sources
            assert weight[path.ci, path.column, 0, 0, 0] == y[co]


def test_channels_that_do_not_meet():
    params = LayerParams.of(4, 6, 3, groups=2)
    assert of(params, "output", 0, 4) == (2, 4)  # the output channel holds
    assert of(params, "input", 0, 4) == (0, 0)  # the input channel holds
    assert of(params, "input", None, 4) == (2, 4)
    assert of(params, "output", 3, None) == (3, 3)


def test_no_such_channel_is_the_first_that_fits():
    params = LayerParams.of(4, 6, 3, groups=2)
    for nothing in (None, -1, 6, 99):
        assert of(params, "output", nothing, nothing) == (0, 0)
        assert of(params, "output", nothing, 5) == (2, 5)
        assert of(params, "input", 1, nothing) == (1, 0)


def of(params, side, ci, co):
    path = ChannelPath.of(params, side, ci, co)
    return path.ci, path.co
