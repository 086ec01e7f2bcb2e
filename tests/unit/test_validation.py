"""The rules, one by one: what `check` says on either side of each limit, in which order, and what it leaves out."""

from __future__ import annotations

import pytest

from conv3dt_core import Fix, InvalidLayerError, LayerParams, ShapeError, check, plan
from conv3dt_core.diagnostics import Diagnostic, Severity, raise_if_errors
from conv3dt_core.fixes import merge_axes
from conv3dt_core.validation import check_call, check_layer

BASE = {"in_channels": 4, "out_channels": 6, "kernel_size": 3}


def of(**changes):
    return LayerParams.of(**{**BASE, **changes})


def said(params, input_size=3, output_size=None):
    """What check says, as (code, axis), in its order."""
    return [(str(d.code), d.axis) for d in check(params, input_size, output_size)]


# One row for each rule: the layer, x, output_size; what is said just beyond the limit, and the last legal neighbour.
RULES = [
    # channels and groups
    ({"in_channels": 0}, 3, None, [("channels-not-positive", None)], ({"in_channels": 1}, 3, None)),
    ({"out_channels": 0}, 3, None, [("channels-not-positive", None)], ({"out_channels": 1}, 3, None)),
    ({"groups": 0}, 3, None, [("groups-not-positive", None)], ({"groups": 1}, 3, None)),
    ({"groups": -1}, 3, None, [("groups-not-positive", None)], ({"groups": 2}, 3, None)),
    (
        {"in_channels": 3, "groups": 2}, 3, None, [("channels-not-divisible-by-groups", None)],
        ({"in_channels": 2, "groups": 2}, 3, None),
    ),
    (
        {"out_channels": 3, "groups": 2}, 3, None, [("channels-not-divisible-by-groups", None)],
        ({"out_channels": 2, "groups": 2}, 3, None),
    ),
    # one axis whatever the input
    ({"kernel_size": (3, 0, 3)}, 3, None, [("kernel-size-not-positive", "H")], ({"kernel_size": (3, 1, 3)}, 3, None)),
    ({"stride": (0, 1, 1)}, 3, None, [("stride-not-positive", "D")], ({"stride": (1, 1, 1)}, 3, None)),
    ({"dilation": (1, 1, 0)}, 3, None, [("dilation-not-positive", "W")], ({"dilation": (1, 1, 1)}, 3, None)),
    (
        {"padding": [0, 0, 0, -1, 0, 0]}, 3, None, [("padding-negative", "H")],
        ({"padding": [0, 0, 0, 0, 0, 0]}, 3, None),
    ),
    (
        {"padding": [0, 0, 0, 0, -1, 0]}, 3, None, [("padding-negative", "W")],
        ({"padding": [0, 0, 0, 0, 1, 0]}, 3, None),
    ),
    ({}, (3, 0, 3), None, [("input-size-not-positive", "H")], ({}, (3, 1, 3), None)),
    # output_padding against max(stride, dilation)
    (
        {"stride": 2, "output_padding": (0, 0, -1)}, 3, None, [("output-padding-negative", "W")],
        ({"stride": 2, "output_padding": (0, 0, 0)}, 3, None),
    ),
    (
        {"stride": 2, "output_padding": (2, 1, 1)}, 3, None, [("output-padding-too-large", "D")],
        ({"stride": 2, "output_padding": (1, 1, 1)}, 3, None),
    ),
    (  # the stride decides where it is the larger
        {"stride": 3, "dilation": 2, "output_padding": (0, 3, 0)}, 3, None, [("output-padding-too-large", "H")],
        ({"stride": 3, "dilation": 2, "output_padding": (0, 2, 0)}, 3, None),
    ),
    (  # else the dilation
        {"stride": 1, "dilation": 3, "output_padding": (0, 3, 0)}, 3, None, [("output-padding-too-large", "H")],
        ({"stride": 3, "dilation": 3, "output_padding": (0, 2, 0)}, 3, None),
    ),
    (  # which SAME resets to 1; 4 voxels at stride 2 give 8 = 4*2
        {"stride": 2, "dilation": 3, "padding": "SAME", "output_padding": (0, 2, 0)}, 4, None,
        [("output-padding-too-large", "H"), *[("same-ignores-dilation", axis) for axis in "DW"]],
        ({"stride": 2, "padding": "SAME", "output_padding": (0, 1, 0)}, 4, None),
    ),
    # output_size: base 2*2 + 3 = 7, legal 7 and 8
    ({"stride": 2}, 3, (7, 6, 8), [("output-size-out-of-range", "H")], ({"stride": 2}, 3, (7, 7, 8))),
    ({"stride": 2}, 3, (7, 7, 9), [("output-size-out-of-range", "W")], ({"stride": 2}, 3, (7, 7, 8))),
    # ... the dilation does not widen it: base 2 + 7 = 9, legal 9
    ({"dilation": 3}, 3, (10, 9, 9), [("output-size-out-of-range", "D")], ({"dilation": 3}, 3, (9, 9, 9))),
    # ... and never below 1: base 1*4 + 1 - 6 = -1, legal 1 and 2
    (
        {"kernel_size": 1, "stride": 4, "padding": 3}, 2, (1, 0, 1), [("output-size-out-of-range", "H")],
        ({"kernel_size": 1, "stride": 4, "padding": 3}, 2, (1, 2, 1)),
    ),
    # ... SAME starts at its own base: 3 at stride 2 -> 5, legal 5 and 6
    (
        {"stride": 2, "padding": "SAME"}, 4, (8, 10, 8), [("output-size-out-of-range", "H")],
        ({"stride": 2, "padding": "SAME"}, 4, (8, 9, 8)),
    ),
    # a size below 1: kernel 3, 1 voxel, crop 3 -> 0; output_padding counts
    (
        {"padding": [0, 0, 1, 2, 0, 0]}, 1, None, [("output-size-not-positive", "H")],
        ({"padding": [0, 0, 1, 1, 0, 0]}, 1, None),
    ),
    (
        {"stride": 2, "padding": [0, 0, 1, 2, 0, 0]}, 1, None, [("output-size-not-positive", "H")],
        ({"stride": 2, "padding": [0, 0, 1, 2, 0, 0], "output_padding": (0, 1, 0)}, 1, None),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "size", "asked", "expected", "neighbour"), RULES)
