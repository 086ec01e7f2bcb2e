"""A model's graph, run again on the size of one axis: whole numbers, no framework. Finds the sizes that fit."""

from __future__ import annotations

from .graph import Graph, Step
from .rules import Fixed, Rule


class UnknownSizeError(Exception):
    """An operation changes sizes in a way that has no arithmetic here."""


def fits(graph: Graph, axis: int, size: int) -> bool:
    """Return whether an input of `size` voxels on an axis runs through all operations of a graph.

    Parameters
    ----------
    graph : Graph
        Of a run that came to its end; the first input is the one that changes, with all inputs of the same size.
    axis : int
    size : int

    Raises
    ------
    UnknownSizeError
        If an operation changes the axis and has no rule.
    """
    first = graph.size(graph.sources[0])
    assert first is not None
    sizes = {source: size for source in graph.sources if graph.size(source) == first}
    for step in graph.steps:
        operands = [value for value in step.inputs if value in sizes]
        if not operands or graph.size(step.outputs[0]) is None:
            continue
        made = _output(graph, step, axis, [(sizes[value], _recorded(graph, value, axis)) for value in operands])
        if made is None:
            return False
        sizes |= {value: made for value in step.outputs if graph.size(value) is not None}
    return True


def _recorded(graph: Graph, value: int, axis: int) -> int:
    size = graph.size(value)
    assert size is not None
    return size[axis]


def _output(graph: Graph, step: Step, axis: int, operands: list[tuple[int, int]]) -> int | None:
    """Return the size that comes out, None if the operation fails. An operand: its size now, and when recorded."""
    was = _recorded(graph, step.outputs[0], axis)
    if step.rule is not None and step.rank == graph.rank:
        made = step.rule.output(axis, operands[0][0])
        return made if made >= 1 and _is_exact(step.rule, axis, operands[0][1], was) else _no_size(made)
    whole = {now for now, recorded in operands if was in {recorded, 1}}
    if not whole or any(recorded not in {was, 1} for _, recorded in operands):
        raise UnknownSizeError(step.name)  # a crop, a concatenation along this axis
    return whole.pop() if len(whole) == 1 else None


def _is_exact(rule: Rule, axis: int, recorded: int, was: int) -> bool:
    return isinstance(rule, Fixed) or rule.output(axis, recorded) == was


def _no_size(made: int) -> int | None:
    if made >= 1:
        raise UnknownSizeError  # our arithmetic does not describe what was seen
    return None
