"""An ONNX model, run on shapes by ONNX's own shape inference, node by node."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import onnx

from ..diagnostics import Code, Diagnostic, InvalidLayerError
from .graph import Graph, Run, Shape, Step
from .onnx_constants import constants_in, inferred, shapes_in
from .onnx_file import inputs_of, read, with_inputs
from .onnx_nodes import Seen, meaning
from .resizing import resize_array
from .runner import Patches

#: Operations whose operands must have the same size; a single voxel is spread over the others' axis, but not by Concat.
_JOINS = {
    "Concat", "Add", "Sub", "Mul", "Div", "Sum", "Max", "Min", "Mean", "Pow", "Where", "And", "Or", "Xor", "Less",
    "Greater", "Equal", "PRelu",
}  # fmt: skip


class Runner:
    """Infers the shapes of one model for any input.

    Parameters
    ----------
    source : path, bytes or onnx.ModelProto
    max_bytes, max_nodes : int
    """

    chooses = "choose_node"

    def __init__(self, source: Any, max_bytes: int, max_nodes: int) -> None:
        self._model, self._weights = read(source, max_bytes, max_nodes)
        self.inputs = inputs_of(self._model, self._weights)

    def __call__(self, inputs: tuple[Shape, ...] | dict[str, Shape], patches: Patches | None = None) -> Run:
        """Run on inputs of these shapes, with another output_padding at the nodes named in `patches`."""
        shapes = inputs if isinstance(inputs, dict) else dict(zip(self.inputs, inputs, strict=True))
        model = with_inputs(self._model, shapes)
        for name, extra in (patches or {}).items():
            _set_output_padding(model, name, extra)
        known, complaint = inferred(model)
        return _Walk(known, shapes).run(complaint)

    def resize_code(self, before: Shape, after: Shape) -> str:
        """Return the lines that pad x with zeros behind, or crop it."""
        return resize_array(before, after)

    def can_patch(self, name: str) -> bool:
        """Whether `name` is one node, and its size is not given as a shape."""
        found = [node for node in self._model.graph.node if node.name == name]
        return len(found) == 1 and all(attribute.name != "output_shape" for attribute in found[0].attribute)

    def patch_code(self, name: str, extra: Shape) -> str:
        """Return the lines that set an output_padding."""
        return (
            f'node = next(node for node in model.graph.node if node.name == "{name}")\n'
            'kept = [a for a in node.attribute if a.name != "output_padding"]\n'
            "del node.attribute[:]\n"
            f'node.attribute.extend([*kept, onnx.helper.make_attribute("output_padding", {list(extra)})])'
        )


def _set_output_padding(model: onnx.ModelProto, name: str, extra: Shape) -> None:
    node = next(node for node in model.graph.node if node.name == name)
    kept = [attribute for attribute in node.attribute if attribute.name != "output_padding"]
    del node.attribute[:]
    node.attribute.extend([*kept, onnx.helper.make_attribute("output_padding", list(extra))])


class _Walk:
    """Nodes in their order, up to the first that cannot be."""

    def __init__(self, model: onnx.ModelProto, inputs: dict[str, Shape]) -> None:
        self._model = model
        self._seen = Seen(shapes_in(model), constants_in(model))
        self.graph = Graph()
        self._values: dict[str, int] = {}
        self._inputs = tuple(inputs.values())
        self.graph.sources = tuple(self._value(name) for name in inputs)
        first = self._inputs[0] if self._inputs else ()
        self.graph.rank = max(len(first) - 2, 1)

    def run(self, complaint: str | None) -> Run:
        """Return what there is up to the first failure; `complaint` is ONNX's own text."""
        unseen: list[str] = []
        for place, node in enumerate(self._model.graph.node):
            step = self._step(node, place)
            if step is None:
                continue
            if self._fails(node, step):
                message = complaint or f"{node.op_type} {step.name!r}: sizes do not fit"
                return Run(self.graph, self._inputs, (), step, step.name, message)
            unseen += [step.name] if not all(name in self._seen.shapes for name in node.output if name) else []
            outputs = tuple(self._value(name) for name in node.output if name)
            self.graph.steps.append(replace(step, outputs=outputs))
        shapes = [self._seen.shapes.get(value.name) for value in self._model.graph.output]
        outputs_known = tuple(shape for shape in shapes if shape is not None)
        # Of an operator that it does not know ONNX says TypeInferenceError: that is no failure of the model.
        is_of_shapes = complaint is not None and "ShapeInferenceError" in complaint
        failed = complaint if is_of_shapes and len(outputs_known) < len(shapes) else None
        return Run(self.graph, self._inputs, outputs_known, None, unseen[0] if unseen else "", failed, tuple(unseen))

    def _step(self, node: onnx.NodeProto, place: int) -> Step | None:
        """Return a node as an operation; None where it does not depend on the input."""
        values = tuple(dict.fromkeys(self._values[name] for name in node.input if name in self._values))
        if not values:
            return None
        name = str(node.name or f"{node.op_type}_{place}")  # protobuf hands over bytes where it is no text
        try:
            kind, rule, rank, channels = meaning(node, self._seen)
        except InvalidLayerError as error:
            return Step(name, "transposed", values, faults=error.diagnostics)
        except (ValueError, IndexError, TypeError, OverflowError):  # attributes that are nonsense
            return Step(name, "other", values)
        return Step(name, kind, values, (), rule, rank, channels)

    def _fails(self, node: onnx.NodeProto, step: Step) -> bool:
        sizes = [size for _, size in self.graph.volumes(step)]
        if node.op_type in _JOINS and len(set(sizes)) > 1 and self._is_over_channels(node):
            return any(not _meet(lengths, node.op_type) for lengths in zip(*sizes, strict=True))
        if step.rule is None or step.rank != self.graph.rank or not sizes or node.op_type == "Pad":
            return False
        return any(step.rule.output(axis, voxels) < 1 for axis, voxels in enumerate(sizes[0]))

    def _is_over_channels(self, node: onnx.NodeProto) -> bool:
        """Whether a concatenation does not run along a spatial axis."""
        axis = next((a.i for a in node.attribute if a.name == "axis"), 0)
        return node.op_type != "Concat" or axis % (self.graph.rank + 2) < 2

    def _value(self, name: str) -> int:
        self._values[name] = value = self.graph.count
        self.graph.count += 1
        if name in self._seen.shapes:
            self.graph.shapes[value] = self._seen.shapes[name]
        return value


