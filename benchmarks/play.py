"""How evenly the scatter page plays, in Chromium, and what is left in memory after minutes of it.

    python benchmarks/play.py [--frames 300] [--minutes 1] [--size 16]

A layer of 16^3 input voxels, kernel 3, stride 2, one input voxel a frame. First the gaps between animation frames, then
play over and over for so many minutes, reading the heap after a collection and the WebGL contexts that are alive.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from scene_change import FLAGS, ROOT, SCENE_SHOWN, _started

EVERY_FRAME = "every frame"
# Every WebGL context that is made, so that the live ones can be counted.
CONTEXTS = """window.contexts = []; const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) { const made = get.call(this, kind, ...more);
if (kind.startsWith('webgl') && made && !window.contexts.includes(made)) window.contexts.push(made); return made; };"""
# Resolves with the gaps between frames in ms, and how many input voxels went by.
GAPS = """count => new Promise(resolve => { const { play } = document.querySelector('.c3-scene').__view;
  const gaps = [], from = play.n; let last = null;
  const note = now => { if (last !== null) gaps.push(now - last); last = now;
    if (gaps.length < count && play.running) requestAnimationFrame(note);
    else resolve({ gaps, voxels: play.n - from }); };
  requestAnimationFrame(note); })"""
# Busy time of the frames alone, without the browser's: advance by one voxel and draw, so many times.
WORK = """count => { const { play } = document.querySelector('.c3-scene').__view, times = [];
  for (let i = 0; i < count; i++) { const start = performance.now();
    play.move(1500 + i); times.push(performance.now() - start); }
  return times; }"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--size", type=int, default=16)
    arguments = parser.parse_args()
    process, port = _started(ROOT / "app.py")
    query = "&".join(f"in_{axis}={arguments.size}&s_{axis}=2" for axis in "dhw")
    try:
        with sync_playwright() as playwright:
            path = os.environ.get("CONV3DT_CHROMIUM", "/usr/bin/chromium")
            flags = [*FLAGS, "--enable-precise-memory-info"]
            browser = playwright.chromium.launch(executable_path=path, args=flags)
            page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US", bypass_csp=True)
            page.add_init_script(CONTEXTS)
            page.goto(f"http://127.0.0.1:{port}/scatter-3d?{query}&cin=1&cout=1&n=1")
            page.wait_for_function(f"({SCENE_SHOWN})()", timeout=60_000)
            page.get_by_label("Speed", exact=True).select_option(EVERY_FRAME)
            report = _gaps(page, arguments.frames) | {"memory": _minutes(page, arguments.minutes)}
            browser.close()
    finally:
        process.terminate()
        process.wait(10)
    print(json.dumps({"input voxels": arguments.size**3} | report, indent=2))


def _gaps(page: Page, frames: int) -> dict[str, object]:
    _play(page)
    page.wait_for_function("document.querySelector('.c3-scene').__view.play.n > 30")  # the first pay for the sprites
    seen = page.evaluate(GAPS, frames)
    page.keyboard.press("Space")
    work = page.evaluate(WORK, 100)
    gaps = seen["gaps"]
    median, p95 = statistics.median(gaps), statistics.quantiles(gaps, n=20)[-1]
    told = {"frames": len(gaps), "voxels": seen["voxels"], "median ms": round(median, 1), "p95 ms": round(p95, 1)}
    return told | {"p95 / median": round(p95 / median, 2), "drawing, median ms": round(statistics.median(work), 2)}


def _play(page: Page) -> None:
    page.locator(".c3-scene").focus()
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('.c3-scene').__view.play.ready")


def _minutes(page: Page, minutes: float) -> list[dict[str, object]]:
    """Play, starting over at the end, and leaving and entering play every quarter; read the memory each time."""
    cdp = page.context.new_cdp_session(page)
    readings = [_memory(page, cdp, 0)]
    begun = time.monotonic()
    for _ in range(4 if minutes else 0):
        until = time.monotonic() + minutes * 15
        while time.monotonic() < until:
            page.wait_for_timeout(500)
            if not page.evaluate("document.querySelector('.c3-scene').__view.play.running"):
                _play(page)
        page.keyboard.press("Escape")
        page.wait_for_function("!document.querySelector('.c3-scene').__view.play.on")
        page.wait_for_function(f"({SCENE_SHOWN})()")
        readings.append(_memory(page, cdp, time.monotonic() - begun))
    return readings


def _memory(page: Page, cdp: CDPSession, seconds: float) -> dict[str, object]:
    cdp.send("HeapProfiler.collectGarbage")
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    alive = page.evaluate("window.contexts.filter(context => !context.isContextLost()).length")
    return {"after s": round(seconds), "heap MB": round(heap / 2**20, 1), "WebGL contexts": alive}


if __name__ == "__main__":
    main()
