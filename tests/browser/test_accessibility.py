"""WCAG 2.2 AA: what axe finds on every page, and what it cannot see: focus, motion, small text, narrow windows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import FOCUS, MOVING, READY, SIDEWAYS, SMALL, Seen, look, visit

#: The layer counts on the first six: there both a valid and a wrong one are looked at.
LAYERS = ("/", "/scatter-3d", "/overlap-map", "/run-numbers", "/four-pictures", "/framework-lens")
PATHS = (*LAYERS, "/decoder-doctor", "/guided-lessons")
WRONG = "s_d=2&os=on&os_d=19"
#: Higher than any page: axe judges no colours of what is scrolled out of sight.
WIDE, PHONE = {"width": 1280, "height": 4000}, {"width": 390, "height": 9000}
#: Parts that only some layers, links and clicks show, once each.
MORE = (
    "/?ex=dtype-mismatch&",
    "/?s_d=abc&pad=same&link=on&",
    "/?k_d=-1&s_h=0&dil_w=0&in_d=0&groups=3&",
    "/scatter-3d?sel=output&view=2d&s_h=2&s_w=2&pf_h=1&pb_h=1&tap=4&n=1&",
    "/overlap-map?s_d=4&s_h=2&",
    "/run-numbers?in_d=400&in_h=200&v_d=1&",
    "/run-numbers?data=upload&",
    "/four-pictures?in_d=90&",
    "/guided-lessons?lesson=exercises&",
    "/guided-lessons?lesson=voxel&step=3&",
    "/guided-lessons?lesson=dilation&step=5&",
)
FAULTS = '<button id="bare">&nbsp;</button><p id="pale" style="color:#bbb;background:#fff">pale</p>'
#: What the picture of a page says, in English and in Chinese.
RESULTS = {
    "/?": ("10 output voxels", "10 个输出体素"),
    "/scatter-3d?": ("writes 27 output voxels", "写入 27 个输出体素"),
    "/overlap-map?": ("is written 27 times", "被写入 27 次"),
    "/run-numbers?": ("Histogram of the output from", "输出的直方图，从"),
    "/four-pictures?": ("y[1,1,1] = −24", "y[1,1,1] = −24"),
    "/decoder-doctor?": ("35 × 35 × 10", "35 × 35 × 10"),
}
Audit = dict[tuple[str, str], Seen]


@pytest.fixture(scope="module", params=[("en", WIDE), ("zh", WIDE), ("zh", PHONE)], ids=["en", "zh", "phone"])
def audit(request: pytest.FixtureRequest, server: str, browser: Browser) -> Audit:
    """Return what there is at each address, in each theme; a page is loaded once for both."""
    lang, viewport = request.param
    context = browser.new_context(viewport=viewport, locale="en-US", reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    found: Audit = {}
    for address in [*(f"{path}?" for path in PATHS), *(f"{path}?{WRONG}&" for path in LAYERS)]:
        visit(page, f"{server}{address}lang={lang}")
        for theme in ("light", "dark") if viewport is WIDE else ("light",):
            switch(page, theme)
            found[address, theme] = look(page)
    if request.param == ("en", WIDE):
        for address in MORE:
            visit(page, f"{server}{address}")
            found[address, theme] = look(page)
        visit(page, server)
        found |= {(part, theme): look(page) for part in opened(page)}
    context.close()
    return found


def switch(page: Page, theme: str) -> None:
    """Switch what the operating system asks for; Streamlit follows."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.wait_for_function(f"getComputedStyle(document.querySelector('.stApp')).colorScheme === '{theme}'")
    page.wait_for_function(READY)


def opened(page: Page) -> Iterator[str]:
    """Open, one after the other, what the shape page holds closed; say what."""
    for summary in page.locator("details > summary").all():
        summary.click()
    expect(page.get_by_label("in_channels")).to_be_visible()
    page.wait_for_function(READY)
    page.wait_for_function("!document.getAnimations().length")  # a box that is still opening hides half of a button
    yield "expanded"
    page.get_by_role("combobox", name="Examples").click()
    expect(page.get_by_role("option").first).to_be_visible()
    yield "examples"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Main menu").click()
    expect(page.get_by_role("menuitemradio", name="Dark")).to_be_visible()
    yield "menu"


