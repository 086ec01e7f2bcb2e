"""How long a changed number takes to reach the painted 3-D scene, in Chromium, beside two simpler pages.

    python benchmarks/scene_change.py [--rounds 20] [--sizes 4x5x5 10x10x10 20x20x25]

Three servers, one browser, changes taken in turn: the scatter page; a minimal page that holds the same component with
the same data and nothing else; the shape page; and a bare rerun, a number and its echo; and so for each size of the
input (D x H x W voxels). The clock starts at the Enter key and stops in the frame after the new scene (the code at the
end of the shape page, the echo) is there.

Then what a change of the first two brings over the websocket, in messages and bytes before any compression: of strides
seen before, and of new ones. Streamlit sends a message of 10 kB or more once, and later only its hash.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from math import prod
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright
from server import BARE, ROOT, machine, serving

FLAGS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist", "--disable-quic", "--no-first-run", "--disable-background-networking",
]  # fmt: skip

# The real app.py, with its lifespan, route and middleware, but for the script it runs.
MINIMAL = """
import sys
sys.path.insert(0, {root!r})
import streamlit as st
from conv3dt_core import LayerParams, plan
from conv3dt_core.figures.contributions import listed
from pages._shared import link, style
from pages._shared.scene import view
st.set_page_config(layout="wide")
style.inject(presenting=False)
if "values_of_last_run" not in st.session_state:
    link.read(); link.write()
size = [int(voxels) for voxels in st.query_params["size"].split("x")]
stride = st.number_input("stride D", value=1, step=1)
geometry = plan(LayerParams.of(1, 1, 3, stride=(stride, 1, 1)), size)
rows = listed(geometry, "input", (0, 0, 0))
view.draw(geometry, "input", (0, 0, 0), None, rows, {{}}, "scene")
"""
# Resolves with the milliseconds from Enter to the frame in which the page shows what was asked for.
CLOCK = """done => new Promise(resolve => addEventListener('keydown', event => {
  if (event.key !== 'Enter') return;
  const start = performance.now(), shown = new Function('return ' + done)(), old = shown();
  const look = () => { const now = shown();
    requestAnimationFrame(now && now !== old ? () => resolve(performance.now() - start) : look); };
  look();
}, { capture: true, once: true }))"""
# One pixel is read back, so that WebGL has drawn what it was told to draw.
SCENE_SHOWN = """() => { const view = document.querySelector('.c3-scene')?.__view, rev = view?.host.dataset.rev;
  if (!rev || rev !== view.data.rev) return null;
  const { gl } = view.gd._fullLayout.scene._scene.glplot;
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  return rev; }"""
CODE_SHOWN = """() => { const code = document.querySelector('.st-key-code code')?.textContent;
  return code && (code.match(/stride=.?([0-9]+)/)?.[1] ?? '1'); }"""  # a stride of 1 is left out
SETTLED = "new Promise(done => requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(done))))"
ECHO_SHOWN = "() => document.querySelector('.echo')?.textContent"


_WARM_UP = 2  # changes of each page that pay for caches
_NEW_STRIDES = range(4, 9)


@dataclass
class Tab:
    """One page in the browser: its time per change, and what its websocket had brought before each change."""

    page: Page
    shown: str
    times: list[float] = field(default_factory=list)
    received: list[tuple[int, int]] = field(default_factory=list)
    messages: int = 0
    bytes: int = 0

    def listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)

    def _count(self, payload: str | bytes) -> None:
        self.messages += 1
        self.bytes += len(payload)

    def change(self, value: int) -> None:
        self.received.append((self.messages, self.bytes))
        self.times.append(_change(self.page, self.shown, value))

    def median(self, rounds: int) -> float:
        return statistics.median(self.times[_WARM_UP : _WARM_UP + rounds])

    def traffic(self, first: int, changes: int) -> dict[str, int]:
        """Medians of what some changes brought; what came late counts with the change before it."""
        ends = [*self.received, (self.messages, self.bytes)][first : first + changes + 1]
        brought = [(m - n, b - c) for (n, c), (m, b) in pairwise(ends)]
        messages, received = (round(statistics.median(of)) for of in zip(*brought, strict=True))
        return {"messages": messages, "bytes": received}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--sizes", nargs="+", default=["4x5x5", "10x10x10", "20x20x25"], metavar="DxHxW")
    arguments = parser.parse_args()
    with _servers() as ports, sync_playwright() as playwright:
        path = os.environ.get("CONV3DT_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        rows = [_tabs(browser, ports, size) for size in arguments.sizes]
        for turn in range(arguments.rounds + _WARM_UP):
            for tab in (tab for row in rows for tab in row):
                tab.change(2 + turn % 2)
        for tab in (tab for row in rows for tab in row):
            for stride in _NEW_STRIDES:
                tab.change(stride)
        report = [_told(arguments.rounds, size, *row) for size, row in zip(arguments.sizes, rows, strict=True)]
        browser.close()
    where = machine("streamlit", "plotly")
    print(json.dumps({"machine": where, "changes each": arguments.rounds, "sizes": report}, indent=2))


@contextmanager
def _servers() -> Iterator[list[int]]:
    """Start the app, the minimal page and the bare one; yield their ports."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        scripts = (ROOT / "app.py", _minimal(Path(folder)), _bare(Path(folder)))
        yield [stack.enter_context(serving(script)).port for script in scripts]


