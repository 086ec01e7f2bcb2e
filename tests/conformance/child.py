"""The parent's side of `paddle_child`: ask, wait at most so long, start again after a hang or a crash."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

SCRIPT = Path(__file__).with_name("paddle_child.py")
START_LIMIT = 120  # seconds: importing Paddle on a busy machine


class PaddleChild:
    """Paddle in a process of its own, started at the first call.

    ``ask({"api": "functional", "x": x, "weight": weight, "kwargs": {"stride": 0}})`` answers
    ``{"status": "error", "exception": "ValueError", "message": "(InvalidArgument) The stride of ..."}``.
    """

    def __init__(self, limit: float = 10) -> None:
        self.limit = limit
        self.starts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask(self, call: dict[str, Any]) -> dict[str, Any]:
        """Return the child's answer; {"status": "timeout"} or {"status": "crash", "signal": 11} if there is none."""
        if self._process is None:
            self._start()
        return self._exchange(call, self.limit)

    def version(self) -> str:
        if self._process is None:
            self._start()
        return str(self._exchange(None, self.limit)["version"])

    def __enter__(self) -> PaddleChild:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> int | None:
        """End the child; return its exit status."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        status = process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()
        return status

    def _start(self) -> None:
        environment = {
            **os.environ,
            "OMP_NUM_THREADS": "1",
            "PYTHONHASHSEED": "0",
            "FLAGS_call_stack_level": "0",
            "GLOG_minloglevel": "4",
        }
        process = subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._process, self._answers = process, queue.SimpleQueue()
        threading.Thread(target=_listen, args=(process.stdout, self._answers), daemon=True).start()
        self.starts += 1
        answer = self._exchange(None, START_LIMIT)
        if "version" not in answer:
            raise RuntimeError(f"Paddle does not start in a child process: {answer}")

    def _exchange(self, call: dict[str, Any] | None, limit: float) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        pickle.dump(call, self._process.stdin)
        self._process.stdin.flush()
        try:
            answer = self._answers.get(timeout=limit)
        except queue.Empty:
            self.stop()
            return {"status": "timeout"}
        if answer is None:
            self._process.wait(limit)
            status = self.stop()
            return {"status": "crash", "signal": -(status or 0)}
        return dict(answer)


def _listen(stream: Any, answers: queue.SimpleQueue[Any]) -> None:
    """Pass on what the child says; None when it has ended."""
    try:
        while True:
            answers.put(pickle.load(stream))
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        answers.put(None)
