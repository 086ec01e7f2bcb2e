"""English or Chinese: which of the two the reader wants, and the words of the app in it.

Words live in pages/_shared/words/, one module per page: ``WORDS = {key: (English, Chinese)}`` with str.format
placeholders. Keys begin with the module's name: ``shell.valid``.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import streamlit as st

from conv3dt_core.diagnostics import Lang
from pages._shared.held import value

LANGUAGES: tuple[Lang, Lang] = ("en", "zh")


def lang() -> Lang:
    """Return the language: what the reader chose or the link says, else the browser's."""
    word = value("lang")
    return cast(Lang, word) if word in LANGUAGES else browser_lang()


def browser_lang() -> Lang:
    """Return the language of the browser: Chinese in any of its locales, English for everybody else."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"


def t(key: str, **values: Any) -> str:
    """Return the words of `key` in the reader's language, with `values` filled in."""
    return filled(key, lang(), values) if values else words()[key][LANGUAGES.index(lang())]


def filled(key: str, language: Lang, values: Mapping[str, Any]) -> str:
    """Return the words of `key` in a language, with `values` filled in."""
    comma = "、" if language == "zh" else ", "
    said = {name: comma.join(map(str, value)) if isinstance(value, list) else value for name, value in values.items()}
    return words()[key][LANGUAGES.index(language)].format(**said)


@cache
def words() -> dict[str, tuple[str, str]]:
    """Return the words of all modules in pages/_shared/words."""
    found: dict[str, tuple[str, str]] = {}
    for file in sorted((Path(__file__).parent / "words").glob("[!_]*.py")):
        found |= import_module(f"pages._shared.words.{file.stem}").WORDS
    return found
