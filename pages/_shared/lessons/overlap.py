"""Lesson: overlap, where blocks lie on each other."""

from math import prod

from conv3dt_core.overlap import overlap
from pages._shared.lessons.model import Lesson, Step, ask, layer, shot

_LAYER = layer(3, 3, stride=2)
_COUNTS = overlap(_LAYER.geometry)
_AT = 4  # an index that two blocks cover
_PAIRS = _LAYER.geometry.w.sources(_AT)
_LINE = shot("scene", _LAYER, (_AT,) * 3, sel="output", view="1d", cam="front")
_VOLUME = shot("scene", _LAYER, (_AT,) * 3, sel="output")
_TABLE, _MAP = shot("counts", _LAYER, sl=_AT), shot("overlap", _LAYER, sl=_AT)
_INPUTS = prod(_LAYER.input_size)
(_A, _TAP_A), (_B, _TAP_B) = _PAIRS
_FEWEST, _MOST = _COUNTS.extremes

LESSON = Lesson(
    "overlap",
    (
        Step("shared", shot("scene", _LAYER, (1, 1, 1)), {"next": _LAYER.geometry.w.target(2, 0)}),
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
