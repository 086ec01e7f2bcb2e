"""The 3-D scene in Chromium: pick, light, keys, camera, no WebGL, phone."""

import json
import re
from collections.abc import Callable
from itertools import combinations
from math import dist
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.scene import CAMERA, PLACE, click, eye, hover, painted, turn

OpenPage = Callable[..., Page]

#: The layer of the design's picture: 3x4x4, kernel 3, stride 2, padding 1.
LAYER = "cin=1&cout=1&in_d=3&in_h=4&in_w=4&"
LAYER += "&".join(f"{n}_{a}={v}" for n, v in (("s", 2), ("pf", 1), ("pb", 1)) for a in "dhw")
PICTURE = f"/scatter-3d?{LAYER}&v_d=1&v_h=1&v_w=3"
RUNS_OF_LATIN = """() => { const copy = document.querySelector('[data-testid=stMain]').cloneNode(true);
    copy.querySelectorAll('code, pre, style, script').forEach(e => e.remove());
    return copy.textContent.match(/[A-Za-z]+(?:\\s+[A-Za-z]+){3}/g); }"""


def test_cold_deep_link(fresh_server: Callable[[], str], page: Page) -> None:
    page.goto(f"{fresh_server()}/scatter-3d?s_d=2")
    painted(page)
    assert page.get_by_role("dialog").count() == 0
    expect(page.locator(".st-key-output-shape")).to_have_text("(2, 6, 17, 10, 10)")
    expect(page.locator(".c3-headline")).to_have_text(
        "Input x[0,0,0] writes 27 output voxels; none of its 27 taps is cropped."
    )
    assert page.locator(".c3-scene").get_attribute("aria-label") == page.locator(".c3-headline").inner_text()


def test_a_click_selects_and_the_link_follows(server: str, page: Page) -> None:
    page.goto(server + PICTURE)
    rev = painted(page)
    click(page, "footprint", "1,3,5", "y[1,3,5]")
    rev = painted(page, rev)
    expect(page.locator(".c3-headline")).to_have_text("Output y[1,3,5] is the sum of 8 contributions.")
    page.wait_for_url(re.compile("v_h=3&v_w=5.*sel=output|sel=output.*v_h=3&v_w=5"))
    click(page, "inputs", "0,0,0", "x[0,0,0]")
    painted(page, rev)
    expect(page.locator(".c3-headline")).to_contain_text("x[0,0,0]")
    page.wait_for_url(lambda url: not re.search("v_[dhw]|sel=", url))  # the defaults drop out
    page.reload()
    painted(page)
    expect(page.locator(".c3-headline")).to_contain_text("x[0,0,0]")


def test_a_drag_selects_nothing(server: str, page: Page) -> None:
    page.goto(server + PICTURE)
    rev = painted(page)
    hover(page, "inputs", "0,0,0", "x[0,0,0]")
    x, y = page.evaluate(PLACE, ["inputs", "0,0,0"])
    page.mouse.down()
    page.mouse.move(x + 12, y + 8, steps=4)
    page.mouse.up()
    page.wait_for_timeout(800)
    assert page.locator(".c3-scene").get_attribute("data-rev") == rev


def test_the_camera_stays(server: str, page: Page) -> None:
    page.goto(server + PICTURE)
    rev = painted(page)
    start = page.evaluate(CAMERA)
    camera = turn(page)
    assert camera != start
    for label, value in (("stride W", "3"), ("input size D", "5"), ("kernel_size H", "2"), ("padding front D", "0")):
        page.get_by_label(label, exact=True).fill(value)
        page.keyboard.press("Enter")
        rev = painted(page, rev)
        assert page.evaluate(CAMERA) == camera
    page.keyboard.press("Escape")
    page.locator(".c3-scene").focus()
    page.keyboard.press("ArrowLeft")
    painted(page, rev)
    assert page.evaluate(CAMERA) == camera
    page.keyboard.press("Home")
    page.wait_for_function(f"zoom => JSON.parse(({CAMERA})())[1].x === zoom", arg=json.loads(start)[1]["x"])
    assert eye(page.evaluate(CAMERA)) == pytest.approx(eye(start))


