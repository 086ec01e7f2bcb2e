"""The scatter page through the router: sentences, kernel key, table, what goes to the scene and what comes back."""

import json
import re
from functools import partial
from html import unescape
from itertools import product
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from conv3dt_core import LayerParams, conv3d_transpose, plan
from conv3dt_core.channels import ChannelPath
from conv3dt_core.figures.contributions import listed
from conv3dt_core.figures.example import Worked, worked
from pages._shared.scene import sentences, view
from pages._shared.words.scatter import WORDS
from tests.app import visiting
from tests.app.visiting import ROUTER

#: The layer of the design's picture: 3x4x4, kernel 3, stride 2, padding 1.
PICTURE = {"in_d": 3, "in_h": 4, "in_w": 4}
PICTURE |= {f"{name}_{axis}": n for name, n in (("s", 2), ("pf", 1), ("pb", 1)) for axis in "dhw"}
VOXEL = {"v_d": 1, "v_h": 1, "v_w": 3}
SINGLE = {"cin": 1, "cout": 1, "bias": "off"}
ONE = ChannelPath(1, 1, 1, 0, 0)

visit = partial(visiting.visit, "scatter.py")


def bodies(app: AppTest) -> list[str]:
    return [element.proto.body for element in app.main.get("html")]


def html(app: AppTest, start: str) -> str:
    """The one piece of HTML that begins with an element of this class, in a box that scrolls or not."""
    found = [body for body in bodies(app) if re.match(rf'(<div class="c3-wide"[^>]*>)?<\w+ class="{start}"', body)]
    assert len(found) == 1, f"{len(found)} pieces {start}"
    return found[0]


