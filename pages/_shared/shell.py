"""What a run draws: all of the app, or the page alone.

Sending the panel again was the larger part of what a change cost. So a page is a fragment of Streamlit's: its own
widgets run it without the rest, and so does a number of the panel, unless the panel has to look different afterwards.
The menu of examples is another fragment: it follows where the layer is an example, or is none any more.
"""

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages._shared import examples, kernel_button, link, notices, panel
from pages._shared.rows import PAGE


def begin() -> None:
    """Bring parameters and link to one state; every run begins with it."""
    panel.follow(link.read())
    link.write()


def page(main: Callable[[], None]) -> None:
    """Run `main` as the page, and above it what concerns every page."""

    @st.fragment(key=PAGE)
    def run() -> None:
        context = get_script_run_ctx()
        alone = context.fragment_ids_this_run if context is not None else None
        if alone:  # no entry script ran before; the menu, if it has to follow, runs after the page
            begin()
            if panel.is_outdated() or (len(alone) == 1 and examples.is_outdated()):
                st.rerun()
        with st.container(key="above-page"):  # always there, so that the page below keeps its place
            notices.door()
            examples.draw_call()
            kernel_button.explain()
        main()

    run()
