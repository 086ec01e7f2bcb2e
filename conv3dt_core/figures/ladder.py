"""The same layer as a line, a plane and a volume.

The axes of a layer never meet, so leaving one out is giving it a single voxel and a single tap: the plane is the layer
on H and W, the line the layer on W.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from ..geometry import AxisGeometry

if TYPE_CHECKING:
    from ..diagnostics import Triple
    from ..geometry import Geometry

Rung = Literal["1d", "2d", "3d"]
#: How many of D, H, W each rung leaves out.
LEFT_OUT: dict[Rung, int] = {"3d": 0, "2d": 1, "1d": 2}


def on_rung(geometry: Geometry, voxel: Triple, rung: Rung) -> tuple[Geometry, Triple]:
    """Return the layer with the first axes left out, and the voxel at 0 on these."""
    names = ("d", "h", "w")[: LEFT_OUT[rung]]
    flat = {name: AxisGeometry(getattr(geometry, name).axis, 1, 1, 1, 1, 0, 0, 0) for name in names}
    d, h, w = (0 if at < len(names) else i for at, i in enumerate(voxel))
    return replace(geometry, **flat), (d, h, w)
