"""Lesson: stride, the step between blocks."""

from pages._shared.lessons.model import Lesson, Step, ask, empty, layer, shot

_TWO, _FOUR, _HOLES = layer(3, 3, stride=2), layer(4, 4, stride=3), layer(3, 2, stride=3)
_AXIS, _LONG, _WIDE = shot("axes", _TWO, (1, 1, 1)), shot("axes", _FOUR), shot("axes", _HOLES)
_TIGHT, _SIDE_BY_SIDE = shot("axes", layer(4, 4)), shot("axes", layer(3, 3, stride=3))
_START = _FOUR.geometry.w.target(3, 0)

LESSON = Lesson(
    "stride",
    (
        Step("move", shot("scene", _TWO, (1, 1, 1))),
        Step("axis", _AXIS, {"start": _TWO.geometry.w.target(2, 0)}),
        Step(
            "size", _LONG, {"start": _START, "now": _TIGHT.facts["s"]},
            ask(
                _LONG.facts["out"], _TIGHT, product=_LONG.facts["n"] * _LONG.facts["s"],
                still=_LONG.facts["n"] - 1 + _LONG.facts["k"],
            ),
        ),
        Step(
            "holes", _WIDE, {"holes": len(empty(_HOLES)), "covered": _WIDE.facts["out"] - len(empty(_HOLES))},
            ask(
                len(empty(_HOLES)), _SIDE_BY_SIDE, none=0,
                each=_WIDE.facts["n"] * (_WIDE.facts["s"] - _WIDE.facts["k"]),
            ),
        ),
        Step("double", shot("axes", layer(4, 2, stride=2))),
    ),
)  # fmt: skip
