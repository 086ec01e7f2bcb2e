"""Paddle's automatic kernel size, by hand: k = (out - (in - 1)*stride + front + back - 1) // dilation + 1."""

from __future__ import annotations

import pytest

from conv3dt_core import InvalidLayerError, LayerParams, kernel_size_for, plan


def refused(*args, **kwargs):
    with pytest.raises(InvalidLayerError) as caught:
        kernel_size_for(*args, **kwargs)
    return caught.value.diagnostics


@pytest.mark.parametrize(
    ("size", "asked", "more", "kernel"),
    [
        (3, 5, {}, (3, 3, 3)),  # 5 - 2 = 3
        (3, 7, {"stride": 2}, (3, 3, 3)),  # 7 - 4
        (3, 8, {"stride": 2}, (4, 4, 4)),
        ((3, 4, 5), (7, 9, 11), {"stride": 2}, (3, 3, 3)),
        (3, 5, {"padding": 1}, (5, 5, 5)),  # 5 - 2 + 2
        (3, 5, {"padding": [0, 1, 1, 1, 2, 0]}, (4, 5, 5)),
        (3, 5, {"padding": "VALID"}, (3, 3, 3)),
        (3, 9, {"dilation": 2}, (4, 4, 4)),  # (9 - 2 - 1)//2 + 1
        (3, 10, {"stride": 2, "dilation": 2}, (3, 3, 3)),  # (10 - 4 - 1)//2 + 1 = 3 gives 9, and 10 is in 9..10
        (3, 5, {"stride": 2, "padding": "SAME"}, (1, 1, 1)),  # 5 - 4, SAME then crops nothing
        (3, 6, {"stride": 2, "padding": "SAME"}, (2, 2, 2)),  # SAME then crops 1 of 6: base 5, 6 is in 5..6
        (1, 1, {}, (1, 1, 1)),
    ],
)
def test_kernel_that_paddle_derives(size, asked, more, kernel):
    found = kernel_size_for(size, asked, **more)
    assert found == kernel
    wanted = (asked,) * 3 if isinstance(asked, int) else asked
    assert plan(LayerParams.of(1, 1, found, **more), size, asked).output_size == wanted


@pytest.mark.parametrize("asked", [5, 7, 9, 11])
def test_dilation_2_reaches_every_second_size(asked):
    assert kernel_size_for(3, asked, dilation=2) == ((asked - 3) // 2 + 1,) * 3
    (diagnostic, *_) = refused(3, asked + 1, dilation=2)
    assert diagnostic.code == "kernel-size-not-derivable"
    sizes = [dict(fix.changes)["output_size"][0] for fix in diagnostic.fixes]
    assert sizes == [asked, asked + 2]


def test_a_refusal_says_which_kernel_paddle_derives_and_what_it_gives():
    # (8 - 4 - 1)//3 + 1 = 2 taps 3 apart: base 4 + 3 + 1 = 8, legal 8 and 9; 10 derives 2 taps as well
    (diagnostic,) = refused(3, (8, 9, 10), stride=2, dilation=3)
    assert (diagnostic.code, diagnostic.axis) == ("kernel-size-not-derivable", "W")
    values = dict(diagnostic.values)
    assert (values["derived"], values["low"], values["high"]) == (2, 8, 9)
    assert values["same"] is False
    assert dict(diagnostic.fixes[0].changes) == {"output_size": (8, 9, 9)}


@pytest.mark.parametrize("asked", [7, 8, 9])
def test_same_crops_what_the_formula_did_not_count(asked):
    # kernel 3, 4, 5 at stride 2 under SAME always gives 5
    diagnostics = refused(3, asked, stride=2, padding="SAME")
    assert [(d.code, d.axis) for d in diagnostics] == [("kernel-size-not-derivable", axis) for axis in "DHW"]
    assert dict(diagnostics[0].values)["derived"] == asked - 4
    assert dict(diagnostics[0].values)["same"] is True


def test_a_kernel_below_1_is_refused():
    # 4 - 4 = 0 and 1 - 4 = -3
    for asked in (4, 1):
        assert {str(d.code) for d in refused(3, asked, stride=2)} == {"kernel-size-not-derivable"}


@pytest.mark.parametrize(
    ("args", "more", "codes"),
    [
        ((3, None), {}, ["not-an-integer"]),
        ((3, 7.0), {}, ["not-an-integer"]),
        ((3, [5, 6]), {}, ["wrong-length"]),
        ((0, 5), {}, ["input-size-not-positive"] * 3),
        ((3, 5), {"stride": 0}, ["stride-not-positive"] * 3),
        ((3, 5), {"dilation": (1, 0, 1)}, ["dilation-not-positive"]),
        ((3, 5), {"padding": -1}, ["padding-negative"] * 3),
        ((3, 5), {"padding": "SAM", "stride": 2.0}, ["not-an-integer", "padding-word-unknown"]),
        ((3.0, 5), {"stride": 2.0}, ["not-an-integer", "not-an-integer"]),
    ],
)
def test_wrong_arguments_are_explained(args, more, codes):
    assert [str(d.code) for d in refused(*args, **more)] == codes
