"""What holds for `check`, `plan`, the fixes and the solver, whatever the layer is."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conv3dt_core import InvalidLayerError, LayerParams, check, plan, solve
from conv3dt_core.diagnostics import Severity, errors_of
from conv3dt_core.fixes import merge_axes
from conv3dt_core.validation import check_call, check_layer
from tests.property.strategies import Layer, any_layers, same_pads, valid_layers


def identity(diagnostic):
    return diagnostic.code, diagnostic.axis, dict(diagnostic.values).get("name")


@given(valid_layers(between=True))
def test_legal_layers_have_no_errors(layer: Layer):
    assert errors_of(check(*layer.asked)) == ()
    assert errors_of(check_layer(layer.params)) == ()


@given(any_layers())
@settings(max_examples=300)
def test_check_holds_an_error_iff_plan_raises(layer: Layer):
    diagnostics = check(*layer.asked)
    if errors_of(diagnostics):
        with pytest.raises(InvalidLayerError) as caught:
            plan(*layer.asked)
        assert caught.value.diagnostics == diagnostics
    else:
        assert min(plan(*layer.asked).output_size) >= 1


def is_legal(layer: Layer) -> bool:
    """Return whether Paddle's rules, and ours where it has none, are kept: written again, in one breath."""
    p, axes = layer.params, []
    for axis in range(3):
        n, k, s, d = layer.input_size[axis], p.kernel_size[axis], p.stride[axis], p.dilation[axis]
        extra = 0 if layer.output_size else p.output_padding[axis]
        if min(n, k, s, d) < 1 or (p.padding != "SAME" and min(p.padding[axis]) < 0) or extra < 0:
            return False
        d = 1 if p.padding == "SAME" else d
        pads = same_pads(n, k, s) if p.padding == "SAME" else p.padding[axis]
        base = (n - 1) * s + d * (k - 1) + 1 - sum(pads)
        size = layer.output_size[axis] if layer.output_size else base + extra
        axes.append(size >= 1 and (base <= size < base + s if layer.output_size else extra < max(s, d)))
    channels = min(p.groups, p.in_channels, p.out_channels) >= 1
    return all(axes) and channels and p.in_channels % p.groups == p.out_channels % p.groups == 0


@given(any_layers())
@settings(max_examples=300)
def test_check_holds_an_error_iff_a_rule_is_broken(layer: Layer):
    assert is_legal(layer) == (not errors_of(check(*layer.asked)))


@given(any_layers())
def test_diagnostics_come_in_order_once_each(layer: Layer):
    diagnostics = check(*layer.asked)
    severities = [list(Severity).index(d.severity) for d in diagnostics]
    assert severities == sorted(severities)
    assert len({identity(d) for d in diagnostics}) == len(diagnostics)
    for diagnostic in diagnostics:
        assert bool(diagnostic.fixes) <= (diagnostic.severity is Severity.ERROR)
        hash(diagnostic)


@given(any_layers())
@settings(max_examples=300)
def test_every_fix_removes_its_error(layer: Layer):
    diagnostics = check(*layer.asked)
    errors = errors_of(diagnostics)
    before = {identity(error) for error in errors}
    for error in errors:
        for fix in error.fixes:
            after = {identity(d) for d in errors_of(check(*fix.apply(*layer.asked)))}
            assert identity(error) not in after
            if len(errors) == 1:
                assert not after
        if len(errors) == 1:
            assert error.fixes, before


@given(any_layers())
@settings(max_examples=200)
def test_every_fix_of_merged_axes_removes_its_error_on_all_of_them(layer: Layer):
    diagnostics = check(*layer.asked)
    for merged in merge_axes(diagnostics):
        axes = (merged.axis or "").split(", ")
        for fix in merged.fixes:
            after = check(*fix.apply(*layer.asked))
            left = [d for d in after if d.code == merged.code and d.axis in axes and merged.axis is not None]
            assert not left, fix


@given(any_layers())
def test_what_needs_no_input_is_part_of_what_is_found_with_one(layer: Layer):
    found = {identity(d) for d in check(*layer.asked)}
    assert {identity(d) for d in check_layer(layer.params)} <= found


@given(any_layers())
def test_a_call_differs_from_a_layer_in_one_rule(layer: Layer):
    both = layer.output_size is not None and any(layer.params.output_padding)
    codes = {str(d.code) for d in check_call(*layer.asked)}
    assert ("output-size-with-output-padding" in codes) == both
    note = {"output-size-replaces-output-padding", "output-size-with-output-padding"}
    assert codes - note == {str(d.code) for d in check(*layer.asked)} - note


@given(any_layers())
def test_params_read_their_own_normal_form(layer: Layer):
    params = layer.params
    values = {field.name: getattr(params, field.name) for field in fields(params)}
    if params.padding != "SAME":
        values["padding"] = [pad for pair in params.padding for pad in pair]
    again = LayerParams.of(**values)
    assert again == params
    assert hash(again) == hash(params)


@given(valid_layers(), st.sets(st.sampled_from(["kernel_size", "stride", "dilation", "padding", "output_padding"])))
def test_the_solver_finds_a_layer_where_there_is_one(layer: Layer, names: set[str]):
    params, output = layer.params, plan(*layer.asked).output_size
    fixed = {name: getattr(params, name) for name in names}
    if fixed.get("padding", "SAME") != "SAME":
        fixed["padding"] = [pad for pair in layer.pads for pad in pair]
    if "output_padding" in fixed:
        fixed["output_padding"] = layer.extra
    if "dilation" not in fixed and max(params.dilation) > 2:
        fixed["dilation"] = params.dilation
    if params.padding == "SAME" or any(
        max(pair) >= axis.kernel_extent for pair, axis in zip(layer.pads, plan(*layer.asked).axes, strict=True)
    ):  # beyond the bounds of the solver, unless it is told
        fixed["padding"] = "SAME" if params.padding == "SAME" else [pad for pair in layer.pads for pad in pair]
    answers = solve(layer.input_size, output, limit=5, **fixed)
    assert answers
    for answer in answers:
        assert plan(answer, layer.input_size).output_size == output
