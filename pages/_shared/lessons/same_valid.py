"""Lesson: the words SAME and VALID, and what Paddle makes of them."""

from pages._shared.lessons.model import Lesson, Step, ask, layer, shot

_VALID = shot("axes", layer(7, 3, stride=2), pad="valid")
_ODD, _EVEN = shot("axes", layer(7, 3, stride=2, padding="SAME")), shot("axes", layer(8, 3, stride=2, padding="SAME"))
_SPREAD, _DILATED = shot("axes", layer(8, 3, dilation=2)), shot("axes", layer(8, 3, dilation=2, padding="SAME"))
_N, _S = _ODD.facts["n"], _ODD.facts["s"]
_DOCUMENTED = -(-_N // _S)  # ceil(in / stride)

LESSON = Lesson(
    "same-valid",
    (
        Step("valid", _VALID),
        Step(
            "same", _ODD, {"crop": _ODD.facts["p"] + _ODD.facts["back"], "times": _N * _S},
            ask(_ODD.facts["out"], _VALID, documented=_DOCUMENTED, times=_N * _S),
        ),
        Step("even", _EVEN, {"odd": _N, "odd_out": _ODD.facts["out"], "odd_times": _N * _S}),
        Step(
            "dilation", _DILATED, {"given": _SPREAD.facts["dil"]},
            ask(_DILATED.facts["extent"], _SPREAD, given=_SPREAD.facts["extent"]),
        ),
        Step("numbers", shot("sizes", layer(7, 3, stride=2, padding=1, asked=_N * _S)), {"times": _N * _S}),
    ),
)  # fmt: skip
