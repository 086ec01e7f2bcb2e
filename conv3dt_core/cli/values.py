"""Options that commands share, and the values they take."""

from __future__ import annotations

import os
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

from ..diagnostics import Lang

#: Arguments of Paddle's layer that are one number or three.
TRIPLES = ("kernel_size", "stride", "output_padding", "dilation")
#: All of them that describe a layer, as LayerParams names them.
FIELDS = ("in_channels", "out_channels", *TRIPLES, "padding", "groups", "data_format")


class UsageError(Exception):
    """The command line asks for nothing that can be done; the text says why."""


def add_common(parser: ArgumentParser, run: Any) -> None:
    """Add what every command that answers has: the language, JSON."""
    parser.add_argument("--lang", choices=("en", "zh"), default=_locale(), help="default: as the locale says")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.set_defaults(run=run, parser=parser)


def add_layer(parser: ArgumentParser) -> None:
    """Add the layer's arguments under Paddle's names; - and _ are the same in them."""
    group = parser.add_argument_group("arguments of the layer", "under Paddle's names; three numbers as D,H,W")
    for name in ("in_channels", "out_channels", "groups"):
        option(group, name, type=whole, metavar="N")
    for name in TRIPLES:
        option(group, name, type=whole_or_three, metavar="N")
    option(group, "padding", type=padding, metavar="N|WORD", help="one number, three, six (front,back), SAME or VALID")
    option(group, "data_format", metavar="WORD", help="NCDHW (default) or NDHWC")


def option(parser: Any, name: str, **details: Any) -> None:
    """Add an option under both spellings: ``--kernel_size`` and ``--kernel-size``."""
    parser.add_argument(*dict.fromkeys((f"--{name}", f"--{name.replace('_', '-')}")), dest=name, **details)


def given(options: Namespace) -> dict[str, Any]:
    """Return the arguments of the layer that the command line says."""
    return {name: value for name in FIELDS if (value := getattr(options, name)) is not None}


def whole(text: str) -> int:
    """Read a whole number."""
    if not re.fullmatch(r"[+-]?[0-9]{1,20}", text.strip(), re.ASCII):
        raise ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def numbers(text: str) -> tuple[int, ...]:
    """Read whole numbers: ``8``, ``8,8,9`` or ``8x8x9``."""
    return tuple(whole(word) for word in re.split("[,x]", text.strip(" ()[]")))


def whole_or_three(text: str) -> Any:
    """Read one whole number, or several: how many there may be is for the layer to say."""
    found = numbers(text)
    return found[0] if len(found) == 1 else found


def padding(text: str) -> Any:
    """Read padding: numbers, or a word that is for the layer to know."""
    return text if text.strip().isalpha() else whole_or_three(text)


def file(text: str) -> Path:
    """Read the name of a file to be written."""
    return Path(text)


def _locale() -> Lang:
    """Return the language of the locale, by the variables and in the order of POSIX."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next(filter(None, named), "").lower().startswith("zh") else "en"
