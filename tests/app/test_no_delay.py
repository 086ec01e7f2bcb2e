"""Websockets send small messages at once."""

import asyncio
import socket
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from pages._shared.server.no_delay import Batches, NoDelay


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


class Written:
    """A transport that keeps what is written to it."""

    def __init__(self) -> None:
        self.batches: list[bytes] = []
        self.closed_after = -1

    def write(self, data: bytes) -> None:
        self.batches.append(data)

    def close(self) -> None:
        self.closed_after = len(self.batches)

    def is_closing(self) -> bool:
        return self.closed_after >= 0


def test_messages_of_one_moment_leave_together_and_in_order() -> None:
    async def send() -> Written:
        transport = Written()
        batches = Batches(transport)
        for message in (b"a", b"b", b"c"):
            batches.write(message)
            await asyncio.sleep(0)  # as Streamlit does between two messages
        await asyncio.sleep(0.01)
        batches.write(b"d")
        await asyncio.sleep(0.01)
        return transport

    assert asyncio.run(send()).batches == [b"abc", b"d"]


def test_nothing_is_lost_when_a_connection_closes() -> None:
    async def close() -> Written:
        transport = Written()
        batches = Batches(transport)
        batches.write(b"the last words")
        assert not batches.is_closing()
        batches.close()
        await asyncio.sleep(0.01)
        return transport

    transport = asyncio.run(close())
    assert (transport.batches, transport.closed_after) == ([b"the last words"], 1)
