"""How an error text is known: one expression, the code it stands for, and how axis and numbers are read from it.

The expressions see a text with every run of white space made one blank. They repeat only single characters or groups
of fixed form, each a bounded number of times, so that no text can make them slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from ...diagnostics import AXES, Axis, Code

#: One number, and several of them between commas (or "x" and blanks), whatever brackets stand around.
INT = r"-?\d{1,19}"
INTS = rf"{INT}(?:, ?{INT}){{0,9}}"

_WORDS: dict[str, Axis] = {"depth": "D", "height": "H", "width": "W"}
#: The frameworks' names of Paddle's arguments.
ARGUMENTS = {
    "strides": "stride", "lhs_dilation": "stride",
    "dilations": "dilation", "dilation_rate": "dilation", "rhs_dilation": "dilation",
    "pads": "padding", "group": "groups", "filters": "out_channels", "num_filters": "out_channels",
    "kernel_shape": "kernel_size", "filter_size": "kernel_size",
    "output_shape": "output_size", "input": "x",
}  # fmt: skip
#: The argument a code is about, where the text names none.
_ARGUMENT_OF = {
    Code.OUTPUT_SIZE_OUT_OF_RANGE: "output_size", Code.OUTPUT_SIZE_NOT_POSITIVE: "output_size",
    Code.OUTPUT_PADDING_TOO_LARGE: "output_padding", Code.OUTPUT_PADDING_NEGATIVE: "output_padding",
    Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION: "output_padding", Code.STRIDE_NOT_POSITIVE: "stride",
    Code.DILATION_NOT_POSITIVE: "dilation", Code.KERNEL_SIZE_NOT_POSITIVE: "kernel_size",
    Code.INPUT_SIZE_NOT_POSITIVE: "input_size", Code.PADDING_NEGATIVE: "padding", Code.GROUPS_NOT_POSITIVE: "groups",
    Code.CHANNELS_NOT_POSITIVE: "channels", Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS: "in_channels",
    Code.CHANNELS_MISMATCH: "x", Code.PADDING_FORM_UNKNOWN: "padding", Code.PADDING_WORD_UNKNOWN: "padding",
    Code.DATA_FORMAT_UNKNOWN: "data_format",
}  # fmt: skip


@dataclass(slots=True)
class Facts:
    """What one text says.

    Parameters
    ----------
    axis : {"D", "H", "W"} or None
    numbers : dict
        ``asked``, ``low``, ``high``, ``stride``, ``input_size``, ...: what the text prints, or what follows from it.
    note : str, optional
        A note that fits these numbers better than the pattern's own.
    """

    axis: Axis | None = None
    numbers: dict[str, Any] = field(default_factory=dict)
    note: str | None = None


Match = re.Match[str]
#: Returns None where the numbers show that the text is of another layer, of two axes for example.
Reader = Callable[[Match], Facts | None]


def plain(match: Match) -> Facts:
    """Read the named groups: ``dim`` and ``word`` are the axis, ``shape`` a listing, others a number or a word."""
    facts = Facts()
    for name, text in match.groupdict().items():
        if text is None:
            continue
        if name == "dim":
            facts.axis = AXES[int(text)] if int(text) < 3 else None
        elif name == "word":
            facts.axis = _WORDS[text]
        elif name == "shape":
            facts.numbers[name] = integers(text) if re.fullmatch(rf"(?:{INTS})?", text) else f"({text})"
        elif name == "argument":
            facts.numbers[name] = ARGUMENTS.get(text, text)
        else:
            said = text.strip()
            facts.numbers[name] = int(said) if re.fullmatch(INT, said) else said
    return facts


def integers(text: str) -> tuple[int, ...]:
    """Return the integers of a listing, however it is written."""
    return tuple(int(number) for number in re.findall(INT, text))


def interval(low: int, high: int) -> dict[str, int]:
    """Return the legal sizes: those from 1 on, and nothing where there is none."""
    return {"low": max(1, low), "high": high} if high >= 1 else {}


def below(limit: int) -> dict[str, int]:
    """Return the legal numbers of an output_padding."""
    return {"low": 0, "high": limit - 1}


def first_below(limit: int) -> Reader:
    """Return the reader of a listing (group ``values``) whose first number below `limit` is the one asked for."""

    def read(match: Match) -> Facts | None:
        values = integers(match["values"])
        at = next((i for i, value in enumerate(values) if value < limit), None)
        axes = {3: 1, 6: 2}.get(len(values))  # three numbers, or the front and back of three axes
        if at is None or axes is None:
            return None
        facts = plain(match)
        del facts.numbers["values"]
        facts.axis, facts.numbers["asked"] = AXES[at // axes], values[at]
        return facts

    return read


@dataclass(frozen=True, slots=True)
class Pattern:
    """One text of one framework.

    Parameters
    ----------
    code : Code
        The rule the text is about.
    regex : re.Pattern
        Named groups are read by `read`.
    note : str, optional
        The note of the catalogue that says what the text really means, where it misleads.
    read : Reader
    shared : {"no", "some", "widely"}
        Whether other operators say the same. "some": a traceback around it must name ours; "widely": the text must.
    alternatives : tuple of Code
        What else the framework says in the very same words.
    """

    code: Code
    regex: re.Pattern[str]
    note: str | None = None
    read: Reader = plain
    shared: Literal["no", "some", "widely"] = "no"
    alternatives: tuple[Code, ...] = ()

    def find(self, text: str) -> Iterator[tuple[int, Facts]]:
        """Yield where the text says it, and what it says there."""
        for match in self.regex.finditer(text):
            facts = self.read(match)
            if facts is not None:
                if self.code in _ARGUMENT_OF:
                    facts.numbers.setdefault("argument", _ARGUMENT_OF[self.code])
                yield match.start(), facts


def says(code: Code, regex: str, note: str | None = None, **more: Any) -> Pattern:
    """Return the pattern of an expression; further arguments as for `Pattern`."""
    return Pattern(code, re.compile(regex), note, **more)
