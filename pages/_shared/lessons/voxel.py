"""Lesson: one voxel becomes a cube."""

from pages._shared.lessons.model import Lesson, Step, ask, layer, shot

_ONE, _SHAPED, _THREE = layer(1, 3), layer(1, (2, 3, 4)), layer(3, 3)
_BLOCK, _BOX = shot("scene", _ONE), shot("scene", _SHAPED)
_MIDDLE, _LAST = (shot("scene", _THREE, (i, i, i)) for i in (1, 2))
_SUM = shot("scene", _THREE, (2, 2, 2), sel="output")
_D, _H, _W = _SHAPED.params.kernel_size
_N, _K = _THREE.geometry.w.input_size, _THREE.geometry.w.kernel_size
_ON_AXIS = len(_THREE.geometry.w.sources(2))

LESSON = Lesson(
    "voxel",
    (
        Step("block", _BLOCK),
        Step("taps", _BLOCK, {"zero": 0, "last_tap": _BLOCK.facts["taps"] - 1}),
        Step(
            "shape", _BOX, {"d": _D, "h": _H, "w": _W},
            ask(_BOX.facts["written"], _BLOCK, sum=_D + _H + _W, plane=_H * _W),
        ),
        Step("size", _LAST, {"zero": 0}, ask(_LAST.facts["out"], _BLOCK, same=_N, whole=_N + _K)),
        Step("share", _MIDDLE),
        Step("add", _SUM, {"each": _ON_AXIS}, ask(_SUM.facts["sums"], _MIDDLE, once=1, added=3 * _ON_AXIS)),
    ),
)  # fmt: skip
