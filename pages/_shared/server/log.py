"""The log of a server: one line of JSON per event on stderr, and nothing in it that a visitor sent.

What libraries fill into a message, and what an exception says, can be an address, a link or pasted text. So a line has
the message as it stands in the source, and of an exception its type and where it was raised.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from streamlit.logger import get_logger

from conv3dt_core.versions import own, versions

_NAME = "conv3dt"
_FRAMES = 8  # the innermost ones of a traceback


def install() -> logging.Logger:
    """Make every record of this process a `Line`, and return the app's own logger.

    Streamlit gives each of its loggers a handler and uvicorn has its own; a record is the one thing they share. Its
    level is Streamlit's ``logger.level``, and .streamlit/config.toml has each write the message and nothing else.
    """
    logging.setLogRecordFactory(Line)
    for name in ("uvicorn", "uvicorn.access", "uvicorn.error"):
        get_logger(name).setLevel(logging.WARNING)  # below it: who connects, and from where
    return get_logger(_NAME)


def platform() -> str:
    """Return what the app runs on."""
    return ", ".join(versions())


class Line(logging.LogRecord):
    """A record whose message is a line of JSON."""

    def __init__(self, name: str, level: int, path: str, line: int, msg: Any, args: Any, exc_info: Any, *rest: Any,
                 **named: Any) -> None:  # fmt: skip
        own = name == _NAME
        text = msg if isinstance(msg, str) else type(msg).__name__
        super().__init__(name, level, path, line, text, args if own else (), None)
        self.error = exc_info[1] if exc_info and exc_info[1] else msg if isinstance(msg, BaseException) else None

    def getMessage(self) -> str:
        """Return the line."""
        fields = {
            "time": datetime.fromtimestamp(self.created, UTC).isoformat(timespec="milliseconds"),
            "level": self.levelname.lower(), "logger": self.name, "message": super().getMessage().strip(),
            "version": own(),
        }  # fmt: skip
        return json.dumps(fields | (_where(self.error) if self.error else {}), ensure_ascii=False)


def _where(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return {
        "error": type(error).__name__,
        "at": [f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno}" for frame in frames],
    }
