"""What makes a failing model run: other sizes of its input or of its transposed layers. Each is run before told."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Protocol

from ..diagnostics import Lang
from ..messages.trace_words import said
from .cause import axis_names, clash_of
from .graph import Run, Shape, Step, with_size
from .result import Repair
from .rules import Transposed
from .sizes import UnknownSizeError, fits

#: Seconds after which no further run is begun, and how many sizes are tried one by one.
BUDGET = 5.0
_MOST_STEPS = 40
_MOST_LEVELS = 8
_MOST_PATCHES = 12


Patches = Mapping[str, Shape]


class Runner(Protocol):
    """A model of some framework.

    Attributes
    ----------
    chooses : str
        The word that says where a size is chosen: in forward, or at a node.
    """

    chooses: str

    def __call__(self, inputs: tuple[Shape, ...], patches: Patches | None = None) -> Run:
        """Run on inputs of these shapes, with another output_padding at the layers named in `patches`."""

    def can_patch(self, name: str) -> bool:
        """Whether the output_padding of a layer can be set."""

    def patch_code(self, name: str, extra: Shape) -> str:
        """Return the line that sets it."""

    def resize_code(self, before: Shape, after: Shape) -> str:
        """Return the lines that pad or crop x."""


class _Search:
    """Runs of one model on other sizes of its volumes; those of the axes stand for every input of the same size."""

    def __init__(self, runner: Runner, run: Run) -> None:
        self.runner, self.failed = runner, run
        size = run.graph.size(run.graph.sources[0])
        assert size is not None
        self.size: Shape = size
        self._ends = time.monotonic() + BUDGET
        self._runs: dict[Shape, Run] = {}

    def shapes(self, size: Shape) -> tuple[Shape, ...]:
        graph = self.failed.graph
        sources = zip(self.failed.inputs, graph.sources, strict=True)
        return tuple(
            with_size(shape, size, value in graph.last) if graph.size(value) == self.size else shape
            for shape, value in sources
        )

    def run(self, size: Shape) -> Run | None:
        """Run on a size; None if there is no time left."""
        if size not in self._runs:
            if time.monotonic() > self._ends:
                return None
            self._runs[size] = self.runner(self.shapes(size))
        return self._runs[size]

    def works(self, size: Shape) -> bool:
        run = self.run(size)
        return run is not None and run.works


def repairs_of(runner: Runner, run: Run, lang: Lang) -> tuple[Repair, ...]:
    """Return the repairs of a failed run that work, fewest voxels changed first; () if none was found.

    Parameters
    ----------
    runner : Runner
    run : Run
        It failed because of sizes.
    lang : {"en", "zh"}
    """
    if not run.graph.sources or run.graph.size(run.graph.sources[0]) is None:
        return ()
    search = _Search(runner, run)
    legal = _some_legal(search)
    found = [] if legal is None else [_resized(search, size, lang) for size in _nearest(search, legal)]
    return (*found, *_chosen(runner, run, lang))


def _some_legal(search: _Search) -> Shape | None:
    """Return a size with which the model runs: multiples of the accumulated stride first, then voxel by voxel.

    A run that fails later than the one before has come further down, and knows more strides.
    """
    run, periods = search.failed, (1,) * search.failed.graph.rank
    for _ in range(_MOST_LEVELS):
        longer = tuple(map(max, periods, run.periods()))
        if longer == periods:
            break
        periods = longer
        for more in range(2):
            size = tuple((-(-n // p) + more) * p for n, p in zip(search.size, periods, strict=True))
            tried = search.run(size)
            if tried is None or tried.works:
                return size if tried else None
            run = tried if len(tried.graph.steps) > len(run.graph.steps) else run
    steps = range(1, min(max(*periods, 8), _MOST_STEPS) + 1)
    rounded = tuple(-(-n // p) * p for n, p in zip(search.size, periods, strict=True))
    others = [tuple(n + more for n in start) for start in (search.size, rounded) for more in steps]
    return next((size for size in others if search.works(size)), None)


def _nearest(search: _Search, legal: Shape) -> list[Shape]:
    """Return the smallest legal size that holds the input, and the largest that it holds; both run."""
    run = search.run(legal)
    assert run is not None
    axes = range(len(legal))
    ups = [_first(run, axis, range(search.size[axis], legal[axis]), legal[axis]) for axis in axes]
    floors = [n // p * p for n, p in zip(search.size, run.periods(), strict=True)]
    downs = [_first(run, axis, range(search.size[axis], 0, -1), floors[axis]) for axis in axes]
    larger, smaller = [tuple(ups), legal], [tuple(downs), tuple(floors)]
    found = [next((size for size in sizes if _is_new(search, size)), None) for sizes in (larger, smaller)]
    return [_lowered(search, size) for size in found if size is not None]


def _lowered(search: _Search, size: Shape) -> Shape:
    """Give the axes back that were changed for nothing: where one voxel is left, one axis more is enough."""
    for axis, given in enumerate(search.size):
        other = (*size[:axis], given, *size[axis + 1 :])
        size = other if search.works(other) else size
    return size


def _is_new(search: _Search, size: Shape) -> bool:
    return size != search.size and min(size) >= 1 and search.works(size)


def _first(run: Run, axis: int, sizes: range, otherwise: int) -> int:
    try:
        return next((size for size in sizes[:4096] if fits(run.graph, axis, size)), otherwise)
    except UnknownSizeError:
        return otherwise


def _resized(search: _Search, size: Shape, lang: Lang) -> Repair:
    run = search.run(size)
    assert run is not None
    graph = search.failed.graph
    grows = all(after >= before for before, after in zip(search.size, size, strict=True))
    changes = [
        said("axis_change", lang, axis=axis_names((axis,), graph.rank), before=before, after=after)
        for axis, (before, after) in enumerate(zip(search.size, size, strict=True))
        if before != after
    ]
    shape = search.shapes(size)[0]
    return Repair(
        kind="pad" if grows else "crop",
        changes=(("input_shape", shape),),
        input_shape=shape,
        output_shape=run.outputs[0] if run.outputs else None,
        sentence=said("pad" if grows else "crop", lang, size=size, changes=said("comma", lang).join(changes)),
        code=search.runner.resize_code(search.failed.inputs[0], shape),
    )


def _chosen(runner: Runner, run: Run, lang: Lang) -> list[Repair]:
    """Return the repair that lets transposed layers make the sizes of their skips, if the strides leave them open."""
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
    limits = (max(s, d) for s, d in zip(p.stride[skipped:], p.dilation[skipped:], strict=True))
    return extra if all(0 <= e < limit for e, limit in zip(extra, limits, strict=True)) else None
