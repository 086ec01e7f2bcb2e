"""A layer computed by onnxruntime: one ConvTranspose node, which its CPU provider has in float32 only."""

from __future__ import annotations

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


class OnnxRuntime(Oracle):
    name = "onnxruntime"

    def __init__(self) -> None:
        import onnxruntime
        from onnx import helper

        self.runtime, self.helper = onnxruntime, helper
        self.options = onnxruntime.SessionOptions()
        self.options.intra_op_num_threads = 1
        self.options.log_severity_level = 4  # its refusals come as exceptions; the log would say them again
        errors = onnxruntime.capi.onnxruntime_pybind11_state
        self.errors = (errors.Fail, errors.InvalidArgument, errors.RuntimeException, errors.InvalidGraph)

    def dtypes(self, layer: Layer) -> tuple[str, ...]:
        return ("float32",)

    def compute(self, layer: Layer, x: Array, weight: Array, bias: Array | None) -> Array:
        padding = {"pads": by_ends(layer.pads), "output_padding": list(layer.extra)}
        return self.node(layer, x, weight, bias, dilations=list(used_dilation(layer)), **padding)

    def direct(self, layer: Layer, x: Array, weight: Array, bias: Array | None) -> Array:
        params = layer.params
        same = params.padding == "SAME"
        more: dict[str, Any] = {"auto_pad": "SAME_UPPER"} if same else {"pads": by_ends(params.padding)}
        if layer.output_size is None:
            more["output_padding"] = list(params.output_padding)
        else:
            more["output_shape"] = list(layer.output_size)
        return self.node(layer, x, weight, bias, dilations=list(params.dilation), **more)

    def attempt(self, layer: Layer) -> tuple[int, ...]:
        if min(layer.input_size) == 0:
            raise NotExpressibleError("an axis without voxels crashes the process")
        return super().attempt(layer)

    def node(self, layer: Layer, x: Array, weight: Array, bias: Array | None, **more: Any) -> Array:
        given = {"x": channels_first(layer, x), "weight": weight} | ({} if bias is None else {"bias": bias})
        helper, params = self.helper, layer.params
        more |= {"strides": list(params.stride), "group": params.groups}
        node = helper.make_node("ConvTranspose", list(given), ["y"], kernel_shape=list(params.kernel_size), **more)
        inputs = [helper.make_tensor_value_info(name, 1, value.shape) for name, value in given.items()]
        output = helper.make_tensor_value_info("y", 1, None)
        graph = helper.make_graph([node], "layer", inputs, [output])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)
        try:
            session = self.runtime.InferenceSession(
                model.SerializeToString(), self.options, providers=["CPUExecutionProvider"]
            )
            (y,) = session.run(None, given)
        except self.errors as error:
            raise RefusedError(first_line(error)) from None
        return as_asked(layer, np.asarray(y))


def by_ends(pads: Any) -> list[int]:
    """Return the fronts, then the backs."""
    return [pad for end in zip(*pads, strict=True) for pad in end]
