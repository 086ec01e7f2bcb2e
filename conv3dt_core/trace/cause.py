"""Why a model cannot go on: which two tensors do not meet, where they parted, and which stride lost the remainder."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from ..diagnostics import AXES, Lang
from ..messages.trace_words import said
from .graph import Graph, Run, Shape, Step, size_of
from .lineage import fork, path_to
from .result import Failure
from .rules import Window

_MOST_IN_A_CHAIN = 6


@dataclass(frozen=True, slots=True)
class Clash:
    """Two operands of one operation whose sizes differ, and the ways on which they came.

    Attributes
    ----------
    got, wanted : int
        Values: the one that came through the decoder, and the one that it should fit.
    path, other_path : list of Step
        From where they parted to each of them.
    axes : tuple of int
        On which the sizes differ.
    """

    got: int
    wanted: int
    path: list[Step]
    other_path: list[Step]
    axes: tuple[int, ...]

    @property
    def layer(self) -> Step | None:
        """The last operation on the way up: the transposed convolution whose output does not fit."""
        return next((step for step in reversed(self.path) if step.is_stretching), None)


def failure_of(run: Run, lang: Lang) -> Failure | None:
    """Return where and why a run failed, None if sizes had no part in it."""
    clash = clash_of(run)
    if clash is not None:
        return _of_clash(run, clash, lang)
    too_small = _of_small_input(run, lang)
    return too_small if too_small is not None else _of_single_voxel(run, lang)


def axis_names(axes: tuple[int, ...], rank: int) -> str:
    """(0, 2) -> "D, W"; of a model over two axes (0,) -> "H"."""
    names = AXES[-rank:] if rank <= 3 else tuple(str(axis) for axis in range(rank))
    return ", ".join(names[axis] for axis in axes)


def clash_of(run: Run) -> Clash | None:
    """Return the first two operands of the failed operation that do not meet."""
    if run.works or run.failed is None:
        return None
    graph = run.graph
    sized = list(graph.volumes(run.failed))
    for value, size in sized[1:]:
        first, first_size = sized[0]
        axes = tuple(axis for axis in range(graph.rank) if size[axis] != first_size[axis])
        if axes:
            return _ordered(graph, first, value, axes)
    return None


def _ordered(graph: Graph, first: int, second: int, axes: tuple[int, ...]) -> Clash:
    """Put first the one that was stretched last: the skip is what it should fit."""
    start = fork(graph, first, second)
    paths = {value: path_to(graph, start, value) for value in (first, second)}
    stretched = {value: max(_places(graph, path), default=-1) for value, path in paths.items()}
    got, wanted = (second, first) if stretched[second] > stretched[first] else (first, second)
    return Clash(got, wanted, paths[got], paths[wanted], axes)


def _places(graph: Graph, path: list[Step]) -> list[int]:
    places = {id(step): place for place, step in enumerate(graph.steps)}
    return [places[id(step)] for step in path if step.is_stretching]


def _of_clash(run: Run, clash: Clash, lang: Lang) -> Failure:
    graph, failed = run.graph, run.failed
    assert failed is not None
    layer = clash.layer
    return Failure(
        layer=failed.name if layer is None else layer.name,
        operation=failed.name,
        axis=axis_names(clash.axes, graph.rank),
        got=graph.size(clash.got),
        wanted=graph.size(clash.wanted),
        cause=cause_of(graph, clash, lang),
        message=run.message or "",
    )


def cause_of(graph: Graph, clash: Clash, lang: Lang) -> str:
    """Say which operation lost the remainder, per axis, with its numbers; where none did, how the sizes came about."""
    sentences: dict[str, list[int]] = {}
    for axis in clash.axes:
        paths = (clash.path, clash.other_path) if _by_a_remainder(graph, clash, axis) else ()
        found = next(filter(None, (_remainder(graph, path, axis, lang) for path in paths)), None)
        sentences.setdefault(found or _chains(graph, clash, axis, lang), []).append(axis)
    return said("space", lang).join(
        said("on_axis", lang, axis=axis_names(tuple(axes), graph.rank), said=sentence)
        for sentence, axes in sentences.items()
    )


def _by_a_remainder(graph: Graph, clash: Clash, axis: int) -> bool:
    """Whether the difference is less than what strides can lose; else borders were lost too."""
    got, wanted = graph.size(clash.got), graph.size(clash.wanted)
    assert got is not None
    assert wanted is not None
    strides = [
        s.rule.stride[axis] for s in clash.path + clash.other_path if isinstance(s.rule, Window) and s.rank > axis
    ]
    return abs(got[axis] - wanted[axis]) < prod(strides)


def _remainder(graph: Graph, path: list[Step], axis: int, lang: Lang) -> str | None:
    """``down2: 35 / 2 = 17 rest 1``, of the first window on the way whose stride does not divide its input."""
    for step in path:
        rule = step.rule
        before, after = _sizes(graph, step, axis)
        if not isinstance(rule, Window) or before is None or axis >= len(rule.stride) or rule.stride[axis] == 1:
            continue
        stride = rule.stride[axis]
        if before % stride:
            numbers = {"size": before, "stride": stride, "whole": before // stride, "rest": before % stride}
            return said("remainder", lang, name=step.name, made=after, **numbers) + _back_up(graph, path, axis, lang)
    return None


def _back_up(graph: Graph, path: list[Step], axis: int, lang: Lang) -> str:
    """Say what the way up makes of it."""
    ups = [step for step in path if step.is_stretching]
    if not ups:
        return said("stop", lang)
    before, after = _sizes(graph, ups[-1], axis)
    return said("back_up", lang, name=ups[-1].name, size=before, made=after)


def _chains(graph: Graph, clash: Clash, axis: int, lang: Lang) -> str:
    ways = [_chain(graph, path, axis, lang) for path in (clash.path, clash.other_path)]
    got, wanted = (way or said("unchanged", lang) for way in ways)
    return said("chains", lang, got=got, wanted=wanted)


def _chain(graph: Graph, path: list[Step], axis: int, lang: Lang) -> str:
    """``conv1 33 → 31, up 31 → 62``: the operations that change the size of an axis."""
    sizes = [(step.name, *_sizes(graph, step, axis)) for step in path]
    changing = [f"`{name}` {before} → {after}" for name, before, after in sizes if before != after]
    if len(changing) > _MOST_IN_A_CHAIN:
        changing = [*changing[: _MOST_IN_A_CHAIN - 1], "…", changing[-1]]
    return said("comma", lang).join(changing)


def _sizes(graph: Graph, step: Step, axis: int) -> tuple[int | None, int | None]:
    before = next((size[axis] for _, size in graph.volumes(step)), None)
    after = next((size[axis] for size in map(graph.size, step.outputs) if size is not None), None)
    return before, after


def _of_small_input(run: Run, lang: Lang) -> Failure | None:
    """A window larger than what it slides over, or an output of no voxels."""
    step = run.failed
    size = None if step is None else next((size for _, size in run.graph.volumes(step)), None)
    if step is None or size is None or step.rule is None or step.rank != run.graph.rank:
        return None
    axes = tuple(axis for axis in range(step.rank) if step.rule.output(axis, size[axis]) < 1)
    if not axes:
        return None
    wanted = tuple(_least(step, axis, size[axis]) for axis in range(step.rank))
    first = axes[0]
    cause = said("too_small", lang, name=step.name, size=size[first], wanted=wanted[first])
    axis_text = axis_names(axes, step.rank)
    way = said("on_axis", lang, axis=axis_text, said=cause) + _way_down(run, step.inputs[0], first, lang)
    return Failure(step.name, step.name, axis_text, size, wanted, way, run.message or "")


def _least(step: Step, axis: int, size: int) -> int:
    """Return the fewest voxels, `size` or more, of which something comes out."""
    assert step.rule is not None
    while step.rule.output(axis, size) < 1 and size < 10_000:
        size += 1
    return size


def _of_single_voxel(run: Run, lang: Lang) -> Failure | None:
    """A normalisation over one voxel has nothing to compare; nor have others, when the way down used everything up."""
    step = run.failed
    sized = [] if step is None else list(run.graph.volumes(step))
    if (
        step is None
        or not sized
        or any(voxels != 1 for voxels in sized[0][1])
        or run.graph.size(run.graph.sources[0]) == sized[0][1]
    ):
        return None
    value, size = sized[0]
    axes = tuple(range(len(size)))
    cause = said("used_up", lang, name=step.name) + _way_down(run, value, 0, lang)
    return Failure(step.name, step.name, axis_names(axes, len(size)), size, None, cause, run.message or "")


def _way_down(run: Run, value: int, axis: int, lang: Lang) -> str:
    way = _chain(run.graph, path_to(run.graph, None, value), axis, lang)
    return said("way_down", lang, way=way) if way else ""


def of_trial(run: Run, legal: Shape, lang: Lang) -> Failure:
    """Return the failure of a model whose reason is not seen, but which runs on another size."""
    graph = run.graph
    got, wanted = (size_of(shape, graph.rank, graph.sources[0] in graph.last) for shape in (run.inputs[0], legal))
    axes = tuple(axis for axis in range(graph.rank) if got[axis] != wanted[axis])
    cause, where = said("by_trial", lang, got=got, wanted=wanted), run.where or said("model", lang)
    return Failure(where, where, axis_names(axes, graph.rank), got, None, cause, run.message or "")
