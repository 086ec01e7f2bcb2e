"""The layer as an ONNX model of one ConvTranspose node, run by onnxruntime."""

from __future__ import annotations

from ..diagnostics import Diagnostic
from . import _notes
from ._activations import by_formula
from ._script import (
    PADDLE_WEIGHT,
    add_bias,
    behind,
    call,
    crop,
    given,
    is_between,
    pads_per_axis,
    random_arrays,
    script,
)
from .example import Example, Snippet

NAME = "ONNX"
_IMPORTS = ["import numpy as np", "import onnxruntime", "from onnx import TensorProto, helper"]
# ConvTranspose as of opset 11 has all that is needed; the IR version is one that older runtimes read too.
_MODEL = """\
graph = helper.make_graph(
    [node],
    "layer",
    [helper.make_tensor_value_info(k, TensorProto.FLOAT, v.shape) for k, v in inputs.items()],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
)
opset = helper.make_opsetid("", 11)
model = helper.make_model(graph, opset_imports=[opset], ir_version=8)
session = onnxruntime.InferenceSession(model.SerializeToString())
(y,) = session.run(None, inputs)"""


def emit(example: Example) -> Snippet:
    """Return a script that builds the model and runs it.

    Notes
    -----
    The node always computes NCDHW. Its size is chosen by output_padding: output_shape would move the crop at the
    front. onnxruntime (1.32) refuses ``stride <= output_padding < dilation``; there the node computes the full size,
    and NumPy crops it.
    """
    params, cropped, last = example.params, is_between(example), example.params.data_format == "NDHWC"
    lines = [
        *random_arrays(example, params.data_format, params.weight_shape),
        _node(example, cropped),
        _inputs(example, cropped),
        _MODEL,
        *(_cropped(example) if cropped else []),
        *(["y = y.transpose(0, 2, 3, 4, 1)"] if last else []),
        *by_formula(example, "np"),
    ]
    code = script(_IMPORTS, lines, example.output_shape)
    return Snippet("onnx", code, tuple(_said_otherwise(example)), PADDLE_WEIGHT, params.data_format)


def _node(example: Example, cropped: bool) -> str:
    params = example.params
    fronts, backs = zip(*example.pads, strict=True)
    named = given(
        strides=list(params.stride),
        pads=None if cropped else [*fronts, *backs],
        output_padding=None if cropped else list(example.output_padding),
        dilations=list(example.dilation),
        group=params.groups,
    )
    names = '["x", "weight", "bias"]' if example.bias and not cropped else '["x", "weight"]'
    return call("node = helper.make_node", ['"ConvTranspose"', names, '["y"]'], named)


def _inputs(example: Example, cropped: bool) -> str:
    x = "x.transpose(0, 4, 1, 2, 3)" if example.params.data_format == "NDHWC" else "x"
    bias = ', "bias": bias' if example.bias and not cropped else ""
    return f'inputs = {{"x": {x}, "weight": weight{bias}}}'


def _cropped(example: Example) -> list[str]:
    lines = []
    if any(behind(example)):
        lines.append(f"y = np.pad(y, {pads_per_axis(behind(example), 'NCDHW')})")
    return [*lines, crop(example, "NCDHW"), *([add_bias("NCDHW")] if example.bias else [])]


def _said_otherwise(example: Example) -> list[Diagnostic]:
    return [
        *_notes.same_becomes_pads(example, NAME),
        *_notes.layout_is_permuted(example, NAME, "NCDHW"),
        *_notes.output_size_becomes_output_padding(example, NAME),
        *(_notes.output_padding_becomes_crop(example, NAME) if is_between(example) else []),
    ]
