"""Formulas and ranges that no line end tears apart, as long as a phone has room for them."""

import re

#: Characters; what is longer may break before its = or →.
_ROOM = 30
_OPERATOR = "[-+−·=×*/→≠≤≥]"
_OPERAND = r"(?:<code>[^<]*</code>|[\w.()\[\]⌈⌉…/*·×–]+)"
_FORMULA = re.compile(rf"(?:(?<![^\s]){_OPERATOR} )?{_OPERAND}(?: {_OPERATOR} {_OPERAND})*", re.ASCII)
_EQUALS = re.compile(r" (?=[=→] )(?![^<]*</code>)")


def whole(html: str) -> str:
    """Return the HTML with each short formula, range and inline code in a span that does not break."""
    return _FORMULA.sub(lambda found: _kept(found[0]), html)


def _kept(formula: str) -> str:
    text = re.sub("<[^>]*>", "", formula)
    if not re.search("[ –]", text):
        return formula  # a word
    if len(text) <= _ROOM:
        return f'<span class="c3-whole">{formula}</span>'
    parts = _EQUALS.split(formula)
    return " ".join(map(_kept, parts)) if len(parts) > 1 else formula
