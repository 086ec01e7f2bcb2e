"""Links through the door, without Streamlit: query -> parameters -> layer -> what is wrong, and what would mend it.

``python -m tests.fuzz.door COUNT SEED``
"""

from __future__ import annotations

import sys

from conv3dt_core.capsule import of_explanation
from conv3dt_core.explain import explain
from pages._shared import axes, facts, mend, parameters
from pages._shared.current import Current, current, x_shape
from pages._shared.held import held
from tests.fuzz.links import Link, links
from tests.fuzz.meter import report

DEFAULTS = parameters.DEFAULTS | {"lang": "en"}


def open_link(link: Link) -> str | None:
    """Open a link as the app does; return what is wrong."""
    url = {name: texts[-1] for name, texts in link.parsed().items()}
    values, bad = parameters.opened(url, DEFAULTS)
    with held(values):
        layer = current()
        told = [*axes.cards(axes.views(layer)), *(d.render(lang) for d in layer.diagnostics for lang in ("en", "zh"))]
        if layer.geometry is not None:
            told.append(facts.line(layer, layer.geometry))
        told.append(_report(layer))
        beyond = [f"{fix.label} is no link" for d in layer.diagnostics for fix in d.fixes if not _fits(fix.changes)]
    refused = not bad.keys() - url.keys() and all(told)
    return beyond[0] if beyond else None if refused else "something is not said"


def _report(layer: Current) -> str:
    found = explain(layer.params, x_shape(layer), layer.output_size, "en", title="", has_bias=layer.bias)
    return of_explanation(found, layer.activation, "http://127.0.0.1").markdown


def _fits(changes: tuple[tuple[str, object], ...]) -> bool:
    """Whether a button may write the changes into the link."""
    pairs = (pair for name, new in changes for pair in mend._parameters(name, new).items())
    return all(parameters.fits(name, "" if value is None else str(value)) for name, value in pairs)


if __name__ == "__main__":
    report(links(*map(int, sys.argv[1:])), open_link, Link.url)
