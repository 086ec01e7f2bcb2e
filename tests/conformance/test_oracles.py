"""Every framework that is here: random layers, its own and the others' test cases, refusals, known differences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from conv3dt_core import check
from conv3dt_core.diagnostics import errors_of
from tests.conformance.cases import CASES
from tests.conformance.conditions import may_hang_paddle
from tests.conformance.differences import DIFFERENCES, Kind
from tests.conformance.judge import Tally, judge
from tests.conformance.oracle import NAMES, asked_for, load, resolved
from tests.property.strategies import any_layers, seeds, valid_layers

ASKED = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in asked_for()]
# JAX compiles every call, Keras builds a layer for it.
RESULTS = {"paddle": 300, "torch": 300, "onnxruntime": 1000, "jax": 100, "keras": 200}
REFUSALS = {"paddle": 900, "torch": 900, "onnxruntime": 900, "jax": 200, "keras": 300}

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module", params=ASKED)
def oracle(request, import_oracle):
    import_oracle(request.param)
    found = load(request.param)
    yield found
    found.close()


@pytest.fixture
def tally(oracle, oracle_counts):
    """Count what is compared; what is unexplained fails the test at once, so that hypothesis can shrink it."""
    tally = Tally()
    yield tally
    oracle_counts[oracle.name] += tally.compared
    oracle_counts[f"{oracle.name} refusals"] += tally.refused


def test_random_layers(oracle, tally):
    @given(valid_layers(between=True), seeds)
    @settings(max_examples=RESULTS[oracle.name])
    def agree(layer, seed):
        judge(oracle, layer, seed, tally)
        assert not tally.unexplained, tally.unexplained.pop()

    agree()
    assert tally.compared >= RESULTS[oracle.name] // 5


def test_random_layers_in_words_it_has(oracle, tally):
    @given(valid_layers(), seeds)
    @settings(max_examples=RESULTS[oracle.name])
    def agree(layer, seed):
        judge(oracle, resolved(oracle.plain(layer)), seed, tally)
        assert not tally.unexplained, tally.unexplained.pop()

    agree()
    assert tally.direct >= RESULTS[oracle.name] // 5


def test_refusals(oracle, tally):
    """What we refuse is refused, or known to be accepted."""

    @given(any_layers())
    @settings(max_examples=REFUSALS[oracle.name])
    def agree(layer):
        layer = resolved(oracle.plain(layer))
        if oracle.name == "paddle" and may_hang_paddle(layer):
            return  # a hang costs seconds: one below is enough
        if errors_of(check(*layer.asked)):
            judge(oracle, layer, 0, tally)
        assert not tally.unexplained, tally.unexplained.pop()

    agree()
    assert tally.refused >= REFUSALS[oracle.name] // 10


@pytest.mark.parametrize("name", CASES)
def test_cases_of_the_frameworks(oracle, tally, name):
    judge(oracle, CASES[name], len(name), tally)
    assert not tally.unexplained


def test_known_differences_are_seen(oracle, tally):
    mine = [known for known in DIFFERENCES if known.framework == oracle.name]
    for known in mine:
        layer = known.layer
        assert known.applies(layer), known.name
        assert bool(errors_of(check(*layer.asked))) == (known.kind is Kind.ACCEPTS), known.name
        before = tally.known[known.name]
        judge(oracle, layer, 1, tally)
        assert not tally.unexplained
        assert tally.known[known.name] > before, f"{known.name} is not seen"
    assert mine


def test_the_table_of_cases():
    assert len(CASES) >= 40
    assert {name.split()[0] for name in CASES} == {"paddle", "torch", "onnx"}
    assert not any(errors_of(check(*layer.asked)) for layer in CASES.values())


def test_every_framework_has_differences():
    assert {known.framework for known in DIFFERENCES} == set(NAMES)
    assert len({known.name for known in DIFFERENCES}) == len(DIFFERENCES)
