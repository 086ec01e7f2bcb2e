"""A Paddle layer, run on shapes: a copy of it builds a static program, whose shapes Paddle infers as it goes.

The layer given is read and never touched. The copy has its structure, and places of the program for its parameters;
the program is looked at and never executed. While it is built Paddle is in static mode, for the whole process.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import prod
from types import FunctionType
from typing import Any

import paddle

from .calling import called
from .graph import Graph, Run, Shape, Step
from .operands import operands_named
from .paddle_ops import is_channels_last, meaning
from .paddle_values import Reached, shape_of, values_in
from .resizing import resize_paddle
from .runner import Patches

_MOST_ELEMENTS = 2**22


class Runner:
    """Builds programs of one layer for any shapes.

    Parameters
    ----------
    model : paddle.nn.Layer
    """

    chooses = "choose"

    def __init__(self, model: Any) -> None:
        self._model = model
        # In static mode Paddle cannot list them: it compares them as values of a program.
        self._tensors = [*model.parameters(), *model.buffers()]
        self._layers = dict(model.named_sublayers(include_self=True))

    def __call__(self, inputs: tuple[Shape, ...] | dict[str, Shape], patches: Patches | None = None) -> Run:
        """Run on inputs of these shapes, with another output_padding at the layers named in `patches`."""
        program = paddle.static.Program()
        watch = _Watch(program)
        names = list(inputs) if isinstance(inputs, dict) else [f"x{place}" for place in range(len(inputs))]
        shapes = tuple(inputs.values()) if isinstance(inputs, dict) else tuple(inputs)
        outputs: Any = ()
        message = None
        with _static_mode(), paddle.static.program_guard(program, paddle.static.Program()):
            try:
                model = self._copied(patches or {}, watch)
                data = [paddle.static.data(name, shape, self._dtype) for name, shape in zip(names, shapes, strict=True)]
                given: Any = dict(zip(names, data, strict=True)) if isinstance(inputs, dict) else data
                outputs = called(model, model.forward, given)
            except Exception as error:  # the model's own code may raise anything
                message = _text_of(error)
            made = tuple(shape for value in values_in(outputs) if (shape := shape_of(value)) is not None)
            run = watch.run(names, shapes, made, message)
        return run if message or run.works else replace(run, message=self._own_words(run) or run.message)

    def can_patch(self, name: str) -> bool:
        """Whether `name` is a layer whose output_padding can be set."""
        return isinstance(self._layers.get(name), paddle.nn.Conv3DTranspose)

    def patch_code(self, name: str, extra: Shape) -> str:
        """Return the line that sets an output_padding."""
        return f'dict(model.named_sublayers())["{name}"].output_padding = {list(extra)}'

    def resize_code(self, before: Shape, after: Shape) -> str:
        """Return the line that pads x with zeros behind, or crops it."""
        return resize_paddle(before, after)

    def _own_words(self, run: Run) -> str | None:
        """Return what the real layer says to the input that the program lets pass; its hooks are left alone."""
        assert run.failed is not None
        layer, shape = self._layers.get(run.failed.name), run.graph.shapes[run.failed.inputs[0]]
        if layer is None or prod(shape) > _MOST_ELEMENTS or run.failed.kind == "transposed":
            return None  # a transposed layer of this kind may never return: `check` says what is wrong with it
        try:
            layer.forward(paddle.zeros(shape, self._dtype))
        except Exception as error:
            return _text_of(error)
        return None

    @property
    def _dtype(self) -> str:
        names = [str(tensor.dtype).rpartition(".")[2] for tensor in self._tensors]
        return next((name for name in names if "float" in name), "float32")

    def _copied(self, patches: Patches, watch: _Watch) -> Any:
        """Return a copy of the structure, without hooks that are functions: they would act on what is not copied."""
        memo: dict[int, Any] = {}
        for place, tensor in enumerate(self._tensors):
            memo[id(tensor)] = paddle.static.data(f"parameter{place}", list(tensor.shape), tensor.dtype)
        model = copy.deepcopy(self._model, memo)
        for name, layer in zip(self._layers, _tree(model, self._layers), strict=True):
            for hooks in (layer._forward_pre_hooks, layer._forward_post_hooks):
                for key in [key for key, hook in hooks.items() if isinstance(hook, FunctionType)]:
                    del hooks[key]
            watch.follow(name, layer)
            if name in patches:
                layer.output_padding = list(patches[name])
        return model


def _text_of(error: Exception) -> str:
    """Return Paddle's text without the places in its own sources."""
    return f"{type(error).__name__}: {error}".partition("\n  [Hint:")[0].strip()