def test_each_rule_on_either_side_of_its_limit(changes, size, asked, expected, neighbour):
    assert said(of(**changes), size, asked) == expected
    legal, legal_size, legal_asked = neighbour
    assert said(of(**legal), legal_size, legal_asked) == []


def test_the_default_layer_is_silent():
    assert said(of(), 8) == []
    assert plan(of(), 8).output_size == (10, 10, 10)


@pytest.mark.parametrize(("output_padding", "code"), [(1, None), (2, "warning"), (3, "error")])
def test_between_stride_and_dilation_is_a_warning_and_is_computed(output_padding, code):
    # stride 2, dilation 3: Paddle's rule allows 0, 1, 2, its CPU kernel only 0, 1
    params = of(stride=2, dilation=3, output_padding=(0, output_padding, 0))
    codes = {
        None: [],
        "warning": [("output-padding-between-stride-and-dilation", "H")],
        "error": [("output-padding-too-large", "H")],
    }
    assert said(params) == codes[code]
    if code != "error":
        assert plan(params, 3).output_size == (11, 11 + output_padding, 11)  # 2*2 + 7


@pytest.mark.parametrize(
    ("changes", "size", "expected"),
    [
        ({"padding": "SAME", "stride": 2}, 4, []),  # 4 -> 8
        # 3 -> 5 and not 6; 5 -> 9 and not 10
        ({"padding": "SAME", "stride": 2}, (3, 4, 5), [("same-is-not-input-times-stride", axis) for axis in "DW"]),
        # kernel 1 < stride 2: 4 -> 7
        ({"padding": "SAME", "stride": 2, "kernel_size": (3, 1, 3)}, 4, [("same-is-not-input-times-stride", "H")]),
        ({"padding": "SAME", "dilation": (1, 2, 3)}, 4, [("same-ignores-dilation", axis) for axis in "HW"]),
        ({"padding": "VALID", "dilation": (1, 2, 3), "stride": 2}, 3, []),
    ],
)
def test_notes_on_same(changes, size, expected):
    assert said(of(**changes), size) == expected
    assert {d.severity for d in check(of(**changes), size)} <= {Severity.NOTE}
    assert plan(of(**changes), size)


