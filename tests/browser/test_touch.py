"""The 3-D scene under fingers: the page scrolls past it, it turns where that is meant, and there is a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.scene import CAMERA, PLACE, eye, painted

LESSON = "/guided-lessons?lesson=voxel&step=6"
Point = tuple[float, float]
Move = Callable[[float], Sequence[Point]]


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    return open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2)


def swipe(page: Page, move: Move, steps: int = 12) -> None:
    """Put fingers down, move them, lift them. `move`: from the share of the way, 0 to 1, to where they are."""
    session: CDPSession = page.context.new_cdp_session(page)

    def send(kind: str, points: Sequence[Point]) -> None:
        touched = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    send("touchStart", move(0))
    for step in range(1, steps + 1):
        send("touchMove", move(step / steps))
        page.wait_for_timeout(20)
    send("touchEnd", [])
    page.wait_for_timeout(600)  # the page glides on, and the scene settles


def middle(page: Page) -> Point:
    """Scroll the scene to the middle of the window, and return where its middle is."""
    page.locator(".c3-stage").evaluate("e => e.scrollIntoView({ block: 'center' })")
    box = page.locator(".c3-stage").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def scrolled(page: Page) -> float:
    return float(page.get_by_test_id("stMain").evaluate("e => e.scrollTop"))


def straight(start: Point, across: float, along: float) -> Move:
    return lambda share: [(start[0] + across * share, start[1] + along * share)]


@pytest.mark.parametrize("across", [0, 60])
def test_a_finger_up_or_down_scrolls_the_page_and_leaves_the_scene(server: str, phone: Page, across: float) -> None:
    phone.goto(server + LESSON)
    painted(phone)
    start, camera = middle(phone), phone.evaluate(CAMERA)
    before = scrolled(phone)
    swipe(phone, straight(start, across, 150))
    assert before - scrolled(phone) > 100
    assert phone.evaluate(CAMERA) == camera


def test_a_finger_sideways_turns_the_scene_and_the_button_brings_it_back(server: str, phone: Page) -> None:
    phone.goto(server + LESSON)
    painted(phone)
    start, camera = middle(phone), phone.evaluate(CAMERA)
    before = scrolled(phone)
    swipe(phone, straight(start, 90, 25))
    turned = phone.evaluate(CAMERA)
    assert scrolled(phone) == before
    assert eye(turned)[2] == pytest.approx(eye(camera)[2])  # as high as before
    assert abs(eye(turned)[0] - eye(camera)[0]) > 1
    button = phone.locator(".c3-home")
    assert button.get_attribute("aria-label") == "First view again"
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    button.tap()
    assert eye(phone.evaluate(CAMERA)) == pytest.approx(eye(camera))


def test_two_fingers_turn_and_zoom_and_select_nothing(server: str, phone: Page) -> None:
    phone.goto(server + LESSON)
    rev = painted(phone)
    (x, y), camera = middle(phone), phone.evaluate(CAMERA)
    before = scrolled(phone)
    swipe(phone, lambda share: [(x, y), (x + 60 + 60 * share, y + 40 * share)])
    turned = phone.evaluate(CAMERA)
    assert scrolled(phone) == before
    assert eye(turned)[9] == pytest.approx(2.1 * eye(camera)[9], rel=0.05)  # the square root of 120² + 40², over 60
    assert eye(turned)[2] > eye(camera)[2] + 0.5
    assert painted(phone) == rev
    phone.locator(".c3-home").press("Space")  # a tablet may have keys, and Space plays elsewhere in the scene
    assert eye(phone.evaluate(CAMERA)) == pytest.approx(eye(camera))
    expect(phone.locator(".c3-play")).to_have_attribute("data-state", "off")


def test_a_tap_selects_after_a_turn(server: str, phone: Page) -> None:
    phone.goto(server + LESSON)
    rev = painted(phone)
    swipe(phone, straight(middle(phone), 40, 0))
    camera = phone.evaluate(CAMERA)
    phone.touchscreen.tap(*phone.evaluate(PLACE, ["inputs", "0,0,0"]))
    painted(phone, rev)
    assert phone.evaluate("String(document.querySelector('.c3-scene').__view.data.voxel)") == "0,0,0"
    assert phone.evaluate(CAMERA) == camera


def test_a_mouse_needs_no_button(server: str, page: Page) -> None:
    page.goto(server + LESSON)
    painted(page)
    expect(page.locator(".c3-home")).to_be_hidden()