def text(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


def headline(app: AppTest) -> str:
    return text(html(app, "c3-headline").split("</p>")[0])


def detail(app: AppTest) -> str:
    return text(html(app, "c3-headline").split("</p>")[1])


def rows(app: AppTest) -> list[list[str]]:
    body = html(app, "c3-table").split("<tbody>")[1]
    return [[text(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in body.split("</tr>")[:-1]]


def data(app: AppTest) -> dict[str, Any]:
    """What the scene is given."""
    found = [json.loads(c.proto.json) for c in app.get("bidi_component") if '"figure"' in c.proto.json]
    assert len(found) == 1
    return found[0]


def said(app: AppTest) -> str:
    return " ".join([*bodies(app), *(element.value for element in (*app.markdown, *app.caption))])


# --- scatter ----------------------------------------------------------------------------------------------------------


def test_the_picture_of_the_design() -> None:
    app = visit(**PICTURE, **VOXEL)
    assert headline(app) == "Input x[1,1,3] writes 18 output voxels; 9 of its 27 taps are cropped."
    assert "D 1·2 + k − 1 = 1…3" in detail(app)
    assert "W 3·2 + k − 1 = 5…7 7 outside 0–6" in detail(app)
    table = rows(app)
    assert [int(row[0]) for row in table] == list(range(27))
    assert table[2][1:3] == ["(0, 0, 2)", "y[1,1,7]"]
    assert table[2][5] == "cropped: W 7 > 6"
    assert sum(row[5] == "written" for row in table) == 18
    key = html(app, "c3-key")
    assert len(re.findall(r'class="c3-tap c3-k\d" data-tap', key)) == 18
    assert re.findall(r'class="c3-tap lost" data-tap="(\d+)"', key) == [
        "2",
        "5",
        "8",
        "11",
        "14",
        "17",
        "20",
        "23",
        "26",
    ]
    assert data(app)["alt"] == headline(app)


def test_the_picture_in_chinese() -> None:
    app = visit(**PICTURE, **VOXEL, lang="zh")
    assert headline(app) == "输入体素 x[1,1,3] 写入 18 个输出体素；27 个核元素中有 9 个被裁掉。"
    assert "7 在 0–6 之外" in detail(app)
    words = data(app)["figure"]["data"][-1]["text"]
    assert {"<b>输入 3 × 4 × 4</b>", "<b>输出 5 × 7 × 7</b>", "<b>9 个被裁掉</b>"} <= set(words)


def example(seed: int, size: tuple[int, int, int]) -> np.ndarray:
    return np.random.default_rng(seed).integers(-3, 4, (1, 1, *size)).astype(float)


def test_table_is_the_convolution() -> None:
    """The products of all input voxels, added where the table says they land, are the layer's output."""
    geometry = plan(LayerParams.of(1, 1, 3, 2, 1), (3, 4, 4))
    expected = conv3d_transpose(example(0, (3, 4, 4)), example(1, (3, 3, 3)), stride=2, padding=1)[0, 0]
    total = np.zeros(geometry.output_size)
    for voxel in product(*map(range, geometry.input_size)):
        found = listed(geometry, "input", voxel)
        assert found is not None
        pairs = worked(geometry, "input", found, ONE, False).pairs
        assert pairs is not None
        for target, written, (x, w) in zip(found.target, found.written, pairs, strict=True):
            if written:
                total[tuple(target)] += x * w
    assert np.array_equal(total, expected)
    app = visit(**PICTURE, **SINGLE, v_d=1, v_h=3, v_w=3, sel="output")
    assert rows(app)[-1][:2] == ["sum, without bias", sentences.number(int(expected[1, 3, 3]))]
    assert detail(app).endswith(f"= {sentences.number(int(expected[1, 3, 3]))}")


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({}, "Input x[0,0,0] writes 27 output voxels; none of its 27 taps is cropped."),
        ({"k_d": 1, "k_h": 1, "k_w": 1}, "Input x[0,0,0] writes 1 output voxel through its one tap."),
        (
            {"k_d": 2, "k_h": 1, "k_w": 1, "pf_d": 1},
            "Input x[0,0,0] writes 1 output voxel; 1 of its 2 taps is cropped.",
        ),
        ({"pf_d": 3, "pb_d": 3}, "All 27 taps of x[0,0,0] fall outside the output. Lower padding to see them."),
        (
            {"k_d": 1, "s_d": 2, "v_d": 1, "sel": "output", "bias": "off", "act": "sigmoid"},
            "No input reaches y[1,0,0]. Before sigmoid its value is 0.",
        ),
        (VOXEL | SINGLE | {"sel": "output"}, "Output y[1,1,3] is the sum of 12 contributions."),
        (VOXEL | {"sel": "output"}, "Output y[1,1,3] is the sum of 12 contributions from each of 4 input channels."),
        ({"sel": "output"}, "Output y[0,0,0] is the sum of 1 contribution from each of 4 input channels."),
        (SINGLE | {"sel": "output"}, "Output y[0,0,0] has 1 contribution."),
        ({"k_d": 1, "s_d": 2, "v_d": 1, "sel": "output"}, "No input reaches y[1,0,0]. Its value is the bias."),
        ({"k_d": 1, "s_d": 2, "v_d": 1, "sel": "output", "bias": "off"}, "No input reaches y[1,0,0]. Its value is 0."),
        ({"v_d": 9, "v_w": -1}, "The input has no voxel x[9,0,−1]: D 9 > 7, W −1 < 0. Click a voxel"),
        ({"v_h": 10, "sel": "output"}, "The output has no voxel y[0,10,0]: H 10 > 9. Click a voxel"),
    ],
)
def test_headlines(parameters: dict[str, Any], sentence: str) -> None:
    app = visit(**parameters)
    assert headline(app).startswith(sentence)
    assert data(app)["alt"] == headline(app)


@pytest.mark.parametrize(
    ("rung", "sentence", "line"),
    [
        (
            "2d",
            "Input x[0,1,3] writes 6 output voxels; 3 of its 9 taps are cropped.",
            "The plane: H and W as set, D left out.",
        ),
        (
            "1d",
            "Input x[0,0,3] writes 2 output voxels; 1 of its 3 taps is cropped.",
            "The line: W as set, D and H left out.",
        ),
    ],
)
def test_the_ladder_leaves_axes_out(rung: str, sentence: str, line: str) -> None:
    app = visit(**PICTURE, **VOXEL, view=rung)
    assert headline(app) == sentence
    assert line in [caption.value for caption in app.caption]
    assert app.session_state["v_d"] == 1
    names = {box.key for box in app.number_input if box.key.startswith("v_")}
    assert names == {"2d": {"v_h", "v_w"}, "1d": {"v_w"}}[rung]
    grids = slices(app)
    assert grids.count("<table") == 3
    # The selected voxel's value times its taps' is what the table says.
    cells = dict(re.findall(r'<td class="(?:c3-k0|lost)" data-tap=([0-9]+)>([−0-9]+)</td>', grids.split("</table>")[1]))
    x = re.findall(r'<td class="c3-from">([−0-9]+)</td>', grids)
    assert [row[3] for row in rows(app)] == [f"{x[0]} · {w if w[0] != '−' else f'({w})'}" for w in cells.values()]


def slices(app: AppTest) -> str:
    return html(app, "c3-planes")


def grid(app: AppTest, name: str) -> tuple[str, dict[tuple[int, int], int]]:
    """The caption of one of the three grids, and its numbers by row and column."""
    table = dict(zip("xwy", slices(app).split("<table")[1:], strict=True))[name]
    caption = text(table.split("<caption>")[1].split("</caption>")[0])
    columns, *lines = table.split("<tr>")[1:]
    across = [int(n) for n in re.findall(r"<th>(\d+)</th>", columns)]
    cells = {}
    for line in lines:
        at, *values = [int(text(cell[:-2]).replace("−", "-")) for cell in re.findall(r"<t[hd][^>]*>[−0-9]+</", line)]
        cells |= {(at, column): value for column, value in zip(across, values, strict=True)}
    return caption, cells


@pytest.mark.parametrize(("axis", "where"), [(0, "D"), (1, "H"), (2, "W")])
@pytest.mark.parametrize("tap", [None, 4])
def test_slices_of_a_volume_hold_its_numbers(axis: int, where: str, tap: int | None) -> None:
    size, path = (3, 4, 4), {"cin": 4, "cout": 6, "groups": 2, "ci": 3, "co": 4}
    app = visit(**PICTURE, **VOXEL, **path, ax="dhw"[axis], **({} if tap is None else {"tap": tap}))
    x = np.random.default_rng([0, 3]).integers(-3, 4, size)
    w = np.random.default_rng([1, 3, 1]).integers(-3, 4, (3, 3, 3))
    y = conv3d_transpose(x[None, None] * 1.0, w[None, None] * 1.0, stride=2, padding=1)[0, 0].astype(int)
    k = np.unravel_index(13 if tap is None else tap, (3, 3, 3))[axis]  # 18 written taps; the one in the middle
    voxel = (1, 1, 3)
    i, o = voxel[axis], voxel[axis] * 2 + k - 1
    for name, volume, at, caption in (
        ("x", x, i, f"input x, {where} = {i}"),
        ("w", w, k, f"kernel w, k{where} = {k}"),
        ("y", y, o, f"output y from input channel 3, {where} = {o}"),
    ):
        said, cells = grid(app, name)
        assert said == caption
        assert cells == dict(np.ndenumerate(volume.take(at, axis)))
    assert app.segmented_control(key="ax").value == "dhw"[axis]


def test_a_large_slice_is_cut_around_what_is_marked_and_says_so() -> None:
    app = visit(in_h=30, in_w=40, v_h=20, v_w=20)
    said, cells = grid(app, "x")
    assert said == "input x, D = 0, part of 30 × 40"
    assert (len(cells), (20, 20) in cells) == (100, True)
    said, cells = grid(visit(in_w=40, view="2d"), "x")
    assert (said, len(cells)) == ("input x, part of 8 × 40", 8 * 16)


def test_work_that_would_take_long_is_not_begun() -> None:
    flat = {"in_d": 1, "in_h": 1, "in_w": 3000, "pf_d": 29, "pb_d": 30, "pf_h": 29, "pb_h": 30}
    app = visit(**flat, **dict.fromkeys(("k_d", "k_h", "k_w"), 60))
    assert not any("c3-planes" in body for body in bodies(app))  # 216,000 taps: not even listed
    app = visit(**dict.fromkeys(("in_d", "in_h", "in_w"), 60), **dict.fromkeys(("k_d", "k_h", "k_w"), 13))
    assert "No slices: this layer is too large to be worked out here." in said(app)


def test_no_slice_where_nothing_is_written() -> None:
    app = visit(pf_d=3, pb_d=3)
    assert not any("c3-planes" in body for body in bodies(app))


@pytest.mark.parametrize("values", [{"v_h": 99}, {"in_w": 200_000}, {"k_w": 5_000}])
def test_a_rung_without_numbers_still_stands(values: dict[str, Any]) -> None:
    app = visit(**values, view="2d")
    assert not app.exception
    assert not any("c3-planes" in body for body in bodies(app))


def test_a_voxel_outside_is_kept() -> None:
    app = visit(v_d=9)
    assert app.session_state["v_d"] == 9
    assert app.query_params["v_d"] == "9"
    assert not [body for body in bodies(app) if "c3-table" in body]
    assert html(app, "c3-key").count("data-tap") == 27  # the key still shows the kernel


def test_arithmetic_names_what_falls_outside() -> None:
    lines = detail(visit(in_d=2, in_h=2, in_w=2, dil_d=2, pf_d=1, k_h=1, dil_w=3, k_w=5, pb_w=3))
    assert "D 0·1 + k·2 − 1 = −1, 1, 3 −1 outside 0–4" in lines
    assert "H 0·1 + k = 0 " in lines
    assert "W 0·1 + k·3 = 0, 3 … 12 12 outside 0–10" in lines


def test_gather_shows_its_terms_and_greys_unused_taps() -> None:
    app = visit(**PICTURE, **SINGLE, v_d=1, v_h=3, v_w=3, sel="output")
    assert headline(app) == "Output y[1,3,3] is the sum of 8 contributions."
    taps = [int(row[0]) for row in rows(app)[:-1]]
    assert sorted(taps) == [0, 2, 6, 8, 18, 20, 24, 26]
    key = html(app, "c3-key")
    assert len(re.findall(r'class="c3-tap idle" data-tap', key)) == 19
    assert [row[2] for row in rows(app)[:-1]] == sorted(row[2] for row in rows(app)[:-1])


def summed(
    *pairs: tuple[int, int], path: ChannelPath = ONE, parts: tuple[int, ...] = (), bias: int | None = None
) -> str:
    own = parts or (sum(x * w for x, w in pairs),)
    return text(sentences.total(Worked(path, list(pairs), own, bias)))


def test_the_sum_is_written_out() -> None:
    assert summed((2, -1), (0, 3)) == "2·(−1) + 0·3 = −2"
    assert summed((2, -1), (0, 3), bias=-3) == "2·(−1) + 0·3 + (−3)bias = −5"
    assert summed(bias=2) == "2bias = 2"
    assert summed() == ""
    line = sentences.total(Worked(ONE, [(1, 1)], (1,), None, "relu"))
    assert line.endswith("= <b>1</b> before relu")


def test_the_sum_runs_over_the_groups_channels() -> None:
    path = ChannelPath(4, 6, 2, 3, 4)
    assert summed((2, 3), path=path, parts=(-5, 6), bias=1) == (
        "input channel 3: 2·3 = 6 channels 2–3: (−5) + 6 + 1bias = 2"
    )


def test_a_long_sum_is_shortened() -> None:
    pairs = [(2, -1)] * 13
    assert summed(*pairs) == "2·(−1) + 2·(−1) + 2·(−1) + 2·(−1) + … + 2·(−1) + 2·(−1) = −26"
    assert summed(*pairs[:12]).count("2·") == 12


# --- channels and groups ----------------------------------------------------------------------------------------------


def crossbar(app: AppTest) -> dict[tuple[str, str, str], str]:
    """(kind, ci, co) -> how it looks, of each cell of the crossbar."""
    cells = re.findall(r'class="c3-(in|out|slab) (\w+)" data-ci="(\d*)" data-co="(\d*)"', html(app, "c3-channels"))
    return {(kind, ci, co): look for kind, look, ci, co in cells}


def test_the_crossbar_lights_the_inputs_of_an_output_channel() -> None:
    app = visit(groups=2, co=4, sel="output")
    cells = crossbar(app)
    assert {ci for (kind, ci, _), look in cells.items() if kind == "in" and look != "dark"} == {"2", "3"}
    assert {(ci, co) for (kind, ci, co), look in cells.items() if kind == "slab" and look != "dark"} == {
        ("2", "4"),
        ("3", "4"),
    }
    assert sum(kind == "slab" for kind, *_ in cells) == 4 * 6 // 2
    said = text(html(app, "c3-channels"))
    assert "weight (4, 3, 3, 3, 3): input channels" in said
    assert "Output channel 4 sums what input channels 2–3 write; input channel 2 reaches output channels 3–5." in said
    assert "weight[2, 1]" in said


def test_channels_of_different_groups_are_said_not_to_meet() -> None:
    sentence = "No such two channels meet in this layer: input channel 2 and output channel 4 are shown."
    assert sentence in text(html(visit(groups=2, ci=0, co=4, sel="output"), "c3-channels"))
    assert sentence not in text(html(visit(groups=2, ci=2, co=4, sel="output"), "c3-channels"))


def test_another_channel_brings_the_other_along() -> None:
    app = visit(groups=2, ci=0, co=0, sel="output")
    app.number_input(key="ci").set_value(3).run()
    assert (app.query_params["ci"], "co" in app.query_params) == ("3", False)
    assert "weight[3, 0]" in text(html(app, "c3-channels"))


def test_a_channel_that_meets_the_other_leaves_it_alone() -> None:
    app = visit(groups=2, ci=0, co=2, sel="output")
    app.number_input(key="ci").set_value(1).run()
    assert (app.query_params["ci"], app.query_params["co"]) == ("1", "2")
    app.number_input(key="ci").set_value(99).run()
    assert (app.query_params["ci"], app.query_params["co"]) == ("99", "2")


def test_a_channel_alone_in_its_group_is_told_in_the_singular() -> None:
    said = text(html(visit(cout=4, groups=4, ci=2, co=2), "c3-channels"))
    assert "Output channel 2 has input channel 2 alone; input channel 2 reaches output channel 2 alone." in said


def test_too_many_channels_are_not_added_up() -> None:
    line = detail(visit(cin=1_000_000, in_d=1, in_h=1, in_w=1, k_d=1, k_h=1, k_w=1, sel="output"))
    assert line == "input channel 0: 2·0 = 0 input channels 0–999999: too many to add up here"


def test_many_channels_are_cut() -> None:
    app = visit(cin=256, cout=128, ci=200, co=100)
    cells = crossbar(app)
    assert sum(kind == "in" for kind, *_ in cells) == 10
    assert sum(kind == "out" for kind, *_ in cells) == 12
    assert cells["slab", "200", "100"] == "here"
    assert "… 246 more" in text(html(app, "c3-channels"))


def test_one_channel_each_has_no_crossbar() -> None:
    app = visit(cin=1, cout=1)
    assert not any("c3-channels" in body for body in bodies(app))


def test_an_invalid_layer_says_so_and_draws_nothing() -> None:
    app = visit(s_d=0)
    assert "There is nothing to draw with these numbers. The cause is above." in said(app)
    assert not [c for c in app.get("bidi_component") if '"figure"' in c.proto.json]
    assert "stride-not-positive" in " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        (
            {"in_d": 20, "in_h": 30, "in_w": 30},
            "20 × 30 × 30 input voxels are too many to draw: the selected voxel and its",
        ),
        ({"in_d": 2, "in_h": 900, "in_w": 900}, "2 × 900 × 900 input voxels are too many to draw: those around"),
        ({"k_d": 20, "k_h": 20, "k_w": 20}, "8,000 contributions are too many to draw or to list"),
        ({"k_d": 8, "k_h": 8, "k_w": 8}, "The first 343 of 512 rows."),
        ({"k_d": 6, "k_h": 6, "k_w": 6}, "Too many taps to number."),
        ({"in_d": 200, "in_h": 200, "in_w": 200}, "No example numbers: they stop at a million voxels."),
    ],
)
def test_what_is_left_out_is_said(parameters: dict[str, Any], sentence: str) -> None:
    app = visit(**parameters)
    assert sentence in said(app)
    assert len(app.get("bidi_component")) >= 1


