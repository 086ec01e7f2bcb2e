"""Bare arguments without a call: the names tell whose they are."""

from __future__ import annotations

import ast

from .draft import bind
from .found import FoundLayer
from .meaning import found_layer
from .scan import Scan
from .signatures import ONNX_NODE, SIGNATURES, Signature
from .source import parse_listing

_LAYERS = {signature.dialect: signature for signature in SIGNATURES if signature.layer and "Lazy" not in signature.name}
_FEWEST = 2
_CHANNELS = {"in_channels", "out_channels", "filters"}
_TELLING = frozenset({
    "in_channels", "out_channels", "filters", "stride", "strides", "padding", "pads", "auto_pad", "output_padding",
    "dilation", "dilations", "dilation_rate", "groups", "group",
})  # fmt: skip


def layer_of_listing(text: str) -> FoundLayer | None:
    """Return the layer whose arguments alone make up the text, None if that is not what it is."""
    listing = parse_listing(text)
    if listing is None:
        return None
    source, call = listing
    signature = _signature({keyword.arg for keyword in call.keywords if keyword.arg}, len(call.args))
    if signature is None:
        return None
    given = Scan(source).arguments(call)
    name = "ConvTranspose" if signature is ONNX_NODE else signature.name
    draft = bind(signature, _at_start(call), name, given, source)
    # A list of settings may leave the channels out: that is no mistake, as it would be in a call.
    draft.faults = [fault for fault in draft.faults if dict(fault.values).get("name") not in _CHANNELS]
    return found_layer(draft)


def _signature(words: set[str], positions: int) -> Signature | None:
    """Return whose arguments these words are: all of them, with a kernel, or enough to be sure."""
    candidates = [_LAYERS["paddle"], _LAYERS["pytorch"], _LAYERS["keras"], ONNX_NODE]
    for signature in candidates:
        named = set(signature.order[positions:]) | signature.rest
        counted = positions if signature is not ONNX_NODE else 0
        kernel = {"kernel_size", "kernel_shape"} & words or counted > _FEWEST
        if words <= named and counted == positions and (kernel or len(words & _TELLING) >= _FEWEST):
            return signature
    return None


def _at_start(call: ast.Call) -> ast.Call:
    first = [*call.args, *(keyword.value for keyword in call.keywords)][0]
    return ast.copy_location(call, first)
