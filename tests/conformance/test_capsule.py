"""The scripts of a bug capsule, run: right layers give the shape they say, wrong ones fail in the real framework."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from conv3dt_core import LayerParams, check
from conv3dt_core.capsule import capsule
from conv3dt_core.diagnostics import errors_of

pytestmark = pytest.mark.oracle
FRAMEWORKS = ("paddle", "torch")

#: What both frameworks refuse: the layer, the input, the output_size asked for, the rule.
WRONG = [
    ((4, 6, 3, 0), 8, None, "stride-not-positive"),
    ((4, 6, 3, (1, -1, 1)), 8, None, "stride-not-positive"),
    ((4, 6, -1), 8, None, "kernel-size-not-positive"),
    ((4, 6, 3, 1, -1), 8, None, "padding-negative"),
    ((4, 6, 3, 1, 0, -1), 8, None, "output-padding-negative"),
    ((4, 6, 3, 2, 0, 2), 8, None, "output-padding-too-large"),
    ((4, 6, 3, 2), 8, 19, "output-size-out-of-range"),
    ((4, 6, 3, 2), (8, 8, 9), (17, 16, 19), "output-size-out-of-range"),
    ((4, 6, 3, 1, 2), 1, None, "output-size-not-positive"),
    ((4, 6, 3, 1, 0, 0, 1, 3), 8, None, "channels-not-divisible-by-groups"),
    ((4, 6, 3, 1, 0, 0, 1, 4), 8, None, "channels-not-divisible-by-groups"),
    ((4, 6, 3, 1, 0, 0, 1, 0), 8, None, "groups-not-positive"),
    ((4, 6, 3, 2, 0, 2, 1, 1, "NDHWC"), (3, 4, 5), None, "output-padding-too-large"),
]
RIGHT = [
    ((4, 6, 3, 2, 1), (3, 4, 5), (6, 7, 10)),
    ((4, 6, 3, (1, 2, 2), [0, 1, 1, 0, 0, 0], (0, 1, 1), 1, 2, "NDHWC"), (3, 4, 5), None),
    ((4, 6, 4, 2, "SAME"), 5, None),
]


@pytest.fixture(params=FRAMEWORKS)
def framework(request: pytest.FixtureRequest, import_oracle: Callable[[str], ModuleType]) -> str:
    import_oracle(request.param)
    return str(request.param)


def script_of(framework: str, markdown: str) -> str | None:
    found = re.findall(r"```python\n(.*?)\n```", markdown, re.DOTALL)
    return next((script for script in found if script.startswith(f"import {framework}\n")), None)


@pytest.mark.parametrize(("spelled", "size", "asked", "code"), WRONG)
def test_the_script_of_a_wrong_layer_fails(framework, oracle_counts, spelled, size, asked, code):
    params = LayerParams.of(*spelled)
    assert {d.code for d in errors_of(check(params, size, asked))} == {code}
    script = script_of(framework, capsule(params, size, asked).markdown)
    assert script is not None
    with pytest.raises(Exception) as caught:  # noqa: PT011  (each framework has exceptions of its own)
        exec(script, {})
    # It fails where the layer is made or called, not for a mistake in the script.
    assert not isinstance(caught.value, SyntaxError | NameError | ImportError | AttributeError), caught.value
    assert "assert" not in script
    oracle_counts[framework] += 1


@pytest.mark.parametrize(("spelled", "size", "asked"), RIGHT)
def test_the_script_of_a_right_layer_runs(framework, oracle_counts, spelled, size, asked):
    script = script_of(framework, capsule(LayerParams.of(*spelled), size, asked).markdown)
    assert script is not None
    names: dict[str, Any] = {}
    exec(script, names)
    assert script.endswith(f"assert tuple(y.shape) == {tuple(names['y'].shape)}")
    oracle_counts[framework] += 1
