"""What is wider or longer than its place scrolls by itself, with the keyboard too, and has a name."""

from html import escape


def scrolled(html: str, name: str, kind: str = "") -> str:
    """Return `html` in a box that scrolls; `name` says what it holds, `kind` is a CSS class of its own."""
    look = f"c3-wide {kind}".strip()
    return f'<div class="{look}" role="region" tabindex="0" aria-label="{escape(name)}">{html}</div>'
