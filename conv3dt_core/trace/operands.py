"""Which values a framework's error text speaks of: it prints their shapes."""

from __future__ import annotations

import re

from .graph import Graph

_SHAPE = re.compile(r"[\[(](\d+(?:, ?\d+){2,5})[\])]")


def operands_named(graph: Graph, message: str) -> tuple[int, ...]:
    """Return the last value of each shape that a text names, in the order of the text."""
    shapes = [tuple(map(int, found.split(","))) for found in _SHAPE.findall(message)]
    operands = []
    for shape in dict.fromkeys(shapes):
        found = next((value for value in reversed(graph.shapes) if graph.shapes[value] == shape), None)
        operands += [] if found is None else [found]
    return tuple(operands)
