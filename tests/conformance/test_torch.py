"""Our results and gradients against the torch that is installed, over random layers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conv3dt_core import Conv3DTranspose, InvalidLayerError, conv3d_transpose
from tests.conformance.calls import arguments, arrays
from tests.conformance.compare import assert_same
from tests.conformance.torch_oracle import symmetric, transposed
from tests.property.strategies import Layer, seeds, valid_layers

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("torch")]
RESULTS = 1000
dtypes = st.sampled_from(["float32", "float64"])


def channels_first(layer: Layer, x):
    return x.movedim(-1, 1) if layer.params.data_format == "NDHWC" else x


def as_asked(layer: Layer, y):
    return y.movedim(1, -1) if layer.params.data_format == "NDHWC" else y


def call(layer: Layer, seed: int):
    """Return the arguments in some spelling; a layer between stride and dilation has no output_size."""
    return {**arguments(layer, seed), "output_size": layer.output_size}


def test_results(torch, oracle_counts):
    @given(valid_layers(between=True), seeds, dtypes, st.booleans())
    @settings(max_examples=RESULTS)
    def compare(layer, seed, dtype, with_bias):
        x, weight, bias = arrays(layer, seed, dtype)
        bias = bias if with_bias else None
        tensors = [None if array is None else torch.tensor(array) for array in (x, weight, bias)]
        expected = as_asked(layer, transposed(torch, layer, channels_first(layer, tensors[0]), *tensors[1:])).numpy()
        more = call(layer, seed)
        assert_same(conv3d_transpose(x, weight, bias, **more, backend="numpy"), expected, layer)
        y = conv3d_transpose(*tensors, **more)
        assert isinstance(y, torch.Tensor)
        assert_same(y.numpy(), expected, layer)
        oracle_counts["torch"] += 1

    compare()
    assert oracle_counts["torch"] >= RESULTS


def test_gradients(torch, oracle_counts):
    @given(valid_layers(largest=4, between=True), seeds)
    @settings(max_examples=150)
    def compare(layer, seed):
        leaves = [torch.tensor(array, requires_grad=True) for array in arrays(layer, seed, "float64")]
        copies = [leaf.detach().clone().requires_grad_() for leaf in leaves]
        y = conv3d_transpose(*leaves, **call(layer, seed))
        expected = as_asked(layer, transposed(torch, layer, channels_first(layer, copies[0]), *copies[1:]))
        slope = torch.tensor(np.random.default_rng(seed).standard_normal(tuple(y.shape)))
        y.backward(slope)
        expected.backward(slope)
        for leaf, copy in zip(leaves, copies, strict=True):
            assert_same(leaf.grad.numpy(), copy.grad.numpy(), layer)
        oracle_counts["torch gradients"] += 1

    compare()


def test_results_of_the_layer_with_output_size(torch, oracle_counts):
    @given(valid_layers(same=False).filter(symmetric), seeds)
    @settings(max_examples=200)
    def compare(layer, seed):
        params = layer.params
        pads = [front for front, _ in layer.pads]
        made = (params.in_channels, params.out_channels, params.kernel_size, params.stride, pads)
        their_layer = torch.nn.ConvTranspose3d(*made, groups=params.groups, dilation=params.dilation)
        ours = Conv3DTranspose(*made, groups=params.groups, dilation=params.dilation)
        ours.load(their_layer.weight, their_layer.bias)
        numbers = np.random.default_rng(seed).standard_normal((1, params.in_channels, *layer.input_size))
        x = numbers.astype("float32")
        base = [(n - 1) * s - 2 * p + d * (k - 1) + 1 for n, s, p, d, k in zip(
            layer.input_size, params.stride, pads, params.dilation, params.kernel_size, strict=True)]  # fmt: skip
        wanted = [b + e for b, e in zip(base, layer.extra, strict=True)]
        with torch.no_grad():
            expected = their_layer(torch.tensor(x), output_size=wanted)
        assert_same(ours(x, wanted), expected.numpy(), layer)
        oracle_counts["torch layer"] += 1

    compare()


def test_between_stride_and_dilation_is_computed_as_torch_does(torch):
    x, weight = np.ones((1, 1, 2, 2, 2)), np.arange(8.0).reshape(1, 1, 2, 2, 2)
    y = conv3d_transpose(x, weight, dilation=3, output_padding=(0, 1, 2))
    expected = torch.nn.functional.conv_transpose3d(
        torch.tensor(x), torch.tensor(weight), dilation=3, output_padding=(0, 1, 2)
    )
    assert_same(y, expected.numpy(), "dilation 3")
    with pytest.raises(InvalidLayerError):
        conv3d_transpose(x, weight, dilation=3, output_padding=(0, 1, 3))
