"""What makes a failing model run: other sizes of its input or of its transposed layers. Each is run before told."""

from __future__ import annotations

import time

from ..diagnostics import Lang
from ..messages.trace_words import said
from .cause import axis_names
from .choosing import chosen
from .graph import Run, Shape, with_size
from .result import Repair
from .runner import Runner
from .sizes import UnknownSizeError, fits

#: Seconds after which no further run is begun, and how many sizes are tried one by one.
BUDGET = 5.0
_MOST_STEPS = 40
_MOST_LEVELS = 8


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


def repairs_of(runner: Runner, run: Run, lang: Lang, *, explained: bool = True) -> tuple[Repair, ...]:
    """Return the repairs of a failed run that work, fewest voxels changed first; () if none was found.

    Parameters
    ----------
    runner : Runner
    run : Run
        It failed.
    lang : {"en", "zh"}
    explained : bool
        Whether sizes are known to be the reason; if not, only a few are tried.
    """
    if not run.graph.sources or run.graph.size(run.graph.sources[0]) is None:
        return ()
    search = _Search(runner, run)
    legal = _some_legal(search) or _by_powers(search) or (_one_by_one(search) if explained else None)
    found = [] if legal is None else [_resized(search, size, lang) for size in _nearest(search, *legal)]
    return (*found, *chosen(runner, run, lang))


def _some_legal(search: _Search) -> tuple[Shape, Shape] | None:
    """Return a size with which the model runs, and what divides it: the accumulated strides, 1 where nothing does.

    A run that fails later than the one before has come further down, and knows more strides.
    """
    run, periods = search.failed, (1,) * search.failed.graph.rank
    for _ in range(_MOST_LEVELS):
        longer = tuple(map(max, periods, run.periods()))
        if longer == periods:
            break
        periods = longer
        for more in range(2):
            tried = search.run(size := _rounded(search.size, periods, more))
            if tried is not None and tried.works:
                return size, periods
            run = run if tried is None or len(tried.graph.steps) <= len(run.graph.steps) else tried
    return None


def _by_powers(search: _Search) -> tuple[Shape, Shape] | None:
    """Return a size that 2, 4, 8, ... divide: a model may ask for it before it has done anything."""
    powers = [(2**power,) * len(search.size) for power in range(1, 7)]
    found = next((power for power in powers if search.works(_rounded(search.size, power))), None)
    return None if found is None else (_rounded(search.size, found), found)


def _one_by_one(search: _Search) -> tuple[Shape, Shape] | None:
    """Return a size found voxel by voxel: where borders are lost, legal sizes are no multiples."""
    periods = search.failed.periods()
    steps = range(1, min(max(*periods, 8), _MOST_STEPS) + 1)
    starts = dict.fromkeys((search.size, _rounded(search.size, periods)))
    others = [tuple(n + more for n in start) for start in starts for more in steps]
    size = next((size for size in others if search.works(size)), None)
    return None if size is None else (size, (1,) * len(periods))


def _rounded(size: Shape, periods: Shape, more: int = 0) -> Shape:
    """Return the next multiples of `periods`, or later ones."""
    return tuple((-(-n // period) + more) * period for n, period in zip(size, periods, strict=True))


def _nearest(search: _Search, legal: Shape, periods: Shape) -> list[Shape]:
    """Return the smallest legal size that holds the input, and the largest that it holds; both run."""
    run = search.run(legal)
    assert run is not None
    axes = range(len(legal))
    ups = [_first(run, axis, range(search.size[axis], legal[axis]), legal[axis]) for axis in axes]
    floors = [n // period * period for n, period in zip(search.size, map(max, periods, run.periods()), strict=True)]
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
    shape, made = search.shapes(size)[0], run.outputs[0] if run.outputs else None
    word = "pad" if grows else "crop"
    return Repair(
        kind="pad" if grows else "crop",
        changes=(("input_shape", shape),),
        input_shape=shape,
        output_shape=made,
        sentence=said(word, lang, size=size, changes=said("comma", lang).join(changes), output=made),
        code=search.runner.resize_code(search.failed.inputs[0], shape),
    )
