"""A Keras model, run on symbols: each layer says what it makes of a shape, nothing is computed.

A functional model or a Sequential is followed node by node. A layer with layers inside is followed from inside: while
it runs, their ``call`` is watched, and given back afterwards. A model that was never built is built by this, as by its
first call; nothing else of it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import keras

from .graph import Graph, Run, Shape, Step
from .keras_layers import is_channels_last, meaning
from .operands import operands_named
from .resizing import resize_array
from .runner import Patches


class Runner:
    """Runs one model on any shapes.

    Parameters
    ----------
    model : keras.Model
    """

    chooses = "choose"

    def __init__(self, model: Any) -> None:
        self._model = model

    def __call__(self, inputs: tuple[Shape, ...] | dict[str, Shape], patches: Patches | None = None) -> Run:
        """Run on inputs of these shapes; `patches` is for frameworks whose layers take an output_size."""
        shapes = tuple(inputs.values()) if isinstance(inputs, dict) else tuple(inputs)
        watch = _Watch(shapes)
        tensors = [keras.KerasTensor(shape) for shape in shapes]
        given: Any = dict(zip(inputs, tensors, strict=True)) if isinstance(inputs, dict) else tensors
        watch.graph.sources = tuple(watch.values(tensors))
        try:
            made = watch.follow(self._model, "", given if isinstance(inputs, dict) or len(tensors) > 1 else tensors[0])
        except Exception as error:  # the model's own code may raise anything
            return watch.failed_run(error)
        watch.graph.settle()
        return Run(watch.graph, shapes, tuple(_shapes(made)))

    def can_patch(self, name: str) -> bool:
        """Return False: Keras chooses no output_size, and its output_padding means something else under 'same'."""
        return False

    def patch_code(self, name: str, extra: Shape) -> str:
        """Return nothing: see `can_patch`."""
        return ""

    def resize_code(self, before: Shape, after: Shape) -> str:
        """Return the line that pads x with zeros behind, or crops it."""
        return resize_array(before, after)


def _tensors(value: Any) -> list[Any]:
    return [tensor for tensor in keras.tree.flatten(value) if hasattr(tensor, "shape") and hasattr(tensor, "dtype")]


def _shapes(value: Any) -> Iterator[Shape]:
    for tensor in _tensors(value):
        yield tuple(-1 if length is None else int(length) for length in tensor.shape)


class _Watch:
    """Notes what each layer makes of which values."""

    def __init__(self, inputs: tuple[Shape, ...]) -> None:
        self.graph = Graph(rank=max(len(inputs[0]) - 2, 1))
        self._inputs = inputs
        self._values: dict[int, int] = {}
        self._alive: list[Any] = []  # an id stays taken as long as its object lives
        self._failed: tuple[str, Any, list[int]] = ("", None, [])

    def follow(self, layer: Any, path: str, *args: Any, **kwargs: Any) -> Any:
        """Call a layer on symbols, and those inside it one by one."""
        if isinstance(layer, keras.Sequential):
            return self._in_a_row(layer, path, *args)
        if hasattr(layer, "_run_through_graph"):
            return layer._run_through_graph(args[0], operation_fn=lambda inner: self._follower(inner, path))
        self._failed = (_joined(path, layer.name) if path or layer.name else "", layer, self.values((args, kwargs)))
        inside = list(_inside(layer, path))
        if not inside:
            return self._noted(layer, path, args, kwargs)
        with self._watching(layer, inside, self.values((args, kwargs))):
            made = keras.Operation.compute_output_spec(layer, *args, **kwargs)
        self._join(made, self.values((args, kwargs)))
        return made

    def _follower(self, layer: Any, path: str) -> Callable[..., Any]:
        inner = _joined(path, layer.name) if hasattr(layer, "layers") else path
        return lambda *args, **kwargs: self.follow(layer, inner, *args, **kwargs)

    def _in_a_row(self, model: Any, path: str, made: Any) -> Any:
        for layer in model.layers:
            made = self._follower(layer, path)(made)
        return made

    def _noted(self, layer: Any, path: str, args: Any, kwargs: Any) -> Any:
        values = self.values((args, kwargs))
        self._failed = (_joined(path, layer.name), layer, values)
        made = keras.Operation.compute_output_spec(layer, *args, **kwargs)
        self._add(layer, _joined(path, layer.name), values, made)
        return made

    @contextmanager
    def _watching(self, outer: Any, inside: list[tuple[str, Any]], entered: list[int]) -> Iterator[None]:
        """Watch the calls of layers inside another one."""
        owned = [layer for _, layer in inside] + [outer]
        for name, layer in inside:
            object.__setattr__(layer, "call", self._watched(name, layer))
        object.__setattr__(outer, "call", self._entrance(outer, entered))
        try:
            yield
        finally:
            for layer in owned:
                layer.__dict__.pop("call", None)

    def _entrance(self, outer: Any, entered: list[int]) -> Callable[..., Any]:
        original = outer.call

        def call(*args: Any, **kwargs: Any) -> Any:
            for tensor, value in zip(_tensors((args, kwargs)), entered, strict=False):
                self._know(tensor, value)
            return original(*args, **kwargs)

        return call

    def _watched(self, name: str, layer: Any) -> Callable[..., Any]:
        original = layer.call

        def call(*args: Any, **kwargs: Any) -> Any:
            values = self.values((args, kwargs))
            self._failed = (name, layer, values)
            made = original(*args, **kwargs)
            self._add(layer, name, values, made)
            self._failed = (name.rpartition(".")[0], None, [])
            return made

        return call

    def values(self, given: Any) -> list[int]:
        """Return the values of tensors; one that no layer made comes from all of its size."""
        return [self._values.get(id(tensor)) or self._unknown(tensor) for tensor in _tensors(given)]

    def _unknown(self, tensor: Any) -> int:
        if id(tensor) in self._values:
            return self._values[id(tensor)]
        before = [value for value in self.graph.shapes if self.graph.shapes[value][1:-1] == tuple(tensor.shape)[1:-1]]
        value = self._know(tensor, self.graph.count)
        if before:
            self.graph.steps.append(Step("call()", "other", tuple(before[-2:]), (value,)))
        return value

    def _join(self, made: Any, sources: list[int]) -> None:
        outputs = [self._know(tensor, self.graph.count) for tensor in _tensors(made) if id(tensor) not in self._values]
        if outputs:
            self.graph.steps.append(Step("call()", "other", tuple(sources), tuple(outputs)))

    def _know(self, tensor: Any, value: int) -> int:
        self.graph.count = max(self.graph.count, value + 1)
        self._values[id(tensor)] = value
        self._alive.append(tensor)
        self.graph.shapes[value] = next(_shapes(tensor))
        return value

    def _add(self, layer: Any, name: str, values: list[int], made: Any) -> None:
        outputs = tuple(self._know(tensor, self.graph.count) for tensor in _tensors(made))
        self.graph.steps.append(self._step(layer, name, values, outputs))

    def _step(self, layer: Any, name: str, values: list[int], outputs: tuple[int, ...] = ()) -> Step:
        operands = tuple(dict.fromkeys(values))
        if layer is None or not operands:
            return Step(name, "other", operands, outputs)
        kind, rule, rank, channels = meaning(layer, self.graph.shapes[operands[0]])
        return Step(name, kind, operands, outputs, rule, rank, channels, is_channels_last(layer))

    def failed_run(self, error: BaseException) -> Run:
        """Return the run up to an error."""
        name, layer, values = self._failed
        # Before it stands what Keras thinks of the layer's methods.
        message = f"{type(error).__name__}: {str(error).rpartition('Error encountered:')[2].strip()}"
        step = self._step(layer, name, values)
        if len({self.graph.shapes[value] for value in values}) < 2 and step.kind == "other":
            named = operands_named(self.graph, message)
            step = Step(_joined(name, "call()"), "other", named) if len(named) > 1 else step
        self.graph.steps.append(step)
        if step.kind == "other" and any(found.channels_last for found in self.graph.steps):
            self.graph.last |= set(step.inputs)
        self.graph.settle()
        self.graph.steps.pop()
        return Run(self.graph, self._inputs, (), step if step.inputs else None, name, message)


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _inside(layer: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield the layers without layers inside a layer, by path."""
    for inner in getattr(layer, "_layers", ()):
        name = _joined(path, inner.name)
        if getattr(inner, "_layers", ()):
            yield from _inside(inner, name)
        else:
            yield name, inner
