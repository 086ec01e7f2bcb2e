"""Keras layers as operations: kind, and our arithmetic for them.

Source: Keras 3.15; Conv3DTranspose as `conv3dt_core.frameworks.reading` reads it.
"""

from __future__ import annotations

from typing import Any

from ..diagnostics import errors_of
from ..frameworks.reading.draft import Draft
from ..frameworks.reading.meaning import found_layer
from ..frameworks.reading.signatures import SIGNATURES
from .graph import Kind, Shape
from .rules import Fixed, Rule, Scaling, Sizes, Transposed, Window

Meaning = tuple[Kind, Rule | None, int, int | None]
_SIGNATURE = next(one for one in SIGNATURES if (one.dialect, one.name) == ("keras", "Conv3DTranspose"))


def meaning(layer: Any, shape: Shape) -> Meaning:
    """Return kind, rule, number of spatial axes, and channels of a layer on an input of a shape."""
    names = {kind.__name__ for kind in type(layer).__mro__}
    rank = len(shape) - 2
    if "BaseConvTranspose" in names:
        return _transposed(layer, shape, rank)
    if "BaseConv" in names or "BaseDepthwiseConv" in names or "BaseSeparableConv" in names:
        channels = layer.filters if hasattr(layer, "filters") else shape[_channels(layer)] * layer.depth_multiplier
        return "conv", _window(layer, layer.kernel_size, layer.dilation_rate, rank), rank, channels
    if "BasePooling" in names:
        return "pool", _window(layer, layer.pool_size, 1, rank), rank, None
    if "BaseGlobalPooling" in names:
        return "pool", Fixed((1,) * rank) if layer.keepdims else None, rank, None
    if type(layer).__name__.startswith("UpSampling"):
        return "upsample", Scaling(tuple(map(float, _each(layer.size, rank)))), rank, None
    if type(layer).__name__.startswith(("ZeroPadding", "Cropping")):
        return "other", _padding(layer, rank), rank, None
    return "other", None, rank, None


def is_channels_last(layer: Any) -> bool:
    """Whether a layer counts channels last; those that do not say so follow others."""
    return getattr(layer, "data_format", None) == "channels_last"


def _channels(layer: Any) -> int:
    return -1 if is_channels_last(layer) else 1


def _each(value: Any, rank: int) -> Sizes:
    return (value,) * rank if isinstance(value, int) else tuple(value)


def _window(layer: Any, kernel: Any, dilation: Any, rank: int) -> Window | None:
    word = layer.padding
    if word not in {"same", "valid"}:  # causal: Conv1D alone
        return None
    sizes = (_each(kernel, rank), _each(layer.strides, rank))
    return Window(*sizes, ((0, 0),) * rank, _each(dilation, rank), same=word == "same")


def _padding(layer: Any, rank: int) -> Window:
    given = layer.padding if hasattr(layer, "padding") else layer.cropping
    pairs = given if isinstance(given[0], tuple | list) else [given]
    sign = 1 if hasattr(layer, "padding") else -1
    ones = (1,) * rank
    return Window(ones, ones, tuple((sign * front, sign * back) for front, back in pairs), ones)


def _transposed(layer: Any, shape: Shape, rank: int) -> Meaning:
    more, place = (1,) * (3 - rank), _channels(layer)
    extra = layer.output_padding
    arguments = {
        "filters": layer.filters,
        "kernel_size": (*more, *_each(layer.kernel_size, rank)),
        "strides": (*more, *_each(layer.strides, rank)),
        "padding": layer.padding,
        "data_format": layer.data_format,
        "dilation_rate": (*more, *_each(layer.dilation_rate, rank)),
        "output_padding": None if extra is None else ((0,) * (3 - rank) + _each(extra, rank)),
        "use_bias": layer.use_bias,
    }
    size = shape[1:-1] if place == -1 else shape[2:]
    x = (shape[0], *more, *size, shape[-1]) if place == -1 else (*shape[:2], *more, *size)
    draft = Draft(_SIGNATURE, "Conv3DTranspose", 1, 1, arguments)
    draft.x = x
    found = found_layer(draft)
    rule = None if errors_of(found.diagnostics) else Transposed(found.params, rank, layer.use_bias)
    return "transposed", rule, rank, layer.filters
