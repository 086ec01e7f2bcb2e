"""A layer computed by Keras on TensorFlow: NDHWC, one layer per group, cropped by `Cropping3D`."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import numpy as np

from tests.conformance.calls import Array
from tests.conformance.oracle import NotExpressibleError, Oracle, RefusedError, first_line, used_dilation
from tests.property.strategies import Layer


class Keras(Oracle):
    name = "keras"

    def __init__(self) -> None:
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        os.environ["KERAS_BACKEND"] = "tensorflow"
        import keras
        import tensorflow

        tensorflow.config.set_visible_devices([], "GPU")
        self.keras = keras
        self.errors = (ValueError, TypeError, AttributeError, tensorflow.errors.OpError)

    def dtypes(self, layer: Layer) -> tuple[str, ...]:
        """Return both, but float32 alone with a dilation: oneDNN computes that, TensorFlow's own kernel does not."""
        return ("float32", "float64") if max(layer.params.dilation) == 1 else ("float32",)

    def compute(self, layer: Layer, x: Array, weight: Array, bias: Array | None) -> Array:
        params = layer.params
        dilation = used_dilation(layer)
        if max(params.stride) > 1 and max(dilation) > 1:
            raise NotExpressibleError("strides > 1 with dilation_rate > 1")
        if any(extra >= stride for extra, stride in zip(layer.extra, params.stride, strict=True)):
            raise NotExpressibleError("output_padding >= strides")
        xs = np.split(channels_last(layer, x), params.groups, axis=-1)
        weights = np.split(weight, params.groups)
        full = [
            self.called(part, kernel, None, params.stride, "valid", layer.extra, dilation)
            for part, kernel in zip(xs, weights, strict=True)
        ]
        y = np.asarray(self.keras.layers.Cropping3D(layer.pads, dtype=x.dtype.name)(np.concatenate(full, axis=-1)))
        return as_asked(layer, y if bias is None else y + bias)

    def direct(self, layer: Layer, x: Array, weight: Array, bias: Array | None) -> Array:
        params = layer.params
        padding: Any = "same" if params.padding == "SAME" else params.padding
        if padding == ((0, 0),) * 3:
            padding = "valid"
        extra = params.output_padding if layer.output_size is None and any(params.output_padding) else None
        more = {} if params.groups == 1 else {"groups": params.groups}
        asked = {} if layer.output_size is None else {"output_size": layer.output_size}
        x = channels_last(layer, x)
        try:
            y = self.called(x, weight, bias, params.stride, padding, extra, params.dilation, more, **asked)
        except self.errors as error:
            raise RefusedError(first_line(error)) from None
        if y.size == 0:
            raise RefusedError("an empty result: float32's, where float64 is refused")
        return as_asked(layer, y)

    def called(
        self, x: Array, weight: Array, bias: Array | None, stride: Any, padding: Any, extra: Any, dilation: Any,
        more: dict[str, Any] | None = None, **asked: Any,
    ) -> Array:  # fmt: skip
        made = self.keras.layers.Conv3DTranspose(
            weight.shape[1], weight.shape[2:], stride, padding, "channels_last", extra, dilation,
            use_bias=bias is not None, dtype=x.dtype.name, **(more or {}),
        )  # fmt: skip
        made.build(x.shape)
        kernel = weight.transpose(2, 3, 4, 1, 0)  # (kD, kH, kW, out, in)
        made.set_weights([kernel] if bias is None else [kernel, bias])
        return np.asarray(made(x, **asked))

    def plain(self, layer: Layer) -> Layer:
        """Drop the groups, the pads, output_size, and the dilation where there is a stride."""
        params = layer.params
        padding = "SAME" if params.padding == "SAME" else ((0, 0),) * 3
        dilation = (1, 1, 1) if max(params.stride) > 1 else params.dilation
        return replace(layer, params=replace(params, groups=1, padding=padding, dilation=dilation), output_size=None)


def channels_last(layer: Layer, x: Array) -> Array:
    return x if layer.params.data_format == "NDHWC" else np.ascontiguousarray(np.moveaxis(x, 1, -1))


def as_asked(layer: Layer, y: Array) -> Array:
    return y if layer.params.data_format == "NDHWC" else np.moveaxis(y, -1, 1)