def _tree(model: Any, names: dict[str, Any]) -> Iterator[Any]:
    """Yield the sublayers of a copy by the names that those of the original have."""
    for name in names:
        layer = model
        for part in filter(None, name.split(".")):
            layer = layer._sub_layers[part]
        yield layer


@contextmanager
def _static_mode() -> Iterator[None]:
    dynamic = paddle.in_dynamic_mode()
    paddle.enable_static()
    try:
        yield
    finally:
        if dynamic:
            paddle.disable_static()


class _Watch:
    """Which layer built which operation of a program: layers note where they begin and end."""

    def __init__(self, program: Any) -> None:
        self._program = program
        self._stack: list[tuple[str, Any]] = [("", None)]
        self._marks: list[tuple[int, str, Any]] = []
        self._counts: dict[str, int] = {}

    def follow(self, name: str, layer: Any) -> None:
        def before(*_: Any) -> None:
            self._stack.append((name, layer))
            self._mark()

        def after(*_: Any) -> None:
            while len(self._stack) > 1 and self._stack.pop()[0] != name:
                pass
            self._mark()

        layer.register_forward_pre_hook(before)
        layer.register_forward_post_hook(after)

    def _mark(self) -> None:
        self._marks.append((self._program.global_block().num_ops(), *self._stack[-1]))

    def run(self, names: list[str], shapes: tuple[Shape, ...], outputs: tuple[Shape, ...], message: str | None) -> Run:
        """Return what was built as a run."""
        operations = self._program.global_block().ops
        graph = Graph(rank=max(len(shapes[0]) - 2, 1))
        reached = Reached(graph)
        for operation in operations:
            if operation.name() == "pd_op.data" and operation.attrs().get("name") in names:
                reached.make(operation)
        graph.sources = tuple(graph.shapes)
        for place, operation in enumerate(operations):
            self._add(graph, reached, operation, place, operations)
        graph.settle()
        broken = None if message else _without_size(graph)
        if broken is not None:
            message = f"{broken.name}: Paddle infers no size for its output"
            return Run(graph, shapes, (), broken, broken.name, message)
        where, layer = self._stack[-1]
        operands = operands_named(graph, message or "")
        failed = Step(self._named(where, layer, "call"), "other", operands) if message and operands else None
        where = failed.name if failed else where or type(layer).__name__
        return Run(graph, shapes, outputs, failed, where, message)

    def _add(self, graph: Graph, reached: Reached, operation: Any, place: int, operations: Any) -> None:
        known = reached.operands(operation)
        name = operation.name().partition(".")[2]
        if not known or name == "combine":
            reached.combine(operation, known)
            return
        given = operation.attrs()
        shapes = list(map(shape_of, operation.operands_source()))
        kind, rule, rank, channels = meaning(name, given, shapes, _adds(operations, place))
        path, layer = next((mark[1:] for mark in reversed(self._marks) if mark[0] <= place), ("", None))
        made = reached.make(operation)
        graph.steps.append(
            Step(self._named(path, layer, name), kind, known, made, rule, rank, channels, is_channels_last(given))
        )

    def _named(self, path: str, layer: Any, operation: str) -> str:
        """Path of the layer where it is one of Paddle's, else that of the caller and the operation."""
        if (
            layer is not None
            and path
            and type(layer).__module__.startswith("paddle.nn.layer")
            and not layer._sub_layers
        ):
            return path
        called = f"{path}.{operation.strip('_')}()".lstrip(".")
        self._counts[called] = self._counts.get(called, 0) + 1
        return called if self._counts[called] == 1 else f"{called}#{self._counts[called]}"


def _without_size(graph: Graph) -> Step | None:
    """Cut a graph where a layer's output has no size, and return that layer: while building, Paddle lets it pass."""
    for place, step in enumerate(graph.steps):
        if step.rule is not None and step.outputs[0] not in graph.shapes and step.inputs[0] in graph.shapes:
            del graph.steps[place:]
            return replace(step, outputs=())
    return None


def _adds(operations: Any, place: int) -> bool:
    """Whether a bias is added behind an operation: its reshape and the addition follow at once."""
    following = [operation.name() for operation in operations[place + 1 : place + 4]]
    return "pd_op.reshape" in following[:2] and "pd_op.add" in following
