"""Lesson: dilation, the step between taps."""

from pages._shared.lessons.model import Lesson, Step, ask, empty, lands, layer, shot

_TWO = shot("scene", layer(1, 3, dilation=2))
_THREE = shot("scene", layer(1, 3, dilation=3))
_FILLED, _SHARED, _APART = layer(3, 3, dilation=2), layer(3, 3, stride=2, dilation=2), layer(3, 3, stride=2, dilation=3)
_FILL, _TRAP = shot("axes", _FILLED), shot("axes", _SHARED)
_STEPS = _THREE.facts["k"] - 1
_HOLES, _OUT, _K = len(empty(_SHARED)), _TRAP.facts["out"], _TRAP.facts["k"]
_PAIRS = int(_SHARED.geometry.w.overlap().sum())

LESSON = Lesson(
    "dilation",
    (
        Step("spread", _TWO),
        Step(
            "extent", _THREE, {"steps": _STEPS},
            ask(
                _THREE.facts["extent"], _TWO, steps=_STEPS * _THREE.facts["dil"],
                times=_THREE.facts["k"] * _THREE.facts["dil"],
            ),
        ),
        Step("weights", _THREE, {"rest": _THREE.facts["voxels"] - _THREE.facts["written"]}),
        Step(
            "fill", _FILL,
            {"first_lands": lands(_FILLED, 0), "second_lands": lands(_FILLED, 1), "third_lands": lands(_FILLED, 2)},
        ),
        Step(
            "trap", _TRAP, {"pairs": _PAIRS, "holes": _HOLES, "reached": _OUT - _HOLES},
            ask(_HOLES, _FILL, enough=_OUT - _PAIRS, block=_OUT - _K),
        ),
        Step("apart", shot("axes", _APART), {"empty": empty(_APART)}),
    ),
)  # fmt: skip
