"""Our results and refusals against those of real Paddle, recorded by `make_golden`. Runs without Paddle."""

from __future__ import annotations

import json
from functools import cache
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from conv3dt_core import Conv3DTranspose, InvalidLayerError, conv3d_transpose, kernel_size_for
from conv3dt_core.diagnostics import Severity
from tests.golden.inputs import decode, tensor

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
TOLERANCE = {"float64": 1e-12, "float32": 1e-5}

# What we say to each family of calls; a list: one for each call of the family. "a, b": both, and nothing else.
CODES: dict[str, str | list[str]] = {
    "stride is no integer": "not-an-integer",
    "dilation is no integer": "not-an-integer",
    "output_padding is no integer": "not-an-integer",
    "output_size is no integer": "not-an-integer",
    "groups is no integer": "not-an-integer",
    "stride has another length": "wrong-length",
    "dilation has another length": "wrong-length",
    "output_padding has another length": "wrong-length",
    "output_size has another length": "wrong-length",
    "stride beyond 32 bits": "integer-too-large",
    "dilation beyond 32 bits": "integer-too-large",
    "padding beyond 32 bits": "integer-too-large",
    "output_size beyond 32 bits": "integer-too-large",
    "padding of unknown form": "padding-form-unknown",
    "padding is no integer": "not-an-integer",
    "padding of unknown word": "padding-word-unknown",
    "padding on batch or channels": "padding-on-batch-or-channels",
    "data_format unknown": "data-format-unknown",
    "stride below 1": "stride-not-positive",
    "dilation below 1, refused for the size": "dilation-not-positive",
    "padding below 0": "padding-negative",
    "output_padding below 0": "output-padding-negative",
    "output_padding too large": "output-padding-too-large",
    "output_size out of range": "output-size-out-of-range",
    "output_size with output_padding": "output-size-with-output-padding",
    "groups below 1": "groups-not-positive",
    "channels not divisible by groups": "channels-not-divisible-by-groups",
    "size below 1": "output-size-not-positive",
    "size of 0, NDHWC": "output-size-not-positive",
    "input axis of 0, refused for the size": "input-size-not-positive",
    "hang: NDHWC, groups, two axes below 1": "output-size-not-positive",
    "crash: NDHWC, negative groups": "groups-not-positive, output-size-not-positive",
    "x is not of rank 5": "input-rank",
    "weight is not of rank 5": "weight-rank",
    "x has other channels than the weight": "channels-mismatch",
    "bias of another shape": "bias-shape",
    "x is no tensor": "not-a-tensor",
    "dtype without a kernel": "dtype-unsupported",
    "x and weight of two dtypes": "dtype-mismatch",
    "kernel_size is no integer": "not-an-integer",
    "kernel_size has another length": "wrong-length",
    "kernel_size below 1, at construction": "kernel-size-not-positive",
    "channels below 1": "channels-not-positive",
    "channels are no integer": "not-an-integer",
    "groups below 1, layer": "groups-not-positive",
    "groups is no integer, layer": "not-an-integer",
    "out_channels not divisible by groups": "channels-not-divisible-by-groups",
    "data_format unknown, layer": "data-format-unknown",
    "weight_attr is no initializer": "initializer-unknown",
    "unknown keyword": "TypeError",
    "unknown keyword, functional": "TypeError",
    "padding, layer": ["padding-word-unknown", "padding-negative", "padding-form-unknown", "not-an-integer"],
    "only at the call, layer": [
        "stride-not-positive", "output-padding-too-large", "output-size-out-of-range", "output-size-out-of-range",
        "wrong-length", "input-rank",
    ],
    "kernel not derivable": "kernel-size-not-derivable",
    "kernel from no size": ["not-an-integer", "wrong-length", "not-an-integer"],
    # Paddle computes these, and should not
    "nonsense: dilation below 1": "dilation-not-positive",
    "nonsense: kernel of 0": "kernel-size-not-positive",
    "nonsense: kernel of 0, automatic": "kernel-size-not-derivable",
    "nonsense: input axis of 0": "input-size-not-positive",
    "nonsense: no input channels": "channels-not-positive",
    "nonsense: two axes below 1": "output-size-not-positive",
    "nonsense: size of 0, NCDHW": "output-size-not-positive",
    "nonsense: negative groups": "groups-not-positive, output-size-not-positive",
    "nonsense: groups that do not divide out_channels": "channels-not-divisible-by-groups",
    "nonsense: bias of one": "bias-shape",
    "nonsense: False and 0.0 as output_padding": "not-an-integer",
    "nonsense: set, dict, iterator": "not-an-integer",
    "nonsense: bias of another dtype": "dtype-mismatch",
    "nonsense: groups true, layer": "not-an-integer",
}  # fmt: skip

