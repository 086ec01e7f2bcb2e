"""What a run of a model is made of: operations in their order, the values between them, and their shapes.

The same for every framework, so that all that is said about a model is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..diagnostics import Diagnostic
from .rules import Rule, Scaling, Transposed, Window

Shape = tuple[int, ...]
Kind = Literal["conv", "pool", "transposed", "upsample", "other"]
LISTED: tuple[Kind, ...] = ("conv", "pool", "transposed", "upsample")


@dataclass(frozen=True, slots=True)
class Step:
    """One operation.

    Parameters
    ----------
    name : str
        Path of the module or name of the node that ran it.
    kind : {"conv", "pool", "transposed", "upsample", "other"}
    inputs, outputs : tuple of int
        Values that descend from the model's input, by number.
    rule : Rule or None
        Our arithmetic; None where there is none, and sizes are only seen.
    rank : int
        Axes that it works on, without batch and channels.
    channels : int or None
        Channels that come out; None: as many as go in.
    channels_last : bool
        Whether it counts channels last.
    faults : tuple of Diagnostic
        Why a transposed layer has no rule.
    """

    name: str
    kind: Kind
    inputs: tuple[int, ...]
    outputs: tuple[int, ...] = ()
    rule: Rule | None = None
    rank: int = 3
    channels: int | None = None
    channels_last: bool = False
    faults: tuple[Diagnostic, ...] = ()

    @property
    def is_stretching(self) -> bool:
        """Whether it makes axes longer by a factor: what stands on the way up of a decoder."""
        return self.kind in {"transposed", "upsample"}


@dataclass(slots=True)
class Graph:
    """Operations in the order in which they ran.

    Parameters
    ----------
    shapes : dict of value -> shape
        A value whose shape the framework does not tell is missing.
    sources : tuple of int
        The model's inputs.
    last : set of int
        Values whose channels come last.
    rank : int
        Spatial axes of the model's input.
    count : int
        Values so far, those without a shape too.
    """

    shapes: dict[int, Shape] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    sources: tuple[int, ...] = ()
    last: set[int] = field(default_factory=set)
    rank: int = 3
    count: int = 0

    def size(self, value: int, rank: int | None = None) -> Shape | None:
        """Return the spatial size of a value, None if it is no volume."""
        shape, rank = self.shapes.get(value), self.rank if rank is None else rank
        if shape is None or not rank + 1 <= len(shape) <= rank + 2:
            return None
        return size_of(shape, rank, value in self.last)

    def settle(self) -> None:
        """Find the values whose channels come last, and the axes of an input without batch, from the layers."""
        ranks = [step.rank for step in self.steps if step.kind in LISTED]
        if ranks and self.sources and len(self.shapes[self.sources[0]]) == ranks[0] + 1:
            self.rank = ranks[0]
        for step in self.steps:
            if step.channels_last:
                self.last |= {*step.inputs, *step.outputs}
            elif step.kind in LISTED:
                self.last -= {*step.inputs, *step.outputs}
            elif step.kind == "other" and self.last & set(step.inputs):
                self.last |= set(step.outputs)

    def producers(self) -> dict[int, int]:
        """Return the place in `steps` of the operation that made each value."""
        return {value: place for place, step in enumerate(self.steps) for value in step.outputs}

    def volumes(self, step: Step) -> Iterator[tuple[int, Shape]]:
        """Yield the operands of an operation that are volumes, each with its size."""
        for value in step.inputs:
            size = self.size(value)
            if size is not None:
                yield value, size


def size_of(shape: Shape, rank: int, channels_last: bool) -> Shape:
    """Return the spatial part of a shape."""
    return shape[-rank - 1 : -1] if channels_last else shape[-rank:]


def with_size(shape: Shape, size: Shape, channels_last: bool) -> Shape:
    """Return a shape with another spatial size of the same rank."""
    end = len(shape) - channels_last
    return (*shape[: end - len(size)], *size, *shape[end:])


def _shrinks_by(step: Step, axis: int) -> float:
    """Return the stride of an operation on an axis, one over it on the way up."""
    rule = step.rule
    if isinstance(rule, Window):
        return rule.stride[axis] if axis < len(rule.stride) else 1
    if isinstance(rule, Transposed) and rule.rank > axis:
        return 1 / rule.params.stride[axis + 3 - rule.rank]
    if isinstance(rule, Scaling) and axis < len(rule.factors):
        return 1 / (rule.factors[axis] or 1)
    return 1


@dataclass(slots=True)
class Run:
    """One run of a model on shapes.

    Parameters
    ----------
    graph : Graph
        All that ran, up to the failure if there is one.
    inputs, outputs : tuple of shapes
    failed : Step or None
        The operation that failed, where it is known, with its operands.
    where : str
        The innermost module that was running, or the node.
    message : str or None
        The framework's own text of the failure; None: there is none.
    unseen : tuple of str
        Operations whose result has no known shape.
    """

    graph: Graph
    inputs: tuple[Shape, ...] = ()
    outputs: tuple[Shape, ...] = ()
    failed: Step | None = None
    where: str = ""
    message: str | None = None
    unseen: tuple[str, ...] = ()

    @property
    def works(self) -> bool:
        """Whether the model ran to its end."""
        return self.message is None

    @property
    def steps(self) -> list[Step]:
        """All that ran, and what failed."""
        return [*self.graph.steps, *([] if self.failed is None else [self.failed])]

    def periods(self) -> Shape:
        """Return per axis the product of strides on the longest way down, at least 1."""
        return tuple(self._period(axis) for axis in range(self.graph.rank))

    def _period(self, axis: int) -> int:
        reached = dict.fromkeys(self.graph.sources, 1.0)
        longest = 1.0
        for step in self.steps:
            known = [reached[value] for value in step.inputs if value in reached]
            if known:
                made = max(known) * _shrinks_by(step, axis)
                longest = max(longest, made)
                reached |= dict.fromkeys(step.outputs, made)
        return round(longest)