def _minimal(folder: Path) -> Path:
    app, script = folder / "app.py", folder / "minimal.py"
    script.write_text(MINIMAL.format(root=str(ROOT)), encoding="utf-8")
    source = (ROOT / "app.py").read_text(encoding="utf-8").replace("__file__", repr(str(ROOT / "app.py")))
    other = source.replace("st.App(ROUTER", f"st.App({str(script)!r}")
    if other == source:
        raise RuntimeError("app.py names its entry script another way now; the minimal page would not be minimal")
    app.write_text(other, encoding="utf-8")
    return app


def _bare(folder: Path) -> Path:
    script = folder / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    return script


def _tabs(browser: Browser, ports: list[int], size: str) -> tuple[Tab, Tab, Tab, Tab]:
    """Open the four pages for one size of the input, and wait until each shows something."""
    query = "&".join(f"in_{axis}={voxels}" for axis, voxels in zip("dhw", size.split("x"), strict=True))
    scatter, minimal, bare = (f"http://127.0.0.1:{port}" for port in ports)
    return (
        _opened(browser, f"{scatter}/scatter-3d?{query}&cin=1&cout=1&n=1", SCENE_SHOWN),
        _opened(browser, f"{minimal}/?size={size}", SCENE_SHOWN),
        _opened(browser, f"{scatter}/?{query}&cin=1&cout=1&n=1", CODE_SHOWN),
        _opened(browser, f"{bare}/", ECHO_SHOWN),
    )


def _opened(browser: Browser, address: str, shown: str) -> Tab:
    tab = Tab(browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US"), shown)
    tab.page.on("websocket", tab.listen)
    tab.page.goto(address)
    tab.page.wait_for_function(f"({shown})()", timeout=60_000)
    has_scene = tab.page.evaluate("Boolean(document.querySelector('.c3-gd')?._fullLayout)")
    if has_scene != (shown is SCENE_SHOWN):
        raise RuntimeError(f"{address} shows no 3-D scene; there is nothing to compare")
    return tab


def _told(rounds: int, size: str, scatter: Tab, minimal: Tab, shape: Tab, bare: Tab) -> dict[str, Any]:
    voxels = prod(map(int, size.split("x")))
    tabs = {"scatter page": scatter, "minimal page": minimal, "shape page": shape, "bare rerun": bare}
    ms = {name: round(tab.median(rounds)) for name, tab in tabs.items()}
    ratios = {
        "to minimal": round(scatter.median(rounds) / minimal.median(rounds), 2),
        "to bare": round(scatter.median(rounds) / bare.median(rounds), 2),
        "shape page to bare": round(shape.median(rounds) / bare.median(rounds), 2),
    }
    spans = {"seen before": (_WARM_UP, rounds), "new": (_WARM_UP + rounds, len(_NEW_STRIDES))}
    traffic = {
        name: {when: tab.traffic(*span) for when, span in spans.items()}
        for name, tab in (("scatter page", scatter), ("minimal page", minimal))
    }
    return {"input voxels": voxels, "median ms": ms, "ratios": ratios, "received per change": traffic}


def _change(page: Page, done: str, value: int) -> float:
    page.bring_to_front()
    page.evaluate(SETTLED)  # the tab before, and the change of tabs, are no part of this one
    number = page.get_by_label("stride D", exact=True)
    number.fill(str(value))
    page.evaluate(f"window.clock = ({CLOCK})({json.dumps(done)}); null")
    number.press("Enter")
    return float(page.evaluate("window.clock"))


if __name__ == "__main__":
    main()
