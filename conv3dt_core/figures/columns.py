"""Which columns of one axis a strip shows, and what each of them is. Plain integers, nothing is drawn here.

Column ``j`` is coordinate ``j`` of the full size: input voxel ``i`` stands over column ``i*stride``, where its tap 0
lands, and output voxel ``o`` is column ``pad_before + o``. Sizes stand at the right edge of their last voxel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import cycle, pairwise

from conv3dt_core.geometry import AxisGeometry


class Role(StrEnum):
    """What a column of the output row is."""

    OUTPUT = "output"  #: within the base size, written by some tap
    HOLE = "hole"  #: within the full size, written by none: only the bias
    CROPPED = "cropped"  #: of the full size, outside the output
    EXTRA = "extra"  #: cropped by padding, brought back by output_padding or output_size
    ZERO = "zero"  #: added beyond the full size, where no tap gets: only the bias
    LOST = "lost"  #: of the base size, but beyond a size that is asked too small
    PAST = "past"  #: beyond the largest legal size


@dataclass(frozen=True)
class Line:
    """One axis as it is drawn, legal or not.

    Parameters
    ----------
    axis : AxisGeometry
        Its `output_padding` is whatever leads to the size asked for, negative or too large included; inputs,
        taps and steps must be positive and pads not negative.
    by_output_size : bool
        Whether the size was asked for as output_size (ends at ``base + stride - 1``) or came from
        output_padding (ends at ``base + max(stride, dilation) - 1``).
    selected : int
        The input voxel whose taps are shown.
    """

    axis: AxisGeometry
    by_output_size: bool = False
    selected: int = 0

    @cached_property
    def asked(self) -> int:
        """The output size, legal or not."""
        return self.axis.output_size

    @cached_property
    def base(self) -> int:
        """The size without output_padding or output_size."""
        return self.axis.base_size

    @cached_property
    def full(self) -> int:
        """The size before cropping."""
        return self.axis.full_size

    @cached_property
    def low(self) -> int:
        """Smallest legal output_size."""
        return self.axis.output_size_range[0]

    @cached_property
    def high(self) -> int:
        """Largest legal output_size; smaller than `low` when there is none."""
        return self.axis.output_size_range[1]

    @cached_property
    def reach(self) -> int:
        """Largest size that output_padding reaches; above `high` only when dilation > stride."""
        return self.base + max(self.axis.stride, self.axis.dilation) - 1

    @cached_property
    def refused(self) -> int | None:
        """The size after the largest legal output_size, which Paddle's documents count in; None without a legal one."""
        return self.high + 1 if self.low <= self.high else None

    @cached_property
    def by_padding_only(self) -> tuple[int, int] | None:
        """First and last size that output_padding reaches and output_size must not ask for; None without one."""
        first = max(self.low, self.high + 1)
        return (first, self.reach) if first <= self.reach else None

    @cached_property
    def is_legal(self) -> bool:
        """Whether the size asked for is one the layer accepts."""
        return self.low <= self.asked <= (self.high if self.by_output_size else self.reach)

    @cached_property
    def cell_count(self) -> int:
        """Columns with a cell: the full size and whatever the output adds behind it."""
        return max(self.full, self.axis.pad_before + self.asked)

    @cached_property
    def column_count(self) -> int:
        """All columns, with those that only the ruler needs: up to the refused size and what output_padding reaches."""
        return max(self.cell_count, self.axis.pad_before + max(self.reach, self.high + 1))

    @cached_property
    def cropped_front(self) -> int:
        """Columns of the full size before the output."""
        return min(self.axis.pad_before, self.full)

    @cached_property
    def back_start(self) -> int:
        """First column behind the output (and behind the base size, if less was asked for)."""
        return self.axis.pad_before + max(self.asked, self.base, 0)

    @cached_property
    def cropped_back(self) -> int:
        """Columns of the full size behind the output."""
        return max(0, self.full - self.back_start)

    def end_column(self, size: int) -> int:
        """Return the last column of an output of this size; -1 and less lie before the first column."""
        return self.axis.pad_before + size - 1

    def role(self, column: int) -> Role | None:
        """Return what `column` is in the output row; None where there is nothing at all."""
        axis = self.axis
        voxel = column - axis.pad_before
        if voxel < 0 or voxel >= self.asked:
            if 0 <= voxel < self.base:
                return Role.LOST
            return Role.CROPPED if column < self.full else None
        if voxel >= (self.high if self.by_output_size else self.reach):
            return Role.PAST
        if not is_written(axis, column):
            return Role.HOLE if column < self.full else Role.ZERO
        return Role.OUTPUT if voxel < self.base else Role.EXTRA

    def taps(self, voxel: int, columns: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield (tap, column) of input `voxel` for those of `columns` that one of its taps lands on."""
        for column in columns:
            tap, rest = divmod(column - voxel * self.axis.stride, self.axis.dilation)
            if rest == 0 and 0 <= tap < self.axis.kernel_size:
                yield tap, column


def is_written(axis: AxisGeometry, column: int) -> bool:
    """Return whether any ``i*stride + k*dilation`` is `column`."""
    return bool(axis.writers(column))


def visible_columns(line: Line, limit: int) -> tuple[int | None, ...]:
    """Return the columns to draw, in order, with None for each break; at most `limit` entries.

    Kept first: both ends, the edges where the rules end, the first two and the last two input voxels, then the
    selected voxel with its taps; what room is left is filled from both ends.
    """
    count = line.column_count
    if count <= limit:
        return tuple(range(count))
    kept: set[int] = set()
    for group in _by_importance(line):
        wider = kept | {column for column in group if 0 <= column < count}
        if _slots(wider) <= limit:
            kept = wider
    return tuple(_with_breaks(_filled(kept, count, limit)))


def _filled(kept: set[int], count: int, limit: int) -> set[int]:
    """Add columns from the back and the front in turn for as long as there is room."""
    from_back, from_front = range(count - 1, -1, -1), range(count)
    for side in cycle((from_back, from_front)):
        wider = kept | {next(column for column in side if column not in kept)}
        if _slots(wider) > limit:
            return kept
        kept = wider
    raise AssertionError("unreachable: there are more columns than slots")


def _by_importance(line: Line) -> Iterator[Iterable[int]]:
    axis, end = line.axis, line.end_column
    last = (axis.input_size - 1) * axis.stride
    yield 0, line.column_count - 1
    yield (end(line.asked),)
    yield (end(line.high + 1),)
    yield end(line.low), end(line.high)
    yield (end(line.reach),)
    yield (last,)
    yield (line.full - 1,)
    yield end(line.base) + 1, axis.pad_before
    yield (last - axis.stride,)
    yield (axis.stride,)
    yield axis.pad_before - 1, end(line.asked) + 1, line.cell_count - 1
    block = line.selected * axis.stride
    yield range(block, block + min(axis.kernel_extent, 12))
    yield range(last - min(axis.stride, 32), min(line.full, last + 32))


def _slots(columns: set[int]) -> int:
    """Columns plus one slot for each gap between them."""
    ordered = sorted(columns)
    return len(ordered) + sum(after - before > 1 for before, after in pairwise(ordered))


def _with_breaks(columns: set[int]) -> Iterator[int | None]:
    """1 2 4 9 -> 1 2 3 4 None 9: a gap of one column takes no more room than the column itself."""
    previous: int | None = None
    for column in sorted(columns):
        if previous is not None and column - previous == 2:
            yield previous + 1
        elif previous is not None and column - previous > 2:
            yield None
        yield column
        previous = column