# --- the scene's data -------------------------------------------------------------------------------------------------


def numbers_in_lists(value: Any) -> int:
    """The longest list of numbers anywhere in the data."""
    if isinstance(value, dict):
        return max(map(numbers_in_lists, value.values()), default=0)
    if not isinstance(value, list):
        return 0
    plain = len(value) if value and all(isinstance(v, int | float) for v in value) else 0
    return max(plain, *map(numbers_in_lists, value), 0)


@pytest.mark.parametrize("side", ["input", "output"])
def test_numbers_go_as_typed_arrays(side: str) -> None:
    given = data(visit(**PICTURE, **VOXEL, sel=side))
    assert numbers_in_lists(given) <= 3  # a voxel, a size, a range
    assert len(json.dumps(given)) < 60_000


def test_revision_follows_the_picture_and_not_the_tap() -> None:
    first = data(visit(**PICTURE, **VOXEL))
    assert data(visit(**PICTURE, **VOXEL, tap=3))["rev"] == first["rev"]
    assert data(visit(**PICTURE, **VOXEL, tap=3))["tap"] == 3
    others = [PICTURE | VOXEL | more for more in ({"v_d": 2}, {"lang": "zh"}, {"sel": "output"}, {"s_d": 1})]
    assert len({first["rev"], *(data(visit(**other))["rev"] for other in others)}) == 5


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"side": "output", "voxel": [1, 2, 3], "n": 5}, {"sel": "output", "v_d": 1, "v_h": 2, "v_w": 3}),
        ({"tap": 13, "n": 5}, {"tap": 13}),
        ({"tap": None}, {"tap": None}),
        ({"tap": "x"}, {"tap": None}),
        ({"ci": 2, "co": None}, {"ci": 2, "co": None}),
        ({"side": "kernel", "voxel": [1, 2]}, {}),
        ({"voxel": [1, 2, 2**40]}, {}),
        ({"voxel": [True, 0, 0]}, {}),
        (None, {}),
        ([1], {}),
    ],
)
def test_a_pick_sets_parameters_and_nonsense_sets_none(message: Any, expected: dict[str, Any]) -> None:
    assert view.changes(message) == expected


