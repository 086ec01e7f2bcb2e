"""The parameters as they stand during a run, in a plain dict: Streamlit's session takes 8 microseconds for each look.

A run looks several hundred times. Callbacks come before a run has settled its parameters and ask the session itself.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import streamlit as st

_VALUES: ContextVar[Mapping[str, Any] | None] = ContextVar("values", default=None)


@contextmanager
def held(values: Mapping[str, Any]) -> Iterator[None]:
    """Let `value` answer from `values`, which nobody changes meanwhile."""
    token = _VALUES.set(values)
    try:
        yield
    finally:
        _VALUES.reset(token)


def value(name: str) -> Any:
    """Return the present value of a parameter; None where it is empty, or not known yet."""
    values = _VALUES.get()
    return st.session_state.get(name) if values is None else values[name]
