"""What is lit in all pictures: one voxel, and one of its contributions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..diagnostics import Triple
    from ..geometry import AxisGeometry, Geometry

Side = Literal["input", "output"]


@dataclass(frozen=True, slots=True)
class Focus:
    """One selected voxel, and the contribution that is followed through the pictures.

    Attributes
    ----------
    side : {"input", "output"}
        What the selected voxel is a voxel of.
    voxel : (d, h, w)
    source, tap, position : (d, h, w)
        The contribution: input voxel, tap, and where it lands, which may be outside the output.
    meets : bool
        False for an output voxel that nothing writes: `source` and `tap` are then those that come nearest.
    target : (d, h, w) or None
        The output voxel whose value is compared; None where the contribution is cropped.
    depths : (d, d, d)
        The index on D of the slice through input, kernel and output.
    """

    side: Side
    voxel: Triple
    source: Triple
    tap: Triple
    position: Triple
    meets: bool
    target: Triple | None
    depths: Triple


def focus(geometry: Geometry, side: Side, voxel: Triple, tap: int | None = None) -> Focus:
    """Return the contribution to follow: that of `tap` (row-major), else one in the middle of those that land inside.

    Raises IndexError where `voxel` lies outside its box.
    """
    return _of_input(geometry, voxel, tap) if side == "input" else _of_output(geometry, voxel, tap)


def first_writer(geometry: Geometry) -> Triple | None:
    """Return the first input voxel that writes any of the output; None where all contributions are cropped."""
    d, h, w = (next((i for i in range(axis.input_size) if axis.targets(i)), None) for axis in geometry.axes)
    return None if d is None or h is None or w is None else (d, h, w)


def _of_input(geometry: Geometry, voxel: Triple, tap: int | None) -> Focus:
    written = [kernel_tap for kernel_tap, _ in geometry.targets(voxel)]
    kd, kh, kw = geometry.kernel_size
    middle = written[len(written) // 2] if written else (kd // 2, kh // 2, kw // 2)
    followed = _unravelled(tap, geometry.kernel_size) or middle
    position = geometry.target(voxel, followed)
    inside = all(0 <= p < n for p, n in zip(position, geometry.output_size, strict=True))
    depths = voxel[0], followed[0], _nearest(position[0], geometry.d.output_size)
    return Focus("input", voxel, voxel, followed, position, True, position if inside else None, depths)


def _of_output(geometry: Geometry, voxel: Triple, tap: int | None) -> Focus:
    pairs = geometry.sources(voxel)
    wanted = _unravelled(tap, geometry.kernel_size)
    near = (_near(axis, o) for axis, o in zip(geometry.axes, voxel, strict=True))
    middle = pairs[len(pairs) // 2] if pairs else tuple(zip(*near, strict=True))
    source, followed = next((pair for pair in pairs if pair[1] == wanted), middle)
    return Focus("output", voxel, source, followed, voxel, bool(pairs), voxel, (source[0], followed[0], voxel[0]))


def _near(axis: AxisGeometry, o: int) -> tuple[int, int]:
    """Return the input voxel and the tap of one axis that write `o`, or come nearest to it."""
    pairs = axis.sources(o)
    if pairs:
        return pairs[len(pairs) // 2]
    i = _nearest((o + axis.pad_before) // axis.stride, axis.input_size)
    return i, _nearest((o + axis.pad_before - i * axis.stride) // axis.dilation, axis.kernel_size)


def _unravelled(tap: int | None, size: Triple) -> Triple | None:
    """Return (kD, kH, kW) of a row-major tap number; None where there is no such tap."""
    if tap is None or not 0 <= tap < size[0] * size[1] * size[2]:
        return None
    return tap // (size[1] * size[2]), tap // size[2] % size[1], tap % size[2]


def _nearest(index: int, size: int) -> int:
    return min(max(index, 0), size - 1)
