"""A server and a browser for the tests that need both. What leaves an error in the console has failed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
TIMEOUT = 60_000  # ms; two cores that also draw 3-D in software
#: Streamlit looks for its server below a page's own path first, and finds it one level up.
EXPECTED_404 = ("/_stcore/health", "/_stcore/host-config")

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Return a function that starts a server nobody has visited yet, and returns its address."""
    running: list[subprocess.Popen[bytes]] = []

    def start() -> str:
        process, address = _start(tmp_path / f"server-{len(running)}.log")
        running.append(process)
        return address

    yield start
    for process in running:
        _stop(process)


class Process:
    """A server that can be killed, and started again where it was."""

    def __init__(self, log: Path) -> None:
        self.log, self.port = log, free_port()
        self.start()

    def start(self) -> None:
        self.process, self.address = _start(self.log, self.port)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def sessions(self) -> int:
        """Return how many tabs are open on it."""
        with urlopen(f"{self.address}/healthz", timeout=10) as answer:
            return json.load(answer)["sessions"]


@pytest.fixture
def new_process(tmp_path: Path) -> Iterator[Callable[[], Process]]:
    """Return a function that starts a server which the test may kill."""
    made: list[Process] = []

    def make() -> Process:
        made.append(Process(tmp_path / f"process-{len(made)}.log"))
        return made[-1]

    yield make
    for process in made:
        process.kill()


@pytest.fixture
def nginx_before(nginx: str, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Return a function that puts nginx before two processes, as deploy/nginx.conf says, and returns its address."""
    running: list[subprocess.Popen[bytes]] = []

    def put(*processes: Process) -> str:
        port, text = free_port(), (ROOT / "deploy/nginx.conf").read_text("utf-8")
        used = (port, *(process.port for process in processes))
        for written, own in zip((8080, 8501, 8502), used, strict=True):
            text = text.replace(f":{written}", f":{own}")
        (tmp_path / "nginx.conf").write_text(text, encoding="utf-8")
        # Started by root, it would work as another user, who may not look into pytest's folders.
        options = ("-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-g", "daemon off; user root;")
        log, address = tmp_path / "nginx.log", f"http://127.0.0.1:{port}"
        with log.open("wb") as output:
            running.append(subprocess.Popen([nginx, "-e", "stderr", *options], stderr=output))
        _wait_until_healthy(running[-1], address, log)
        return address

    yield put
    for server in running:
        _stop(server)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server that all tests share."""
    process, address = _start(tmp_path_factory.mktemp("server") / "server.log")
    yield address
    _stop(process)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start(log: Path, port: int | None = None) -> tuple[subprocess.Popen[bytes], str]:
    port = port or free_port()
    options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true",
               "server.fileWatcherType": "none"}  # fmt: skip
    flags = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *flags]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=log.parent, stdout=output, stderr=subprocess.STDOUT, env=_environment())
    address = f"http://127.0.0.1:{port}"
    _wait_until_healthy(process, address, log)
    return process, address


def _environment() -> dict[str, str]:
    # Coverage and warning filters of this process are none of the server's business.
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONWARNINGS", "PYTEST_CURRENT_TEST"}}


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + TIMEOUT / 1000
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(URLError, OSError), urlopen(f"{address}/_stcore/health", timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    process.kill()
    process.wait()
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')[-4000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Return the browser that all tests share."""
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Return a function that opens a page of a new visitor; its options are those of a playwright context.

    And `ignored`: what an error may say because the test wants it.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_one(ignored: str = "\0", **options: Any) -> Page:
        # Playwright's wait_for_function evaluates text, which the app's policy forbids; test_hosting keeps to it.
        usual = {"viewport": {"width": 1280, "height": 720}, "locale": "en-US", "bypass_csp": True}
        context = browser.new_context(**{**usual, **options})
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"uncaught: {error}"))
        page.on("console", lambda message: ignored in message.text or _note(message, errors))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not errors, "\n".join(errors)


def _note(message: Any, errors: list[str]) -> None:
    address = message.location.get("url", "")
    if message.type == "error" and not ("404" in message.text and address.endswith(EXPECTED_404)):
        errors.append(f"{message.text} ({address})")


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Return a page of 1280x720 of a visitor whose browser speaks English."""
    return open_page()
