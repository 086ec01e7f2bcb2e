"""The page of exercises through the router: right, known and unknown wrong answers, silly texts, links, languages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from conv3dt_core.exercises import Kind, exercise
from pages._shared import parameters
from tests.app.test_decoder import to_page
from tests.app.test_shell import container, has, run, shape, text, visit


def page(**parameters: Any) -> AppTest:
    return to_page(visit(**{"lesson": "exercises"} | parameters), "lessons")


def words(app: AppTest, key: str) -> str:
    """What is said in a container, without tags, in single spaces."""
    said = " ".join(element.value for element in container(app, key).markdown)
    return html.unescape(" ".join(re.sub("<[^>]*>", " ", said).split()))


def answer(app: AppTest, *texts: str) -> str:
    """Write and choose what is given, in the order of the fields, check it, and return what is said."""
    fields = [*app.radio, *app.text_input]
    for field, given in zip(fields, texts, strict=True):
        field.set_value(given)
    run(app.button(key="check").click())
    return words(app, "verdict")


def address(app: AppTest, key: str) -> str:
    written = " ".join(element.value for element in container(app, key).markdown)
    (found,) = re.findall(r'href="([^"]*)"|\]\(([^)]*)\)', written)
    return html.unescape("".join(found))


def query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


# --- answers ------------------------------------------------------------------------------------------------------


def test_the_right_answer() -> None:
    app = page(seed=3)
    assert "Exercise 3 · Output size · 1-D" in words(app, "exercise")
    assert words(app, "verdict").strip() == ""
    said = answer(app, "9")
    assert "✓ Right." in said
    assert "(5-1)*2 + (3-1) + 1 - 1 - 1 = 9" in said


def test_a_wrong_answer_is_told_by_its_term_with_the_numbers_and_not_the_result() -> None:
    said = answer(page(seed=3), "10")
    assert "✕ Not right yet: 10." in said
    assert "(5-1)*2 + (3-1) + 1 - 1 - 0 = 10 : that is what comes out when padding is taken away once" in said
    assert "(5-1)*2 + (3-1) + 1 - 1 - 1 = ?" in said
    assert "= 9" not in said


def test_two_terms_with_one_number_are_both_said() -> None:
    said = answer(page(seed=3), "11")
    assert "Several mistakes lead to this answer" in said
    assert "(in - 1) is left out" in said
    assert "padding is left out" in said


def test_an_unknown_wrong_answer_is_honestly_unknown() -> None:
    said = answer(page(seed=3), "99")
    assert "✕ Not right: 99. No usual mistake leads to it." in said
    assert "(in - 1)*stride + (kernel - 1) + 1 - padding - padding" in said
    assert "(5-1)*2 + (3-1) + 1 - 1 - 1 = ?" in said


@pytest.mark.parametrize("silly", ["", "many", "9.5", "9 9", "<b>9</b>", "`9`", "1e400", "9" * 10_000, "٩"])
def test_silly_texts_are_no_answer(silly: str) -> None:
    app = page(seed=3)
    said = answer(app, silly)
    assert "There is no answer yet in: W." in said
    assert "One whole number" in said
    assert "<b>" not in "".join(element.value for element in container(app, "verdict").markdown)


def test_one_axis_wrong_is_named_alone() -> None:
    app = page(task="size", level="2d", seed=3)
    right = exercise(3, Kind.SIZE, 2).answer
    said = answer(app, str(right[0][0]), "999")
    assert "✕ Not right: W 999." in said
    assert "W: " in said
    assert "H: " not in said


@pytest.mark.parametrize("task", ["size", "range", "voxels", "count"])
@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_formula_has_the_names_of_the_card(task: str, level: int) -> None:
    app = page(task=task, level=f"{level}d", seed=0)
    said = answer(app, *["1234"] * len(app.text_input))
    formula = said.partition("The formula:")[2].partition("With the numbers")[0]
    card = words(app, "exercise")
    assert set(re.findall("padding|front|back", formula.replace("output_padding", ""))) <= set(
        re.findall("padding|front|back", card.replace("output_padding", ""))
    )
    assert formula
    assert ("front" in formula) == (level == 3)


def test_both_ends_of_a_range_may_come_in_any_order() -> None:
    e = next(e for seed in range(99) if (e := exercise(seed, Kind.RANGE, 1)).params.stride[2] > 1)
    ((low, high),) = e.answer
    assert "✓ Right." in answer(page(task="range", level="1d", seed=e.seed), f"{high} {low}")


def test_a_right_count_lists_its_pairs() -> None:
    e = next(e for seed in range(99) if (e := exercise(seed, Kind.COUNT, 1)).answer == ((2,),))
    said = answer(page(task="count", level="1d", seed=e.seed), "2")
    assert e.voxel is not None
    stride, place_in_full = e.params.stride[2], e.voxel[2] + e.params.padding[2][0]
    sums = re.findall(r"(\d+)\*(\d+) \+ (\d+) = (\d+)", said)
    assert len(sums) == 2
    for i, s, k, place in (map(int, found) for found in sums):
        assert s == stride
        assert i * s + k == place == place_in_full


def test_what_is_wrong_with_a_layer() -> None:
    app = page(task="fault", level="2d", seed=3)
    (argument,), (axis,), (value,) = exercise(3, Kind.FAULT, 2).answer
    assert "stride" in app.radio[0].options
    assert "another argument is named" in answer(app, "stride", str(axis), str(value))
    assert "another axis is named" in answer(app, str(argument), "W" if axis == "H" else "H", str(value))
    assert "✓" in answer(app, str(argument), str(axis), str(value))


def test_a_fault_that_was_not_chosen_is_no_answer() -> None:
    app = page(task="fault", level="2d", seed=3)
    app.text_input[0].set_value("3")
    run(app.button(key="check").click())
    assert "There is no answer yet in: argument, axis." in words(app, "verdict")


@pytest.mark.parametrize("lang", parameters.WORDS["lang"])
@pytest.mark.parametrize(("task", "level"), list(product(parameters.WORDS["task"], parameters.WORDS["level"])))
def test_every_kind_in_both_languages(task: str, level: str, lang: str) -> None:
    app = page(task=task, level=level, lang=lang, seed=5)
    found = exercise(5, task, int(level[0]))
    texts = [", ".join(map(str, part)) for part in found.answer]
    said = answer(app, *texts)
    assert ("正确" if lang == "zh" else "Right") in said
    wrong = next(m for m in found.mistakes if None not in m.answer)
    said = answer(app, *(", ".join(map(str, part)) for part in wrong.answer))
    assert ("还不对" if lang == "zh" else "Not right yet") in said
    if lang == "zh":
        plain = re.sub("<code>.*?</code>", "", " ".join(e.value for e in container(app, "verdict").markdown))
        assert not re.search("[a-z]+ [a-z]+ [a-z]+", re.sub("<[^>]*>", " ", plain))
    assert not has(app, "door")


# --- seed and link ------------------------------------------------------------------------------------------------


def test_the_next_exercise_has_the_next_seed_and_empty_fields() -> None:
    app = page(seed=3, task="range", level="2d")
    answer(app, "1", "2")
    run(app.button(key="next").click())
    assert app.query_params["seed"] == "4"
    assert "Exercise 4 · Legal range · 2-D" in words(app, "exercise")
    assert [field.value for field in app.text_input] == ["", ""]
    assert words(app, "verdict").strip() == ""
    assert app.number_input(key="seed").value == 4


def test_after_the_last_seed_comes_the_first() -> None:
    app = page(seed=2**31 - 1)
    run(app.button(key="next").click())
    assert "Exercise 0 " in words(app, "exercise")


def test_the_link_for_the_class_gives_the_same_exercise() -> None:
    app = page(seed=17, task="count", level="3d", s_d=3, lang="zh")
    assert urlsplit(address(app, "onward")).path == "guided-lessons"
    given = query(address(app, "onward"))
    assert given == {"seed": "17", "task": "count", "level": "3d", "lesson": "exercises"}
    table = container(page(**given), "exercise").markdown[1].value
    assert re.sub("<th.*?</th>", "", table) == re.sub("<th.*?</th>", "", container(app, "exercise").markdown[1].value)


@pytest.mark.parametrize(("name", "value"), [("seed", "3"), ("task", "range"), ("level", "2d")])
def test_a_link_older_than_the_lessons_opens_its_exercise(name: str, value: str) -> None:
    app = to_page(visit(**{name: value}), "lessons")
    assert app.session_state[name] == (int(value) if name == "seed" else value)
    assert has(app, "exercise")
    run(app.number_input(key="seed").set_value(0))
    assert has(app, "exercise")


@pytest.mark.parametrize(
    ("name", "value"), [("seed", "abc"), ("seed", "1e400"), ("seed", "9999999999"), ("task", "shape"), ("level", "4d")]
)
def test_what_is_no_exercise_is_said_at_the_door(name: str, value: str) -> None:
    app = page(**{name: value})
    assert "Exercise 0 · Output size · 1-D" in words(app, "exercise")
    assert f"{name}={value}" in text(container(visit(**{name: value}), "door"))
    assert name not in app.query_params


def test_the_choice_changes_exercise_and_link() -> None:
    app = page()
    run(app.selectbox(key="task").set_value("voxels"))
    assert app.query_params["task"] == "voxels"
    assert "Which output voxels" in words(app, "exercise")
    (level,) = (group for group in app.button_group if group.key == "level")
    run(level.set_value(["3d"]) if isinstance(level.value, list) else level.set_value("3d"))
    assert len(app.text_input) == 3
    run(app.number_input(key="seed").set_value(-5))
    assert "Exercise -5 " in words(app, "exercise")


def test_the_layer_of_the_panel_stays_what_it_was() -> None:
    app = page(s_d=3, k_d=5)
    before = shape(visit(s_d=3, k_d=5))
    answer(app, "9")
    run(app.button(key="next").click())
    assert shape(to_page(app, "shape")) == before


# --- show me ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [1, 2, 3])
def test_show_me_opens_the_layer_with_the_answer(level: int) -> None:
    app = page(seed=5, level=f"{level}d")
    answer(app, *["1"] * level)
    there = visit(**query(address(app, "verdict")))
    found = exercise(5, Kind.SIZE, level)
    sizes = (1,) * (3 - level) + tuple(n for (n,) in found.answer)
    assert shape(there) == str((1, 1, *sizes))


def test_show_me_opens_the_faulty_layer() -> None:
    app = page(seed=5, task="fault")
    answer(app, "stride", "1")
    there = visit(**query(address(app, "verdict")))
    assert shape(there) == "—"
    assert "output-size-out-of-range" in text(container(there, "diagnostics"))


@pytest.mark.parametrize(("task", "side"), [("voxels", "input"), ("count", "output")])
def test_show_me_opens_the_voxel(task: str, side: str) -> None:
    app = page(seed=5, task=task, level="3d", lang="zh")
    answer(app, *["1"] * len(app.text_input))
    opened = address(app, "verdict")
    assert urlsplit(opened).path == "scatter-3d"
    there = to_page(visit(**query(opened)), "scatter")
    found = exercise(5, task, 3)
    assert tuple(there.session_state[f"v_{axis}"] for axis in "dhw") == found.voxel
    assert there.session_state["sel"] == side
    assert there.session_state["lang"] == "zh"
    assert not has(there, "door")


# --- speed --------------------------------------------------------------------------------------------------------


def test_an_exercise_is_made_quickly(clock: Callable[[], float]) -> None:
    begun = clock()
    for seed in range(50):
        exercise.__wrapped__(seed, Kind.SIZE, 3)
    assert (clock() - begun) / 50 < 0.005
