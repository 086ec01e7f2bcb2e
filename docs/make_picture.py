"""Make the README's picture: the scatter page of a running app, as a visitor sees it.

Start the app (``make app``), then ``python docs/make_picture.py http://127.0.0.1:8501``.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

LINK = "scatter-3d?" + "&".join(
    ["in_d=3", "in_h=4", "in_w=4", "n=1", "cin=1", "cout=1", "v_d=1", "v_h=1", "v_w=3"]
    + [f"{name}_{axis}={value}" for name, value in (("s", 2), ("pf", 1), ("pb", 1)) for axis in "dhw"]
)
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PICTURE = Path(__file__).with_name("scatter.png")


def main(address: str) -> None:
    with sync_playwright() as playwright:
        path = os.environ.get("CONV3DT_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US", bypass_csp=True)
        page.goto(f"{address}/{LINK}")
        page.wait_for_selector(".c3-scene[data-rev]", timeout=60_000)  # set two frames after the scene was painted
        page.wait_for_selector(".st-key-contributions")
        page.screenshot(path=PICTURE, animations="disabled")
        browser.close()
    print(f"{PICTURE} {PICTURE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])
