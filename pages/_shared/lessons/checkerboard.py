"""Lesson: the checkerboard of uneven counts."""

from conv3dt_core.overlap import overlap
from pages._shared.lessons.model import Layer, Lesson, Step, ask, layer, shot


def _inside(of: Layer) -> list[int]:
    """Return the counts that occur away from the borders, ascending."""
    return sorted(overlap(of.geometry).inside_histogram)


_THREE, _FOUR, _FIVE = layer(5, 3, stride=2), layer(5, 4, stride=2, padding=1), layer(5, 5, stride=2)
_TRIED = {kernel: layer(4, kernel, stride=3, padding=1) for kernel in (4, 5, 6)}
(_EVEN,) = (kernel for kernel, of in _TRIED.items() if not overlap(of.geometry).uneven)
_BOARD, _FLAT, _LARGER = (shot("overlap", of) for of in (_THREE, _FOUR, _FIVE))
_ON_AXIS = overlap(_FOUR.geometry).w.pattern[0]

LESSON = Lesson(
    "checkerboard",
    (
        Step("board", _BOARD, {"counts": list(_inside(_THREE))}),
        Step(
            "even", _FLAT, {"each": _ON_AXIS},
            ask(_inside(_FOUR)[0], _BOARD, axis=_ON_AXIS, all=_FLAT.facts["taps"]),
        ),
        Step("larger", _LARGER, {"least": _inside(_FIVE)[0], "most": _inside(_FIVE)[-1]}),
        Step(
            "which", shot("overlap", _TRIED[_EVEN]), {"times": _EVEN // 3},
            ask(_EVEN, _LARGER, **{f"other_{kernel}": kernel for kernel in _TRIED if kernel != _EVEN}),
        ),
        Step("caveat", shot("counts", layer(5, 2, stride=2))),
    ),
)  # fmt: skip
