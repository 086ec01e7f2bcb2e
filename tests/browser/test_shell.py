"""What only a browser shows: the address bar, Back, reload, focus, languages in place, hostile links."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from pages._shared import scripts

SHAPE = ".st-key-output-shape"
FIRST = "(2, 6, 10, 10, 10)"


def show(page: Page, address: str, shape: str) -> None:
    page.goto(address)
    expect_shape(page, shape)


def expect_shape(page: Page, shape: str) -> None:
    expect(page.locator(SHAPE)).to_have_text(shape, timeout=60_000)


def expect_query(page: Page, **wanted: str) -> None:
    """Wait until the address holds exactly these parameters."""
    page.wait_for_function(
        "wanted => JSON.stringify([...new URLSearchParams(location.search)].sort()) === JSON.stringify(wanted)",
        arg=sorted([name, value] for name, value in wanted.items()),
    )


def set_number(page: Page, label: str, value: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(value)
    field.press("Enter")


def press(page: Page, label: str) -> None:
    page.get_by_role("radio", name=label, exact=True).click()


def expect_no_traceback(page: Page) -> None:
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("path", ["/", "/shape-explorer", "/scatter-3d", "/overlap-map"])
def test_a_cold_deep_link_opens_its_page(path: str, fresh_server: Callable[[], str], page: Page) -> None:
    show(page, f"{fresh_server()}{path}?s_d=2", "(2, 6, 17, 10, 10)")
    assert urlsplit(page.url).path == path
    expect_query(page, s_d="2")
    expect_no_traceback(page)


def test_a_bad_cold_deep_link_opens_its_page_too(fresh_server: Callable[[], str], page: Page) -> None:
    show(page, f"{fresh_server()}/scatter-3d?s_d=abc&k_d=1e400&in_d=5", "(2, 6, 7, 10, 10)")
    assert urlsplit(page.url).path == "/scatter-3d"
    expect_query(page, in_d="5")
    expect(page.locator(".st-key-door")).to_contain_text("k_d=1e400 is not a whole number; 3 is used.")
    expect_no_traceback(page)


def test_values_and_address_survive_page_change_reload_and_back(server: str, page: Page) -> None:
    show(page, server, FIRST)
    set_number(page, "stride D", "2")
    expect_shape(page, "(2, 6, 17, 10, 10)")
    press(page, "VALID")
    expect_query(page, s_d="2", pad="valid")
    page.get_by_role("link", name="3-D scatter").click()
    page.wait_for_url("**/scatter-3d?*")
    expect_shape(page, "(2, 6, 17, 10, 10)")
    expect_query(page, s_d="2", pad="valid")
    page.reload()
    expect_shape(page, "(2, 6, 17, 10, 10)")
    expect_query(page, s_d="2", pad="valid")
    set_number(page, "kernel_size H", "5")
    expect_shape(page, "(2, 6, 17, 12, 10)")
    expect_query(page, s_d="2", pad="valid", k_h="5")
    page.go_back()  # undoes the number
    expect_shape(page, "(2, 6, 17, 10, 10)")
    expect(page.get_by_label("kernel_size H", exact=True)).to_have_value("3")
    expect_query(page, s_d="2", pad="valid")
    page.go_back()  # leaves the page
    expect(page).not_to_have_url(re.compile("scatter-3d"))
    expect_shape(page, "(2, 6, 17, 10, 10)")
    expect(page.get_by_label("stride D", exact=True)).to_have_value("2")
    expect_query(page, s_d="2", pad="valid")
    page.go_back()  # undoes VALID
    expect_query(page, s_d="2")
    expect(page.get_by_role("radio", name="padding", exact=True)).to_be_checked()
    page.go_forward()
    expect_query(page, s_d="2", pad="valid")
    expect(page.get_by_role("radio", name="VALID", exact=True)).to_be_checked()
    expect_no_traceback(page)


def test_a_fix_is_one_step_back_and_moves_the_focus(server: str, page: Page) -> None:
    show(page, f"{server}/?pf_d=-1&pf_h=-1&pf_w=-1&pb_d=-1&pb_h=-1&pb_w=-1", "—")
    entries = page.evaluate("history.length")
    page.get_by_role("button", name=re.compile("^Set padding")).first.click()
    expect_shape(page, FIRST)
    expect_query(page)
    assert page.evaluate("history.length") == entries + 1
    page.wait_for_function("document.activeElement.classList.contains('st-key-output-shape')")
    page.go_back()
    expect_shape(page, "—")
    expect_query(page, **{f"{side}_{axis}": "-1" for side in ("pf", "pb") for axis in "dhw"})


def test_back_to_a_bad_link_is_harmless(server: str, page: Page) -> None:
    show(page, f"{server}/?s_d=1e400&s_h=99999999999&lang=xx&k_d=2", "(2, 6, 9, 10, 10)")
    expect_query(page, k_d="2")
    page.go_back()  # to the address as it was typed
    expect(page.locator(".st-key-door")).to_contain_text("s_d=1e400")
    expect_shape(page, "(2, 6, 9, 10, 10)")
    expect_query(page, k_d="2")
    expect_no_traceback(page)


def test_together_and_each(server: str, page: Page) -> None:
    show(page, f"{server}/?s_h=3", "(2, 6, 10, 24, 10)")
    press(page, "together")
    expect_shape(page, FIRST)
    expect(page.get_by_label("stride H", exact=True)).to_be_hidden()
    set_number(page, "stride D", "2")
    expect_shape(page, "(2, 6, 17, 17, 17)")
    press(page, "each")
    expect_query(page, s_d="2", s_h="2", s_w="2")
    expect(page.get_by_label("stride H", exact=True)).to_have_value("2")
    page.reload()
    expect_shape(page, "(2, 6, 17, 17, 17)")


def test_a_number_nobody_sees_keeps_its_value(server: str, page: Page) -> None:
    show(page, f"{server}/?s_d=2&s_h=2&s_w=2", "(2, 6, 17, 17, 17)")
    press(page, "output_size")
    set_number(page, "output_size D", "18")
    expect_shape(page, "(2, 6, 18, 17, 17)")
    press(page, "output_padding")
    expect_shape(page, "(2, 6, 17, 17, 17)")
    set_number(page, "stride H", "3")
    expect_shape(page, "(2, 6, 17, 24, 17)")
    expect_query(page, s_d="2", s_h="3", s_w="2", os_d="18")
    press(page, "output_size")
    expect_shape(page, "(2, 6, 18, 24, 17)")


def test_the_last_box_is_drawn_when_it_is_opened(server: str, page: Page) -> None:
    show(page, f"{server}/?cin=8", FIRST)
    channels = page.get_by_label("in_channels", exact=True)
    expect(channels).to_have_count(0)
    page.get_by_text("channels 8 → 6").click()
    expect(channels).to_have_value("8")
    set_number(page, "in_channels", "2")
    expect_query(page, cin="2")
    expect(page.get_by_text("channels 2 → 6")).to_be_visible()
    expect(channels).to_be_focused()
    page.get_by_text("channels 2 → 6").click()
    set_number(page, "stride D", "2")
    expect_query(page, cin="2", s_d="2")  # and what is closed again keeps its numbers


def test_the_last_box_is_open_where_the_link_has_a_shape(server: str, page: Page) -> None:
    show(page, f"{server}/?x=2,4,8,8", "—")
    shape = page.get_by_label("shape of x, as your program has it")
    expect(shape).to_have_value("2,4,8,8")
    shape.fill("")
    shape.press("Enter")
    expect_shape(page, FIRST)
    expect_query(page)
    expect(shape).to_be_focused()


def test_an_empty_output_size_is_the_base_size(server: str, page: Page) -> None:
    show(page, f"{server}/?s_d=2", "(2, 6, 17, 10, 10)")
    press(page, "output_size")
    field = page.get_by_label("output_size D", exact=True)
    expect(field).to_have_attribute("placeholder", "17")
    set_number(page, "output_size D", "18")
    expect_shape(page, "(2, 6, 18, 10, 10)")
    expect_query(page, s_d="2", os="on", os_d="18")
    set_number(page, "output_size D", "")
    expect_shape(page, "(2, 6, 17, 10, 10)")
    expect_query(page, s_d="2", os="on")


def test_examples_change_the_address(server: str, page: Page) -> None:
    show(page, server, FIRST)
    choose(page, "V-Net")
    expect_shape(page, "(1, 128, 16, 16, 16)")
    choose(page, "dtype-mismatch")
    expect_query(page, ex="dtype-mismatch")
    expect(page.locator(".st-key-diagnostics")).to_contain_text("dtype-mismatch")
    page.get_by_role("button", name="Close example").click()
    expect_query(page)
    expect(page.locator(".st-key-example")).to_have_count(0)


def test_there_is_one_menu_of_examples_at_any_moment(server: str, page: Page) -> None:
    """The menu is another widget for each example; on a slow machine both were seen, one above the other."""
    show(page, server, FIRST)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.evaluate("""() => {
        window.mostMenus = 0;
        const shown = menu => menu.checkVisibility();
        const count = () => [...document.querySelectorAll('[role=combobox][aria-label=Examples]')].filter(shown).length;
        new MutationObserver(() => { window.mostMenus = Math.max(window.mostMenus, count()); })
            .observe(document.body, {subtree: true, childList: true, attributes: true});
    }""")
    for example, shape in 3 * [("same-ignores-dilation", "(2, 6, 8, 8, 8)"), ("V-Net", "(1, 128, 16, 16, 16)")]:
        choose(page, example)
        expect_shape(page, shape)
        expect(page.locator(".st-key-panel [data-stale=true]")).to_have_count(0)
    assert page.evaluate("window.mostMenus") == 1


def choose(page: Page, example: str) -> None:
    menu = page.get_by_role("combobox", name="Examples")
    menu.click()
    menu.fill(example)
    page.get_by_role("option").first.click()


def test_the_language_switches_in_place(server: str, page: Page) -> None:
    show(page, f"{server}/?s_d=2", "(2, 6, 17, 10, 10)")
    press(page, "中文")
    expect(page.locator(".st-key-headline-shape")).to_contain_text("输出形状")
    expect_query(page, s_d="2", lang="zh")
    press(page, "EN")
    expect(page.locator(".st-key-headline-shape")).to_contain_text("Output shape")
    expect_query(page, s_d="2")


def test_a_chinese_browser_gets_chinese(server: str, open_page: Callable[..., Page]) -> None:
    page = open_page(locale="zh-CN")
    show(page, server, FIRST)
    expect(page.locator(".st-key-headline-shape")).to_contain_text("输出形状")
    press(page, "EN")
    expect_query(page, lang="en")


# What a reader sees, without code and what stands for names of arguments.
VISIBLE_PROSE = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement;
    if (element.closest('code, pre, script, style, noscript')) continue;
    if (element.checkVisibility({visibilityProperty: true, opacityProperty: true})) found.push(node.data);
  }
  return found;
}"""


