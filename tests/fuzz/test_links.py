"""No link breaks the app: none is a traceback, takes longer than two seconds, or more memory than a visitor may have.

How many are tried is for CONV3DT_FUZZ_DOOR and CONV3DT_FUZZ_APP to say.
"""

from __future__ import annotations

import os
from collections import Counter
from itertools import pairwise

from pages._shared import parameters
from tests.fuzz.links import NAMES, NONSENSE, PATHS, links
from tests.fuzz.meter import MEBIBYTES, measured

DOOR = int(os.environ.get("CONV3DT_FUZZ_DOOR", "5000"))
APP = int(os.environ.get("CONV3DT_FUZZ_APP", "150"))
SEED = 20_240


def test_the_links_are_the_same_each_time_and_of_every_kind() -> None:
    found = links(3_000, SEED)
    assert found == links(3_000, SEED) != links(3_000, SEED + 1)
    assert {link.path for link in found} == set(PATHS)
    given = [(name, text) for link in found for name, texts in link.parsed().items() for text in texts]
    assert {name for name, _ in given} >= set(NAMES)
    fitting = Counter(parameters.fits(name, text) for name, text in given if name in NAMES)
    assert min(fitting[True], fitting[False]) > 1_000
    assert len({text for _, text in given} & set(NONSENSE)) > len(NONSENSE) * 0.9
    assert max(len(link.query) for link in found) > 100_000
    assert all(a != b for a, b in pairwise(found))


def test_links_through_the_door() -> None:
    found = measured("door", DOOR, SEED)
    assert (found["count"], found["faults"]) == (DOOR, [])
    assert found["mebibytes"] < MEBIBYTES


def test_links_in_the_app() -> None:
    found = measured("visits", APP, SEED)
    assert (found["count"], found["faults"]) == (APP, [])
    assert found["mebibytes"] < MEBIBYTES
