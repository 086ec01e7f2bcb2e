"""`conv3dt trace`: the layers of a real model with their sizes, where it fails and why, and what makes it run."""

from __future__ import annotations

import argparse
import inspect
import sys
from contextlib import redirect_stdout
from functools import partial
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any

from ..diagnostics import errors_of
from ..trace import Trace
from ..trace import trace as trace_model
from .output import progress, say, say_json
from .values import UsageError, add_common, numbers


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "trace",
        help="list the layers of a real model, and say where it fails",
        description="List the layers of a model with their sizes; where it fails, say which layer and why, and what "
        "makes it run. Shapes are run, not numbers, wherever the framework can.",
    )
    parser.add_argument(
        "model", metavar="FILE.onnx|MODULE:FUNCTION", help="MODULE is imported from here, FUNCTION() returns the model"
    )
    parser.add_argument(
        "--input", action="append", type=_named_shape, default=[], metavar="[NAME=]SHAPE",
        help="with batch and channels: 1,4,96,96,64; once for each input; an ONNX file may fix its own",
    )  # fmt: skip
    add_common(parser, _run)


def _named_shape(text: str) -> tuple[str, tuple[int, ...]]:
    name, _, shape = text.rpartition("=")
    return name, numbers(shape)


def _run(options: argparse.Namespace) -> int:
    shapes = _shapes(options.input)
    with progress(f"tracing {options.model} ..."), redirect_stdout(sys.stderr):  # frameworks talk while they load
        found = trace_model(_model(options.model, shapes is not None), shapes, lang=options.lang)
    if options.json:
        say_json(found.to_dict())
    else:
        say(str(found))
    return 0 if _runs(found) else 1


def _runs(found: Trace) -> bool:
    return found.failure is None and not errors_of(found.diagnostics)


def _shapes(given: list[tuple[str, tuple[int, ...]]]) -> Any:
    """Return what `trace` takes: nothing, shapes in order, or shapes by name."""
    if not given:
        return None
    named = [name for name, _ in given if name]
    if not named:
        return [shape for _, shape in given]
    if len(set(named)) < len(given):
        raise UsageError("give every --input a name of its own, or none")
    return dict(given)


def _model(target: str, has_shape: bool) -> Any:
    """Return the path of an ONNX file, or the model that a function of the reader's returns."""
    if target.endswith(".onnx"):
        if not Path(target).is_file():
            raise UsageError(f"{target}: no such file")
        return Path(target)
    module, colon, name = target.partition(":")
    if not (module and colon and name):
        raise UsageError(f"{target!r} is neither FILE.onnx nor MODULE:FUNCTION")
    if not has_shape:
        raise UsageError("the shape of x is missing; give --input, with batch and channels")
    sys.path.insert(0, "")  # the current directory, as `python -m` has it
    try:
        found = attrgetter(name)(import_module(module))
        return found() if _makes_model(found) else found
    except Exception as error:  # whatever the reader's own code raises
        raise UsageError(f"{target}: {type(error).__name__}: {error}") from error


def _makes_model(found: Any) -> bool:
    """Whether it has to be called: a model can be called too, but is neither function nor class."""
    return inspect.isroutine(found) or inspect.isclass(found) or isinstance(found, partial)
