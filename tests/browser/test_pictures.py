"""The four pictures in Chromium: deep link, one contribution lit in each, another voxel, Chinese, phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

LAYER = "/four-pictures?link=on&in_d=3&s_d=2&pf_d=1&pb_d=1&n=1&cin=1&cout=1"
LIT = "&v_d=1&v_h=1&v_w=1&tap=14"
NAMES = ("scatter", "zeros", "matrix", "gradient")


def card(page: Page, name: str) -> str:
    return f'.c3-picture[data-picture="{name}"]'


def test_a_cold_deep_link_opens_it(fresh_server: Callable[[], str], page: Page) -> None:
    page.goto(fresh_server() + LAYER + LIT)
    expect(page.locator(".c3-headline")).to_have_text("Four pictures, one number: y[2,2,3] = −8.")
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_linked_voxel_is_lit_in_each(server: str, open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    page.goto(server + LAYER + LIT)
    for name in NAMES:
        chosen = page.locator(card(page, name))
        expect(chosen.locator(".c3-sum")).to_contain_text("y[2,2,3] = 1·(−2) + 3·(−2) = −8")
        frames = chosen.locator("svg [data-lit], svg[data-lit]")
        assert frames.count() >= 1, name
        box = frames.first.bounding_box()
        assert box
        assert box["width"] >= 20, name
    # The framed cells, as (row, column) of their planes: input, kernel, output; spread input, flipped kernel; v, u.
    lit = {name: page.locator(f"{card(page, name)} rect[data-lit]").evaluate_all("all => all.map(r => r.dataset.lit)")
           for name in NAMES}  # fmt: skip
    assert lit["scatter"] == ["1,1", "1,2", "2,3"]
    assert lit["zeros"] == ["3,3", "1,0"]
    assert lit["gradient"] == ["1,1", "2,3"]
    # Row y[2,3] and column x[1,1] of the block of slices: 2*5 + 3 and 1*3 + 1.
    assert page.locator(f"{card(page, 'matrix')} svg[data-lit]").get_attribute("data-lit") == "13,4"


def test_another_voxel_is_lit_everywhere_and_the_link_follows(server: str, page: Page) -> None:
    page.goto(server + LAYER + LIT)
    expect(page.locator(".c3-headline")).to_contain_text("y[2,2,3]")
    width = page.get_by_label("W", exact=True)
    width.fill("0")
    width.press("Enter")
    for name in NAMES:
        expect(page.locator(f"{card(page, name)} .c3-sum")).to_contain_text("y[2,2,1]")
    expect(page).to_have_url(re.compile(r"^(?!.*v_w=1)"))
    page.reload()
    expect(page.locator(".c3-headline")).to_contain_text("y[2,2,1]")


def test_it_begins_at_a_voxel_that_writes_and_the_way_back_is_free(server: str, page: Page) -> None:
    page.goto(server + "/shape-explorer")
    page.goto(server + "/four-pictures?k_d=2&k_h=2&k_w=2&pf_d=2&pb_d=2")
    expect(page.locator(".c3-headline")).to_contain_text("Four pictures, one number: y[0,1,0]")
    expect(page).to_have_url(re.compile("v_d=1"))
    page.reload()
    expect(page.locator(".c3-headline")).to_contain_text("y[0,1,0]")
    page.go_back()
    expect(page.locator(".c3-headline")).to_contain_text("x[0,0,0] writes nothing at all")
    expect(page).not_to_have_url(re.compile("v_d"))
    page.go_back()
    expect(page).to_have_url(re.compile("shape-explorer"))


def test_a_large_layer_is_made_smaller_with_a_click(server: str, page: Page) -> None:
    page.goto(server + LAYER.replace("in_d=3", "in_d=64"))
    page.get_by_role("button", name=re.compile("Set input_size = ")).click()
    expect(page.locator(".c3-picture[data-picture]")).to_have_count(4)


@pytest.mark.parametrize("more", ["", "&k_d=5", "&view=1d", "&sel=output&v_d=4&op_d=1", "&in_d=8&s_d=1&cin=4&cout=6"])
def test_nothing_is_cut_off_on_a_phone(server: str, open_page: Callable[..., Page], more: str) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page.goto(server + LAYER + "&v_h=1&v_w=1" + more)
    expect(page.locator(".c3-headline")).to_contain_text("四幅图，同一个数")
    expect(page.locator(".c3-four > section")).to_have_count(4)
    expect(page.locator(".c3-trip .c3-sheet svg")).to_have_count(3)  # the last to come
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    boxes = page.locator(".c3-four svg, .c3-ambiguity svg, .c3-trip svg").evaluate_all(
        "all => all.map(svg => svg.getBoundingClientRect()).map(b => [b.left, b.right])"
    )
    assert boxes
    assert all(left >= 0 and right <= 390 for left, right in boxes)
    lefts = page.locator(".c3-four > section").evaluate_all("all => all.map(s => s.getBoundingClientRect().left)")
    assert len(set(lefts)) == 1  # one below the other
