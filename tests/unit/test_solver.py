"""The solver: complete within its bounds, every answer right, the best ones first."""

from __future__ import annotations

from itertools import product

import pytest

from conv3dt_core import InvalidLayerError, LayerParams, plan, solve
from conv3dt_core.solver import solve_axis


def settings(axis):
    return axis.kernel_size, axis.stride, axis.dilation, axis.pad_before, axis.pad_after, axis.output_padding


def brute_force(size, asked, kernels, strides, dilations):
    """Every setting within bounds, by trying them all."""
    found = set()
    for k, s, d in product(kernels, strides, dilations):
        extent = d * (k - 1) + 1
        for front, back, extra in product(range(extent), range(extent), range(s)):
            if (size - 1) * s + extent - front - back + extra == asked:
                found.add((k, s, d, front, back, extra))
    return found


@pytest.mark.parametrize("size", [1, 2, 5])
@pytest.mark.parametrize("asked", [1, 2, 3, 7, 10, 11])
def test_solve_axis_is_complete_and_says_nothing_twice(size, asked):
    bounds = {"kernel_size": range(1, 5), "stride": range(1, 5), "dilation": range(1, 3)}
    found = [settings(axis) for axis in solve_axis(size, asked, **bounds)]
    assert len(found) == len(set(found))
    assert set(found) == brute_force(size, asked, *bounds.values())


def test_solve_axis_with_the_bounds_it_states():
    found = [settings(axis) for axis in solve_axis(3, 7)]
    assert set(found) == brute_force(3, 7, range(1, 8), range(1, 5), range(1, 3))
    assert len(found) == len(set(found))


@pytest.mark.parametrize("output_padding", [0, 1, 2])
def test_fixed_output_padding_is_kept_and_needs_a_larger_stride(output_padding):
    found = {settings(axis) for axis in solve_axis(3, 8, output_padding=output_padding)}
    everything = brute_force(3, 8, range(1, 8), range(1, 5), range(1, 3))
    assert found == {setting for setting in everything if setting[-1] == output_padding}
    assert found


@pytest.mark.parametrize("padding", [(0, 0), (1, 0), (2, 3)])
def test_fixed_padding_is_kept(padding):
    found = {settings(axis) for axis in solve_axis(3, 8, padding=padding, kernel_size=[4, 5, 6, 7])}
    everything = brute_force(3, 8, [4, 5, 6, 7], range(1, 5), range(1, 3))
    assert found == {setting for setting in everything if setting[3:5] == padding}
    assert found


def test_answers_come_sorted_whatever_family_they_are_of():
    # (uneven, kernel, lopsided, output_padding) never falls, as long as no padding is taken and given back
    found = [setting for setting in map(settings, solve_axis(8, 17)) if not (setting[4] and setting[5])]
    ranks = [(k % s > 0 or (s == d == 2) or (s == 4 and d == 2), k, abs(front - back), op)
             for k, s, d, front, back, op in found if (k, d) != (1, 2)]  # fmt: skip
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 30


def test_what_output_padding_only_gives_back_comes_last():
    # padding (0, 1) with output_padding 1 is padding (0, 0); a dilation of a single tap spaces nothing
    found = [settings(axis) for axis in solve_axis(8, 16)]
    redundant = [(k == 1 and d == 2) or (front != back and back > 0 and op > 0) for k, s, d, front, back, op in found]
    assert redundant == sorted(redundant)
    assert {True, False} == set(redundant)


@pytest.mark.parametrize(
    ("size", "asked", "fixed"),
    [
        (8, 16, {}),
        ((3, 4, 5), (7, 9, 14), {}),
        ((4, 8, 8), (8, 16, 16), {"kernel_size": 3}),
        (3, 5, {"padding": "SAME"}),
        (3, 5, {"padding": "SAME", "dilation": 2}),
        ((3, 4, 5), (5, 8, 9), {"padding": "SAME", "stride": 2, "output_padding": (0, 0, 0)}),
        ((3, 4, 5), (7, 9, 11), {"padding": "VALID"}),
        ((3, 4, 5), (6, 8, 10), {"padding": [0, 1, 1, 0, 0, 1], "kernel_size": 3}),
        ((3, 4, 5), (9, 12, 15), {"stride": (3, 3, 3), "dilation": 2, "groups": 2}),
        ((5, 6, 7), (2, 3, 4), {"data_format": "NDHWC"}),
    ],
)
def test_every_answer_gives_the_size_and_keeps_what_is_fixed(size, asked, fixed):
    wanted = (asked,) * 3 if isinstance(asked, int) else asked
    given = LayerParams.of(4, 6, **{"kernel_size": 1, **fixed})
    answers = solve(size, asked, in_channels=4, out_channels=6, limit=50, **fixed)
    assert answers
    assert len(set(answers)) == len(answers)
    for params in answers:
        assert plan(params, size).output_size == wanted
        assert (params.in_channels, params.out_channels) == (4, 6)
        assert all(getattr(params, name) == getattr(given, name) for name in fixed)


def test_all_three_axes_of_a_small_question():
    # stride 1, kernel 2, dilation 1 or 2, no crop: 3 -> 4 and 3 -> 5, each axis by its own dilation
    answers = solve(3, (4, 5, 4), kernel_size=2, stride=1, padding=0, limit=100)
    assert [params.dilation for params in answers] == [(1, 2, 1)]


