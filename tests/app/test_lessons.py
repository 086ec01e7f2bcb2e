"""The guided lessons through the router: every step in both languages, answers, links, the door, the way round."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._shared import i18n, parameters
from pages._shared.lessons.course import BY_KEY, LESSONS
from pages._shared.lessons.model import Lesson, Step
from tests.app.test_decoder import to_page
from tests.app.test_exercises import query
from tests.app.test_shell import container, has, menu, run, text, visit

STEPS = [(lesson, n) for lesson in LESSONS for n in range(1, len(lesson.steps) + 1)]
ASKING = [(lesson, n) for lesson, n in STEPS if lesson.steps[n - 1].question is not None]
#: A step without a question for each picture of a layer.
PICTURED = {
    step.shot.picture: (lesson, n)
    for lesson in LESSONS for n, step in enumerate(lesson.steps, 1)
    if step.question is None and step.shot.layer is not None and step.shot.layer.is_legal
}  # fmt: skip
each_step = pytest.mark.parametrize(("lesson", "n"), STEPS, ids=lambda value: getattr(value, "key", str(value)))
each_question = pytest.mark.parametrize(("lesson", "n"), ASKING, ids=lambda value: getattr(value, "key", str(value)))


def page(**parameters: Any) -> AppTest:
    return to_page(visit(**parameters), "lessons")


def state(app: AppTest, names: Any) -> dict[str, Any]:
    return {name: app.session_state[name] for name in names}


def words(app: AppTest) -> str:
    return text(container(app, "lesson-text"))


def click(app: AppTest, key: str) -> AppTest:
    return run(app.button(key=key).click())


# --- every step ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", parameters.WORDS["lang"])
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)
def test_a_lesson_from_its_first_step_to_its_last(lesson: Lesson, lang: str) -> None:
    app = page(lesson=lesson.key, lang=lang)
    for n, step in enumerate(lesson.steps, 1):
        titles = i18n.words()[f"{lesson.words}.{step.name}"]
        assert titles[i18n.LANGUAGES.index(lang)].split("{")[0].replace("`", "") in words(app)
        assert app.session_state["step"] == n
        assert state(app, step.shown(answered=False).parameters) == step.shown(answered=False).parameters
        if step.question is not None:
            click(app, "lesson-next")
            assert state(app, step.shot.parameters) == step.shot.parameters
        check_words(words(app), lang)
        check_picture(app, step)
        click(app, "lesson-next")
    after = [*LESSONS, None][LESSONS.index(lesson) + 1]
    assert app.session_state["lesson"] == (after.key if after else "exercises")


def test_a_picture_of_counts_says_what_its_colours_mean() -> None:
    app = page(lesson="overlap", step=5)
    click(app, "lesson-next")  # shows the answer
    bodies = (found.proto.body for found in app.get("html"))
    (legend,) = (body for body in bodies if body.startswith('<p class="c3-legend"'))
    keys = dict(reversed(pair) for pair in re.findall(r'<i style="([^"]*)"></i>([^<]*)', legend))
    assert list(keys) == ["1×", "2×", "4×", "8×"]
    assert len(set(keys.values())) == 4


def test_a_line_in_a_lesson_says_that_it_is_one() -> None:
    assert "D and H left out" in page(lesson="overlap", step=2).main.caption[0].value


@pytest.mark.parametrize("silly", [{"in_d": parameters.INT32[-1]}, {"k_d": 100_000}, {"in_d": 0}, {"s_d": -1}], ids=str)
@pytest.mark.parametrize("picture", PICTURED)
def test_a_silly_layer_is_explained(picture: str, silly: dict[str, int]) -> None:
    lesson, n = PICTURED[picture]
    usual = lesson.steps[n - 1].shot.parameters
    named = {name: value for name, value in usual.items() if value != parameters.DEFAULTS[name]}
    app = page(**{**named, **silly}, lesson=lesson.key, step=n)
    assert has(app, "lesson-foot")
    is_wrong = min(silly.values()) < 1
    if is_wrong or picture in ("overlap", "counts"):
        assert has(app, "card-error-lesson-0")
    if picture == "scene" and not is_wrong:
        assert has(app, "scene")


def check_words(said: str, lang: str) -> None:
    assert "{" not in said
    assert ("第" in said) == (lang == "zh")
    if lang == "zh":
        assert not re.search("[a-z]+ [a-z]+ [a-z]+ [a-z]+", said.lower())
    else:
        assert not re.search("[\u4e00-\u9fff]", said)


def check_picture(app: AppTest, step: Step) -> None:
    keys = {
        "scene": "scene", "overlap": "scene", "counts": "contributions", "axes": "formula", "sizes": "formula",
        "decoder": "net-sizes",
    }  # fmt: skip
    legal = step.shot.layer is None or step.shot.layer.is_legal
    is_of_axes = step.shot.picture in ("axes", "sizes")
    if legal or is_of_axes:
        assert has(app, keys.get(step.shot.picture, step.shot.picture))
    if is_of_axes:
        assert ("output_size" in container(app, "formula").markdown[0].value) == (step.shot.picture == "sizes")
    assert has(app, "card-error-lesson-0") == (not legal)


# --- links --------------------------------------------------------------------------------------------------------


@each_step
def test_a_link_of_a_step_alone_opens_it(lesson: Lesson, n: int) -> None:
    app = visit(lesson=lesson.key, step=n)
    shown = lesson.steps[n - 1].shown(answered=False).parameters
    assert state(app, shown) == shown


def test_a_link_keeps_the_layer_the_reader_made() -> None:
    app = page(lesson="voxel", step=2, k_d=5, in_d=2)
    assert state(app, ("k_d", "in_d", "in_h", "cin")) == {"k_d": 5, "in_d": 2, "in_h": 8, "cin": 4}
    click(app, "lesson-reset")
    assert state(app, ("k_d", "in_d", "in_h", "cin")) == {"k_d": 3, "in_d": 1, "in_h": 1, "cin": 1}
    assert "lesson-reset" not in [button.key for button in app.button]


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (-3, 1), (7, 6), (2**31 - 1, 6)])
def test_a_step_that_is_not_there_is_said_and_the_nearest_shown(asked: int, shown: int) -> None:
    app = page(lesson="voxel", step=asked)
    assert f"no step {asked}: step {shown} is shown" in words(app)
    click(app, "lesson-back" if shown > 1 else "lesson-next")
    assert app.session_state["step"] == (5 if shown > 1 else 2)


@pytest.mark.parametrize(("name", "value"), [("lesson", "nonsense"), ("step", "abc"), ("step", "1e400")])
def test_nonsense_is_turned_away_at_the_door(name: str, value: str) -> None:
    app = visit(**{name: value})
    assert f"{name}={value}" in text(container(app, "door"))
    assert has(to_page(app, "lessons"), "lesson-list")


@pytest.mark.parametrize("key", BY_KEY)
def test_the_other_page_shows_the_same_state(key: str) -> None:
    app = page(lesson=key, lang="zh")
    (link,) = re.findall(r"\]\((.*)\)", " ".join(element.value for element in container(app, "lesson-more").markdown))
    there = visit(**query(link))
    shown = BY_KEY[key].steps[0].shown(answered=False).parameters
    assert state(there, shown) == shown
    assert there.session_state["lang"] == "zh"
    assert there.session_state["lesson"] == ""


def test_the_link_knows_every_lesson() -> None:
    assert tuple(BY_KEY) == parameters.LESSONS


# --- answers ------------------------------------------------------------------------------------------------------


@each_question
def test_right_and_wrong_answers_are_told_apart(lesson: Lesson, n: int) -> None:
    step = lesson.steps[n - 1]
    assert step.question is not None
    app = page(lesson=lesson.key, step=n)
    for answer, (name, value) in enumerate(step.question.answers, 1):
        assert [button.label for button in app.button if button.key.startswith("lesson-answer")] == [
            str(each) for _, each in step.question.answers
        ]
        click(app, f"lesson-answer-{answer}")
        assert (f"✕ {value}" in words(app)) == bool(name)
        assert "✓ " in words(app)
        assert state(app, step.shot.parameters) == step.shot.parameters
        assert f"{step.name}_{name}" not in words(app)
        click(app, "lesson-back")  # and here again: predicted anew
        click(app, "lesson-next")
        if app.session_state["step"] != n:
            click(app, "lesson-next")


@each_question
def test_a_picture_does_not_give_the_answer_away(lesson: Lesson, n: int) -> None:
    step = lesson.steps[n - 1]
    assert step.question is not None
    before, after = step.question.before, step.shot
    assert (before.picture, before.parameters) != (after.picture, after.parameters)
    values = [str(value) for _, value in step.question.answers]
    assert len(set(values)) == len(values) in (2, 3)


def test_whoever_comes_again_predicts_anew() -> None:
    app = page(lesson="voxel", step=3)
    click(app, "lesson-answer-1")
    click(app, "lesson-next")
    click(app, "lesson-back")
    assert "lesson-answer-1" in [button.key for button in app.button]


# --- round the lessons --------------------------------------------------------------------------------------------


def test_the_overview_leads_to_every_lesson_and_to_the_exercises() -> None:
    app = page()
    for lesson in LESSONS:
        click(app, f"open-{lesson.key}")
        assert (app.session_state["lesson"], app.session_state["step"]) == (lesson.key, 1)
        assert app.button(key="lesson-back").disabled
        click(app, "lesson-all")
    run(app.button_group(key="lessons-switch").set_value("exercises"))
    assert has(app, "exercise")
    run(app.button_group(key="lessons-switch").set_value("overview"))
    assert has(app, "lesson-list")


def test_an_example_of_the_menu_stays_in_the_lesson() -> None:
    app = page(lesson="voxel", step=2)
    run(menu(app).set_value("shell.ex_vnet"))
    assert state(app, ("lesson", "step", "k_d")) == {"lesson": "voxel", "step": 2, "k_d": 2}
    assert menu(app).value == "shell.ex_vnet"


def test_a_wrong_layer_is_explained_in_the_lesson() -> None:
    app = page(lesson="voxel", step=2)
    run(app.number_input(key="s_d").set_value(0))
    assert has(app, "card-error-lesson-0")
    assert "stride-not-positive" in text(container(app, "lesson-picture"))


def test_layers_are_legal_unless_the_lesson_says_otherwise() -> None:
    wrong = {(lesson.key, step.name) for lesson in LESSONS for step in lesson.steps if not legal(step)}
    assert wrong == {("groups", "divide"), ("output-size", "refused")}


def legal(step: Step) -> bool:
    shots = [step.shot, *([step.question.before] if step.question else [])]
    return all(shot.layer is None or shot.layer.is_legal for shot in shots)
