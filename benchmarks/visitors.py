"""How long a change of a parameter takes on the server: page by page, and with a class of visitors on one process.

    python benchmarks/visitors.py pages [--changes 40]
    python benchmarks/visitors.py class [--visitors 1 10 30 100] [--page scatter-3d] [--seconds 20] [--processes 2]

Visitors are raw websocket clients that speak Streamlit's protocol, so no browser disturbs the measurement; they run on
the same cores as the server. Each changes one number, and waits for the end of the run: of a page alone at once, of a
class every 2 s, each at moments of its own; from 100 on every 5 s. `bare` is a page with a number and its echo, on a
server of its own. Two processes are behind nginx, as deploy/nginx.conf says. `--save FILE` keeps the table.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from server import BARE, ROOT, Pair, Server, machine, serving, table
from visitor import PAGES, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

_WARM_UP = 6  # changes that pay for caches


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("pages", "class"))
    parser.add_argument("--changes", type=int, default=40)
    parser.add_argument("--visitors", type=int, nargs="+", default=[1, 10, 30, 100])
    parser.add_argument("--page", default="scatter-3d", choices=tuple(PAGES))
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--processes", type=int, default=1, choices=(1, 2))
    parser.add_argument("--save", type=Path)
    arguments = parser.parse_args()
    head = machine("streamlit", "uvicorn", "websockets", "protobuf", "numpy")
    if arguments.part == "pages":
        text = table(PAGE_HEAD, [of_page(page, arguments.changes) for page in PAGES])
    else:
        rows = [of_class(arguments.page, n, arguments.seconds, arguments.processes) for n in arguments.visitors]
        text = table(CLASS_HEAD, rows)
    print(f"{head}\n\n{text}")
    if arguments.save:
        arguments.save.write_text(f"{head}\n\n{text}\n", encoding="utf-8")


PAGE_HEAD = ("page", "ms p50", "p95", "server's processor ms", "client's", "messages", "KB")


def of_page(page: str, changes: int) -> tuple[object, ...]:
    """Return a row: one visitor who changes a number as soon as the last change has arrived."""

    async def visit(server: Server | Pair) -> tuple[object, ...]:
        async with Visitor(server.port, page) as visitor:
            for _ in range(_WARM_UP):
                await visitor.change()
            visitor.messages = visitor.bytes = 0
            used, own = server.processor_seconds(), time.process_time()
            waits = [await visitor.change() for _ in range(changes)]
            used, own = server.processor_seconds() - used, time.process_time() - own
        costs = (f"{1e3 * used / changes:.1f}", f"{1e3 * own / changes:.1f}")
        return page, *_spread(waits), *costs, visitor.messages // changes, f"{visitor.bytes / changes / 1e3:.1f}"

    with _serving(page) as server:
        return asyncio.run(visit(server))


CLASS_HEAD = (
    "page", "processes", "visitors", "every", "changes", "ms p50", "p95", "most", "server's processor ms", "client's",
    "of a core", "MB", "MB per visitor",
)  # fmt: skip


def of_class(page: str, count: int, seconds: float, processes: int = 1) -> tuple[object, ...]:
    """Return a row: `count` visitors, all of them there and warm before the clock starts."""
    period = 2.0 if count < 100 else 5.0

    async def visit(visitor: Visitor, first: float, stop: float) -> list[float]:
        waits: list[float] = []
        moment = first
        while moment < stop:
            await asyncio.sleep(max(0.0, moment - time.monotonic()))
            waits.append(await visitor.change())
            moment = max(moment + period, time.monotonic())
        return waits

    async def all_of_them(server: Server | Pair) -> tuple[object, ...]:
        rng, before = random.Random(count), 0.0
        async with AsyncExitStack() as stack:
            visitors = []
            for number in range(count):
                visitors.append(await stack.enter_async_context(Visitor(server.port, page)))
                for _ in range(3):
                    await visitors[-1].change()
                before = before if number else server.megabytes()
            used, own, start = server.processor_seconds(), time.process_time(), time.monotonic()
            visits = (visit(visitor, start + rng.uniform(0, period), start + seconds) for visitor in visitors)
            waits = [wait for each in await asyncio.gather(*visits) for wait in each]
            used, own = server.processor_seconds() - used, time.process_time() - own
            busy = used / (time.monotonic() - start)
            total = server.megabytes()
            memory = (total - before) / max(1, count - 1)
        costs = (f"{1e3 * used / len(waits):.1f}", f"{1e3 * own / len(waits):.1f}", f"{busy:.0%}")
        grown = f"{memory:.2f}" if count > 1 else ""
        when = (f"{period:.0f} s", len(waits))
        return page, processes, count, *when, *_spread(waits), f"{1e3 * max(waits):.0f}", *costs, f"{total:.0f}", grown

    with _serving(page, processes) as server:
        return asyncio.run(all_of_them(server))


@contextmanager
def _serving(page: str, processes: int = 1) -> Iterator[Server | Pair]:
    """Start the app, or the bare page."""
    with tempfile.TemporaryDirectory() as folder:
        script = ROOT / "app.py"
        if page == "bare":
            script = Path(folder) / "bare.py"
            script.write_text(BARE, encoding="utf-8")
        with serving(script, *os.environ.get("CONV3DT_FLAGS", "").split(), processes=processes) as server:
            yield server


def _spread(seconds: list[float]) -> tuple[str, str]:
    milliseconds = sorted(1e3 * second for second in seconds)
    p95 = milliseconds[round(0.95 * (len(milliseconds) - 1))]
    return f"{statistics.median(milliseconds):.1f}", f"{p95:.1f}"


if __name__ == "__main__":
    main()
