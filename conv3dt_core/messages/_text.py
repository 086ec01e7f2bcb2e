"""How a message is kept: both languages side by side, and which of its variants speaks.

A text is a `str.format` template. Its placeholders are the `values` of a `Diagnostic`, its ``axis``, and what
`conv3dt_core.messages.numbers` works out of them: arithmetic is written there once, for both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..diagnostics import Code, Lang
from .numbers import DERIVED

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """One variant in one language: a title that states the fact, and the limit and reason after it."""

    title: str = ""
    body: str = ""


Both = dict[Lang, Text]


@dataclass(frozen=True, slots=True)
class Message:
    """All that can be said for one code.

    Parameters
    ----------
    variants : dict of name -> {"en": Text, "zh": Text}
    choose : function of the values
        Names of the variants that apply, separated by spaces. The first title counts; bodies are joined.
    """

    variants: dict[str, Both]
    choose: Callable[[Values], str]

    def parts(self, values: Values) -> list[Both]:
        """Return the variants that speak for these values, in order."""
        return [self.variants[name] for name in self.choose(values).split()]


Family = dict[Code, Message]


def always(en: Text, zh: Text) -> Message:
    """Return the message of a code that has one variant only."""
    return Message({"always": {"en": en, "zh": zh}}, lambda values: "always")


def by(choose: Callable[[Values], str], **variants: Both) -> Message:
    """Return the message of a code whose values decide what is said; "_" in a variant's name stands as it is."""
    return Message(variants, choose)


class Filling(dict[str, Any]):
    """The values of a diagnostic, with derived numbers computed when a template asks for them."""

    def __getitem__(self, name: str) -> str:
        """Return one placeholder's text, on one line and harmless between backticks."""
        value = dict.__getitem__(self, name) if name in self else DERIVED[name](self.raw)
        return " ".join(str(value).replace("`", "'").split())

    @property
    def raw(self) -> dict[str, Any]:
        """The values as the diagnostic holds them."""
        return dict(self.items())
