"""`conv3dt capsule`: all that an issue tracker wants to know of one layer, as Markdown."""

from __future__ import annotations

import argparse

from ..capsule import of_explanation
from .output import say, say_json
from .question import add_question, question
from .values import add_common


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("capsule", help="print a bug report of a layer: sums, reasons, scripts, versions")
    add_question(parser)
    add_common(parser, _run)


def _run(options: argparse.Namespace) -> int:
    asked = question(options)
    told = asked.explained(options.lang)
    found = of_explanation(told, asked.activation)
    if options.json:
        say_json({"title": found.title, "markdown": found.markdown, "csv": found.csv, "link": found.link})
    else:
        say(found.markdown.rstrip())
    return 1 if told.geometry is None else 0