# Paddle refuses these, and we compute them: the shape, and the spelling that Paddle takes.
MERCIES: dict[str, list[tuple[list[int], dict[str, Any]]]] = {
    "mercy: NumPy integers": [
        ([1, 3, 7, 8, 12], {"stride": 2}),
        ([1, 3, 7, 6, 11], {"dilation": 2}),
        ([1, 3, 3, 3, 6], {"padding": 1}),
        ([1, 3, 3, 3, 6], {"padding": 1}),
        ([1, 3, 8, 9, 13], {"stride": 2, "output_padding": 1}),
        ([1, 3, 12, 12, 12], {"stride": [4, 3, 2], "output_size": [12, 12, 12]}),
        ([1, 3, 11, 13, 12], {"stride": [4, 3, 2], "output_size": [11, 13, 12]}),
        ([1, 3, 8, 9, 13], {"stride": 2, "output_padding": 1}),
    ],
    "mercy: three zeros beside output_size": [([1, 3, 8, 9, 13], {"stride": 2, "output_size": [8, 9, 13]})],
    "mercy: a range as output_size": [([1, 3, 11, 12, 13], {"stride": [4, 3, 2], "output_size": [11, 12, 13]})],
    "mercy: stride <= output_padding < dilation": [],
}


def named(cases: list[dict[str, Any]]) -> list[Any]:
    """Return the cases as parameters of a test, each with a name that can be searched for."""
    return [pytest.param(case, id=f"{number}: {case['family']}") for number, case in enumerate(cases)]


@cache
def stores() -> dict[str, Any]:
    with np.load(HERE / "cases.npz") as arrays:
        return dict(arrays)


