"""What `solve` found: layers, and what there is to choose by."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..diagnostics import Triple
from ..overlap import Reason, reason
from ..params import LayerParams
from ..summary import summarize
from ..validation import plan


@dataclass(frozen=True, slots=True)
class Solution:
    """One of the layers, judged.

    Parameters
    ----------
    params : LayerParams
    overlap : three of "even", "holes", "uneven"
        How often output voxels are written, far from the ends of D, H, W; see `conv3dt_core.overlap`.
    parameters : int
        Weights, and a bias per output channel where there is one.
    multiply_adds : int
        For one x of a batch.
    """

    params: LayerParams
    overlap: tuple[Reason, Reason, Reason]
    parameters: int
    multiply_adds: int

    @property
    def is_even(self) -> bool:
        """Whether all axes are even: no checkerboard from the counts."""
        return set(self.overlap) == {"even"}


class Solutions(tuple[LayerParams, ...]):
    """The layers that turn `input_size` into `output_size`, best first: a tuple that shows itself as a table."""

    input_size: Triple
    output_size: Triple

    @classmethod
    def of(cls, input_size: Triple, output_size: Triple, layers: Iterable[LayerParams]) -> Solutions:
        """Return `layers` with the question they answer."""
        solutions = cls(layers)
        solutions.input_size, solutions.output_size = input_size, output_size
        return solutions

    @property
    def judged(self) -> tuple[Solution, ...]:
        """Each layer with what it costs, and whether it overlaps evenly."""
        return tuple(judge(params, self.input_size) for params in self)

    def varied(self, count: int) -> tuple[LayerParams, ...]:
        """Return `count` of them: the best of each kernel, stride and dilation, then those other in pads alone."""
        families: dict[Any, LayerParams] = {}
        for params in self:
            families.setdefault((params.kernel_size, params.stride, params.dilation), params)
        best = tuple(families.values())
        return (*best, *(params for params in self if params not in best))[:count]

    def __repr__(self) -> str:
        """Return the table as plain text."""
        return str(_figures().text_of(self, "en"))

    def _repr_html_(self) -> str:
        return str(_figures().html_of(self, "en"))


def judge(params: LayerParams, input_size: Triple, bias: bool = True) -> Solution:
    """Return what there is to choose by for one legal layer."""
    geometry = plan(params, input_size)
    costs = summarize(params, geometry, bias=bias)
    d, h, w = (reason(axis) for axis in geometry.axes)
    return Solution(params, (d, h, w), costs.parameters, costs.multiply_adds)


def _figures() -> Any:
    """The tables, imported at the first look: by name, for they know this module."""
    return importlib.import_module("conv3dt_core.figures.solutions")
