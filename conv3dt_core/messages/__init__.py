"""What to tell people: every `Code` in English and Chinese, from one source.

The texts lie in one module per family. Facts about Paddle are those of Paddle 3.3.1, found by experiment.
"""

from __future__ import annotations

from ..diagnostics import Code, Diagnostic, Lang
from . import backwards, calls, dialects, form, nets, other_sizes, paddings, pasted, sizes, tensors, traced, values
from ._text import Both, Family, Filling

CATALOGUE: Family = {
    **form.TEXTS, **values.TEXTS, **paddings.TEXTS, **sizes.TEXTS, **tensors.TEXTS, **calls.TEXTS, **backwards.TEXTS,
    **dialects.TEXTS, **other_sizes.TEXTS, **pasted.TEXTS, **nets.TEXTS, **traced.TEXTS,
}  # fmt: skip

__all__ = ["CATALOGUE", "body", "render", "title"]


def title(diagnostic: Diagnostic, lang: Lang = "en") -> str:
    """Return one line, without a full stop, that states the fact: argument, axis, value.

    Parameters
    ----------
    diagnostic : Diagnostic
        Also one that `merge_axes` made.
    lang : {"en", "zh"}

    Returns
    -------
    str
        Code stands between backticks.
    """
    titles = (part[lang].title for part in _parts(diagnostic))
    return _filled(next(filter(None, titles)), diagnostic)


def body(diagnostic: Diagnostic, lang: Lang = "en") -> str:
    """Return the limit with its arithmetic, the reason, and what Paddle does; arguments as for `title`."""
    bodies = [part[lang].body for part in _parts(diagnostic)]
    between = " " if lang == "en" else ""
    return _filled(between.join(filter(None, bodies)), diagnostic)


def render(diagnostic: Diagnostic, lang: Lang = "en") -> str:
    """Return the whole as one paragraph: title, body, and the changes that mend it; arguments as for `title`."""
    stop = ". " if lang == "en" else "。"
    between = " " if lang == "en" else ""
    remedies = [_remedies(diagnostic, lang)] if diagnostic.fixes else []
    return title(diagnostic, lang) + stop + between.join([body(diagnostic, lang), *remedies])


def _parts(diagnostic: Diagnostic) -> list[Both]:
    return CATALOGUE[Code(diagnostic.code)].parts(dict(diagnostic.values))


def _filled(template: str, diagnostic: Diagnostic) -> str:
    return template.format_map(Filling(diagnostic.values, axis=diagnostic.axis))


def _remedies(diagnostic: Diagnostic, lang: Lang) -> str:
    labels = dict.fromkeys(f"`{fix.label}`" for fix in diagnostic.fixes)
    return f"Use {', or '.join(labels)}." if lang == "en" else f"可改为 {'，或 '.join(labels)}。"
