"""From an answer to what was thought: which known mistakes lead to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .model import Answer, Exercise, Grade, Kind, Part

_LONGEST = 200
_SPAN = re.compile(r"(-?[0-9]{1,4})\s*(?:-|–|—|~|…|\.{2,3}|to|到|至)\s*(-?[0-9]{1,4})", re.ASCII)
_BETWEEN = re.compile(r"[\s,;，、；()\[\]{}（）【】]+")
_NUMBER = re.compile(r"-?[0-9]{1,6}", re.ASCII)


def read_numbers(text: str, kind: Kind) -> Part | None:
    """Return the whole numbers of a text, or None where it is made of anything else, or of nothing.

    Parameters
    ----------
    text : str
        "5, 6, 7", "5 6 7", "[5,6,7]"; "5–7" is a smallest and a largest number, and where voxels are asked for
        all from the one to the other.
    kind : Kind

    Examples
    --------
    >>> read_numbers("5, 6,7", Kind.VOXELS), read_numbers("5-7", Kind.VOXELS), read_numbers("15–16", Kind.RANGE)
    ((5, 6, 7), (5, 6, 7), (15, 16))
    >>> read_numbers("many", Kind.SIZE)
    """
    plain = _SPAN.sub(lambda span: _ends(span, kind), text[:_LONGEST].replace("−", "-"))
    words = [word for word in _BETWEEN.split(plain) if word]
    return tuple(map(int, words)) if words and all(map(_NUMBER.fullmatch, words)) else None


def read(exercise: Exercise, texts: Sequence[str | None]) -> tuple[Part | None, ...]:
    """Return what was written in each field as a part of an answer; None where it is none.

    Parameters
    ----------
    exercise : Exercise
    texts : sequence of str
        One for each of `exercise.fields`. A range of one size may be written as one number, others in any order.
    """
    return tuple(_read(exercise, field, text or "") for field, text in zip(exercise.fields, texts, strict=True))


def _read(exercise: Exercise, field: str, text: str) -> Part | None:
    if field in ("argument", "axis"):
        return (text,) if text else None
    numbers = read_numbers(text, exercise.kind)
    if numbers is None or exercise.kind is Kind.VOXELS:
        return numbers
    wanted = 2 if exercise.kind is Kind.RANGE else 1
    return tuple(sorted(numbers * 2 if len(numbers) < wanted else numbers)) if len(numbers) <= wanted else None


def _ends(span: re.Match[str], kind: Kind) -> str:
    first, last = int(span[1]), int(span[2])
    return " ".join(map(str, range(first, last + 1))) if kind is Kind.VOXELS else f" {first} {last} "


def grade(exercise: Exercise, answer: Answer) -> Grade:
    """Judge an answer by its reason.

    Parameters
    ----------
    exercise : Exercise
    answer : tuple of tuples
        One for each of `exercise.fields`: the numbers written there, those of voxels in any order, or one word.

    Returns
    -------
    Grade
        A mistake counts where it leads to the answer in every field that is wrong: also where it was made on one
        axis only. Where several lead there, all are named.

    Raises
    ------
    ValueError
        Another number of fields.
    """
    if len(answer) != len(exercise.fields):
        raise ValueError(f"{len(exercise.fields)} fields are asked for, not {len(answer)}")
    given = tuple(_sorted(part) for part in answer) if exercise.kind is Kind.VOXELS else answer
    wrong = tuple(field for field, part in enumerate(given) if part != exercise.answer[field])
    if not wrong:
        return Grade(())
    return Grade(wrong, tuple(mistake for mistake in exercise.mistakes if mistake.explains(given, wrong)))


def _sorted(part: Part) -> Part:
    return tuple(sorted({number for number in part if isinstance(number, int)}))