def test_a_phone_gets_the_stacked_scene() -> None:
    app = visit(**PICTURE, **VOXEL)
    assert data(app)["stacked"] is False
    app.session_state[view.KEY] = {"sel": None, "panel": "narrow"}
    app.run()
    assert data(app)["stacked"] is True


def test_a_line_has_its_input_above_its_output() -> None:
    assert data(visit(**PICTURE, **VOXEL, view="2d"))["stacked"] is False
    assert data(visit(**PICTURE, **VOXEL, view="1d"))["stacked"] is True


# --- words ------------------------------------------------------------------------------------------------------------


def test_chinese_has_no_english_sentences() -> None:
    for parameters in (
        VOXEL,
        {"sel": "output"},
        {"v_d": 9},
        {"s_d": 0},
        {"k_d": 6, "k_h": 6, "k_w": 6},
        {"pf_d": 3, "pb_d": 3},
    ):
        app = visit(**parameters, lang="zh")
        shown = [
            text(re.sub(r"<code[^>]*>.*?</code>|<style>.*?</style>", "", body, flags=re.S))
            for body in (*bodies(app), said(app))
        ]
        if "s_d" not in parameters:
            given = data(app)
            shown += [
                given["alt"],
                *given["texts"]["taps"].values(),
                *(v for v in given["texts"].values() if isinstance(v, str)),
            ]
        assert not [m for m in shown if re.search(r"[A-Za-z]+(?:\s+[A-Za-z]+){3}", m)]
    for key, (english, chinese) in WORDS.items():
        assert re.search("[一-鿿]", chinese), key
        assert not re.search("[一-鿿]", english), key


