"""A layer computed by torch. It has one pad for both ends of an axis, and no SAME."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import numpy as np

from tests.conformance.calls import Array
from tests.conformance.oracle import (
    NotExpressibleError,
    Oracle,
    RefusedError,
    as_asked,
    channels_first,
    first_line,
    used_dilation,
)
from tests.property.strategies import Layer


class Torch(Oracle):
    name = "torch"

    def __init__(self) -> None:
        import torch

        torch.set_num_threads(1)  # the layers are tiny: two threads only wait for each other
        self.torch = torch

    def compute(self, layer: Layer, x: Array, weight: Array, bias: Array | None) -> Array:
        tensors = [None if a is None else self.torch.from_numpy(a) for a in (channels_first(layer, x), weight, bias)]
        return as_asked(layer, transposed(self.torch, layer, *tensors).numpy())

    def direct(self, layer: Layer, x: Array, weight: Array, bias: Array | None) -> Array:
        """Ask `ConvTranspose3d`, the only one that takes an output_size."""
        made = self.made(layer, bias is not None, self.torch.from_numpy(weight).dtype)
        parts = zip((made.weight, made.bias), (weight, bias), strict=True)
        for own, given in parts:
            if given is not None:
                own.data = self.torch.from_numpy(given)
        return as_asked(layer, self.called(made, layer, channels_first(layer, x)))

    def plain(self, layer: Layer) -> Layer:
        """Give both ends of an axis its front pad; VALID for SAME."""
        given = ((0, 0),) * 3 if layer.params.padding == "SAME" else layer.params.padding
        return replace(layer, params=replace(layer.params, padding=tuple((front, front) for front, _ in given)))

    def attempt(self, layer: Layer) -> tuple[int, ...]:
        params = layer.params
        if params.in_channels < 0 or min(layer.input_size) < 0:
            raise NotExpressibleError("no array has such a shape")
        x = np.ones((1, params.in_channels, *layer.input_size), np.float32)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch warns of empty weights
            y = self.called(self.made(layer, True, self.torch.float32), layer, x)
        return as_asked(layer, y).shape

    def made(self, layer: Layer, with_bias: bool, dtype: Any) -> Any:
        params = layer.params
        padding: Any = params.padding
        if padding != "SAME":
            ends = tuple(pad for pair in padding for pad in pair)
            padding = ends[::2] if ends[::2] == ends[1::2] else ends
        try:
            return self.torch.nn.ConvTranspose3d(
                params.in_channels, params.out_channels, params.kernel_size, params.stride, padding,
                params.output_padding, params.groups, with_bias, params.dilation, dtype=dtype,
            )  # fmt: skip
        except (RuntimeError, ValueError, ZeroDivisionError) as error:
            raise RefusedError(first_line(error)) from None

    def called(self, made: Any, layer: Layer, x: Array) -> Array:
        try:
            with self.torch.no_grad():
                return np.asarray(made(self.torch.from_numpy(x), output_size=layer.output_size).numpy())
        except (RuntimeError, ValueError, TypeError) as error:
            raise RefusedError(first_line(error)) from None


def symmetric(layer: Layer) -> bool:
    return all(front == back for front, back in layer.pads)


def transposed(torch: Any, layer: Layer, x: Any, weight: Any, bias: Any = None) -> Any:
    """Compute channels-first tensors: directly where torch has the arguments, else the full result, cropped."""
    params = layer.params
    more = {"stride": params.stride, "groups": params.groups, "dilation": used_dilation(layer)}
    if symmetric(layer):
        more |= {"padding": [front for front, _ in layer.pads], "output_padding": layer.extra}
        return torch.nn.functional.conv_transpose3d(x, weight, bias, **more)
    y = torch.nn.functional.conv_transpose3d(x, weight, **more)
    # (N, M, full + extra), then output voxel 0 stands at `front`
    y = torch.nn.functional.pad(y, [end for extra in reversed(layer.extra) for end in (0, extra)])
    for axis, (front, back) in enumerate(layer.pads, start=2):
        y = y.narrow(axis, front, y.shape[axis] - front - back)
    return y if bias is None else y + bias.reshape(1, -1, 1, 1, 1)
