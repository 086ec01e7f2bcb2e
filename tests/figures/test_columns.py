"""What the columns of a strip are, against the geometry itself; and which are left out."""

from dataclasses import replace
from itertools import pairwise, product
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conv3dt_core.figures.columns import Line, Role, is_written, visible_columns
from conv3dt_core.geometry import AxisGeometry

SMALL = st.integers(1, 6)
PAD = st.integers(0, 8)


@st.composite
def lines(draw: st.DrawFn, sizes: st.SearchStrategy[int] = SMALL, *, legal: bool = False) -> Line:
    by_output_size = draw(st.booleans())
    axis = AxisGeometry("H", draw(sizes), draw(SMALL), draw(SMALL), draw(SMALL), draw(PAD), draw(PAD), 0)
    most = axis.stride if by_output_size else max(axis.stride, axis.dilation)
    if legal:
        low = max(0, 1 - axis.base_size)
        if low >= most:  # even the largest size is below 1: crop less
            axis, low = replace(axis, pad_before=0, pad_after=0), 0
        extra = draw(st.integers(low, most - 1))
    else:
        extra = draw(st.integers(-axis.base_size - 3, most + abs(axis.base_size) + 8))
    return Line(replace(axis, output_padding=extra), by_output_size, draw(st.integers(0, axis.input_size - 1)))


def roles(line: Line) -> list[Role]:
    return [role for column in range(line.column_count) if (role := line.role(column))]


@given(lines(legal=True))
def test_roles_count_what_the_geometry_counts(line: Line) -> None:
    axis, found = line.axis, roles(line)
    overlap = axis.overlap()
    written = int((overlap > 0).sum())
    assert found.count(Role.OUTPUT) + found.count(Role.EXTRA) == written
    assert found.count(Role.HOLE) + found.count(Role.ZERO) == axis.output_size - written
    assert found.count(Role.ZERO) == max(0, axis.pad_before + axis.output_size - max(axis.full_size, axis.pad_before))
    inside = max(0, min(axis.full_size, axis.pad_before + axis.output_size) - axis.pad_before)
    assert found.count(Role.CROPPED) == axis.full_size - inside == line.cropped_front + line.cropped_back
    assert Role.LOST not in found
    assert Role.PAST not in found
    assert line.is_legal


@given(lines())
def test_roles_of_any_size_asked_for(line: Line) -> None:
    axis, found = line.axis, roles(line)
    most = line.high if line.by_output_size else line.reach
    assert found.count(Role.LOST) == max(0, axis.base_size - max(0, line.asked))
    assert found.count(Role.PAST) == max(0, line.asked - max(0, most))
    kept = set(found) - {Role.CROPPED, Role.LOST}
    assert sum(found.count(role) for role in kept) == max(0, line.asked)
    assert line.is_legal == (Role.LOST not in found and Role.PAST not in found and line.asked >= 1)


def test_brought_back_and_beyond() -> None:
    # Paddle: in 3, k 3, s 3, pad 1, all ones: output 1x7; output_padding 1 -> a 1 comes back; 2 -> then a zero.
    line = Line(AxisGeometry("D", 3, 3, 3, 1, 1, 1, 2))
    assert roles(line) == [Role.CROPPED, *[Role.OUTPUT] * 7, Role.EXTRA, Role.ZERO]


def test_a_column_is_written_exactly_when_a_tap_lands_there() -> None:
    for inputs, taps, stride, dilation in product(range(1, 5), range(1, 5), range(1, 7), range(1, 7)):
        axis = AxisGeometry("W", inputs, taps, stride, dilation, 0, 0, 0)
        landed = {i * stride + k * dilation for i in range(inputs) for k in range(taps)}
        assert {column for column in range(-2, axis.full_size + 3) if is_written(axis, column)} == landed, axis


@given(lines(st.integers(1, 700)), st.integers(7, 30))
def test_visible_columns_fit_and_keep_both_ends(line: Line, limit: int) -> None:
    slots = visible_columns(line, limit)
    columns = [column for column in slots if column is not None]
    assert len(slots) <= limit
    assert columns == sorted(set(columns))
    assert columns[0] == 0
    assert columns[-1] == line.column_count - 1
    for before, after in pairwise(columns):
        hidden = after - before - 1
        between = slots[slots.index(before) + 1 : slots.index(after)]
        assert (hidden, between) == (0, ()) or (hidden >= 2 and between == (None,))


def test_a_long_axis_shows_the_first_and_last_inputs_and_the_selected_one() -> None:
    line = Line(AxisGeometry("D", 64, 4, 2, 1, 1, 1, 0), selected=31)
    columns = set(visible_columns(line, 16))
    assert {0, 2, 2 * 62, 2 * 63} <= columns  # tap 0 of the first two and the last two input voxels
    assert set(range(62, 66)) <= columns  # the selected voxel's four taps
    assert {line.end_column(line.low), line.end_column(line.high), line.end_column(line.high + 1)} <= columns


@pytest.mark.parametrize("size", [512, 2**31 - 1])
def test_time_does_not_grow_with_the_axis(size: int) -> None:
    line = Line(AxisGeometry("D", size, size, size // 3, 7, 5, 5, 0), selected=size // 2)
    start = perf_counter()
    for column in visible_columns(line, 24):
        if column is not None:
            line.role(column)
    assert perf_counter() - start < 0.1
