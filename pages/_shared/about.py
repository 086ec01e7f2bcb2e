"""The about box: what this is, which versions run it, and what becomes of what is entered."""

from functools import cache

from conv3dt_core.versions import own, versions
from pages._shared.i18n import t


def words() -> dict[str, str | tuple[str, ...]]:
    """Return what the box says in the reader's language."""
    name = t("shell.about")
    return {"name": name, "title": f"{name} conv3dt {own()}", "text": t("shell.about_text"), "versions": _versions()}


@cache
def _versions() -> tuple[str, ...]:
    return versions()
