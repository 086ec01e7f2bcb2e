"""How long a changed number takes to reach the painted 3-D scene, in Chromium, beside two simpler pages.

    python benchmarks/scene_change.py [--rounds 20] [--size 10]

Three servers, one browser, changes taken in turn: the scatter page; a minimal page that holds the same component with
the same data and nothing else; and a bare rerun, a number and its echo. The clock starts at the Enter key and stops in
the frame after the new scene (the echo) is there. `--size`: voxels per axis of the input; 10 makes 1,000.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
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
style.inject()
if "values_of_last_run" not in st.session_state:
    link.read(); link.write()
stride = st.number_input("stride D", value=1, step=1)
geometry = plan(LayerParams.of(1, 1, 3, stride=(stride, 1, 1)), {size})
rows = listed(geometry, "input", (0, 0, 0))
view.draw(geometry, "input", (0, 0, 0), None, rows, {{}}, "scene")
"""
BARE = """
import streamlit as st
stride = st.number_input("stride D", value=1, step=1)
st.html(f'<p class="echo">{{stride}}</p>')
"""
# Resolves with the milliseconds from Enter to the frame in which the page shows what was asked for.
CLOCK = """done => new Promise(resolve => addEventListener('keydown', event => {
  if (event.key !== 'Enter') return;
  const start = performance.now(), shown = new Function('return ' + done)(), old = shown();
  const look = () => { const now = shown();
    requestAnimationFrame(now && now !== old ? () => resolve(performance.now() - start) : look); };
  look();
}, { capture: true, once: true }))"""
SCENE_SHOWN = """() => { const view = document.querySelector('.c3-scene')?.__view, rev = view?.host.dataset.rev;
  return rev && rev === view.data.rev ? rev : null; }"""
ECHO_SHOWN = "() => document.querySelector('.echo')?.textContent"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--size", type=int, default=10)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        minimal, bare = Path(folder) / "app.py", Path(folder) / "bare.py"
        script = Path(folder) / "minimal.py"
        script.write_text(MINIMAL.format(root=str(ROOT), size=arguments.size), encoding="utf-8")
        source = (ROOT / "app.py").read_text(encoding="utf-8").replace("__file__", repr(str(ROOT / "app.py")))
        minimal.write_text(source.replace("st.App(ROUTER", f"st.App({str(script)!r}"), encoding="utf-8")
        if str(script) not in minimal.read_text(encoding="utf-8"):
            raise RuntimeError("app.py names its entry script another way now; the minimal page would not be minimal")
        bare.write_text(BARE.format(), encoding="utf-8")
        servers = [_started(script) for script in (ROOT / "app.py", minimal, bare)]
        try:
            report = _measured([port for _, port in servers], arguments.rounds, arguments.size)
        finally:
            for process, _ in servers:
                process.terminate()
                process.wait(10)
    print(json.dumps(report, indent=2))


def _started(script: Path) -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options, "--logger.level", "error"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return process, port
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise TimeoutError("a server did not come up within 60 s")


def _measured(ports: list[int], rounds: int, size: int) -> dict[str, object]:
    query = "&".join(f"in_{axis}={size}" for axis in "dhw")
    addresses = [f"http://127.0.0.1:{ports[0]}/scatter-3d?{query}&cin=1&cout=1&n=1"]
    addresses += [f"http://127.0.0.1:{port}/" for port in ports[1:]]
    shown = [SCENE_SHOWN, SCENE_SHOWN, ECHO_SHOWN]
    times: list[list[float]] = [[], [], []]
    with sync_playwright() as playwright:
        path = os.environ.get("CONV3DT_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        pages = [browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US") for _ in addresses]
        for page, address, done in zip(pages, addresses, shown, strict=True):
            page.goto(address)
            page.wait_for_function(f"({done})()", timeout=60_000)
        if not all(page.evaluate("Boolean(document.querySelector('.c3-gd')?._fullLayout)") for page in pages[:2]):
            raise RuntimeError("a page shows no 3-D scene; there is nothing to compare")
        for turn in range(rounds + 2):
            for page, done, kept in zip(pages, shown, times, strict=True):
                took = _change(page, done, 2 + turn % 2)
                if turn >= 2:  # the first two pay for caches
                    kept.append(took)
        browser.close()
    names = ["scatter page", "minimal page", "bare rerun"]
    medians = [statistics.median(kept) for kept in times]
    told = {name: {"n": len(kept), "median ms": round(m)} for name, kept, m in zip(names, times, medians, strict=True)}
    ratios = {"to minimal": round(medians[0] / medians[1], 2), "to bare": round(medians[0] / medians[2], 2)}
    return {"input voxels": size**3, **told, "scatter page": told["scatter page"] | ratios}


def _change(page: Page, done: str, value: int) -> float:
    page.bring_to_front()
    field = page.get_by_label("stride D", exact=True)
    field.fill(str(value))
    page.evaluate(f"window.clock = ({CLOCK})({json.dumps(done)}); null")
    field.press("Enter")
    return float(page.evaluate("window.clock"))


if __name__ == "__main__":
    main()
