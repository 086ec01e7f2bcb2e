"""The command `conv3dt`.

Exit codes: 0 done, 1 the layer is invalid or it could not be done, 2 the command line is wrong (argparse's own choice).
A command is a module with one function that adds its parser and one that runs it; `main` knows neither.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from ..diagnostics import InvalidLayerError
from ..versions import own, versions
from . import app, capsule, explain, solve, trace
from .output import piped, refused
from .values import UsageError

_INTERRUPTED = 130  # as a shell reports Ctrl-C
_COMMANDS = (explain, solve, trace, capsule, app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``conv3dt``; those of the process by default.

    Returns
    -------
    int
        0 done, 1 the layer is invalid or it could not be done. A wrong command line raises SystemExit(2), as argparse
        does.
    """
    return piped(lambda: _run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        code: int = options.run(options)
    except UsageError as error:
        options.parser.error(str(error))
    except InvalidLayerError as error:
        return refused(error.diagnostics, options)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="conv3dt",
        description="See, understand and debug a 3-D transposed convolution.",
        formatter_class=argparse.RawDescriptionHelpFormatter,  # a version a line
        epilog="Exit codes: 0 fine, 1 the layer is invalid or has no answer, 2 the command line is wrong.",
    )
    parser.add_argument("--version", action="version", version="\n".join([f"conv3dt {own()}", *versions()]))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add(commands)
    return parser
