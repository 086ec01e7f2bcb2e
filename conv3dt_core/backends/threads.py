"""The tasks of one call on several threads, with BLAS held to one thread each.

The setting of NumPy's BLAS is the process's. It is changed under a lock and with a count, so that calls from several
threads find it as it was when the last of them is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from os import cpu_count
from threading import Lock
from typing import Any

import numpy as np

Task = Callable[[], None]

_MOST = 16
_lock = Lock()
_calls = 0
_before: list[int] = []


def run_all(tasks: Sequence[Task], most: int = _MOST) -> None:
    """Run independent tasks on as many threads as BLAS was allowed, or `most`; the first error of any is raised."""
    most = min(most, threads(), len(tasks))
    if most < 2:
        for task in tasks:
            task()
        return
    left, taking = iter(tasks), Lock()

    def work() -> None:
        with np.errstate(all="ignore"):  # the error state belongs to a thread
            while True:
                with taking:
                    task = next(left, None)
                if task is None:
                    return
                task()

    with _single_threaded_blas():
        helpers = [_pool().submit(work) for _ in range(most - 1)]
        try:
            work()
        finally:
            for helper in helpers:
                if not helper.cancel():  # one that has not begun has nothing left to do
                    helper.result()


def threads() -> int:
    """Return how many threads NumPy's BLAS may use, as the reader has set it."""
    with _lock:
        allowed = _before if _calls else [library.num_threads for library in _libraries()]
    return min(_MOST, max(allowed, default=1))


@contextmanager
def _single_threaded_blas() -> Iterator[None]:
    global _calls  # noqa: PLW0603
    with _lock:
        if not _calls:
            _before[:] = [library.num_threads for library in _libraries()]
            for library in _libraries():
                _allow(library, 1)
        _calls += 1
    try:
        yield
    finally:
        with _lock:
            _calls -= 1
            if not _calls:
                for library, count in zip(_libraries(), _before, strict=True):
                    _allow(library, count)


def _allow(library: Any, count: int) -> None:
    """Set how many threads a BLAS may use.

    From its 3.8 on, threadpoolctl lets one thread alone set that of OpenBLAS, and does nothing for others without a
    word: here the last call to end restores what the first one set, whatever threads they are on.
    """
    let_go = getattr(library, "clear_controlling_thread", lambda **_: None)
    let_go(force=True)
    library.set_num_threads(count)
    let_go(force=True)


@cache
def _libraries() -> list[Any]:
    """Return the BLAS that NumPy brought; where it came from elsewhere, all there are."""
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415

    found = ThreadpoolController().select(user_api="blas").lib_controllers
    return [library for library in found if "numpy" in library.filepath] or list(found)


@cache
def _pool() -> ThreadPoolExecutor:
    # Calls at the same time share the helpers: what none of them took up, its caller does itself.
    return ThreadPoolExecutor(max(1, min(_MOST, cpu_count() or 1) - 1), thread_name_prefix="conv3dt")
