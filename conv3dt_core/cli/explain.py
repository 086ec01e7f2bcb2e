"""`conv3dt explain`: the sizes of one layer, the sum of each axis, and the reason of every error."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from ..capsule import of_explanation
from ..explain import Explanation
from ..figures.axis_rows import axis_rows
from ..figures.report_text import text_of
from ..messages.report import word
from ..summary import summarize
from .output import as_json, save, say, say_json
from .question import add_question, question
from .values import add_common, file


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("explain", help="say what a layer makes of an input, or why it makes nothing")
    add_question(parser)
    parser.add_argument("--csv", type=file, metavar="FILE", help="write a row per axis")
    parser.add_argument("--capsule", type=file, metavar="FILE", help="write a report for an issue tracker (Markdown)")
    add_common(parser, _run)


def _run(options: argparse.Namespace) -> int:
    asked = question(options)
    told = asked.explained(options.lang)
    found = of_explanation(told, asked.activation)
    save(options.csv, found.csv)
    save(options.capsule, found.markdown)
    if options.json:
        say_json(_as_json(told, found.link))
    else:
        say(text_of(told, in_python=False))
        say(f"{word('link', options.lang)}{word('colon', options.lang)}{found.link}")
    return 1 if told.geometry is None else 0


def _as_json(told: Explanation, link: str) -> dict[str, Any]:
    params = {name: getattr(told.params, name) for name in told.params.__dataclass_fields__}
    return {
        "valid": told.geometry is not None,
        "layer": {**params, "bias": told.has_bias},
        "x_shape": told.x_shape,
        "output_shape": told.output_shape,
        "axes": axis_rows(told),
        "costs": _costs(told),
        "diagnostics": as_json(told.diagnostics, told.lang),
        "link": link,
    }


def _costs(told: Explanation) -> dict[str, Any] | None:
    if told.geometry is None or isinstance(told.x_shape, str):
        return None
    return asdict(summarize(told.params, told.geometry, told.x_shape[0], told.has_bias))
