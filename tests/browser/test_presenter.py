"""Presenter mode in Chromium: what is hidden, what fits, keys, the way out, the QR code; and the link's camera."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import segno
from playwright.sync_api import Page, expect

from tests.browser.scene import CAMERA, PLACE, eye, hover, painted, turn

OpenPage = Callable[..., Page]

LAYER = "in_d=3&in_h=4&in_w=4&" + "&".join(f"{n}_{a}={v}" for n, v in (("s", 2), ("pf", 1), ("pb", 1)) for a in "dhw")
SCATTER = f"/scatter-3d?{LAYER}&n=1&cin=1&cout=1&v_d=1&v_h=1&v_w=3"
PAGES = (
    SCATTER, f"{SCATTER}&sel=output", "/?s_d=2&s_h=2&s_w=2", f"/overlap-map?{LAYER}&n=1&cin=1&cout=1",
    f"/four-pictures?{LAYER}", "/framework-lens?s_d=2", "/decoder-doctor?n=1",
    "/guided-lessons?lesson=exercises&seed=3",
)  # fmt: skip
ONE_VIEW = PAGES[:4]
FOOT, LEAVE = ".c3-foot", ".c3-foot .leave"
# How much more there is than the window shows: down, and to the right.
BEYOND = """() => { const main = document.querySelector('[data-testid=stMain]');
    return [main.scrollHeight - main.clientHeight, main.scrollWidth - main.clientWidth]; }"""
# A lesson's buttons, and what was pressed.
LESSON = """names => { window.pressed = []; for (const name of names) {
    const box = Object.assign(document.createElement('div'), { className: `st-key-lesson-${name}` });
    box.innerHTML = `<button>${name}</button>`; box.firstChild.onclick = () => pressed.push(name);
    document.querySelector('[data-testid=stMainBlockContainer]').append(box); } }"""
# The modules of the drawn code, each read in its middle.
MODULES = """async n => { const svg = document.querySelector('.c3-foot ~ dialog svg').cloneNode(true);
    svg.setAttribute('width', n * 8); svg.setAttribute('height', n * 8);
    svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    const image = new Image(); image.src = 'data:image/svg+xml,' + encodeURIComponent(svg.outerHTML);
    await image.decode();
    const pen = Object.assign(document.createElement('canvas'), { width: n * 8, height: n * 8 }).getContext('2d');
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, n * 8, n * 8);
    const dark = (r, c) => Number(data[4 * ((8 * r + 4) * 8 * n + 8 * c + 4)] < 128);
    return Array.from({ length: n }, (_, r) => Array.from({ length: n }, (_, c) => dark(r, c))); }"""


def present(page: Page, address: str) -> None:
    page.goto(f"{address}&present=on")
    expect(page.locator(LEAVE)).to_have_text(re.compile("leave|退出"))  # its script is there
    if "scatter" in address or "overlap" in address:
        painted(page)


def expect_gone(page: Page) -> None:
    expect(page.locator(FOOT)).to_have_count(0)
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    page.wait_for_url(lambda url: "present=" not in url)


# --- the look -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("locale", "scheme"), [("en-US", "light"), ("zh-CN", "dark")])
def test_no_frame_and_nothing_beyond_the_screen(
    address: str, locale: str, scheme: str, server: str, open_page: OpenPage
) -> None:
    page = open_page(locale=locale, color_scheme=scheme)
    present(page, server + address)
    page.wait_for_timeout(500)
    for part in ("stHeader", "stSidebar"):
        expect(page.get_by_test_id(part)).to_be_hidden()
    down, right = page.evaluate(BEYOND)
    assert right == 0
    assert down == 0 or address not in ONE_VIEW
    assert page.locator(LEAVE).inner_text().split() == ["Esc", "leave" if locale == "en-US" else "退出"]


def test_type_is_large_and_the_indices_too(server: str, page: Page) -> None:
    present(page, server + SCATTER)
    sizes = page.evaluate("""() => Object.fromEntries([['.c3-headline', 24], ['.c3-sum', 18], ['.c3-lit text', 18]].map(
        ([part, least]) => { const e = document.querySelector(part); return [part,
            parseFloat(getComputedStyle(e).fontSize) * e.currentCSSZoom - least]; }))""")
    assert all(more > -0.01 for more in sizes.values()), sizes


def test_the_pointer_meets_what_it_points_at(server: str, page: Page) -> None:
    present(page, server + SCATTER)
    x, y = page.evaluate(PLACE, ["inputs", "0,0,0"])
    page.mouse.click(x, y)
    expect(page.locator(".c3-headline")).to_contain_text("x[0,0,0]")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900), (1920, 1080)])
def test_other_screens_have_the_way_out(width: int, height: int, server: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": width, "height": height})
    present(page, server + SCATTER)
    box = page.locator(LEAVE).bounding_box()
    assert box
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height
    assert page.evaluate(BEYOND)[1] == 0
    page.locator(LEAVE).click()
    expect(page.locator(FOOT)).to_have_count(0)


# --- in and out ---------------------------------------------------------------------------------------------------


def test_in_by_the_button_and_out_by_escape_keeps_all_else(server: str, page: Page) -> None:
    page.goto(server + SCATTER)
    rev = painted(page)
    turn(page)
    camera = page.evaluate(CAMERA)
    page.get_by_role("button", name="Present").click()
    expect(page.locator(LEAVE)).to_be_visible()
    page.wait_for_url("**present=on")
    page.keyboard.press("Escape")
    expect_gone(page)
    assert page.evaluate(CAMERA) == camera
    assert painted(page) == rev
    expect(page.locator(".c3-headline")).to_contain_text("x[1,1,3]")
    page.go_back()
    expect(page.locator(LEAVE)).to_be_visible()


def test_escape_first_clears_what_is_marked_or_open(server: str, page: Page) -> None:
    present(page, f"{server}{SCATTER}&tap=3")
    page.locator(".c3-scene").focus()
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "tap=" not in url)
    expect(page.locator(LEAVE)).to_be_visible()
    page.locator(".c3-foot .qr").click()
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(LEAVE)).to_be_visible()
    page.locator(".c3-scene").focus()
    page.keyboard.press("Escape")
    expect_gone(page)


# --- keys ---------------------------------------------------------------------------------------------------------


def test_what_the_pointer_meets_is_said_also_in_a_lesson(server: str, page: Page) -> None:
    present(page, f"{server}/guided-lessons?lesson=voxel&step=1")
    painted(page)
    hover(page, "footprint", "0,0,2", "tap 2")
    line, foot = (page.locator(part).bounding_box() for part in (".c3-line", ".st-key-lesson-foot"))
    assert line
    assert foot
    assert line["height"] > 10
    assert line["y"] + line["height"] <= foot["y"]


def test_keys_press_a_lessons_buttons(server: str, page: Page) -> None:
    present(page, f"{server}/guided-lessons?lesson=exercises&seed=3")
    page.evaluate(LESSON, ["next", "back", "answer-1", "answer-2"])
    for key in ("Space", "ArrowRight", "PageDown", "ArrowLeft", "PageUp", "1", "2", "3", "x", "Control+1"):
        page.keyboard.press(key)
    assert page.evaluate("pressed") == ["next", "next", "next", "back", "back", "answer-1", "answer-2"]


def test_keys_are_not_stolen(server: str, page: Page) -> None:
    present(page, f"{server}/guided-lessons?lesson=exercises&seed=3")
    page.evaluate(LESSON, ["next", "back", "answer-1"])
    field = page.get_by_role("textbox").first
    field.click()
    for key in ("1", "Space", "2", "ArrowLeft", "Escape"):
        page.keyboard.press(key)
    expect(field).to_have_value("1 2")
    expect(page.locator(LEAVE)).to_be_visible()
    assert page.evaluate("pressed") == []
    page.locator(".st-key-lesson-back button").focus()
    page.keyboard.press("Space")  # the focused button's
    page.keyboard.press("ArrowRight")  # which has no use for it
    page.keyboard.press("1")
    assert page.evaluate("pressed") == ["back", "next", "answer-1"]


def test_a_lesson_takes_keys_from_a_scene_that_was_only_clicked(server: str, page: Page) -> None:
    present(page, server + SCATTER)
    page.evaluate(LESSON, ["next", "answer-1"])
    turn(page)
    page.keyboard.press("Space")
    page.keyboard.press("1")
    assert page.evaluate("pressed") == ["next", "answer-1"]
    expect(page.locator(".c3-play")).to_have_attribute("data-state", "off")
    page.locator(".c3-scene").evaluate("scene => { scene.blur(); scene.classList.remove('pointed'); scene.focus(); }")
    page.keyboard.press("Space")  # whoever went there with Tab plays
    expect(page.locator(".c3-play")).not_to_have_attribute("data-state", "off")
    assert page.evaluate("pressed") == ["next", "answer-1"]


def test_without_focus_the_keys_are_the_scenes(server: str, page: Page) -> None:
    present(page, server + SCATTER)
    before = page.evaluate(CAMERA)
    page.keyboard.press("2")
    page.wait_for_function(f"before => ({CAMERA})() !== before", arg=before)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".c3-headline")).to_contain_text("x[1,1,2]")
    page.keyboard.press("Space")
    expect(page.locator(".c3-play")).not_to_have_attribute("data-state", "off")


def test_outside_presenter_mode_the_keys_mean_nothing(server: str, page: Page) -> None:
    present(page, f"{server}/guided-lessons?lesson=exercises&seed=3")
    page.keyboard.press("Escape")
    expect_gone(page)
    page.evaluate(LESSON, ["next", "answer-1"])
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    assert page.evaluate("pressed") == []


# --- the code -----------------------------------------------------------------------------------------------------


def test_the_code_is_the_address(server: str, open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    present(page, server + SCATTER)
    page.locator(".c3-foot .qr").click()
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("svg")).to_be_visible()
    text = dialog.locator("figure").get_attribute("data-text")
    assert text == page.evaluate("location.href").replace("&present=on", "")
    assert "present" not in text
    code = segno.make(text, micro=False)
    matrix = [[int(dark) for dark in row] for row in code.matrix_iter(border=4)]
    assert page.evaluate(MODULES, len(matrix)) == matrix
    expect(dialog).to_contain_text("This address works on this machine alone")
    dialog.get_by_role("button", name="Copy link").click()
    assert page.evaluate("navigator.clipboard.readText()") == text
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_the_code_follows_the_address_at_once(server: str, page: Page) -> None:
    page.goto(server + SCATTER)
    seen, shown = painted(page), []
    for stride in (3, 2):
        page.get_by_label("stride W", exact=True).fill(str(stride))
        page.keyboard.press("Enter")
        seen = painted(page, seen)
        page.get_by_role("button", name="QR code").click()
        dialog = page.locator("dialog[open]")
        shown.append(dialog.locator("figure").get_attribute("data-text"))
        assert shown[-1] == page.evaluate("location.href")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        page.get_by_role("button", name="QR code").click()  # the same again needs no answer
        expect(dialog.locator("svg")).to_be_visible()
        dialog.get_by_role("button", name="Close").click()
    assert ["s_w=3" in text for text in shown] == [True, False]


def test_a_class_without_a_clipboard_copies_all_the_same(server: str, page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    present(page, f"{server}/?s_d=2")
    page.evaluate("document.addEventListener('copy', () => { window.copied = document.activeElement.value; })")
    page.locator(".c3-foot .qr").click()
    page.locator("dialog[open]").get_by_role("button", name="Copy link").click()
    page.wait_for_function("window.copied && `${window.copied}&present=on` === location.href")


# --- camera -------------------------------------------------------------------------------------------------------


def directions(camera: str) -> list[float]:
    return [round(v, 6) for v in eye(camera)[:3]]


@pytest.mark.parametrize(("cam", "looks"), [("front", [0, -14, 0]), ("side", [14, 0, 0])])
def test_the_link_says_where_the_scene_is_seen_from(cam: str, looks: list[float], server: str, page: Page) -> None:
    page.goto(f"{server}{SCATTER}&cam={cam}")
    painted(page)
    assert directions(page.evaluate(CAMERA)) == looks


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_changed_camera_turns_the_scene_and_nothing_else_does(motion: Any, server: str, open_page: OpenPage) -> None:
    page = open_page(reduced_motion=motion)
    page.goto(server + SCATTER)
    rev = painted(page)
    first = turn(page)
    go(page, "front")
    page.wait_for_function(f"() => Math.abs(JSON.parse(({CAMERA})())[0].eye.y + 14) < 1e-6")
    page.wait_for_timeout(600)
    front = page.evaluate(CAMERA)
    assert json.loads(front)[1] == json.loads(first)[1]  # the reader's zoom
    rev = change(page, rev, 3)
    assert page.evaluate(CAMERA) == front
    turned = turn(page)
    assert turned != front
    rev = change(page, rev, 1)
    assert page.evaluate(CAMERA) == turned
    go(page, "corner")
    page.wait_for_function(f"() => Math.abs(JSON.parse(({CAMERA})())[0].eye.z) > 1")


def change(page: Page, rev: str, stride: int) -> str:
    page.get_by_label("stride W", exact=True).fill(str(stride))
    page.keyboard.press("Enter")
    return painted(page, rev)


def go(page: Page, cam: str) -> None:
    """Change `cam` as Back does: the address, and the page is told."""
    page.evaluate(
        """cam => { const url = new URL(location.href), { state } = history;
        cam === 'corner' ? url.searchParams.delete('cam') : url.searchParams.set('cam', cam);
        history.replaceState(state, '', url); dispatchEvent(new PopStateEvent('popstate', { state })); }""",
        cam,
    )
