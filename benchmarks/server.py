"""What the benchmarks of the app share: a server of its own on a free port, and the line that names the machine."""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent

#: The least a page can be: a number and its echo.
BARE = """
import streamlit as st
stride = st.number_input("stride D", value=1, step=1, key="s_d")
st.html(f'<p class="echo">{stride}</p>')
"""


class Server:
    """A running server: its port, and what its process has used so far."""

    def __init__(self, script: Path, *flags: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        options = ["--server.port", str(self.port), "--server.address", "127.0.0.1", "--server.headless", "true"]
        command = [sys.executable, "-m", "streamlit", "run", str(script), *options, "--logger.level", "error", *flags]
        # From the root, where the app's own settings lie.
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
        )
        self._await()

    def _await(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise TimeoutError("a server did not come up within 60 s")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    def processor_seconds(self) -> float:
        """Return the time the process has had on a processor (Linux)."""
        fields = self._stat()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Return the memory of the process that is in use (Linux)."""
        return int(self._stat()[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def _stat(self) -> list[str]:
        return Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()


@contextmanager
def serving(script: Path, *flags: str) -> Iterator[Server]:
    """Start a server for `script` and stop it in the end."""
    server = Server(script, *flags)
    try:
        yield server
    finally:
        server.stop()


def machine(*libraries: str) -> str:
    """Return processor, cores, system, Python and the versions of `libraries`, as one line."""
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    processor = names[0].partition(":")[2].strip() if names else platform.machine()
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {versions}."


def table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """Return rows of cells as a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
