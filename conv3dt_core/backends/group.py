"""What every algorithm is given: the arrays of one group of channels, channels first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..geometry import Geometry
from . import Call

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a call.

    Parameters
    ----------
    x : array, shape (N, C, D, H, W)
    weight : array, shape (C, M, kD, kH, kW)
    bias : array, shape (M, 1, 1, 1), or None
    y : array, shape (N, M, D_out, H_out, W_out)
        To be written; holds nothing yet.
    geometry : Geometry
    """

    x: Array
    weight: Array
    bias: Array | None
    y: Array
    geometry: Geometry


def groups_of(call: Call, y: Array) -> Iterator[Group]:
    """Yield the groups of a call; `y` in the layout of the call."""
    x = np.moveaxis(call.x, -1, 1) if call.channels_last else call.x
    y = np.moveaxis(y, -1, 1) if call.channels_last else y
    channels, made = len(call.weight) // call.groups, call.weight.shape[1]
    for g in range(call.groups):
        taken, written = slice(g * channels, (g + 1) * channels), slice(g * made, (g + 1) * made)
        bias = None if call.bias is None else call.bias[written].reshape(-1, 1, 1, 1)
        yield Group(x[:, taken], call.weight[taken], bias, y[:, written], call.geometry)
