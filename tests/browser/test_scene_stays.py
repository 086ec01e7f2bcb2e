"""What must not happen in a 3-D scene: traffic for a glance, a camera that moves by itself, contexts that pile up."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, WebSocket, expect

from pages._shared import examples, link
from tests.browser.conftest import OpenPage
from tests.browser.scene import CAMERA, PLACE, hover, painted, turn

LAYER = "in_d=3&in_h=4&in_w=4&" + "&".join(f"{n}_{a}={v}" for n, v in (("s", 2), ("pf", 1), ("pb", 1)) for a in "dhw")
SCATTER = f"/scatter-3d?{LAYER}&n=1&cin=1&cout=1&v_d=1&v_h=1&v_w=3"
EXAMPLE = "/" + link.href("scatter-3d", **examples.LAYERS["shell.ex_scatter"])
OVERLAP = f"/overlap-map?{LAYER}&n=1&cin=1&cout=1"

# A stretch of twenty changes: sizes grow and shrink, contributions come and go, voxels are cropped and brought back.
CHANGES = (
    ("stride W", 3), ("input size D", 5), ("kernel_size H", 2), ("padding front D", 0), ("dilation W", 2),
    ("stride D", 1), ("kernel_size W", 4), ("input size H", 2), ("padding front W", 3), ("stride H", 4),
    ("output_padding H", 1), ("dilation D", 3), ("input size W", 9), ("kernel_size D", 1), ("padding front H", 0),
    ("stride W", 1), ("output_padding H", 0), ("dilation D", 1), ("kernel_size D", 5), ("input size D", 2),
)  # fmt: skip
# Every canvas that was given a WebGL context, and how many of these contexts the browser still keeps.
COUNT_CONTEXTS = """window.contexts = new Set(); const get = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) { const made = get.call(this, kind, ...more);
        if (made && /webgl/.test(kind)) window.contexts.add(made); return made; };
    window.liveContexts = () => [...window.contexts].filter(made => !made.isContextLost()).length;"""


@pytest.mark.parametrize(("address", "names"), [(SCATTER, ("footprint", "ghosts", "inputs")), (OVERLAP, ("counts",))])
def test_pointing_at_many_cubes_sends_and_brings_nothing(
    server: str, page: Page, address: str, names: tuple[str, ...]
) -> None:
    frames: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda _: frames.append("sent"))
        socket.on("framereceived", lambda _: frames.append("received"))

    page.on("websocket", listen)
    page.goto(server + address)
    rev = painted(page)
    page.wait_for_timeout(1000)  # the last words of the run that drew it
    assert frames  # or nobody listens
    frames.clear()
    said = set()
    for name in names:
        voxels = page.evaluate(f"document.querySelector('.c3-scene').__view.marks.{name}.map(m => String(m.voxel))")
        for voxel in voxels[:: max(1, len(voxels) // 6)]:
            x, y = page.evaluate(PLACE, [name, voxel])
            page.mouse.move(x - 2, y - 2)
            page.mouse.move(x, y, steps=3)
            page.wait_for_timeout(150)
            said.add(page.locator(".c3-line").inner_text())
    assert len(said) >= 4  # the pointer met cubes, and each was named
    assert frames == []
    assert page.locator(".c3-scene").get_attribute("data-rev") == rev


def test_the_camera_is_bit_equal_through_twenty_changes(server: str, page: Page) -> None:
    page.goto(server + SCATTER)
    rev = painted(page)
    start = page.evaluate(CAMERA)
    camera = turn(page)  # a drag, then the wheel
    assert camera != start
    seen = []
    for label, value in CHANGES:
        page.get_by_label(label, exact=True).fill(str(value))
        page.keyboard.press("Enter")
        rev = painted(page, rev)
        seen.append(page.evaluate(CAMERA))
    assert seen == [camera] * 20
    page.wait_for_timeout(1000)
    assert page.evaluate(CAMERA) == camera


def test_a_number_sends_the_page_and_leaves_the_panel_alone(server: str, page: Page) -> None:
    received: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    page.goto(server + EXAMPLE)
    rev = painted(page)
    expect(page.get_by_role("combobox", name="Examples")).to_have_value("27 taps, 9 cropped")
    received.clear()
    change(page, "stride W", 3)  # the layer was an example of the menu, and is none any more: its menu follows
    rev = painted(page, rev)
    expect(page.get_by_test_id("stSidebar")).to_contain_text("Examples")
    page.wait_for_timeout(1000)
    there = len(received)
    received.clear()
    change(page, "stride W", 2)
    painted(page, rev)
    page.wait_for_timeout(1000)
    back = len(received)
    page.get_by_test_id("stSidebar").get_by_text("channels 1 → 1").click()
    received.clear()
    change(page, "in_channels", 2)  # the panel's own words change
    expect(page.get_by_test_id("stSidebar")).to_contain_text("channels 2 → 1")
    page.wait_for_timeout(1000)
    assert 20 < min(there, back) <= max(there, back) < 60 < len(received)


def change(page: Page, label: str, value: int) -> None:
    page.get_by_label(label, exact=True).fill(str(value))
    page.keyboard.press("Enter")


def test_pages_back_and_forth_never_keep_more_than_four_contexts(server: str, page: Page) -> None:
    page.add_init_script(COUNT_CONTEXTS)
    page.goto(server + SCATTER)
    painted(page)
    live = [page.evaluate("liveContexts()")]
    assert live[0] >= 1  # or the count sees nothing
    for _ in range(3):
        for name in ("Overlap", "3-D scatter", "Shape", "3-D scatter"):
            page.get_by_role("link", name=name).click()
            if name == "Shape":
                expect(page.locator(".st-key-formula")).to_be_visible()
                expect(page.locator(".c3-scene")).to_have_count(0)
            else:
                expect(page.locator(".st-key-histogram" if name == "Overlap" else ".st-key-kernel-key")).to_be_visible()
                painted(page)
            live.append(page.evaluate("liveContexts()"))
    assert page.evaluate("contexts.size") > 4  # scenes were made and thrown away
    assert max(live) <= 4, live


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_what_is_said_moves_nothing_below(server: str, open_page: OpenPage, locale: str) -> None:
    page = open_page(locale=locale)
    page.goto(f"{server}/guided-lessons?lesson=voxel&step=1")
    painted(page)
    button = page.locator(".st-key-lesson-next button")
    place = button.bounding_box()
    hover(page, "inputs", "0,0,0", "x[0,0,0]")
    assert button.bounding_box() == place
    hover(page, "footprint", "0,0,2", "y[0,0,2]")
    assert button.bounding_box() == place


def test_the_selected_voxel_invites_to_nothing(server: str, page: Page) -> None:
    page.goto(f"{server}/scatter-3d?in_d=3&in_h=3&in_w=3&n=1&cin=1&cout=1")
    rev = painted(page)
    hover(page, "inputs", "0,0,2", "x[0,0,2] click to select")
    page.mouse.down()
    page.mouse.up()
    painted(page, rev)
    expect(page.locator(".c3-line")).to_have_text("x[0,0,2] selected")
