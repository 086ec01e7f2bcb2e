"""How the server is, for whoever watches it; and what robots may read."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from conv3dt_core.versions import own

_SESSIONS = "/_stcore/stream"  # a websocket per open tab
# Every page has links to every layer next to its own: a robot would never come to an end.
_ROBOTS = "User-agent: *\nDisallow: /*?\nDisallow: /_stcore/\n"


class Status:
    """ASGI middleware that counts open sessions, and the routes that tell of them."""

    _began = time.monotonic()
    _open = 0

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Handle one connection."""
        session = scope["type"] == "websocket" and scope["path"].endswith(_SESSIONS)
        Status._open += session
        try:
            await self.app(scope, receive, send)
        finally:
            Status._open -= session

    @classmethod
    def answer(cls, _: Request) -> Response:
        """Return that all is well, and how much there is to do."""
        uptime = round(time.monotonic() - cls._began, 1)
        told = {"ok": True, "version": own(), "uptime_s": uptime, "sessions": cls._open}
        return JSONResponse(told, headers={"Cache-Control": "no-store"})


def _robots(_: Request) -> Response:
    return PlainTextResponse(_ROBOTS, headers={"Cache-Control": "max-age=86400"})


def middleware() -> Middleware:
    """Return what the app puts around Streamlit's own."""
    return Middleware(Status)


def routes() -> list[Route]:
    """Return the routes."""
    return [Route("/healthz", Status.answer), Route("/robots.txt", _robots)]
