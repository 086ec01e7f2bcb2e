"""The four pictures against torch and against plain loops: their values, what they say, and the round trip."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from conv3dt_core import AxisGeometry, LayerParams, plan
from conv3dt_core.pictures import FourPictures, first_writer, focus, four_pictures, matrix
from conv3dt_core.pictures.deconvolution import haar, haar_round_trip, round_trip
from conv3dt_core.pictures.gradient import forward_size, forward_sizes, leads_back, reach
from conv3dt_core.pictures.sizes import candidates, line, output, shifted
from tests.conformance.run import Random
from tests.conformance.torch_oracle import transposed
from tests.property.strategies import Layer, seeds, valid_layer, valid_layers

Array = NDArray[np.float64]
LAYERS = 300


def one_channel(layer: Layer) -> Layer:
    params = replace(layer.params, in_channels=1, out_channels=1, groups=1, data_format="NCDHW")
    return replace(layer, params=params)


def worked(layer: Layer, seed: int) -> FourPictures:
    random = np.random.default_rng(seed)
    shapes = layer.input_size, layer.params.kernel_size
    x, w = (random.uniform(-2, 2, shape) for shape in shapes)
    return four_pictures(plan(*layer.asked), x, w)


def by_torch(torch: ModuleType, layer: Layer, four: FourPictures) -> Array:
    """The layer by torch's own transposed convolution; float64."""
    x, w = (torch.from_numpy(np.ascontiguousarray(a))[None, None] for a in (four.x, four.w))
    return np.asarray(transposed(torch, layer, x, w)[0, 0].numpy())


def convolution(torch: ModuleType, layer: Layer, four: FourPictures, u: Any) -> Any:
    """The ordinary convolution by torch: u (output size), padded by (front, back) -> v."""
    padded = torch.nn.functional.pad(u[None, None], [pad for pair in reversed(layer.pads) for pad in pair])
    dilation = (1, 1, 1) if layer.params.padding == "SAME" else layer.params.dilation
    weight = torch.from_numpy(np.ascontiguousarray(four.w))[None, None]
    return torch.nn.functional.conv3d(padded, weight, stride=layer.params.stride, dilation=dilation)[0, 0]


def three_hundred(between: bool) -> list[Layer]:
    choose = Random(7)
    return [one_channel(valid_layer(choose, 4, between)) for _ in range(LAYERS)]


def test_all_four_agree_with_torch_on_300_layers(import_oracle, oracle_counts) -> None:
    torch = import_oracle("torch")
    for seed, layer in enumerate(three_hundred(between=False)):
        four = worked(layer, seed)
        expected = by_torch(torch, layer, four)
        assert set(four.outputs) == {"scatter", "zeros", "matrix", "gradient"}
        for name, y in four.outputs.items():
            assert y.shape == expected.shape
            assert np.abs(y - expected).max() <= 1e-12, (name, layer)
        assert four.difference <= 1e-12
        oracle_counts["torch"] += 1


def test_the_fourth_is_what_torch_differentiates(import_oracle) -> None:
    torch = import_oracle("torch")
    for seed, layer in enumerate(three_hundred(between=False)[:100]):
        four = worked(layer, seed)
        u = torch.zeros(four.geometry.output_size, dtype=torch.float64, requires_grad=True)
        v = convolution(torch, layer, four, u)
        assert tuple(v.shape) == layer.input_size
        v.backward(torch.from_numpy(np.ascontiguousarray(four.x)))
        assert np.abs(four.gradient - u.grad.numpy()).max() <= 1e-12


def test_no_convolution_leads_back_where_output_padding_reaches_the_stride(import_oracle) -> None:
    torch = import_oracle("torch")
    beyond = 0
    for seed, layer in enumerate(three_hundred(between=True)):
        four = worked(layer, seed)
        expected = by_torch(torch, layer, four)
        reaches = any(extra >= stride for extra, stride in zip(layer.extra, layer.params.stride, strict=True))
        made = convolution(torch, layer, four, torch.zeros(four.geometry.output_size, dtype=torch.float64))
        assert forward_sizes(four.geometry) == tuple(made.shape)
        assert (four.gradient is None) == reaches == (tuple(made.shape) != layer.input_size)
        assert all(np.abs(y - expected).max() <= 1e-12 for y in four.outputs.values())
        beyond += reaches
    assert beyond > 50


