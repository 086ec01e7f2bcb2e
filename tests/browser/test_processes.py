"""A server that dies takes nothing along: alone, and as one of two behind the committed nginx configuration."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Page, expect

from pages._shared import scripts

RECONNECTED = 20  # s; two cores that also draw in software
COUNT_RUNS = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  window.runs = 0;
  new MutationObserver(() => { window.runs += app.dataset.testScriptState === 'notRunning'; })
    .observe(app, { attributeFilter: ['data-test-script-state'] });
}"""


def until(holds: Callable[[], bool], seconds: float = RECONNECTED) -> None:
    last = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.1)


def set_number(page: Page, label: str, value: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(value)
    field.press("Enter")


def expect_shape(page: Page, shape: str) -> None:
    expect(page.locator(".st-key-output-shape")).to_have_text(shape)


def shown(page: Page) -> tuple[Any, ...]:
    """Return the address, the numbers of the panel, and the output shape."""
    fields = page.locator(".st-key-panel input[type=number]")
    values = fields.evaluate_all("fields => fields.map(field => field.value)")
    return page.url.partition("?")[2], values, page.locator(".st-key-output-shape").inner_text()


def process_of(page: Page) -> str:
    """Return the process that the visitor's cookie names."""
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "conv3dt")


def get(address: str) -> Any:
    return urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=30)


def test_an_open_link_survives_its_server(new_process: Callable[[], Any], open_page: Callable[..., Page]) -> None:
    process = new_process()
    page = open_page(ignored="ERR_CONNECTION_REFUSED")
    page.goto(f"{process.address}/?s_d=2")
    expect_shape(page, "(2, 6, 17, 10, 10)")
    set_number(page, "kernel_size H", "5")
    expect_shape(page, "(2, 6, 17, 12, 10)")
    page.wait_for_url("**k_h=5**")
    page.locator(".st-key-layer-box summary").click()
    expect(page.get_by_label("out_channels", exact=True)).to_have_value("6")
    before = shown(page)
    page.evaluate(COUNT_RUNS)
    process.kill()
    process.start()
    page.wait_for_function("window.runs")
    expect(page.get_by_label("out_channels", exact=True)).to_have_value("6")  # the new server did not see it opened
    assert shown(page) == before
    set_number(page, "stride W", "2")
    expect_shape(page, "(2, 6, 17, 12, 17)")


def test_two_processes(
    new_process: Callable[[], Any], nginx_before: Callable[..., str], open_page: Callable[..., Page], tmp_path: Path
) -> None:
    processes = a, b = new_process(), new_process()
    address = nginx_before(*processes)

    # Each visitor lands on one of them and stays there.
    visitors: dict[str, Page] = {}
    for stride in (2, 3):
        page = open_page(ignored="ERR_CONNECTION_CLOSED")
        page.goto(f"{address}/?s_d={stride}")
        expect_shape(page, f"(2, 6, {7 * stride + 3}, 10, 10)")
        visitors[process_of(page)] = page
    page.reload()
    set_number(page, "kernel_size H", "5")
    expect_shape(page, "(2, 6, 24, 12, 10)")
    page.wait_for_url("**k_h=5**")
    assert sorted(visitors) == ["a", "b"]
    assert [process.sessions() for process in processes] == [1, 1]
    for path in ("/", f"/{scripts.PLOTLY.url}"):
        assert get(address + path).headers["Content-Encoding"] == "gzip"

    # One dies: its visitors go on with the other.
    before = {name: shown(page) for name, page in visitors.items()}
    visitors["a"].evaluate(COUNT_RUNS)
    a.kill()
    visitors["a"].wait_for_function("window.runs")
    until(lambda: b.sessions() == 2)
    until(lambda: process_of(visitors["a"]) == "b")
    expect(visitors["a"].get_by_role("dialog")).to_have_count(0)
    assert {name: shown(page) for name, page in visitors.items()} == before
    for page in visitors.values():
        set_number(page, "kernel_size W", "4")
        expect(page.locator(".st-key-output-shape")).to_contain_text("11)")

    # It comes back: new visitors use it, those who moved stay.
    a.start()
    until(lambda: "conv3dt=a" in get(address).headers["Set-Cookie"])
    assert [process.sessions() for process in processes] == [0, 2]

    # All of it left no trace of anybody.
    for log in (*(process.log for process in processes), tmp_path / "access.log"):
        text = log.read_text("utf-8")
        lines = [line for line in text.splitlines() if line.startswith("{")]
        assert all(json.loads(line) for line in lines)
        assert lines
        assert not {word for word in ("s_d=", "k_h", "Mozilla", "127.0.0.1:") if any(word in line for line in lines)}
