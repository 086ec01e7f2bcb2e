"""What other frameworks' error texts mean: the rule with the text's own numbers, then what the text does not tell.

For a rule there are several sentences; the first whose placeholders the text can fill speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Any

from ...diagnostics import Code, Lang
from .._text import Filling
from . import forms, values
from .notes import NOTES
from .sentence import Sentence

RULES: dict[Code, tuple[Sentence, ...]] = {**values.RULES, **forms.RULES}

__all__ = ["NOTES", "RULES", "paragraph", "placeholders"]


def placeholders(template: str) -> set[str]:
    """Return the names between the braces of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def paragraph(code: Code, note: str | None, numbers: Mapping[str, Any], lang: Lang = "en") -> str:
    """Return the rule with the numbers of a text, and the note about that text.

    Parameters
    ----------
    code : Code
    note : str or None
        A key of `NOTES`.
    numbers : mapping
        ``axis`` and what the text says; None counts as not said.
    lang : {"en", "zh"}
    """
    said = {name: value for name, value in numbers.items() if value is not None}
    if {"axis", "argument"} <= set(said):
        said["argument"] = f"{said['argument']}[{said['axis']}]"
    if {"low", "high"} <= set(said):
        said["legal"] = str(said["low"]) if said["low"] == said["high"] else f"{said['low']} … {said['high']}"
    sentences = [RULES[code], *([(NOTES[note],)] if note else [])]
    spoken = [next(s for s in variants if placeholders(s["en"]) <= set(said)) for variants in sentences]
    return (" " if lang == "en" else "").join(s[lang].format_map(Filling(said)) for s in spoken)
