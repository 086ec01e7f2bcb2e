"""The page of four pictures through the router: one number in all of them, what is refused, what is believed."""

import re
from functools import partial
from html import unescape
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from conv3dt_core import LayerParams, conv3d_transpose, plan
from conv3dt_core.figures.example import w_of, x_of
from conv3dt_core.pictures import fits
from pages._shared.words import pictures as above
from pages._shared.words import pictures_below as below
from tests.app import visiting
from tests.app.visiting import ROUTER, run

LAYER = {"link": "on", "in_d": 3, "s_d": 2, "pf_d": 1, "pb_d": 1, "n": 1, "cin": 1, "cout": 1}
VOXEL = {"v_d": 1, "v_h": 1, "v_w": 1}
NAMES = ["scatter", "zeros", "matrix", "gradient"]


visit = partial(visiting.visit, "pictures.py")


def markup(app: AppTest) -> str:
    bodies = [element.proto.body for element in app.main.get("html")]
    return "\n".join([*(body for body in bodies if not body.startswith("<style")), *(m.value for m in app.markdown)])


def text(app: AppTest) -> str:
    return plain(markup(app))


def plain(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


def pictures(app: AppTest) -> dict[str, str]:
    return dict(re.findall(r'<section class="c3-picture" data-picture="(\w+)">(.*?)</section>', markup(app)))


def by_the_layer(voxel: tuple[int, int, int], **settings: Any) -> int:
    """The example's output voxel by the layer itself."""
    x, w = x_of((3, 3, 3), range(1)), w_of((3, 3, 3), range(1), 0)
    y = conv3d_transpose(x[None].astype(float), w[None].astype(float), stride=2, padding=1, **settings)
    return int(y[(0, 0, *voxel)])


def test_all_four_say_the_same_number() -> None:
    found = pictures(visit(**LAYER, v_d=2, v_h=3, v_w=3, sel="output"))
    assert list(found) == NAMES
    value = str(by_the_layer((2, 3, 3))).replace("-", "\N{MINUS SIGN}")
    sums = {name: plain(re.findall('<p class="c3-sum">(.*?)</p>', html)[0]) for name, html in found.items()}
    sums["zeros"] = sums["zeros"].split(" (")[0]
    assert set(sums.values()) == {sums["scatter"]}
    assert sums["scatter"].startswith("y[2,3,3] = ")
    assert sums["scatter"].endswith(f" = {value}")


def test_the_headline_says_it_and_how_far_they_differ() -> None:
    app = visit(**LAYER, v_d=2, v_h=3, v_w=3, sel="output")
    value = str(by_the_layer((2, 3, 3))).replace("-", "\N{MINUS SIGN}")
    assert f"Four pictures, one number: y[2,3,3]\u00a0=\u00a0{value}." in text(app)
    assert "Largest difference anywhere in y: 0." in text(app)


def test_the_link_says_which_contribution_is_framed() -> None:
    app = visit(**LAYER, **VOXEL, tap=14)
    assert "Framed: x[1,1,1] · w[1,1,2] on its way to y[2,2,3]." in text(app)
    assert all('data-lit="' in html for html in pictures(app).values())


def test_a_cropped_tap_has_no_number() -> None:
    app = visit(**LAYER, v_d=1, v_h=1, v_w=2, tap=14)
    assert "Tap (1, 1, 2) of x[1,1,2] lands on y[2,2,5], outside the output (W 5 > 4): it is cropped." in text(app)
    assert "c3-sum" not in "".join(pictures(app).values())


#: padding 2 beyond dilation*(kernel_size - 1) = 1, on D alone: x[0,h,w] and x[7,h,w] write nothing.
CUT = {"k_d": 2, "k_h": 2, "k_w": 2, "pf_d": 2, "pb_d": 2}


def test_a_voxel_that_writes_nothing_says_so_in_each_picture() -> None:
    app = visit(**CUT, v_d=0)
    assert "x[0,0,0] writes nothing at all: all 8 of its taps land outside the output and are cropped." in text(app)
    assert "Framed: x[0,0,0] · w[1,1,1]; it would land on y[−1,1,1] (outside: D −1 < 0)." in text(app)
    found = {name: plain(html) for name, html in pictures(app).items()}
    assert "column 0 is x[0,0,0]; it holds nothing but zeros." in found["matrix"]
    assert "The window of x[0,0,0] reads nothing but padding" in found["gradient"]
    assert "lies at D = −2…−1 and reads nothing of the slice D = 0" in found["gradient"]
    assert "holds nothing but zeros" not in text(visit(**CUT))


def test_one_that_writes_is_chosen_where_nobody_has_chosen() -> None:
    app = visit(**CUT)
    assert "Four pictures, one number: y[0,1,0]\u00a0=\u00a015." in text(app)
    assert app.number_input(key="v_d").value == 1
    assert visit(**CUT, view="2d").number_input(key="v_w").value == 0  # without D all voxels write
    for chosen in ({"v_d": 0}, {"v_h": 1}, {"tap": 7}):
        assert "writes nothing at all" in text(visit(**CUT, **chosen)), chosen
    # From then on the reader chooses.
    app = run(app.number_input(key="v_d").set_value(0))
    assert "x[0,0,0] writes nothing at all" in text(app)
    app = visit(**CUT | {"pf_d": 0, "pb_d": 0})
    run(app.number_input(key="pf_d").set_value(2))
    assert "x[0,0,0] writes nothing at all" in text(app)
    elsewhere = visiting.visit("scatter.py", **CUT)
    for depth in (1, 0):  # chosen there, and let go of again
        elsewhere = run(elsewhere.number_input(key="v_d").set_value(depth))
    elsewhere.switch_page(str(ROUTER.parents[1] / "pictures.py"))
    assert "x[0,0,0] writes nothing at all" in text(run(elsewhere))
    nobody = visit(**LAYER | {"in_d": 2, "k_d": 1, "s_d": 4})  # out of 5 voxels, the 3 between the two inputs' own
    assert "x[0,0,0] writes nothing at all: its one tap lands outside the output" in text(nobody)


def test_a_hole_is_zero_in_all_four() -> None:
    hole = {"k_d": 2, "s_d": 3, "pf_d": 0, "pb_d": 0, "v_d": 1, "v_h": 2, "v_w": 1, "sel": "output"}
    app = visit(**LAYER | hole)
    assert "nothing reaches y[1,2,1], it is 0." in text(app)
    assert [plain(re.findall('<p class="c3-sum">(.*?)</p>', html)[0])[:12] for html in pictures(app).values()] == [
        "y[1,2,1] = 0"
    ] * 4
    assert "row 81 is y[1,2,1]; it holds nothing but zeros" in text(app)


def test_where_output_padding_reaches_the_stride_no_convolution_leads_back() -> None:
    app = visit(**LAYER | {"in_d": 4, "dil_d": 3, "op_d": 2, "pf_d": 0, "pb_d": 0}, **VOXEL)
    assert "Three pictures, one number" in text(app)
    said = plain(pictures(app)["gradient"])
    assert "of 15 × 15 × 15 voxels with these settings gives 5 × 5 × 5, not 4 × 4 × 4" in said
    assert "this is why Paddle refuses output_padding ≥ stride" in said
    assert "<svg" not in pictures(app)["gradient"]
    assert "the one contribution followed in all three" in text(app)
    assert "Valid, with a warning" in text(app)  # as the card says: Paddle refuses what PyTorch computes
    assert "with a warning" not in text(visit(**LAYER))


def test_where_padding_exceeds_the_extent_the_second_picture_is_cut() -> None:
    cut = visit(**LAYER | {"in_d": 7, "s_d": 1, "pf_d": 3, "pb_d": 3}, v_d=3, v_h=3, v_w=3)
    assert "the border is negative" in plain(pictures(cut)["zeros"])
    assert "−1 in front, −1 behind" in plain(pictures(cut)["zeros"])
    assert 'data-role="crop"' in pictures(cut)["zeros"]
    assert "the border is negative" not in plain(pictures(visit(**LAYER))["zeros"])


@pytest.mark.parametrize("values", [{"in_d": 96}, {"k_d": 9, "pf_d": 0, "pb_d": 0}, {"in_d": 2, "s_d": 500}])
def test_a_large_layer_is_refused_with_one_that_is_drawn(values: dict[str, Any]) -> None:
    app = visit(**LAYER | values)
    assert "too large for four pictures" in text(app)
    assert not pictures(app)
    run(app.button(key="set-smaller").click())
    assert list(pictures(app)) == NAMES


def test_the_offered_size_is_the_largest_that_is_drawn() -> None:
    label = visit(**LAYER | {"in_d": 96}).button(key="set-smaller").label
    size = int(label.rpartition("= ")[2])
    params = LayerParams.of(1, 1, 3, 2, 1)
    assert fits(plan(params, size))
    assert not fits(plan(params, size + 1))


def test_a_line_may_fit_where_the_volume_does_not() -> None:
    app = visit(**LAYER | {"in_d": 96})
    run(app.button(key="lower-rung").click())
    assert list(pictures(app)) == NAMES


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "values",
    [
        {},
        {"view": "1d"},
        {"view": "2d"},
        {"sel": "output"},
        {"in_d": 96},
        {"pf_d": 3, "pb_d": 3, "in_d": 9},
        {"op_d": 1},
    ],
)
def test_it_opens_in_both_languages(values: dict[str, Any], lang: str) -> None:
    app = visit(**LAYER | values, lang=lang)
    shown = text(app).replace("中文", "")
    assert bool(re.search("[\u4e00-\u9fff]", shown)) == (lang == "zh")
    assert "{" not in shown


