"""The overlap of a layer against brute force over every (input voxel, tap) pair."""

from collections import Counter
from math import gcd, prod

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conv3dt_core import AxisGeometry, Geometry, InvalidLayerError, LayerParams, plan
from conv3dt_core.overlap import axis_overlap, overlap

#: (input, kernel, stride, dilation, front, back, output_padding)
AXES = st.tuples(*(st.integers(1, n) for n in (4, 4, 4, 3)), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))


def brute_force(size: tuple[int, ...], axes: list[tuple[int, ...]]) -> np.ndarray:
    """Count contribution by contribution, in the volume."""
    counts = np.zeros(size, np.int64)
    pairs = [[i * s + k * d - front for i in range(n) for k in range(taps)] for n, taps, s, d, front, _, _ in axes]
    for depth in pairs[0]:
        for height in pairs[1]:
            for width in pairs[2]:
                if 0 <= depth < size[0] and 0 <= height < size[1] and 0 <= width < size[2]:
                    counts[depth, height, width] += 1
    return counts


def planned(axes: list[tuple[int, ...]]) -> Geometry | None:
    size, kernel, stride, dilation, front, back, extra = (tuple(column) for column in zip(*axes, strict=True))
    extra = tuple(min(e, max(s, d) - 1) for e, s, d in zip(extra, stride, dilation, strict=True))
    padding = [pad for pair in zip(front, back, strict=True) for pad in pair]
    params = LayerParams.of(1, 1, kernel, stride=stride, padding=padding, output_padding=extra, dilation=dilation)
    try:
        return plan(params, size)
    except InvalidLayerError:
        return None


@settings(max_examples=1000)
@given(st.lists(AXES, min_size=3, max_size=3))
def test_counts_are_those_of_brute_force(axes: list[tuple[int, ...]]) -> None:
    geometry = planned(axes)
    assume(geometry is not None)
    assert geometry is not None
    found, wanted = overlap(geometry), brute_force(geometry.output_size, axes)
    assert found.size == wanted.shape
    assert found.total == wanted.sum()
    assert found.histogram == dict(sorted(Counter(wanted.ravel().tolist()).items()))
    inside = wanted[tuple(slice(axis.inside.start, axis.inside.stop) for axis in found.axes)]
    assert found.inside_histogram == dict(sorted(Counter(inside.ravel().tolist()).items()))
    for at, size in enumerate(found.size):
        index = size // 2
        assert np.array_equal(found.plane(at, index), wanted.take(index, axis=at))
    corner = tuple(size - 1 for size in found.size)
    assert found.at(corner) == wanted[corner]


@given(st.integers(1, 9), st.integers(1, 6), st.integers(1, 6), st.integers(0, 5))
def test_the_pattern_is_what_a_long_axis_repeats(kernel: int, stride: int, dilation: int, front: int) -> None:
    axis = AxisGeometry("D", 60, kernel, stride, dilation, front, 0, 0)
    found = axis_overlap(axis)
    assert len(found.inside) > 3 * stride
    assert all(found.counts[o] == found.pattern[o % stride] for o in found.inside)
    # What is claimed of checkerboards, on the counts themselves.
    seen = set(found.counts[found.inside.start : found.inside.stop].tolist())
    assert (len(seen) == 1) == (kernel % stride == 0 and gcd(stride, dilation) == 1)
    assert (0 in seen) == (found.reason == "holes")
    assert (len(seen) == 1) == (found.reason == "even")


@pytest.mark.parametrize(
    ("kernel", "stride", "dilation", "pattern", "reason"),
    [
        (3, 2, 1, (2, 1), "uneven"), (4, 2, 1, (2, 2), "even"), (2, 2, 1, (1, 1), "even"), (3, 1, 1, (3,), "even"),
        (4, 2, 2, (4, 0), "holes"), (2, 3, 1, (1, 1, 0), "holes"), (3, 3, 2, (1, 1, 1), "even"),
        (5, 3, 2, (2, 1, 2), "uneven"), (3, 6, 4, (1, 0, 1, 0, 1, 0), "holes"),
    ],
)  # fmt: skip
def test_patterns_worked_out_by_hand(
    kernel: int, stride: int, dilation: int, pattern: tuple[int, ...], reason: str
) -> None:
    found = axis_overlap(AxisGeometry("W", 9, kernel, stride, dilation, 0, 0, 0))
    assert (found.pattern, found.reason) == (pattern, reason)


def test_a_large_layer_is_never_materialised() -> None:
    found = overlap(plan(LayerParams.of(1, 1, 3, stride=2), 40_000))
    assert sum(found.histogram.values()) == prod(found.size) == 80_001**3
    assert list(found.histogram) == [1, 2, 4, 8]
    assert found.total == (40_000 * 3) ** 3
