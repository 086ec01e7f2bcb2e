"""Initializers: their distributions, their fans, and the same from real Paddle."""

from __future__ import annotations

import numpy as np
import pytest

from conv3dt_core import Conv3DTranspose, InvalidLayerError, initializers
from conv3dt_core.initializers import (
    Assign,
    Constant,
    KaimingNormal,
    KaimingUniform,
    Normal,
    Trilinear,
    Uniform,
    XavierNormal,
    XavierUniform,
)

SHAPE = (16, 12, 3, 3, 3)  # in 16, out 24 in 2 groups: fan_in 12*27, fan_out 16*27
FAN_IN, FAN_OUT = 12 * 27, 16 * 27


def draw(initializer, shape=SHAPE, dtype=np.float64):
    return initializer.draw(shape, np.random.default_rng(0), dtype)


@pytest.mark.parametrize(
    ("initializer", "limit"),
    [
        (Uniform(-0.5, 0.5), 0.5),
        (XavierUniform(), (6 / (FAN_IN + FAN_OUT)) ** 0.5),
        (XavierUniform(fan_in=3, gain=2), 2 * (6 / (3 + FAN_OUT)) ** 0.5),
        (XavierUniform(fan_out=5), (6 / (FAN_IN + 5)) ** 0.5),
        (KaimingUniform(), (6 / FAN_IN) ** 0.5),
        (KaimingUniform(fan_in=7), (6 / 7) ** 0.5),
        (KaimingUniform(mode="fan_out"), (6 / FAN_OUT) ** 0.5),
        (KaimingUniform(negative_slope=0.5, nonlinearity="leaky_relu"), (6 / 1.25 / FAN_IN) ** 0.5),
    ],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_uniform_up_to_the_limit(initializer, limit, dtype):
    drawn = draw(initializer, dtype=dtype)
    assert (drawn.shape, drawn.dtype) == (SHAPE, dtype)
    assert 0.999 * limit < drawn.max() <= limit
    assert -0.999 * limit > drawn.min() >= -limit
    assert np.isclose(drawn.std(), limit / 3**0.5, rtol=0.02)


@pytest.mark.parametrize(
    ("initializer", "mean", "std"),
    [
        (Normal(), 0, 1),
        (Normal(3, 0.5), 3, 0.5),
        (XavierNormal(), 0, (2 / (FAN_IN + FAN_OUT)) ** 0.5),
        (KaimingNormal(), 0, (2 / FAN_IN) ** 0.5),
        (KaimingNormal(nonlinearity="tanh"), 0, 5 / 3 / FAN_IN**0.5),
    ],
)
def test_normal(initializer, mean, std):
    drawn = draw(initializer)
    assert np.isclose(drawn.mean(), mean, atol=0.05 * std)
    assert np.isclose(drawn.std(), std, rtol=0.02)
    assert np.isclose(((drawn - mean) ** 4).mean() / std**4, 3, rtol=0.1)


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("XavierUniform", {}), ("XavierUniform", {"fan_out": 5.0}), ("XavierNormal", {}), ("XavierNormal", {"gain": 3}),
        ("KaimingUniform", {}), ("KaimingUniform", {"mode": "fan_out"}), ("KaimingNormal", {}),
        ("KaimingNormal", {"negative_slope": 0.5, "nonlinearity": "leaky_relu"}), ("Normal", {}),
        ("Normal", {"mean": 1.0, "std": 2.0}), ("Uniform", {}), ("Uniform", {"low": 0.0, "high": 3.0}),
        ("Constant", {"value": 3.0}), ("Assign", {"value": np.arange(16.0).reshape(1, 2, 2, 2, 2)}),
    ],
)  # fmt: skip
def test_paddle_draws_from_the_same_distribution(name, arguments, import_oracle):
    paddle = import_oracle("paddle")
    paddle.seed(0)
    shape = (1, 2, 2) if name == "Assign" else (16, 24, 3)
    groups = {"groups": 1 if name == "Assign" else 2}
    theirs = paddle.nn.Conv3DTranspose(
        *shape, **groups, weight_attr=paddle.ParamAttr(initializer=getattr(paddle.nn.initializer, name)(**arguments))
    ).weight.numpy()
    ours = Conv3DTranspose(*shape, **groups, weight_attr=getattr(initializers, name)(**arguments), seed=0).weight
    assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)
    if name in {"Assign", "Constant"}:
        assert np.array_equal(ours, theirs)
        return
    quantiles = np.linspace(0, 1, 21)[1:-1]
    spread = theirs.std()
    assert np.allclose(np.quantile(ours, quantiles), np.quantile(theirs, quantiles), atol=0.1 * spread)
    if "Uniform" in name:
        assert np.allclose([ours.min(), ours.max()], [theirs.min(), theirs.max()], atol=0.005 * spread)


