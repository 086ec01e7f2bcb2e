"""Which exercise: its kind, its level and its seed, in the panel and in the link."""

import streamlit as st

from conv3dt_core.exercises import Exercise, exercise
from pages._shared import browser, link, parameters
from pages._shared.i18n import t
from pages._shared.rows import number, row, row_label, word_switch


def current() -> Exercise:
    """Return the exercise of this run: the same for everybody who has the link."""
    return exercise(link.get("seed"), link.get("task"), parameters.WORDS["level"].index(link.get("level")) + 1)


def menu() -> None:
    """Draw the menu of kinds."""
    labels = {word: t(f"exercises.{word}") for word in parameters.WORDS["task"]}
    link.shown("task")
    st.selectbox(
        t("exercises.kind"), list(labels), key="task", format_func=labels.__getitem__, label_visibility="collapsed"
    )


def rows() -> None:
    """Draw level and number."""
    word_switch("level", t("exercises.level"), {"1d": "1-D", "2d": "2-D", "3d": "3-D"})
    with row("seed"):
        st.html(row_label(t("exercises.seed"), t("exercises.seed_gloss")))
        number("seed", t("exercises.seed"), label_visibility="collapsed")
    st.caption(t("exercises.same_for_all"))


def go_on() -> None:
    """Go to the next exercise, and with the focus to its first field; for a callback."""
    link.update(seed=link.get("seed") + 1 if link.get("seed") < parameters.INT32[-1] else 0)
    browser.focus_output_shape()


def class_link() -> str:
    """Return the link of this exercise, in the language of whoever opens it."""
    return link.href("guided-lessons", **{name: link.get(name) for name in ("task", "level", "seed", "lesson")})
