"""A layer computed by Paddle: in this process where it is sound, else in a child that may be lost."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from tests.conformance.calls import Array, arguments
from tests.conformance.child import PaddleChild
from tests.conformance.oracle import NotExpressibleError, Oracle, RefusedError, first_line
from tests.property.strategies import Layer


class Paddle(Oracle):
    name = "paddle"

    def __init__(self, limit: float = 3) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it says about itself at import is not ours to mend
            import paddle
        paddle.set_device("cpu")
        self.paddle = paddle
        self.child = PaddleChild(limit)
        self.hangs = self.crashes = 0

    def compute(self, layer: Layer, x: Array, weight: Array, bias: Array | None) -> Array:
        tensors = [None if array is None else self.paddle.to_tensor(array) for array in (x, weight, bias)]
        seed = int(x.size + weight.size)
        try:
            y = self.paddle.nn.functional.conv3d_transpose(
                *tensors, output_size=layer.output_size, **arguments(layer, seed)
            )
        except (ValueError, RuntimeError) as error:
            raise RefusedError(first_line(error)) from None
        return np.asarray(y.numpy())

    direct = compute

    def attempt(self, layer: Layer) -> tuple[int, ...]:
        call = layer_call(layer)
        if call is None:
            raise NotExpressibleError("no array has such a shape")
        answer = self.child.ask(call)
        self.hangs += answer["status"] == "timeout"
        self.crashes += answer["status"] == "crash"
        if answer["status"] != "ok":
            raise RefusedError(str(answer))
        return tuple(answer["shape"])

    def close(self) -> None:
        self.child.stop()


def layer_call(layer: Layer) -> dict[str, Any] | None:
    """Return the call that builds a Paddle layer and applies it to ones; None if there can be no such x."""
    params = layer.params
    if params.in_channels < 0 or min(layer.input_size) < 0:
        return None
    last = params.data_format == "NDHWC"
    x = np.ones((1, *layer.input_size, params.in_channels) if last else (1, params.in_channels, *layer.input_size))
    return {
        "api": "layer",
        "x": x.astype("float32"),
        "args": [params.in_channels, params.out_channels, list(params.kernel_size)],
        "kwargs": {**arguments(layer, 0), "output_padding": list(params.output_padding)},
        "output_size": None if layer.output_size is None else list(layer.output_size),
    }
