"""Small messages leave at once: a run ends up to 40 ms sooner for the reader."""

import socket
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.middleware import Middleware


def middleware() -> Middleware:
    """Return what the app puts around Streamlit's own."""
    return Middleware(NoDelay)


class NoDelay:
    """ASGI middleware that turns Nagle's algorithm off for websockets.

    Streamlit makes its socket without naming the protocol, and asyncio then leaves the algorithm on: the last messages
    of a run wait until the browser has acknowledged the first ones, which it puts off for 40 ms.
    """

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Handle one connection."""
        # uvicorn hands over a method of its protocol; with another server all stays as it was.
        transport = getattr(getattr(receive, "__self__", None), "transport", None)
        if scope["type"] == "websocket" and transport is not None:
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self.app(scope, receive, send)
