"""What README shows is true: its example prints what it says, its links open what they promise."""

import contextlib
import io
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.conformance.readme import table

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
LINKS = dict(re.findall(r"\[([^]]+)\]\((http://127[^)]+)\)", README))
SHAPES = {
    "Paddle's example": "(2, 6, 10, 10, 10)",
    "one voxel in 3-D": "(1, 1, 5, 5, 5)",
    "the same as a line": "(1, 1, 5, 5, 5)",
    "in four pictures": "(1, 1, 5, 5, 5)",
    "its checkerboard": "(1, 1, 5, 5, 5)",
    "a phantom enlarged": "(1, 1, 48, 48, 48)",
    "V-Net's up-sampling layer": "(1, 128, 16, 16, 16)",
    "what SAME really gives": "(2, 6, 5, 5, 5)",
    "ten guided lessons": "(2, 6, 10, 10, 10)",
}


def test_the_example_prints_what_it_says() -> None:
    printed = io.StringIO()
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(printed):
        exec(EXAMPLE, names)
    promised = [line.split("  # ")[1] for line in EXAMPLE.splitlines() if "print(" in line and "  # " in line]
    assert printed.getvalue().splitlines() == [" ".join(text.split()) for text in promised]
    assert len(promised) == 3
    assert str(names["y"].shape) in EXAMPLE  # type: ignore[attr-defined]


def test_the_differences_are_those_of_the_conformance_tests() -> None:
    section = README.split("## Known differences among frameworks")[1].split("\n## ")[0]
    assert [line for line in section.splitlines() if line.startswith("|")] == table().splitlines()


def test_every_link_has_its_shape_here() -> None:
    assert LINKS.keys() == SHAPES.keys()


@pytest.mark.parametrize("name", SHAPES)
def test_a_link_opens_what_it_promises(name: str) -> None:
    app = AppTest.from_file(str(ROOT / "pages/_shared/router.py"), default_timeout=60)
    app.query_params.update(parse_qsl(urlsplit(LINKS[name]).query))
    shown = [element.proto.body for element in app.run().get("html")]
    (shape,) = [body for body in shown if 'c3-shape"' in body]
    assert re.sub("<[^>]*>", "", shape) == SHAPES[name]
    assert not any("c3-door" in body for body in shown if not body.startswith("<style"))
