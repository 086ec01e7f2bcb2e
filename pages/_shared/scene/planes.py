"""The plane and the line as numbers: x, w and y as grids, the selected voxel and its contributions marked."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from conv3dt_core import Geometry
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.contributions import Contributions, Side
from conv3dt_core.figures.ladder import values
from pages._shared.i18n import t
from pages._shared.scene.sentences import number
from pages._shared.scene.tables import SEED_W, SEED_X

#: Cells of a grid's side at most.
MAX_SIDE = 16
#: st.html refuses an empty text.
NOTHING = "<span></span>"
Marks = Mapping[tuple[int, int], tuple[str, int | None]]


def grids(geometry: Geometry, side: Side, voxel: Triple, rows: Contributions | None) -> str:
    """Return the three grids as HTML; `NOTHING` where the example is too large, or there is nothing to mark."""
    found = values(geometry, SEED_X, SEED_W)
    if found is None or rows is None:
        return NOTHING
    x, w, y = (volume[0] for volume in found)  # D is left out: (H, W) each
    taps = {(h, c): ("c3-k0" if ok else "lost", n) for n, h, c, ok in _kernel(geometry, rows)}
    ends = rows.target if side == "input" else rows.source
    lit = {
        (h, c): ("c3-k0", n)
        for n, (_, h, c), ok in zip(rows.number.tolist(), ends.tolist(), rows.written.tolist(), strict=True)
        if ok
    }
    here: Marks = {voxel[1:]: ("c3-from" if side == "input" else "c3-into", None)}
    of_x, of_y = (here, lit) if side == "input" else (lit, here)
    parts = [("x", x, of_x), ("w", w, taps), ("y", y, of_y)]
    return f'<div class="c3-planes">{"".join(_grid(name, plane, marks) for name, plane, marks in parts)}</div>'


def _kernel(geometry: Geometry, rows: Contributions) -> list[tuple[int, int, int, bool]]:
    """Return (tap, kH, kW, written) of every tap that takes part."""
    width = geometry.kernel_size[2]
    return [(n, *divmod(n, width), ok) for n, ok in zip(rows.number.tolist(), rows.written.tolist(), strict=True)]


def _grid(name: str, plane: NDArray[np.int64], marks: Marks) -> str:
    height, width = (_window(n, [key[axis] for key in marks]) for axis, n in enumerate(plane.shape))
    head = "".join(f"<th>{c}</th>" for c in width)
    body = "".join(
        f"<tr><th>{h}</th>{''.join(_cell(plane[h, c], marks.get((h, c))) for c in width)}</tr>" for h in height
    )
    size = " × ".join(map(str, plane.shape if plane.shape[0] > 1 else plane.shape[1:]))
    title = t(f"scatter.grid_{name}", size=size)
    return f'<table class="c3-plane"><caption>{title}</caption><tr><th></th>{head}</tr>{body}</table>'


def _window(n: int, marked: list[int]) -> range:
    """Return all indices, or `MAX_SIDE` of them round what is marked."""
    middle = (min(marked, default=0) + max(marked, default=0)) // 2
    first = min(max(0, middle - MAX_SIDE // 2), max(0, n - MAX_SIDE))
    return range(first, min(n, first + MAX_SIDE))


def _cell(value: int, mark: tuple[str, int | None] | None) -> str:
    if mark is None:
        return f"<td>{number(value)}</td>"
    kind, tap = mark
    return f'<td class="{kind}"{"" if tap is None else f" data-tap={tap}"}>{number(value)}</td>'
