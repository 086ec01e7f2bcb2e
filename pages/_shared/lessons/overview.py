"""The list of the lessons, and the switch between them and the exercises."""

import streamlit as st

from pages._shared import link
from pages._shared.i18n import t
from pages._shared.lessons import place
from pages._shared.lessons.course import LESSONS

_SWITCH = "lessons-switch"


def switch() -> None:
    """Draw the switch between lessons and exercises."""
    present = "exercises" if link.get("lesson") == "exercises" else "overview"
    if st.session_state.get(_SWITCH) != present:
        st.session_state[_SWITCH] = present  # it is the link that counts
    labels = {"overview": t("shell.nav_lessons"), "exercises": t("lessons.exercises")}
    st.segmented_control(
        t("lessons.what"), list(labels), format_func=labels.__getitem__, required=True, key=_SWITCH,
        on_change=_switched, label_visibility="collapsed",
    )  # fmt: skip


def _switched() -> None:
    place.leave(st.session_state[_SWITCH] or "overview")


def draw() -> None:
    """Draw a card for each lesson."""
    with st.container(key="lesson-list"):
        st.html(f"<p>{t('lessons.about', n=len(LESSONS))}</p>")
        for n, lesson in enumerate(LESSONS, 1):
            with st.container(key=f"lesson-of-{lesson.key}"):
                title = f"{n} · {t(f'{lesson.words}.title')}"
                st.button(title, key=f"open-{lesson.key}", type="tertiary", on_click=place.go, args=(lesson.key,))
                st.html(f"<p>{t(f'{lesson.words}.about')}{t('lessons.steps', n=len(lesson.steps))}</p>")
