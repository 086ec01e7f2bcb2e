"""Lesson: channels and groups."""

from math import gcd, prod

from conv3dt_core.channels import ChannelPath
from conv3dt_core.summary import summarize
from pages._shared.lessons.model import Layer, Lesson, Shot, Step, ask, layer, shot


def _grouped(channels: tuple[int, int], groups: int, **look: int) -> Shot:
    return shot("channels", layer(4, 3, channels=channels, groups=groups), **look)


def _slabs(of: Shot) -> int:
    """Return how many kernels (kD, kH, kW) the weight holds: one for each pair of channels that meet."""
    params = _layer(of).params
    ins = range(params.in_channels)
    return sum(len(ChannelPath.of(params, "input", ci, None).targets) for ci in ins)


def _layer(of: Shot) -> Layer:
    assert of.layer is not None
    return of.layer


def _parameters(of: Shot) -> int:
    return summarize(_layer(of).params, _layer(of).geometry, batch=1, bias=False).parameters


_INS, _OUTS, _GROUPS = 4, 6, 2
_CHANNELS = {"ins": _INS, "outs": _OUTS}
_ONE, _TWO, _DEPTHWISE = _grouped((_INS, _OUTS), 1), _grouped((_INS, _OUTS), _GROUPS), _grouped((_INS, _INS), _INS)
_WRONG = _grouped((_INS, _OUTS), _INS)
_SHAPE = summarize(_layer(_TWO).params, _layer(_TWO).geometry, batch=1, bias=False).weight_shape

LESSON = Lesson(
    "groups",
    (
        Step("all", _ONE, _CHANNELS | {"slabs": _slabs(_ONE)}),
        Step(
            "half", _TWO,
            {"groups": _GROUPS, "each_in": _INS // _GROUPS, "each_out": _OUTS // _GROUPS, "before": _slabs(_ONE)},
            ask(_slabs(_TWO), _ONE, one=_slabs(_TWO) // _GROUPS, all=_slabs(_ONE)),
        ),
        Step(
            "shape", _TWO,
            _CHANNELS
            | {"shape": _SHAPE, "second": _SHAPE[1], "slab": f"weight[{_INS // _GROUPS},0]"}
            | {"now": _parameters(_TWO), "was": _parameters(_ONE)},
        ),
        Step(
            "depthwise", _DEPTHWISE,
            {
                "ins": _INS, "groups": _INS, "slabs": _slabs(_DEPTHWISE), "pairs": _INS * _INS,
                "each": prod(_layer(_DEPTHWISE).params.kernel_size),
            },
        ),
        Step(
            "divide", _WRONG, _CHANNELS | {"groups": _INS, "most": gcd(_INS, _OUTS)},
            ask(gcd(_INS, _OUTS), _DEPTHWISE, input=_INS, output=_OUTS),
        ),
    ),
)  # fmt: skip
