"""LayerParams.of: every spelling Paddle takes, in one normal form; every other one refused, all at once."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from conv3dt_core import InvalidLayerError, LayerParams

TRIPLES = ("kernel_size", "stride", "output_padding", "dilation")
INTEGERS = ("in_channels", "out_channels", "groups")
BASE = {"in_channels": 2, "out_channels": 4, "kernel_size": 3}


def of(**changes):
    return LayerParams.of(**{**BASE, **changes})


def codes(**changes):
    with pytest.raises(InvalidLayerError) as caught:
        of(**changes)
    assert all(diagnostic.axis is None for diagnostic in caught.value.diagnostics)
    return [str(diagnostic.code) for diagnostic in caught.value.diagnostics]


def test_defaults_are_paddles():
    params = LayerParams.of(4, 6, 3)
    assert params == LayerParams(
        in_channels=4, out_channels=6, kernel_size=(3, 3, 3), stride=(1, 1, 1), padding=((0, 0), (0, 0), (0, 0)),
        output_padding=(0, 0, 0), dilation=(1, 1, 1), groups=1, data_format="NCDHW",
    )  # fmt: skip
    assert LayerParams(4, 6, (3, 3, 3)) == params


@pytest.mark.parametrize("listed", [False, True])
def test_an_integer_python_cannot_write_out_is_too_large(listed):
    value = [1, -(10**5_000), 1] if listed else 10**5_000
    with pytest.raises(InvalidLayerError, match="of thousands of digits>` goes beyond 32 bits"):
        of(stride=value)


def test_the_order_of_the_arguments_is_paddles():
    assert LayerParams.of(2, 4, 3, 2, 1, 1, 5, 2, "NDHWC") == of(
        stride=2, padding=1, output_padding=1, dilation=5, groups=2, data_format="NDHWC"
    )


@pytest.mark.parametrize("name", TRIPLES)
@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (2, (2, 2, 2)),
        (np.int64(2), (2, 2, 2)),
        (np.int8(-2), (-2, -2, -2)),
        (np.uint16(2), (2, 2, 2)),
        ([1, 2, 3], (1, 2, 3)),
        ((1, 2, 3), (1, 2, 3)),
        (range(1, 4), (1, 2, 3)),
        (np.array([1, 2, 3]), (1, 2, 3)),
        (np.array([1, 2, 3], np.uint8), (1, 2, 3)),
        ([np.int32(1), 2, np.int64(3)], (1, 2, 3)),
        (0, (0, 0, 0)),
        (-1, (-1, -1, -1)),
        (2**31 - 1, (2**31 - 1,) * 3),
        (-(2**31), (-(2**31),) * 3),
    ],
)
def test_three_integers(name, value, meant):
    found = getattr(of(**{name: value}), name)
    assert found == meant
    assert {type(item) for item in found} == {int}


@pytest.mark.parametrize("name", TRIPLES)
@pytest.mark.parametrize(
    ("value", "code"),
    [
        (True, "not-an-integer"),
        (np.True_, "not-an-integer"),
        (2.0, "not-an-integer"),
        (np.float64(2), "not-an-integer"),
        ("2", "not-an-integer"),
        ("222", "not-an-integer"),
        (None, "not-an-integer"),
        ({1, 2, 3}, "not-an-integer"),
        ({1: 0, 2: 0, 3: 0}, "not-an-integer"),
        (iter([1, 2, 3]), "not-an-integer"),
        (np.array(2), "not-an-integer"),
        (np.array([[1, 2, 3]]), "not-an-integer"),
        (np.array([1.0, 2.0, 3.0]), "not-an-integer"),
        (np.array([True, True, True]), "not-an-integer"),
        ([1, 2.0, 3], "not-an-integer"),
        ([1, True, 3], "not-an-integer"),
        ([1, None, 3], "not-an-integer"),
        (["1", 2, 3], "not-an-integer"),
        ([1, [2], 3], "not-an-integer"),
        ([], "wrong-length"),
        ([2], "wrong-length"),
        ((2, 2), "wrong-length"),
        (range(4), "wrong-length"),
        (np.array([1, 2]), "wrong-length"),
        (2**31, "integer-too-large"),
        (-(2**31) - 1, "integer-too-large"),
        ([1, 2**31, 1], "integer-too-large"),
    ],
)
def test_what_is_no_three_integers(name, value, code):
    assert codes(**{name: value}) == [code]


@pytest.mark.parametrize("name", INTEGERS)
def test_one_integer(name):
    assert getattr(of(**{name: np.int64(6)}), name) == 6
    assert type(getattr(of(**{name: np.int64(6)}), name)) is int
    assert getattr(of(**{name: -6}), name) == -6  # a value, not a form: for check
    assert getattr(of(**{name: 2**31 - 1}), name) == 2**31 - 1
    for value in (2.0, True, None, "2", [2], (2,), np.array(2)):
        assert codes(**{name: value}) == ["not-an-integer"]
    assert codes(**{name: 2**31}) == ["integer-too-large"]


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (1, ((1, 1), (1, 1), (1, 1))),
        (np.int64(1), ((1, 1), (1, 1), (1, 1))),
        (-1, ((-1, -1), (-1, -1), (-1, -1))),
        ([1, 2, 3], ((1, 1), (2, 2), (3, 3))),
        ((1, 2, 3), ((1, 1), (2, 2), (3, 3))),
        (range(3), ((0, 0), (1, 1), (2, 2))),
        (np.array([1, 2, 3]), ((1, 1), (2, 2), (3, 3))),
        ([1, 2, 3, 4, 5, 6], ((1, 2), (3, 4), (5, 6))),
        (range(6), ((0, 1), (2, 3), (4, 5))),
        ([[0, 0], [0, 0], [1, 2], [3, 4], [5, 6]], ((1, 2), (3, 4), (5, 6))),
        (((0, 0), (0, 0), (1, 2), (3, 4), (5, 6)), ((1, 2), (3, 4), (5, 6))),
        ([(0, 0), [0, 0], range(2), (3, 4), np.array([5, 6])], ((0, 1), (3, 4), (5, 6))),
        ("VALID", ((0, 0), (0, 0), (0, 0))),
        ("valid", ((0, 0), (0, 0), (0, 0))),
        ("SAME", "SAME"),
        ("same", "SAME"),
        ("SaMe", "SAME"),
    ],
)
def test_padding(value, meant):
    assert of(padding=value).padding == meant


def test_five_pairs_follow_the_data_format():
    pairs = [[0, 0], [1, 2], [3, 4], [5, 6], [0, 0]]
    assert of(padding=pairs, data_format="NDHWC").padding == ((1, 2), (3, 4), (5, 6))
    assert codes(padding=pairs) == ["padding-on-batch-or-channels"]
    first = [[0, 0], [0, 0], [1, 2], [3, 4], [5, 6]]
    assert codes(padding=first, data_format="NDHWC") == ["padding-on-batch-or-channels"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("SAM", "padding-word-unknown"),
        ("", "padding-word-unknown"),
        (" same", "padding-word-unknown"),  # Paddle does not trim
        ("EXPLICIT", "padding-word-unknown"),
        ("1", "padding-word-unknown"),
        (None, "padding-form-unknown"),
        ([], "padding-form-unknown"),
        ([1], "padding-form-unknown"),
        ([1, 1], "padding-form-unknown"),
        ([1, 1, 1, 1], "padding-form-unknown"),
        ([1, 1, 1, 1, 1], "padding-form-unknown"),
        ([1, 1, 1, 1, 1, 1, 1], "padding-form-unknown"),
        ([[1, 1], [1, 1], [1, 1]], "padding-form-unknown"),
        ([[0, 0], [0, 0], 1, 1, 1], "padding-form-unknown"),
        ([[0, 0], [0, 0], [1], [1], [1]], "padding-form-unknown"),
        ([[0, 0], [0, 0], [1, 1, 1], [1, 1, 1], [1, 1, 1]], "padding-form-unknown"),
        ({1, 2, 3}, "padding-form-unknown"),
        ({1: 1, 2: 2, 3: 3}, "padding-form-unknown"),
        (iter([1, 2, 3]), "padding-form-unknown"),
        (1.5, "not-an-integer"),
        (True, "not-an-integer"),
        ([1, 1.5, 1], "not-an-integer"),
        ([1, "1", 1], "not-an-integer"),
        ([[0, 0], [0, 0], [1, 1], [1, 1.0], [1, 1]], "not-an-integer"),
        ([[0, 0.0], [0, 0], [1, 1], [1, 1], [1, 1]], "not-an-integer"),
        (2**31, "integer-too-large"),
        ([0, 0, 0, 0, 0, 2**31], "integer-too-large"),
        ([[1, 1], [0, 0], [1, 1], [1, 1], [1, 1]], "padding-on-batch-or-channels"),
        ([[0, 0], [1, 0], [1, 1], [1, 1], [1, 1]], "padding-on-batch-or-channels"),
    ],
)
def test_what_is_no_padding(value, code):
    assert codes(padding=value) == [code]


@pytest.mark.parametrize("value", ["NCHW", "NHWC", "ncdhw", "", None, 5, True, ["NCDHW"]])
def test_data_format_is_one_of_two_words(value):
    assert of(data_format="NCDHW").data_format == "NCDHW"
    assert of(data_format="NDHWC").data_format == "NDHWC"
    assert codes(data_format=value) == ["data-format-unknown"]


def test_all_faults_of_form_come_at_once():
    found = codes(
        in_channels=2.0, out_channels=None, kernel_size=[3], stride="2", padding="SAM", output_padding=2**31,
        dilation=(1, 1), groups=True, data_format="NCHW",
    )  # fmt: skip
    assert sorted(found) == sorted(
        ["not-an-integer"] * 4 + ["wrong-length"] * 2
        + ["padding-word-unknown", "integer-too-large", "data-format-unknown"]
    )  # fmt: skip


def test_a_fault_names_the_argument_and_offers_what_was_probably_meant():
    with pytest.raises(InvalidLayerError) as caught:
        of(stride=2.0, kernel_size=[5, 3], padding=[[0, 0], [1, 2], [3, 4], [5, 6], [0, 0]])
    found = {diagnostic.value("name"): diagnostic for diagnostic in caught.value.diagnostics}
    assert found["stride"].value("value") == "2.0"
    assert dict(found["stride"].fixes[0].changes) == {"stride": (2, 2, 2)}
    assert dict(found["kernel_size"].fixes[0].changes) == {"kernel_size": (5, 3, 3)}
    assert dict(found["padding"].fixes[0].changes) == {"padding": ((1, 2), (3, 4), (5, 6))}


@pytest.mark.parametrize(
    ("changes", "guess", "label"),
    [
        ({"stride": "2"}, (2, 2, 2), "stride = 2"),
        ({"stride": 2.5}, (1, 1, 1), "stride = 1"),
        ({"stride": [2.0, 1, 3]}, (2, 1, 3), "stride = (2, 1, 3)"),
        ({"stride": [1, 2, 3, 4]}, (1, 2, 3), "stride = (1, 2, 3)"),
        ({"groups": 2.0}, 2, "groups = 2"),
        ({"groups": "1234567890"}, 1, "groups = 1"),
        ({"padding": [1, 1]}, ((0, 0), (0, 0), (0, 0)), "padding = 0"),
        ({"padding": [1.5, 1, 1]}, ((0, 0), (0, 0), (0, 0)), "padding = 0"),
        ({"padding": " same"}, "SAME", "padding = 'SAME'"),
        ({"padding": "vaild"}, ((0, 0), (0, 0), (0, 0)), "padding = 0"),
        ({"padding": [[0, 0], [1, 1], [1, 1], [0, 2], [0, 0]]}, ((1, 1), (1, 1), (0, 2)), None),
        ({"data_format": "NHWC"}, "NDHWC", "data_format = 'NDHWC'"),
        ({"data_format": "NCHW"}, "NCDHW", "data_format = 'NCDHW'"),
    ],
)
def test_the_guess_at_what_was_meant(changes, guess, label):
    with pytest.raises(InvalidLayerError) as caught:
        of(**changes)
    ((name, _),) = changes.items()
    (fix,) = caught.value.diagnostics[0].fixes
    assert fix.changes == ((name, guess),)
    assert label in {None, fix.label}


def test_what_was_given_is_shown_in_at_most_60_characters():
    shown = {}
    for length in (58, 59):  # and two quotes
        with pytest.raises(InvalidLayerError) as caught:
            of(stride="x" * length)
        shown[length] = caught.value.diagnostics[0].value("value")
    assert shown[58] == repr("x" * 58)
    assert shown[59] == "'" + "x" * 58 + "…"
    assert len(shown[58]) == len(shown[59]) == 60


def test_python_itself_refuses_unknown_keywords():
    with pytest.raises(TypeError, match="act"):
        LayerParams.of(2, 4, 3, act="relu")


def test_params_are_values_equal_by_normal_form():
    one, other = of(stride=2, padding="valid"), of(stride=[2, 2, 2], padding=0)
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one
    assert of(dilation=2, padding="SAME") != of(padding="SAME")  # the dilation is kept as given
    with pytest.raises(AttributeError):
        one.stride = (1, 1, 1)


def test_weight_shape_is_the_same_in_both_layouts():
    # in 4, out 6, groups 2, kernel 2 3 4 -> (4, 6/2, 2, 3, 4)
    params = LayerParams.of(4, 6, (2, 3, 4), groups=2)
    assert params.weight_shape == (4, 3, 2, 3, 4)
    assert replace(params, data_format="NDHWC").weight_shape == (4, 3, 2, 3, 4)


def test_same_resets_the_dilation_and_valid_does_not():
    assert of(dilation=(2, 3, 1), padding="SAME").effective_dilation == (1, 1, 1)
    assert of(dilation=(2, 3, 1), padding="VALID").effective_dilation == (2, 3, 1)


@pytest.mark.parametrize(
    ("size", "stride", "kernel", "pads"),
    [
        # total = max((ceil(size/stride) - 1)*stride + kernel - size, 0), the odd voxel goes to the back
        (3, 1, 3, (1, 1)),
        (3, 1, 4, (1, 2)),
        (3, 2, 3, (1, 1)),  # (2 - 1)*2 + 3 - 3 = 2
        (4, 2, 3, (0, 1)),  # (2 - 1)*2 + 3 - 4 = 1
        (4, 3, 2, (0, 1)),  # (2 - 1)*3 + 2 - 4 = 1
        (3, 3, 2, (0, 0)),  # 0 + 2 - 3 < 0
        (1, 1, 5, (2, 2)),
    ],
)
def test_same_pads(size, stride, kernel, pads):
    assert LayerParams.of(1, 1, kernel, stride, "SAME").axis_pads(1, size) == pads
