"""The shape page through the router: legal sizes, the cards of the axes, costs, code, in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from conv3dt_core import LayerParams, check, plan
from conv3dt_core.figures import _frame
from conv3dt_core.figures.axis_view import AxisView, axis_views, grouped
from conv3dt_core.figures.columns import Line, Role
from pages._shared import axes, facts, i18n
from pages._shared.current import Current
from tests.figures.test_columns import lines
from tests.figures.test_strip import WIDTHS, draw, group, refused_at, texts

ROUTER = Path(__file__).parents[2] / "pages/_shared/router.py"


def visit(**parameters: Any) -> AppTest:
    app = AppTest.from_file(str(ROUTER), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = str(value)
    app.run()
    assert not app.exception
    return app


def blocks(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield child
            yield from blocks(child)


def contents(app: AppTest, key: str) -> list[str]:
    """Everything written inside the container with this key."""
    (found,) = (block for block in blocks(app.main) if getattr(block.proto, "id", "").endswith(f"-{key}"))
    html = [element.proto.body for element in found.get("html")]
    return [*html, *(element.value for element in (*found.markdown, *found.code))]


def bodies(app: AppTest) -> list[str]:
    """All HTML of the page, and all Markdown."""
    return [*(element.proto.body for element in app.main.get("html")), *(element.value for element in app.markdown)]


def text(app: AppTest, key: str) -> str:
    return re.sub(r"<[^>]*>", "", " ".join(contents(app, key)))


def ranges(app: AppTest) -> list[str]:
    return [text(app, f"range-{axis}") for axis in "dhw"]


def titles(app: AppTest) -> list[str]:
    return re.findall(r'<div class="c3-title"><b>([^<]*)</b>', contents(app, "formula")[0])


def test_first_view() -> None:
    app = visit()
    assert ranges(app) == ["10", "10", "10"]
    assert titles(app) == ["D = H = W"]
    assert "D, H and W are set alike" in text(app, "formula")
    assert "Stride 1 leaves one size only: 10." in text(app, "formula")
    facts_line = next(body for body in bodies(app) if "c3-facts" in body)
    for fact in ("(4, 6, 3, 3, 3)", "(6,)", "654", "663,552", "46.9 KiB"):
        assert f"<b>{fact}</b>" in facts_line


def test_ranges_where_the_stride_leaves_a_choice() -> None:
    app = visit(s_d=3, s_h=2, pf_d=1, pb_d=1)
    assert ranges(app) == ["22–24", "17–18", "10"]
    assert titles(app) == ["D", "H", "W"]
    assert "At least 22, the base size; at most 22 + stride − 1 = 24" in text(app, "formula")
    assert "25: Paddle's English documentation counts it in, Paddle refuses it." in text(app, "formula")


def test_ranges_stand_while_output_size_is_wrong() -> None:
    app = visit(in_d=5, s_d=3, s_h=2, s_w=2, pf_d=1, pf_h=1, pf_w=1, pb_d=1, pb_h=1, pb_w=1,
                os="on", os_d=16, os_h=16, os_w=16)  # fmt: skip
    assert ranges(app) == ["13–15", "15–16", "15–16"]
    assert titles(app) == ["D", "H = W"]  # the wrong one first
    assert "output-size-out-of-range" in text(app, "diagnostics")
    assert not [body for body in bodies(app) if "c3-facts" in body]
    assert "as soon as the layer is valid" in text(app, "code")


def test_nonsense_has_no_range_and_is_marked_in_the_formula() -> None:
    app = visit(s_h=0, pf_w=-1, pf_d=20)
    assert ranges(app) == ["—", "—", "—"]
    marked = re.findall(r'<em class="c3-wrong">([^<]*)</em>', contents(app, "formula")[0])
    assert marked == ["−10", "0", "−1"]  # D: the size, H: the stride, W: the pad
    assert text(app, "formula").count("No size follows from these numbers") == 2
    assert "even the largest, −10 + stride − 1 = −10" in text(app, "formula")


def test_same_shows_what_paddle_does_beside_what_is_said_of_it() -> None:
    # Trap: in 3, stride 2, kernel 3 is 5 in Paddle, 6 in Keras, 2 by Paddle's documentation; dilation is ignored.
    app = visit(in_d=3, in_h=3, in_w=4, s_d=2, s_h=2, s_w=2, dil_d=2, dil_h=2, dil_w=2, pad="same")
    assert ranges(app) == ["5–6", "5–6", "8–9"]
    said = text(app, "formula")
    assert "max((⌈3/2⌉ − 1)·2 + 3 − 3, 0) = 2 → 1 + 1" in said
    assert "Paddle computes 5 ✓" in said
    assert "its documentation says ⌈3/2⌉ = 2 ≠" in said
    assert "Keras and JAX give in · stride 3·2 = 6 ≠" in said
    assert "Keras and JAX give in · stride 4·2 = 8 ✓" in said
    assert "<s>2</s> 1 · (" in contents(app, "formula")[0]


def test_dilation_above_stride_widens_output_padding_only() -> None:
    app = visit(link="on", dil_d=3, op_d=1)
    assert ranges(app) == ["14", "14", "14"]
    said = text(app, "formula")
    assert "output_padding may be anything below max(stride, dilation) = 3, so it alone also reaches 15–16." in said
    assert "Output 14: behind the last place that a tap reaches" in said


def legend(line: Line) -> str:
    """The English sentences under the strip of a line."""
    view = AxisView(("D",), line.axis, line.axis.dilation, False, line.by_output_size, frozenset(), line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "lang", lambda: "en")  # there is no session here to ask
        return "".join(axes.sentences(view))


@given(lines(), st.sampled_from(WIDTHS))
def test_the_sentences_name_the_sizes_that_the_picture_marks(line: Line, width: _frame.Width) -> None:
    frame = _frame.Frame.of(line, _frame.STYLES[width])
    root, said = draw(line, width), legend(line)
    sizes = (column - line.end_column(0) for column in frame.columns)
    marked = [str(size) for size in sizes if frame.edge(size) == pytest.approx(refused_at(root), abs=0.01)]
    assert marked == re.findall(r'c3-refused"></i>output_size (\d+):', said)
    reached = [(int(low), int(high or low)) for low, high in re.findall(r"also reaches (\d+)(?:–(\d+))?\.", said)]
    pilled = texts(group(root, "data-pill", "warning"))
    assert bool(pilled) == bool(reached)
    for low, high in reached:
        assert pilled[0] == str(low)
        assert all(low <= int(size) <= high for size in pilled if size != "⋯")


def spanned(pattern: str, said: str) -> set[int]:
    """The voxels of all spans that `pattern` finds between its two groups."""
    found = re.findall(pattern, said)
    return {voxel for low, high in found for voxel in range(int(low), int(high or low) + 1)}


@given(lines(legal=True))
def test_the_sentences_name_the_voxels_that_the_picture_marks(line: Line) -> None:
    said, axis = legend(line), line.axis
    roles = {voxel: line.role(axis.pad_before + voxel) for voxel in range(axis.output_size)}
    marked = {role: {voxel for voxel in roles if roles[voxel] is role} for role in Role}
    assert spanned(r"Output (\d+)(?:–(\d+))?: behind the last place", said) == marked[Role.ZERO]
    restored = spanned(r"Output (\d+)(?:–(\d+))?: real values", said)
    assert marked[Role.EXTRA] <= restored <= marked[Role.EXTRA] | marked[Role.HOLE]
    counted = [int(count) for count in re.findall(r": (\d+) of these get no contribution", said)]
    assert counted == [len(marked[Role.HOLE])] * bool(marked[Role.HOLE])
    assert marked[Role.HOLE] <= spanned(r"Output (\d+)(?:–(\d+))?: \d+ of these", said)


def test_added_voxels_are_told_apart() -> None:
    said = text(visit(link="on", in_d=3, s_d=3, pf_d=1, pb_d=1, os="on", os_d=9), "formula")
    assert "Output 7: real values. What padding had cropped here, output_size brings back." in said
    assert "Output 8: behind the last place that a tap reaches" in said


def test_a_negative_base_size_that_output_size_rescues() -> None:
    app = visit(link="on", in_d=1, k_d=1, s_d=3, pf_d=1, pb_d=1, os="on", os_d=1)
    assert ranges(app) == ["1", "1", "1"]
    assert "because the base size −1 is no size" in text(app, "formula")


def test_holes_and_valid_are_told() -> None:
    said = text(visit(link="on", in_d=2, k_d=1, s_d=3, pad="valid"), "formula")
    assert "Output 0–3: 2 of these get no contribution" in said
    assert "VALID crops nothing" in said


def test_code_is_that_of_the_layer_on_screen() -> None:
    app = visit(cin=2, cout=4, groups=2, s_d=2, n=1, bias="off", act="relu", fmt="NDHWC", os="on", os_d=18)
    paddle = app.code[0].value
    app.segmented_control(key="dialect").set_value("pytorch").run()
    torch = app.code[0].value
    assert len(app.code) == 1
    assert "Conv3DTranspose(\n    2, 4, 3, stride=[2, 1, 1], groups=2, bias_attr=False" in paddle
    assert (
        "y = layer(x, output_size=[18, 10, 10])\ny = F.relu(y)\nassert tuple(y.shape) == (1, 18, 10, 10, 4)" in paddle
    )
    assert "output_padding=[1, 0, 0], groups=2, bias=False" in torch


def test_chinese_has_no_run_of_english_words() -> None:
    for parameters in (
        {"dil_d": 3, "op_d": 1, "s_h": 3, "os": "on", "os_h": 26},
        {"pad": "same", "s_d": 2, "in_d": 3, "k_w": 1, "s_w": 3},
        {"s_d": 0, "pf_h": 30},
    ):
        app = visit(lang="zh", **parameters)
        html = " ".join(bodies(app))
        prose = re.sub(r"<svg.*?</svg>|<code>.*?</code>|<[^>]*>", " | ", html)
        assert not re.search(r"[A-Za-z]+(?:\s+[A-Za-z]+){3}", prose)


@pytest.mark.parametrize("size", [8, 512])
def test_all_the_page_says_takes_less_than_two_milliseconds(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "lang", lambda: "en")  # there is no session here to ask
    spans = []  # of this process: other work on the machine does not count
    for n in range(21):  # every layer is a new one: nothing is remembered from the last
        params = LayerParams.of(4, 6, 5, stride=(2, 3, 4), padding=(1, 2, 1), dilation=(1, 1, 2))
        start = process_time()
        geometry = plan(params, (size, size, size - n % 8))
        views = axis_views(params, geometry.input_size, None, check(params, geometry.input_size))
        costs = facts.line(
            Current(params, geometry.input_size, None, n, True, None, (), geometry, None, "", (0, 0, 0), None), geometry
        )
        said = [axes.sentences(view) for view in grouped(views)]
        spans.append(process_time() - start)
        assert costs
        assert len(said) == 3
    assert median(spans) < 0.002


def test_a_stride_too_long_to_list_has_no_count_of_holes() -> None:
    assert not visit(in_w=1, s_w=2**31 - 1).exception
