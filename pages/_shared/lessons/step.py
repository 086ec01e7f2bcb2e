"""One step on the page: its words and question, its picture, and the way on."""

from html import escape
from typing import Any

import streamlit as st

from pages._shared import link
from pages._shared.i18n import t, words
from pages._shared.lessons import picture, place
from pages._shared.lessons.course import LESSONS
from pages._shared.lessons.model import Lesson, Question, Step
from pages._shared.notices import marked_up


def draw() -> None:
    """Draw the step of the link."""
    lesson, step = place.lesson(), place.step()
    assert lesson is not None
    text, scene = st.columns([1, 1.45], gap="large")
    with text, st.container(key="lesson-text"):
        _text(lesson, step)
        if step.question is not None:
            _question(lesson, step, step.question)
        _more(step)
    with scene, st.container(key="lesson-picture"):
        picture.draw(place.shot().picture)
    _foot(lesson)


def _text(lesson: Lesson, step: Step) -> None:
    head = t("lessons.headline", n=LESSONS.index(lesson) + 1, title=t(f"{lesson.words}.title"))
    parts = [f'<p class="c3-lesson">{escape(head)}</p>', f"<h2>{_said(lesson, step, '')}</h2>"]
    if link.get("step") != place.number(lesson):
        sentence = t("lessons.no_step", step=link.get("step"), n=len(lesson.steps), shown=place.number(lesson))
        parts.append(f'<p class="c3-no-step">{escape(sentence)}</p>')
    parts.append(f"<p>{_said(lesson, step, '_body')}</p>")
    if step.question is not None:
        parts.append(f'<p class="c3-ask">{_said(lesson, step, "_ask")}</p>')
    st.html("".join(parts))


def _said(lesson: Lesson, step: Step, part: str, **more: Any) -> str:
    return marked_up(t(f"{lesson.words}.{step.name}{part}", **step.values(), **more))


def _question(lesson: Lesson, step: Step, question: Question) -> None:
    given = place.answer()
    if given is None:
        with st.container(key="lesson-answers", horizontal=True, gap="small"):
            for n, (_, value) in enumerate(question.answers):
                st.button(str(value), key=f"lesson-answer-{n + 1}", on_click=place.give, args=(n,))
        st.html(f'<p class="c3-still">{escape(t("lessons.still"))}</p>')
        return
    with st.container(key="lesson-said"):
        st.html(f'<div role="status">{_verdict(lesson, step, question, given)}</div>')


def _verdict(lesson: Lesson, step: Step, question: Question, given: int) -> str:
    """Return, as HTML, whether the answer is right, what a wrong one forgot, and the reason."""
    ((_, right),) = (pair for pair in question.answers if not pair[0])
    name, value = question.answers[given] if given != place.SHOWN else ("", right)
    pills = f'<span class="c3-pill c3-valid">✓ {escape(str(right))}</span>'
    slip = ""
    if name:
        pills = f'<span class="c3-pill c3-error">✕ {escape(str(value))}</span> {pills}'
        if f"{lesson.words}.{step.name}_{name}" in words():
            slip = f"<p>{_said(lesson, step, f'_{name}', wrong=value)}</p>"
    return f"<p>{pills}</p>{slip}<p>{_said(lesson, step, '_why')}</p>"


def _more(step: Step) -> None:
    with st.container(key="lesson-more", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"[{t('lessons.open', page=t(picture.NAMES[step.shot.picture]))}]({picture.address(place.shot())})")
        if not place.is_as_set():
            st.button(t("lessons.reset"), key="lesson-reset", on_click=place.reset)


def _foot(lesson: Lesson) -> None:
    n, steps = place.number(lesson), len(lesson.steps)
    label, callback, args = place.onward()
    with st.container(key="lesson-foot", horizontal=True, vertical_alignment="center"):
        st.button(t("lessons.all"), key="lesson-all", type="tertiary", on_click=place.leave, args=("overview",))
        said = t("lessons.step", n=n, steps=steps)
        st.html(
            f'<div class="c3-steps"><span>{said}</span><i role="progressbar" aria-label="{said}" aria-valuemin="1" '
            f'aria-valuemax="{steps}" aria-valuenow="{n}"><b style="width: {100 * n / steps:.0f}%"></b></i></div>'
        )
        back = {"on_click": place.go, "args": (lesson.key, n - 1)} if n > 1 else {"disabled": True}
        st.button(t("lessons.back"), key="lesson-back", **back)  # type: ignore[arg-type]
        st.button(label, key="lesson-next", type="primary", on_click=callback, args=args)
