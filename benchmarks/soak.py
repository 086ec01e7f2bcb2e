"""A class that does what classes do, for a long time: is the server the same afterwards?

    python benchmarks/soak.py [--visitors 30] [--minutes 20] [--save benchmarks/soak.md]

Visitors are raw websocket clients, each with something to do every 2 s: mostly a number, else another page, a voxel
(what a pick and the end of a play send), a broken link, an array that is uploaded and taken away again, or a cable that
is pulled out in the midst of a run. A row a minute: what the server's process holds, and how long a change took. Errors
are what was drawn as an exception, an answer that did not come within 20 s, and what the server's log says of any.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import random
import re
import statistics
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from urllib.request import Request, urlopen

import numpy as np
from server import ROOT, Server, machine, table
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from visitor import Visitor

PERIOD, PATIENCE = 2.0, 20.0
PAGES = ("", "scatter-3d", "overlap-map", "four-pictures", "framework-lens")
#: What a visitor does next, and how often of a hundred times.
ACTIONS = {"change": 70, "go": 10, "pick": 8, "break_link": 4, "upload": 4, "pull_out": 4}
BROKEN = (
    "s_d=abc&k_d=1e400", "in_d=2147483647&k_h=0&dil_w=-1", "pad=sometimes&lang=xx&v_d=999", "x=(1,2&act=%00&groups=7",
    "n=" + "9" * 500, "want_d=-5&os=on&os_d=0&op_w=77", "%ff%fe=&=&&s_d", "step=-1&ex=%3Cscript%3E",
)  # fmt: skip
HEAD = ("minute", "MB", "threads", "changes", "ms p50", "p95", "most", "of a core", "errors")


class Guest(Visitor):
    """A visitor with a mind of its own."""

    def __init__(self, port: int, seed: int) -> None:
        super().__init__(port, "start")
        self.rng = random.Random(seed)

    async def go(self) -> None:
        """Go to another page, as a click on the navigation does."""
        self.page_hash = self.pages[self.rng.choice(PAGES)]
        await self.run()

    async def pick(self) -> float | None:
        """Choose a voxel, where the page has one to choose."""
        there = any(widget.endswith("-v_d") for widget in self.states)
        return await self.set("-v_d", self.rng.randrange(3)) if there else None

    async def break_link(self) -> None:
        """Open a link with nonsense in it, then a good one."""
        for query in (self.rng.choice(BROKEN), "s_d=2"):
            await self.reopen(self.rng.choice(PAGES), query)

    async def upload(self) -> None:
        """Upload an array to the numbers page, and take it away again."""
        await self.reopen("run-numbers", "data=upload")
        array = io.BytesIO()
        np.save(array, np.random.default_rng(self.turn % 4).normal(size=(2, 4, 8, 8, 8)).astype(np.float32))
        widget, urls = self.widget("-tensor"), await self._urls("tensor.npy")
        await asyncio.to_thread(self._http, "PUT", urls.upload_url, array.getvalue())
        files = self.states[widget].file_uploader_state_value
        files.uploaded_file_info.add(name="tensor.npy", size=array.tell(), file_id=urls.file_id, file_urls=urls)
        await self.run(widget)
        if not any("c3-took" in text for text in self.drawn):
            raise RuntimeError("the uploaded array was not computed")
        files.ClearField("uploaded_file_info")
        files.SetInParent()
        await self.run(widget)
        await asyncio.to_thread(self._http, "DELETE", urls.delete_url)
        await self.reopen("", "")

    async def pull_out(self) -> None:
        """Vanish in the midst of a run, and come back with the link."""
        await self.ask(self.widget("-s_d"))
        self.socket.transport.abort()
        await asyncio.sleep(0.5)
        await self.open(self.path, self.query)

    async def reopen(self, path: str, query: str) -> None:
        await self.socket.close()
        await self.open(path, query)

    async def _urls(self, name: str) -> FileURLs:
        message = BackMsg()
        message.file_urls_request.request_id, message.file_urls_request.session_id = name, self.session
        message.file_urls_request.file_names.append(name)
        await self.socket.send(message.SerializeToString())
        while True:
            reply = await self.receive()
            if reply.WhichOneof("type") == "file_urls_response":
                return reply.file_urls_response.file_urls[0]

    def _http(self, method: str, path: str, body: bytes | None = None) -> None:
        """Send a file, as a form, or its end, with the token that Streamlit wants from a page of its own."""
        root = f"http://127.0.0.1:{self.port}"
        with urlopen(f"{root}/_stcore/health", timeout=PATIENCE) as reply:
            token = re.search("_streamlit_xsrf=([^;]*)", reply.headers.get("Set-Cookie", ""))
        headers = {"X-Xsrftoken": token[1], "Cookie": token[0]} if token else {}
        if body is not None:
            part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="tensor.npy"\r\n\r\n'
            body, headers["Content-Type"] = part + body + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"
        with urlopen(Request(f"{root}/{path.lstrip('/')}", body, headers, method=method), timeout=PATIENCE):
            pass


class Soak:
    """The class, and what was seen of it in the present minute."""

    def __init__(self, server: Server, log: Path) -> None:
        self.server, self.log, self.done = server, log, Counter[str]()
        self.waits: list[float] = []
        self.errors: list[str] = []

    async def visit(self, seed: int, stop: float) -> None:
        """Be one visitor until `stop`; one that met an error comes back."""
        guest = Guest(self.server.port, seed)
        await guest.open("")
        while time.monotonic() < stop:
            await asyncio.sleep(guest.rng.uniform(0, 2 * PERIOD))
            (action,) = guest.rng.choices(list(ACTIONS), list(ACTIONS.values()))
            self.done[action] += 1
            try:
                wait = await asyncio.wait_for(getattr(guest, action)(), PATIENCE)
                self.waits += [wait] if wait else []
            except Exception as error:  # whatever it is, it is counted and told
                self.errors.append(f"{action}: {type(error).__name__}: {error}"[:200])
                with suppress(Exception):
                    await guest.reopen("", "")
        await guest.socket.close()

    async def run(self, visitors: int, minutes: int) -> list[tuple[object, ...]]:
        """Return a row for each minute."""
        start, rows = time.monotonic(), []
        class_ = asyncio.gather(*(self.visit(seed, start + 60 * minutes) for seed in range(visitors)))
        used = self.server.processor_seconds()
        for minute in range(1, minutes + 1):
            await asyncio.sleep(start + 60 * minute - time.monotonic())
            now = self.server.processor_seconds()
            rows.append(self.row(minute, (now - used) / 60))
            used = now
            print(table(HEAD, rows[-1:]).splitlines()[-1], flush=True)
        await class_
        return rows

    def row(self, minute: int, busy: float) -> tuple[object, ...]:
        """Sum up a minute, and begin the next."""
        waits, self.waits = sorted(1e3 * wait for wait in self.waits), []
        errors, self.errors = self.errors, []
        lines = self.log.read_text(encoding="utf-8").splitlines()
        logged = [line for line in lines if re.search("error|traceback", line, re.IGNORECASE)]
        print(*errors, *logged[:3], sep="\n", end="\n" if errors or logged else "")
        spread = (f"{waits[round(share * (len(waits) - 1))]:.0f}" for share in (0.5, 0.95, 1))
        held = (f"{self.server.megabytes():.0f}", self.server.threads())
        return minute, *held, len(waits), *spread, f"{busy:.0%}", len(errors) + len(logged)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--minutes", type=int, default=20)
    parser.add_argument("--save", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as stderr:
            server = Server(ROOT / "app.py", stderr=stderr)
        soak = Soak(server, log)
        try:
            rows = asyncio.run(soak.run(arguments.visitors, arguments.minutes))
        finally:
            server.stop()
    memory = [float(str(row[1])) for row in rows]
    early, late = (statistics.mean(some) for some in (memory[3:6] or memory, memory[-3:]))
    text = "\n\n".join((
        machine("streamlit", "uvicorn", "websockets", "numpy"),
        f"{arguments.visitors} visitors. Done: {', '.join(f'{name} {n}' for name, n in soak.done.most_common())}.",
        f"Memory, mean of minutes 4 to 6: {early:.0f} MB; of the last three: {late:.0f} MB, {late / early - 1:+.1%}.",
        table(HEAD, rows),
    ))  # fmt: skip
    print(text)
    if arguments.save:
        arguments.save.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
