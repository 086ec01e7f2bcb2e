"""Exercises: a layer by seed, a question with a computed answer, and what a wrong answer gives away."""

import streamlit as st

from conv3dt_core.exercises import Exercise
from pages._shared import shell
from pages._shared.exercises import answer, card, choice, verdict
from pages._shared.i18n import t


def main() -> None:
    exercise = choice.current()
    with st.container(key="exercise"):
        html(f'<p class="c3-exercise">{headline(exercise)}</p>' + card.question(exercise))
        html(card.table(exercise))
    texts = answer.draw(exercise)
    with st.container(key="verdict"):
        show_verdict(exercise, texts)
    with st.container(key="onward", horizontal=True, vertical_alignment="center"):
        st.button(t("exercises.next"), key="next", on_click=choice.go_on)
        st.markdown(f"[{t('exercises.class_link')}]({choice.class_link()})")


def headline(exercise: Exercise) -> str:
    return t("exercises.headline", number=exercise.seed, kind=t(f"exercises.{exercise.kind}"), level=exercise.level)


def show_verdict(exercise: Exercise, texts: tuple[str | None, ...] | None) -> None:
    if texts is None:
        html('<div role="status"></div>')
        return
    tone, said = verdict.verdict(exercise, texts)
    if tone != "note":
        said += f'<p><a href="{verdict.show_me(exercise)}" target="_blank">{t("exercises.show_me")}</a></p>'
    html(f'<div role="status" class="c3-said c3-{tone}">{said}</div>')


def html(text: str) -> None:
    st.markdown(text, unsafe_allow_html=True)


shell.page(main)