@given(valid_layers(largest=3), seeds)
@settings(max_examples=60)
def test_the_matrix_is_that_of_the_ordinary_convolution(layer: Layer, seed: int) -> None:
    layer = one_channel(layer)
    four = worked(layer, seed)
    geometry, found = four.geometry, matrix.entries(four.geometry)
    dense = np.zeros(found.shape)
    dense[found.rows, found.columns] = four.w.ravel()[found.taps]
    expected = np.zeros(found.shape)  # by plain loops: window i reads u[i*stride + k*dilation - pad]
    dilation = (1, 1, 1) if layer.params.padding == "SAME" else layer.params.dilation
    for voxel, tap in product(np.ndindex(*layer.input_size), np.ndindex(*layer.params.kernel_size)):
        steps = zip(voxel, layer.params.stride, tap, dilation, layer.pads, strict=True)
        o = [i * s + k * d - front for i, s, k, d, (front, _) in steps]
        if all(0 <= at < n for at, n in zip(o, geometry.output_size, strict=True)):
            row, column = np.ravel_multi_index(o, geometry.output_size), np.ravel_multi_index(voxel, layer.input_size)
            expected[row, column] = four.w[tap]
    assert (dense == expected).all()


@given(valid_layers(largest=3, between=True), seeds)
@settings(max_examples=60)
def test_row_and_column_in_closed_form_are_those_of_the_entries(layer: Layer, seed: int) -> None:
    geometry = plan(*one_channel(layer).asked)
    found = matrix.entries(geometry)
    random = np.random.default_rng(seed)
    o = tuple(int(random.integers(n)) for n in geometry.output_size)
    i = tuple(int(random.integers(n)) for n in geometry.input_size)
    in_row = found.rows == np.ravel_multi_index(o, geometry.output_size)
    in_column = found.columns == np.ravel_multi_index(i, geometry.input_size)
    assert sorted(matrix.row(geometry, o)) == sorted(
        zip(found.columns[in_row].tolist(), found.taps[in_row].tolist(), strict=True)
    )
    assert sorted(matrix.column(geometry, i)) == sorted(
        zip(found.rows[in_column].tolist(), found.taps[in_column].tolist(), strict=True)
    )


@given(valid_layers(largest=3, between=True), seeds)
@settings(max_examples=60)
def test_the_terms_of_each_picture_add_up_to_its_value(layer: Layer, seed: int) -> None:
    four = worked(one_channel(layer), seed)
    random = np.random.default_rng(seed)
    voxel = tuple(int(random.integers(n)) for n in four.geometry.output_size)
    terms = four.terms(voxel)
    assert set(terms) == set(four.outputs)
    for name, pairs in terms.items():
        assert sum(x * w for x, w in pairs) == pytest.approx(four.outputs[name][voxel], abs=1e-12)
    assert len({tuple(sorted(pairs)) for pairs in terms.values()}) == 1


@given(valid_layers(largest=4, between=True), seeds)
@settings(max_examples=80)
def test_the_spread_input_is_cut_exactly_where_padding_exceeds_the_extent(layer: Layer, seed: int) -> None:
    layer = one_channel(layer)
    four = worked(layer, seed)
    dilation = (1, 1, 1) if layer.params.padding == "SAME" else layer.params.dilation
    axes = zip(layer.pads, layer.extra, dilation, layer.params.kernel_size, strict=True)
    wanted = tuple(
        (max(0, front - d * (k - 1)), max(0, back - extra - d * (k - 1))) for (front, back), extra, d, k in axes
    )
    assert four.zeros.cut == wanted
    kept = [n for n in four.zeros.spread.ravel().tolist() if n]
    assert (len(kept) < four.x.size) <= any(map(any, wanted))


def test_a_negative_border_cuts_voxels_of_the_input() -> None:
    geometry = plan(LayerParams.of(1, 1, 3, padding=4), 9)
    x = np.arange(1.0, 9**3 + 1).reshape(9, 9, 9)
    four = four_pictures(geometry, x, np.ones((3, 3, 3)))
    assert four.zeros.borders == ((-2, -2),) * 3
    assert (four.zeros.spread == x[2:-2, 2:-2, 2:-2]).all()


