"""The shape page as it is seen: an error explained and mended, strips that fit every width and both themes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

UX = "in_d=5&s_d=3&s_h=2&s_w=2&pf_d=1&pf_h=1&pf_w=1&pb_d=1&pb_h=1&pb_w=1&os=on&os_d=16&os_h=16&os_w=16"
#: SAME, groups with dilation, uneven pads, output_size at both ends of the range and beyond, nonsense, long axes.
LINKS = (
    "",
    UX,
    "in_d=3&s_d=2&dil_d=2&pad=same",
    "groups=2&dil_d=2&op_d=1&s_h=2&k_h=1",
    "pb_d=2&s_d=2&k_d=4&os=on&os_d=18&s_h=3&os_h=26&s_w=3&os_w=27",
    "s_d=0&pf_h=30&op_w=-4",
    "in_d=512&s_d=4&s_h=100&os=on&os_h=760&in_w=200&dil_w=5",
    "in_d=2147483647&k_h=2147483647&s_w=1000003",
)
#: Text and boxes that stick out of their strip, and pairs of numbers in one row that overlap.
COLLISIONS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('.c3-strip')) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    for (const element of svg.querySelectorAll('text, rect, circle')) {
      const box = element.getBoundingClientRect();
      if (box.left < frame.left - 2 || box.right > frame.right + 2 || box.bottom > frame.bottom + 2)
        found.push(['outside', element.textContent || element.tagName, box.right - frame.right]);
    }
    for (const row of svg.querySelectorAll('[data-row=input], [data-row=output], [data-row=taps]')) {
      const boxes = [...row.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
      boxes.sort((a, b) => a[1].left - b[1].left);
      for (let n = 1; n < boxes.length; n++)
        if (boxes[n - 1][1].right > boxes[n][1].left) found.push(['touch', boxes[n - 1][0], boxes[n][0]]);
    }
  }
  return found;
}"""


@pytest.fixture(autouse=True)
def patience() -> None:
    expect.set_options(timeout=60_000)  # the machine is shared


def visit(page: Page, address: str) -> None:
    """Open a link and wait until cards, code and style sheet are there."""
    page.goto(address)
    expect(page.locator(".c3-axis").first).to_have_css("border-radius", "8px")
    expect(page.locator(".st-key-code :is(pre, .stMarkdown p)").first).to_be_visible()
    page.evaluate("document.fonts.ready")


def expect_ranges(page: Page, *ranges: str) -> None:
    for axis, text in zip("dhw", ranges, strict=True):
        expect(page.locator(f".st-key-range-{axis}")).to_have_text(text)


def test_a_cold_link_to_a_wrong_layer_is_explained_mended_and_undone(
    fresh_server: Callable[[], str], page: Page
) -> None:
    visit(page, f"{fresh_server()}/shape-explorer?{UX}")
    shape, notices = page.locator(".st-key-output-shape"), page.locator(".st-key-diagnostics")
    expect(shape).to_have_text("—")
    expect(notices).to_contain_text("output-size-out-of-range")
    expect_ranges(page, "13–15", "15–16", "15–16")
    cards = page.locator(".c3-axis")
    expect(cards).to_have_count(2)
    expect(cards.first).to_contain_text("At least 13, the base size; at most 13 + stride − 1 = 15")
    expect(cards.first.locator("[data-role=past] rect:visible")).to_have_count(1)
    page.get_by_role("button", name=re.compile(r"output_size\[D\] = 15")).click()
    expect(shape).to_have_text("(2, 6, 15, 16, 16)")
    expect_ranges(page, "13–15", "15–16", "15–16")
    expect(page.locator("[data-role=past]")).to_have_count(0)
    expect(page).to_have_url(re.compile("os_d=15"))  # written a moment after the picture
    page.go_back()
    expect(shape).to_have_text("—")
    expect(page.locator(".c3-axis [data-role=past] rect:visible")).to_have_count(1)
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_collides_or_is_cut_off(lang: str, server: str, page: Page) -> None:
    for query in LINKS:
        page.set_viewport_size({"width": 1280, "height": 720})
        visit(page, f"{server}/?lang={lang}&{query}")
        assert page.evaluate(COLLISIONS) == [], query
        page.set_viewport_size({"width": 390, "height": 844})
        expect(page.locator("div.c3-if-wide:visible")).to_have_count(0)
        assert page.evaluate(COLLISIONS) == [], f"{query} on a phone"
        cards = page.evaluate("[...document.querySelectorAll('.c3-axis')].map(c => c.scrollWidth - c.clientWidth)")
        assert max(cards) <= 0, f"{query} on a phone: a card scrolls sideways"


def test_one_strip_is_shown_and_described(server: str, open_page: Callable[..., Page]) -> None:
    for width, shown in ((1280, ".c3-if-wide"), (390, "div.c3-if-narrow")):
        page = open_page(viewport={"width": width, "height": 800})
        visit(page, server)
        strip = page.get_by_role("img", name="Axis D, H, W: 8 input voxels, 10 output voxels.")
        expect(strip).to_have_count(1)
        expect(page.locator(f"{shown} .c3-strip")).to_be_visible()


def test_legal_sizes_are_there_for_those_who_cannot_see_the_picture(server: str, page: Page) -> None:
    visit(page, f"{server}/?s_d=2")
    expect_ranges(page, "17–18", "10", "10")
    box = page.locator(".st-key-ranges").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (1, 1)
    expect(page.locator(".c3-axis").first).to_contain_text("output_size: 17–18")


def test_colours_follow_the_theme(server: str, open_page: Callable[..., Page]) -> None:
    inks = {}
    for scheme in ("light", "dark"):
        page = open_page(color_scheme=scheme)
        visit(page, server)
        number = page.locator(".c3-if-wide [data-row=input] text").first
        expect(number).to_be_visible()
        inks[scheme] = number.evaluate("element => getComputedStyle(element).fill")
    assert inks == {"light": "rgb(0, 90, 146)", "dark": "rgb(124, 200, 242)"}


def test_the_first_view_fits_above_the_fold(server: str, page: Page) -> None:
    visit(page, server)
    box = page.locator(".c3-axis").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720


def test_code_of_both_frameworks(server: str, page: Page) -> None:
    visit(page, f"{server}/?pb_d=1&s_d=2")
    code = page.locator(".st-key-code")
    expect(code).to_contain_text("paddle.nn.Conv3DTranspose(4, 6, 3, stride=[2, 1, 1], padding=[0, 1, 0, 0, 0, 0])")
    code.get_by_role("radio", name="PyTorch").click()
    expect(code).to_contain_text("y = y[:, :, 0:16, 0:10, 0:10]")
    expect(code).not_to_contain_text("paddle")
