"""Lesson: a decoder with skips."""

from dataclasses import replace

from conv3dt_core.decoder import Net, levels, next_legal, preset, repairs, spell, walk
from pages._shared.lessons.model import Lesson, Shot, Step, ask, size


def _shot(net: Net) -> Shot:
    return Shot("decoder", None, {"net": spell(net)})


def _net(voxels: int, depth: int) -> Net:
    return preset("unet", (voxels,) * 3).with_depth(depth)


_FITS, _BREAKS, _DEEP = _net(24, 2), _net(22, 2), _net(85, 3)
_ASKED, _PADDED, _CROPPED = repairs(_BREAKS)
_WALK = walk(_BREAKS)
_MADE, _SKIP = _WALK.size_after("up", 1) or (0,), _WALK.size_after("skip", 1) or (0,)
_HALVES = [_FITS.size[0], *((walk(_FITS).size_after("down", level) or (0,))[0] for level in (1, 2))]
_LOWEST = _WALK.size_after("bottom", 2) or (0,)
_LOW, _HIGH = _BREAKS.ups[0].allowed(0, _LOWEST[0]) or (0, 0)
_STRIDE, _DOWN = levels(_DEEP)[-1].stride[0], _DEEP.downs[0].stride[0]
_LEGAL = next_legal(_DEEP, 0, _DEEP.size[0]) or 0


def _chain(sizes: list[int]) -> str:
    return " → ".join(map(str, sizes))


def _multiple(of: int) -> int:
    """Return the next multiple from the size of the deep net on."""
    return -(-_DEEP.size[0] // of) * of


LESSON = Lesson(
    "decoder",
    (
        Step(
            "halves", _shot(_FITS),
            {"sizes": _chain(_HALVES), "back": _chain(_HALVES[::-1])}
            | {"s": _FITS.ups[0].stride[0], "k": _FITS.ups[0].kernel_size[0]},
        ),
        Step(
            "odd", _shot(_BREAKS),
            {"voxels": _BREAKS.size[0], "skip": _SKIP[0], "bottom": _LOWEST[0], "made": _MADE[0]},
            ask(_MADE[0], _shot(_FITS), same=_SKIP[0], up=2 * (_LOWEST[0] + 1)),
        ),
        Step(
            "output", _shot(_ASKED.walk.net),
            {"skip": _SKIP[0], "low": _LOW, "high": _HIGH, "all": size(_ASKED.walk.output_size or ())},
        ),
        Step(
            "pad", _shot(_PADDED.walk.net),
            {
                "voxels": _BREAKS.size[0], "padded": _PADDED.walk.input_size[0],
                "percent": round(100 * _PADDED.more_voxels),
            },
        ),
        Step(
            "crop", _shot(_CROPPED.walk.net),
            {"out": (_CROPPED.walk.output_size or (0,))[0], "voxels": _BREAKS.size[0]},
        ),
        Step(
            "rule", _shot(replace(_DEEP, size=(_LEGAL,) * 3)),
            {"voxels": _DEEP.size[0], "depth": _DEEP.depth, "stride": _STRIDE, "half": _DOWN},
            ask(_LEGAL, _shot(_CROPPED.walk.net), once=_multiple(_DOWN), more=_multiple(_STRIDE * _DOWN)),
        ),
    ),
)  # fmt: skip
