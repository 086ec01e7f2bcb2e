"""`conv3dt app`: serve the pages to a browser."""

from __future__ import annotations

import argparse
import runpy
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
#: Where app.py lies: inside the package in an installed wheel, beside the package in a checkout.
_APP_FILES = (_PACKAGE / "_app" / "app.py", _PACKAGE.parent / "app.py")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("app", help="serve the pages to a browser")
    parser.add_argument("--port", type=_port, default=8501, help="default: %(default)s")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on (default: %(default)s, this machine only; 0.0.0.0: everybody who can reach it)",
    )
    parser.set_defaults(run=_run, parser=parser)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a whole number from 1 to 65535")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    app = next((file for file in _APP_FILES if file.is_file()), None)
    if app is None:
        print(f"conv3dt: app.py is in neither {_APP_FILES[0].parent} nor {_APP_FILES[1].parent}", file=sys.stderr)
        return 1
    return _streamlit("run", str(app), "--server.address", options.host, "--server.port", str(options.port))


def _streamlit(*arguments: str) -> int:
    """Become ``streamlit ...``: in this process, so that Ctrl-C and a service's stop signal reach the server."""
    # Streamlit reads the .streamlit/config.toml beside the script, wherever the command was started.
    sys.argv = ["streamlit", *arguments]
    try:
        runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return 1 if end.code else 0  # the server's own codes (3: the app did not start) are not promised
    except ImportError as error:
        if error.name != "streamlit":
            raise
        print("conv3dt: streamlit is not installed (pip install streamlit)", file=sys.stderr)
        return 1
    return 0
