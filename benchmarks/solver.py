"""How long the solver takes within its usual bounds, for questions with and without an answer.

Run: python benchmarks/solver.py [questions]
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from conv3dt_core import InvalidLayerError, solve
from conv3dt_core.solver import input_sizes_for

STANDARD = {"kernel_size": 3, "stride": 2, "padding": 1}
KEPT: tuple[dict[str, Any], ...] = ({}, {}, {"stride": 2}, {"kernel_size": 3}, STANDARD)


def questions(count: int) -> Iterator[tuple[Any, Any, dict[str, Any]]]:
    """Half of them up to four times the input, which may be possible; half of them beyond."""
    rng = random.Random(0)
    for _ in range(count):
        size = tuple(rng.randint(1, 300) for _ in range(3))
        times = rng.choice([2, 2, 4, 8])
        yield size, tuple(max(1, n * times + rng.randint(-4, 4)) for n in size), rng.choice(KEPT)


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    """Return the result, or None where there is none, and the milliseconds it took."""
    start = time.perf_counter()
    try:
        result = run()
    except InvalidLayerError:
        result = None
    return result, (time.perf_counter() - start) * 1e3


def row(name: str, times: list[float]) -> str:
    """Return a line of the table."""
    times = sorted(times)
    shown = (times[len(times) // 2], times[int(len(times) * 0.95)], times[-1])
    return f"| {name} | {len(times)} | {' | '.join(f'{ms:.2f}' for ms in shown)} |"


def main(count: int) -> None:
    found, missed, inputs = [], [], []
    for size, asked, kept in questions(count):
        answers, ms = timed(lambda s=size, a=asked, k=kept: solve(s, a, **k))
        (found if answers else missed).append(ms)
        for params in answers[:1] if answers else ():
            inputs.append(timed(lambda p=params, a=asked: input_sizes_for(p, a, by_output_size=True))[1])
    print("| | questions | p50 ms | p95 | most |\n|---|---|---|---|---|")
    print(row("the best 20 layers", found))
    print(row("no layer, with the reason", missed))
    print(row("which inputs", inputs))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
