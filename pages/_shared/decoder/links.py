"""Links from the net to one of its layers."""

from pages._shared import i18n, link


def layer_href(query: str) -> str:
    """Return the address, relative to this page, that opens a layer; the net and the language go along."""
    more = {"net": link.get("net")} if link.get("net") else {}
    more |= {"lang": i18n.lang()} if i18n.lang() != i18n.browser_lang() else {}
    return f"./?{query}" + "".join(f"&{name}={value}" for name, value in more.items())
