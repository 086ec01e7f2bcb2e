"""Tap numbers as seven-segment strokes on the faces of cubes.

Text of a 3-D Plotly trace is hidden inside a cube or floats beside it; strokes lie on the face and turn with it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Segments of a digit in a box 1 wide and 2 high: top, upper right, lower right, bottom, lower left, upper left, middle.
_SEGMENTS = np.array(
    [
        [[0, 2], [1, 2]], [[1, 2], [1, 1]], [[1, 1], [1, 0]], [[0, 0], [1, 0]],
        [[0, 0], [0, 1]], [[0, 1], [0, 2]], [[0, 1], [1, 1]],
    ],
    float,
)  # fmt: skip
_LIT = ("012345", "12", "01346", "01236", "1256", "02356", "023456", "012", "0123456", "012356")
_GAP = 0.6  # between digits, in digit widths
_MAX_WIDTH = 3.2  # in digit widths: three digits shrink to fit the face

# For each face: the axis the number runs along, the axis it stands up along, the axis it looks out of, and the sign.
FACES = {"front": (0, 2, 1, -1), "top": (0, 1, 2, 1), "right": (1, 2, 0, 1)}


@cache
def strokes(number: int) -> NDArray[np.float64]:
    """Return the strokes of a number centred on 0, two units high or less: (segments, 2 ends, 2)."""
    parts, left = [], 0.0
    for digit in str(number):
        lit = [int(s) for s in _LIT[int(digit)]]
        # A 1 is its right-hand stroke alone and takes no width, or 21 would look like two numbers.
        thin = digit == "1"
        parts.append(_SEGMENTS[lit] + np.array([left - thin, 0.0]))
        left += _GAP + (not thin)
    flat = np.concatenate(parts)
    low, high = flat.min(axis=(0, 1)), flat.max(axis=(0, 1))
    centred: NDArray[np.float64] = flat - (low + high) / 2
    return centred * float(min(1.0, _MAX_WIDTH / max(high[0] - low[0], 1.0)))


def on_faces(numbers: NDArray[Any], centres: NDArray[Any], half_edge: int, face: str) -> NDArray[Any]:
    """Return the strokes of each number on one face of its cube, one hundredth of a voxel off it: (n, 2, 3)."""
    along, up, out, sign = FACES[face]
    unit = half_edge / 2  # a digit is two units high: half the edge
    parts = [np.empty((0, 2, 3))]
    for number, centre in zip(numbers, centres, strict=True):
        flat = strokes(int(number)) * unit
        points = np.empty((*flat.shape[:2], 3))
        points[..., along] = centre[along] + flat[..., 0]
        points[..., up] = centre[up] + flat[..., 1]
        points[..., out] = centre[out] + sign * (half_edge + 1)
        parts.append(points)
    return np.concatenate(parts)
