"""The solver: complete within its bounds, every answer right, the best ones first."""

from __future__ import annotations

import math
import pickle
import re
from itertools import product

import pytest

from conv3dt_core import InvalidLayerError, LayerParams, plan, solve
from conv3dt_core.solver import input_sizes_for, nearest_sizes, solve_axis

AXIS = {"D": 0, "H": 1, "W": 2}


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


def even(k, s, d):
    """0: every output inside is written equally often; 1: not; 3: some are not written."""
    return 3 if k < s or (s % 2 == 0 and d == 2) else int(k % s > 0)


def test_answers_come_sorted_whatever_family_they_are_of():
    # (unevenness, kernel, lopsided, output_padding) never falls, as long as no padding is taken and given back
    found = [setting for setting in map(settings, solve_axis(8, 17)) if not (setting[4] and setting[5])]
    ranks = [(even(k, s, d) + (op > back), k, abs(front - back), op)
             for k, s, d, front, back, op in found if (k, d) != (1, 2)]  # fmt: skip
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 30


def test_a_size_is_reached_by_a_larger_kernel_before_a_plane_that_nothing_writes():
    assert solve(8, 17, limit=1)[0] == LayerParams.of(1, 1, 4, 2, 1, 1)
    assert solve(8, 17, limit=1, kernel_size=2)[0] == LayerParams.of(1, 1, 2, 2, 0, 1)


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
    # 8 voxels, kernel 7, stride 4, dilation 2, output_padding 3: at most 7*4 + 2*6 + 1 + 3 = 44
    with pytest.raises(InvalidLayerError) as caught:
        solve(8, (45, 44, 1000))
    diagnostics = caught.value.diagnostics
    assert [(d.code, d.axis) for d in diagnostics] == [("no-solution", "D"), ("no-solution", "W")]
    values = {"input": 8, "output": 45, "below": (7, 4, 2, 0, 0, 3), "above": None, "let_go": ()}
    assert dict(diagnostics[0].values) == values
    assert "(8-1)*4 + 2*(7-1) + 1 - 0 - 0 + 3 = 44" in diagnostics[0].render("en")
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
    ("size", "asked", "fixed", "said", "let_go"),
    [
        # stride 2, kernel 1: 4*2 + 1 = 9 is the least; a kernel of 2 may crop one voxel, so 8 is possible
        (5, 8, {"stride": 2, "kernel_size": 1}, "(5-1)*2 + 1*(1-1) + 1 - 0 - 0 = 9", ("kernel_size",)),
        # kernel 2 and no padding: 7*3 + 2 = 23 and no more, 7*4 + 2 = 30 and no less
        (8, 25, {"kernel_size": 2, "padding": 0, "output_padding": 0, "dilation": 1},
         "(8-1)*3 + 1*(2-1) + 1 - 0 - 0 = 23", ("kernel_size", "output_padding")),
        (8, 25, {"kernel_size": 2, "padding": 0, "output_padding": 0, "dilation": 1},
         "(8-1)*4 + 1*(2-1) + 1 - 0 - 0 = 30", ("kernel_size", "output_padding")),
        (2, 3, {"padding": 40}, "(2-1)*4 + 2*(7-1) + 1 - 40 - 40 + 3 = -60", ("padding",)),
        (4, 12, {"output_padding": 4}, "no stride above 4 is tried", ("output_padding",)),
    ],
)  # fmt: skip
def test_an_impossible_wish_gets_its_reason(size, asked, fixed, said, let_go):
    with pytest.raises(InvalidLayerError) as caught:
        solve(size, asked, **fixed)
    for d in caught.value.diagnostics:
        assert said in d.render("en")
        assert d.value("let_go") == let_go
        for name in let_go:
            assert solve(size, asked, **{key: value for key, value in fixed.items() if key != name})
        for fix in d.fixes:
            assert solve(size, dict(fix.changes)["output_size"][AXIS[d.axis]], **fixed)
    by_language = {lang: re.findall(r"`[^`]*`", d.render(lang)) for lang in ("en", "zh")}
    assert by_language["en"] == by_language["zh"]


def test_brute_force_agrees_on_what_is_impossible():
    bounds = {"kernel_size": range(1, 4), "stride": range(1, 4), "dilation": range(1, 3)}
    for size, asked in product(range(1, 6), range(-1, 20)):
        possible = asked > 0 and bool(brute_force(size, asked, *bounds.values()))
        assert any(True for _ in solve_axis(size, asked, **bounds)) is possible
        made = [n for n in range(1, 40) if brute_force(size, n, *bounds.values())]
        below, above = [n for n in made if n < asked], [n for n in made if n > asked]
        assert nearest_sizes(size, asked, **bounds) == (*below[-1:], *above[:1])