def expected(case: dict[str, Any]) -> Any:
    """Return Paddle's result, flat; of a large one every `step`-th value."""
    start, count = case["at"], -(-prod(case["y"]) // case.get("step", 1))
    return stores()[case["store"]][start : start + count].astype(case["dtype"])


def given(case: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Return x, weight and bias (or None) of a result."""
    shapes = (case["x"], case["weight"], case["bias"])
    x, weight, bias = (
        None if shape is None else tensor(name, shape, case["dtype"], case["kind"])
        for name, shape in zip(("x", "weight", "bias"), shapes, strict=True)
    )
    return x, weight, bias


def arguments(case: dict[str, Any]) -> dict[str, Any]:
    return {name: decode(value) for name, value in case["kwargs"].items()}


def through_functional(case: dict[str, Any], backend: str) -> Any:
    kwargs = arguments(case)
    if case["api"] == "layer" and "output_size" in kwargs:
        kwargs["output_padding"] = 0  # the layer ignores it, the function refuses both
    return conv3d_transpose(*given(case), backend=backend, **kwargs)


def through_layer(case: dict[str, Any], backend: str) -> Any:
    kwargs, (x, weight, bias) = arguments(case), given(case)
    output_size = kwargs.pop("output_size", None)
    out_channels = weight.shape[1] * kwargs.get("groups", 1)
    attr = None if bias is not None else False
    layer = Conv3DTranspose(weight.shape[0], out_channels, weight.shape[2:], bias_attr=attr, backend=backend, **kwargs)
    layer.load(weight, bias)
    return layer(x, output_size)


def assert_equals_paddle(y: Any, case: dict[str, Any]) -> None:
    wanted = expected(case)
    assert list(y.shape) == case["y"], case
    assert y.dtype == wanted.dtype, case
    values = y.ravel()[:: case.get("step", 1)]
    assert values.shape == wanted.shape, case
    allowed = TOLERANCE[case["dtype"]] * (1 + np.abs(wanted))
    assert (np.abs(values - wanted) <= allowed).all(), case
    if "sum" in case:  # of whole numbers: exact
        assert y.sum(dtype="float64") == case["sum"], case


@pytest.mark.parametrize("through", [through_functional, through_layer])
@pytest.mark.parametrize("case", named(CASES["results"]))
def test_numpy_equals_paddle(case, through):
    assert_equals_paddle(through(case, "numpy"), case)


@pytest.mark.parametrize("through", [through_functional, through_layer])
@pytest.mark.parametrize("case", named(CASES["results"]))
def test_torch_equals_paddle(case, through, import_oracle):
    import_oracle("torch")
    assert_equals_paddle(through(case, "torch:cpu"), case)


def call_ours(case: dict[str, Any]) -> Any:
    """Do with our API what `make_golden` did with Paddle's."""
    tensors = {name: np.ones(case[name], case.get(f"{name}_dtype", "float32"))
               for name in ("x", "weight", "bias") if case.get(name) is not None}  # fmt: skip
    kwargs = arguments(case)
    if "raw_x" in case:
        tensors["x"] = decode(case["raw_x"])
    if case["api"] == "functional":
        return conv3d_transpose(tensors["x"], tensors["weight"], tensors.get("bias"), **kwargs)
    if case["api"] == "static":
        kwargs.pop("num_filters")
        return kernel_size_for(case["x"][2:], **kwargs)
    layer = Conv3DTranspose(*decode(case["args"]), **kwargs)
    return layer(tensors["x"], decode(case.get("output_size"))) if "x" in tensors else None


def expected_code(case: dict[str, Any]) -> str:
    codes = CODES[case["family"]]
    family = [other for other in CASES["refused"] if other["family"] == case["family"]]
    return codes if isinstance(codes, str) else codes[family.index(case)]


@pytest.mark.parametrize("case", named([case for case in CASES["refused"] if case["family"] in CODES]))
def test_what_we_refuse_and_why(case):
    code = expected_code(case)
    if code == "TypeError":
        with pytest.raises(TypeError, match="unexpected keyword argument"):
            call_ours(case)
        return
    with pytest.raises(InvalidLayerError) as caught:
        call_ours(case)
    errors = {str(d.code) for d in caught.value.diagnostics if d.severity is Severity.ERROR}
    assert errors == set(code.split(", "))
    assert str(caught.value).strip()


def mercies(family: str) -> list[dict[str, Any]]:
    return [case for case in CASES["refused"] if case["family"] == family]


@pytest.mark.parametrize("family", [family for family in MERCIES if MERCIES[family]])
def test_our_mercies_mean_what_paddle_takes_in_another_spelling(family):
    for case, (shape, spelling) in zip(mercies(family), MERCIES[family], strict=True):
        y = call_ours(case)
        assert list(y.shape) == shape
        assert (y == call_ours({**case, "kwargs": spelling})).all()


def test_between_stride_and_dilation_adds_what_a_larger_result_has_there():
    # [0, 1, 0] at stride 1, dilation 2: one voxel more on H, beyond the full size: zeros
    for case in mercies("mercy: stride <= output_padding < dilation"):
        kwargs = arguments(case)
        extra = kwargs.pop("output_padding")
        extra = [extra] * 3 if isinstance(extra, int) else extra
        y, smaller = call_ours(case), call_ours({**case, "kwargs": kwargs})
        inside = tuple(slice(0, size) for size in smaller.shape)
        assert [size - less for size, less in zip(y.shape[2:], smaller.shape[2:], strict=True)] == extra
        assert (y[inside] == smaller).all()
        assert y.sum() == smaller.sum()


def test_paddle_refuses_what_the_families_say():
    """The recorded status: nonsense is computed, all the rest ends in an exception, a hang or a crash."""
    for case in CASES["refused"]:
        family, status = case["family"], case["status"]
        assert (status == "ok") == family.startswith("nonsense"), case
        assert (status == "timeout") == family.startswith("hang"), case
        assert (status == "crash") == family.startswith("crash"), case


def test_every_family_is_judged_and_there_is_enough_of_each():
    families = {case["family"] for case in CASES["refused"]}
    assert families == CODES.keys() | MERCIES.keys()
    assert len(CASES["results"]) >= 400
    assert sum(case["status"] != "ok" for case in CASES["refused"]) >= 150
    assert CASES["paddle"].startswith("3.3")


def test_the_results_cover_what_paddle_can_be_asked():
    kwargs = [case["kwargs"] for case in CASES["results"]]
    spellings = {str(type(k.get("padding")).__name__) for k in kwargs}
    assert spellings >= {"int", "list", "str", "dict", "NoneType"}
    assert {k.get("data_format", "NCDHW") for k in kwargs} == {"NCDHW", "NDHWC"}
    assert {case["dtype"] for case in CASES["results"]} == {"float32", "float64"}
    assert {case["api"] for case in CASES["results"]} == {"functional", "layer"}
    assert any(0 in case["x"] for case in CASES["results"])
    per_group = [case["weight"][1] for case in CASES["results"] if case["kwargs"].get("groups", 1) in (2, 3)]
    assert sum(count >= 2 for count in per_group) > 50
    axes = [case["x"][1:-1] if case["kwargs"].get("data_format") == "NDHWC" else case["x"][2:]
            for case in CASES["results"]]  # fmt: skip
    assert sum(len(set(sizes)) == 3 for sizes in axes) > 400
    nonzero = [np.count_nonzero(expected(case)) for case in CASES["results"] if prod(case["y"]) > 20]
    assert min(nonzero) > 0