def test_nothing_is_lost_between_equal_and_unequal_axes():
    # 2 -> 3 with kernel 2, stride 1, no output_padding: dilation 1, pads (0, 0), or dilation 2, pads (0, 1) or (1, 0)
    answers = solve(2, 3, kernel_size=2, stride=1, limit=1000)
    per_axis = {((d), pads) for d, pads in [(1, (0, 0)), (2, (0, 1)), (2, (1, 0))]}
    found = {tuple(zip(params.dilation, params.padding, strict=True)) for params in answers}
    assert found == set(product(per_axis, repeat=3))
    assert len(answers) == 27
    alike = [len(set(zip(params.dilation, params.padding, strict=True))) == 1 for params in answers]
    assert alike == [True] * 3 + [False] * 24


def test_ranking():
    assert solve(8, 16, limit=1)[0] == LayerParams.of(1, 1, 2, 2)  # even, and the fewest weights
    assert solve(8, 10, limit=1, dilation=1)[0] == LayerParams.of(1, 1, 3)  # the first layer of the app
    kernels = [params.kernel_size[0] for params in solve(8, 16, stride=2, dilation=1, padding=(1, 1, 1))]
    assert kernels[0] == 4  # even overlap goes before the fewer weights of kernel 3
    assert 3 in kernels
    # kernel 3 cannot overlap evenly at stride 2; symmetric padding goes before no output_padding
    assert solve(8, 16, kernel_size=3, limit=1)[0] == LayerParams.of(1, 1, 3, 2, 1, 1)


def test_a_stride_that_shares_a_factor_with_the_dilation_is_not_even():
    # stride 2 with dilation 2 never writes every second voxel, so dilation 1 goes first
    strides_of_best = solve(5, 12, kernel_size=4, stride=2, limit=1)[0]
    assert strides_of_best.dilation == (1, 1, 1)


def test_limit():
    assert len(solve(8, 16)) == 20
    assert len(solve(8, 16, limit=7)) == 7
    assert solve(8, 16, limit=7) == solve(8, 16)[:7]
    assert solve(8, 16, limit=0) == ()


def test_an_unknown_keyword_is_a_type_error():
    with pytest.raises(TypeError, match="unexpected keyword argument 'strides'"):
        solve(8, 16, strides=2)


def test_no_solution_names_each_axis_with_the_bounds_and_sizes_that_work():
    # 8 voxels, kernel 7, stride 4, dilation 2: at most 7*4 + 2*6 + 1 + 3 = 44
    with pytest.raises(InvalidLayerError) as caught:
        solve(8, (45, 44, 1000))
    diagnostics = caught.value.diagnostics
    assert [(d.code, d.axis) for d in diagnostics] == [("no-solution", "D"), ("no-solution", "W")]
    values = {"input": 8, "output": 45, "kernel_max": 7, "stride_max": 4, "dilation_max": 2}
    assert dict(diagnostics[0].values) == values
    assert [fix.changes for fix in diagnostics[0].fixes] == [(("output_size", (44, 44, 1000)),)]
    assert solve(8, 44)


def test_no_solution_offers_the_nearest_sizes_on_both_sides():
    # 3 voxels, stride 3, kernel 1, nothing cropped: 7, 8, 9; with kernel 1 or 7: also 13, 14, 15
    with pytest.raises(InvalidLayerError) as caught:
        solve(3, 11, stride=3, padding=0, kernel_size=(1, 7, 7))
    (diagnostic,) = (d for d in caught.value.diagnostics if d.axis == "D")
    assert [dict(fix.changes)["output_size"] for fix in diagnostic.fixes] == [(9, 11, 11)]
    with pytest.raises(InvalidLayerError) as caught:
        solve(3, 11, stride=3, padding=0, output_padding=0, dilation=1, kernel_size=4)
    assert [fix.label for fix in caught.value.diagnostics[0].fixes] == ["output_size[D] = 10"]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ({"input_size": 0, "output_size": 4}, "input-size-not-positive"),
        ({"input_size": 3.0, "output_size": 4}, "not-an-integer"),
        ({"input_size": 3, "output_size": (4, 4)}, "wrong-length"),
        ({"input_size": 3, "output_size": 4, "stride": 0}, "stride-not-positive"),
        ({"input_size": 3, "output_size": 4, "padding": -1}, "padding-negative"),
        ({"input_size": 3, "output_size": 4, "padding": "SAM"}, "padding-word-unknown"),
        ({"input_size": 3, "output_size": 4, "output_padding": -1}, "output-padding-negative"),
        ({"input_size": 3, "output_size": 4, "groups": 2}, "channels-not-divisible-by-groups"),
        ({"input_size": 3, "output_size": 4, "data_format": "NCHW"}, "data-format-unknown"),
        ({"input_size": 3, "output_size": 0}, "no-solution"),
        ({"input_size": 3, "output_size": -5}, "no-solution"),
    ],
)
def test_wrong_arguments_are_explained(call, code):
    with pytest.raises(InvalidLayerError) as caught:
        solve(call.pop("input_size"), call.pop("output_size"), **call)
    assert code in [d.code for d in caught.value.diagnostics]


def test_large_numbers_cost_nothing():
    assert solve(10**9, 2 * 10**9, limit=1)[0].stride == (2, 2, 2)
    (params,) = solve(5, 11, kernel_size=10**6, stride=1, dilation=1, limit=1)
    assert plan(params, 5).output_size == (11, 11, 11)
