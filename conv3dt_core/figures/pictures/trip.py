"""The round trip: u, its convolution v, and what the transposed convolution makes of v; what differs is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .grid import number, window
from .planes import Cell, cells, plane_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from ...pictures.deconvolution import RoundTrip

MAX_SIDE = 6


def trip(found: RoundTrip, titles: tuple[str, str, str], label: str, part: str = "") -> str:
    """Return three planes, slices in the middle of D; `titles` are those of u, v and what comes back.

    `part` says of a plane that it is cut, with {size}.
    """
    depth = found.u.shape[0] // 2
    middle = found.v.shape[0] // 2
    before, after = found.u[depth], found.back[depth]
    u = _plane(before, titles[0], label, part, lambda _: "output")
    v = _plane(found.v[middle], titles[1], label, part, lambda _: "input")
    back = _plane(after, titles[2], label, part, lambda cell: "output" if after[cell] == before[cell] else "differs")
    return u + v + back


def _plane(plane: NDArray[np.float64], title: str, label: str, part: str, role: Callable[[Cell], str]) -> str:
    rows, columns = (window(range(n), n // 2, MAX_SIDE) for n in plane.shape)
    grid = plane_of(title, (rows, columns), label, plane.shape, part)
    for cell in cells(grid):
        grid.cell(*cell, role(cell), number(plane[cell]))
    return grid.svg()
