"""The entry script: what every page has around it. It runs anew for each change and then runs the page.

The decoder page is about nets, not about one layer: there the panel holds the net's numbers. And an exercise brings
its own layer.
"""

import sys
from pathlib import Path

import streamlit as st

PAGES = Path(__file__).resolve().parents[1]
if str(PAGES.parent) not in sys.path:
    sys.path.insert(0, str(PAGES.parent))  # else `pages` is not found when Streamlit runs this file by its path

# ruff: noqa: E402
from pages._shared import panel, presenter, shell, style
from pages._shared.decoder import controls
from pages._shared.exercises import choice
from pages._shared.i18n import t

DECODER, EXERCISES = "decoder-doctor", "guided-lessons"
PANELS = {DECODER: (controls.menu, controls.rows), EXERCISES: (choice.menu, choice.rows)}

with shell.run():
    page = st.navigation(
        [
            st.Page(PAGES / "shape.py", title=t("shell.nav_shape"), url_path="start", default=True),
            st.Page(PAGES / "shape.py", title=t("shell.nav_shape"), url_path="shape-explorer", visibility="hidden"),
            st.Page(PAGES / "scatter.py", title=t("shell.nav_scatter"), url_path="scatter-3d"),
            st.Page(PAGES / "overlap.py", title=t("shell.nav_overlap"), url_path="overlap-map"),
            st.Page(PAGES / "pictures.py", title=t("shell.nav_pictures"), url_path="four-pictures"),
            st.Page(PAGES / "frameworks.py", title=t("shell.nav_frameworks"), url_path="framework-lens"),
            st.Page(PAGES / "decoder.py", title=t("shell.nav_decoder"), url_path=DECODER),
            st.Page(PAGES / "lessons.py", title=t("shell.nav_exercises"), url_path=EXERCISES),
        ],
        position="top",
    )
    title = f"{page.title} · conv3dt"
    st.set_page_config(page_title=title, page_icon=style.ICON, layout="wide", initial_sidebar_state=360)
    style.inject(presenting=presenter.is_on())
    st.html(f'<h1 class="c3-unseen">{page.title}</h1>')  # the eye has the navigation
    panel.draw(*PANELS.get(page.url_path, ()))
    page.run()
    presenter.draw()
