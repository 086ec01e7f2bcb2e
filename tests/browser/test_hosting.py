"""What a host promises a school: nothing is fetched from elsewhere, and nothing on any page breaks the policy."""

from __future__ import annotations

import platform
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

VIOLATIONS = """
addEventListener('securitypolicyviolation', event => console.error(`${event.violatedDirective}: ${event.blockedURI}`));
"""


@pytest.mark.parametrize(("lang", "title", "about"), [("en", "Shape", "About"), ("zh", "形状", "关于")])
def test_no_page_asks_for_anything_elsewhere(
    lang: str, title: str, about: str, server: str, open_page: Callable[..., Page]
) -> None:
    asked: set[str] = set()
    page = open_page(bypass_csp=False)
    page.context.on("request", lambda request: asked.add(request.url))
    page.on("websocket", lambda socket: asked.add(socket.url))
    page.add_init_script(VIOLATIONS)
    page.goto(f"{server}/?lang={lang}")
    links = page.get_by_test_id("stTopNavLink")
    expect(links.first).to_contain_text(title)
    for link in links.all():
        link.click()
        expect(page.locator("h1.c3-unseen")).to_have_text(link.inner_text())
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_role("button", name=about).click()
    box = page.get_by_role("dialog", name=re.compile(f"^{about} conv3dt [0-9.]+$"))
    expect(box.get_by_role("listitem").first).to_have_text(f"Python {platform.python_version()}")
    box.get_by_role("button").click()
    expect(box).to_be_hidden()
    links.nth(1).click()
    expect(page.locator(".st-key-scene canvas").first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert len(asked) > 50
    assert {urlsplit(url).netloc for url in asked} - {""} == {urlsplit(server).netloc}  # "": data: and blob:
