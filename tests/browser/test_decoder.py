"""The decoder page as an engineer uses it: the U-Net that dies with 35 against 34, repaired in a click."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

DOCTOR = "/decoder-doctor"


def visit(server: str, page: Page, query: str = "", width: int = 1280) -> None:
    page.goto(f"{server}{DOCTOR}{query}")
    expect(page.locator(".c3-net-box").first).to_be_visible()


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def has_net(page: Page, net: str | None) -> None:
    page.wait_for_url(lambda url: (f"net={net}" in re.split("[?&]", url)) if net else "net=" not in url)


@pytest.mark.parametrize(
    ("button", "net", "output", "cost"),
    [("Use output_size", "unet_ask", "285 × 285 × 84", "No extra cost"),
     ("Pad the input", "unet_pad288x288x96", "288 × 288 × 96", "17 % more voxels"),
     ("Crop the skips", "unet_crop", "272 × 272 × 80", "13, 13, 4 voxels fewer")],
)  # fmt: skip
def test_the_unet_is_repaired_in_three_clicks_at_most(
    server: str, page: Page, button: str, net: str, output: str, cost: str
) -> None:
    page.goto(server)
    expect(page.locator(".st-key-output-shape")).to_have_text("(2, 6, 10, 10, 10)")
    page.get_by_role("link", name="Decoder").click()  # one
    verdict = page.locator(".st-key-net-verdict")
    expect(verdict).to_contain_text("up 1 makes 34 × 34 × 10, but its skip is 35 × 35 × 10")
    expect(page.locator(".c3-net-box.c3-wrong")).to_have_count(1)
    click(page, button)  # two
    expect(verdict).to_contain_text(output)
    expect(verdict).to_be_focused()
    expect(page.locator(".c3-net-box.c3-good")).to_have_count(4)
    expect(page.locator(".c3-wrong")).to_have_count(0)
    expect(page.locator("[class*='st-key-repair-taken']")).to_contain_text(cost)
    has_net(page, net)
    if net.startswith("unet_pad"):
        expect(page.locator(".c3-net-box").first).to_contain_text("padded from 285 × 285 × 84")
    click(page, "Undo")
    expect(verdict).to_contain_text("skip-size-mismatch")
    has_net(page, None)
    page.go_back()
    expect(verdict).to_contain_text(output)


def test_a_link_holds_the_net_and_each_layer_opens_alone(server: str, page: Page) -> None:
    visit(server, page, "?net=unet_ask&s_d=2")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="open alone up 1").click()
    layer = opened.value
    expect(layer.locator(".st-key-output-shape")).to_have_text("(1, 256, 35, 35, 10)")
    assert "net=unet_ask" in layer.url
    layer.get_by_role("link", name="Decoder").click()
    expect(layer.locator(".st-key-net-verdict")).to_contain_text("285 × 285 × 84 come out")


def test_the_panel_is_the_nets_here_and_the_layers_elsewhere(server: str, page: Page) -> None:
    visit(server, page, "?k_d=5")
    expect(page.get_by_label("kernel_size D")).to_have_count(0)
    depth = page.get_by_label("levels", exact=True)
    depth.fill("2")
    depth.press("Enter")
    expect(page.locator(".c3-net-bottom")).to_contain_text("71 × 71 × 21")
    size = page.get_by_label("volume D", exact=True)
    size.fill("284")
    size.press("Enter")
    has_net(page, "unet_284x285x84_ch1-32-64-128")
    page.get_by_role("link", name="Shape").click()
    expect(page.get_by_label("kernel_size D")).to_have_value("5")
    expect(page.locator(".st-key-output-shape")).to_have_text("(2, 6, 12, 10, 10)")
    page.get_by_role("link", name="Decoder").click()
    expect(page.get_by_label("volume D", exact=True)).to_have_value("284")
    expect(page.get_by_label("levels", exact=True)).to_have_value("2")


def test_another_language_is_the_same_net(server: str, page: Page) -> None:
    visit(server, page, "?net=vnet_crop")
    page.get_by_text("中文", exact=True).click()
    expect(page.locator(".st-key-net-verdict")).to_contain_text("网络能跑到底")
    expect(page.get_by_text("上采样，每个层级")).to_be_visible()
    has_net(page, "vnet_crop")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".st-key-net-verdict")).to_contain_text("跳跃连接")
    has_net(page, "vnet")


def test_a_preset_is_chosen_and_a_down_layer_changed(server: str, page: Page) -> None:
    visit(server, page)
    page.get_by_role("combobox", name="Net").click()
    page.get_by_role("option", name="3-D U-Net, no padding").click()
    expect(page.locator(".st-key-net-verdict")).to_contain_text("26 × 26 × 22")
    click(page, "Crop the skips")
    expect(page.locator(".st-key-net-verdict")).to_contain_text("44 × 44 × 28")
    page.get_by_role("combobox", name="down, each level").click()
    page.get_by_role("option", name="Conv3D k2 s2").click()
    has_net(page, "unet-valid_downc2s2_crop")


def test_a_cell_of_the_table_changes_one_layer(server: str, page: Page) -> None:
    visit(server, page, "?net=unet_ch1-8-16_enc0_dec0_285x285x84")
    page.locator(".st-key-net-table summary").click()
    grid = page.locator(".st-key-net-table [data-testid=stDataFrame]")
    expect(grid.locator("canvas").first).to_be_visible()
    # rows: head, down 1, up 1; columns: layer, kind, kernel_size, stride
    grid.dblclick(position={"x": 240, "y": 35 + 17})  # opens the cell
    editor = page.locator(".gdg-input")
    editor.fill("1x2x2")
    editor.press("Enter")
    has_net(page, "unet_ch1-8-16_dec0_downm1x2x2s2_enc0")


def test_the_picture_fits_a_phone_and_has_a_table_for_the_ear(server: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, locale="zh-CN", color_scheme="dark")
    visit(server, page, "?net=unet-valid_crop")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    spilling = page.evaluate(
        "[...document.querySelectorAll('.c3-net-box, .c3-net-skip span')]"
        ".filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
    )
    assert spilling == []
    table = page.locator(".c3-unseen > table")
    expect(table.locator("tr")).to_have_count(4)
    expect(table).to_contain_text("60 × 60 × 52")
    assert page.locator(".c3-net").get_attribute("aria-label") == "网络能跑到底：输出 44 × 44 × 28"


@pytest.fixture
def model(tmp_path: Path, import_oracle: Callable[[str], ModuleType]) -> Path:
    """Return a U-Net of one level as an ONNX file for 17 x 16 x 9 voxels, which do not fit it."""
    onnx = import_oracle("onnx")
    helper, kind = onnx.helper, onnx.TensorProto.FLOAT
    nodes = [
        helper.make_node("MaxPool", ["x"], ["p"], "down", kernel_shape=[2] * 3, strides=[2] * 3),
        helper.make_node("ConvTranspose", ["p", "w"], ["u"], "up", kernel_shape=[2] * 3, strides=[2] * 3),
        helper.make_node("Concat", ["x", "u"], ["y"], "meet", axis=1),
    ]
    weight = helper.make_tensor("w", kind, [1, 1, 2, 2, 2], [1.0] * 8)
    values = [
        helper.make_tensor_value_info(name, kind, shape) for name, shape in (("x", [1, 1, 17, 16, 9]), ("y", None))
    ]
    graph = helper.make_graph(nodes, "net", values[:1], values[1:], [weight])
    path = tmp_path / "net.onnx"
    path.write_bytes(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]).SerializeToString())
    return path


def test_a_model_is_read_from_a_file_and_a_broken_one_is_answered(server: str, page: Page, model: Path) -> None:
    visit(server, page)
    page.locator(".st-key-model-box summary").click()
    file = page.locator(".st-key-model-box input[type=file]")
    file.set_input_files(model)
    traced = page.locator(".st-key-traced")
    expect(traced).to_contain_text("up makes (16, 16, 8), meet wants (17, 16, 9): axis D, W")
    expect(traced).to_contain_text("(18, 16, 10)")
    expect(traced.get_by_role("link", name="open alone up")).to_have_attribute("href", re.compile(r"^\./\?.*k_d=2"))
    page.get_by_label("Shape of its input", exact=False).fill("1, 1, 16, 16, 8")
    page.keyboard.press("Enter")
    expect(traced).to_contain_text("runs")
    broken = model.with_name("broken.onnx")
    broken.write_bytes(model.read_bytes()[:40])
    page.get_by_role("button", name="Remove net.onnx").click()
    page.locator(".st-key-model-box input[type=file]").set_input_files(broken)
    expect(traced).to_contain_text("model-not-readable")
    click(page, "Use output_size")
    expect(page.locator(".st-key-net-verdict")).to_contain_text("285 × 285 × 84")
