"""Climbing from the line to the volume: one selection, one camera."""

import re

from playwright.sync_api import Page, expect

from tests.browser.scene import CAMERA, click, painted, turn

LAYER = "/scatter-3d?link=on&in_d=4&s_d=2&pf_d=1&pb_d=1&n=1&cin=1&cout=1&v_d=1&v_h=2&v_w=3"


def press(page: Page, rung: str) -> None:
    page.get_by_role("radio", name=rung, exact=True).click()


def test_the_selection_and_the_camera_climb_along(server: str, page: Page) -> None:
    page.goto(f"{server}{LAYER}&view=1d")
    rev = painted(page)
    camera = turn(page)
    expect(page.locator(".c3-headline")).to_contain_text("x[0,0,3] writes 2 output voxels")
    press(page, "2-D")
    rev = painted(page, rev)
    expect(page.locator(".c3-headline")).to_contain_text("x[0,2,3] writes 6 output voxels")
    click(page, "inputs", "0,1,0", "x[0,1,0]")  # changes H and W, and leaves D alone
    rev = painted(page, rev)
    press(page, "3-D")
    painted(page, rev)
    expect(page.locator(".c3-headline")).to_contain_text("x[1,1,0]")
    assert page.evaluate(CAMERA) == camera
    # The address follows a moment later; the 3-D view is the default, which no link names.
    page.wait_for_url(re.compile(r"^(?!.*view=).*v_d=1&v_h=1"))


def test_pointing_at_a_tap_lights_it_in_the_grids(server: str, page: Page) -> None:
    page.goto(f"{server}{LAYER}&view=2d")
    painted(page)
    page.locator(".c3-plane [data-tap='4']").first.hover()
    expect(page.locator(".c3-line")).to_contain_text("tap 4")
    for cell in page.locator(".c3-plane [data-tap='4']").all():
        assert cell.evaluate("cell => getComputedStyle(cell).outlineStyle") == "solid"