def test_a_voxel_outside_is_said() -> None:
    app = visit(**LAYER, v_w=7)
    assert "The input has no voxel x[0,0,7]: W 7 > 2." in text(app)
    assert not pictures(app)


def test_an_invalid_layer_is_explained() -> None:
    app = visit(s_d=0)
    assert "stride-not-positive" in text(app)
    assert "There is nothing to draw with these numbers." in text(app)


def test_silly_values_are_survived() -> None:
    for value in (0, -(2**31), 2**31 - 1):
        visit(**{f"{name}_{axis}": value for name in ("in", "k", "s", "dil", "pf", "pb", "op") for axis in "dhw"})
    for name in ("in_d", "k_d", "s_d", "dil_d"):
        assert "too large for four pictures" in text(visit(link="on", n=1, cin=1, cout=1, **{name: 2**30}))
    visit(**LAYER | {"v_d": -(2**31), "tap": -5})


# --- sizes, and the round trip ----------------------------------------------------------------------------------------


def test_what_is_believed_is_answered_with_the_layers_own_numbers() -> None:
    app = visit(**LAYER | {"op_d": 1})
    y = np.convolve([1, 0, 2, 0, 3], [1, 2, 3])  # x = 1, 2, 3 with a zero between, w = 1, 2, 3: the full result
    assert f"With output_padding = 1: voxel 5 gets {y[6]}, which padding had cropped: it comes back." in text(app)
    assert "So here it crops: 7 − 1 − 1 = 5." in text(app)
    differ = int(np.count_nonzero(y[1:7] != y[0:6]))
    assert f"No: padding (0, 2) gives 6 voxels too, and {differ} of them hold other values" in text(app)
    assert "With stride 2, sizes 5 to 6 all give 3." in text(app)