@pytest.mark.parametrize(
    ("size", "stride", "kernel", "output"),
    [(3, 1, 5, 3), (3, 2, 1, 5), (3, 2, 2, 5), (3, 2, 4, 5), (4, 2, 1, 7), (4, 2, 3, 8), (3, 3, 2, 8), (3, 3, 3, 9),
     (4, 3, 1, 10), (4, 3, 4, 10), (1, 1, 5, 1)],
)  # fmt: skip
def test_same_sizes_seen_in_paddle(size, stride, kernel, output):
    params = of(kernel_size=kernel, stride=stride, padding="SAME", dilation=2)
    assert plan(params, size).output_size == (output,) * 3


def test_output_size_replaces_output_padding_in_a_layer():
    # never range-checked: 5 >= stride 2 is no error beside an output_size
    params = of(stride=2, output_padding=(5, 0, -1))
    assert said(params, 3, 8) == [("output-size-replaces-output-padding", None)]
    assert plan(params, 3, 8).output_size == (8, 8, 8)
    assert said(of(stride=2), 3, 8) == []


def test_output_size_with_output_padding_in_a_call():
    both = of(stride=2, output_padding=(0, 1, 0))
    assert [str(d.code) for d in check_call(both, 3, 8)] == ["output-size-with-output-padding"]
    assert check_call(of(stride=2, output_padding=(0, 0, 0)), 3, 8) == ()  # our mercy
    assert check_call(both, 3) == ()
    changes = [fix.changes for fix in check_call(both, 3, 8)[0].fixes]
    assert changes == [(("output_padding", (0, 0, 0)),), (("output_size", None),)]


def test_errors_then_warnings_then_notes_each_by_code_then_axis():
    params = of(
        in_channels=3, groups=2, stride=(2, 1, 1), dilation=(1, 3, 3), output_padding=(2, 1, 2),
    )  # fmt: skip
    assert said(params, (0, 3, 3)) == [
        ("channels-not-divisible-by-groups", None),
        ("input-size-not-positive", "D"),
        ("output-padding-too-large", "D"),
        ("output-padding-between-stride-and-dilation", "H"),
        ("output-padding-between-stride-and-dilation", "W"),
    ]
    same = of(padding="SAME", stride=(1, 2, 2), dilation=(2, 1, 2), output_padding=(0, 2, 0))
    assert said(same, (3, 3, 3)) == [
        ("output-padding-too-large", "H"),
        ("same-ignores-dilation", "D"),
        ("same-ignores-dilation", "W"),
        ("same-is-not-input-times-stride", "W"),
    ]


def test_all_problems_of_a_layer_at_once_in_the_order_of_the_table():
    params = of(
        in_channels=0, out_channels=5, groups=2, kernel_size=(0, 3, 3), stride=(1, 0, 1), dilation=(1, 1, -1),
        padding=[0, 0, 0, 0, -1, 0], output_padding=(0, -1, 0),
    )  # fmt: skip
    assert said(params, (0, 3, 3)) == [
        ("channels-not-positive", None),
        ("channels-not-divisible-by-groups", None),
        ("input-size-not-positive", "D"),
        ("kernel-size-not-positive", "D"),
        ("stride-not-positive", "H"),
        ("dilation-not-positive", "W"),
        ("padding-negative", "W"),
        ("output-padding-negative", "H"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kernel_size": (0, 3, 3)},
        {"stride": (0, 1, 1)},
        {"dilation": (0, 1, 1)},
        {"padding": [-1, 9, 3, 3, 0, 0]},
        {"output_padding": (1, 0, 0)},
        {"output_padding": (-1, 0, 0)},
    ],
)
def test_an_axis_whose_own_numbers_are_wrong_gets_no_size_diagnostics(wrong):
    # every axis would end below 1: 1 voxel, kernel 3, crop 6
    crop = {"padding": 3}
    found = said(of(**{**crop, **wrong}), 1)
    assert found[-1] == ("output-size-not-positive", "H") if "padding" in wrong else ("output-size-not-positive", "W")
    assert ("output-size-not-positive", "D") not in found
    assert sum(axis == "D" for _, axis in found) == 1


