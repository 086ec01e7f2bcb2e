"""An ONNX file, read with limits: what is broken, nested without end or enormous is refused in words.

Only the structure is kept. Weights become inputs without data, external data is never opened, and what a file says
about shapes inside is thrown away: it may belong to another input, or be a lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import onnx

from ..diagnostics import Code, Diagnostic, InvalidLayerError
from .graph import Shape

#: Elements of an integer tensor that may stand for a shape, scales or pads, and is kept.
_MOST_ELEMENTS = 256
_MOST_DEPTH = 32
#: Each is planned anew in every trial of a repair; no net has so many.
_MOST_TRANSPOSED = 1_000


def read(source: Any, max_bytes: int, max_nodes: int) -> tuple[onnx.ModelProto, set[str]]:
    """Return the structure of a model, its functions inlined, and the names of its weights.

    Parameters
    ----------
    source : path, bytes or onnx.ModelProto
    max_bytes, max_nodes : int
        Nodes are counted with those of subgraphs, and with each use of a function.

    Raises
    ------
    InvalidLayerError
        model-not-readable, model-too-large.
    """
    model = source if isinstance(source, onnx.ModelProto) else _parsed(_content(source, max_bytes))
    functions = {(function.domain, function.name): function.node for function in model.functions}
    if sum(_counts(model.graph.node, functions, max_nodes)) > max_nodes:
        raise _too_large("nodes", max_nodes)
    structure = skeleton(model)
    if functions:
        structure = _inlined(structure)
    if sum(node.op_type == "ConvTranspose" for node in structure.graph.node) > _MOST_TRANSPOSED:
        raise _too_large("transposed", _MOST_TRANSPOSED)
    _check_order(structure.graph)
    return structure, _weights(model.graph)


def _weights(graph: onnx.GraphProto) -> set[str]:
    return {tensor.name for tensor in graph.initializer} | {sparse.values.name for sparse in graph.sparse_initializer}


def _content(source: Any, max_bytes: int) -> bytes:
    if isinstance(source, bytes | bytearray | memoryview):
        if len(source) > max_bytes:
            raise _too_large("bytes", max_bytes)
        return bytes(source)
    try:
        with Path(source).open("rb") as file:
            content = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise not_readable(getattr(error, "strerror", None) or str(error)) from None
    if len(content) > max_bytes:
        raise _too_large("bytes", max_bytes)
    return content


def _parsed(content: bytes) -> onnx.ModelProto:
    try:
        model = onnx.ModelProto.FromString(content)
    except Exception as error:  # google.protobuf's DecodeError, and others of its back ends
        raise not_readable(f"{type(error).__name__}: {error}") from None
    if not model.graph.node:
        raise not_readable("no graph with nodes is in it")
    return model


def _counts(nodes: Iterable[Any], functions: dict[Any, Any], limit: int, depth: int = 0) -> Iterator[int]:
    """Yield ones for nodes, those of subgraphs and of functions too, until there are more than `limit`."""
    if depth > _MOST_DEPTH:
        raise _too_large("nesting", _MOST_DEPTH)
    total = 0
    for node in nodes:
        inner = [graph.node for attribute in node.attribute for graph in (*attribute.graphs, attribute.g) if graph.node]
        body = functions.get((node.domain, node.op_type))
        count = 1 + sum(sum(_counts(part, functions, limit, depth + 1)) for part in [*inner, *([body] if body else [])])
        total += count
        if total > limit:
            raise _too_large("nodes", limit)
        yield count


def skeleton(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a model without the data of its weights and without what it says about shapes inside."""
    graph = model.graph
    bare = onnx.ModelProto(ir_version=max(model.ir_version, 4), opset_import=model.opset_import)
    bare.functions.extend(model.functions)
    weights = _weights(graph)
    bare.graph.name = graph.name or "graph"
    bare.graph.node.extend(graph.node)
    bare.graph.input.extend(value for value in graph.input if value.name not in weights)
    bare.graph.output.extend(onnx.ValueInfoProto(name=value.name) for value in graph.output)
    for tensor in graph.initializer:
        if _is_small(tensor):
            bare.graph.initializer.append(tensor)
        else:
            bare.graph.input.append(_stand_in(tensor.name, tensor.data_type, tensor.dims))
    bare.graph.input.extend(_stand_in(t.values.name, t.values.data_type, t.dims) for t in graph.sparse_initializer)
    return bare


def _is_small(tensor: onnx.TensorProto) -> bool:
    elements = 1
    for length in tensor.dims:
        elements *= length
    return tensor.data_location != onnx.TensorProto.EXTERNAL and 0 <= elements <= _MOST_ELEMENTS


def _stand_in(name: str, element: int, dims: Iterable[int]) -> onnx.ValueInfoProto:
    return onnx.helper.make_tensor_value_info(name, element, list(dims))


def _inlined(model: onnx.ModelProto) -> onnx.ModelProto:
    from onnx import inliner  # noqa: PLC0415

    try:
        flat: onnx.ModelProto = inliner.inline_local_functions(model)
    except Exception as error:
        raise not_readable(f"{type(error).__name__}: {error}") from None
    return flat


def _check_order(graph: onnx.GraphProto) -> None:
    """Refuse a node that reads what nothing before it makes: a circle, or a list out of order."""
    known = {"", *(value.name for value in graph.input), *(tensor.name for tensor in graph.initializer)}
    for place, node in enumerate(graph.node):
        unknown = next((name for name in node.input if name not in known), None)
        if unknown is not None:
            raise not_readable(f"node {place} ({node.op_type}) reads {unknown!r}, which no node before it makes")
        made = {name for name in node.output if name}
        if made & known:
            raise not_readable(f"node {place} ({node.op_type}) makes {min(made & known)!r} a second time")
        known |= made


def inputs_of(structure: onnx.ModelProto, weights: set[str]) -> dict[str, tuple[int | str, ...] | None]:
    """Return name and shape of the inputs that are no weights; a word for an open axis, None without a shape."""
    return {value.name: _declared(value) for value in structure.graph.input if value.name not in weights}


def _declared(value: onnx.ValueInfoProto) -> tuple[int | str, ...] | None:
    tensor = value.type.tensor_type
    if not tensor.HasField("shape"):
        return None
    return tuple(
        d.dim_value if d.HasField("dim_value") and d.dim_value > 0 else d.dim_param or "?" for d in tensor.shape.dim
    )


def with_inputs(structure: onnx.ModelProto, shapes: dict[str, Shape]) -> onnx.ModelProto:
    """Return the structure with inputs of these shapes."""
    model = onnx.ModelProto()
    model.CopyFrom(structure)
    for value in model.graph.input:
        if value.name in shapes:
            element = value.type.tensor_type.elem_type or onnx.TensorProto.FLOAT
            value.CopyFrom(_stand_in(value.name, element, shapes[value.name]))
    return model


def not_readable(reason: str) -> InvalidLayerError:
    """Return the error of a file that is no model."""
    return InvalidLayerError([Diagnostic(Code.MODEL_NOT_READABLE, None, (("reason", reason[:300]),))])


def _too_large(what: str, limit: int) -> InvalidLayerError:
    return InvalidLayerError([Diagnostic(Code.MODEL_TOO_LARGE, None, (("what", what), ("limit", limit)))])
