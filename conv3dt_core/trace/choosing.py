"""The size of a transposed layer, chosen so that it fits its skip: what the stride leaves open, and no more."""

from __future__ import annotations

from collections.abc import Callable

from ..diagnostics import Lang
from ..messages.trace_words import said
from .cause import clash_of
from .graph import Run, Shape, Step
from .result import Repair
from .rules import Transposed
from .runner import Runner

_MOST_PATCHES = 12


def chosen(runner: Runner, run: Run, lang: Lang) -> list[Repair]:
    """Return the repair that lets transposed layers make the sizes of their skips, if the strides leave them open.

    Parameters
    ----------
    runner : Runner
    run : Run
        It failed.
    lang : {"en", "zh"}
    """
    patches: dict[str, Shape] = {}
    shapes = run.inputs
    while not run.works and len(patches) < _MOST_PATCHES:
        found = _fitting(run, runner.can_patch)
        if found is None or found[0] in patches:
            return []
        patches[found[0]] = found[1]
        run = runner(shapes, patches)
    if not run.works:
        return []
    layers = said("comma", lang).join(f"`{name}`" for name in patches)
    code = "\n".join(runner.patch_code(name, extra) for name, extra in patches.items())
    changes = tuple((f"{name}.output_padding", extra) for name, extra in patches.items())
    output = run.outputs[0] if run.outputs else None
    return [Repair("output_size", changes, shapes[0], output, said(runner.chooses, lang, layers=layers), code)]


def _fitting(run: Run, can_patch: Callable[[str], bool]) -> tuple[str, Shape] | None:
    """Return the transposed layer whose output fits nothing, and the output_padding with which it fits the skip."""
    clash = clash_of(run)
    step = None if clash is None else clash.layer
    if clash is None or step is None or not isinstance(step.rule, Transposed) or not can_patch(step.name):
        return None
    made, got, wanted = (run.graph.size(value) for value in (step.outputs[0], clash.got, clash.wanted))
    if made is None or made != got or wanted is None:
        return None
    extra = _extra(step, tuple(w - g for w, g in zip(wanted, got, strict=True)))
    return None if extra is None else (step.name, extra)


def _extra(step: Step, more: Shape) -> Shape | None:
    rule = step.rule
    assert isinstance(rule, Transposed)
    p, skipped = rule.params, 3 - rule.rank
    extra = tuple(op + m for op, m in zip(p.output_padding[skipped:], more, strict=True))
    return extra if all(0 <= e < stride for e, stride in zip(extra, p.stride[skipped:], strict=True)) else None
