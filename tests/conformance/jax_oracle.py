"""A layer computed by JAX: `conv_transpose` when asked directly, else the convolution it stands for."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import numpy as np

from tests.conformance.calls import Array
from tests.conformance.oracle import Oracle, RefusedError, as_asked, channels_first, first_line, used_dilation
from tests.property.strategies import Layer

ORDER = ("NCDHW", "OIDHW", "NCDHW")


class Jax(Oracle):
    name = "jax"

    def __init__(self) -> None:
        # Each layer is compiled once and run once: quickly is better than well. And XLA's algebraic simplifier ends the
        # process ("Window dimensions do not match RHS shape") where it swaps a small input with a larger kernel.
        os.environ.setdefault("XLA_FLAGS", "--xla_backend_optimization_level=0 --xla_disable_hlo_passes=algsimp")
        import jax

        jax.config.update("jax_platforms", "cpu")
        jax.config.update("jax_enable_x64", True)
        self.lax = jax.lax

    def compute(self, layer: Layer, x: Array, weight: Array, bias: Array | None) -> Array:
        """Convolve the stretched input with the flipped kernel; pads count from the kernel's far end."""
        params = layer.params
        dilation, groups = used_dilation(layer), params.groups
        axes = zip(dilation, params.kernel_size, layer.pads, layer.extra, strict=True)
        pads = [(d * (k - 1) - front, d * (k - 1) - back + extra) for d, k, (front, back), extra in axes]
        # (groups, Cin/g, M/g, k) -> (M, Cin/g, k)
        parts = weight.reshape(groups, -1, *weight.shape[1:]).swapaxes(1, 2)
        kernel = np.ascontiguousarray(parts.reshape(-1, *parts.shape[2:])[:, :, ::-1, ::-1, ::-1])
        y = self.lax.conv_general_dilated(
            channels_first(layer, x), kernel, (1, 1, 1), pads, params.stride, dilation, ORDER, groups
        )
        return finished(layer, y, bias)

    def direct(self, layer: Layer, x: Array, weight: Array, bias: Array | None) -> Array:
        params = layer.params
        padding: Any = params.padding
        if padding == ((0, 0),) * 3:
            padding = "VALID"
        more: dict[str, Any] = {}
        if params.groups != 1:
            more["feature_group_count"] = params.groups
        if layer.output_size is not None:
            more["output_size"] = layer.output_size
        elif any(params.output_padding):
            more["output_padding"] = params.output_padding
        try:
            y = self.lax.conv_transpose(
                channels_first(layer, x), weight, params.stride, padding, params.dilation, ORDER, True, **more
            )
        except (TypeError, ValueError, ZeroDivisionError) as error:
            raise RefusedError(first_line(error)) from None
        return finished(layer, y, bias)

    def plain(self, layer: Layer) -> Layer:
        """Drop the groups, output_padding and output_size."""
        params = replace(layer.params, groups=1, output_padding=(0, 0, 0))
        return replace(layer, params=params, output_size=None)


def finished(layer: Layer, y: Any, bias: Array | None) -> Array:
    y = np.asarray(y)
    return as_asked(layer, y if bias is None else y + bias.reshape(1, -1, 1, 1, 1))
