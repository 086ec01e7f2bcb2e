"""Small whole numbers of an ONNX model: a shape that is taken apart and put together again tells another shape.

Exporters write ``Shape -> Gather -> Mul -> Concat -> Expand``. ONNX's shape inference stops at these chains, or follows
some of them without limit. Here each of their nodes is worked out as soon as its operands are known: numbers by the
hundred at most, in a handful of operations whose output is no larger than their operands say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import onnx

from .graph import Shape

_MOST_ELEMENTS = 256
_MOST_ROUNDS = 16
_OPERATIONS = frozenset({
    "Abs", "Add", "Cast", "Ceil", "Concat", "Div", "Equal", "Floor", "Gather", "Greater", "Identity", "Less", "Max",
    "Min", "Mod", "Mul", "Neg", "Not", "Reshape", "Slice", "Squeeze", "Sub", "Unsqueeze", "Where", "ReduceProd",
})  # fmt: skip


def shapes_in(model: onnx.ModelProto) -> dict[str, Shape]:
    """Return the shape of each value whose shape is known."""
    found = {constant.name: tuple(constant.dims) for constant in model.graph.initializer}
    for value in (*model.graph.input, *model.graph.value_info, *model.graph.output):
        tensor = value.type.tensor_type
        dims = tensor.shape.dim
        if tensor.HasField("shape") and all(dim.HasField("dim_value") and dim.dim_value >= 0 for dim in dims):
            found[value.name] = tuple(dim.dim_value for dim in dims)
    return found


def inferred(model: onnx.ModelProto) -> tuple[onnx.ModelProto, str | None]:
    """Return the model with the shapes of its values, and what ONNX says against it, if anything."""
    complaint: str | None = None
    for _ in range(_MOST_ROUNDS):
        model, complaint = _inferred_once(model)
        known = dict(_worked_out(model, shapes_in(model)))
        if not known:
            break
        model = _with_constants(model, known)
    return model, complaint


def _inferred_once(model: onnx.ModelProto) -> tuple[onnx.ModelProto, str | None]:
    complaint = None
    for strict in (True, False):
        try:  # without its data_prop, which has no limits: a hundred Concat of a shape with itself fill any memory
            return onnx.shape_inference.infer_shapes(model, strict_mode=strict), complaint
        except Exception as error:  # InferenceError, and what onnx's C++ raises for nonsense
            complaint = complaint or _first_error(str(error))
    return model, complaint


def _first_error(text: str) -> str:
    """Return the first of ONNX's complaints; the others are of nodes that only lack an input because of it."""
    lines = [line for line in text.strip().splitlines() if "instead is null" not in line]
    return (lines or [text])[0].removeprefix("[ShapeInferenceError] Inference error(s): ")


def constants_in(model: onnx.ModelProto) -> dict[str, onnx.TensorProto]:
    """Return the small tensors that the model holds, by name."""
    found = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "Constant" and node.output and node.attribute and node.attribute[0].HasField("t"):
            found[node.output[0]] = node.attribute[0].t
    return {name: tensor for name, tensor in found.items() if np.prod(tensor.dims, dtype=float) <= _MOST_ELEMENTS}


def _worked_out(model: onnx.ModelProto, shapes: Mapping[str, Shape]) -> Iterator[tuple[str, Any]]:
    """Yield name and elements of the values that can be known."""
    known = {name: elements_of(tensor) for name, tensor in constants_in(model).items()}
    for node in model.graph.node:
        made = _made(node, known, shapes)
        if made is not None:
            known[node.output[0]] = made
            yield node.output[0], made


def elements_of(tensor: onnx.TensorProto) -> Any:
    """Return the elements that a tensor holds itself, None if it names a file, which onnx would open."""
    if tensor.data_location == onnx.TensorProto.EXTERNAL:
        return None
    try:
        return onnx.numpy_helper.to_array(tensor)
    except Exception:  # data that does not fill the shape
        return None


def _made(node: onnx.NodeProto, known: Mapping[str, Any], shapes: Mapping[str, Shape]) -> Any:
    """Return the elements that a node makes, None where they are not known or are no small whole numbers."""
    if len(node.output) != 1 or node.domain not in {"", "ai.onnx"}:
        return None
    if node.op_type == "Shape" and node.input[0] in shapes:
        ends = {attribute.name: attribute.i for attribute in node.attribute}
        return np.array(shapes[node.input[0]][ends.get("start") : ends.get("end")], np.int64)
    operands = [known.get(name) for name in node.input if name]
    if any(operand is None for operand in operands) or not operands:
        return None
    if node.op_type == "ConstantOfShape":
        return _filled(node, operands[0])
    return _evaluated(node, known) if node.op_type in _OPERATIONS else None


def _filled(node: onnx.NodeProto, shape: Any) -> Any:
    if shape.size > 8 or (shape < 0).any() or np.prod(shape, dtype=float) > _MOST_ELEMENTS:
        return None
    value = elements_of(node.attribute[0].t) if node.attribute else np.zeros(1, np.float32)
    return None if value is None else np.full(shape, value.ravel()[0])


def _evaluated(node: onnx.NodeProto, known: Mapping[str, Any]) -> Any:
    from onnx.reference import ReferenceEvaluator  # noqa: PLC0415  (half a second to import, and rarely needed)

    try:
        with np.errstate(all="ignore"):
            (made,) = ReferenceEvaluator(node).run(None, {name: known[name] for name in node.input if name})
    except Exception:  # operands that do not fit each other
        return None
    return made if isinstance(made, np.ndarray | np.generic) and made.size <= _MOST_ELEMENTS else None


def _with_constants(model: onnx.ModelProto, known: Mapping[str, Any]) -> onnx.ModelProto:
    """Return a model in which these values are constants, and nothing is said about shapes inside."""
    simpler = onnx.ModelProto()
    simpler.CopyFrom(model)
    del simpler.graph.value_info[:]
    for node in simpler.graph.node:
        if len(node.output) == 1 and node.output[0] in known:
            tensor = onnx.numpy_helper.from_array(np.asarray(known[node.output[0]]))
            node.CopyFrom(onnx.helper.make_node("Constant", [], [node.output[0]], name=node.name, value=tensor))
    return simpler
