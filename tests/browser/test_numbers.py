"""The numbers page in Chromium: upload, look, take away; a refusal and its button; languages, phone."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import READY

SMALL = "/run-numbers?link=on&in_d=4&n=1&cin=1&cout=1&s_d=2"
#: The numbers of a picture, as Plotly holds them: rows of the heat map.
DRAWN = """side => {
  const plot = document.querySelectorAll('.st-key-numbers-slices .js-plotly-plot')[side];
  return plot?.calcdata && Array.from(plot.calcdata[0][0].z, row => Array.from(row));
}"""


def pictures(page: Page) -> list[Any]:
    """Wait until both slices are drawn and return their numbers."""
    page.wait_for_function(READY)
    page.wait_for_function(f"({DRAWN})(1)")
    return [np.array(page.evaluate(DRAWN, side)) for side in range(2)]


def choose(page: Page, path: Path) -> None:
    page.locator(".st-key-tensor input[type=file]").set_input_files(path)


def test_a_cold_deep_link_opens_it(fresh_server: Callable[[], str], page: Page) -> None:
    page.goto(f"{fresh_server()}{SMALL}&data=phantom")
    x, y = pictures(page)
    assert x.shape == (4, 4)
    assert y.shape == (9, 9)
    expect(page.locator(".st-key-numbers-agreement")).to_contain_text("NumPy")
    assert page.get_by_role("dialog").count() == 0
    expect(page.get_by_role("figure", name=re.compile("^Output y, channel 0, D = 4"))).to_be_visible()


def test_upload_look_and_take_away(server: str, page: Page, tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    volume = np.random.default_rng(0).normal(size=(3, 5, 6)).astype(np.float32)
    np.save(tmp_path / "volume.npy", volume)
    page.goto(f"{server}{SMALL}&data=upload")
    choose(page, tmp_path / "volume.npy")
    expect(page.locator(".st-key-numbers-file")).to_contain_text("(3, 5, 6), float32 in the file")
    page.get_by_role("button", name="Take the size of the file").click()
    expect(page.locator(".st-key-output-shape")).to_have_text("(1, 1, 7, 11, 13)")
    x, y = pictures(page)
    files = {}
    for name in ("y.npy", "weights.npz", "x.npy"):
        with page.expect_download() as waited:
            page.get_by_role("button", name=re.compile(f"^{name}")).click()
        files[name] = np.load(waited.value.path(), allow_pickle=False)
    weights = files["weights.npz"]
    wanted = torch.nn.functional.conv_transpose3d(
        torch.from_numpy(files["x.npy"]), *(torch.from_numpy(weights[name]) for name in ("weight", "bias")), stride=2
    ).numpy()
    assert np.array_equal(files["x.npy"][0, 0], volume)
    assert np.allclose(files["y.npy"], wanted, atol=1e-6)
    assert np.allclose(y, wanted[0, 0, 3], atol=1e-6)
    assert np.allclose(x, volume[1], atol=1e-6)


def test_a_bad_file_is_explained_and_a_good_one_follows(server: str, page: Page, tmp_path: Path) -> None:
    (tmp_path / "broken.npy").write_bytes(b"\x93NUMPY\x01\x00")
    np.savez(tmp_path / "two.npz", a=np.zeros((4, 4, 4)), b=np.full((4, 4, 4), 7.0))
    page.goto(f"{server}{SMALL}&data=upload")
    choose(page, tmp_path / "broken.npy")
    expect(page.locator(".st-key-card-error-file")).to_contain_text("broken.npy was not read")
    choose(page, tmp_path / "two.npz")
    expect(page.locator(".st-key-card-error-file")).to_have_count(0)
    page.get_by_role("combobox", name="Which array").click()
    page.get_by_role("option", name="b").click()
    expect(page.locator(".st-key-numbers-slices")).to_contain_text("D = 2: 7 (dark) to 7 (light)")
    assert pictures(page)[0].min() == 7


def test_a_refusal_offers_what_fits_and_back_returns(server: str, page: Page) -> None:
    page.goto(f"{server}/run-numbers?link=on&in_d=100")
    refusal = page.locator(".st-key-numbers-budget")
    expect(refusal).to_contain_text(re.compile(r"Too much for a shared server: [0-9.]+ MiB and about [0-9.]+ s"))
    refusal.get_by_role("button", name=re.compile("Set input_size = ")).click()
    expect(refusal).to_have_count(0)
    pictures(page)
    expect(page).to_have_url(re.compile("in_d=[0-9]{2}(&|$)"))
    page.go_back()
    expect(refusal).to_contain_text("Too much")


def test_every_choice_is_in_the_link_and_speaks_both_languages(server: str, page: Page) -> None:
    page.goto(server + SMALL)
    page.get_by_role("combobox", name="input x").click()
    page.get_by_role("option", name="Shepp-Logan phantom").click()
    page.get_by_role("combobox", name="weight").click()
    page.get_by_role("option", name="linear interpolation").click()
    expect(page).to_have_url(re.compile("data=phantom&weights=trilinear"))
    page.get_by_role("radio", name="中文").click()
    expect(page.get_by_role("combobox", name="输入 x")).to_have_value("Shepp-Logan 头部模型")
    expect(page.locator(".st-key-numbers-agreement")).to_contain_text("一致")
    expect(page.get_by_role("combobox", name="权重")).to_have_value("线性插值")
    expect(page).to_have_url(re.compile("data=phantom&weights=trilinear"))


def test_slice_and_channel_move_the_pictures(server: str, page: Page) -> None:
    page.goto(f"{server}{SMALL}&cin=2&cout=2")
    before = pictures(page)
    page.get_by_label("output slice").fill("0")
    page.get_by_label("output slice").press("Enter")
    expect(page.locator(".st-key-numbers-slices")).to_contain_text("Output y, channel 0, D = 0")
    page.get_by_label("output channel").fill("1")
    page.get_by_label("output channel").press("Enter")
    expect(page.locator(".st-key-numbers-slices")).to_contain_text("Output y, channel 1, D = 0")
    page.wait_for_function(READY)
    after = pictures(page)
    assert not np.allclose(before[0], after[0])
    assert not np.allclose(before[1], after[1])


def test_nothing_is_cut_off_on_a_phone(server: str, open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page.goto(f"{server}{SMALL}&data=upload")
    expect(page.locator(".st-key-numbers-file")).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    page.goto(f"{server}{SMALL}&data=phantom")
    pictures(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    for selector in (".js-plotly-plot >> nth=0", ".js-plotly-plot >> nth=1", ".c3-spread", ".st-key-numbers-files"):
        box = page.locator(selector).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390, selector
