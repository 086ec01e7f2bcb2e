"""WCAG 2.2 AA: what axe finds on every page, and what it cannot see: focus, motion, small text, narrow windows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import FOCUS, MOVING, READY, SCROLLED_OUT, SIDEWAYS, SMALL, TAGS, findings, visit

PATHS = (
    "/", "/scatter-3d", "/overlap-map", "/four-pictures", "/framework-lens", "/decoder-doctor", "/guided-lessons",
)  # fmt: skip
STATES = ("", "s_d=2&os=on&os_d=19")
#: Higher than any page: axe judges no colours of what is scrolled out of sight.
WIDE, PHONE = {"width": 1280, "height": 4000}, {"width": 390, "height": 9000}
#: Parts that only some layers, links and clicks show, once each.
MORE = (
    "/?ex=dtype-mismatch",
    "/?s_d=abc&pad=same&link=on",
    "/?k_d=-1&s_h=0&dil_w=0&in_d=0&groups=3",
    "/scatter-3d?sel=output&view=2d&s_h=2&s_w=2&pf_h=1&pb_h=1&tap=4&n=1",
    "/scatter-3d?v_d=99",
    "/overlap-map?s_d=4&s_h=2",
    "/four-pictures?in_d=90",
)
FAULTS = '<button id="bare">&nbsp;</button><p id="pale" style="color:#bbb;background:#fff">pale</p>'
#: (rule, selector) of what Streamlit or Plotly draws and we cannot mend -> why not.
NOT_OURS: dict[tuple[str, str], str] = {}

def opened(page: Page) -> Iterator[str]:
    """Open, one after the other, what the shape page holds closed; say what."""
    for summary in page.locator("details > summary").all():
        summary.click()
    yield "expanded"
    page.get_by_role("combobox", name="Examples").click()
    expect(page.get_by_role("option").first).to_be_visible()
    yield "examples"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Main menu").click()
    expect(page.get_by_role("menuitemradio", name="Dark")).to_be_visible()
    yield "menu"


@pytest.fixture(scope="module")
def audit(server: str, browser: Browser) -> dict[str, list[list[str]]]:
    """Return what axe finds, by address, language, theme and width; every page is loaded once for each language."""
    found: dict[str, list[list[str]]] = {}

    def note(page: Page, *where: object) -> None:
        assert page.evaluate(SCROLLED_OUT) == [], where
        found[" ".join(map(str, where))] = findings(page, (*TAGS, "best-practice"))

    for lang, viewport in (("en", WIDE), ("zh", WIDE), ("zh", PHONE)):
        context = browser.new_context(viewport=viewport, locale="en-US", reduced_motion="reduce")  # type: ignore[arg-type]
        page = context.new_page()
        for address in [f"{path}?{state}" for path in PATHS for state in STATES]:
            visit(page, f"{server}{address}&lang={lang}")
            for theme in ("light", "dark") if viewport is WIDE else ("light",):
                switch(page, theme)
                note(page, address, lang, theme, viewport["width"])
        if (lang, viewport) == ("en", WIDE):
            for address in MORE:
                visit(page, f"{server}{address}")
                note(page, address, lang, theme)
            visit(page, server)
            for part in opened(page):
                note(page, part)
        context.close()
    return found


def switch(page: Page, theme: str) -> None:
    """Switch what the operating system asks for; Streamlit follows."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.wait_for_function(f"getComputedStyle(document.querySelector('.stApp')).colorScheme === '{theme}'")
    page.wait_for_function(READY)


def test_axe_finds_nothing_serious(audit: dict[str, list[list[str]]]) -> None:
    assert len(audit) == 2 * 14 * 2 + 14 + len(MORE) + 3
    serious = [
        f"{where}: {finding}"
        for where, found in audit.items()
        for finding in found
        if finding[0] in ("serious", "critical") and tuple(finding[1:3]) not in NOT_OURS
    ]
    assert serious == []


def test_what_is_listed_as_not_ours_still_occurs(audit: dict[str, list[list[str]]]) -> None:
    assert NOT_OURS.keys() <= {(rule, selector) for found in audit.values() for _, rule, selector, _ in found}


