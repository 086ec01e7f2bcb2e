"""Lesson: output_size, a choice among the sizes one convolution makes alike."""

from dataclasses import replace

from conv3dt_core.decoder import NetLayer
from pages._shared.lessons.model import Layer, Lesson, Step, ask, layer, shot

# The convolutions that go the other way.
_HALVE = NetLayer("conv", (3,) * 3, (2,) * 3, ((1, 1),) * 3)
_THIRD = NetLayer("conv", (5,) * 3, (3,) * 3, ((1, 1),) * 3)
_TWO, _THREE, _BARE = layer(8, 3, stride=2, padding=1), layer(4, 5, stride=3, padding=1), layer(4, 2, stride=2)


def _asked(of: Layer, size: int) -> Layer:
    return replace(of, output_size=(size,) * 3)


def _base(inputs: int) -> int:
    """Return the base size of the second layer for another input."""
    return replace(_THREE, input_size=(inputs,) * 3).geometry.w.base_size


_BASE, _WIDE, _EVEN = (shot("sizes", of) for of in (_TWO, _THREE, _BARE))
_LOW, _HIGH = _BASE.facts["low"], _BASE.facts["high"]
_CHOSEN, _MOST = shot("sizes", _asked(_TWO, _HIGH)), shot("sizes", _asked(_THREE, _WIDE.facts["high"]))
_LARGEST = _WIDE.facts["high"]
_NEXT = _LARGEST + 1
_ALIKE = [size for size in range(1, 2 * _NEXT) if _THIRD.output(2, size) == _THIRD.output(2, _LARGEST)]
_ADDED = _asked(_BARE, _EVEN.facts["high"])
_LAST = _EVEN.facts["high"] - 1

LESSON = Lesson(
    "output-size",
    (
        Step(
            "two", _BASE,
            {"a": _LOW, "b": _HIGH, "half": _HALVE.output(2, _LOW), "of_b": _HALVE.output(2, _HIGH)},
        ),
        Step("choose", _CHOSEN, {"more": _CHOSEN.facts["out"] - _CHOSEN.facts["base"]}),
        Step(
            "largest", _MOST, {"half": _THIRD.output(2, _LARGEST), "many": len(_ALIKE)},
            ask(_MOST.facts["high"], _CHOSEN, product=_MOST.facts["n"] * _MOST.facts["s"], closed=_NEXT),
        ),
        Step(
            "refused", shot("sizes", _asked(_THREE, _NEXT)),
            {
                "asked": _NEXT, "base": _WIDE.facts["base"], "s": _WIDE.facts["s"], "n": _WIDE.facts["n"],
                "more": next(n for n in range(1, _NEXT) if _base(n) == _NEXT), "shrunk": _THIRD.output(2, _NEXT),
            },
        ),
        Step(
            "added", shot("sizes", _ADDED), {"index": _LAST, "end": _ADDED.geometry.w.full_size - 1},
            ask(
                len(_ADDED.geometry.w.sources(_LAST)), _EVEN, one=len(_ADDED.geometry.w.sources(_LAST - 1)),
                kernel=_EVEN.facts["k"],
            ),
        ),
        Step("padding", shot("sizes", layer(8, 3, stride=2, padding=1, output_padding=1)), {"asked": _HIGH}),
    ),
)  # fmt: skip
