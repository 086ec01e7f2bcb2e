"""The fields of the answer, and what was written in them when it was checked."""

import streamlit as st

from conv3dt_core.exercises import Exercise
from pages._shared.i18n import t

#: Of a field, by how many there are: three stand side by side on a phone.
_WIDTHS = {1: 190, 2: 160, 3: 108}
_OF, _CHECKED = "answer_is_of", "answer_checked"


def draw(exercise: Exercise) -> tuple[str | None, ...] | None:
    """Draw the form; return the texts that were checked last, or None while this exercise has no answer."""
    keys = [f"answer-{field}" for field in range(len(exercise.fields))]
    name = (exercise.kind, exercise.level, exercise.seed)
    if st.session_state.get(_OF) != name:  # the fields stay where they are, and the focus in them: they are emptied
        for key, field in zip(keys, exercise.fields, strict=True):
            st.session_state[_key(key, field)] = None if field in ("argument", "axis") else ""
        st.session_state.update({_OF: name, _CHECKED: None})
    drawn = [_key(key, field) for key, field in zip(keys, exercise.fields, strict=True)]
    with st.form("answer", border=False), st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for key, field in zip(drawn, exercise.fields, strict=True):
            _field(exercise, key, field)
        st.form_submit_button(t("exercises.check"), type="primary", key="check", on_click=_check, args=(drawn,))
    return st.session_state[_CHECKED]


def _key(key: str, field: str) -> str:
    return f"{key}-{field}" if field in ("argument", "axis") else key


def _field(exercise: Exercise, key: str, field: str) -> None:
    if field == "argument":
        st.radio(t("exercises.field_argument"), exercise.options, key=key, horizontal=True)
    elif field == "axis":
        st.radio(t("exercises.field_axis"), ["DHW"[axis] for axis in exercise.axes], key=key, horizontal=True)
    else:
        such_as, width = t(f"exercises.such_as_{exercise.kind}"), _WIDTHS[len(exercise.fields)]
        st.text_input(label(field), key=key, placeholder=such_as, width=width)


def label(field: str) -> str:
    """Return what a field is called: an axis by its letter, which stays what it is in all languages."""
    return field if len(field) == 1 else t(f"exercises.field_{field}")


def _check(keys: list[str]) -> None:
    st.session_state[_CHECKED] = tuple(st.session_state[key] for key in keys)
