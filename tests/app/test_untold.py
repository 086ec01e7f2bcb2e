"""Which messages of runs reach the browser."""

import asyncio
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages._shared.server.untold import Runs


def begun() -> list[ForwardMsg]:
    session, status = ForwardMsg(), ForwardMsg()
    session.new_session.name = "router.py"
    status.session_status_changed.script_is_running = True
    return [session, status]


def ended(how: int) -> list[ForwardMsg]:
    finished, status = ForwardMsg(), ForwardMsg()
    finished.script_finished = how
    status.session_status_changed.script_is_running = False
    return [finished, status]


def drawn(text: str = "words") -> ForwardMsg:
    delta = ForwardMsg()
    delta.delta.new_element.html.body = text
    return delta


RERUN = ended(ForwardMsg.FINISHED_EARLY_FOR_RERUN)
DONE = ended(ForwardMsg.FINISHED_SUCCESSFULLY)


def told(*messages: ForwardMsg) -> list[ForwardMsg]:
    """What is sent on of these."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def all_of_them() -> None:
        runs = Runs(send)
        for message in messages:
            await runs.send({"type": "websocket.send", "bytes": message.SerializeToString()})

    asyncio.run(all_of_them())
    return [ForwardMsg.FromString(message["bytes"]) for message in sent]


def test_a_run_that_asks_for_another_is_not_told_of() -> None:
    whole = [*begun(), drawn(), *DONE]
    assert told(*begun(), *RERUN, *begun(), *RERUN, *whole) == whole


def test_a_run_that_drew_something_is_told_of_to_its_end() -> None:
    cut = [*begun(), drawn(), *RERUN, *begun(), drawn("x" * 9000), *DONE]
    assert told(*cut) == cut


def test_an_empty_run_is_told_of_if_no_other_follows() -> None:
    empty = [*begun(), *DONE, *begun(), *ended(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY), drawn()]
    assert told(*empty) == empty


def test_what_is_no_message_of_a_run_passes() -> None:
    async def send(message: dict[str, Any]) -> None:
        assert message in ({"type": "websocket.accept"}, {"type": "websocket.send", "text": "hello"})

    async def both() -> None:
        for message in ({"type": "websocket.accept"}, {"type": "websocket.send", "text": "hello"}):
            await Runs(send).send(message)

    asyncio.run(both())
