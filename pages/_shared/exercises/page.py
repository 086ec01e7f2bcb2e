"""One exercise from question to verdict."""

import streamlit as st

from conv3dt_core.exercises import Exercise
from pages._shared.exercises import answer, card, choice, verdict
from pages._shared.i18n import t


def draw() -> None:
    """Draw the exercise of the link, the answer, what it is judged to be, and the way on."""
    exercise = choice.current()
    with st.container(key="exercise"):
        _html(f'<p class="c3-exercise">{_headline(exercise)}</p>' + card.question(exercise))
        _html(card.table(exercise))
    texts = answer.draw(exercise)
    with st.container(key="verdict"):
        _show_verdict(exercise, texts)
    with st.container(key="onward", horizontal=True, vertical_alignment="center"):
        st.button(t("exercises.next"), key="next", on_click=choice.go_on)
        st.markdown(f"[{t('exercises.class_link')}]({choice.class_link()})")


def _headline(exercise: Exercise) -> str:
    return t("exercises.headline", number=exercise.seed, kind=t(f"exercises.{exercise.kind}"), level=exercise.level)


def _show_verdict(exercise: Exercise, texts: tuple[str | None, ...] | None) -> None:
    if texts is None:
        _html('<div role="status"></div>')
        return
    tone, said = verdict.verdict(exercise, texts)
    if tone != "note":
        said += f'<p><a href="{verdict.show_me(exercise)}" target="_blank">{t("exercises.show_me")}</a></p>'
    _html(f'<div role="status" class="c3-said c3-{tone}">{said}</div>')


def _html(text: str) -> None:
    st.markdown(text, unsafe_allow_html=True)
