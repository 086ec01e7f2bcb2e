"""The same layer as a line, a plane and a volume.

The axes of a layer never meet, so leaving one out is giving it a single voxel and a single tap: the plane is the layer
on H and W, the line the layer on W.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from ..functional import conv3d_transpose
from ..geometry import AxisGeometry
from .contributions import example

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..diagnostics import Triple
    from ..geometry import Geometry

Rung = Literal["1d", "2d", "3d"]
#: How many of D, H, W each rung leaves out.
LEFT_OUT: dict[Rung, int] = {"3d": 0, "2d": 1, "1d": 2}
#: No output with more voxels than this is worked out.
MAX_VALUES = 10_000


def on_rung(geometry: Geometry, voxel: Triple, rung: Rung) -> tuple[Geometry, Triple]:
    """Return the layer with the first axes left out, and the voxel at 0 on these."""
    names = ("d", "h", "w")[: LEFT_OUT[rung]]
    flat = {name: AxisGeometry(getattr(geometry, name).axis, 1, 1, 1, 1, 0, 0, 0) for name in names}
    d, h, w = (0 if at < len(names) else i for at, i in enumerate(voxel))
    return replace(geometry, **flat), (d, h, w)


def values(geometry: Geometry, seed_x: int, seed_w: int) -> tuple[NDArray[np.int64], ...] | None:
    """Return (x, w, y) of the seeded example, (D, H, W) each, without bias; None beyond `MAX_VALUES` voxels."""
    sizes = geometry.input_size, geometry.kernel_size, geometry.output_size
    if max(np.prod(size, dtype=np.int64) for size in sizes) > MAX_VALUES:
        return None
    x, w = example(geometry.input_size, seed_x), example(geometry.kernel_size, seed_w)
    if x is None or w is None:
        return None
    axes = geometry.axes
    y = conv3d_transpose(
        x[None, None].astype(float), w[None, None].astype(float), stride=tuple(a.stride for a in axes),
        padding=[pad for a in axes for pad in (a.pad_before, a.pad_after)],
        output_padding=tuple(a.output_padding for a in axes), dilation=tuple(a.dilation for a in axes),
    )[0, 0]  # fmt: skip
    return x, w, y.astype(np.int64)