def test_every_word_is_used() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROUTER.parent / "scene").glob("*.py"))
    source += (ROUTER.parents[1] / "scatter.py").read_text("utf-8")
    loose = {"scatter.input_room", "scatter.output_room", "scatter.no_such_input", "scatter.no_such_output"}
    composed = ("pick", "picked", "home", "help", "help_short", "no_webgl")  # in view.py
    loose |= {f"scatter.{name}" for name in composed}
    loose |= {f"scatter.{name}" for name in ("rung_2d", "rung_1d", "ci", "co")}
    loose |= {f"scatter.play_{name}" for name in view.PLAY_WORDS}
    assert [key for key in WORDS if key not in source and key not in loose] == []


def test_play_gets_each_axis_once_and_nothing_of_the_selection() -> None:
    layer = {"in_d": "3", "s_d": "2", "pf_d": "1", "k_w": "2", "dil_w": "2"}
    given = data(visit(**layer))["play"]
    assert given["axes"] == [[3, 8, 8], [3, 3, 2], [2, 1, 1], [1, 1, 2], [1, 0, 0], [6, 10, 10]]
    assert len(json.dumps(given)) < 300
    assert data(visit(**layer, sel="output", v_d="1"))["play"] == given
    assert data(visit(in_d="600"))["play"] is None


@pytest.mark.parametrize("side", ["input", "output"])
@pytest.mark.parametrize("values", [
    dict.fromkeys(("in_d", "k_d", "s_d", "dil_d"), 2**31 - 1), {"in_d": 2**31 - 1, "dil_d": 10**9, "v_d": 2 * 10**9},
])  # fmt: skip
def test_a_scene_too_long_for_any_eye_is_refused_with_one_that_is_drawn(side: str, values: dict[str, int]) -> None:
    app = visit(**values, sel=side, cin=1, cout=1)
    assert any("output-too-large" in body for body in bodies(app))
    assert not app.get("bidi_component")[1:]  # the panel's own
    app.button(key="fix-scene-0-0").click().run()
    assert not app.exception
    assert not any("output-too-large" in body for body in bodies(app))
