"""Lesson: overlap, where blocks lie on each other."""

from math import prod

from conv3dt_core.overlap import overlap
from pages._shared.lessons.model import Lesson, Step, ask, lands, layer, shot
from pages._shared.scene.sentences import index

_LAYER = layer(3, 3, stride=2)
_COUNTS = overlap(_LAYER.geometry)
_AT = 4  # an index that two blocks cover
_ALONE = 3  # and one that only the middle block does
_PAIRS = _LAYER.geometry.w.sources(_AT)
_PAIR = shot("scene", _LAYER, (_ALONE, _ALONE, _AT), sel="output")
(_ONE, _), (_OTHER, _) = _LAYER.geometry.sources((_ALONE, _ALONE, _AT))
_BLOCK = lands(_LAYER, _ONE[2])
_LINE = shot("scene", _LAYER, (_AT,) * 3, sel="output", view="1d", cam="front")
_VOLUME = shot("scene", _LAYER, (_AT,) * 3, sel="output")
_TABLE, _MAP = shot("counts", _LAYER, sl=_AT), shot("overlap", _LAYER, sl=_AT)
_INPUTS = prod(_LAYER.input_size)
(_A, _TAP_A), (_B, _TAP_B) = _PAIRS
_FEWEST, _MOST = _COUNTS.extremes

LESSON = Lesson(
    "overlap",
    (
        Step(
            "shared", _PAIR,
            {
                "one": index("x", _ONE), "other": index("x", _OTHER), "start": _BLOCK[0], "end": _BLOCK[-1],
                "next": lands(_LAYER, _OTHER[2])[0],
            },
        ),
        Step("line", _LINE, {"pairs": len(_PAIRS), "a": _A, "tap_a": _TAP_A, "b": _B, "tap_b": _TAP_B}),
        Step(
            "product", _VOLUME, {"pairs": len(_PAIRS)},
            ask(_VOLUME.facts["sums"], _LINE, axis=len(_PAIRS), added=3 * len(_PAIRS)),
        ),
        Step("table", _TABLE, {"counts": list(_COUNTS.w.counts), "at": _AT}),
        Step(
            "total", _MAP, {"all": _INPUTS, "total": _COUNTS.total, "fewest": _FEWEST, "most": _MOST},
            ask(_COUNTS.total, _TABLE, row=_LAYER.input_size[2] * _MAP.facts["taps"], once=_MAP.facts["voxels"]),
        ),
    ),
)  # fmt: skip
