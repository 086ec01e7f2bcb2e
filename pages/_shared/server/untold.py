"""A run that did nothing but ask for another one is not told of.

A number of the panel runs its row, and that asks for the page: two runs, and for each the browser would render all that
is on the page anew, twice. It hears of the second one alone.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.middleware import Middleware
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

#: What begins and ends a run fits in a few kilobytes; what is larger is something to draw.
_LARGEST = 4096


def middleware() -> Middleware:
    """Return what the app puts around Streamlit's own."""
    return Middleware(Untold)


class Untold:
    """ASGI middleware between a websocket and what is sent to it."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Handle one connection."""
        await self.app(scope, receive, Runs(send).send if scope["type"] == "websocket" else send)


class Runs:
    """Keeps the messages that begin a run until it has drawn something, or has ended without."""

    def __init__(self, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self._send, self._begun, self._ended = send, list[dict[str, Any]](), False

    async def send(self, message: dict[str, Any]) -> None:
        """Send a message on, now, later or never."""
        said = _read(message)
        kind = said.WhichOneof("type") if said else None
        status = kind == "session_status_changed"
        if kind == "new_session" or (status and self._begun):
            self._begun.append(message)
        elif self._begun and kind == "script_finished" and said.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self._begun.clear()
            self._ended = True
            return
        elif not (status and self._ended):  # that nothing runs any more is no news: another run begins
            await self._tell()
            await self._send(message)
        self._ended = False

    async def _tell(self) -> None:
        begun, self._begun = self._begun, []
        for message in begun:
            await self._send(message)


def _read(message: dict[str, Any]) -> ForwardMsg | None:
    data = message.get("bytes")
    return ForwardMsg.FromString(data) if data and len(data) <= _LARGEST else None
