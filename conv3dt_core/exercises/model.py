"""What an exercise is, and what comes of an answer. Data; the kinds make it, `grading` judges by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..diagnostics import Triple
from ..params import LayerParams

#: One field of an answer: the whole numbers written there, or one word. None, in a mistake: whatever stands there.
Part = tuple[int | str, ...]
Answer = tuple[Part, ...]


class Kind(StrEnum):
    """What is asked."""

    SIZE = "size"
    RANGE = "range"
    VOXELS = "voxels"
    COUNT = "count"
    FAULT = "fault"


class Slip(StrEnum):
    """The known ways to go wrong: the term that was forgotten, or what was taken for another thing."""

    MINUS_ONE = "minus-one"
    STRIDE = "stride"
    TAPS = "taps"
    TAP_MINUS_ONE = "tap-minus-one"
    DILATION = "dilation"
    PRODUCT = "product"
    PLUS_ONE = "plus-one"
    PADDING = "padding"
    PADDING_ONCE = "padding-once"
    ONLY_FRONT = "only-front"
    ONLY_BACK = "only-back"
    FRONT_TWICE = "front-twice"
    BACK_TWICE = "back-twice"
    PADDING_ADDED = "padding-added"
    OUTPUT_PADDING = "output-padding"
    OUTPUT_PADDING_TWICE = "output-padding-twice"
    CONVOLUTION = "convolution"
    INPUT_TIMES_STRIDE = "input-times-stride"
    CLOSED_END = "closed-end"
    ONE_SIZE = "one-size"
    DILATION_WIDENS = "dilation-widens"
    BACK_FOR_FRONT = "back-for-front"
    NOT_CROPPED = "not-cropped"
    FROM_ONE = "from-one"
    GAPS_FILLED = "gaps-filled"
    NO_BORDER = "no-border"
    ALL_TAPS = "all-taps"
    ADDED = "added"
    OTHER_ARGUMENT = "other-argument"
    OTHER_AXIS = "other-axis"
    NOT_NEAREST = "not-nearest"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known mistake: its code, the answer it leads to, and the arithmetic that leads there, by field.

    Parameters
    ----------
    slip : Slip
    answer : tuple of (Part or None)
        None where it leaves a field open.
    working : tuple of str
        One line of arithmetic per field; empty where there is none.
    """

    slip: Slip
    answer: tuple[Part | None, ...]
    working: tuple[str, ...] = ()

    def explains(self, given: Answer, wrong: tuple[int, ...]) -> bool:
        """Return whether it leads to what was given in each of the wrong fields; those it leaves open prove nothing."""
        told = [field for field in wrong if self.answer[field] is not None]
        return bool(told) and all(self.answer[field] == given[field] for field in told)


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question about a layer, its answer and the known mistakes.

    Parameters
    ----------
    kind : Kind
    level : {1, 2, 3}
        How many axes count: W; H and W; D, H and W. The others hold one voxel and one tap.
    seed : int
    params : LayerParams
    input_size : (D, H, W), voxels
    output_size : (D, H, W), voxels, or None
        What is asked of the layer, in the kind that asks what is wrong with it.
    voxel : (D, H, W) or None
        Of the input where it is asked what it writes, of the output where it is asked what arrives.
    fields : tuple of str
        What each field of the answer is: an axis letter, or "count", "argument", "axis", "value".
    answer : tuple of Part
    working : tuple of str
        The arithmetic of each field of the answer.
    mistakes : tuple of Mistake
        Only those that lead to another answer.
    equations : tuple of str
        What has to be solved, where the arithmetic without its result would say nothing.
    options : tuple of str
        The arguments to choose from, where one is asked for.
    solutions : tuple of str
        What solves the equations, a line per axis.
    """

    kind: Kind
    level: int
    seed: int
    params: LayerParams
    input_size: Triple
    output_size: Triple | None
    voxel: Triple | None
    fields: tuple[str, ...]
    answer: Answer
    working: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    equations: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    solutions: tuple[str, ...] = ()

    @property
    def axes(self) -> tuple[int, ...]:
        """The axes that count, as indices into (D, H, W)."""
        return tuple(range(3 - self.level, 3))

    def hint(self, field: int) -> str:
        """Return the arithmetic of a field without what it comes to: ``(5-1)*2 + (3-1) + 1 - 1 - 1 = ?``."""
        sums = self.equations or tuple(f"{text.split(' = ')[0]} = ?" if text else "" for text in self.working)
        return sums[field]


@dataclass(frozen=True, slots=True)
class Grade:
    """What is known about an answer.

    Parameters
    ----------
    wrong : tuple of int
        Indices of the fields that are wrong; none of a right answer.
    mistakes : tuple of Mistake
        Every known mistake that leads to this answer; empty where none does.
    """

    wrong: tuple[int, ...]
    mistakes: tuple[Mistake, ...] = ()

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong

    @property
    def slips(self) -> tuple[Slip, ...]:
        """The codes of the mistakes, each once."""
        return tuple(dict.fromkeys(mistake.slip for mistake in self.mistakes))
