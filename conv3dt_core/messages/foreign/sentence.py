"""One sentence in both languages."""

from __future__ import annotations

from ...diagnostics import Lang

#: `str.format` templates; both languages have the same placeholders.
Sentence = dict[Lang, str]


def say(en: str, zh: str) -> Sentence:
    """Return a sentence."""
    return {"en": en, "zh": zh}
