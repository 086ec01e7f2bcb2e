"""What is offered as a remedy is one: applied, the error is gone and no other has come."""

from __future__ import annotations

from conv3dt_core import LayerParams, check
from conv3dt_core.diagnostics import errors_of
from conv3dt_core.fixes import merge_axes
from tests.unit.samples import random_layers


def test_each_fix_of_a_lone_error_mends_the_layer():
    seen = 0
    for params, size, asked, reported in random_layers(7500):
        errors = errors_of(reported)
        if len(errors) != 1:
            continue
        seen += 1
        assert errors[0].fixes, f"no remedy: {params} {size} {asked}"
        for fix in errors[0].fixes:
            after = errors_of(check(*fix.apply(params, size, asked)))
            assert not after, f"{fix.label}: {after}"
    assert seen >= 2000


def test_fixes_of_merged_axes_mend_all_of_them():
    params = LayerParams.of(1, 1, 3, stride=0)
    (merged,) = merge_axes(check(params, 3))
    assert merged.axis == "D, H, W"
    for fix in merged.fixes:
        assert not errors_of(check(*fix.apply(params, 3)))
