"""The overlap page in Chromium: deep link, light, pick, remedy and Back, phone."""

import re
from collections.abc import Callable
from math import hypot

import pytest
from playwright.sync_api import Page, expect

from tests.browser.scene import CAMERA, PLACE, click, hover, painted, turn

#: k3 s2 on 4x4x4: 9x9x9 voxels, written 1, 2, 4 or 8 times inside.
LAYER = "/overlap-map?link=on&in_d=4&s_d=2&n=1&cin=1&cout=1"
TITLE = ".st-key-contributions h2"


def test_a_cold_deep_link_opens_it(fresh_server: Callable[[], str], page: Page) -> None:
    page.goto(fresh_server() + LAYER)
    painted(page)
    expect(page.locator(".c3-headline")).to_have_text(
        "Away from the borders output voxels are written 1, 2, 4 or 8 times: uneven on D, H and W."
    )
    assert page.locator(".c3-scene").get_attribute("aria-label") == page.locator(".c3-headline").inner_text()
    assert page.get_by_role("dialog").count() == 0


def test_pointing_at_a_cube_lights_its_count_everywhere_without_the_server(server: str, page: Page) -> None:
    page.goto(server + LAYER)
    rev = painted(page)
    hover(page, "counts", "0,0,0", "y[0,0,0] is written 1×")
    outlined = page.locator(".c3-bars tr[data-tap='1']")
    assert outlined.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"
    assert page.locator(".c3-scene").get_attribute("data-rev") == rev


def test_a_click_shows_the_slice_through_a_voxel(server: str, page: Page) -> None:
    page.goto(server + LAYER)
    rev = painted(page)
    camera = turn(page)
    expect(page.locator(TITLE)).to_have_text("Slice D = 4, as a product of three counts")
    click(page, "counts", "0,0,0", "y[0,0,0]")
    expect(page.locator(TITLE)).to_have_text("Slice D = 0, as a product of three counts")
    painted(page, rev)
    assert page.evaluate(CAMERA) == camera
    expect(page.get_by_label("slice", exact=True)).to_have_value("0")
    page.get_by_role("link", name="3-D scatter").click()
    expect(page.locator(".c3-headline")).to_contain_text("Output y[0,0,0]")


def test_a_pick_counts_whatever_rung_of_the_ladder_was_left(server: str, page: Page) -> None:
    page.goto(f"{server}{LAYER}&view=1d")
    painted(page)
    click(page, "counts", "0,0,0", "y[0,0,0]")
    expect(page.locator(TITLE)).to_have_text("Slice D = 0, as a product of three counts")


def test_a_remedy_is_one_step_back(server: str, page: Page) -> None:
    page.goto(server + LAYER)
    painted(page)
    page.get_by_role("button", name="Set kernel_size 4, padding 1").click()
    expect(page.locator(".c3-headline")).to_contain_text("even on all axes")
    expect(page.locator(".st-key-output-shape")).to_have_text("(1, 1, 8, 8, 8)")
    expect(page).to_have_url(re.compile("k_d=4"))  # written a moment after the picture
    page.go_back()
    expect(page.locator(".c3-headline")).to_contain_text("uneven on D, H and W")


def test_the_keys_of_the_views_turn_the_counts(server: str, page: Page) -> None:
    page.goto(server + LAYER)
    painted(page)
    page.locator(".c3-scene").focus()
    for key, direction in (("2", (0, -1)), ("4", (1, 0)), ("Home", (0.8, -1.8))):
        page.keyboard.press(key)
        page.wait_for_function(
            """([x, y]) => { const { eye } = document.querySelector('.c3-gd')._fullLayout.scene._scene.getCamera();
            const far = Math.hypot(eye.x, eye.y); return Math.hypot(eye.x / far - x, eye.y / far - y) < 0.01; }""",
            arg=[part / hypot(*direction) for part in direction],
        )


@pytest.mark.parametrize("leaves", [False, True])
def test_the_picture_fills_its_room_when_presenting_begins_and_ends(leaves: bool, server: str, page: Page) -> None:
    # At this width the room has a phone's picture beside the panel, and a wide one without it.
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{server}{LAYER}{'&present=on' if leaves else ''}")
    painted(page)
    before = page.locator(".c3-stage").bounding_box()
    page.keyboard.press("Escape") if leaves else page.get_by_role("button", name="Present").click()
    page.wait_for_function(
        """before => { const [stage, canvas] = ['.c3-stage', '.c3-gd canvas'].map(name =>
            document.querySelector(name).getBoundingClientRect());
        return Math.abs(stage.width - before) > 100 && Math.abs(stage.width - canvas.width) < 1; }""",
        arg=before and before["width"],
    )


def test_nothing_is_cut_off_on_a_phone(server: str, open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page.goto(server + LAYER)
    painted(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    for selector in (".c3-product", ".c3-bars", ".c3-try", ".c3-gallery"):
        box = page.locator(selector).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390, selector
    assert page.evaluate(PLACE, ["counts", "0,0,0"])[0] > 0
