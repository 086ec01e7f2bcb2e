"""Exercises as a student does them: no mouse, on a phone, from the teacher's link."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

EXERCISES = "/guided-lessons"


def visit(server: str, page: Page, query: str = "") -> None:
    page.goto(f"{server}{EXERCISES}{query}")
    expect(page.locator(".c3-layer")).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has this name."""
    for _ in range(12):
        if page.evaluate("document.activeElement.innerText.trim()") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {name}")


def test_the_keyboard_alone_is_enough(server: str, page: Page) -> None:
    visit(server, page, "?seed=3")
    field, said = page.get_by_label("W", exact=True), page.locator(".c3-said")
    field.focus()
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("padding is taken away once")
    expect(said).to_contain_text("(5-1)*2 + (3-1) + 1 - 1 - 1 = ?")
    expect(page.get_by_role("status").filter(has_text="Not right yet")).to_be_visible()
    expect(field).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("✓ Right.")
    tab_to(page, "Next exercise")
    page.keyboard.press("Enter")
    expect(page.locator(".c3-exercise")).to_contain_text("Exercise 4")
    page.wait_for_url(re.compile(r"[?&]seed=4(&|$)"))
    expect(said).to_have_count(0)
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("✓ Right.")


def test_a_phone_has_room_for_three_axes(server: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    visit(server, page, "?task=voxels&level=3d&seed=3")
    tops = {round(page.get_by_label(axis, exact=True).bounding_box()["y"]) for axis in "DHW"}  # type: ignore[index]
    assert len(tops) == 1
    page.get_by_label("W", exact=True).fill("many")
    page.keyboard.press("Enter")
    expect(page.locator(".c3-said")).to_contain_text("还没有答案：D、H、W")
    main = page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollWidth") <= 390
