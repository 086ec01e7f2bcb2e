"""Whatever fits the budget is computed, in about the time that is said, and both backends agree.

How many are tried is for CONV3DT_FUZZ_RUNS to say.
"""

import os

from tests.fuzz.meter import MEBIBYTES, measured

RUNS, SEED = int(os.environ.get("CONV3DT_FUZZ_RUNS", "150")), 1


def test_runs_within_the_budget() -> None:
    found = measured("runs", RUNS, SEED)
    assert (found["count"], found["faults"]) == (RUNS, [])
    assert found["mebibytes"] < 2 * MEBIBYTES  # what torch and its threads keep comes on top
