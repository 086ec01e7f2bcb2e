"""What a run sends leaves at once, and what is ready at one moment leaves together."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.middleware import Middleware


def middleware() -> Middleware:
    """Return what the app puts around Streamlit's own."""
    return Middleware(NoDelay)


class NoDelay:
    """ASGI middleware that sends a websocket's messages in batches, and turns Nagle's algorithm off for them.

    Streamlit makes its socket without naming the protocol, and asyncio then leaves the algorithm on: the last messages
    of a run wait until the browser has acknowledged the first ones, which it puts off for 40 ms. And it sends 40 of
    them, each by a call of the system that lets go of the interpreter's lock; a batch needs one.
    """

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Handle one connection."""
        # uvicorn hands over a method of its protocol; with another server all stays as it was.
        protocol = getattr(receive, "__self__", None)
        transport = getattr(protocol, "transport", None)
        if scope["type"] == "websocket" and transport is not None:
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            protocol.transport = Batches(transport)  # type: ignore[union-attr]
        await self.app(scope, receive, send)


class Batches:
    """A transport that writes when two turns of the event loop have brought nothing more; else the one it wraps."""

    def __init__(self, transport: Any) -> None:
        self._transport, self._loop = transport, asyncio.get_running_loop()
        self._waiting: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Keep `data` for the batch."""
        self._waiting.append(data)
        if len(self._waiting) == 1:
            self._loop.call_soon(self._look, 1, 2)

    def close(self) -> None:
        """Write what is kept, and close."""
        self._flush()
        self._transport.close()

    def _look(self, seen: int, turns: int) -> None:
        if len(self._waiting) > seen:
            turns = 2
        if self._waiting and turns:
            self._loop.call_soon(self._look, len(self._waiting), turns - 1)
        else:
            self._flush()

    def _flush(self) -> None:
        data, self._waiting = b"".join(self._waiting), []
        if data:
            self._transport.write(data)