def test_true_zeros_are_told_from_restored_values() -> None:
    app = visit(**LAYER | {"s_d": 3, "op_d": 2})
    assert "voxel 7 gets 9, which padding had cropped: it comes back; voxel 8 is a true zero" in text(app)
    assert "With output_padding = 1: voxel 7 gets 9" in text(visit(**LAYER | {"s_d": 3, "op_d": 1}))
    zeros_only = visit(**LAYER | {"s_d": 3, "op_d": 2, "pf_d": 0, "pb_d": 0})
    assert "With output_padding = 2: voxels 9–10 are true zeros: they lie behind the last place" in text(zeros_only)


def test_whatever_the_rows_of_sizes_are_drawn_with_is_in_the_legend() -> None:
    shown = markup(visit(**LAYER | {"s_d": 3, "op_d": 2, "pf_d": 0, "pb_d": 0}))
    legend, _, rows = shown[shown.index('class="c3-ambiguity"') :].partition('<section class="c3-picture">')
    dashed = "stroke:var(--c3-error);stroke-width:1.6;stroke-dasharray"
    bracket = "fill:none;stroke:var(--c3-error);stroke-width:2.5"
    for kind, look in {"past": dashed, "misses": bracket}.items():
        assert look in rows
        assert f'<i class="c3-{kind}">' in legend


def test_it_is_no_deconvolution() -> None:
    app = visit(**LAYER)
    assert "125 numbers went in and only 27 came out of the convolution, so at least 98 are lost" in text(app)
    padding = visit(**CUT)  # the windows of v at D = 0 and 7 stand in the padding: 2 * 64 numbers of 512
    assert "Of the 512 numbers of v, 128 are always 0" in text(padding)
    assert "405 numbers went in and only 384 numbers of v know anything of them" in text(padding)
    assert "so at least 21 are lost whatever the kernel" in text(padding)
    assert "By count nothing need be lost" not in text(padding)
    assert "but all its 405 numbers are others" in text(padding)
    assert "405 个数全变了" in text(visit(**CUT, lang="zh"))
    assert "of its 125 numbers are others" in text(app)
    same = visit(**LAYER | {"in_d": 4, "s_d": 1})
    assert "By count nothing need be lost (64 numbers in, 64 out)" in text(same)
    returned = re.search(r"largest difference (\S+), which is rounding", text(app))
    assert returned is not None
    assert float(returned[1]) < 1e-13


def test_every_word_is_used_somewhere() -> None:
    folder = ROUTER.parent / "pictures"
    source = "\n".join(path.read_text("utf-8") for path in [*folder.glob("*.py"), folder.parents[1] / "pictures.py"])
    families = ("ways_", "legend_", "size_", "try_", "scatter_", "zeros_", "matrix_", "gradient_")
    for key in above.WORDS | below.WORDS:
        name = key.partition(".")[2]
        assert name.startswith(families) or re.search(rf"""['"](pictures(_below)?\.)?{name}['"]""", source), key
