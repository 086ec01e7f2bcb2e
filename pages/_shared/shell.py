"""What a run draws: all of the app, or the page alone.

Sending the panel again was the larger part of what a change cost. So a page is a fragment of Streamlit's: its own
widgets run it without the rest, and so does a number of the panel, unless the panel has to look different afterwards.
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
        if context is not None and context.fragment_ids_this_run:  # no entry script ran before
            begin()
            if panel.is_outdated():
                st.rerun()
        with st.container(key="above-page"):  # always there, so that the page below keeps its place
            notices.door()
            examples.draw_call()
            kernel_button.explain()
        main()

    run()
