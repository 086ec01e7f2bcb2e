"""Whatever is pasted or uploaded is answered: refused or handled, with a sentence, at once, in little memory.

How much is tried is for CONV3DT_FUZZ_TEXTS and CONV3DT_FUZZ_MODELS to say.
"""

from __future__ import annotations

import os

import pytest

from tests.fuzz.links import Link
from tests.fuzz.meter import MEBIBYTES, measured
from tests.fuzz.texts import texts
from tests.fuzz.visits import fault, opened

TEXTS = int(os.environ.get("CONV3DT_FUZZ_TEXTS", "1000"))
MODELS = int(os.environ.get("CONV3DT_FUZZ_MODELS", "400"))
SEED = 20_241


def test_texts() -> None:
    assert texts(50, SEED) == texts(50, SEED) != texts(50, SEED + 1)
    found = measured("texts", TEXTS, SEED)
    assert (found["count"], found["faults"]) == (TEXTS, [])
    assert found["mebibytes"] < MEBIBYTES


@pytest.mark.oracle
def test_models(import_oracle) -> None:
    import_oracle("onnx")
    found = measured("models", MODELS, SEED)
    assert (found["count"], found["faults"]) == (MODELS, [])
    assert found["mebibytes"] < MEBIBYTES


def test_texts_in_the_app() -> None:
    """In the box for code and errors, where the net is spelled, and where the shape of x is typed."""
    lens, net = opened(Link("framework-lens", "")), opened(Link("decoder-doctor", ""))
    for text in texts(25, SEED + 2):
        lens.text_area[0].set_value(text).run()
        assert not fault(lens, "framework-lens"), text[:300]
        lens.text_input(key="x").set_value(text[:80]).run()
        assert not fault(lens, "framework-lens"), text[:300]
        next(box for box in net.text_input if (box.key or "").startswith("net-text")).set_value(text).run()
        assert not fault(net, "decoder-doctor"), text[:300]
