"""What an oracle is: a real framework, asked about our layers in its own words.

`direct` passes the layer's arguments one for one under the framework's own names, SAME as its own word: what a person
would write who believes that the names mean the same everywhere. `compute` gets our result with whatever help by hand
that takes. Pads and extra come from whoever drew the layer, never from conv3dt_core.
"""

from __future__ import annotations

import importlib
import os
from abc import ABC, abstractmethod
from dataclasses import replace

import numpy as np

from tests.conformance.calls import Array
from tests.property.strategies import Layer, same_pads

CLASSES = {"paddle": "Paddle", "torch": "Torch", "onnxruntime": "OnnxRuntime", "jax": "Jax", "keras": "Keras"}
NAMES = tuple(CLASSES)


class RefusedError(Exception):
    """The framework does not take the call; the text is its own."""


class NotExpressibleError(Exception):
    """There is no such call."""


class Oracle(ABC):
    """A framework. Arrays come and go in the layer's data format."""

    name: str

    @abstractmethod
    def direct(self, layer: Layer, x: Array, weight: Array, bias: Array | None) -> Array:
        """Call it with the layer's own arguments."""

    @abstractmethod
    def compute(self, layer: Layer, x: Array, weight: Array, bias: Array | None) -> Array:
        """Get what the layer means, with help."""

    def dtypes(self, layer: Layer) -> tuple[str, ...]:
        """Return those it computes the layer in."""
        return "float32", "float64"

    def plain(self, layer: Layer) -> Layer:
        """Return a layer like this one that uses nothing for which the framework has no argument."""
        return layer

    def attempt(self, layer: Layer) -> tuple[int, ...]:
        """Call it with ones, as nobody should; return the shape of the result."""
        return tuple(self.direct(layer, *ones(layer)).shape)

    def close(self) -> None:  # noqa: B027 - most start nothing
        """End what it started."""


def asked_for() -> list[str]:
    """Return the frameworks of this run: those of CONV3DT_ORACLES, else all but Keras, which lives by itself."""
    return os.environ.get("CONV3DT_ORACLES", " ".join(name for name in NAMES if name != "keras")).split()


def load(name: str) -> Oracle:
    """Return the oracle of a framework: ``load("jax").compute(layer, x, weight, bias)``."""
    oracle: Oracle = getattr(importlib.import_module(f"tests.conformance.{name}_oracle"), CLASSES[name])()
    return oracle


def channels_first(layer: Layer, x: Array) -> Array:
    return np.ascontiguousarray(np.moveaxis(x, -1, 1)) if layer.params.data_format == "NDHWC" else x


def as_asked(layer: Layer, y: Array) -> Array:
    return np.moveaxis(y, 1, -1) if layer.params.data_format == "NDHWC" else y


def used_dilation(layer: Layer) -> tuple[int, int, int]:
    return (1, 1, 1) if layer.params.padding == "SAME" else layer.params.dilation


def ones(layer: Layer) -> tuple[Array, Array, Array]:
    """Return x, weight and bias of ones, also for layers that nobody should make."""
    params = layer.params
    x_shape = (1, params.in_channels, *layer.input_size)
    weight_shape = (params.in_channels, params.out_channels // max(params.groups, 1), *params.kernel_size)
    if min(*x_shape, *weight_shape) < 0:
        raise NotExpressibleError("no array has such a shape")
    x = np.ones(x_shape, np.float32)
    return as_asked(layer, x), np.ones(weight_shape, np.float32), np.ones(params.out_channels, np.float32)


def resolved(layer: Layer) -> Layer:
    """Return the layer with `pads` and `extra` by the formula, where stride and kernel have a meaning."""
    params = layer.params
    if min(params.stride) < 1:
        return layer
    axes = range(3)
    if params.padding == "SAME":
        pads = tuple(same_pads(layer.input_size[a], params.kernel_size[a], params.stride[a]) for a in axes)
    else:
        pads = params.padding
    if layer.output_size is None:
        return replace(layer, pads=pads, extra=params.output_padding)
    base = full_size(layer)
    extra = tuple(layer.output_size[a] - base[a] + sum(pads[a]) for a in axes)
    return replace(layer, pads=pads, extra=extra)


def full_size(layer: Layer) -> tuple[int, ...]:
    """Return the sizes before cropping, without extra."""
    params = layer.params
    axes = zip(layer.input_size, params.stride, used_dilation(layer), params.kernel_size, strict=True)
    return tuple((n - 1) * s + d * (k - 1) + 1 for n, s, d, k in axes)


def first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [""])[0][:200]
