"""Values of a Paddle program: their shapes, and those that descend from the model's input."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .graph import Graph, Shape


def shape_of(value: Any) -> Shape | None:
    """Return the shape of a value of a program; None for a list of values, or an open axis."""
    try:
        shape = tuple(int(length) for length in value.shape)
    except (ValueError, TypeError, AttributeError):
        return None
    return shape if min(shape, default=0) >= 0 else None


def values_in(value: Any, depth: int = 4) -> Iterator[Any]:
    """Yield the values of a result: itself, or inside tuples, lists and dicts."""
    if isinstance(value, tuple | list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from values_in(item, depth - 1) if depth else ()
    elif hasattr(value, "get_defining_op"):
        yield value


class Reached:
    """Values of a program that descend from the model's input, by Paddle's own numbers for them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._values: dict[Any, tuple[int, ...]] = {}

    def operands(self, operation: Any) -> tuple[int, ...]:
        """Return those that an operation takes; a list of values counts as its members."""
        found = [value for source in operation.operands_source() for value in self._values.get(_id_of(source), ())]
        return tuple(dict.fromkeys(found))

    def combine(self, operation: Any, known: tuple[int, ...]) -> None:
        """Remember the members of a list."""
        if known:
            self._values[_id_of(operation.result(0))] = known

    def make(self, operation: Any) -> tuple[int, ...]:
        """Give new numbers to what an operation makes."""
        made = []
        for result in operation.results():
            value, shape = self._graph.count, shape_of(result)
            self._graph.count += 1
            self._values[_id_of(result)] = (value,)
            made.append(value)
            if shape is not None:
                self._graph.shapes[value] = shape
        return tuple(made)


def _id_of(value: Any) -> Any:
    try:
        return value.id
    except (ValueError, AttributeError):  # an operand that was left out
        return None