# --- what is lit ------------------------------------------------------------------------------------------------------


@given(valid_layers(largest=3, between=True), seeds)
@settings(max_examples=80)
def test_the_followed_contribution_is_one_of_the_selected_voxel(layer: Layer, seed: int) -> None:
    geometry = plan(*one_channel(layer).asked)
    random = np.random.default_rng(seed)
    tap = [None, int(random.integers(40))][seed % 2]
    for side, size in (("input", geometry.input_size), ("output", geometry.output_size)):
        voxel = tuple(int(random.integers(n)) for n in size)
        lit = focus(geometry, side, voxel, tap)
        if lit.meets:
            assert geometry.target(lit.source, lit.tap) == lit.position
            assert lit.depths[:2] == (lit.source[0], lit.tap[0])
        assert lit.meets == (side == "input" or bool(geometry.sources(voxel)))
        assert voxel == (lit.source if side == "input" else lit.target)
        if tap is not None and tap < np.prod(geometry.kernel_size) and side == "input":
            assert np.ravel_multi_index(lit.tap, geometry.kernel_size) == tap
        inside = all(0 <= p < n for p, n in zip(lit.position, geometry.output_size, strict=True))
        assert lit.target == (lit.position if inside else None)


@given(valid_layers(largest=4, between=True))
@settings(max_examples=100)
def test_the_first_voxel_that_writes_is_found_axis_by_axis(layer: Layer) -> None:
    geometry = plan(*layer.asked)
    writers = (voxel for voxel in np.ndindex(*geometry.input_size) if geometry.targets(voxel))
    assert first_writer(geometry) == next(writers, None)


# --- no deconvolution -------------------------------------------------------------------------------------------------


def test_there_and_back_is_torchs_convolution_and_its_transpose(import_oracle) -> None:
    torch = import_oracle("torch")
    lost = 0
    for seed, layer in enumerate(three_hundred(between=False)[:100]):
        four = worked(layer, seed)
        u = np.random.default_rng(seed).uniform(-2, 2, four.geometry.output_size)
        trip = round_trip(four.geometry, u, four.w)
        v = convolution(torch, layer, four, torch.from_numpy(u))
        assert np.abs(trip.v - v.numpy()).max() <= 1e-12
        back = by_torch(torch, layer, replace(four, x=v.numpy()))
        assert np.abs(trip.back - back).max() <= 1e-12
        # Whatever can be known of u from v: the rank of C.
        found = matrix.entries(four.geometry)
        dense = np.zeros(found.shape)
        dense[found.rows, found.columns] = four.w.ravel()[found.taps]
        assert found.shape[0] - np.linalg.matrix_rank(dense) >= trip.lost
        lost += bool(trip.lost)
        assert trip.difference > 1e-3
    assert lost > 50


def test_numbers_that_no_window_reads_or_gives_are_counted(import_oracle) -> None:
    torch = import_oracle("torch")
    dead = unread = more_out_than_in = 0
    choose = Random(11)
    layers = [one_channel(valid_layer(choose, 4, between=False)) for _ in range(200)]
    layers += [one_channel(past_the_extent(choose)) for _ in range(100)]
    for seed, layer in enumerate(layers):
        four = worked(layer, seed)
        ones = torch.ones(four.geometry.output_size, dtype=torch.float64, requires_grad=True)
        v = convolution(torch, layer, replace(four, w=np.ones_like(four.w)), ones)
        v.sum().backward()  # all factors are 1: what is 0 has none
        assert reach(four.geometry) == (int((ones.grad != 0).sum()), int((v != 0).sum()))
        found = matrix.entries(four.geometry)
        assert reach(four.geometry) == (len(set(found.rows.tolist())), len(set(found.columns.tolist())))
        dense = np.zeros(found.shape)
        dense[found.rows, found.columns] = four.w.ravel()[found.taps]
        trip = round_trip(four.geometry, ones.detach().numpy(), four.w)
        assert found.shape[0] - np.linalg.matrix_rank(dense) >= trip.lost >= found.shape[0] - found.shape[1]
        dead += trip.reading < trip.v.size
        unread += trip.read < trip.u.size
        more_out_than_in += trip.v.size >= trip.u.size and trip.lost > 0
    assert min(dead, unread, more_out_than_in) > 10


