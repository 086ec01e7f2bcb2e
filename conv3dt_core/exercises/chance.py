"""Random layers that stay the same: for a seed, in every version of Python and on every machine.

Only `random.Random.random` keeps its sequence by promise, so every choice is made of it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

from ..diagnostics import AXES, Axis
from ..geometry import AxisGeometry

T = TypeVar("T")


class Chance:
    """A source of choices, by a text."""

    def __init__(self, text: str) -> None:
        self._random = random.Random(text)

    def one_of(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[int(self._random.random() * len(options))]

    def whole(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return self.one_of(range(low, high + 1))


def axes(chance: Chance, level: int) -> tuple[AxisGeometry, AxisGeometry, AxisGeometry]:
    """Return the three axes of a random layer with an output; those that do not count hold one voxel and one tap.

    Level 1 has kernel, stride and padding, level 2 also dilation and output_padding, level 3 also a front and a back
    padding that differ.
    """
    idle = 3 - level
    d, h, w = (_idle(letter) if index < idle else _axis(chance, letter, level) for index, letter in enumerate(AXES))
    return d, h, w


def _idle(letter: Axis) -> AxisGeometry:
    return AxisGeometry(letter, 1, 1, 1, 1, 0, 0, 0)


def _axis(chance: Chance, letter: Axis, level: int) -> AxisGeometry:
    """Draw until something lands: between two dilated taps the crop may leave an output that nobody writes."""
    while True:
        axis = AxisGeometry(letter, *_numbers(chance, level))
        if any(axis.targets(i) for i in range(axis.input_size)):
            return axis


def _numbers(chance: Chance, level: int) -> tuple[int, int, int, int, int, int, int]:
    size, kernel = chance.whole(2, 6), chance.whole(2, 4 if level > 1 else 5)
    stride = chance.one_of((2, 3, 2, 1) if level > 1 else (2, 3, 2, 4, 1))  # 1 teaches least
    dilation = chance.whole(1, 3) if level > 1 else 1
    full = (size - 1) * stride + dilation * (kernel - 1) + 1
    front = min(chance.one_of((1, 0, 2, 1)), (full - 1) // 2)
    back = front if level < 3 else min(chance.whole(0, 2), full - front - 1)
    extra = chance.whole(0, stride - 1) if level > 1 else 0
    return size, kernel, stride, dilation, front, back, extra
