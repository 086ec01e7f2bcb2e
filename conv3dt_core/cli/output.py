"""What leaves the command: UTF-8 into pipes and files, no colours, no traceback when the reader has gone."""

from __future__ import annotations

import io
import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from ..diagnostics import Diagnostic
from ..fixes import merge_axes
from ..messages import render, title
from ..messages.report import word
from .values import UsageError

_PIPE_BROKEN = 141  # as a shell reports a process that SIGPIPE ended


def piped(run: Callable[[], int]) -> int:
    """Return the exit code of `run`; a reader that leaves early, as `head` does, is no error to speak of."""
    for stream in (sys.stdout, sys.stderr):
        _prepare(stream)
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at exit, and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_BROKEN
    return code


def _prepare(stream: TextIO) -> None:
    """A terminal knows its own encoding; everything else gets UTF-8, whatever the locale says."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def say(text: str) -> None:
    """Write a text and a line end to stdout."""
    sys.stdout.write(f"{text}\n")


def say_json(value: Any) -> None:
    """Write a value as JSON: two blanks deep, Chinese as it is."""
    say(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def save(file: Path | None, text: str) -> None:
    """Write a text to a file, where one was asked for."""
    if file is not None:
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"cannot write {file}: {error.strerror}") from None


def refused(diagnostics: Iterable[Diagnostic], options: Namespace) -> int:
    """Say what is wrong with what was asked, and return the exit code of that."""
    if getattr(options, "json", False):
        say_json({"diagnostics": as_json(diagnostics, options.lang)})
    else:
        say(said(diagnostics, options.lang))
    return 1


def said(diagnostics: Iterable[Diagnostic], lang: Any) -> str:
    """Return diagnostics as lines, those of several axes in one."""
    return "\n".join(
        f"{word(d.severity.value, lang)} [{d.code.value}]{word('colon', lang)}{render(d, lang)}"
        for d in merge_axes(diagnostics)
    )


def as_json(diagnostics: Iterable[Diagnostic], lang: Any) -> list[dict[str, Any]]:
    """Return diagnostics as values for JSON, one per axis."""
    return [
        {
            "code": d.code.value,
            "severity": d.severity.value,
            "axis": d.axis,
            "title": title(d, lang),
            "text": render(d, lang),
            "values": dict(d.values),
            "fixes": [{"label": fix.label, "changes": dict(fix.changes)} for fix in d.fixes],
        }
        for d in diagnostics
    ]


@contextmanager
def progress(text: str) -> Iterator[None]:
    """Show on a terminal that something goes on, and wipe it out again; nothing is written elsewhere."""
    shown = sys.stderr.isatty()
    if shown:
        print(text, end="\r", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if shown:
            print(" " * len(text), end="\r", file=sys.stderr, flush=True)
