"""The entry script: what every page has around it. It runs anew for each change and then runs the page.

The decoder page is about nets, not about one layer: there the panel holds the net's numbers, and so in a lesson about
nets. And an exercise brings its own layer.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import streamlit as st

PAGES = Path(__file__).resolve().parents[1]
if str(PAGES.parent) not in sys.path:
    sys.path.insert(0, str(PAGES.parent))  # else `pages` is not found when Streamlit runs this file by its path

# ruff: noqa: E402
from pages._shared import link, panel, presenter, shell, style
from pages._shared.decoder import controls
from pages._shared.exercises import choice
from pages._shared.i18n import t
from pages._shared.lessons import place

DECODER, LESSONS = "decoder-doctor", "guided-lessons"
OF_NET, OF_EXERCISE = (controls.menu, controls.rows), (choice.menu, choice.rows)


def contents(path: str) -> tuple[Callable[[], None], ...]:
    """Return menu and rows of the panel of a page; none: those of the layer."""
    if path == DECODER or (path == LESSONS and place.is_about_net()):
        return OF_NET
    return OF_EXERCISE if path == LESSONS and link.get("lesson") == "exercises" else ()


with shell.run():
    page = st.navigation(
        [
            st.Page(PAGES / "shape.py", title=t("shell.nav_shape"), url_path="start", default=True),
            st.Page(PAGES / "shape.py", title=t("shell.nav_shape"), url_path="shape-explorer", visibility="hidden"),
            st.Page(PAGES / "scatter.py", title=t("shell.nav_scatter"), url_path="scatter-3d"),
            st.Page(PAGES / "overlap.py", title=t("shell.nav_overlap"), url_path="overlap-map"),
            st.Page(PAGES / "compute.py", title=t("shell.nav_numbers"), url_path="run-numbers"),
            st.Page(PAGES / "pictures.py", title=t("shell.nav_pictures"), url_path="four-pictures"),
            st.Page(PAGES / "frameworks.py", title=t("shell.nav_frameworks"), url_path="framework-lens"),
            st.Page(PAGES / "decoder.py", title=t("shell.nav_decoder"), url_path=DECODER),
            st.Page(PAGES / "lessons.py", title=t("shell.nav_lessons"), url_path=LESSONS),
        ],
        position="top",
    )
    title = f"{page.title} · conv3dt"
    st.set_page_config(page_title=title, page_icon=style.ICON, layout="wide", initial_sidebar_state=360)
    style.inject(presenting=presenter.is_on())
    st.html(f'<h1 class="c3-unseen">{page.title}</h1>')  # the eye has the navigation
    panel.draw(*contents(page.url_path))
    page.run()
    presenter.draw()
