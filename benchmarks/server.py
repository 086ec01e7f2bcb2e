"""What the benchmarks of the app share: a server of its own on a free port, and the line that names the machine."""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import IO
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

    def __init__(self, script: Path, *flags: str, stderr: IO[bytes] | None = None) -> None:
        self.port = _free_port()
        options = ["--server.port", str(self.port), "--server.address", "127.0.0.1", "--server.headless", "true"]
        command = [sys.executable, "-m", "streamlit", "run", str(script), *options, "--logger.level", "error", *flags]
        # From the root, where the app's own settings lie.
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=stderr)
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

    def threads(self) -> int:
        """Return how many threads the process has (Linux)."""
        return int(self._stat()[17])

    def _stat(self) -> list[str]:
        return Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()


class Pair:
    """Two servers behind nginx, as deploy/nginx.conf puts them; used like one."""

    def __init__(self, script: Path, *flags: str) -> None:
        self.port, self.servers = _free_port(), [Server(script, *flags) for _ in range(2)]
        text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
        for written, used in zip((8080, 8501, 8502), (self.port, *(each.port for each in self.servers)), strict=True):
            text = text.replace(f":{written}", f":{used}")
        self._folder = tempfile.TemporaryDirectory()
        configuration = Path(self._folder.name) / "nginx.conf"
        configuration.write_text(text, encoding="utf-8")
        options = ["-p", self._folder.name, "-c", str(configuration), "-g", "daemon off; user root;"]
        self._nginx = subprocess.Popen(["nginx", "-e", "stderr", *options], stderr=subprocess.DEVNULL)
        time.sleep(1)

    def stop(self) -> None:
        for each in self.servers:
            each.stop()
        self._nginx.terminate()
        self._nginx.wait(10)
        self._folder.cleanup()

    def processor_seconds(self) -> float:
        """Return the time both have had on a processor; nginx not counted."""
        return sum(each.processor_seconds() for each in self.servers)

    def megabytes(self) -> float:
        """Return the memory both use."""
        return sum(each.megabytes() for each in self.servers)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(script: Path, *flags: str, processes: int = 1) -> Iterator[Server | Pair]:
    """Start one server for `script`, or two behind nginx, and stop them in the end."""
    server = (Server if processes == 1 else Pair)(script, *flags)
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
