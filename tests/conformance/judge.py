"""One layer, one framework, one verdict: same, refused by both, known difference, not expressible, unexplained."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from conv3dt_core import check, conv3d_transpose, plan
from conv3dt_core.diagnostics import errors_of
from tests.conformance.calls import Array, arguments, arrays
from tests.conformance.compare import assert_same
from tests.conformance.differences import Kind, reasons
from tests.conformance.oracle import NotExpressibleError, Oracle, RefusedError
from tests.property.strategies import Layer


@dataclass
class Tally:
    """What came out so far."""

    compared: int = 0
    direct: int = 0
    refused: int = 0
    known: Counter[str] = field(default_factory=Counter)
    not_expressible: int = 0
    unexplained: list[str] = field(default_factory=list)

    def explain(self, oracle: Oracle, kind: Kind, layer: Layer, what: str) -> None:
        """Count a difference under the names it has, or as unexplained."""
        found = reasons(oracle.name, kind, layer)
        self.known.update(known.name for known in found)
        if not found:
            self.unexplained.append(f"{oracle.name}: {what}: {layer}")


def judge(oracle: Oracle, layer: Layer, seed: int, tally: Tally, *, direct: bool = True) -> None:
    """Ask a framework about a layer, sound or not.

    Parameters
    ----------
    oracle : Oracle
    layer : Layer
        Resolved: with its pads and extra.
    seed : int
        Of the arrays, the dtype, the bias and the spelling.
    tally : Tally
        Takes the verdict.
    direct : bool
        Ask also with the layer's own arguments, without help by hand.
    """
    if errors_of(check(*layer.asked)):
        judge_refusal(oracle, layer, tally)
        return
    dtypes = oracle.dtypes(layer)
    x, weight, bias = arrays(layer, seed, dtypes[seed % len(dtypes)])
    given = (x, weight, bias if seed % 3 else None)
    more = {**arguments(layer, seed), "output_size": layer.output_size}
    ours = conv3d_transpose(*given, **more, backend="numpy")
    assert ours.shape == expected_shape(layer, len(x))
    judge_result(oracle, layer, given, ours, tally)
    if direct:
        judge_direct(oracle, layer, given, ours, tally)


def expected_shape(layer: Layer, batch: int) -> tuple[int, ...]:
    size, channels = plan(*layer.asked).output_size, layer.params.out_channels
    return (batch, *size, channels) if layer.params.data_format == "NDHWC" else (batch, channels, *size)


def judge_refusal(oracle: Oracle, layer: Layer, tally: Tally) -> None:
    try:
        shape = oracle.attempt(layer)
    except RefusedError:
        tally.refused += 1
    except NotExpressibleError:
        tally.not_expressible += 1
    else:
        tally.explain(oracle, Kind.ACCEPTS, layer, f"gives {shape}, we refuse")


Given = tuple[Array, Array, Array | None]


def judge_result(oracle: Oracle, layer: Layer, given: Given, ours: Array, tally: Tally) -> None:
    try:
        assert_same(ours, oracle.compute(layer, *given), layer)
        tally.compared += 1
    except AssertionError as error:
        tally.unexplained.append(f"{oracle.name}: {error}")
    except NotExpressibleError:
        tally.not_expressible += 1
    except RefusedError as error:
        tally.explain(oracle, Kind.REFUSES, layer, f"refuses: {error}")


def judge_direct(oracle: Oracle, layer: Layer, given: Given, ours: Array, tally: Tally) -> None:
    """Hold the table to the letter: refused, another result, or ours, exactly where it says so."""
    try:
        theirs = oracle.direct(layer, *given)
    except RefusedError as error:
        tally.explain(oracle, Kind.REFUSES, layer, f"refuses the same arguments: {error}")
        return
    tally.direct += 1
    if any(reasons(oracle.name, Kind.REFUSES, layer)):
        tally.unexplained.append(f"{oracle.name}: takes what it is known to refuse: {layer}")
        return
    try:
        assert_same(ours, theirs, layer)
    except AssertionError as error:
        tally.explain(oracle, Kind.DIFFERS, layer, f"other result of the same arguments: {error}")
        return
    for known in reasons(oracle.name, Kind.DIFFERS, layer):
        tally.unexplained.append(f"{known.name} is not seen in {layer}")
