"""Random layers against the frameworks that are installed: `python -m tests.conformance.run --layers 10000`.

Prints one line per framework and exits with 1 if anything is unexplained. N layers are compared with Paddle and torch,
a fifth with onnxruntime and JAX, at most 300 with Keras; one drawn in six is mostly wrong, to see what both refuse.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402

from tests.conformance.judge import Tally, judge  # noqa: E402
from tests.conformance.oracle import NAMES, Oracle, load, resolved  # noqa: E402
from tests.property.strategies import any_layer, valid_layer  # noqa: E402

SHARE = {"paddle": 1.0, "torch": 1.0, "onnxruntime": 0.2, "jax": 0.2, "keras": 1.0}
MOST = {"keras": 300}
#: Layers drawn for each one wanted, at most: a dialect that can express next to none must not go on for ever.
MOST_DRAWN = 10
# Asked a second time, with the same arguments: Paddle never, as that is what it is asked anyway; JAX, which compiles
# every call, one time in five.
AGAIN_EVERY = {"paddle": 0, "jax": 5}


class Random:
    """Numbers from a NumPy generator, for `valid_layer` and `any_layer`."""

    def __init__(self, seed: int) -> None:
        self.numbers = np.random.default_rng(seed)

    def integer(self, low: int, high: int) -> int:
        return int(self.numbers.integers(low, high + 1))

    def one_of(self, options: Sequence[Any]) -> Any:
        return options[self.integer(0, len(options) - 1)]


def compare(oracle: Oracle, layers: int, seed: int) -> Tally:
    """Judge sound layers, and a fifth as many of any kind, until `layers` could be compared."""
    choose, tally = Random(seed), Tally()
    every = AGAIN_EVERY.get(oracle.name, 1)
    for number in range(MOST_DRAWN * layers):
        if tally.compared >= layers:
            break
        layer = valid_layer(choose, largest=4, between=number % 11 == 0)
        judge(oracle, layer, number, tally, direct=bool(every) and number % every == 0)
        if every and number % (5 * every) == 1:
            judge(oracle, resolved(oracle.plain(layer)), number, tally)
        if number % 5 == 0:
            judge(oracle, resolved(oracle.plain(any_layer(choose))), number, tally, direct=bool(every))
    return tally


def report(name: str, tally: Tally, seconds: float) -> None:
    numbers = (tally.compared, tally.direct, tally.refused, sum(tally.known.values()), tally.not_expressible)
    row = "".join(f"{number:>15}" for number in (*numbers, len(tally.unexplained)))
    print(f"{name:<12}{row}{seconds:>10.0f}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance.run", description=__doc__)
    parser.add_argument("--layers", type=int, default=1000)
    parser.add_argument("--only", nargs="+", choices=NAMES, default=[name for name in NAMES if name != "keras"])
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(arguments)
    heads = ("compared", "same arguments", "both refuse", "known", "not expressible", "unexplained")
    print(f"{'framework':<12}{''.join(f'{head:>15}' for head in heads)}{'seconds':>10}")
    known, unexplained, short = [], [], []
    for name in asked.only:
        start = time.perf_counter()
        oracle = load(name)
        layers = min(round(asked.layers * SHARE[name]), MOST.get(name, asked.layers))
        tally = compare(oracle, layers, asked.seed)
        oracle.close()
        report(name, tally, time.perf_counter() - start)
        short += [name] * (tally.compared < layers)
        known += [f"{count:>7}  {what}" for what, count in sorted(tally.known.items())]
        known += [f"{count:>7}  paddle {what}" for what in ("hangs", "crashes") if (count := getattr(oracle, what, 0))]
        unexplained += tally.unexplained
    print("\nknown differences seen", *known, sep="\n")
    if unexplained:
        print("\nunexplained", *unexplained, sep="\n")
    if short:
        print("\ntoo few compared:", *short)
    return int(bool(unexplained or short))


if __name__ == "__main__":
    sys.exit(main())