def past_the_extent(choose: Random) -> Layer:
    """A layer whose padding lets some windows of the convolution stand outside u."""
    while True:
        layer = valid_layer(choose, 4, between=False)
        axes = plan(*layer.asked).axes
        if any(axis.pad_before >= axis.kernel_extent for axis in axes):
            return layer


def test_the_exceptions_that_the_page_names_give_u_back() -> None:
    u = np.random.default_rng(0).uniform(-2, 2, (4, 4, 4))
    found = haar_round_trip(u)
    assert found.difference <= 1e-14
    assert found.v.size == u.size
    flat = np.stack(haar()).reshape(8, 8)
    assert np.abs(flat @ flat.T - np.eye(8)).max() <= 1e-15
    single = np.zeros((3, 3, 3))
    single[1, 1, 1] = 1
    assert round_trip(plan(LayerParams.of(1, 1, 3, padding=1), 4), u, single).difference == 0
    # A tap at the edge pushes voxels out of sight at the border: these are lost.
    shifted_tap = np.roll(single, 1, axis=2)
    assert round_trip(plan(LayerParams.of(1, 1, 3, padding=1), 4), u, shifted_tap).difference > 0


# --- sizes ------------------------------------------------------------------------------------------------------------


@given(valid_layers(largest=5, between=True))
@settings(max_examples=100)
def test_stride_many_sizes_fall_onto_one(layer: Layer) -> None:
    for axis in plan(*layer.asked).axes:
        low, high = axis.output_size_range
        onto = [m for m in range(1, high + axis.stride + 1) if forward_size(axis, m) == axis.input_size]
        assert onto == list(range(low, high + 1))
        rows = candidates(axis)
        assert [row.legal for row in rows] == [row.gives == axis.input_size for row in rows]
        assert [row.size for row in rows if row.chosen] == [axis.output_size]
        listed = {row.size for row in rows}
        assert {m for m in (low - 1, high + 1) if m >= 1} <= listed  # one beyond each end, to see why it is refused
        assert set(onto[:1] + onto[-1:]) <= {row.size for row in rows if row.legal}


@given(valid_layers(largest=4), seeds)
@settings(max_examples=60)
def test_the_values_of_an_axis_are_torchs(import_oracle, layer: Layer, seed: int) -> None:
    torch = import_oracle("torch")
    axis = plan(*layer.asked).w
    random = np.random.default_rng(seed)
    x, w = random.uniform(-2, 2, axis.input_size), random.uniform(-2, 2, axis.kernel_size)
    full = line(axis, x, w)
    tensors = (torch.from_numpy(a)[None, None] for a in (x, w))
    expected = torch.nn.functional.conv_transpose1d(*tensors, stride=axis.stride, dilation=axis.dilation)[0, 0].numpy()
    assert np.abs(full - expected).max() <= 1e-12
    wanted = np.concatenate([expected, np.zeros(axis.stride)])
    for size in range(1, axis.output_size + 1):
        y = output(axis, full, size)
        assert np.abs(y - wanted[axis.pad_before : axis.pad_before + size]).max() <= 1e-12


def test_another_split_of_the_crop_gives_the_same_size_and_other_values() -> None:
    axis = AxisGeometry("W", 4, 3, 2, 1, 1, 1, 1)
    other = shifted(axis)
    assert other is not None
    assert (other.pad_before, other.pad_after, other.output_size) == (0, 2, axis.output_size)
    full = line(axis, np.arange(1.0, 5), np.arange(1.0, 4))
    assert (output(axis, full) != output(other, full)).any()
    assert shifted(replace(axis, pad_before=0, pad_after=0)) is None
    front = shifted(replace(axis, pad_before=0, pad_after=2))
    assert front is not None
    assert (front.pad_before, front.pad_after) == (1, 1)


def test_leads_back_is_said_of_a_whole_layer() -> None:
    assert leads_back(plan(LayerParams.of(1, 1, 3, 2, output_padding=1), 4))
    assert not leads_back(plan(LayerParams.of(1, 1, 3, 2, output_padding=(0, 0, 2), dilation=3), 4))