def test_the_camera_survives_other_pages_and_contexts_do_not_pile_up(server: str, page: Page) -> None:
    page.add_init_script("""window.contexts = []; const get = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) { const made = get.call(this, kind, ...more);
        if (kind === 'webgl' && made && !window.contexts.includes(made)) window.contexts.push(made); return made; };""")
    page.goto(server + PICTURE)
    painted(page)
    camera = turn(page)
    for _ in range(2):
        page.get_by_role("link", name="Shape").click()
        expect(page.locator(".st-key-formula")).to_be_visible()
        assert page.evaluate("window.contexts.filter(c => !c.isContextLost()).length") == 0
        page.get_by_role("link", name="3-D scatter").click()
        painted(page)
        assert eye(page.evaluate(CAMERA)) == pytest.approx(eye(camera), rel=1e-12)
    assert "v_w=3" in page.url


def test_light_needs_no_server(server: str, page: Page) -> None:
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(1)))
    page.goto(server + PICTURE)
    painted(page)
    page.wait_for_timeout(500)
    before = len(sent)
    hover(page, "footprint", "1,3,5", "tap 6 = (0, 2, 0)")
    outline = "e => getComputedStyle(e).outlineStyle"
    key, row = page.locator(".c3-key [data-tap='6']"), page.locator("tr[data-tap='6']")
    assert key.evaluate(outline) == row.evaluate(outline) == "solid"
    assert page.locator(".c3-lit .edge").count() == 1
    key13 = page.locator(".c3-key [data-tap='13']")
    key13.hover()
    expect(page.locator(".c3-line")).to_contain_text("tap 13 = (1, 1, 1)")
    assert key13.evaluate(outline) == page.locator("tr[data-tap='13']").evaluate(outline) == "solid"
    assert key.evaluate(outline) == "none"
    page.locator("tr[data-tap='2']").hover()
    expect(page.locator(".c3-line")).to_contain_text("W 7 > 6: cropped")
    assert page.locator(".c3-lit .edge").count() == 1
    assert len(sent) == before


def test_keys(server: str, page: Page) -> None:
    page.goto(server + PICTURE)
    rev = painted(page)
    page.locator(".c3-scene").focus()
    for key in ("ArrowLeft", "ArrowDown", "PageDown", "PageDown", "PageDown"):
        page.keyboard.press(key)
    expect(page.locator(".c3-headline")).to_contain_text("x[2,2,2]")  # the edge holds
    rev = painted(page, rev)
    page.keyboard.press(".")
    page.keyboard.press(".")
    expect(page.locator(".c3-line")).to_contain_text("tap 1 = (0, 0, 1)")
    page.wait_for_url(re.compile("tap=1"))
    page.keyboard.press("g")
    rev = painted(page, rev)
    expect(page.locator(".c3-headline")).to_contain_text("y[3,3,4]")
    page.keyboard.press("g")
    painted(page, rev)
    expect(page.locator(".c3-headline")).to_contain_text("x[2,2,2]")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "tap" not in url)
    corner = page.evaluate(CAMERA)
    page.keyboard.press("2")
    page.wait_for_function(f"corner => ({CAMERA})() !== corner", arg=corner)


def test_the_newest_of_fast_changes_wins(server: str, page: Page) -> None:
    page.goto(server + PICTURE)
    painted(page)
    field = page.get_by_label("stride W", exact=True)
    for value in ("3", "1", "2", "4"):
        field.fill(value)
        page.keyboard.press("Enter")
    expect(page.locator(".c3-sum")).to_contain_text("W 3·4 + k − 1 = 11…13")
    page.wait_for_function("""() => { const { data, host } = document.querySelector('.c3-scene').__view;
        return host.dataset.rev === data.rev && String(data.size.output) === '5,7,13'; }""")
    words = page.locator(".c3-lit text").all_text_contents()
    assert "output 5 × 7 × 13" in words


def test_an_invalid_layer_is_explained_and_comes_back(server: str, page: Page) -> None:
    page.goto(server + PICTURE)
    painted(page)
    camera = turn(page)
    page.get_by_label("stride D", exact=True).fill("0")
    page.keyboard.press("Enter")
    expect(page.get_by_text("There is nothing to draw")).to_be_visible()
    expect(page.locator(".st-key-scene")).to_have_count(1)  # the last picture goes a moment after the words have come
    expect(page.locator(".st-key-scene")).to_have_text(
        "There is nothing to draw with these numbers. The cause is above."
    )
    expect(page.locator(".st-key-diagnostics")).to_contain_text("stride-not-positive")
    expect(page.locator(".st-key-output-shape")).to_have_text("—")
    assert page.locator("[data-testid=stException]").count() == 0
    page.get_by_label("stride D", exact=True).fill("1")
    page.keyboard.press("Enter")
    painted(page)
    assert eye(page.evaluate(CAMERA)) == pytest.approx(eye(camera), rel=1e-12)


