"""Inputs of the golden cases: by formula, so that only Paddle's results need storing. And Python values as JSON."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Steps and primes: 7*i mod 23 and so on visit every residue, so that neighbours differ on every axis.
_FORMULAS = {"x": (7, 3, 23), "weight": (5, 1, 19), "bias": (11, 4, 17)}


def tensor(name: str, shape: list[int], dtype: str, kind: str) -> NDArray[Any]:
    """Return x, weight or bias of a case.

    Parameters
    ----------
    name : {"x", "weight", "bias"}
    shape : list of int
    dtype : str
    kind : {"integers", "sevenths"}
        Whole numbers around 0, or sevenths of them: exact in no floating point format.
    """
    step, start, prime = _FORMULAS[name]
    whole = (np.arange(prod(shape)) * step + start) % prime - prime // 2
    numbers = whole if kind == "integers" else whole / np.asarray(7, dtype if dtype in {"float32"} else "float64")
    return numbers.astype(dtype).reshape(shape)


def encode(value: Any) -> Any:
    """Return a Python value as JSON; what JSON lacks becomes a dict of one item."""
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, np.ndarray):
        return {"array": value.tolist(), "dtype": str(value.dtype)}
    if isinstance(value, np.generic):
        return {"scalar": value.item(), "dtype": str(value.dtype)}
    if isinstance(value, range):
        return {"range": [value.start, value.stop]}
    for kind in (tuple, set, dict):
        if isinstance(value, kind):
            return {kind.__name__: [encode(item) for item in (value.items() if kind is dict else value)]}
    if type(value).__name__ == "list_iterator":
        return {"iterator": list(value)}
    return value


def decode(value: Any) -> Any:
    """Return the Python value that `encode` wrote."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind = next(iter(value))
    items = value[kind]
    makers: dict[str, Any] = {
        "array": lambda: np.array(items, value["dtype"]),
        "scalar": lambda: np.dtype(value["dtype"]).type(items),
        "range": lambda: range(*items),
        "iterator": lambda: iter(items),
        "tuple": lambda: tuple(decode(items)),
        "set": lambda: set(decode(items)),
        "dict": lambda: dict(decode(items)),
    }
    return makers[kind]()
