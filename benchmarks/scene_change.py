"""How long a changed number takes to reach the painted 3-D scene, in Chromium, beside two simpler pages.

    python benchmarks/scene_change.py [--visits 3] [--sizes 4x5x5 10x10x10 20x20x25]

Three servers, one browser, pages taken in turn, each alone in the browser as a reader has it: the scatter page; a
minimal page that holds the same component with the same data and nothing else; the shape page; and a bare rerun, a
number and its echo; and so for each size of the input (D x H x W voxels). (With all of them open the scenes behind go
on drawing frames, which slows the page in front, the minimal one above all.) A visit is two changes that pay for
caches, and seven that count. The clock starts at the Enter key and stops in the frame after the new scene (the code at
the end of the shape page, the echo) is there.

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


_WARM_UP, _COUNTED = 2, 7  # changes of a visit
_NEW_STRIDES = range(4, 9)


@dataclass
class Subject:
    """A page that is measured: its time per change, and what its websocket brought with each."""

    address: str
    shown: str
    times: list[float] = field(default_factory=list)
    known: list[tuple[int, int]] = field(default_factory=list)
    new: list[tuple[int, int]] = field(default_factory=list)

    def visit(self, browser: Browser) -> None:
        """Open the page, change strides, close it."""
        traffic = Traffic()
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US", bypass_csp=True)
        page.on("websocket", traffic.listen)
        page.goto(self.address)
        page.wait_for_function(f"({self.shown})()", timeout=60_000)
        has_scene = page.evaluate("Boolean(document.querySelector('.c3-gd')?._fullLayout)")
        if has_scene != (self.shown is SCENE_SHOWN):
            raise RuntimeError(f"{self.address} shows no 3-D scene; there is nothing to compare")
        for n in range(_WARM_UP + _COUNTED):
            took, brought = _change(page, self.shown, 2 + n % 2), traffic.since_last(page)
            if n >= _WARM_UP:
                self.times.append(took)
                self.known.append(brought)
        for stride in _NEW_STRIDES:
            _change(page, self.shown, stride)
            self.new.append(traffic.since_last(page))
        page.context.close()

    @property
    def median(self) -> float:
        """Milliseconds from Enter to the picture."""
        return statistics.median(self.times)


class Traffic:
    """What a websocket has brought: messages and bytes."""

    def __init__(self) -> None:
        self.messages = self.bytes = 0

    def listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)

    def _count(self, payload: str | bytes) -> None:
        self.messages += 1
        self.bytes += len(payload)

    def since_last(self, page: Page) -> tuple[int, int]:
        """Return what came since this was last asked; what comes late counts too."""
        page.wait_for_timeout(100)
        brought, self.messages, self.bytes = (self.messages, self.bytes), 0, 0
        return brought


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=3)
    parser.add_argument("--sizes", nargs="+", default=["4x5x5", "10x10x10", "20x20x25"], metavar="DxHxW")
    arguments = parser.parse_args()
    with _servers() as ports, sync_playwright() as playwright:
        path = os.environ.get("CONV3DT_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        rows = [_subjects(ports, size) for size in arguments.sizes]
        for _ in range(arguments.visits):
            for subject in (subject for row in rows for subject in row):
                subject.visit(browser)
        report = [_told(size, *row) for size, row in zip(arguments.sizes, rows, strict=True)]
        browser.close()
    where = machine("streamlit", "plotly")
    print(json.dumps({"machine": where, "changes each": arguments.visits * _COUNTED, "sizes": report}, indent=2))


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


def _subjects(ports: list[int], size: str) -> tuple[Subject, Subject, Subject, Subject]:
    """Return the four pages for one size of the input."""
    query = "&".join(f"in_{axis}={voxels}" for axis, voxels in zip("dhw", size.split("x"), strict=True))
    scatter, minimal, bare = (f"http://127.0.0.1:{port}" for port in ports)
    return (
        Subject(f"{scatter}/scatter-3d?{query}&cin=1&cout=1&n=1", SCENE_SHOWN),
        Subject(f"{minimal}/?size={size}", SCENE_SHOWN),
        Subject(f"{scatter}/?{query}&cin=1&cout=1&n=1", CODE_SHOWN),
        Subject(f"{bare}/", ECHO_SHOWN),
    )


def _told(size: str, scatter: Subject, minimal: Subject, shape: Subject, bare: Subject) -> dict[str, Any]:
    subjects = {"scatter page": scatter, "minimal page": minimal, "shape page": shape, "bare rerun": bare}
    ratios = {
        "to minimal": scatter.median / minimal.median,
        "to bare": scatter.median / bare.median,
        "shape page to bare": shape.median / bare.median,
    }
    traffic = {
        name: {"seen before": _middle(subjects[name].known), "new": _middle(subjects[name].new)}
        for name in ("scatter page", "minimal page")
    }
    return {
        "input voxels": prod(map(int, size.split("x"))),
        "median ms": {name: round(subject.median) for name, subject in subjects.items()},
        "ratios": {name: round(ratio, 2) for name, ratio in ratios.items()},
        "received per change": traffic,
    }


def _middle(brought: list[tuple[int, int]]) -> dict[str, int]:
    messages, received = (round(statistics.median(of)) for of in zip(*brought, strict=True))
    return {"messages": messages, "bytes": received}


def _change(page: Page, done: str, value: int) -> float:
    page.evaluate(SETTLED)  # the change before is no part of this one
    number = page.get_by_label("stride D", exact=True)
    number.fill(str(value))
    page.evaluate(f"window.clock = ({CLOCK})({json.dumps(done)}); null")
    number.press("Enter")
    return float(page.evaluate("window.clock"))


if __name__ == "__main__":
    main()
