"""What the server adds for whoever hosts it: headers, a log that says nothing of visitors, health, robots."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from conv3dt_core import versions
from pages._shared.server import headers, log, status

ROOT = Path(__file__).parents[2]
SECRET = "secret-of-a-visitor"
HOST = (b"host", b"app.example")


class App:
    """What lies within a middleware: it answers, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        self.asked.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"etag", b"x")]})


def asked(app: Any, kind: str = "http", query: bytes = b"", sent: list[tuple[bytes, bytes]] | None = None) -> list[Any]:
    """Return the messages that answer a request."""
    messages: list[Any] = []

    async def send(message: Any) -> None:
        messages.append(message)

    scope = {"type": kind, "path": "/_stcore/stream", "query_string": query, "headers": [HOST, *(sent or [])]}
    asyncio.run(app(scope, None, send))
    return messages


# --- headers ------------------------------------------------------------------------------------------------------


def test_every_answer_has_the_headers() -> None:
    (answer,) = asked(headers.Headers(App()))
    found = {name.decode(): value.decode() for name, value in answer["headers"]}
    assert found["etag"] == "x"
    assert found["referrer-policy"] == "no-referrer"
    assert found["x-content-type-options"] == "nosniff"
    assert found["x-frame-options"] == "SAMEORIGIN"
    policy = dict(part.split(" ", 1) for part in found["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == "'self'"
    assert "'sha256-" in policy["script-src"]
    assert not [sources for sources in policy.values() if "http" in sources or "*" in sources]
    assert "'unsafe" not in policy["script-src"]
    assert "x-robots-tag" not in found


def test_a_link_with_parameters_is_not_indexed() -> None:
    (answer,) = asked(headers.Headers(App()), query=b"s_d=2")
    assert (b"x-robots-tag", b"noindex") in answer["headers"]


def test_a_course_may_embed_the_app() -> None:
    found = headers.headers({headers.FRAMES: "'self' https://moodle.example:8443"})
    assert found["Content-Security-Policy"].endswith("frame-ancestors 'self' https://moodle.example:8443")
    assert "X-Frame-Options" not in found


@pytest.mark.parametrize("value", ["'self'; script-src *", "https://a.example, https://b.example", "a\nb"])
def test_a_setting_that_would_be_another_policy_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="CONV3DT_FRAME_ANCESTORS"):
        headers.headers({headers.FRAMES: value})


@pytest.mark.parametrize("origin", [b"http://elsewhere.example", b"http://app.example:81", b"null", b"file://"])
def test_another_origin_is_not_let_in(origin: bytes) -> None:
    app = App()
    assert asked(headers.Headers(app), "websocket", sent=[(b"origin", origin)]) == [
        {"type": "websocket.close", "code": 1008}
    ]
    assert app.asked == []
    asked(headers.Headers(app), sent=[(b"origin", origin)])
    assert app.asked[0]["headers"] == [HOST]


@pytest.mark.parametrize(
    ("origins", "options"),
    [
        ([], {}),
        ([b"https://app.example"], {}),
        ([b"https://course.example"], {"server.corsAllowedOrigins": ["https://course.example"]}),
        ([b"https://course.example"], {"server.enableCORS": False}),
    ],
)
def test_the_own_origin_is_and_whom_the_host_allows(
    origins: list[bytes], options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = headers.st.get_option
    monkeypatch.setattr(headers.st, "get_option", lambda name: options[name] if name in options else usual(name))
    app, sent = App(), [(b"origin", origin) for origin in origins]
    asked(headers.Headers(app), "websocket", sent=sent)
    assert app.asked[0]["headers"] == [HOST, *sent]


def test_every_setting_is_in_the_hosts_table() -> None:
    files = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "conv3dt_core").rglob("*.py")]
    read = {name for file in files for name in re.findall(r'"(CONV3DT_\w+)"', file.read_text("utf-8"))}
    table = set(re.findall(r"^\| `(CONV3DT_\w+)`", (ROOT / "deploy/README.md").read_text("utf-8"), re.MULTILINE))
    assert read == table


# --- log ----------------------------------------------------------------------------------------------------------


class Kept(logging.Handler):
    """A handler that keeps what a stream would get."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Give what was logged, line by line, by the app and by a library."""
    factory, kept = logging.getLogRecordFactory(), Kept()
    for logger in (log.install(), logging.getLogger("library")):
        monkeypatch.setattr(logger, "handlers", [kept])
        monkeypatch.setattr(logger, "propagate", False)
    yield lambda: [json.loads(line) for line in kept.lines]
    logging.setLogRecordFactory(factory)


def test_a_line_holds_the_message_as_the_source_has_it(said: Callable[[], list[dict[str, Any]]]) -> None:
    logging.getLogger("library").warning('%s - "GET %s"', "203.0.113.7", f"/?x={SECRET}")
    (line,) = said()
    assert line.pop("time").endswith("+00:00")
    expected = {"level": "warning", "logger": "library", "message": '%s - "GET %s"'}
    assert line == expected | {"version": versions.own()}


def test_of_an_exception_it_holds_type_and_place(said: Callable[[], list[dict[str, Any]]]) -> None:
    try:
        int(SECRET)
    except ValueError as error:
        logging.getLogger("library").exception("Uncaught app execution")
        logging.getLogger("library").warning(error)
    lines = said()
    assert SECRET not in str(lines)
    assert [line["error"] for line in lines] == ["ValueError"] * 2
    assert "tests/app/test_server.py:" in lines[0]["at"][-1]


def test_what_the_app_says_itself_is_said(said: Callable[[], list[dict[str, Any]]]) -> None:
    logging.getLogger("conv3dt").warning("started on %s", "Python 3")
    assert [line["message"] for line in said()] == ["started on Python 3"]


def test_nobody_is_named_who_connects(said: Callable[[], list[dict[str, Any]]]) -> None:
    assert not logging.getLogger("uvicorn.error").isEnabledFor(logging.INFO)
    assert not logging.getLogger("uvicorn.access").isEnabledFor(logging.INFO)
    assert said() == []


def test_streamlit_is_told_to_keep_to_it() -> None:
    options = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert options["logger"] == {"messageFormat": "%(message)s", "enableRich": False}
    assert options["browser"]["gatherUsageStats"] is False


# --- health, robots -----------------------------------------------------------------------------------------------


def answer(path: str) -> Any:
    (route,) = [route for route in status.routes() if route.path == path]
    return route.endpoint(Request({"type": "http"}))


def test_health_counts_open_sessions() -> None:
    seen: list[int] = []

    async def app(*_: Any) -> None:
        seen.append(json.loads(answer("/healthz").body)["sessions"])
        raise ConnectionError  # a browser that went away

    before = json.loads(answer("/healthz").body)
    for kind in ("websocket", "http"):
        with pytest.raises(ConnectionError):
            asked(status.Status(app), kind)
    after = json.loads(answer("/healthz").body)
    assert seen == [before["sessions"] + 1, before["sessions"]]
    assert after["sessions"] == before["sessions"]
    assert (after["ok"], after["version"]) == (True, versions.own())
    assert after["uptime_s"] >= before["uptime_s"] >= 0


def test_robots_stay_out_of_parameters() -> None:
    lines = answer("/robots.txt").body.decode().splitlines()
    assert lines == ["User-agent: *", "Disallow: /*?", "Disallow: /_stcore/"]
