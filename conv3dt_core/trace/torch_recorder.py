"""What a PyTorch module does while it runs: each call of a function, by which module, on which values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

from ..diagnostics import errors_of
from ..validation import check
from .calling import called
from .graph import Graph, Run, Shape, Step
from .rules import Rule, Transposed
from .torch_calls import OTHER, Meaning, meaning, plain_name


class Recorder(TorchFunctionMode):  # type: ignore[misc]  # torch is not read by mypy
    """Notes each call of a PyTorch function: which module made it, on which tensors, with what result."""

    def __init__(self) -> None:
        super().__init__()
        self.graph = Graph()
        self._values: dict[int, int] = {}
        self._alive: list[Any] = []  # an id stays taken as long as its object lives
        self._modules: list[tuple[str, torch.nn.Module]] = []
        self._failure: tuple[BaseException, Step] | None = None
        self._count: dict[str, int] = {}
        self._inputs: tuple[Shape, ...] = ()

    def run(self, model: torch.nn.Module, inputs: Any) -> Run:
        """Run a module, on tensors or on a dict of them."""
        tensors = list(inputs.values()) if isinstance(inputs, dict) else list(inputs)
        self.graph.sources = tuple(self._value(tensor) for tensor in tensors)
        self._inputs = tuple(tuple(tensor.shape) for tensor in tensors)
        self.graph.rank = max(len(self._inputs[0]) - 2, 1) if self._inputs else 3
        for name, module in model.named_modules():
            self._watch(name, module)
        with self:
            outputs = called(model, model.forward, inputs)
        self.graph.settle()
        return Run(self.graph, self._inputs, tuple(tuple(tensor.shape) for tensor in tensors_in(outputs)))

    def failed_run(self, error: BaseException) -> Run:
        """Return the run up to an error that left the model."""
        self.graph.settle()
        step = self._failure[1] if self._failure is not None and self._failure[0] in _chain(error) else None
        where = step.name if step is not None else self._innermost()
        return Run(self.graph, self._inputs, (), step, where, f"{type(error).__name__}: {error}".strip())

    def _innermost(self) -> str:
        path, module = self._modules[-1] if self._modules else ("", None)
        return path or ("" if module is None else type(module).__name__)

    def _watch(self, name: str, module: torch.nn.Module) -> None:
        def before(module: torch.nn.Module, _: Any) -> None:
            self._modules.append((name, module))

        def after(*_: Any) -> None:
            # Where the model caught an error, the modules that it left are still here.
            while self._modules and self._modules.pop()[0] != name:
                pass

        module.register_forward_pre_hook(before, prepend=True)
        module.register_forward_hook(after)

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        seen = [tensor for tensor in tensors_in((args, kwargs)) if id(tensor) in self._values]
        values = tuple(dict.fromkeys(self._values[id(tensor)] for tensor in seen))
        try:
            result = func(*args, **kwargs)
            if values:
                _doubt(func, _meaning(name, args, kwargs)[1], self.graph.shapes[values[0]], args, kwargs)
        except Exception as error:
            if values:
                self._failure = error, self._step(name, args, kwargs, values)
            raise
        made = [args[0]] if name == "__setitem__" else list(tensors_in(result))
        if values and made and name not in _READS_ONLY:
            step = self._step(name, args, kwargs, values, made)
            self.graph.steps.append(step)
        return result

    def _step(
        self, name: str, args: Any, kwargs: Any, values: tuple[int, ...], made: list[torch.Tensor] | None = None
    ) -> Step:
        kind, rule, rank, channels = _meaning(name, args, kwargs)
        outputs = tuple(self._value(tensor) for tensor in made or ())
        return Step(self._name(name, kind), kind, values, outputs, rule, rank, channels)

    def _name(self, function: str, kind: str) -> str:
        """Path of the module where it is one of PyTorch's layers, else that of the caller and the function."""
        path, module = self._modules[-1] if self._modules else ("", None)
        if module is not None and path and _is_a_layer_of_torch(module):
            return path
        called = f"{path}.{plain_name(function) if kind == 'other' else function.strip('_')}()".lstrip(".")
        self._count[called] = self._count.get(called, 0) + 1
        return called if self._count[called] == 1 else f"{called}#{self._count[called]}"

    def _value(self, tensor: torch.Tensor) -> int:
        """Return a new number for what a tensor now holds."""
        value = self.graph.count
        self.graph.count += 1
        self.graph.shapes[value] = tuple(tensor.shape)
        self._values[id(tensor)] = value
        self._alive.append(tensor)
        return value


#: Attributes of a tensor that are tensors themselves, and no operation.
_READS_ONLY = {"__get__"}


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that led to it: a model may wrap PyTorch's in its own."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_a_layer_of_torch(module: torch.nn.Module) -> bool:
    return type(module).__module__.startswith("torch.nn.modules") and not any(module.children())


def _meaning(name: str, args: Any, kwargs: Any) -> Meaning:
    try:
        return meaning(name, args, kwargs)
    except Exception:  # arguments that PyTorch refuses too, or forms of a call that are not known
        return OTHER


def _doubt(func: Any, rule: Rule | None, shape: Shape, args: Any, kwargs: Any) -> None:
    """Ask PyTorch's CPU kernel about a transposed layer that we would refuse: the meta device takes nearly all."""
    if isinstance(rule, Transposed) and _is_dubious(rule, shape):
        func(*map(_on_cpu, args), **{name: _on_cpu(value) for name, value in kwargs.items()})


def _is_dubious(rule: Transposed, shape: Shape) -> bool:
    channels, size = shape[-rule.rank - 1], (1,) * (3 - rule.rank) + shape[-rule.rank :]
    return channels != rule.params.in_channels or bool(errors_of(check(rule.params, size)))


def _on_cpu(value: Any) -> Any:
    """Return zeros in place of a tensor."""
    return torch.zeros(value.shape, device="cpu") if isinstance(value, torch.Tensor) else value


def tensors_in(value: Any, depth: int = 4) -> Iterator[torch.Tensor]:
    """Yield the tensors of a result: itself, or inside tuples, lists, dicts and dataclasses."""
    if isinstance(value, torch.Tensor):
        yield value
    elif depth and isinstance(value, tuple | list):
        for item in value:
            yield from tensors_in(item, depth - 1)
    elif depth and isinstance(value, dict):
        for item in value.values():
            yield from tensors_in(item, depth - 1)
    elif depth and hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from tensors_in(getattr(value, name), depth - 1)
