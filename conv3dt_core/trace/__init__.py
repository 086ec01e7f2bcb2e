"""A real model, traced: the sizes of its layers, where and why it fails, and what makes it run.

Runs shapes, not numbers, wherever the framework can. Each framework is loaded when a model of it comes; none is needed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from ..diagnostics import Code, Diagnostic, InvalidLayerError, Lang
from ..messages.report import LANGUAGES
from ..spellings import is_listing, shown
from ..tensors import read_shape
from .result import Failure, Framework, Repair, Trace, TracedLayer
from .tracer import traced, untraced

__all__ = ["MAX_BYTES", "MAX_NODES", "Failure", "Repair", "Trace", "TracedLayer", "trace", "trace_onnx"]

MAX_BYTES = 2**29
MAX_NODES = 10_000
#: (framework, top package, class in it) of the models that are objects.
_OBJECTS: tuple[tuple[Framework, str, str], ...] = (
    ("torch", "torch", "nn.Module"), ("paddle", "paddle", "nn.Layer"), ("keras", "keras", "Model"),
)  # fmt: skip


def trace(model: Any, input_shape: Any = None, *, lang: str = "en") -> Trace:
    """Trace a model of PyTorch, ONNX, Paddle or Keras.

    Parameters
    ----------
    model : torch.nn.Module, paddle.nn.Layer, keras.Model, onnx.ModelProto, bytes or path of an ONNX file
        Never changed. A PyTorch module is copied without its data, and keeps its mode (train, eval).
    input_shape : shape, list of shapes, or dict of name -> shape
        As the framework takes it, with batch and channels: ``(1, 1, 64, 64, 64)``. A list for several inputs. Not
        needed for an ONNX model whose own input shape is fixed.
    lang : {"en", "zh"}

    Returns
    -------
    Trace
        A model that fails, or cannot be run, is an answer too.

    Raises
    ------
    InvalidLayerError
        If `model` is nothing of the above (model-kind-unknown), or `input_shape` is no shape.
    ValueError
        If `lang` is neither.

    Examples
    --------
    >>> trace(monai.networks.nets.UNet(3, 1, 2, (4, 8), (2,)), (1, 1, 33, 32, 32)).failure.axis  # doctest: +SKIP
    'D'
    """
    framework = _framework_of(model)
    if framework == "onnx":
        return trace_onnx(model, input_shape, lang=lang)
    shapes, read_lang = _read_shapes(input_shape), _read_lang(lang)
    if not shapes:
        raise InvalidLayerError([_fault(Code.MODEL_SHAPE_UNKNOWN, name="input", declared="None")])
    runner = import_module(f".of_{framework}", __package__).Runner(model)
    return traced(framework, runner, shapes, read_lang)


def trace_onnx(
    source: Any, input_shape: Any = None, *, max_bytes: int = MAX_BYTES, max_nodes: int = MAX_NODES, lang: str = "en"
) -> Trace:
    """Trace an ONNX model by ONNX's shape inference. Nothing is executed, external data is never opened.

    Parameters
    ----------
    source : path, bytes or onnx.ModelProto
    input_shape : shape, list of shapes, or dict of name -> shape, optional
        In place of the shapes that the file fixes; needed where it leaves them open.
    max_bytes, max_nodes : int
        Limits of what is read: bytes of the file; nodes with those of subgraphs and functions.
    lang : {"en", "zh"}

    Returns
    -------
    Trace
        Of a file that cannot be read, is too large, or leaves its input open: without layers, with the reason in
        `diagnostics`.

    Raises
    ------
    InvalidLayerError
        If `input_shape` is no shape, or `source` none of the above.
    ValueError
        If `lang` is neither.
    """
    shapes, read_lang = _read_shapes(input_shape), _read_lang(lang)
    if _framework_of(source) != "onnx":
        raise InvalidLayerError([_fault(Code.MODEL_KIND_UNKNOWN, type=type(source).__name__)])
    given = tuple(shapes.values()) if isinstance(shapes, dict) else shapes
    try:
        module = import_module(".of_onnx", __package__)
    except ModuleNotFoundError as error:
        missing = _fault(Code.MODEL_FRAMEWORK_MISSING, missing=error.name)
        return untraced("onnx", given, read_lang, [missing])
    try:
        runner = module.Runner(source, max_bytes, max_nodes)
        return traced("onnx", runner, module.shapes_for(runner, shapes), read_lang)
    except InvalidLayerError as error:
        return untraced("onnx", given, read_lang, error.diagnostics)
    except Exception as error:  # names that are no text, attributes of another kind: a file may hold anything
        reason = f"{type(error).__name__}: {error}"[:300]
        return untraced("onnx", given, read_lang, [_fault(Code.MODEL_NOT_READABLE, reason=reason)])


def _framework_of(model: Any) -> Framework:
    if isinstance(model, str | Path | bytes | bytearray | memoryview):
        return "onnx"
    for framework, package, path in _OBJECTS:
        kind: Any = sys.modules.get(package)
        for name in path.split("."):
            kind = getattr(kind, name, None)
        if isinstance(kind, type) and isinstance(model, kind):
            return framework
    if type(model).__name__ == "ModelProto" and "onnx" in sys.modules:
        return "onnx"
    raise InvalidLayerError([_fault(Code.MODEL_KIND_UNKNOWN, type=type(model).__name__)])


def _read_lang(lang: str) -> Lang:
    if lang not in LANGUAGES:
        raise ValueError(f"lang must be 'en' or 'zh', not {lang!r}")
    return LANGUAGES[LANGUAGES.index(lang)]


def _read_shapes(value: Any) -> Any:
    """Return one shape, several or named ones as a tuple of shapes or a dict; () where none was given."""
    faults: list[Diagnostic] = []
    if value is None:
        return ()
    if isinstance(value, dict):
        shapes: Any = {str(name): read_shape("input_shape", shape, faults) for name, shape in value.items()}
    elif is_listing(value) and len(value) and all(is_listing(item) for item in value):
        shapes = tuple(read_shape("input_shape", shape, faults) for shape in value)
    else:
        shapes = (read_shape("input_shape", value, faults),)
    listed = shapes.values() if isinstance(shapes, dict) else shapes
    if not faults and any(not shape or min(shape) < 1 for shape in listed):
        faults.append(_fault(Code.MODEL_INPUT_UNFIT, name=shown(value), inputs=""))
    if faults:
        raise InvalidLayerError(faults)
    return shapes


def _fault(code: Code, **values: Any) -> Diagnostic:
    return Diagnostic(code, None, tuple(values.items()))
