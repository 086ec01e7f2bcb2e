"""Our results against the Paddle that is installed: functional, layer, automatic kernel, and its hang."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conv3dt_core import (
    Conv3DTranspose,
    InvalidLayerError,
    LayerParams,
    check,
    conv3d_transpose,
    kernel_size_for,
)
from conv3dt_core.diagnostics import errors_of
from tests.conformance.calls import arguments, arrays
from tests.conformance.child import PaddleChild
from tests.conformance.compare import assert_same
from tests.conformance.conditions import may_hang_paddle
from tests.conformance.oracle import RefusedError
from tests.conformance.paddle_oracle import Paddle
from tests.property.strategies import Layer, seeds, valid_layers

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("paddle")]
RESULTS = 1000
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


@pytest.mark.parametrize("groups", [2, -1])
def test_a_hang_and_what_is_refused_before_it(import_oracle, groups):
    """D and H end at -1 under NDHWC: two groups never come back, the others are refused."""
    import_oracle("paddle")
    pads = [1, 1, 1, 1, 0, 0]
    layer = Layer(LayerParams.of(2, 2, 1, 1, pads, groups=groups, data_format="NDHWC"), (1, 1, 1), None)
    assert may_hang_paddle(layer)
    assert errors_of(check(*layer.asked))
    oracle = Paddle(limit=3)
    with pytest.raises(RefusedError):
        oracle.attempt(layer)
    oracle.close()
    assert oracle.hangs == (groups == 2)


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
