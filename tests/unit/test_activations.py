"""Activations: values known by heart, real Paddle's, and torch's forms against NumPy's."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from conv3dt_core import conv3d_transpose
from conv3dt_core.activations import ACTIVATIONS

NAMES = sorted(ACTIVATIONS)
ONE = np.ones((1, 1, 1, 1, 1))
# Kinks lie at -3, -2.5, -0.5, 0, 0.5, 1, 2.5, 3, 6 and 24; large values would overflow a careless exp.
NUMBERS = np.array([-800, -90, -30, -6, -3, -2.5, -1, -0.5, -1e-3, 0, 1e-3, 0.5, 1, 2.5, 3, 6, 24, 25, 90, 800.0])


def activate(name, numbers, **kwargs):
    """Through a layer that changes nothing: (..., W) numbers along W."""
    x = np.asarray(numbers).reshape(1, 1, 1, -1, np.shape(numbers)[-1])
    return np.asarray(conv3d_transpose(x, ONE.astype(x.dtype), activation=name, **kwargs)).reshape(np.shape(numbers))


def test_there_are_twenty_three_of_them():
    assert len(NAMES) == 23


@pytest.mark.parametrize(
    ("name", "numbers", "expected"),
    [
        ("relu", [-1, 2], [0, 2]),
        ("sigmoid", [0, log(3)], [0.5, 0.75]),
        ("tanh", [0, log(3) / 2], [0, 0.5]),
        ("softmax", [0, log(3)], [0.25, 0.75]),
        ("log_softmax", [0, log(3)], [log(0.25), log(0.75)]),
        ("elu", [-log(2), 2], [-0.5, 2]),
        ("celu", [-log(2), 2], [-0.5, 2]),
        ("relu6", [-1, 7], [0, 6]),
        ("swish", [log(3), 0], [0.75 * log(3), 0]),
        ("softsign", [-1, 3], [-0.5, 0.75]),
        ("hard_sigmoid", [-3, 1], [0, 0.7]),
        ("hard_swish", [-4, 1], [0, 2 / 3]),
        ("hard_shrink", [-0.5, 0.4], [-0.5, 0]),
        ("softshrink", [-2, 0.4], [-1.5, 0]),
        ("thresholded_relu", [1, 1.5], [0, 1.5]),
        ("logsigmoid", [0, -800], [-log(2), -800]),
        ("brelu", [-1, 30], [0, 24]),
    ],
)
def test_by_hand(name, numbers, expected):
    assert np.allclose(activate(name, np.array(numbers, np.float64)), expected, rtol=1e-8, atol=1e-15)


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", NAMES)
def test_paddle_agrees(name, dtype, import_oracle):
    paddle = import_oracle("paddle")
    numbers = np.stack([NUMBERS, NUMBERS[::-1] / 30]).astype(dtype)
    # The operator that paddle.static.nn.conv3d_transpose(act=name) calls.
    theirs = getattr(paddle.base.libpaddle.eager.ops.legacy, name)(paddle.to_tensor(numbers)).numpy()
    ours = activate(name, numbers)
    assert ours.dtype == theirs.dtype
    tolerance = 3e-6 if dtype == "float32" else 1e-9 if name == "mish" else 1e-12  # Paddle's mish is cut off at -20
    assert np.all(np.abs(ours - theirs) <= tolerance * (1 + np.abs(theirs)))


@pytest.mark.oracle
@pytest.mark.parametrize("name", NAMES)
def test_torch_has_the_same(name, import_oracle):
    import_oracle("torch")
    numbers = np.stack([NUMBERS, NUMBERS[::-1] / 30])
    theirs = activate(name, numbers, backend="torch:cpu")
    assert theirs.dtype == np.float64
    assert np.allclose(activate(name, numbers), theirs, rtol=1e-12, atol=1e-12)
    assert np.isnan(activate(name, np.array([np.nan]), backend="torch:cpu")).all()


@pytest.mark.parametrize("name", NAMES)
def test_a_nan_stays_one_and_no_dtype_changes(name):
    y = activate(name, np.array([np.nan], np.float32))
    assert y.dtype == np.float32
    assert np.isnan(y).all()


@pytest.mark.oracle
@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
@pytest.mark.parametrize("data_format", ["NCDHW", "NDHWC"])
def test_softmax_runs_over_the_last_axis_as_in_paddle(name, data_format, import_oracle):
    paddle = import_oracle("paddle")
    generator = np.random.default_rng(0)
    x, weight = generator.random((1, 2, 3, 4, 2)), generator.random((2, 3, 2, 2, 2))
    y = paddle.nn.functional.conv3d_transpose(
        paddle.to_tensor(x), paddle.to_tensor(weight), data_format=data_format
    )
    theirs = getattr(paddle.nn.functional, name)(y, axis=-1).numpy()
    assert np.allclose(conv3d_transpose(x, weight, data_format=data_format, activation=name), theirs, rtol=1e-12)


@pytest.mark.oracle
def test_gradients_pass_through(import_oracle):
    torch = import_oracle("torch")
    weight = torch.ones(1, 1, 1, 1, 1, dtype=torch.float64)
    for name in NAMES:
        x = torch.tensor([0.3, -0.2, 1.7], dtype=torch.float64).reshape(1, 1, 1, 1, 3).requires_grad_()
        assert torch.autograd.gradcheck(lambda x, name=name: conv3d_transpose(x, weight, activation=name), x), name
