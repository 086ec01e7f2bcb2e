"""Arithmetic on what a text shows: whole numbers, words and lists, all small. What is not constant is UNKNOWN."""

from __future__ import annotations

import ast
from itertools import chain, islice
from typing import Any, Final

#: Stands for every value that cannot be told without running the code.
UNKNOWN: Final = type("Unknown", (), {"__repr__": lambda self: "?"})()
#: What sizes and places are counted in.
INT32: Final = range(-(2**31), 2**31)
#: The longest list, and the most elements of lists of lists: no argument of a layer comes near.
LONGEST: Final = 64
MOST: Final = 256
_DEEPEST = 8
_HOLDERS = (list, tuple, dict)
_LARGEST = 2**63
_LARGEST_EXPONENT = 62


def is_known(value: Any) -> bool:
    """Return whether `value` is constant through and through."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return True
    return isinstance(value, (list, tuple)) and all(map(is_known, value))


def bounded(value: Any) -> Any:
    """Return a tuple or dict, UNKNOWN where it holds too much: a few names of names make exponentially many elements.

    What it is made of has gone through here, so that everything done with a value later takes little time.
    """
    level, count = [value], 0
    for _ in range(_DEEPEST + 1):
        holders = [item.values() if isinstance(item, dict) else item for item in level if isinstance(item, _HOLDERS)]
        if not holders:
            return value
        level = list(islice(chain.from_iterable(holders), MOST + 1))
        count += len(level)
        if count > MOST:
            return UNKNOWN
    return UNKNOWN


def literal(value: Any) -> Any:
    """Return a literal; UNKNOWN where it is an integer beyond 64 bits, which Python may not even be able to write."""
    return _small(value) if isinstance(value, int) else value


def unary(operator: ast.unaryop, value: Any) -> Any:
    """Return ``-value`` or ``+value`` of a number."""
    if not _is_number(value):
        return UNKNOWN
    if isinstance(operator, ast.USub):
        return -value
    return value if isinstance(operator, ast.UAdd) else UNKNOWN


def binary(operator: ast.operator, left: Any, right: Any) -> Any:
    """Return what ``+ - * / // % **`` make of two small numbers, or ``+ *`` of short lists."""
    if isinstance(left, (list, tuple)) or isinstance(right, (list, tuple)):
        return _of_lists(operator, left, right)
    if not _is_number(left) or not _is_number(right):
        return UNKNOWN
    try:
        return _small(_of_numbers(operator, left, right))
    except (ZeroDivisionError, OverflowError):
        return UNKNOWN


def item(value: Any, index: Any) -> Any:
    """Return ``value[index]`` of a list, a slice of it, or an entry of a dict."""
    try:
        return value[index] if isinstance(value, (list, tuple, dict)) else UNKNOWN
    except (IndexError, KeyError, TypeError, ValueError):
        return UNKNOWN


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _of_numbers(operator: ast.operator, left: Any, right: Any) -> Any:
    match operator:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
        case ast.FloorDiv():
            return left // right
        case ast.Mod():
            return left % right
        case ast.Pow() if 0 <= right <= _LARGEST_EXPONENT and abs(left) <= _LARGEST:
            return left**right
    return UNKNOWN


def _small(value: Any) -> Any:
    return value if value is not UNKNOWN and abs(value) <= _LARGEST else UNKNOWN


def _of_lists(operator: ast.operator, left: Any, right: Any) -> Any:
    """``[2] * 3`` and ``(1,) + (2, 2)``."""
    if isinstance(operator, ast.Mult):
        listing, count = (left, right) if isinstance(left, (list, tuple)) else (right, left)
        fits = isinstance(count, int) and abs(count) * len(listing) <= LONGEST
        return bounded(listing * count) if fits else UNKNOWN
    if isinstance(operator, ast.Add) and type(left) is type(right) and len(left) + len(right) <= LONGEST:
        return bounded(left + right)
    return UNKNOWN
