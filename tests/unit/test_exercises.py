"""Exercises: the same for everybody, texts read as numbers, an unknown wrong answer, words for each mistake."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import product

import pytest

from conv3dt_core.exercises import LEVELS, Kind, Slip, exercise, grade, read
from conv3dt_core.exercises.grading import read_numbers
from conv3dt_core.messages.exercises import TEXTS, said
from tests.unit.test_messages import outside_code, placeholders


def test_a_seed_gives_everybody_the_same() -> None:
    exercise.cache_clear()
    here = [repr(exercise(seed, kind, level)) for kind, level, seed in product(Kind, LEVELS, (0, 7, -3, 2**31 - 1))]
    code = (
        "from itertools import product; from conv3dt_core.exercises import *\n"
        "for k, l, s in product(Kind, LEVELS, (0, 7, -3, 2**31 - 1)): print(repr(exercise(s, k, l)))"
    )
    there = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert there.splitlines() == here


def test_the_first_exercise_stays_what_it_is() -> None:
    # A link that a teacher sent must not come to mean another exercise.
    e = exercise(0, Kind.SIZE, 1)
    assert (e.input_size, e.params.kernel_size, e.params.stride) == ((1, 1, 2), (1, 1, 5), (1, 1, 2))
    assert e.working == ("(2-1)*2 + (5-1) + 1 - 1 - 1 = 5",)
    assert e.hint(0) == "(2-1)*2 + (5-1) + 1 - 1 - 1 = ?"
    assert exercise(0, Kind.COUNT, 3).answer == ((4,),)


def test_seeds_differ() -> None:
    for kind, level in product(Kind, LEVELS):
        assert len({exercise(seed, kind, level).params for seed in range(50)}) >= 20


@pytest.mark.parametrize(("kind", "level"), [("shape", 1), ("size", 0), ("size", 4)])
def test_no_such_exercise(kind: str, level: int) -> None:
    with pytest.raises(ValueError, match=r"shape|level"):
        exercise(0, kind, level)


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [("15", Kind.SIZE, (15,)), (" 15 ", Kind.SIZE, (15,)), ("15, 16", Kind.RANGE, (15, 16)),
     ("15-16", Kind.RANGE, (15, 16)), ("[15…16]", Kind.RANGE, (15, 16)), ("15 到 16", Kind.RANGE, (15, 16)),
     ("5-8", Kind.VOXELS, (5, 6, 7, 8)), ("5，6、7", Kind.VOXELS, (5, 6, 7)), ("-1 0 1", Kind.VOXELS, (-1, 0, 1)),
     ("0..2, 5", Kind.VOXELS, (0, 1, 2, 5)), ("−2", Kind.SIZE, (-2,)), ("", Kind.SIZE, None), ("many", Kind.SIZE, None),
     ("5.5", Kind.SIZE, None), ("1e9", Kind.SIZE, None), ("9" * 500, Kind.SIZE, None), (" , ", Kind.SIZE, None),
     ("٥", Kind.SIZE, None), ("0-9999", Kind.VOXELS, tuple(range(10_000)))],
)  # fmt: skip
def test_texts_are_read_as_numbers(text: str, kind: Kind, numbers: tuple[int, ...] | None) -> None:
    assert read_numbers(text, kind) == numbers


def test_voxels_may_come_in_any_order_and_twice() -> None:
    e = next(e for seed in range(99) if len((e := exercise(seed, Kind.VOXELS, 1)).answer[0]) > 2)
    assert grade(e, (e.answer[0][::-1] + e.answer[0],)).right
    assert not grade(e, (e.answer[0][1:],)).right


def test_the_ends_of_a_range_have_an_order() -> None:
    e = next(e for seed in range(99) if len(set((e := exercise(seed, Kind.RANGE, 1)).answer[0])) > 1)
    assert not grade(e, (e.answer[0][::-1],)).right


def test_fields_are_read() -> None:
    size, span, fault = (exercise(0, kind, 1) for kind in (Kind.SIZE, Kind.RANGE, Kind.FAULT))
    assert [read(size, [text]) for text in ("5", "5 6", "", None)] == [((5,),), (None,), (None,), (None,)]
    assert [read(span, [text]) for text in ("5", "5-6", "5 6 7")] == [((5, 5),), ((5, 6),), (None,)]
    assert read(fault, ["stride", "x"]) == (("stride",), None)
    assert read(fault, [None, "4"]) == (None, (4,))


def test_an_unknown_wrong_answer_is_said_to_be_unknown() -> None:
    e = exercise(0, Kind.SIZE, 1)
    result = grade(e, ((999,),))
    assert (result.right, result.wrong, result.slips) == (False, (0,), ())
    with pytest.raises(ValueError, match="1 fields"):
        grade(e, ((4,), (4,)))


def test_two_terms_with_one_number_are_both_named() -> None:
    e = exercise(0, Kind.SIZE, 1)  # (2-1)*2 + (5-1) + 1 - 1 - 1: without + 1, with the steps of stride 1, or 2*2
    assert grade(e, ((4,),)).slips == (Slip.STRIDE, Slip.PLUS_ONE, Slip.INPUT_TIMES_STRIDE)


def test_a_missing_term_is_a_zero_in_its_place() -> None:
    """Beside an output_padding of 1, whoever forgets the + 1 and whoever forgets that one write two different lines."""
    e = next(e for seed in range(99) if (e := exercise(seed, Kind.SIZE, 2)).params.output_padding[2] == 1)
    lines = {mistake.slip: mistake.working[-1] for mistake in e.mistakes}
    assert " + 0 " in lines[Slip.PLUS_ONE]
    assert " + 1 = " in lines[Slip.PLUS_ONE]
    assert " + 0 = " in lines[Slip.OUTPUT_PADDING]


def test_a_wrong_argument_is_told_from_a_wrong_axis_and_a_wrong_value() -> None:
    e = next(e for seed in range(99) if (e := exercise(seed, Kind.FAULT, 3)).answer[0] == ("output_padding",))
    argument, axis, (value,) = e.answer
    other = ("D",) if axis != ("D",) else ("H",)
    assert grade(e, (("stride",), axis, (9,))).slips == (Slip.OTHER_ARGUMENT,)
    assert grade(e, (argument, other, (9,))).slips == (Slip.OTHER_AXIS,)
    assert grade(e, (argument, axis, (value + 1,))).slips == (Slip.CLOSED_END,)
    assert grade(e, (argument, axis, (999,))).slips == ()


# --- words --------------------------------------------------------------------------------------------------------


def test_each_mistake_has_words_and_each_word_a_mistake() -> None:
    assert {key.split("/")[0] for key in TEXTS} == set(Slip)
    made = {(m.slip, k) for k, n, s in product(Kind, LEVELS, range(60)) for m in exercise(s, k, n).mistakes}
    assert {slip for slip, _ in made} == set(Slip)
    spoken = {id(said(slip, kind, "en")) for slip, kind in made}
    assert [key for key, both in TEXTS.items() if id(both["en"]) not in spoken] == []


@pytest.mark.parametrize("key", list(TEXTS))
def test_both_languages_say_the_same(key: str) -> None:
    english, chinese = TEXTS[key]["en"], TEXTS[key]["zh"]
    for part in ("title", "body"):
        en, zh = getattr(english, part), getattr(chinese, part)
        assert en
        assert zh
        assert placeholders(en) == placeholders(zh) == set()
        assert not re.search(r"[一-鿿][A-Za-z0-9`]|[A-Za-z0-9`][一-鿿]", outside_code(zh)), zh
        assert not re.search(r"[一-鿿][,.;:!?()]|[,;:!?()][一-鿿]", outside_code(zh)), zh
        assert not re.search(r"[a-z]+_[a-z]+", outside_code(en)), en
    assert sorted(re.findall("`[^`]*`", english.title)) == sorted(re.findall("`[^`]*`", chinese.title))
    assert not english.title.endswith(".")
    assert chinese.body.endswith("。")