def test_nothing_else_is_left_over(audit: dict[str, list[list[str]]]) -> None:
    """Best practice is no law; what there is of it is said."""
    rest = {(f[1], f[2]) for found in audit.values() for f in found if f[0] not in ("serious", "critical")}
    print(*sorted(rest), sep="\n")


def test_axe_sees_a_seeded_fault(server: str, page: Page) -> None:
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    visit(page, server)
    page.evaluate("html => document.querySelector('.st-key-code').insertAdjacentHTML('beforeend', html)", FAULTS)
    seen = {(rule, selector) for impact, rule, selector, _ in findings(page) if impact in ("serious", "critical")}
    assert seen == {("button-name", "#bare"), ("color-contrast", "#pale")}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_have_a_title_and_ordered_headings(lang: str, server: str, page: Page) -> None:
    titles = set()
    for path in PATHS:
        visit(page, f"{server}{path}?lang={lang}")
        all_of_them = page.locator("main").locator("h1, h2, h3, h4")
        headings = all_of_them.evaluate_all("all => all.map(h => [h.tagName, h.textContent])")
        levels = [int(tag[1]) for tag, _ in headings]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), headings
        expect(page).to_have_title(f"{headings[0][1]} · conv3dt")
        titles.add(page.title())
    assert len(titles) == len(PATHS)


@pytest.mark.parametrize(
    ("lang", "results"),
    [
        ("en", ("10 output voxels", "writes 27 output voxels", "written 27 times", "y[1,1,1] = −24", "35 × 35 × 10")),
        ("zh", ("10 个输出体素", "写入 27 个输出体素", "被写入 27 次", "y[1,1,1] = −24", "35 × 35 × 10")),
    ],
)
def test_pictures_say_their_result(lang: str, results: tuple[str, ...], server: str, page: Page) -> None:
    paths = ("/", "/scatter-3d", "/overlap-map", "/four-pictures", "/decoder-doctor")
    for path, result in zip(paths, results, strict=True):
        visit(page, f"{server}{path}?lang={lang}")
        pictures = page.locator("main [role=img]:visible")
        labels = pictures.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
        assert labels
        assert result in labels[0], labels
        for label in labels:
            assert re.search(r"\d", label), label
            assert lang == "en" or not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,} [A-Za-z]{3,}", label), label


def test_parts_say_their_language(server: str, page: Page) -> None:
    visit(page, f"{server}/?lang=zh")
    assert page.locator(".st-key-lang [role=radio]").evaluate_all("all => all.map(e => e.lang)") == ["en", "zh-CN"]
    expect(page.locator("[data-testid=stSidebar]")).to_have_attribute("aria-label", "参数")
    expect(page.get_by_role("navigation", name="页面")).to_be_visible()
    expect(page.get_by_role("button", name="主菜单")).to_be_visible()


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


def test_reduced_motion_is_respected(server: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    visit(page, f"{server}/scatter-3d")
    assert page.evaluate(MOVING) > 0  # else the rest would see nothing
    rate = page.locator(".c3-play [name=rate]")
    assert rate.evaluate("e => e.selectedIndex") == 1
    page = open_page(reduced_motion="reduce")
    for path in PATHS:
        visit(page, f"{server}{path}")
        assert page.evaluate(MOVING) == 0, path
    visit(page, f"{server}/scatter-3d")
    assert page.locator(".c3-play [name=rate]").evaluate("e => e.selectedIndex") == 0
    page.get_by_role("combobox", name="Examples").click()
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate(MOVING) == 0  # menus stand outside the app


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_text_is_large_enough_and_pages_scroll_one_way(
    width: int, server: str, open_page: Callable[..., Page]
) -> None:
    """640 is a window of 1280 at 200 %, 320 at 400 %: there pictures may shrink, but nothing stands out sideways."""
    page = open_page(viewport={"width": width, "height": 720})
    for address in [f"{path}?{state}" for path in PATHS for state in (*STATES, "s_d=2&pf_d=1&in_d=80")]:
        visit(page, f"{server}{address}&lang={'zh' if width == 390 else 'en'}")
        assert page.evaluate(SIDEWAYS) == [0, 0], address
        assert width < 390 or page.evaluate(SMALL) == [], address
