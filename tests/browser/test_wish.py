"""The solver as a reader uses it: unfold, wish, keep, use, Back; on a phone nothing sticks out; the report arrives."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

DECODER = "n=1&cin=64&cout=32&in_d=17&in_h=17&in_w=5&k_d=2&k_h=2&k_w=2&s_d=2&s_h=2&s_w=2"


def test_a_wish_is_made_answered_used_and_undone(server: str, page: Page) -> None:
    page.goto(f"{server}/?{DECODER}")
    shape, box = page.locator(".st-key-output-shape"), page.locator(".st-key-wish-box")
    expect(shape).to_have_text("(1, 32, 34, 34, 10)")
    expect(page.locator(".st-key-wish")).to_have_count(0)
    box.get_by_text("I want this output size").click()
    for axis, size in (("D", "35"), ("H", "35")):
        box.get_by_role("spinbutton", name=axis, exact=True).fill(size)
        box.get_by_role("spinbutton", name=axis, exact=True).press("Enter")
    answers = page.locator(".st-key-answers .c3-answer-row:has(code)")
    expect(answers).to_have_count(5)
    expect(answers.first).to_contain_text("kernel_size=[4, 4, 2], stride=2, padding=[1, 1, 0]")
    box.get_by_role("button", name="stride").click()
    expect(page).to_have_url(re.compile("keep=s"))
    expect(page).to_have_url(re.compile("want_d=35&want_h=35"))
    box.get_by_role("button", name="Use", exact=True).first.click()
    expect(shape).to_have_text("(1, 32, 35, 35, 10)")
    expect(page.locator(".st-key-answers")).to_contain_text("The present layer makes this size.")
    expect(page).to_have_url(re.compile("k_d=4"))  # written a moment after the picture
    page.go_back()
    expect(shape).to_have_text("(1, 32, 34, 34, 10)")
    expect(answers).to_have_count(5)  # the box stays as it was left
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_an_impossible_wish_on_a_phone(server: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server}/?lang=zh&{DECODER}&want_d=40&want_h=35&want_w=10&keep=k-s-pad")
    answers = page.locator(".st-key-answers")
    expect(answers).to_contain_text("no-solution")
    answers.get_by_role("button", name="改要 36 × 35 × 10").click()
    expect(page.locator(".st-key-answers .c3-answer-row:has(code)").first).to_be_visible()
    expect(page).to_have_url(re.compile("want_d=36"))
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = "e => [...e.querySelectorAll('*')].filter(n => n.getBoundingClientRect().right > innerWidth + 1).length"
    assert answers.evaluate(wide) == 0


def test_the_report_is_downloaded(server: str, page: Page) -> None:
    page.goto(f"{server}/?{DECODER}&os=on&os_d=36")
    expect(page.locator(".st-key-diagnostics")).to_contain_text("output-size-out-of-range")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bug report (.md)").click()
    assert download.value.suggested_filename == "conv3dt-report.md"
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("### Conv3DTranspose: `output_size[D] = 36` is too large")
    (link,) = re.findall(r"<(http.*)>", text)
    assert link.startswith(server)
    page.goto(link)
    expect(page.locator(".st-key-diagnostics")).to_contain_text("output-size-out-of-range")
