"""A Plotly figure as plain data for the browser, without building a Figure: that would take longer than the scene."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import numpy as np


def wire(value: Any) -> Any:
    """Return `value` with every array as Plotly's typed array: what ``Figure.to_dict()`` makes of it.

    Dictionaries, lists and tuples are walked; an array keeps its type, which must be one Plotly.js reads (no int64).
    """
    if isinstance(value, np.ndarray):
        shape = {"shape": ", ".join(map(str, value.shape))} if value.ndim > 1 else {}
        data = b64encode(np.ascontiguousarray(value).data).decode("ascii")
        return {"dtype": value.dtype.str[1:], "bdata": data} | shape
    if isinstance(value, dict):
        return {name: wire(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [wire(item) for item in value]
    return value