def test_axe_finds_nothing_serious(audit: Audit) -> None:
    assert len(audit) >= 12
    assert {where: seen.cut for where, seen in audit.items() if seen.cut} == {}
    assert {where: seen.serious for where, seen in audit.items() if seen.serious} == {}
    print({finding for seen in audit.values() for finding in seen.other})  # best practice is no law


def test_headings_and_title_say_where_one_is(audit: Audit) -> None:
    for where, seen in audit.items():
        levels = [level for level, _ in seen.headings]
        assert levels[0] == 1, where
        assert levels.count(1) == 1, where
        assert all(after <= before + 1 for before, after in pairwise(levels)), (where, seen.headings)
        assert seen.title == f"{seen.headings[0][1]} · conv3dt"
    assert len({seen.title for seen in audit.values()}) == len(PATHS)


def test_pictures_say_their_result(audit: Audit) -> None:
    for (address, theme), seen in audit.items():
        assert not [label for label in seen.labels if not re.search(r"\d", label)], address
        results = RESULTS.get(address)
        assert not results or any(result in seen.labels[0] for result in results), (address, theme, seen.labels)


def test_the_frame_speaks_the_language_too(audit: Audit, request: pytest.FixtureRequest) -> None:
    frame = audit["/?", "light"].frame
    assert frame[-2:] == ["en", "zh-CN"] or "phone" in request.node.name  # the two languages; a phone hides the panel
    assert frame[0] == ("主菜单" if "en" not in request.node.callspec.id else "Main menu")


def test_nothing_moves_where_less_motion_is_asked_for(audit: Audit, server: str, page: Page) -> None:
    assert {where: seen.moving for where, seen in audit.items() if seen.moving} == {}
    assert {seen.rate for (address, _), seen in audit.items() if address == "/scatter-3d?"} == {0}  # one step a second
    visit(page, f"{server}/scatter-3d")
    assert page.evaluate(MOVING) > 0  # else the rest would have seen nothing


def test_axe_sees_a_seeded_fault(server: str, page: Page) -> None:
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    visit(page, server)
    page.evaluate("html => document.querySelector('.st-key-code').insertAdjacentHTML('beforeend', html)", FAULTS)
    assert {tuple(finding[:2]) for finding in look(page).serious} == {
        ("button-name", "#bare"), ("color-contrast", "#pale"),
    }  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/?s_d=2&os=on&os_d=19", "/scatter-3d"])
def test_focus_is_seen_all_the_way_and_never_trapped(
    path: str, theme: str, server: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(color_scheme=theme, reduced_motion="reduce")
    visit(page, f"{server}{path}")
    steps = []
    for _ in range(150):
        page.keyboard.press("Tab")
        steps.append(page.evaluate(FOCUS))
        if steps[-1]["name"] is None:
            break
    else:
        pytest.fail(f"no end after {[step['name'] for step in steps][-5:]}")
    reached = steps[:-1]
    assert len(reached) > 35
    assert [step["name"] for step in reached if step["same"]] == []
    assert [step["name"] for step in reached if not step["seen"]] == []
    assert [step["unchanged"] for step in steps if step["unchanged"]] == []
    for _ in range(len(reached)):  # and back, where the header lies over what is scrolled to
        page.keyboard.press("Shift+Tab")
        step = page.evaluate(FOCUS)
        assert step["seen"], step


def test_the_skip_link_skips(server: str, page: Page) -> None:
    visit(page, server)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-testid=stMain]') !== null")


def test_text_is_large_enough_and_pages_scroll_one_way(server: str, open_page: Callable[..., Page]) -> None:
    """640 is a window of 1280 at 200 %, 320 at 400 %: there pictures may shrink, but nothing stands out sideways."""
    page = open_page(viewport={"width": 1280, "height": 720})
    for address in [*(f"{path}?s_d=2&pf_d=1" for path in PATHS), f"/?{WRONG}"]:
        page.set_viewport_size({"width": 1280, "height": 720})
        visit(page, f"{server}{address}")
        for width in (1280, 640, 390, 320):
            page.set_viewport_size({"width": width, "height": 720})
            page.wait_for_function(READY)
            assert page.evaluate(SIDEWAYS) == [0, 0], (address, width)
            assert width < 390 or page.evaluate(SMALL) == [], (address, width)
