"""What holds for the index arithmetic of every legal layer."""

from __future__ import annotations

from itertools import product
from math import prod

from hypothesis import given, settings

from conv3dt_core import LayerParams, kernel_size_for, plan
from conv3dt_core.summary import landed_contributions, summarize
from tests.property.strategies import Layer, valid_layers


def boxes(size):
    return product(*map(range, size))


@given(valid_layers(between=True))
def test_sizes_are_those_of_the_formula(layer: Layer):
    geometry = plan(*layer.asked)
    for axis, n in enumerate(layer.input_size):
        k, s = layer.params.kernel_size[axis], layer.params.stride[axis]
        d = 1 if layer.params.padding == "SAME" else layer.params.dilation[axis]
        front, back = layer.pads[axis]
        base = (n - 1) * s - front - back + d * (k - 1) + 1
        assert geometry.base_size[axis] == base
        assert geometry.output_size[axis] == base + layer.extra[axis]
        assert geometry.output_size_range[axis] == (max(1, base), base + s - 1)


@given(valid_layers(between=True))
def test_sources_are_the_inverse_of_targets_on_each_axis(layer: Layer):
    for axis in plan(*layer.asked).axes:
        forward = {(i, k, o) for i in range(axis.input_size) for k, o in axis.targets(i)}
        backward = {(i, k, o) for o in range(axis.output_size) for i, k in axis.sources(o)}
        inside = {
            (i, k, axis.target(i, k))
            for i, k in product(range(axis.input_size), range(axis.kernel_size))
            if 0 <= axis.target(i, k) < axis.output_size
        }
        assert forward == backward == inside


@given(valid_layers(largest=3, between=True))
@settings(max_examples=50)
def test_sources_are_the_inverse_of_targets_in_three_dimensions(layer: Layer):
    geometry = plan(*layer.asked)
    forward = {(i, k, o) for i in boxes(geometry.input_size) for k, o in geometry.targets(i)}
    backward = {(i, k, o) for o in boxes(geometry.output_size) for i, k in geometry.sources(o)}
    assert forward == backward


@given(valid_layers(largest=4, between=True))
@settings(max_examples=50)
def test_three_dimensions_are_the_product_of_three_axes(layer: Layer):
    geometry = plan(*layer.asked)
    d, h, w = geometry.axes
    for voxel in boxes(geometry.input_size):
        expected = {
            ((kd, kh, kw), (od, oh, ow))
            for (kd, od), (kh, oh), (kw, ow) in product(*(a.targets(i) for a, i in zip((d, h, w), voxel, strict=True)))
        }
        assert set(geometry.targets(voxel)) == expected
        assert geometry.target(voxel, (0, 0, 0)) == tuple(a.target(i, 0) for a, i in zip((d, h, w), voxel, strict=True))


@given(valid_layers(largest=4, between=True))
@settings(max_examples=50)
def test_every_tap_of_a_voxel_lands_or_is_cropped(layer: Layer):
    geometry = plan(*layer.asked)
    for voxel in boxes(geometry.input_size):
        landed, cropped = geometry.targets(voxel), geometry.cropped(voxel)
        assert sorted(tap for tap, _ in landed + cropped) == list(boxes(geometry.kernel_size))
        for _, position in cropped:
            assert not all(0 <= p < size for p, size in zip(position, geometry.output_size, strict=True))


@given(valid_layers(largest=4, between=True))
@settings(max_examples=50)
def test_overlap_counts_what_is_not_cropped(layer: Layer):
    geometry = plan(*layer.asked)
    for axis in geometry.axes:
        overlap = geometry.overlap(axis.axis)
        assert overlap.tolist() == [len(axis.sources(o)) for o in range(axis.output_size)]
        outside = sum(
            not 0 <= axis.target(i, k) < axis.output_size
            for i, k in product(range(axis.input_size), range(axis.kernel_size))
        )
        assert overlap.sum() == axis.input_size * axis.kernel_size - outside
        assert landed_contributions(axis) == overlap.sum()
    cropped = sum(len(geometry.cropped(voxel)) for voxel in boxes(geometry.input_size))
    landed = prod(int(axis.overlap().sum()) for axis in geometry.axes)
    assert landed == prod(geometry.input_size) * prod(geometry.kernel_size) - cropped
    per_pair = layer.params.in_channels * layer.params.out_channels // layer.params.groups
    assert summarize(layer.params, geometry, batch=3).multiply_adds == 3 * per_pair * landed


@given(valid_layers())
def test_resolved_pads_and_size_give_the_same_geometry(layer: Layer):
    params = layer.params
    dilation = 1 if params.padding == "SAME" else params.dilation
    explicit = LayerParams.of(
        params.in_channels, params.out_channels, params.kernel_size, params.stride,
        [pad for pair in layer.pads for pad in pair], layer.extra, dilation, params.groups, params.data_format,
    )  # fmt: skip
    assert plan(explicit, layer.input_size) == plan(*layer.asked)


@given(valid_layers(same=False))
def test_the_automatic_kernel_gives_the_size_it_was_derived_from(layer: Layer):
    params, geometry = layer.params, plan(*layer.asked)
    pads = [pad for pair in layer.pads for pad in pair]
    # Any legal layer proves that its size has a kernel; where several have, Paddle's is the largest.
    kernel = kernel_size_for(layer.input_size, geometry.output_size, params.stride, pads, params.dilation)
    assert all(found >= mine for found, mine in zip(kernel, params.kernel_size, strict=True))
    derived = LayerParams.of(1, 1, kernel, params.stride, pads, 0, params.dilation)
    assert plan(derived, layer.input_size, geometry.output_size).output_size == geometry.output_size
