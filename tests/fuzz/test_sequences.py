"""Whatever a visitor does in whatever order: no traceback, and the link shows a newcomer what the visitor sees.

How many visitors there are is for CONV3DT_FUZZ_SEQUENCES to say.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlencode

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from streamlit.util import calc_hash

from pages._shared import examples, parameters
from tests.fuzz.links import PATHS, Link
from tests.fuzz.visits import codes, fault, opened, shape

VISITORS = int(os.environ.get("CONV3DT_FUZZ_SEQUENCES", "5"))
NUMBERS = (0, 1, -1, 2, 3, 7, 64, 1000, 100_001, parameters.INT32[0], parameters.INT32[-1])
TEXTS = ("", "2, 4, 8, 8, 8", "x", "9" * 900, "<b>", "unet_97_ask", "nn.ConvTranspose3d(4, 6, 3)", "\x00", "1-5")
STARTS = [
    *examples.LAYERS.values(), *examples.FAULTS.values(), {"lesson": "stride"}, {"lesson": "exercises"},
    {"net": "unet_97"}, {"want_d": 16, "want_h": 17, "keep": "k"},
    {"want_d": parameters.INT32[-1], "link": "on", "keep": "s-dil-op"},
]  # fmt: skip
#: Where only what the link holds is shown: a lesson that is opened anew begins with its question.
SHOWN = {*PATHS} - {"guided-lessons"}

nth = st.integers(0, 10_000)


class Visitor(RuleBasedStateMachine):
    """A visitor who tries everything: numbers, words, buttons, pages, languages, and Back."""

    @initialize(path=st.sampled_from(PATHS), start=st.sampled_from(STARTS))
    def come(self, path: str, start: dict[str, Any]) -> None:
        self.path, self.before = path, []
        self.app = opened(Link(path, "&".join(f"{name}={value}" for name, value in start.items())))

    @rule(which=nth, value=st.sampled_from(NUMBERS))
    def type_a_number(self, which: int, value: int) -> None:
        box = self.one_of(self.app.number_input, which)
        if box is not None and not box.disabled:
            self.run(box.set_value(min(max(value, int(box.min)), int(box.max))))

    @rule(which=nth)
    def empty_a_number(self, which: int) -> None:
        box = self.one_of([box for box in self.app.number_input if box.key in parameters.OPTIONAL], which)
        if box is not None:
            self.run(box.set_value(None))

    @rule(which=nth, option=nth)
    def choose_a_word(self, which: int, option: int) -> None:
        box = self.one_of([*self.app.segmented_control, *self.app.selectbox, *self.app.radio], which)
        if box is not None:
            self.run(self.select(box, option % len(box.options)))

    @rule(which=nth, text=st.sampled_from(TEXTS))
    def type_a_text(self, which: int, text: str) -> None:
        box = self.one_of([*self.app.text_input, *self.app.text_area], which)
        if box is not None:
            self.run(box.set_value(text[: box.max_chars or None]))  # as a browser does

    @rule(which=nth)
    def press_a_button(self, which: int) -> None:
        button = self.one_of([button for button in self.app.button if not button.disabled], which)
        if button is not None:
            self.run(button.click())

    @rule(path=st.sampled_from(PATHS))
    def go_to_a_page(self, path: str) -> None:
        self.path = path
        self.app._page_hash = calc_hash(path)
        self.run(self.app)

    @precondition(lambda self: self.before)
    @rule()
    def go_back(self) -> None:
        self.path, query = self.before.pop()
        self.app = opened(Link(self.path, query))

    @invariant()
    def nothing_is_broken(self) -> None:
        if hasattr(self, "app"):
            assert not fault(self.app, self.path)

    @invariant()
    def a_newcomer_sees_the_same(self) -> None:
        if hasattr(self, "app") and self.path in SHOWN and not any(area.value for area in self.app.text_area):
            newcomer = opened(Link(self.path, self.query()))
            assert (shape(newcomer), codes(newcomer)) == (shape(self.app), codes(self.app)), self.query()

    def run(self, changed: Any) -> None:
        self.before.append((self.path, self.query()))
        self.app = changed.run()

    def select(self, box: Any, option: int) -> Any:
        """Streamlit's boxes differ in how a test chooses."""
        return box.select_index(option) if hasattr(box, "select_index") else box.set_value(box.options[option])

    def query(self) -> str:
        return urlencode(self.app.query_params, doseq=True)

    def one_of(self, boxes: Any, which: int) -> Any:
        return boxes[which % len(boxes)] if len(boxes) else None


TestVisitor = Visitor.TestCase
# Not shrunken: that would take minutes. What failed is printed as it was done.
TestVisitor.settings = settings(max_examples=VISITORS, stateful_step_count=12, phases=[Phase.reuse, Phase.generate])
