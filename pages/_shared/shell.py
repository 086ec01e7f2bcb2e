"""What a run draws: all of the app, or the page alone.

Sending the panel again was the larger part of what a change cost. So a page is a fragment of Streamlit's: its own
widgets run it without the rest, and so does a number of the panel, unless the panel has to look different afterwards.
The menu of examples is another fragment: it follows where the layer is an example, or is none any more.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages._shared import examples, kernel_button, link, notices, panel
from pages._shared.lessons import place
from pages._shared.rows import PAGE

#: Runs that compete for the interpreter all end late: they take turns. Who waited this long goes ahead all the same.
_TURN, _PATIENCE = Lock(), 0.5
_HAS_TURN: ContextVar[list[bool]] = ContextVar("has_turn")


@contextmanager
def run() -> Iterator[None]:
    """Bring parameters and link to one state, and hold them; every run is drawn in this context."""
    has_turn = [_TURN.acquire(timeout=_PATIENCE)]
    _HAS_TURN.set(has_turn)
    try:
        panel.follow(link.read())
        place.follow()
        with link.write():
            yield
        link.keep_hidden(page_alone=bool(_fragments()))
    finally:
        _let_go(has_turn)


def _let_go(has_turn: list[bool]) -> None:
    if has_turn[0]:
        has_turn[0] = False
        _TURN.release()


@contextmanager
def aside() -> Iterator[None]:
    """Let other runs go ahead during long work in this one."""
    has_turn = _HAS_TURN.get()
    _let_go(has_turn)
    yield
    has_turn[0] = _TURN.acquire(timeout=_PATIENCE)


def _fragments() -> tuple[str, ...]:
    """Return the fragments that run now; none if it is the entry script, and with it the whole app."""
    context = get_script_run_ctx()
    return tuple((context.fragment_ids_this_run if context is not None else None) or ())


def page(main: Callable[[], None]) -> None:
    """Run `main` as the page, and above it what concerns every page."""

    @st.fragment(key=PAGE)
    def draw() -> None:
        alone = _fragments()
        if alone:  # no entry script ran before; the menu, if it has to follow, runs after the page
            with run():
                if panel.is_outdated() or (len(alone) == 1 and examples.is_outdated()):
                    st.rerun()
                content()
        else:
            content()

    def content() -> None:
        with st.container(key="above-page"):  # always there, so that the page below keeps its place
            notices.door()
            examples.draw_call()
            kernel_button.explain()
        main()

    draw()