def test_a_wrong_input_axis_masks_its_own_size_only():
    assert said(of(stride=2), (0, 3, 3), 5) == [
        ("input-size-not-positive", "D"),
        ("output-size-out-of-range", "H"),
        ("output-size-out-of-range", "W"),
    ]


def test_an_output_padding_that_is_not_judged_masks_nothing():
    assert said(of(output_padding=(5, 0, 0)), 3, (6, 5, 5)) == [
        ("output-size-out-of-range", "D"),
        ("output-size-replaces-output-padding", None),
    ]


@pytest.mark.parametrize(
    ("size", "asked", "code"),
    [
        (3.0, None, "not-an-integer"),
        ("3", None, "not-an-integer"),
        (None, None, "not-an-integer"),
        ((3, 3), None, "wrong-length"),
        ((3, 3, 2**31), None, "integer-too-large"),
        (3, 7.0, "not-an-integer"),
        (3, True, "not-an-integer"),
        (3, [], "wrong-length"),
        (3, (7,), "wrong-length"),
        (3, 2**31, "integer-too-large"),
    ],
)
def test_a_size_of_no_known_form_is_a_diagnostic(size, asked, code):
    assert said(of(), size, asked) == [(code, None)]
    (diagnostic,) = check(of(), size, asked)
    assert diagnostic.value("name") == ("input_size" if asked is None else "output_size")
    with pytest.raises(InvalidLayerError):
        plan(of(), size, asked)


def test_faults_of_form_stand_beside_those_of_value():
    found = said(of(stride=(0, 1, 1), groups=4), (3, 3), 2.0)
    assert found == [
        ("not-an-integer", None), ("wrong-length", None), ("channels-not-divisible-by-groups", None),
        ("stride-not-positive", "D"),
    ]  # fmt: skip


def test_check_layer_sees_what_needs_no_input():
    params = of(stride=(0, 1, 1), padding=[0, 0, -1, 0, 0, 0], groups=5, output_padding=(9, 9, 9))
    assert [(str(d.code), d.axis) for d in check_layer(params)] == [
        ("channels-not-divisible-by-groups", None), ("channels-not-divisible-by-groups", None),
        ("stride-not-positive", "D"), ("padding-negative", "H"),
    ]  # fmt: skip
    assert check_layer(of()) == ()


def test_plan_raises_with_all_that_check_returned():
    params = of(stride=2, dilation=(1, 3, 1), output_padding=(2, 2, 0))
    with pytest.raises(InvalidLayerError) as caught:
        plan(params, 3)
    assert caught.value.diagnostics == check(params, 3)
    assert [str(d.severity) for d in caught.value.diagnostics] == ["error", "warning"]


def test_plan_resolves_same_valid_and_output_size_into_pads():
    # SAME, 3 voxels, kernel 4, stride 2: total (2 - 1)*2 + 4 - 3 = 3, front 1, back 2; the dilation is gone
    d = plan(of(padding="SAME", kernel_size=4, stride=2, dilation=2), 3).d
    assert (d.pad_before, d.pad_after, d.dilation, d.output_padding) == (1, 2, 1, 0)
    w = plan(of(stride=(1, 1, 2), padding="VALID", output_padding=(0, 0, 1)), 3, (5, 5, 7)).w
    assert (w.pad_before, w.pad_after, w.output_padding) == (0, 0, 0)  # 7 is the base size
    assert plan(of(stride=2), (3, 4, 5), (7, 10, 11)).h.output_padding == 1


def test_values_carry_the_numbers_of_the_rule():
    (diagnostic,) = check(of(stride=2, padding=[0, 0, 1, 0, 0, 0]), 3, (7, 8, 7))
    values = dict(diagnostic.values)
    # H: base 2*2 + 3 - 1 = 6, legal 6 and 7
    assert (values["value"], values["low"], values["high"], values["base"]) == (8, 6, 7, 6)
    (diagnostic,) = check(of(stride=2, dilation=3, output_padding=(0, 0, 3)), 3)
    values = dict(diagnostic.values)
    assert (values["value"], values["limit"], values["stride"], values["dilation"]) == (3, 3, 2, 3)