@pytest.mark.parametrize(
    "address",
    [
        "/?s_d=2&os=on&os_d=19",
        "/?x=4,8,8,8&ex=dtype-mismatch",
        "/?s_d=abc",
        "/scatter-3d?pad=same&in_d=7&s_d=2",
        "/overlap-map?s_d=2&dil_h=2&s_h=2",
    ],
)
def test_chinese_has_no_run_of_four_latin_words(address: str, server: str, page: Page) -> None:
    page.goto(f"{server}{address}&lang=zh")
    expect(page.locator(".st-key-headline-shape")).to_contain_text("输出形状", timeout=60_000)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert [text for text in page.evaluate(VISIBLE_PROSE) if re.search(r"[A-Za-z]+(\s+[A-Za-z]+){3}", text)] == []


def test_fast_changes_end_at_the_last(server: str, page: Page) -> None:
    show(page, server, FIRST)
    for label in ("together", "each", "SAME", "VALID", "padding", "output_size", "output_padding", "together") * 2:
        press(page, label)
    for value in ("2", "3", "4", "2"):
        set_number(page, "stride D", value)
    expect_query(page, link="on", s_d="2")
    expect_shape(page, "(2, 6, 17, 17, 17)")
    expect_no_traceback(page)


SLOW_ADDRESS = """
const set = window.setTimeout;
window.setTimeout = (task, delay, ...rest) => set(task, delay === 250 ? 3000 : delay, ...rest);
"""


