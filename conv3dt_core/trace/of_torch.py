"""A PyTorch module, run on shapes: a copy of it on the meta device, watched call by call.

The model given is read and never touched: a copy takes its structure, and tensors without data stand for its
parameters and buffers. Where the meta device cannot run it (a number is read out of a tensor, a device is written into
the code), PyTorch's fake tensors are tried, which claim to be on the device the model is on.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import FunctionType
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

from .graph import Run, Shape
from .resizing import resize_torch
from .runner import Patches
from .torch_recorder import Recorder

Inputs = tuple[Shape, ...] | dict[str, Shape]


class Runner:
    """Runs one model on any shapes.

    Parameters
    ----------
    model : torch.nn.Module
    """

    chooses = "choose"

    def __init__(self, model: torch.nn.Module) -> None:
        model = getattr(model, "_orig_mod", model)  # torch.compile keeps the module that it was given
        self._model = model.module if isinstance(model, torch.nn.DataParallel) else model

    def __call__(self, inputs: Inputs, patches: Patches | None = None) -> Run:
        """Run on inputs of these shapes, with another output_padding at the layers named in `patches`."""
        run = self._attempt(_Meta(), inputs, patches or {})
        if run.works or (run.failed is not None and _is_about_sizes(run)):
            return run
        with _quiet():
            fake = self._attempt(_Fake(), inputs, patches or {})
        return fake if fake.works or len(fake.graph.steps) > len(run.graph.steps) else run

    def resize_code(self, before: Shape, after: Shape) -> str:
        """Return the lines that pad x with zeros behind, or crop it."""
        return resize_torch(before, after)

    def can_patch(self, name: str) -> bool:
        """Whether `name` is a module whose output_padding can be set."""
        return isinstance(dict(self._model.named_modules()).get(name), torch.nn.ConvTranspose3d)

    def patch_code(self, name: str, extra: Shape) -> str:
        """Return the line that sets an output_padding."""
        return f'model.get_submodule("{name}").output_padding = {extra}'

    def _attempt(self, stage: _Stage, inputs: Inputs, patches: Patches) -> Run:
        recorder = Recorder()
        try:
            with stage.entered(), torch.no_grad(), stage.factories():
                model = stage.copied(self._model)
                for name, extra in patches.items():
                    model.get_submodule(name).output_padding = extra
                return recorder.run(model, _made(inputs, stage.tensor, _dtype(self._model)))
        except Exception as error:  # the model's own code may raise anything
            return recorder.failed_run(error)


def _dtype(model: torch.nn.Module) -> torch.dtype:
    return next((p.dtype for p in model.parameters() if p.dtype.is_floating_point), torch.float32)


def _made(inputs: Inputs, tensor: Callable[..., Any], dtype: torch.dtype) -> Any:
    if isinstance(inputs, dict):
        return {name: tensor(shape, dtype) for name, shape in inputs.items()}
    return tuple(tensor(shape, dtype) for shape in inputs)


def _is_about_sizes(run: Run) -> bool:
    """Whether the failure is the model's: operands whose sizes differ, or a window larger than what it slides over."""
    assert run.failed is not None
    sizes = [size for _, size in run.graph.volumes(run.failed)]
    return len(set(sizes)) > 1 or run.failed.kind != "other"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep from the log what fake tensors say about a failure that is told anyway."""
    logger = logging.getLogger("torch._subclasses.fake_tensor")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


class _Stage:
    """Where a copy runs."""

    def entered(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def factories(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def tensor(self, shape: Shape, dtype: torch.dtype) -> torch.Tensor:
        raise NotImplementedError

    def without_data(self, tensor: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError

    def copied(self, model: torch.nn.Module) -> torch.nn.Module:
        """Return a copy of the structure, with tensors without data, and without hooks that are plain functions."""
        memo: dict[int, Any] = {}
        for parameter in model.parameters():
            memo[id(parameter)] = torch.nn.Parameter(self.without_data(parameter.detach()), parameter.requires_grad)
        memo |= {id(buffer): self.without_data(buffer) for buffer in model.buffers()}
        with _Copying(self.without_data):
            copied: torch.nn.Module = copy.deepcopy(model, memo)
        return _without_foreign_hooks(copied)


class _Meta(_Stage):
    def factories(self) -> AbstractContextManager[Any]:
        device: AbstractContextManager[Any] = torch.device("meta")
        return device

    def tensor(self, shape: Shape, dtype: torch.dtype) -> torch.Tensor:
        return torch.empty(shape, dtype=dtype, device="meta")

    def without_data(self, tensor: torch.Tensor) -> torch.Tensor:
        return torch.empty_like(tensor, device="meta")


class _Fake(_Stage):
    def __init__(self) -> None:
        from torch._subclasses.fake_tensor import FakeTensorMode  # noqa: PLC0415  (a second to import)

        self._mode: AbstractContextManager[Any] = FakeTensorMode(allow_non_fake_inputs=True)

    def entered(self) -> AbstractContextManager[Any]:
        mode: AbstractContextManager[Any] = self._mode
        return mode

    def tensor(self, shape: Shape, dtype: torch.dtype) -> torch.Tensor:
        return torch.empty(shape, dtype=dtype)

    def without_data(self, tensor: torch.Tensor) -> torch.Tensor:
        return torch.empty_like(tensor)


class _Copying(TorchFunctionMode):  # type: ignore[misc]  # torch is not read by mypy
    """While a module is copied: tensors that are neither parameters nor buffers lose their data too."""

    def __init__(self, without_data: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__()
        self._without_data = without_data

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is not torch.Tensor.__deepcopy__:
            return func(*args, **(kwargs or {}))
        tensor, memo = args
        memo[id(tensor)] = made = self._without_data(tensor.detach())
        return made


def _without_foreign_hooks(copied: torch.nn.Module) -> torch.nn.Module:
    """Drop the hooks that are functions: they would act on what is not copied. Objects (weight_norm) are copies."""
    for module in copied.modules():
        for hooks in (module._forward_hooks, module._forward_pre_hooks):
            for key in [key for key, hook in hooks.items() if isinstance(hook, FunctionType)]:
                del hooks[key]
    return copied
