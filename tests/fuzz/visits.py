"""Links opened in the app: a new visitor for each, and every page.

``python -m tests.fuzz.visits COUNT SEED [START]``
"""

from __future__ import annotations

import logging
import re
import sys

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages._shared import warm
from tests.fuzz.links import PATHS, Link, links
from tests.fuzz.meter import ROOT, report

ROUTER = ROOT / "pages/_shared/router.py"
#: Pages about nets, or lessons.
SHAPELESS = {"decoder-doctor", "guided-lessons"}
_SHAPE = re.compile(r"—|\([0-9, ]+\)")


def opened(link: Link) -> AppTest:
    """Return the app as a visitor sees it who opens a link."""
    app = AppTest.from_file(str(ROUTER), default_timeout=120)
    app.query_params.update(link.parsed())
    app._page_hash = calc_hash(link.path) if link.path else ""  # before the first run AppTest knows pages by file alone
    return app.run()


def texts(app: AppTest) -> list[str]:
    """Return what st.html wrote."""
    return [element.proto.body for element in app.get("html")]


def shape(app: AppTest) -> list[str]:
    """Return the output shape, where the page has one: the tuple, or a dash."""
    plain = (re.sub("<[^>]*>", "", body) for body in texts(app) if 'c3-shape"' in body)
    return [text for text in plain if _SHAPE.fullmatch(text)]


def codes(app: AppTest) -> list[str]:
    """Return the code of every card."""
    return [code for body in texts(app) for code in re.findall(r'class="c3-code">([^<]*)<', body)]


def fault(app: AppTest, path: str) -> str | None:
    """Return what is wrong with a page."""
    if app.exception:
        return f"{app.exception[0].value}\n{''.join(app.exception[0].stack_trace)[-1500:]}"
    drawn = texts(app)
    if any("<script" in body for body in drawn):
        return "a script"
    return None if shape(app) or (drawn and path in SHAPELESS) else "no shape"


def warmed() -> None:
    """Load what a server loads before its first visitor, and what its first visitors load."""
    logging.disable(logging.WARNING)  # Streamlit tells of links it cuts
    warm.warm_up()
    for path in PATHS:
        opened(Link(path, ""))


if __name__ == "__main__":
    count, seed, *start = map(int, sys.argv[1:])
    warmed()
    report(links(count, seed)[sum(start) :], lambda link: fault(opened(link), link.path), Link.url)
