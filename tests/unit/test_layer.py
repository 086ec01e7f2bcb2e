"""The layer object: construction, parameters, loading, shapes, and that it computes what the function computes."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from conv3dt_core import Conv3DTranspose, InvalidLayerError, ShapeError, conv3d_transpose, initializers
from tests.unit.layers import drawn


def refused(call):
    with pytest.raises(InvalidLayerError) as error:
        call()
    assert str(error.value)
    return [str(d.code) for d in error.value.diagnostics]


def test_paddles_example():
    layer = Conv3DTranspose(4, 6, 3)
    y = layer(np.ones((2, 4, 8, 8, 8), np.float32))
    assert y.shape == layer.output_shape((2, 4, 8, 8, 8)) == (2, 6, 10, 10, 10)
    assert y.dtype == np.float32
    assert layer.weight.shape == (4, 6, 3, 3, 3)
    assert layer.bias.tolist() == [0] * 6


@pytest.mark.parametrize("backend", ["numpy", "torch:cpu"])
def test_it_computes_what_the_definition_says(backend, import_oracle):
    if backend != "numpy":
        import_oracle("torch")
    for case in drawn(seed=2, count=40):
        arguments = case.arguments()
        size = arguments.pop("output_size", None)
        p = case.params
        layer = Conv3DTranspose(p.in_channels, p.out_channels, p.kernel_size, backend=backend, **arguments)
        layer.load(case.weight, case.bias)
        x = case.laid_out(case.x)
        y = layer(x, size)
        assert np.array_equal(case.channels_first(y), case.expected), p
        assert layer.output_shape(x.shape, output_size=size) == y.shape


def test_output_size_makes_output_padding_irrelevant():
    layer = Conv3DTranspose(1, 1, 3, stride=2, output_padding=9)  # beyond its limit, and not looked at
    assert layer.output_shape((1, 1, 3, 3, 3), output_size=8) == (1, 1, 8, 8, 8)
    assert layer(np.ones((1, 1, 3, 3, 3)), output_size=(7, 8, 7)).shape == (1, 1, 7, 8, 7)
    assert refused(lambda: layer(np.ones((1, 1, 3, 3, 3)))) == ["output-padding-too-large"] * 3


# --- parameters ---------------------------------------------------------------------------------------------------


def test_parameters_are_read_only_copies():
    weight = np.ones((2, 3, 1, 1, 1))
    layer = Conv3DTranspose(2, 3, 1, weight_attr=weight)
    weight[:] = 5
    assert np.all(layer.weight == 1)
    for array in (layer.weight, layer.bias):
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 2


def test_the_seed_fixes_the_weight():
    first, same, other = (Conv3DTranspose(2, 3, 2, seed=seed).weight for seed in (1, np.int64(1), -1))
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)
    assert not np.array_equal(Conv3DTranspose(2, 3, 2).weight, Conv3DTranspose(2, 3, 2).weight)


class Attr:
    def __init__(self, initializer):
        self.initializer = initializer


@pytest.mark.parametrize("attr", [None, True, "a parameter's name", Attr(None), initializers.XavierUniform()])
def test_what_means_the_default(attr):
    layer = Conv3DTranspose(2, 3, 2, weight_attr=attr, seed=4)
    assert np.array_equal(layer.weight, Conv3DTranspose(2, 3, 2, seed=4).weight)
    if not isinstance(attr, initializers.Initializer):
        assert Conv3DTranspose(2, 3, 2, bias_attr=attr).bias.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    "wrap", [lambda array: array, Attr, lambda array: Attr(initializers.Assign(array)), initializers.Assign]
)
def test_numbers_given(wrap):
    weight, bias = np.arange(6.0).reshape(2, 3, 1, 1, 1), np.arange(3.0)
    layer = Conv3DTranspose(2, 3, 1, weight_attr=wrap(weight), bias_attr=wrap(bias.reshape(3, 1)))
    assert np.array_equal(layer.weight, weight)
    assert layer.bias.tolist() == [0, 1, 2]


def test_arrays_set_the_dtype_and_the_call_casts():
    assert Conv3DTranspose(1, 1, 1).weight.dtype == np.float32
    assert Conv3DTranspose(1, 1, 1, weight_attr=np.ones((1, 1, 1, 1, 1))).bias.dtype == np.float64
    layer = Conv3DTranspose(1, 1, 1, bias_attr=np.ones(1))
    assert layer.weight.dtype == np.float64
    assert layer(np.ones((1, 1, 1, 1, 1), np.float32)).dtype == np.float32


def test_no_bias():
    layer = Conv3DTranspose(1, 1, 1, weight_attr=initializers.Constant(2), bias_attr=False)
    assert layer.bias is None
    assert layer(np.ones((1, 1, 1, 1, 1))).item() == 2


def test_load_keeps_the_bias_it_is_not_given():
    layer = Conv3DTranspose(1, 2, 1)
    layer.load(np.ones((1, 2, 1, 1, 1)), np.array([[3.0], [4.0]]))
    layer.load(np.full((1, 2, 1, 1, 1), 2, np.float32))
    assert layer.bias.tolist() == [3, 4]
    assert layer.weight.dtype == layer.bias.dtype == np.float32


@pytest.mark.oracle
@pytest.mark.parametrize("name", ["torch", "paddle"])
def test_load_from_other_libraries(name, import_oracle):
    library = import_oracle(name)
    if name == "torch":
        other = library.nn.ConvTranspose3d(4, 6, (2, 3, 1), stride=2, groups=2)
        x, tensor = np.ones((1, 4, 2, 3, 4), np.float32), library.ones(1, 4, 2, 3, 4)
    else:
        other = library.nn.Conv3DTranspose(4, 6, (2, 3, 1), stride=2, groups=2)
        x = np.ones((1, 4, 2, 3, 4), np.float32)
        tensor = library.to_tensor(x)
    layer = Conv3DTranspose(4, 6, (2, 3, 1), stride=2, groups=2)
    layer.load(other.weight, other.bias)
    assert np.allclose(layer(x), other(tensor).detach().numpy(), atol=1e-6)
    given = Conv3DTranspose(4, 6, (2, 3, 1), stride=2, groups=2, weight_attr=other.weight, bias_attr=other.bias)
    assert np.array_equal(given.weight, layer.weight)


@pytest.mark.oracle
def test_torch_in_torch_out(import_oracle):
    torch = import_oracle("torch")
    layer = Conv3DTranspose(2, 3, 2, stride=2, seed=1)
    x = torch.ones(1, 2, 3, 3, 3, dtype=torch.float64, requires_grad=True)
    y = layer(x)
    assert (y.dtype, y.requires_grad) == (torch.float64, True)  # x has a gradient, the parameters have none
    assert np.allclose(y.detach().numpy(), layer(x.detach().numpy()))
    assert layer(x.detach().bfloat16()).dtype == torch.bfloat16
    layer = Conv3DTranspose(2, 3, 2, weight_attr=np.ones((2, 3, 2, 2, 2)), backend="torch:cpu")
    assert layer(np.ones((1, 2, 3, 3, 3), np.float32)).dtype == np.float32
    half = torch.full((2, 3, 2, 2, 2), 1 / 3, dtype=torch.bfloat16)
    layer.load(half)
    assert layer.weight.dtype == np.float32
    assert layer.weight.flat[0] == half.double().flatten()[0].item()


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "kwargs", "expected"),
    [
        ((4, 3, 3), {"groups": 2}, ["channels-not-divisible-by-groups"]),
        ((0, 3, 0), {}, ["channels-not-positive", *["kernel-size-not-positive"] * 3]),
        ((4, 6, 3), {"data_format": "NCHW", "padding": "SAM"}, ["padding-word-unknown", "data-format-unknown"]),
        ((4, 6, 3), {"weight_attr": False}, ["initializer-unknown"]),
        ((4, 6, 3), {"weight_attr": 5, "bias_attr": [1, 2]}, ["initializer-unknown"] * 2),
        ((4, 6, 3), {"weight_attr": Attr(object())}, ["initializer-unknown"]),
        ((4, 6, 3), {"weight_attr": np.ones((6, 4, 3, 3, 3))}, ["weight-shape"]),
        ((4, 6, 3), {"weight_attr": initializers.Assign([1, 2, 3])}, ["weight-rank"]),
        ((4, 6, 3), {"weight_attr": np.ones((4, 6, 3, 3, 3), int)}, ["dtype-unsupported"]),
        ((4, 6, 3), {"bias_attr": np.ones(4)}, ["bias-shape"]),
        ((1, 1, 1), {"weight_attr": np.ones((1,) * 5), "bias_attr": np.ones(1, "f4")}, ["dtype-mismatch"]),
        ((4, 6, 3), {"weight_attr": np.ones((4, 6, 3, 3, 3)), "groups": 0}, ["groups-not-positive"]),
        ((4, 6, 3), {"activation": "no", "backend": "no", "seed": 1.5}, None),
        ((2**20, 2**20, 3), {}, ["output-too-large"]),
    ],
)
def test_refused_at_construction(args, kwargs, expected):
    found = refused(lambda: Conv3DTranspose(*args, **kwargs))
    assert found == (expected or ["not-an-integer", "activation-unknown", "backend-unknown"])


def test_an_unknown_keyword_is_pythons_error():
    with pytest.raises(TypeError, match="act"):
        Conv3DTranspose(4, 6, 3, act="relu")


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        (np.ones((4, 8, 8, 8)), ["input-rank"]),
        (np.ones((1, 3, 8, 8, 8)), ["channels-mismatch"]),
        (np.ones((1, 4, 0, 8, 8)), ["input-size-not-positive"]),
        ([1.0], ["not-a-tensor"]),
        (np.ones((1, 4, 8, 8, 8), int), ["dtype-unsupported"]),
    ],
)
def test_refused_at_the_call(x, expected):
    assert refused(lambda: Conv3DTranspose(4, 6, 3)(x)) == expected


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((4, 8, 8, 8), ["input-rank"]), (8, ["input-rank"]), ((1, 3, 8, 8, 8), ["channels-mismatch"]),
        ((1, 4, 8, 8, "8"), ["not-an-integer"]), (None, ["not-an-integer"]),
        (np.array(5), ["not-an-integer"]), (iter([1, 4, 8, 8, 8]), ["not-an-integer"]),
    ],
)  # fmt: skip
def test_refused_shapes(shape, expected):
    assert refused(lambda: Conv3DTranspose(4, 6, 3).output_shape(shape)) == expected


@pytest.mark.parametrize(
    ("weight", "bias", "expected"),
    [
        (np.ones((1, 2, 2, 1, 1)), None, ["weight-shape"]),
        (np.ones((1, 2, 1, 1)), None, ["weight-rank"]),
        (None, None, ["not-a-tensor"]),
        ([1, 2], None, ["not-a-tensor"]),
        (np.ones((1, 2, 1, 1, 1)), np.ones(3), ["bias-shape"]),
        (np.ones((1, 2, 1, 1, 1)), np.ones(2, "f4"), ["dtype-mismatch"]),
        (np.ones((1, 2, 1, 1, 1), "f2"), None, ["dtype-unsupported"]),
    ],
)
def test_a_refused_load_changes_nothing(weight, bias, expected):
    layer = Conv3DTranspose(1, 2, 1)
    before = layer.weight
    assert refused(lambda: layer.load(weight, bias)) == expected
    assert layer.weight is before


def test_wrong_shapes_are_shape_errors():
    with pytest.raises(ShapeError):
        Conv3DTranspose(4, 6, 3)(np.ones((1, 3, 8, 8, 8)))
    with pytest.raises(ShapeError):
        Conv3DTranspose(4, 6, 3).load(np.ones((6, 4, 3, 3, 3)))


# --- repr ---------------------------------------------------------------------------------------------------------

SPELLINGS = [
    {},
    {"stride": 2, "padding": [0, 0, 1]},
    {"padding": "same", "dilation": 2, "groups": 2, "data_format": "NDHWC"},
    {"padding": "VALID", "stride": (1, 2, 2)},
    {"padding": [[0, 0], [0, 0], [1, 2], [0, 0], [0, 0]]},
    {"stride": 3, "output_padding": [1, 0, 0]},
    {"stride": 3, "output_padding": 1, "dilation": (1, 1, 1)},
    {"padding": [0, 0, 0]},
]


@pytest.mark.oracle
@pytest.mark.parametrize("kwargs", SPELLINGS)
def test_repr_is_paddles(kwargs, import_oracle):
    paddle = import_oracle("paddle")
    assert repr(Conv3DTranspose(4, 8, (2, 3, 2), **kwargs)) == repr(
        paddle.nn.Conv3DTranspose(4, 8, (2, 3, 2), **kwargs)
    )


def test_repr_tells_what_paddle_has_not():
    assert repr(Conv3DTranspose(4, 6, 3, activation="relu")) == (
        "Conv3DTranspose(4, 6, kernel_size=[3, 3, 3], data_format=NCDHW, activation=relu)"
    )


def test_activation_and_backend_are_the_functions():
    layer = Conv3DTranspose(2, 3, 2, activation="softmax", data_format="NDHWC", seed=3)
    x = np.random.default_rng(0).random((1, 2, 2, 2, 2), np.float32)
    want = conv3d_transpose(x, layer.weight, layer.bias, data_format="NDHWC", activation="softmax")
    assert np.array_equal(layer(x), want)
    assert np.allclose(want.sum(axis=-1), 1)


def test_a_second_call_is_looked_at_and_computed_as_the_first():
    layer, x = Conv3DTranspose(2, 2, 3, stride=2, seed=1), np.ones((1, 2, 3, 3, 3))
    for _ in range(2):
        for dtype in (np.float32, np.float64):
            want = conv3d_transpose(x.astype(dtype), layer.weight.astype(dtype), layer.bias.astype(dtype), 2)
            assert np.array_equal(layer(x.astype(dtype)), want)
        assert layer(x, output_size=8).shape == (1, 2, 8, 8, 8)
    with pytest.raises(InvalidLayerError):
        layer(x, output_size=9)
    with pytest.raises(InvalidLayerError):
        layer(x[:, :1])
    assert Conv3DTranspose(2, 2, 3, seed=1)(x).shape == (1, 2, 5, 5, 5)
    layer.load(np.zeros_like(layer.weight), np.ones_like(layer.bias))
    assert np.all(layer(x) == 1)
    assert np.array_equal(pickle.loads(pickle.dumps(layer))(x), layer(x))
