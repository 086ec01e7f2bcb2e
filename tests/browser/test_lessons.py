"""The guided lessons as a class sees them: every step in both languages, answers by hand, Back, a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from pages._shared import i18n
from pages._shared.lessons.course import BY_KEY, LESSONS
from pages._shared.lessons.model import Lesson, Step
from tests.browser.conftest import OpenPage
from tests.browser.scene import painted

LOCALES = {"en": "en-US", "zh": "zh-CN"}
#: What is seen of each picture.
SEEN = {
    "counts": ".c3-product", "axes": ".c3-axis", "sizes": ".c3-axis", "channels": ".c3-crossbar", "decoder": ".c3-net",
}  # fmt: skip


def visit(server: str, page: Page, query: str = "") -> None:
    page.goto(f"{server}/guided-lessons{query}")


def onward(page: Page) -> None:
    page.locator(".st-key-lesson-next button").click()


def title(page: Page, lesson: Lesson, step: Step, lang: str) -> None:
    """Wait until the words of a step are there."""
    text = i18n.filled(f"{lesson.words}.{step.name}", lang, step.values()).replace("`", "")  # type: ignore[arg-type]
    expect(page.locator(".st-key-lesson-text h2")).to_have_text(text)


def seen(page: Page, step: Step) -> None:
    """Wait until the picture of a step is drawn."""
    if step.shot.picture in ("scene", "overlap"):
        painted(page)
        assert page.evaluate("document.querySelector('.c3-gd').data.length") > 1
    elif step.shot.layer is None or step.shot.layer.is_legal or step.shot.picture in ("axes", "sizes"):
        expect(page.locator(f".st-key-lesson-picture {SEEN[step.shot.picture]}").first).to_be_visible()


@pytest.mark.parametrize("lang", LOCALES)
def test_all_lessons_from_the_first_step_to_the_last(server: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(locale=LOCALES[lang])
    visit(server, page, f"?lesson={LESSONS[0].key}")
    for lesson in LESSONS:
        for step in lesson.steps:
            title(page, lesson, step, lang)
            if step.question is not None:
                answers = page.locator("[class*='st-key-lesson-answer-'] button")
                expect(answers).to_have_count(len(step.question.answers))
                onward(page)
                expect(page.locator(".st-key-lesson-said .c3-valid")).to_be_visible()
            seen(page, step)
            expect(page.get_by_test_id("stException")).to_have_count(0)
            assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0, step.name
            onward(page)
    expect(page.locator(".st-key-exercise")).to_be_visible()


def tab_to(page: Page, goal: str) -> None:
    """Press Tab until the focus is on or in `goal`."""
    for _ in range(90):
        if page.evaluate("goal => Boolean(document.activeElement.closest(goal))", goal):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {goal}")


def test_lesson_one_with_the_keyboard_alone(server: str, page: Page) -> None:
    lesson = LESSONS[0]
    visit(server, page)
    expect(page.locator(".st-key-lesson-list")).to_be_visible()
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()  # the last to come
    tab_to(page, f".st-key-lesson-of-{lesson.key} button")
    page.keyboard.press("Enter")
    for step in lesson.steps:
        title(page, lesson, step, "en")
        if step.question is not None:
            tab_to(page, ".st-key-lesson-answer-2 button")
            page.keyboard.press("Enter")
            expect(page.locator(".st-key-lesson-said .c3-valid")).to_be_visible()
        seen(page, step)
        if step.name == "share":  # what the pointer does there
            before = painted(page)
            tab_to(page, ".c3-scene")
            page.keyboard.press("ArrowRight")
            painted(page, before)
            page.wait_for_url(re.compile("[?&]v_w=2"))
        tab_to(page, ".st-key-lesson-next button")
        page.keyboard.press("Enter")
    title(page, LESSONS[1], LESSONS[1].steps[0], "en")


def test_lesson_one_before_a_class_with_three_keys(server: str, page: Page) -> None:
    lesson = LESSONS[0]
    visit(server, page, f"?lesson={lesson.key}&present=on")
    expect(page.locator(".st-key-presenter .leave")).to_be_visible()
    for step in lesson.steps:
        title(page, lesson, step, "en")
        seen(page, step)
        if step.question is not None:
            page.keyboard.press("3")
            expect(page.locator(".st-key-lesson-said .c3-valid")).to_be_visible()
        page.keyboard.press("Space")
    title(page, LESSONS[1], LESSONS[1].steps[0], "en")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".st-key-lesson-foot")).to_contain_text("Step 1 of")


def test_predict_look_and_go_back(server: str, page: Page) -> None:
    visit(server, page, "?lesson=voxel&step=3")
    before = painted(page)
    page.locator(".st-key-lesson-answer-2 button").click()
    said = page.locator(".st-key-lesson-said")
    expect(said).to_contain_text("✕ 12")
    expect(said).to_contain_text("✓ 24")
    expect(page.locator(".st-key-lesson-text")).to_be_focused()
    painted(page, before)
    page.wait_for_url(re.compile("[?&]k_w=4"))
    onward(page)
    page.wait_for_url(re.compile("[?&]step=4"))
    page.go_back()
    expect(page.locator(".st-key-lesson-text h2")).to_have_text("The kernel need not be a cube")
    expect(page.locator(".st-key-lesson-foot")).to_contain_text("Step 3 of 6")


def test_the_reader_plays_with_the_layer_and_resets_it(server: str, page: Page) -> None:
    visit(server, page, "?lesson=voxel")
    first = painted(page)
    size = page.locator(".st-key-in_d input")
    size.fill("3")
    size.press("Enter")
    painted(page, first)
    page.locator(".st-key-lesson-reset button").click()
    expect(size).to_have_value("1")
    expect(page.locator(".st-key-lesson-reset")).to_have_count(0)


def test_a_phone_has_room_for_a_lesson(server: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    visit(server, page, "?lesson=dilation&step=5")
    page.locator(".st-key-lesson-answer-1 button").click()
    expect(page.locator(".st-key-lesson-said")).to_contain_text("✓ 4")
    assert page.get_by_test_id("stMain").evaluate("element => element.scrollWidth") <= 390


@pytest.mark.parametrize("lang", LOCALES)
def test_no_formula_is_torn_and_a_phone_has_room_for_them(server: str, open_page: OpenPage, lang: str) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, locale=LOCALES[lang])
    for lesson, n in (("voxel", 3), ("dilation", 2), ("output-size", 3), ("stride", 3)):
        visit(server, page, f"?lesson={lesson}&step={n}")
        onward(page)  # shows the answer
        expect(page.locator(".st-key-lesson-said .c3-valid")).to_be_visible()
        formulas = page.locator(".st-key-lesson-said .c3-whole")
        assert formulas.count(), lesson
        assert formulas.evaluate_all(
            "all => all.every(e => e.offsetHeight < 40 && e.getBoundingClientRect().right <= 390)"
        )
        assert page.get_by_test_id("stMain").evaluate("element => element.scrollWidth") <= 390, lesson


@pytest.mark.parametrize("width", [1280, 1440])
def test_beside_the_words_a_strip_leaves_nothing_out(server: str, open_page: OpenPage, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    for step in range(1, len(BY_KEY["output-size"].steps) + 1):
        visit(server, page, f"?lesson=output-size&step={step}")
        strip = page.locator(".c3-strip:visible")
        expect(strip).to_have_count(1)
        assert "⋯" not in (strip.text_content() or ""), step
        shown, drawn = strip.evaluate("e => [e.getBoundingClientRect().width, e.viewBox.baseVal.width]")
        assert shown >= 0.9 * drawn, step  # its numbers are 12 px high


def height(page: Page, what: str) -> tuple[float, float]:
    """Return where something begins and ends on the screen."""
    box = page.locator(what).bounding_box()
    assert box
    return box["y"], box["y"] + box["height"]


def test_a_phone_shows_what_an_answer_brings_and_each_step_from_its_top(server: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visit(server, page, "?lesson=voxel&step=3")
    before = painted(page)
    assert height(page, ".c3-stage")[0] - height(page, ".st-key-lesson-more")[1] < 30  # no empty space
    page.locator(".st-key-lesson-answer-2 button").tap()
    painted(page, before)
    page.wait_for_function("(y => y >= 60 && y < 100)(document.querySelector('.c3-ask').getBoundingClientRect().top)")
    (_, said), (picture, _) = (height(page, f".{n}") for n in ("st-key-lesson-said", "c3-stage"))
    foot, _ = height(page, ".st-key-lesson-foot")
    assert said < foot
    assert foot - picture > 380  # of 480 px
    expect(page.locator(".st-key-lesson-text")).to_be_focused()
    page.locator(".c3-stage").evaluate("e => e.scrollIntoView()")
    page.locator(".st-key-lesson-next button").tap()
    page.wait_for_url(re.compile("[?&]step=4"))
    expect(page.locator(".st-key-lesson-foot")).to_contain_text("Step 4 of 6")
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop === 0")
