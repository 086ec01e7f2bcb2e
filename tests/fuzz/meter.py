"""What a piece of work takes in a process of its own: seconds, and memory at its peak."""

from __future__ import annotations

import faulthandler
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
#: What a visitor may take, as issue and README promise.
SECONDS, MEBIBYTES = 2.0, 256
#: Nothing takes so long; what does is stuck, and is shown where.
_STUCK = 60.0


def measured(name: str, *arguments: object, timeout: float = 600) -> dict[str, Any]:
    """Run ``python -m tests.fuzz.<name>`` and return its report."""
    command = [sys.executable, "-m", f"tests.fuzz.{name}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def report(
    items: Iterable[Any], use: Callable[[Any], str | None], name: Callable[[Any], str] = str, seconds: float = SECONDS
) -> None:
    """Use every item and print what it took. `use` returns what is wrong, if anything; what it raises is wrong too."""
    faults: list[str] = []
    slowest, of, count = 0.0, "", 0
    before = peak_reset()
    for item in items:
        faulthandler.dump_traceback_later(_STUCK, exit=True)
        begun = time.process_time()
        try:
            fault = use(item)
        except Exception as error:  # whatever it is, it would have been a traceback page
            fault = f"{type(error).__name__}: {error}"
        took = time.process_time() - begun
        count += 1
        if took > slowest:
            slowest, of = took, name(item)
        if fault or took > seconds:
            faults.append(f"{name(item)[:1000]}: {fault or f'{took:.1f} s'}")
    faulthandler.cancel_dump_traceback_later()
    told = {"count": count, "faults": faults[:20], "slowest": round(slowest, 3), "of": of[:300]}
    print(json.dumps(told | {"mebibytes": round(_status("VmHWM") - before)}))


def peak_reset() -> float:
    """Forget the peak so far; return what the process holds now, in MiB."""
    Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS")


def _status(field: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{field}:"))