def test_values_say_whether_same_is_the_reason():
    for padding in ("SAME", "VALID"):
        layer = {"stride": 2, "padding": padding}
        (too_large, *_) = check(of(output_padding=2, **layer), 4)
        (out_of_range, *_) = check(of(**layer), 4, 11)
        assert too_large.value("same") is out_of_range.value("same") is (padding == "SAME")


def test_among_several_errors_a_fix_that_uncovers_another_one_is_better_than_none():
    # stride 1 on D lets an output of 1 + 2 - 6 < 1 be seen; nothing on groups helps there
    found = {str(d.code): d for d in check(of(stride=(0, 1, 1), padding=[3, 3, 0, 0, 0, 0], groups=0), 1)}
    assert set(found) == {"stride-not-positive", "groups-not-positive"}
    assert all(diagnostic.fixes for diagnostic in found.values())


def test_a_fix_is_applied_without_touching_its_arguments():
    fix = Fix((("stride", (2, 1, 1)), ("output_size", (7, 5, 5))), "stride[D] = 2, output_size[D] = 7")
    params = of()
    changed, size, asked = fix.apply(params, (3, 3, 3), (5, 5, 5))
    assert (changed.stride, size, asked) == ((2, 1, 1), (3, 3, 3), (7, 5, 5))
    assert params == of()
    assert Fix((("input_size", (1, 2, 3)),), "").apply(params, 3) == (params, (1, 2, 3), None)


@pytest.mark.parametrize(("changes", "size", "asked", "expected", "neighbour"), RULES)
def test_every_fix_of_a_single_error_removes_it_and_adds_none(changes, size, asked, expected, neighbour):
    diagnostics = check(of(**changes), size, asked)
    (error,) = (d for d in diagnostics if d.severity is Severity.ERROR)
    assert error.fixes
    for fix in error.fixes:
        assert not [d for d in check(*fix.apply(of(**changes), size, asked)) if d.severity is Severity.ERROR]


@pytest.mark.parametrize(("changes", "size", "asked", "expected", "neighbour"), RULES)
def test_no_fix_is_offered_twice(changes, size, asked, expected, neighbour):
    for diagnostic in check(of(**changes), size, asked):
        assert len({fix.changes for fix in diagnostic.fixes}) == len(diagnostic.fixes)


def test_merge_axes_joins_what_is_the_same_and_its_fixes():
    # all three axes: base 7, 9 asked, legal 7 and 8
    diagnostics = check(of(stride=2), 3, 9)
    (merged,) = merge_axes(diagnostics)
    assert merged.axis == "D, H, W"
    assert merged.values == diagnostics[0].values
    first = merged.fixes[0]
    assert first.changes == (("output_size", (8, 8, 8)),)
    assert first.label == "output_size = 8"
    assert check(*first.apply(of(stride=2), 3, 9)) == ()


def test_merge_axes_keeps_apart_what_differs():
    # D and W say the same, H has other numbers between them: nothing is merged over it
    found = merge_axes(check(of(stride=2), (3, 4, 3), (9, 11, 9)))
    assert [d.axis for d in found] == ["D", "H", "W"]
    found = merge_axes(check(of(stride=2), (4, 3, 3), (11, 9, 9)))
    assert [d.axis for d in found] == ["D", "H, W"]
    assert found[1].fixes[0].label == "output_size[H, W] = 8"
    # what has no axis is never merged: in_channels and out_channels stay two
    found = merge_axes(check(of(in_channels=3, out_channels=3, groups=2), 3))
    assert [d.axis for d in found] == [None, None]


def test_errors_on_tensors_are_shape_errors():
    rank = Diagnostic("input-rank")
    with pytest.raises(ShapeError):
        raise_if_errors([rank])
    with pytest.raises(InvalidLayerError) as caught:
        raise_if_errors(check(of(stride=0), 3))
    assert not isinstance(caught.value, ShapeError)
    assert isinstance(caught.value, ValueError)
    raise_if_errors(check(of(padding="SAME", stride=2), 3))  # notes alone raise nothing
