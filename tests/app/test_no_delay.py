"""Websockets send small messages at once."""

import asyncio
import socket
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from pages._shared.no_delay import NoDelay


@pytest.fixture
def accepted() -> Iterator[socket.socket]:
    """A connection as Streamlit's server gets it: accepted by a socket that was made without a protocol."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as connection:
            yield connection


class Protocol:
    """What uvicorn's protocols look like from an application."""

    def __init__(self, connection: socket.socket) -> None:
        self.transport = SimpleNamespace(get_extra_info={"socket": connection}.__getitem__)

    async def receive(self) -> None: ...


def called_with(scope: dict[str, Any], receive: Any) -> list[Any]:
    calls: list[Any] = []

    async def app(*arguments: Any) -> None:
        calls.append(arguments)

    asyncio.run(NoDelay(app)(scope, receive, None))
    return calls


@pytest.mark.parametrize(("kind", "off"), [("websocket", True), ("http", False)])
def test_websockets_send_at_once(kind: str, off: bool, accepted: socket.socket) -> None:
    receive = Protocol(accepted).receive
    assert called_with({"type": kind}, receive) == [({"type": kind}, receive, None)]
    assert bool(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)) is off


def test_another_server_is_left_alone() -> None:
    assert called_with({"type": "websocket"}, None) == [({"type": "websocket"}, None, None)]
