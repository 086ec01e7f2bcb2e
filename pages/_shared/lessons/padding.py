"""Lesson: padding crops the output."""

from itertools import product

from pages._shared.lessons.model import Lesson, Step, ask, layer, shot

_AT = (1, 1, 3)
_WHOLE = shot("scene", layer((3, 4, 4), 3, stride=2), _AT)
_CUT = shot("scene", layer((3, 4, 4), 3, stride=2, padding=1), _AT)
_FULL, _AXIS = shot("axes", layer(4, 3, stride=2)), shot("axes", layer(4, 3, stride=2, padding=1))
_FRONT_AND_BACK = (0, 1) * 3
_GONE_LAYER = layer(3, 2, stride=2, padding=2)
_GONE = shot("scene", _GONE_LAYER, (2, 2, 2))
_VOXELS = list(product(*map(range, _GONE_LAYER.input_size)))
_P, _FULL_SIZE = _AXIS.facts["p"], _AXIS.facts["full"]

LESSON = Lesson(
    "padding",
    (
        Step("none", _WHOLE),
        Step(
            "survive", _CUT,
            {"end": _CUT.facts["out"] - 1, "before": _WHOLE.facts["lands"], "was_end": _WHOLE.facts["out"] - 1},
            ask(_CUT.facts["written"], _WHOLE, cropped=_CUT.facts["cropped"], all=_CUT.facts["taps"]),
        ),
        Step("axis", _AXIS, {}, ask(_AXIS.facts["out"], _FULL, once=_FULL_SIZE - _P, added=_FULL_SIZE + 2 * _P)),
        Step("sides", shot("axes", layer(4, 3, stride=2, padding=_FRONT_AND_BACK))),
        Step("gone", _GONE, {"all": len(_VOXELS), "mute": sum(not _GONE_LAYER.geometry.targets(at) for at in _VOXELS)}),
    ),
)  # fmt: skip
