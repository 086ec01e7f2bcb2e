"""Runs of the numbers page with long kernels, strides and dilations, each as large as the budget allows or smaller."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from conv3dt_core import InvalidLayerError, LayerParams, backends, plan
from conv3dt_core.diagnostics import Triple
from conv3dt_core.numbers import Comparison, Job, cost, weight_of, x_of
from tests.fuzz.meter import report

#: How long one, two or three long axes may be, so that enough of the layers fit.
_LONGEST = (10**7, 3_000, 250)
#: Seconds of processor, on two threads and for both backends. The budget's 2 are an estimate of the work alone.
_SECONDS = 20.0


def jobs(count: int, seed: int) -> Iterator[Job]:
    """Yield so many runs that the budget allows; the same each time."""
    rng = random.Random(seed)
    while count:
        job = _drawn(rng)
        if job is not None and cost(job).fits:
            count -= 1
            yield job


def _drawn(rng: random.Random) -> Job | None:
    axes = rng.choice([(0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)])

    def triple(often: float) -> Triple:
        """Numbers of three, long ones here and there, evenly over their magnitudes."""
        long = [axis in axes and rng.random() < often for axis in range(3)]
        most = _LONGEST[len(axes) - 1]
        d, h, w = (round(most ** rng.random()) if is_long else rng.choice((1, 1, 2, 3)) for is_long in long)
        return d, h, w

    channels = rng.choice((1, 2, 8, 64)), rng.choice((1, 2, 8, 64))
    try:
        params = LayerParams.of(*channels, triple(0.7), triple(0.6), dilation=triple(0.4))
        return Job(params, plan(params, triple(0.4)), rng.choice((1, 3)), bias=False)
    except InvalidLayerError:
        return None


def fault(job: Job) -> str | None:
    """Return what is wrong with a run."""
    params, size = job.params, job.geometry.input_size
    x, weight = x_of("random", job.batch, params.in_channels, size), weight_of(params, "xavier", 0)
    compared = Comparison(job, x, weight, None)
    list(compared)
    return None if compared.agrees else f"differ by {compared.largest}, explained are {compared.rounding}"


if __name__ == "__main__":
    count, seed = map(int, sys.argv[1:])
    backends.load("torch_backend")
    report(jobs(count, seed), fault, lambda job: f"{job.params}, {job.geometry.input_size}", _SECONDS)
