"""From a run of a model to what is told about it; the same for every framework."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

from ..diagnostics import Code, Diagnostic, InvalidLayerError, Lang, errors_of, sort_key
from ..links import query
from ..validation import check, plan
from .cause import failure_of, of_trial
from .graph import LISTED, Graph, Run, Shape, Step, size_of, with_size
from .repairs import repairs_of
from .result import Framework, Trace, TracedLayer
from .rules import Transposed
from .runner import Patches, Runner


def traced(framework: Framework, runner: Runner, shapes: Any, lang: Lang, noted: Iterable[Diagnostic] = ()) -> Trace:
    """Run a model on shapes and say what there is to say.

    Parameters
    ----------
    framework : {"torch", "onnx", "paddle", "keras"}
    runner : Runner
    shapes : tuple of shapes, or dict of name -> shape
    lang : {"en", "zh"}
    noted : diagnostics found before the run
    """
    if framework == "onnx":  # the one that the app's threads trace: filters of warnings belong to the whole process
        return _told(framework, runner, shapes, lang, noted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a model's warnings are about numbers; none are computed
        return _told(framework, runner, shapes, lang, noted)


def _told(framework: Framework, runner: Runner, shapes: Any, lang: Lang, noted: Iterable[Diagnostic]) -> Trace:
    if isinstance(shapes, dict):
        runner = _Named(runner, tuple(shapes))
    run = runner(_as_tuple(shapes))
    layers = tuple(_layer(run.graph, step) for step in _listed(run))
    failure = None if run.works else failure_of(run, lang)
    repairs = () if run.works else repairs_of(runner, run, lang, explained=failure is not None)
    if failure is None and repairs:
        failure = of_trial(run, repairs[0].input_shape, lang)
    found = [*noted, *_notes(run, layers, failure is None)]
    if failure is not None:
        values = {"layer": failure.layer, "operation": failure.operation, "got": failure.got, "wanted": failure.wanted}
        code = (
            Code.MODEL_SIZES_DO_NOT_MEET
            if failure.wanted and failure.layer != failure.operation
            else Code.MODEL_SIZE_REFUSED
        )
        found.append(_diagnostic(code, failure.axis, **values, message=failure.message))
    return Trace(
        framework=framework,
        input_shapes=run.inputs or _as_tuple(shapes),
        output_shapes=run.outputs,
        layers=layers,
        failure=failure,
        repairs=repairs,
        diagnostics=tuple(sorted(found, key=sort_key)),
        lang=lang,
    )


class _Named:
    """A runner whose inputs have names, called with their shapes in order."""

    def __init__(self, runner: Any, names: tuple[str, ...]) -> None:
        self._runner, self._names = runner, names
        self.chooses: str = runner.chooses
        self.can_patch, self.patch_code, self.resize_code = runner.can_patch, runner.patch_code, runner.resize_code

    def __call__(self, inputs: tuple[Shape, ...], patches: Patches | None = None) -> Run:
        run: Run = self._runner(dict(zip(self._names, inputs, strict=True)), patches)
        return run


def untraced(framework: Framework, shapes: tuple[Shape, ...], lang: Lang, faults: Iterable[Diagnostic]) -> Trace:
    """Return the trace of a model that could not be run at all."""
    return Trace(framework, shapes, (), (), diagnostics=tuple(sorted(faults, key=sort_key)), lang=lang)


def _as_tuple(shapes: Any) -> tuple[Shape, ...]:
    return tuple(shapes.values()) if isinstance(shapes, dict) else tuple(shapes)


def _listed(run: Run) -> list[Step]:
    steps = [*run.graph.steps, *([run.failed] if run.failed is not None else [])]
    return [step for step in steps if step.kind in LISTED]


def _layer(graph: Graph, step: Step) -> TracedLayer:
    given = next((graph.shapes[value] for value in step.inputs if graph.size(value, step.rank) is not None), None)
    made = next((graph.shapes[value] for value in step.outputs if value in graph.shapes), None)
    rule = step.rule
    if not isinstance(rule, Transposed) or given is None:
        return TracedLayer(step.name, step.kind, None, given, made, _expected(step, given), step.faults)
    size = size_of(given, step.rank, step.channels_last)
    if rule.rank != 3:
        note = _diagnostic(Code.LAYER_NOT_THREE_D, None, name=step.name, axes=rule.rank)
        return TracedLayer(step.name, step.kind, None, given, made, _expected(step, given), (note,))
    batch = given[0] if len(given) == 5 else 1
    d, h, w = size
    link = query(rule.params, (d, h, w), batch=batch, bias=rule.bias)
    found = check(rule.params, (d, h, w))
    return TracedLayer(step.name, step.kind, rule.params, given, made, _expected(step, given), found, link)


def _expected(step: Step, given: Shape | None) -> Shape | None:
    """Return the output's shape by our arithmetic; None where there is none, or no output."""
    if given is None or step.rule is None:
        return None
    size = size_of(given, step.rank, step.channels_last)
    made = _planned(step.rule, size) if isinstance(step.rule, Transposed) else _by_rule(step, size)
    if made is None:
        return None
    shape = with_size(given, made, step.channels_last)
    place = len(shape) - 1 if step.channels_last else len(shape) - step.rank - 1
    return shape if step.channels is None else (*shape[:place], step.channels, *shape[place + 1 :])


def _by_rule(step: Step, size: Shape) -> Shape:
    assert step.rule is not None
    # Below 1 there is none; Paddle makes one voxel of less than a kernel all the same.
    return tuple(max(step.rule.output(axis, voxels), 0) for axis, voxels in enumerate(size))


def _planned(rule: Transposed, size: Shape) -> Shape | None:
    """`plan` says it: for fewer axes with one voxel on those that are missing."""
    try:
        return plan(rule.params, ((1,) * (3 - rule.rank) + size)).output_size[3 - rule.rank :]
    except InvalidLayerError:
        return None


def _notes(run: Run, layers: tuple[TracedLayer, ...], unexplained: bool) -> list[Diagnostic]:
    """What there is to say besides a failure of sizes."""
    told = [d for layer in layers for d in layer.diagnostics]
    found = [*dict.fromkeys(errors_of(told)), *(d for d in told if d.code is Code.LAYER_NOT_THREE_D)]
    for layer in layers:
        if layer.agrees is False:
            values = {"name": layer.name, "output": layer.output_shape, "expected": layer.expected}
            found.append(_diagnostic(Code.MODEL_LAYER_DIFFERS, None, **values))
    if run.unseen:
        name, count = run.unseen[0], len(run.unseen)
        found.append(_diagnostic(Code.MODEL_OPERATION_UNKNOWN, None, name=name, count=count))
    if not run.works and unexplained:
        found.append(_diagnostic(Code.TRACE_FAILED, None, where=run.where or "model", message=run.message))
    elif run.works and not any(layer.kind == "transposed" and _may_be_three_d(layer) for layer in layers):
        found.append(_diagnostic(Code.NO_THREE_D_LAYER, None, layers=len(layers)))
    return found


def _may_be_three_d(layer: TracedLayer) -> bool:
    return layer.params is not None or layer.input_shape is None or len(layer.input_shape) == 5


def _diagnostic(code: Code, axis: str | None, **values: Any) -> Diagnostic:
    return Diagnostic(code, axis, tuple(values.items()))
