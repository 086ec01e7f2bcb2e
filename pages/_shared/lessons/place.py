"""Where the reader is: which lesson, which step, answered or not; and the ways from there."""

from typing import Any

import streamlit as st

from pages._shared import browser, link, parameters
from pages._shared.i18n import t
from pages._shared.lessons.course import BY_KEY, LESSONS
from pages._shared.lessons.model import Lesson, Shot, Step

# Keys of the session that are no parameters.
_SEEN = "lesson_and_step_seen"
_ANSWER = "lesson_step_and_answer"
#: Answer nobody gave: the reader asked to be shown.
SHOWN = -1


def lesson() -> Lesson | None:
    """Return the lesson of the link; None: the overview, or the exercises."""
    return BY_KEY.get(link.get("lesson"))


def number(of: Lesson) -> int:
    """Return the number of the step, from 1; the nearest there is."""
    return min(max(link.get("step"), 1), len(of.steps))


def step() -> Step:
    """Return the step of the link; there must be a lesson."""
    found = BY_KEY[link.get("lesson")]
    return found.steps[number(found) - 1]


def is_about_net() -> bool:
    """Return whether the step is about a net instead of a layer."""
    return lesson() is not None and step().shot.picture == "decoder"


def answer() -> int | None:
    """Return which answer was given to this step's question, `SHOWN`, or None while there is none."""
    *place, given = st.session_state.get(_ANSWER, (None,))
    return given if tuple(place) == _place() else None


def shot() -> Shot:
    """Return the state that belongs to this step now."""
    return step().shown(answer() is not None)


def is_as_set() -> bool:
    """Return whether the panel and the selection are as the step set them."""
    return all(link.get(name) == value for name, value in shot().parameters.items())


def follow() -> None:
    """Complete a link that names a place and nothing else; between `link.read` and `link.write`.

    A step alone gets its state. An exercise alone is one: its links are older than the lessons.
    """
    if st.session_state.get(_SEEN) == _place():
        return
    if not link.get("lesson") and not _are_usual(("task", "level", "seed")):
        link.update(lesson="exercises")
    st.session_state[_SEEN] = _place()
    if lesson() is not None and _are_usual(shot().parameters):
        link.update(**shot().parameters)


def _place() -> tuple[str, int]:
    return link.get("lesson"), link.get("step")


def _are_usual(names: Any) -> bool:
    return all(link.get(name) == parameters.DEFAULTS[name] for name in names)


# --- callbacks ----------------------------------------------------------------------------------------------------


def go(key: str, to: int = 1) -> None:
    """Go to a step of a lesson, to be predicted anew."""
    st.session_state[_ANSWER] = (None,)
    link.update(lesson=key, step=to, **BY_KEY[key].steps[to - 1].shown(answered=False).parameters)


def leave(word: str) -> None:
    """Go to the overview or the exercises."""
    link.update(lesson=word, step=1)


def give(choice: int) -> None:
    """Take an answer, and show what it was about."""
    st.session_state[_ANSWER] = (*_place(), choice)
    link.update(**step().shot.parameters)
    browser.focus_output_shape()


def reset() -> None:
    """Set the layer and the selection back to the step's."""
    link.update(**shot().parameters)


def onward() -> tuple[str, Any, tuple[Any, ...]]:
    """Return what the button of Space does: its label, callback and arguments."""
    here = BY_KEY[link.get("lesson")]
    if step().question is not None and answer() is None:
        return t("lessons.show"), give, (SHOWN,)
    if number(here) < len(here.steps):
        return t("lessons.next"), go, (here.key, number(here) + 1)
    after = LESSONS[LESSONS.index(here) + 1 :]
    if after:
        return t("lessons.next_lesson"), go, (after[0].key,)
    return t("lessons.to_exercises"), leave, ("exercises",)