def _meet(lengths: tuple[int, ...], operation: str) -> bool:
    return len(set(lengths) - (set() if operation == "Concat" else {1})) <= 1


def shapes_for(runner: Runner, given: Any) -> tuple[Shape, ...]:
    """Return a shape for each input of the model: those given, else those that the file fixes.

    Raises
    ------
    InvalidLayerError
        model-shape-unknown, model-input-unfit.
    """
    declared = runner.inputs
    named = given if isinstance(given, dict) else dict(zip(declared, given or (), strict=False))
    unknown = set(named) - set(declared)
    if unknown or len(given or ()) > len(declared):
        raise _fault(Code.MODEL_INPUT_UNFIT, name=", ".join(sorted(unknown)) or "input_shape", inputs=_listed(declared))
    shapes = []
    for name, axes in declared.items():
        shape = named.get(name)
        if shape is None and (axes is None or not all(isinstance(length, int) for length in axes)):
            raise _fault(Code.MODEL_SHAPE_UNKNOWN, name=name, declared=_written(axes))
        if shape is not None and axes is not None and len(axes) != len(shape):
            raise _fault(Code.MODEL_INPUT_UNFIT, name=str(shape), inputs=_listed(declared))
        shapes.append(shape if shape is not None else tuple(int(length) for length in axes or ()))
    return tuple(shapes)


def _listed(declared: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_written(axes)}" for name, axes in declared.items())


def _written(axes: tuple[int | str, ...] | None) -> str:
    return "(?)" if axes is None else f"({', '.join(map(str, axes))})"


def _fault(code: Code, **values: Any) -> InvalidLayerError:
    return InvalidLayerError([Diagnostic(code, None, tuple(values.items()))])