@pytest.mark.oracle
def test_default_of_a_layer_is_paddles(import_oracle):
    paddle = import_oracle("paddle")
    paddle.seed(0)
    theirs = paddle.nn.Conv3DTranspose(16, 24, 3, groups=2)
    ours = Conv3DTranspose(16, 24, 3, groups=2, seed=0)
    assert np.isclose(np.abs(ours.weight).max(), np.abs(theirs.weight.numpy()).max(), rtol=3e-3)
    assert np.array_equal(ours.bias, theirs.bias.numpy())


# --- trilinear ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kernel", "ramp"), [(4, [0.25, 0.75, 0.75, 0.25]), (3, [0.5, 1, 0.5]), (1, [1])])
def test_trilinear_along_one_axis(kernel, ramp):
    assert draw(Trilinear(), (1, 1, 1, 1, kernel)).ravel().tolist() == ramp


def test_trilinear_multiplies_the_axes():
    weight = draw(Trilinear(), (2, 3, 4, 3, 1))
    assert np.array_equal(weight[1, 2, :, :, 0], np.outer([0.25, 0.75, 0.75, 0.25], [0.5, 1, 0.5]))


@pytest.mark.parametrize(("kernel", "stride", "padding"), [(4, 2, 1), (3, 2, 1), (5, 3, 2)])
def test_trilinear_interpolates(kernel, stride, padding):
    # A ramp stays a ramp, with 1/stride of its slope, away from the border.
    layer = Conv3DTranspose(2, 2, kernel, stride, padding, groups=2, weight_attr=Trilinear(), bias_attr=False)
    x = np.arange(6.0)[:, None, None] + 10 * np.arange(6.0)[:, None] + 100 * np.arange(6.0)
    y = layer(np.stack([x, -x])[None])[0]
    inside = y[0, stride:-stride, stride:-stride, stride:-stride]
    for dim, slope in enumerate((1, 10, 100)):
        assert np.allclose(np.diff(inside, axis=dim), slope / stride, atol=1e-3)  # the weight is float32
    assert np.array_equal(y[1], -y[0])


@pytest.mark.oracle
def test_trilinear_is_paddles_bilinear_in_its_columns(import_oracle):
    paddle = import_oracle("paddle")
    attr = paddle.ParamAttr(initializer=paddle.nn.initializer.Bilinear())
    plane = paddle.nn.Conv2DTranspose(1, 1, 4, weight_attr=attr).weight.numpy()[0, 0]
    # Row 0: its row index is the one that Paddle, which forgets to round it down, gets right in column 0.
    assert np.isclose(plane[0, 0], 0.25 * 0.25)
    columns = draw(Trilinear(), (1, 1, 1, 1, 4)).ravel()
    assert np.isclose(plane[1, 0] / plane[0, 0], columns[1] / columns[0])


# --- their form ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [3, "abc", [[1], [1, 2]], None, object()])
def test_assign_wants_numbers(value):
    with pytest.raises(InvalidLayerError) as error:
        Assign(value)
    assert [str(d.code) for d in error.value.diagnostics] == ["not-a-tensor"]
    assert str(error.value)


@pytest.mark.parametrize(
    ("arguments", "code"), [({"nonlinearity": "gelu"}, "activation-unknown"), ({"mode": "fan"}, "initializer-unknown")]
)
def test_kaiming_knows_its_words(arguments, code):
    with pytest.raises(InvalidLayerError) as error:
        KaimingNormal(**arguments)
    assert [str(d.code) for d in error.value.diagnostics] == [code]


def test_they_show_and_compare_as_what_they_are():
    assert repr(Uniform(-2, 2)) == "Uniform(low=-2, high=2)"
    assert Constant(1) == Constant(1) != Constant(2)
    assert Constant(1) != Normal(1)
    assert hash(KaimingNormal()) == hash(KaimingNormal())
