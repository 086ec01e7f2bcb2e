"""A call in Paddle's terms: each framework's arguments become those of `LayerParams`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ...diagnostics import Code, Diagnostic, InvalidLayerError, Triple, errors_of
from ...params import LayerParams
from ...spellings import read_triple
from ...validation import check, check_layer, plan
from ..example import Dialect
from . import from_jax, from_keras, from_onnx, from_paddle
from .constants import INT32
from .draft import Draft
from .found import FoundLayer
from .terms import Terms

_READERS: dict[Dialect, Callable[[Draft], Terms]] = {
    "paddle": from_paddle.of_paddle,
    "pytorch": from_paddle.of_torch,
    "keras": from_keras.read,
    "onnx": from_onnx.read,
    "jax": from_jax.read,
}


def found_layer(draft: Draft) -> FoundLayer:
    """Return a call as a layer of ours, with everything that was assumed or could not be understood."""
    terms = _READERS[draft.signature.dialect](draft)
    faults = [*draft.faults, *terms.faults]
    _assume_channels(draft, terms, faults)
    params = _params(terms.arguments, faults)
    input_size = terms.input_size
    asked = None if terms.output_size is None else read_triple("output_size", terms.output_size, faults)
    if draft.cuts:
        params, asked = _cropped(draft, params, input_size, asked, faults)
    return FoundLayer(
        dialect=draft.signature.dialect,
        call=draft.call,
        line=draft.line,
        column=draft.column,
        params=_turned(draft, params),
        input_size=input_size,
        output_size=asked,
        batch=terms.batch,
        bias=terms.bias or draft.bias_added,
        activation=terms.activation or draft.activation,
        diagnostics=tuple(dict.fromkeys(faults)),
    )


def _assume_channels(draft: Draft, terms: Terms, faults: list[Diagnostic]) -> None:
    groups = terms.arguments.get("groups", 1)
    assumed = groups if isinstance(groups, int) and groups > 0 else 1
    unknown = [name for name in ("in_channels", "out_channels") if terms.arguments.get(name) is None]
    terms.arguments.update(dict.fromkeys(unknown, assumed))
    reported = {fault.value("name") for fault in faults if fault.code is Code.CODE_ARGUMENT_MISSING}
    unknown = [name for name in unknown if name not in reported]
    if unknown:
        values = (("call", draft.call), ("name", ", ".join(unknown)), ("assumed", assumed),
                  ("line", draft.line), ("column", draft.column))  # fmt: skip
        faults.append(Diagnostic(Code.CODE_CHANNELS_UNKNOWN, None, values))


def _params(arguments: dict[str, Any], faults: list[Diagnostic]) -> LayerParams:
    """Return the layer; in place of each argument of wrong form stands its repair."""
    try:
        return LayerParams.of(**arguments)
    except InvalidLayerError as error:
        faults += error.diagnostics
        repairs = dict(change for fault in error.diagnostics for change in fault.fixes[0].changes)
        return LayerParams.of(**{**arguments, **_spelled(repairs)})


def _spelled(repairs: dict[str, Any]) -> dict[str, Any]:
    """Pairs in normal form -> six numbers, which `LayerParams.of` takes."""
    padding = repairs.get("padding")
    if isinstance(padding, tuple):
        repairs["padding"] = [pad for pair in padding for pad in pair]
    return repairs


def _cropped(
    draft: Draft, params: LayerParams, input_size: Triple | None, asked: Triple | None, faults: list[Diagnostic]
) -> tuple[LayerParams, Triple | None]:
    """Return the layer that crops by its own pads what the text cuts off its output."""
    if check_layer(params):
        return params, asked  # stride 0 and the like: there are no sizes to count from
    needs_size = params.padding == "SAME" or asked is not None or any(cut.stop is not None for cut in draft.cuts)
    if needs_size and input_size is None:
        faults.append(draft.lacking("x"))
        return params, asked
    pairs = [_window(draft, params, axis, input_size, asked) for axis in range(3)]
    if any(number not in INT32 for pair in pairs for number in pair):
        return params, asked  # crops of crops, beyond any tensor
    pads: Any = tuple((front, max(tail, 0)) for front, tail in pairs)
    extra: Any = tuple(max(-tail, 0) for _, tail in pairs)
    dilation = params.effective_dilation
    cropping = replace(params, padding=pads, output_padding=extra, dilation=dilation)
    faults += _crop_note(draft, cropping, input_size)
    return cropping, None


def _crop_note(draft: Draft, params: LayerParams, input_size: Triple | None) -> list[Diagnostic]:
    """Say so where the framework has no words for these pads; without an input there are no sizes to tell."""
    dialect = {"pytorch": "PyTorch", "keras": "Keras"}.get(draft.signature.dialect)
    if dialect is None or input_size is None or errors_of(check(params, input_size)):
        return []
    geometry = plan(params, input_size)
    pads = tuple(pad for axis in geometry.axes for pad in (axis.pad_before, axis.pad_after))
    uncropped = tuple(axis.full_size + axis.output_padding for axis in geometry.axes)
    values = (("dialect", dialect), ("pads", pads), ("uncropped", uncropped), ("left", geometry.output_size))
    return [Diagnostic(Code.PADS_BECOME_CROP, None, values)]


def _window(
    draft: Draft, params: LayerParams, axis: int, input_size: Triple | None, asked: Triple | None
) -> tuple[int, int]:
    """Return what is cut off one axis of the full size in front, and behind: negative where it is longer."""
    cut, size = draft.cuts[axis], input_size[axis] if input_size else 1
    front, back = params.axis_pads(axis, size)
    full = (size - 1) * params.stride[axis] + params.effective_dilation[axis] * (params.kernel_size[axis] - 1) + 1
    tail = back - params.output_padding[axis] if asked is None else full - front - asked[axis]
    if cut.stop is None:
        return front + cut.start, tail + cut.tail
    stop = min(cut.stop, full - front - tail - cut.tail)  # a slice ends where its axis ends
    return front + cut.start, full - front - stop


def _turned(draft: Draft, params: LayerParams) -> LayerParams:
    last = draft.turned_back and params.data_format == "NCDHW"
    return replace(params, data_format="NDHWC") if last else params
