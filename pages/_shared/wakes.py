"""Fewer wake-ups of the event loop: what a script's thread hands over goes in batches."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

#: Seconds in which what is handed over waits for the next batch. Streamlit itself sends at most every 10 ms.
BATCH = 0.003


def batch(loop: asyncio.AbstractEventLoop) -> None:
    """Let `loop.call_soon_threadsafe` wake the loop once per `BATCH` at most; from the loop's own thread, never.

    Streamlit calls it for each message of a run, and again for each on the loop's own thread. Each call writes to a
    socket, which lets go of the interpreter's lock; with several runs under way both threads then wait for the lock,
    up to 5 ms each time.
    """
    with suppress(AttributeError):  # a loop that is not written in Python stays as it is
        loop.call_soon_threadsafe = _Batches(loop).call  # type: ignore[method-assign]


class _Batches:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop, self.thread, self.wake = loop, threading.get_ident(), loop.call_soon_threadsafe
        self.waiting: deque[tuple[Callable[..., object], tuple[Any, ...], Any]] = deque()
        self.resting = False

    def call(self, callback: Callable[..., object], *args: Any, context: Any = None) -> asyncio.Handle | None:
        if threading.get_ident() == self.thread:
            return self.loop.call_soon(callback, *args, context=context)
        self.waiting.append((callback, args, context))
        if not self.resting:
            self.resting = True
            self.wake(self._run)
        return None

    def _run(self) -> None:
        self.resting = False  # before the look: what comes after it wakes the loop
        found = bool(self.waiting)
        while self.waiting:
            callback, args, context = self.waiting.popleft()
            self.loop.call_soon(callback, *args, context=context)
        if found:
            self.resting = True
            self.loop.call_later(BATCH, self._run)
