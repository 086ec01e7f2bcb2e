"""The framework lens as a reader uses it: paste, open, mend, and the columns beside it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

LENS = "/framework-lens"
CODE = "self.up = nn.ConvTranspose3d(64, 32, kernel_size=2, stride=2, bias=False)"
ERROR = "ValueError: requested an output size of [9, 9, 9], but valid sizes range from [7, 7, 7] to [8, 8, 8]"


def paste(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="Paste code or an error")
    box.fill(text)
    box.press("Control+Enter")
    expect(page.locator(".st-key-pasted")).to_be_visible()


def test_pasted_code_becomes_the_layer_and_the_link(server: str, page: Page) -> None:
    page.goto(server + LENS)
    paste(page, CODE)
    page.get_by_role("button", name="Open this layer").click()
    expect(page.locator(".st-key-output-shape")).to_have_text("(2, 32, 16, 16, 16)")
    page.wait_for_url(lambda url: {"cin=64", "cout=32", "k_d=2", "s_w=2", "bias=off"} <= set(re.split("[?&]", url)))
    expect(page.get_by_label("stride D", exact=True)).to_have_value("2")
    page.go_back()
    expect(page.locator(".st-key-output-shape")).to_have_text("(2, 6, 10, 10, 10)")


def test_a_pasted_error_is_mended_by_a_button(server: str, page: Page) -> None:
    axes = "&".join(f"{name}_{axis}={n}" for name, n in (("in", 3), ("s", 2), ("os", 9)) for axis in "dhw")
    page.goto(f"{server}{LENS}?{axes}&os=on")
    expect(page.locator(".st-key-output-shape")).to_have_text("—")
    paste(page, ERROR)
    expect(page.locator(".st-key-pasted")).to_contain_text("asked 9, legal 7")
    page.locator(".st-key-fixes-translation button").first.click()
    expect(page.locator(".st-key-output-shape")).to_have_text("(2, 6, 8, 8, 8)")
    expect(page.locator(".st-key-lens")).to_be_visible()


OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
HOSTILE = ["(" * 50_000, "__import__('os').system('true')", "x" * 300_000, f"{OVERRIDE} nn.Conv3DTranspose("]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_answered_and_the_app_goes_on(server: str, page: Page, text: str) -> None:
    page.goto(server + LENS)
    paste(page, text)
    expect(page.locator(".st-key-pasted")).to_contain_text("code-")
    paste(page, CODE)
    expect(page.get_by_role("button", name="Open this layer")).to_be_visible()


def test_the_columns_stand_one_below_the_other_on_a_phone(server: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page.goto(server + LENS)
    expect(page.locator(".st-key-lens")).to_contain_text("结果相同")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.wait_for_function("""() => {
        const tops = (query) => [...document.querySelectorAll(query)].map((e) => e.getBoundingClientRect().top);
        const [names, calls] = [tops('.c3-lens tr:first-child th:not(:first-child)'), tops('.c3-call')];
        const inTurn = names.flatMap((top, i) => [top, calls[i]]);
        return names.length === 5 && calls.length === 5 && inTurn.every((top, i) => !i || inTurn[i - 1] < top);
    }""")
