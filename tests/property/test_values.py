"""What holds for the computed values: two definitions, three backends, an adjoint, linearity."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from conv3dt_core import conv3d_transpose, plan
from conv3dt_core.reference import gather, scatter
from tests.conformance.torch_oracle import transposed
from tests.property.strategies import Layer, seeds, valid_layers

Array = NDArray[Any]
QUICK = settings(max_examples=60)


def ours(layer: Layer, x: Array, weight: Array, bias: Array | None = None, backend: str = "numpy") -> Array:
    """Compute through the public call; x and the result are channels-first here."""
    params = layer.params
    last = params.data_format == "NDHWC"
    padding = params.padding if params.padding == "SAME" else [pad for pair in params.padding for pad in pair]
    y = conv3d_transpose(
        np.moveaxis(x, 1, -1) if last else x, weight, bias, params.stride, padding, params.output_padding,
        params.groups, params.dilation, layer.output_size, params.data_format, backend=backend,
    )  # fmt: skip
    return np.moveaxis(y, -1, 1) if last else y


def convolution(y: Array, weight: Array, layer: Layer) -> Array:
    """Ordinary convolution, window by window: what the transposed one is the transpose of.

    y (N, M, output size), zero-padded by (front, back); weight (C, M/groups, k) -> (N, C, input size).
    """
    params = layer.params
    dilation = (1, 1, 1) if params.padding == "SAME" else params.dilation
    padded = np.pad(y, [(0, 0), (0, 0), *layer.pads])
    result = np.zeros((len(y), params.in_channels, *layer.input_size))
    per_input, per_output = params.in_channels // params.groups, params.out_channels // params.groups
    for voxel in np.ndindex(*layer.input_size):
        window = tuple(
            slice(i * s, i * s + d * (k - 1) + 1, d)
            for i, s, d, k in zip(voxel, params.stride, dilation, params.kernel_size, strict=True)
        )
        for c in range(params.in_channels):
            first = c // per_input * per_output
            patch = padded[:, first : first + per_output, *window]
            result[:, c, *voxel] = np.einsum("nmdhw,mdhw->n", patch, weight[c])
    return result


@given(valid_layers(largest=3, between=True), seeds)
@QUICK
def test_scatter_and_gather_and_numpy_are_equal(layer: Layer, seed: int):
    x, weight, bias = layer.arrays(seed)
    geometry = plan(*layer.asked)
    y = scatter(x, weight, bias, geometry, layer.params.groups)
    assert y.shape == (2, layer.params.out_channels, *geometry.output_size)
    # whole numbers below 2**53: every order of summation gives the same bits
    assert (y == gather(x, weight, bias, geometry, layer.params.groups)).all()
    assert (y == ours(layer, x, weight, bias)).all()


@given(valid_layers(largest=4, between=True), seeds)
@QUICK
def test_scatter_equals_torch(import_oracle, layer: Layer, seed: int):
    torch = import_oracle("torch")
    x, weight, bias = layer.arrays(seed)
    expected = transposed(torch, layer, *map(torch.tensor, (x, weight, bias))).numpy()
    assert (scatter(x, weight, bias, plan(*layer.asked), layer.params.groups) == expected).all()
    assert (ours(layer, x, weight, bias, "torch:cpu") == expected).all()


@given(valid_layers(largest=3), seeds)
@QUICK
def test_it_is_the_transpose_of_ordinary_convolution(layer: Layer, seed: int):
    x, weight, _ = layer.arrays(seed)
    y = np.random.default_rng(seed + 1).integers(
        -9, 10, (2, layer.params.out_channels, *plan(*layer.asked).output_size)
    )
    transposed = ours(layer, x, weight)
    assert (convolution(y, weight, layer) * x).sum() == (y * transposed).sum()


@given(valid_layers(largest=3, between=True), seeds)
@QUICK
def test_it_is_linear_in_x_and_in_weight(layer: Layer, seed: int):
    (x, weight, bias), (other_x, other_weight, _) = layer.arrays(seed), layer.arrays(seed + 1)
    y = ours(layer, x, weight)
    assert (ours(layer, 3 * x - 2 * other_x, weight) == 3 * y - 2 * ours(layer, other_x, weight)).all()
    assert (ours(layer, x, 3 * weight - other_weight) == 3 * y - ours(layer, x, other_weight)).all()
    assert (ours(layer, x, weight, bias) == y + bias.reshape(1, -1, 1, 1, 1)).all()


@given(valid_layers(largest=3, between=True), seeds)
@QUICK
def test_ones_count_the_overlap(layer: Layer, seed: int):
    params, geometry = layer.params, plan(*layer.asked)
    x = np.ones((1, params.in_channels, *layer.input_size))
    y = ours(layer, x, np.ones(params.weight_shape))
    d, h, w = (geometry.overlap(axis) for axis in ("D", "H", "W"))
    counts = d[:, None, None] * h[:, None] * w
    assert (y == params.in_channels // params.groups * counts).all()


@given(valid_layers(largest=3), seeds)
@QUICK
def test_samples_of_a_batch_do_not_meet(layer: Layer, seed: int):
    x, weight, bias = layer.arrays(seed, batch=3)
    together = ours(layer, x, weight, bias)
    for n in range(3):
        assert (together[n : n + 1] == ours(layer, x[n : n + 1], weight, bias)).all()
    assert ours(layer, x[:0], weight, bias).shape == (0, *together.shape[1:])


@pytest.mark.parametrize("poison", [np.nan, np.inf])
@given(valid_layers(largest=3), seeds)
@settings(max_examples=20)
def test_a_poisoned_voxel_spoils_its_footprint_and_nothing_else(poison: float, layer: Layer, seed: int):
    _, weight, _ = layer.arrays(seed)
    params, geometry = layer.params, plan(*layer.asked)
    x = np.zeros((1, params.in_channels, *layer.input_size))
    voxel = tuple(seed % size for size in layer.input_size)
    x[(0, 0, *voxel)] = poison
    with np.errstate(invalid="ignore"):
        y = ours(layer, x, weight)
    spoiled = np.zeros(geometry.output_size, bool)
    for _, position in geometry.targets(voxel):
        spoiled[position] = True
    first_group = y[0, : params.out_channels // params.groups]
    assert (~np.isfinite(first_group) <= spoiled).all()
    assert np.isfinite(y[0, params.out_channels // params.groups :]).all()
    # zero taps times infinity is NaN: with no zero tap, or NaN, the whole footprint is spoiled
    if np.isnan(poison) or weight.all():
        assert (~np.isfinite(first_group) == spoiled).all()
