"""Where values of a graph come from, and on which way."""

from __future__ import annotations

from collections import deque

from .graph import Graph, Step


def _ancestors(graph: Graph, value: int) -> set[int]:
    producers, found, left = graph.producers(), {value}, [value]
    while left:
        place = producers.get(left.pop())
        new = [] if place is None else [source for source in graph.steps[place].inputs if source not in found]
        found.update(new)
        left += new
    return found


def fork(graph: Graph, first: int, second: int) -> int | None:
    """Return the last volume from which both descend; one of them may be it."""
    producers = graph.producers()
    common = [value for value in _ancestors(graph, first) & _ancestors(graph, second) if graph.size(value) is not None]
    return max(common, key=lambda value: producers.get(value, -1), default=None)


def path_to(graph: Graph, start: int | None, end: int) -> list[Step]:
    """Return the operations on a shortest way from one value to another; from an input where `start` is None."""
    producers, queue = graph.producers(), deque([end])
    onward: dict[int, tuple[Step, int]] = {}
    value = end
    while queue:
        value = queue.popleft()
        place = producers.get(value)
        if value == start or place is None:
            break
        step = graph.steps[place]
        new = [source for source in step.inputs if source != end and source not in onward]
        onward |= dict.fromkeys(new, (step, value))
        queue += new
    way = []
    while value != end:
        step, value = onward[value]
        way.append(step)
    return way
