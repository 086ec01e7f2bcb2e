"""Each snippet, executed as it stands in its own framework, against the scatter written to be read.

CONV3DT_SNIPPETS sets how many random layers each framework computes (40). TensorFlow is large and no part of the
oracles: where it is missing the snippets of Keras are skipped. An environment with NumPy, pytest, hypothesis and
tensorflow, and nothing else, runs them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conv3dt_core import LayerParams, plan
from conv3dt_core.activations import ACTIVATIONS, apply
from conv3dt_core.frameworks import DIALECTS, Example, Snippet, emit
from conv3dt_core.reference import scatter
from tests.conformance.compare import assert_same
from tests.property.strategies import Layer, valid_layers

pytestmark = pytest.mark.oracle
SNIPPETS = int(os.environ.get("CONV3DT_SNIPPETS", "40"))
#: What the snippets of a dialect import; Keras has a fixture of its own.
IMPORTED = {"paddle": ["paddle"], "pytorch": ["torch"], "onnx": ["onnx", "onnxruntime"], "jax": ["jax"]}
Names = dict[str, Any]

# Where a dialect changes its way of speaking, so that no run depends on luck to come by.
TURNS = [
    LayerParams.of(2, 4, 3, 1, 0, 1, 3, 2, "NDHWC"),  # output_padding beyond the full size
    LayerParams.of(2, 3, 3, 1, [0, 1, 2, 0, 1, 2], (1, 0, 2), 3),  # output_padding that only cancels padding
    LayerParams.of(2, 3, 3, (1, 2, 3), "SAME", (0, 1, 2), 2),
    LayerParams.of(2, 3, (4, 3, 5), (2, 1, 4), "SAME"),  # what Keras calls "same" too, for an input of 4
    LayerParams.of(2, 3, 3, 3, "SAME"),  # what Keras means otherwise
    LayerParams.of(4, 6, 2, 2, [0, 1, 2, 0, 1, 1], 1, (1, 3, 2), 2),
    LayerParams.of(2, 3, 1, (2, 3, 1)),  # a kernel shorter than the stride
    LayerParams.of(2, 3, 3, 1, 1, 0, (1, 2, 3)),  # dilation without a stride
    LayerParams.of(2, 4, 3, 1, 1, 0, 2, 2),  # the same by groups
]


@pytest.fixture(params=DIALECTS)
def dialect(
    request: pytest.FixtureRequest,
    import_oracle: Callable[[str], ModuleType],
    import_keras: Callable[[], ModuleType],
) -> str:
    if request.param == "keras":
        import_keras()
    for name in IMPORTED.get(request.param, ()):
        import_oracle(name)
    return str(request.param)


def array(tensor: Any) -> np.ndarray:
    """Return a tensor of any framework as a NumPy array."""
    return np.asarray(tensor.detach() if hasattr(tensor, "detach") else tensor)


def executed(snippet: Snippet) -> Names:
    """Run a snippet. A layer that starts with a bias of zeros gets another one and computes once more."""
    names: Names = {}
    exec(snippet.code, names)
    bias = getattr(names.get("layer"), "bias", None)
    if bias is not None and not array(bias).any():
        numbers = np.random.default_rng(0).standard_normal(bias.shape).astype("float32")
        (bias.assign if hasattr(bias, "assign") else bias.set_value)(numbers)
        exec(snippet.code[snippet.code.index("\ny = ") :], names)
    return names


def parameters(snippet: Snippet, names: Names) -> tuple[np.ndarray, np.ndarray | None]:
    """Return the weight in Paddle's layout, and the bias or None."""
    layer = names.get("layer")
    if layer is None:
        weight, bias = names["weight"], names.get("bias")
    else:
        weight = layer.kernel if snippet.dialect == "keras" else layer.weight
        bias = names.get("bias", layer.bias)
    weight = array(weight)
    if snippet.weight_layout.startswith("(kD"):
        weight = weight.transpose(4, 3, 0, 1, 2)
    return weight, None if bias is None else array(bias)


def expected(case: Example, snippet: Snippet, names: Names) -> np.ndarray:
    """Compute in float64 with the snippet's numbers, in the snippet's layout; the activation is left to the caller."""
    last = snippet.data_layout == "NDHWC"
    x = array(names["x"])
    weight, bias = parameters(snippet, names)
    assert (bias is not None) == case.bias
    double = [None if a is None else a.astype("float64") for a in (np.moveaxis(x, -1, 1) if last else x, weight, bias)]
    y = scatter(*double, case.geometry, case.params.groups)
    return np.moveaxis(y, 1, -1) if last else y


def compare(case: Example, dialect: str) -> None:
    snippet = emit(dialect, case)
    names = executed(snippet)
    assert_same(expected(case, snippet, names).astype("float32"), array(names["y"]), snippet.code)


def as_example(layer: Layer, bias: bool) -> Example:
    return Example(layer.params, plan(*layer.asked), 2, bias, by_output_size=layer.output_size is not None)


def test_random_layers(dialect: str, oracle_counts: Counter[str]) -> None:
    @given(valid_layers(largest=4, between=True), st.booleans())
    @settings(max_examples=SNIPPETS)
    def run(layer: Layer, bias: bool) -> None:
        compare(as_example(layer, bias), dialect)
        oracle_counts[f"{dialect} snippets"] += 1

    for params in TURNS:
        run = example(Layer(params, (4, 4, 4), None), True)(run)
    run()
    assert oracle_counts[f"{dialect} snippets"] >= SNIPPETS


def test_activations(dialect: str) -> None:
    for name in sorted(ACTIVATIONS):
        for layout in ("NCDHW", "NDHWC"):
            params = LayerParams.of(1, 2, 2, data_format=layout)
            case = Example(params, plan(params, 2), activation=name)
            snippet = emit(dialect, case)
            names = executed(snippet)
            ours, y = expected(case, snippet, names), array(names["y"])
            # Softmax runs over the last axis of the layer's layout, so compare there.
            if snippet.data_layout != layout:
                ours, y = np.moveaxis(ours, -1, 1), np.moveaxis(y, -1, 1)
            ours = np.ascontiguousarray(ours)
            if f"# {name} is left out" not in snippet.code:
                apply(name, ours)
            assert_same(ours.astype("float32"), y, snippet.code)