def test_a_change_undone_at_once_leaves_the_address_as_it_was(server: str, page: Page) -> None:
    page.add_init_script(SLOW_ADDRESS)
    show(page, f"{server}/?s_d=2", "(2, 6, 17, 10, 10)")
    set_number(page, "stride D", "4")
    expect_shape(page, "(2, 6, 31, 10, 10)")
    expect_query(page, s_d="2")  # the new address still waits
    set_number(page, "stride D", "2")
    expect_shape(page, "(2, 6, 17, 10, 10)")
    page.wait_for_timeout(3500)  # what must not happen happens by then
    expect_query(page, s_d="2")


def test_two_quick_changes_are_two_steps_back(server: str, page: Page) -> None:
    page.add_init_script(SLOW_ADDRESS)
    show(page, server, FIRST)
    set_number(page, "stride D", "2")
    expect_shape(page, "(2, 6, 17, 10, 10)")
    set_number(page, "stride D", "4")
    expect_shape(page, "(2, 6, 31, 10, 10)")
    expect_query(page, s_d="4")
    page.go_back()
    expect_query(page, s_d="2")
    expect_shape(page, "(2, 6, 17, 10, 10)")


def test_two_visitors_do_not_meet(server: str, open_page: Callable[..., Page]) -> None:
    one, other = open_page(), open_page(locale="zh-CN")
    show(one, f"{server}/?s_d=2", "(2, 6, 17, 10, 10)")
    show(other, server, FIRST)
    set_number(one, "kernel_size W", "5")
    expect_shape(one, "(2, 6, 17, 10, 12)")
    expect_shape(other, FIRST)
    expect(other.locator(".st-key-headline-shape")).to_contain_text("输出形状")