def test_a_voxel_outside_is_said_and_one_click_leads_back(server: str, page: Page) -> None:
    page.goto(f"{server}/scatter-3d?{LAYER}&v_d=9")
    rev = painted(page)
    expect(page.locator(".c3-headline")).to_contain_text("The input has no voxel x[9,0,0]: D 9 > 2.")
    click(page, "inputs", "0,3,0", "x[0,3,0]")
    painted(page, rev)
    expect(page.locator(".c3-headline")).to_contain_text("x[0,3,0]")


@pytest.mark.parametrize("more", ["", "&sel=output", "&v_d=9", "&s_d=0"])
def test_chinese(server: str, open_page: OpenPage, more: str) -> None:
    page = open_page(locale="zh-CN")
    page.goto(server + PICTURE + more)
    if "s_d=0" in more:
        expect(page.get_by_text("这组参数画不出图。")).to_be_visible()
    else:
        painted(page)
    assert page.evaluate(RUNS_OF_LATIN) is None


@pytest.mark.parametrize("cam", ["front", "top", "side"])
def test_no_two_words_lie_on_each_other_where_an_axis_is_seen_end_on(cam: str, server: str, page: Page) -> None:
    page.goto(f"{server}/scatter-3d?cam={cam}")
    painted(page)
    boxes = page.evaluate(
        """[...document.querySelectorAll('.c3-lit text')].filter(word => word.style.visibility !== 'hidden')
        .map(word => [word.textContent, Number(word.getAttribute('x')), Number(word.getAttribute('y'))])"""
    )
    assert len(boxes) > 20
    assert "0" in [text for text, *_ in boxes]
    for (one, *a), (other, *b) in combinations(boxes, 2):
        assert dist(a, b) > 6, (one, other)


def test_where_indices_are_crowded_the_first_of_them_stays(server: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{server}/scatter-3d?s_d=2&s_h=2&s_w=2")
    painted(page)
    column = page.evaluate(
        """() => { const { text } = document.querySelector('.c3-scene').__view;
        const words = text.nodes.map((node, i) => [node, text.places[i]]);
        const left = Math.min(...words.map(([, [x]]) => x));
        const seen = words.filter(([node]) => node.style.visibility !== 'hidden');
        return seen.filter(([, [x]]) => x === left).map(([node]) => node.textContent); }"""
    )
    assert column == ["0", "2", "4", "6"]


def test_without_webgl_there_are_slices(server: str, page: Page) -> None:
    page.add_init_script("""const get = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext =
        function (kind, ...more) { return /webgl/.test(kind) ? null : get.call(this, kind, ...more); };""")
    page.goto(server + PICTURE)
    painted(page)
    expect(page.locator(".c3-slices")).to_contain_text("This browser cannot draw 3-D. Slices and table show the same.")
    slices = page.locator(".c3-slice")
    assert slices.locator("caption").all_inner_texts() == ["D = 1", "D = 2", "D = 3"]
    assert slices.nth(1).locator("[data-tap]").all_inner_texts() == ["9", "10", "12", "13", "15", "16"]
    assert page.locator(".c3-table tbody tr").count() == 27
    slices.nth(1).locator("[data-tap='13']").hover()
    expect(page.locator(".c3-line")).to_contain_text("tap 13")


def test_phone(server: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2)
    page.goto(server + PICTURE)
    rev = painted(page)
    assert page.evaluate("document.querySelector('.c3-scene').__view.data.stacked")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    input_low, output_high = (page.evaluate(PLACE, pair)[1] for pair in (["inputs", "0,3,0"], ["footprint", "3,1,5"]))
    assert input_low < output_high
    x, y = page.evaluate(PLACE, ["inputs", "0,3,0"])
    page.touchscreen.tap(x, y)
    painted(page, rev)
    expect(page.locator(".c3-headline")).to_contain_text("x[0,3,0]")


@pytest.mark.parametrize(("scheme", "colour"), [("light", "#0072B2"), ("dark", "#56B4E9")])
def test_theme(server: str, open_page: OpenPage, scheme: Any, colour: str) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(server + PICTURE)
    painted(page)
    assert page.evaluate("document.querySelector('.c3-gd').data.find(t => t.name === 'input box').line.color") == colour
