"""How long a change of a parameter takes on the server: alone, and with a class of visitors on one process.

    python benchmarks/visitors.py [--visitors 30] [--seconds 30] [--page scatter-3d]

Visitors are raw websocket clients that speak Streamlit's protocol, so no browser disturbs the measurement. Each
changes the stride on axis D every two seconds and waits for the end of the run. Its time is kept.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parent.parent
PERIOD = 2.0  # seconds between two changes of one visitor
VALUES = (2, 3, 1)  # strides a visitor cycles through
# A number of the panel first asks for the page alone.
DONE, PAGE_DONE = ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
CALLED_AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN


def main() -> None:
    arguments = _arguments()
    process, port = _start_server()
    try:
        report = asyncio.run(_measure(arguments, port))
    finally:
        process.terminate()
        process.wait(10)
    print(json.dumps(report, indent=2))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--reruns", type=int, default=50, help="changes by the visitor who is alone")
    parser.add_argument("--page", action="append", help="url path; give it more than once for several pages")
    return parser.parse_args()


def _start_server() -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    options = ["--server.address", "127.0.0.1", "--server.headless", "true", "--logger.level", "error"]
    process = subprocess.Popen([*command, *options], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    _wait_until_healthy(port)
    return process, port


def _wait_until_healthy(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not come up within 60 s")


async def _measure(arguments: argparse.Namespace, port: int) -> dict[str, object]:
    report: dict[str, object] = {}
    for page in arguments.page or ["", "scatter-3d"]:
        async with Visitor(port, page) as visitor:
            await visitor.change()  # the first change pays for caches
            waits = [await visitor.change() for _ in range(arguments.reruns)]
        report[page or "start"] = {"alone": _summary(waits)}
    visitors = await _class_of(arguments, port, (arguments.page or ["scatter-3d"])[0])
    report[f"{arguments.visitors} visitors, one process"] = _summary(visitors)
    return report


async def _class_of(arguments: argparse.Namespace, port: int, page: str) -> list[float]:
    """Let all visitors change something every PERIOD seconds, each at its own moment."""

    async def visit() -> list[float]:
        waits = []
        async with Visitor(port, page) as visitor:
            await asyncio.sleep(random.uniform(0, PERIOD))
            stop = time.monotonic() + arguments.seconds
            while time.monotonic() < stop:
                waits.append(await visitor.change())
                await asyncio.sleep(max(0.0, PERIOD - waits[-1]))
        return waits[1:]

    return [wait for waits in await asyncio.gather(*(visit() for _ in range(arguments.visitors))) for wait in waits]


def _summary(seconds: list[float]) -> dict[str, float]:
    milliseconds = sorted(1000 * second for second in seconds)
    p95 = milliseconds[int(0.95 * (len(milliseconds) - 1))]
    return {"n": len(milliseconds), "p50 ms": round(statistics.median(milliseconds), 1), "p95 ms": round(p95, 1)}


class Visitor:
    """One browser tab without a browser: opens a page, then changes the stride on axis D."""

    def __init__(self, port: int, page: str) -> None:
        self.port, self.page, self.turn = port, page, 0
        self.widgets: dict[str, int | None] = {}
        self.fragments: dict[str, str] = {}

    async def __aenter__(self) -> Visitor:
        self.socket: ClientConnection = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],  # type: ignore[list-item]
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            max_size=None,
        )
        # Per-axis settings, so that s_d is drawn and counts on its own.
        await self._run()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def change(self) -> float:
        """Set the next stride and return the seconds until the script had finished."""
        self.turn += 1
        (widget,) = [identity for identity in self.widgets if identity.endswith("-s_d")]
        start = time.perf_counter()
        await self._run(widget, VALUES[self.turn % len(VALUES)])
        return time.perf_counter() - start

    async def _run(self, changed: str = "", value: int | None = None) -> None:
        if changed:
            self.widgets[changed] = value
        message = BackMsg()
        message.rerun_script.fragment_id = self.fragments.get(changed, "")
        message.rerun_script.page_name = self.page
        message.rerun_script.page_script_hash = ""
        for identity, held in self.widgets.items():
            if held is not None:
                state = message.rerun_script.widget_states.widgets.add()
                state.id, state.int_value = identity, held
        await self.socket.send(message.SerializeToString())
        while True:
            reply = ForwardMsg()
            reply.ParseFromString(await self.socket.recv())  # type: ignore[arg-type]
            self._remember_widgets(reply)
            if reply.WhichOneof("type") == "script_finished":
                if reply.script_finished in (DONE, PAGE_DONE):
                    return
                if reply.script_finished != CALLED_AGAIN:
                    raise RuntimeError(f"the script ended with {reply.script_finished}")

    def _remember_widgets(self, reply: ForwardMsg) -> None:
        if reply.WhichOneof("type") != "delta" or not reply.delta.HasField("new_element"):
            return
        element = reply.delta.new_element
        if element.WhichOneof("type") == "number_input":
            self.widgets.setdefault(element.number_input.id, None)
            self.fragments[element.number_input.id] = reply.delta.fragment_id
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(element.exception.message)


if __name__ == "__main__":
    main()
