"""Why a net fails where it does, as diagnostics: which layer lost what, with the arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..diagnostics import AXES, Code, Diagnostic, Triple
from ..validation import check
from .layers import NetLayer
from .net import Place

if TYPE_CHECKING:
    from .walk import Halt

Places = Sequence[Place]
Sizes = Sequence[Triple]


def explain(places: Places, sizes: Sizes, index: int, halts: Mapping[int, Halt]) -> tuple[Diagnostic, ...]:
    """Return one diagnostic per axis that stops at place `index`; ``sizes[i]`` is what comes to place i."""
    found: list[Diagnostic] = []
    for axis, halt in halts.items():
        reasons = {"fault": _fault, "too-small": _too_small, "refused": _refused, "mismatch": _mismatch}
        found += reasons[halt.reason](places, sizes, index, axis, halt)
    return tuple(found)


def _fault(places: Places, sizes: Sizes, index: int, axis: int, halt: Halt) -> list[Diagnostic]:
    if halt.size < 1:
        return [_diagnostic(Code.INPUT_SIZE_NOT_POSITIVE, axis, name="input_size", value=halt.size)]
    layer = places[index].layer
    assert layer is not None
    return [replace(fault, fixes=()) for fault in layer.faults() if fault.axis == AXES[axis]]


def _too_small(places: Places, sizes: Sizes, index: int, axis: int, halt: Halt) -> list[Diagnostic]:
    place = places[index]
    layer = place.layer
    assert layer is not None
    if layer.is_up:
        return _of_layer(layer, sizes[index], None, axis)
    values = {
        "place": place.name, "arrives": halt.size, "least": layer.least(axis), "extent": layer.extent(axis),
        "pads": sum(layer.padding[axis]), "average": layer.kind == "avgpool",
    }  # fmt: skip
    return [_diagnostic(Code.VOLUME_TOO_SMALL_FOR_NET, axis, **values)]


def _refused(places: Places, sizes: Sizes, index: int, axis: int, halt: Halt) -> list[Diagnostic]:
    place = places[index]
    assert place.layer is not None
    return _of_layer(place.layer, sizes[index], sizes[_skip(places, place.level)], axis)


def _of_layer(layer: NetLayer, size: Triple, asked: Triple | None, axis: int) -> list[Diagnostic]:
    """Return what `check` says of an up layer; its fixes change one layer, and here a net is to be mended."""
    found = check(layer.params(), size, asked)
    return [replace(d, fixes=()) for d in found if d.axis == AXES[axis] and d.severity == "error"]


def _mismatch(places: Places, sizes: Sizes, index: int, axis: int, halt: Halt) -> list[Diagnostic]:
    place, up = places[index], places[index - 1]
    assert up.layer is not None
    made, wanted = halt.size, halt.skip or 0
    before = sizes[index - 1][axis]
    values = {
        "up": up.name, "made": made, "wanted": wanted, "difference": abs(made - wanted),
        "made_size": _text(sizes[index]), "skip_size": _text(sizes[_skip(places, place.level)]),
        **_of_up(up.layer, axis, before),
        **_lost(places, sizes, index, axis),
    }  # fmt: skip
    return [_diagnostic(Code.SKIP_SIZE_MISMATCH, axis, **values)]


def _of_up(layer: NetLayer, axis: int, before: int) -> dict[str, Any]:
    stride = layer.stride[axis]
    plain = layer.kernel_size[axis] == stride and layer.output(axis, before) == before * stride
    if layer.kind == "resize" or plain:
        return {"way_up": "times", "arrives": before, "stride": stride}
    g = layer.geometry(axis, before)
    return {
        "way_up": "sum", "input": before, "stride": stride, "kernel": g.kernel_size, "dilation": g.dilation,
        "front": g.pad_before, "back": g.pad_after, "base": g.base_size, "output_padding": g.output_padding,
    }  # fmt: skip


def _lost(places: Places, sizes: Sizes, join: int, axis: int) -> dict[str, Any]:
    """Return what happened between skip and join: below a deeper join that holds nothing is amiss."""
    between = _between(places, join)
    convs = [i for i in between if places[i].role in ("encode", "bottom", "decode") and _changes(sizes, i, axis)]
    if convs:
        return {"lost": "shrunk", "shrunk": _steps(places, sizes, convs, axis)}
    downs = [i for i in between if places[i].role == "down"]
    if len(downs) > 1:
        trail = [sizes[i][axis] for i in between if places[i].role in ("down", "up")]
        return {"lost": "trail", "trail": " → ".join(map(str, [*trail, sizes[join][axis]]))}
    return _rounded(places, sizes, downs[0], axis, sizes[join][axis])


def _rounded(places: Places, sizes: Sizes, index: int, axis: int, made: int) -> dict[str, Any]:
    """Return how one down layer takes several sizes to the same, or that the up layer undoes another one."""
    layer = places[index].layer
    assert layer is not None
    before, after, stride = sizes[index][axis], sizes[index + 1][axis], layer.stride[axis]
    values = {"down": places[index].name, "before": before, "after": after, "down_stride": stride}
    whole = layer.kernel_size[axis] == stride and not any(layer.padding[axis])
    rest = before - after * stride
    if whole and rest > 0:
        return {"lost": "rest", **values, "rest": rest}
    alike = [n for n in range(max(1, before - stride), before + stride + 1) if layer.output(axis, n) == after]
    kind = "alike" if made in alike else "unlike"
    return {"lost": kind, **values, "least": alike[0], "most": alike[-1]}


def _between(places: Places, join: int) -> list[int]:
    level = places[join].level
    deeper = [i for i in range(join) if places[i].role == "join"]
    down = range(_skip(places, level) + 1, _skip(places, places[deeper[-1]].level) if deeper else join)
    return [*down, *(range(deeper[-1] + 1, join) if deeper else ())]


def _skip(places: Places, level: int) -> int:
    return next(i for i, place in enumerate(places) if place.role == "skip" and place.level == level)


def _changes(sizes: Sizes, index: int, axis: int) -> bool:
    return sizes[index][axis] != sizes[index + 1][axis]


def _steps(places: Places, sizes: Sizes, indices: Sequence[int], axis: int) -> str:
    """Return convolutions, those of one block in one go: bottom 13 → 11 → 9, decode 1 18 → 16."""
    blocks = (list(block) for _, block in groupby(indices, key=lambda i: places[i].name))
    trails = ((block[0], [sizes[i][axis] for i in [*block, block[-1] + 1]]) for block in blocks)
    return ", ".join(f"{places[first].name} {' → '.join(map(str, trail))}" for first, trail in trails)


def _text(size: Triple) -> str:
    return " × ".join(map(str, size))


def _diagnostic(code: Code, axis: int, **values: Any) -> Diagnostic:
    return Diagnostic(code, AXES[axis], tuple(values.items()))
