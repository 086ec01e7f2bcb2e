"""Links nobody would send, one after the other through Chromium, while somebody else works.

CONV3DT_FUZZ_BROWSER says how many blocks of thirty are opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.fuzz.links import Link, links
from tests.fuzz.meter import MEBIBYTES

BLOCKS, LENGTH, SEED = int(os.environ.get("CONV3DT_FUZZ_BROWSER", "1")), 30, 20_242
#: The panel is drawn, the page below it is not empty, and nothing runs any more.
DRAWN = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
    && document.querySelector('.st-key-panel') && document.querySelector('[data-testid="stMain"] .stHtml')"""
#: Longer addresses are turned away by the server, as by most.
LONGEST = 60_000


def address(link: Link) -> str:
    """Return what stands behind the host, as a browser would have it in its address line."""
    return quote(link.url(), safe="/?&=%+:;,@!$'()*~[]|^`{}<>\"\\ ")[:LONGEST]


@pytest.mark.parametrize("block", range(BLOCKS))
def test_hostile_links(
    block: int, fresh_server: Callable[[], str], open_page: Callable[[], Page], tmp_path: Path
) -> None:
    server = fresh_server()
    page, other = open_page(), open_page()
    other.goto(f"{server}/scatter-3d")
    other.wait_for_function(DRAWN)
    for path in ("", "framework-lens", "decoder-doctor", "guided-lessons"):  # what the first visitors load
        page.goto(f"{server}/{path}")
        page.wait_for_function(DRAWN)
    before = memory("VmRSS")
    for number, link in enumerate(links(BLOCKS * LENGTH, SEED)[block * LENGTH : (block + 1) * LENGTH]):
        page.goto(server + address(link))
        page.wait_for_function(DRAWN)
        expect(page.get_by_test_id("stException"), link.url()[:500]).to_have_count(0)
        expect(page.get_by_role("dialog"), link.url()[:500]).to_have_count(0)
        if number % 10 == 9:
            answers(other, number)
    assert memory("VmHWM") - before < MEBIBYTES
    log = (tmp_path / "server-0.log").read_text("utf-8", "replace")
    assert "Traceback" not in log, log[-4_000:]


def answers(page: Page, number: int) -> None:
    """Change a number as the other visitor, and see it done."""
    size = 2 + number
    field = page.get_by_label("kernel_size D", exact=True)
    field.fill(str(size))
    field.press("Enter")
    shape = re.compile(rf"\(2, 6, {7 + size}, 10, 10\)")
    expect(page.locator(".st-key-output-shape")).to_have_text(shape, timeout=10_000)


def memory(field: str) -> float:
    """Return what the server holds, in MiB: of all processes, the child of this one that runs Streamlit."""
    found = [process for process in Path("/proc").glob("[0-9]*/status") if _is_server(process)]
    lines = [line for process in found for line in process.read_text().splitlines() if line.startswith(f"{field}:")]
    return max(int(line.split()[1]) / 1024 for line in lines)


def _is_server(status: Path) -> bool:
    try:
        parent = re.search(r"^PPid:\s*(\d+)$", status.read_text(), re.MULTILINE)
        command = (status.parent / "cmdline").read_text()
    except OSError:  # it has just ended
        return False
    return parent is not None and int(parent[1]) == os.getpid() and "streamlit" in command


def test_an_unknown_path_is_said_and_leads_on(server: str, browser: Browser) -> None:
    page = browser.new_page()  # Streamlit says it in the console too
    page.goto(f"{server}/scatter-4d?s_d=2")
    expect(page.get_by_role("dialog")).to_contain_text("Page not found")
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-output-shape")).to_have_text("(2, 6, 17, 10, 10)")
    page.close()
