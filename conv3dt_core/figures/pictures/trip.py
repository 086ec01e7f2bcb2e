"""The round trip: u, its convolution v, and what the transposed convolution makes of v; what differs is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .grid import Grid, number, window

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from ...pictures.deconvolution import RoundTrip

MAX_SIDE = 6


def trip(found: RoundTrip, titles: tuple[str, str, str], label: str) -> str:
    """Return three planes, slices in the middle of D; `titles` are those of u, v and what comes back."""
    depth = found.u.shape[0] // 2
    middle = found.v.shape[0] // 2
    before, after = found.u[depth], found.back[depth]
    u = _plane(before, titles[0], label, lambda _: "output")
    v = _plane(found.v[middle], titles[1], label, lambda _: "input")
    return u + v + _plane(after, titles[2], label, lambda cell: "output" if after[cell] == before[cell] else "differs")


def _plane(plane: NDArray[np.float64], title: str, label: str, role: Callable[[tuple[int, int]], str]) -> str:
    rows, columns = (window(range(n), n // 2, MAX_SIDE) for n in plane.shape)
    grid = Grid(title, rows, columns, label)
    for row in rows:
        for column in columns:
            grid.cell(row, column, role((row, column)), number(plane[row, column]))
    return grid.svg()