@pytest.mark.parametrize(
    ("params", "by_output_size"),
    [
        (LayerParams.of(1, 1, (1, 2, 3), (1, 2, 3), (0, 1, 2)), False),
        (LayerParams.of(1, 1, (1, 2, 3), (1, 2, 3), (0, 1, 2)), True),
        (LayerParams.of(1, 1, 4, 3, [0, 1, 2, 3, 9, 9], 2, (1, 2, 3)), False),
        (LayerParams.of(1, 1, (1, 4, 7), (4, 3, 4), "SAME"), False),
        (LayerParams.of(1, 1, (1, 4, 7), (4, 3, 4), "SAME", 0, 2), True),
    ],
)
def test_input_sizes_are_those_that_give_the_size(params, by_output_size):
    for asked in range(-1, 30):
        found = input_sizes_for(params, asked, by_output_size=by_output_size)
        for axis in range(3):
            gives = [n for n in range(1, 70) if fits(params, axis, n, asked, by_output_size)]
            assert list(found[axis]) == gives, (asked, axis)


def fits(params, axis, size, asked, by_output_size):
    """Whether an input of `size` voxels gives `asked`, by the sums of Paddle's documentation and its SAME."""
    k, s = params.kernel_size[axis], params.stride[axis]
    d = 1 if params.padding == "SAME" else params.dilation[axis]
    same = max((math.ceil(size / s) - 1) * s + k - size, 0)
    crop = same if params.padding == "SAME" else sum(params.padding[axis])
    base = (size - 1) * s + d * (k - 1) + 1 - crop
    extras = range(s) if by_output_size else [params.output_padding[axis]]
    return asked >= 1 and asked - base in extras


def test_input_sizes_of_large_numbers_cost_nothing():
    params = LayerParams.of(1, 1, 4, 2, 1)
    assert input_sizes_for(params, 2 * 10**9) == (range(10**9, 10**9 + 1),) * 3


@pytest.mark.parametrize(
    ("params", "code"),
    [
        (LayerParams.of(1, 1, 3, 0), "stride-not-positive"),
        (LayerParams.of(1, 1, 3, 2, 0, 2), "output-padding-too-large"),
    ],
)
def test_a_layer_that_is_wrong_for_every_input_has_no_input_sizes(params, code):
    with pytest.raises(InvalidLayerError) as caught:
        input_sizes_for(params, 8)
    assert {d.code for d in caught.value.diagnostics} == {code}
    if code == "output-padding-too-large":  # a call with output_size never looks at it
        assert input_sizes_for(params, 8, by_output_size=True)[0] == range(3, 4)


def test_answers_show_themselves():
    answers = solve((8, 8, 5), (16, 16, 11), in_channels=4, out_channels=6, limit=3)
    lines = repr(answers).splitlines()
    assert lines[0] == "8, 8, 5 -> 16, 16, 11"
    assert lines[1].split()[:5] == ["kernel_size", "stride", "padding", "output_padding", "dilation"]
    # kernel 2, stride 2, but both 3 on W: 4*6*2*2*3 weights and 6 biases; of 5*3 contributions of W 4 are cropped
    assert lines[2].split() == [
        *("[2,", "2,", "3]", "[2,", "2,", "3]", "[0,", "0,", "2]", "0", "1", "even"), "294", f"{24 * 16 * 16 * 11:,}",
    ]  # fmt: skip
    assert len(lines) == 5
    html = answers._repr_html_()
    assert html.count("<tr>") == 4
    assert f"<td>{24 * 16 * 16 * 11:,}</td>" in html
    assert repr(solve(8, 16, limit=0)) == "8 -> 16"


def test_the_axes_that_are_not_even_are_named():
    answers = solve(8, (16, 17, 17), kernel_size=(2, 3, 2), stride=2, dilation=(1, 1, 2), limit=1)
    assert "uneven H · holes W" in repr(answers)


def test_answers_are_judged():
    (uneven,) = solve(8, (17, 16, 17), kernel_size=3, stride=2, padding=(0, 1, 0), limit=1).judged
    assert uneven.overlap == ("uneven",) * 3
    assert not uneven.is_even
    assert solve(8, 16, limit=1).judged[0].is_even
    assert solve(8, 17, kernel_size=2, stride=2, dilation=2, limit=1).judged[0].overlap == ("holes",) * 3


def test_varied_answers_are_the_best_of_each_family_and_then_the_rest():
    answers = solve(8, 16, limit=100)
    varied = answers.varied(6)
    families = [(params.kernel_size, params.stride, params.dilation) for params in answers]
    firsts = sorted(families.index(family) for family in set(families))
    assert [answers.index(params) for params in varied] == firsts[:6]
    assert (varied[0], varied[1]) == (LayerParams.of(1, 1, 2, 2), LayerParams.of(1, 1, 4, 2, 1))
    alike = solve(8, 17, kernel_size=3, stride=2, dilation=1)  # one family: nothing to choose but pads
    assert alike.varied(4) == alike[:4]
    assert set(answers.varied(1000)) == set(answers)


def test_answers_are_a_tuple_that_travels():
    answers = solve(8, 16, limit=3)
    again = pickle.loads(pickle.dumps(answers))
    assert again == answers == tuple(answers)
    assert (again.input_size, again.output_size) == ((8, 8, 8), (16, 16, 16))


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
