"""What every answer tells the browser: load from here alone, say nobody where the reader was, index no parameters.

And whose requests are let in: a page of another origin has no business here. Streamlit would first ask the internet
for the server's own address, to see whether that is the origin, and everybody waits until it has an answer.
"""

import re
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from hashlib import sha256
from os import environ
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.middleware import Middleware

#: Who may show the app in a frame: sources of a Content-Security-Policy, such as "'self' https://moodle.example".
FRAMES = "CONV3DT_FRAME_ANCESTORS"
_SOURCES = re.compile(r"[!-+\--:<-~ ]+")  # what ends a directive (;) or a policy (,) is no source
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_NOINDEX = (b"x-robots-tag", b"noindex")

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def middleware() -> Middleware:
    """Return what the app puts around Streamlit's own."""
    return Middleware(Headers)


def headers(settings: Mapping[str, str] = environ) -> dict[str, str]:
    """Return the headers of every answer."""
    frames = settings.get(FRAMES, "").strip() or "'self'"
    if not _SOURCES.fullmatch(frames):
        raise ValueError(f"{FRAMES}={frames!r}: sources with spaces between, as in \"'self' https://example.org\"")
    found = {
        "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in _policy(frames).items()),
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    # Older browsers know this one alone, and it cannot name anybody.
    return found | ({"X-Frame-Options": "SAMEORIGIN"} if frames == "'self'" else {})


def _policy(frames: str) -> dict[str, str]:
    return {
        "default-src": "'self'",
        # Streamlit makes a component's script a blob, tries WebAssembly, and has a line of its own in the page.
        "script-src": f"'self' blob: 'wasm-unsafe-eval' {_inline_scripts()}",
        "style-src": "'self' 'unsafe-inline'",  # Streamlit and Plotly write theirs as they go
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": frames,
    }


def _inline_scripts() -> str:
    """Return the hashes of the scripts that stand in Streamlit's page itself."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_bytes()
    digests = (b64encode(sha256(script).digest()).decode() for script in _INLINE.findall(page))
    return " ".join(f"'sha256-{digest}'" for digest in digests)


class Headers:
    """ASGI middleware that adds `headers` to every answer, and hides other origins from what lies within."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app
        self._always = [(name.lower().encode(), value.encode()) for name, value in headers().items()]

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        if _is_foreign(dict(scope["headers"])):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})  # before it was accepted: 403
                return
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"origin"]}
        own = [*self._always, *([_NOINDEX] if scope["query_string"] else [])]

        async def send_all(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *own]}
            await send(message)

        await self.app(scope, receive, send_all)


def _is_foreign(sent: Mapping[bytes, bytes]) -> bool:
    """Return whether the page that asks is of another origin, and the host has allowed neither this one nor any."""
    origin = sent.get(b"origin", b"").decode("latin-1")
    if not origin or urlsplit(origin).netloc == sent.get(b"host", b"").decode("latin-1"):
        return False
    return bool(st.get_option("server.enableCORS")) and origin not in (st.get_option("server.corsAllowedOrigins") or ())
