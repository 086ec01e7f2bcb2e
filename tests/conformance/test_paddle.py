"""Our results and refusals against the Paddle that is installed, over random layers."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conv3dt_core import (
    Conv3DTranspose,
    InvalidLayerError,
    LayerParams,
    check,
    conv3d_transpose,
    kernel_size_for,
    plan,
)
from conv3dt_core.diagnostics import errors_of
from tests.conformance.calls import arguments, arrays
from tests.conformance.child import PaddleChild
from tests.conformance.compare import assert_same
from tests.conformance.differences import ACCEPTS, REFUSES, may_hang_paddle
from tests.property.strategies import Layer, any_layers, seeds, valid_layers

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("paddle")]
RESULTS = 1000
EXAMPLES = 900  # about half of them refused
dtypes = st.sampled_from(["float32", "float64"])


@pytest.fixture(scope="module")
def paddle(import_oracle):
    paddle = import_oracle("paddle")
    paddle.set_device("cpu")
    return paddle


@pytest.fixture(scope="module")
def child(import_oracle):
    import_oracle("paddle")
    with PaddleChild() as child:
        yield child


def test_functional_results(paddle, oracle_counts):
    @given(valid_layers(), seeds, dtypes, st.booleans())
    @settings(max_examples=RESULTS)
    def compare(layer, seed, dtype, with_bias):
        x, weight, bias = arrays(layer, seed, dtype)
        bias = bias if with_bias else None
        more = {**arguments(layer, seed), "output_size": layer.output_size}
        tensors = [None if array is None else paddle.to_tensor(array) for array in (x, weight, bias)]
        theirs = paddle.nn.functional.conv3d_transpose(*tensors, **more).numpy()
        assert_same(conv3d_transpose(x, weight, bias, **more, backend="numpy"), theirs, (layer, more))
        oracle_counts["paddle functional"] += 1

    compare()
    assert oracle_counts["paddle functional"] >= RESULTS


def test_layer_results_with_paddles_own_weights(paddle, oracle_counts):
    @given(valid_layers(), seeds, st.booleans())
    @settings(max_examples=300)
    def compare(layer, seed, with_bias):
        params, more = layer.params, arguments(layer, seed)
        # The layer ignores its output_padding when a call brings an output_size.
        more["output_padding"] = [0, 1, 0] if layer.output_size and min(params.stride) > 1 else more["output_padding"]
        made = (params.in_channels, params.out_channels, params.kernel_size)
        attr = None if with_bias else False
        theirs = paddle.nn.Conv3DTranspose(*made, **more, bias_attr=attr)
        if with_bias:
            theirs.bias.set_value(arrays(layer, seed, "float32")[2])
        layer_of_ours = Conv3DTranspose(*made, **more, bias_attr=attr, backend="numpy")
        layer_of_ours.load(theirs.weight, theirs.bias)
        x, _, _ = arrays(layer, seed, "float32")
        expected = theirs(paddle.to_tensor(x), output_size=layer.output_size).numpy()
        assert_same(layer_of_ours(x, layer.output_size), expected, (layer, more))
        assert layer_of_ours.output_shape(x.shape, layer.output_size) == expected.shape
        oracle_counts["paddle layer"] += 1

    compare()


def test_the_first_view_of_the_app(paddle):
    x = np.random.default_rng(0).standard_normal((2, 4, 8, 8, 8)).astype("float32")
    theirs = paddle.nn.Conv3DTranspose(4, 6, 3)
    ours = Conv3DTranspose(4, 6, 3)
    ours.load(theirs.weight, theirs.bias)
    y = ours(x)
    assert y.shape == (2, 6, 10, 10, 10)
    assert_same(y, theirs(paddle.to_tensor(x)).numpy(), ours)


@pytest.mark.parametrize("backend", ["numpy", "torch:cpu"])
def test_a_decoder_layer_of_v_net(paddle, import_oracle, backend):
    if backend.startswith("torch"):
        import_oracle("torch")
    # (1, 256, 8, 8, 8) -> (1, 128, 16, 16, 16), weight (256, 128, 2, 2, 2)
    x = np.random.default_rng(0).standard_normal((1, 256, 8, 8, 8)).astype("float32")
    theirs = paddle.nn.Conv3DTranspose(256, 128, 2, stride=2)
    ours = Conv3DTranspose(256, 128, 2, stride=2, backend=backend)
    ours.load(theirs.weight, theirs.bias)
    y = ours(x)
    assert y.shape == (1, 128, 16, 16, 16)
    assert_same(y, theirs(paddle.to_tensor(x)).numpy(), ours)


def layer_call(layer):
    """Return the call that builds a Paddle layer and applies it to ones; None if there can be no such x."""
    params = layer.params
    if params.in_channels < 0 or min(layer.input_size) < 0:
        return None
    last = params.data_format == "NDHWC"
    x = np.ones((1, *layer.input_size, params.in_channels) if last else (1, params.in_channels, *layer.input_size))
    return {
        "api": "layer",
        "x": x.astype("float32"),
        "args": [params.in_channels, params.out_channels, list(params.kernel_size)],
        "kwargs": {**arguments(layer, 0), "output_padding": list(params.output_padding)},
        "output_size": None if layer.output_size is None else list(layer.output_size),
    }


def crossing(groups):
    """Return a layer that hangs Paddle (groups 2; D and H end at -1) or is refused by it (groups -1)."""
    pads = [1, 1, 1, 1, 0, 0]
    return Layer(LayerParams.of(2, 2, 1, 1, pads, groups=groups, data_format="NDHWC"), (1, 1, 1), None)


def differing():
    """Return one layer for each known difference, so that none is missed by chance."""
    default = {"in_channels": 2, "out_channels": 3, "kernel_size": 3}
    asked = [
        ({"dilation": 0}, 3), ({"dilation": 0, "padding": "SAME"}, 3), ({"kernel_size": 0}, 3), ({}, (0, 3, 3)),
        ({"in_channels": 0}, 3), ({"out_channels": 1, "groups": 2}, 3),
        ({"padding": [2, 3, 2, 3, 0, 0]}, 2), ({"dilation": 2, "output_padding": 1}, 3),
    ]  # fmt: skip
    for changes, size in asked:
        triple = (size,) * 3 if isinstance(size, int) else size
        yield Layer(LayerParams.of(**{**default, **changes}), triple, None)


def test_refusals(child, oracle_counts):
    seen, known = Counter(), [crossing(2), crossing(-1), *differing()]

    @given(any_layers())
    @settings(max_examples=EXAMPLES)
    def compare(layer):
        call = layer_call(layer)
        refused = bool(errors_of(check(*layer.asked)))
        if call is None or (may_hang_paddle(layer) and layer not in known):
            return  # a hang costs 10 seconds: those below are enough
        answer = child.ask(call)
        computed = answer["status"] == "ok"
        if refused:
            seen["refusals"] += 1
            oracle_counts["paddle refusals"] += 1
        elif computed:
            assert answer["shape"] == ours_shape(layer), (layer, answer)
            oracle_counts["paddle shapes"] += 1
        if computed == refused:
            table = ACCEPTS if refused else REFUSES
            reasons = [key for key in table if key[0] == "paddle" and key[1](layer)]
            assert reasons, (layer, answer)
            seen.update(reasons)

    for layer in known:
        compare = example(layer)(compare)
    compare()
    assert seen["refusals"] >= 300
    unseen = [key[1].__name__ for key in (*ACCEPTS, *REFUSES) if key[0] == "paddle" and not seen[key]]
    assert not unseen


def ours_shape(layer):
    params, size = layer.params, plan(*layer.asked).output_size
    last = params.data_format == "NDHWC"
    return [1, *size, params.out_channels] if last else [1, params.out_channels, *size]


def test_automatic_kernel(child, oracle_counts):
    triple = st.tuples(*[st.integers(1, 3)] * 3)

    @given(triple, st.tuples(*[st.integers(1, 9)] * 3), triple, triple, st.sampled_from([0, 1, "SAME", "VALID"]))
    @settings(max_examples=300)
    def compare(size, asked, stride, dilation, padding):
        more = {"stride": list(stride), "dilation": list(dilation), "padding": padding}
        call = {"num_filters": 2, "output_size": list(asked), **more}
        answer = child.ask({"api": "static", "x": np.ones((1, 2, *size), "float32"), "kwargs": call})
        try:
            kernel = kernel_size_for(size, asked, **more)
        except InvalidLayerError:
            kernel = None
        crop = padding if isinstance(padding, int) else 0
        axes = zip(size, asked, stride, dilation, strict=True)
        derived = tuple((o - (n - 1) * s + 2 * crop - 1) // d + 1 for n, o, s, d in axes)
        if kernel is None:
            assert answer["status"] != "ok" or 0 in derived, (size, asked, more, answer)
        else:
            assert kernel == derived
            assert answer["shape"] == [1, 2, *asked]
        oracle_counts["paddle automatic kernel"] += 1

    compare()
