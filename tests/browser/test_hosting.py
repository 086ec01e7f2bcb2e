"""What a host promises a school: nothing is fetched from elsewhere, and nothing on any page breaks the policy."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

VIOLATIONS = """
addEventListener('securitypolicyviolation', event => console.error(`${event.violatedDirective}: ${event.blockedURI}`));
"""


@pytest.mark.parametrize(("lang", "title"), [("en", "Shape"), ("zh", "形状")])
def test_no_page_asks_for_anything_elsewhere(
    lang: str, title: str, server: str, open_page: Callable[..., Page]
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
    links.nth(1).click()
    expect(page.locator(".st-key-scene canvas").first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert len(asked) > 50
    assert {urlsplit(url).netloc for url in asked} - {""} == {urlsplit(server).netloc}  # "": data: and blob:
