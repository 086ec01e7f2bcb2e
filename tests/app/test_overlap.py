"""The overlap page through the router: verdict, table, histogram, remedies, links."""

import re
from functools import partial
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from conv3dt_core import LayerParams, plan
from tests.app import visiting
from tests.app.visiting import run

visit = partial(visiting.visit, "overlap.py")


def html(app: AppTest) -> str:
    bodies = [element.proto.body for element in app.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style"))


def text(app: AppTest) -> str:
    return re.sub("<[^>]*>", "", html(app))


def layer(**values: Any) -> dict[str, Any]:
    return {"link": "on", "in_d": 4, "n": 1, "cin": 1, "cout": 1} | values


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"s_d": 2}, "Away from the borders output voxels are written 1, 2, 4 or 8 times: uneven on D, H and W."),
        ({"k_d": 4, "s_d": 2}, "Away from the borders every output voxel is written 8 times: even on all axes."),
        ({"k_d": 2, "s_d": 2}, "Away from the borders every output voxel is written once: even on all axes."),
        ({"k_d": 4, "s_d": 2, "dil_d": 2}, "1,854 of 2,197 output voxels are never written: holes on D, H and W."),
        ({"k_d": 2, "s_d": 3}, "819 of 1,331 output voxels are never written: holes on D, H and W."),
        (
            {"in_d": 1, "k_d": 2, "s_d": 3},
            "Away from the borders output voxels are written 0 or 1 times: uneven on D, H",
        ),
        ({"k_d": 5, "s_d": 3}, "Away from the borders output voxels are written 1, 2, 4 or 8 times"),
    ],
)
def test_the_verdict(values: dict[str, Any], said: str) -> None:
    assert said in text(visit(**layer(**values)))


def test_axes_have_their_own_reasons() -> None:
    app = visit(k_d=3, s_d=2, k_h=4, s_h=2)
    assert "uneven on D." in text(app)
    captions = " ".join(caption.value for caption in app.caption)
    assert "D: kernel 3 is not a multiple of stride 2" in captions
    assert "H: kernel 4 is a multiple of stride 2" in captions
    assert "W: with stride 1 every voxel gets all 3 taps." in captions


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("values", [{"s_d": 2}, {"dil_d": 2, "s_d": 2}, {"in_d": 40}, {"in_d": 1, "k_d": 5, "s_d": 2}])
def test_it_opens_in_both_languages(values: dict[str, Any], lang: str) -> None:
    app = visit(**layer(**values), lang=lang)
    assert bool(re.search("[\u4e00-\u9fff]", text(app).replace("中文", ""))) == (lang == "zh")


def test_the_table_is_the_product_of_its_margins() -> None:
    app = visit(**layer(s_d=2), ax="h", sl=3)
    (table,) = re.findall('<table class="c3-product">(.*?)</table>', html(app))
    cells = [[int(n) for n in re.findall("<td[^>]*>([0-9]+)</td>", row)] for row in table.split("</tr>")[1:-1]]
    geometry = plan(LayerParams.of(1, 1, 3, stride=2), 4)
    wanted = [[len(geometry.sources((d, 3, w))) for w in range(9)] for d in range(9)]
    assert cells == wanted
    assert np.sum(cells) > 0


@pytest.mark.parametrize(("sl", "index"), [("", 4), (0, 0), (99, 8), (-5, 0)])
def test_a_slice_outside_is_the_nearest_one(sl: Any, index: int) -> None:
    assert f"Slice D = {index}, as a product of three counts" in text(visit(**layer(s_d=2), sl=sl))


def test_bars_share_out_all_voxels() -> None:
    shown = re.findall(r"([0-9,]+) voxels, ", text(visit(**layer(s_d=2))))
    assert sum(int(n.replace(",", "")) for n in shown) == 9**3


@pytest.mark.parametrize("values", [{"s_d": 2}, {"k_d": 5, "s_d": 3, "pf_d": 1, "pb_d": 1}, {"s_d": 2, "dil_d": 2}])
def test_every_remedy_makes_the_counts_even(values: dict[str, Any]) -> None:
    keys = [button.key for button in visit(**layer(**values)).button if button.key and "remedy" in button.key]
    assert keys
    for key in keys:
        app = visit(**layer(**values))
        run(app.button(key=key).click())
        assert "even on all axes" in text(app)
        size = 4 * values["s_d"]
        assert f"(1, 1, {size}, {size}, {size})" in text(app)


def test_a_remedy_says_how_often_it_writes_each_voxel() -> None:
    said = text(visit(**layer(k_d=3, s_d=2)))
    assert "8 everywhere" in said  # kernel 4: two taps an axis
    assert "1 everywhere" in said  # kernel 2


def test_many_holes_are_outlined_in_the_slice_alone() -> None:
    sentence = "Of the 604 voxels that nothing writes, those of the slice D = 4 are outlined."
    assert sentence in [caption.value for caption in visit(**layer(in_d=5, k_d=1, s_d=2)).caption]
    assert sentence not in [caption.value for caption in visit(**layer(in_d=5, k_d=2, s_d=2)).caption]


def test_what_is_left_out_is_said() -> None:
    captions = [caption.value for caption in visit(**layer(in_d=20)).caption]
    assert any(caption.startswith("22 × 22 × 22 output: only the slice D = 11 is drawn") for caption in captions)


def test_an_invalid_layer_is_explained() -> None:
    app = visit(s_d=0)
    assert "stride-not-positive" in text(app)


def test_silly_values_are_survived() -> None:
    for value in (0, -(2**31), 2**31 - 1):
        visit(**{f"{name}_{axis}": value for name in ("in", "k", "s", "dil", "pf", "pb", "op") for axis in "dhw"})
    assert "output-too-large" in text(visit(**layer(in_d=2**30)))
    assert "output-too-large" in text(visit(**layer(in_d=1, s_d=2**30)))
    assert "27 times" in text(visit(**layer(in_d=60_000)))


@pytest.mark.parametrize(
    "values", [{"in_d": 100, "k_d": 100}, {"in_d": 2**30}, {"k_d": 2**30}, {"in_d": 1, "s_d": 2**30}]
)
def test_too_much_to_count_is_refused_with_the_figure_and_a_layer_that_is_counted(values: dict[str, Any]) -> None:
    app = visit(**layer(**values))
    assert "output-too-large" in text(app)
    assert "100000" in text(app)
    run(app.button(key="fix-layer-0-0").click())
    assert "output-too-large" not in text(app)


@pytest.mark.parametrize("values", [
    {"in_d": 2, "k_d": 1, "s_d": 60_000}, {"in_d": 8, "k_d": 1000, "pf_d": 500, "pb_d": 500}, {"in_d": 45, "k_d": 45},
])  # fmt: skip
def test_what_is_small_enough_to_count_may_be_large_elsewhere(values: dict[str, Any]) -> None:
    assert "output-too-large" not in text(visit(**layer(**values)))