@pytest.mark.parametrize("value", ["0", "-2147483648", "2147483647"])
def test_silly_numbers_are_explained(value: str, server: str, page: Page) -> None:
    names = [f"{name}_{axis}" for name in ("in", "k", "s", "dil", "pf", "pb", "op", "os", "v") for axis in "dhw"]
    query = "&".join(f"{name}={value}" for name in [*names, "cin", "cout", "groups", "tap"])
    for path in ("/", "/scatter-3d", "/overlap-map"):
        page.goto(f"{server}{path}?os=on&{query}")
        expect(page.locator(SHAPE)).not_to_have_text("", timeout=60_000)
        expect_no_traceback(page)


def test_the_link_is_copied(server: str, open_page: Callable[..., Page]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    show(page, f"{server}/?s_d=2", "(2, 6, 17, 10, 10)")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert parse_qs(urlsplit(copied).query) == {"s_d": ["2"]}


@pytest.mark.parametrize(
    ("script", "limit", "content"),
    [(scripts.PLOTLY, 2_000_000, b"plotly.js v"), (scripts.SCENE, 20_000, b"const ZOOM")],
)
def test_scripts_go_out_compressed_and_cacheable(
    server: str, script: scripts.Script, limit: int, content: bytes
) -> None:
    with urlopen(Request(f"{server}/{script.url}", headers={"Accept-Encoding": "gzip"})) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert len(answer.read()) < limit
    with urlopen(f"{server}/{script.url}") as answer:
        assert answer.headers["Content-Encoding"] is None
        assert content in answer.read(1000)
