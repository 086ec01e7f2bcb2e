"""Five columns, one per framework: what the layer is there, and what becomes of a literal translation."""

from collections.abc import Iterable
from html import escape

from conv3dt_core import Geometry, LayerParams, messages
from conv3dt_core.agreement import Way, agreement
from conv3dt_core.diagnostics import Diagnostic
from conv3dt_core.fixes import merge_axes
from conv3dt_core.frameworks import DIALECTS, Example, Snippet
from conv3dt_core.frameworks.literal import Translated, literal
from pages._shared.i18n import lang, t
from pages._shared.notices import marked_up
from pages._shared.wide import scrolled

NAMES = {"paddle": "Paddle", "pytorch": "PyTorch", "keras": "Keras", "onnx": "ONNX Runtime", "jax": "JAX"}
_MARKS = {"same": "✓", "refused": "✕", "size": "≠", "values": "≠"}


def table(example: Example, snippets: list[Snippet]) -> str:
    """Return the five columns as an HTML table; `snippets` in the order of the columns."""
    channels, size = example.params.out_channels, example.geometry.output_size
    shapes = (f"<code>{example.shape(channels, size, snippet.data_layout)}</code>" for snippet in snippets)
    rows = {
        "shape": shapes,
        "names": (_translated(literal(dialect, example), example) for dialect in DIALECTS),
        "way": map(_way, snippets),
        "weight": (f"<code>{escape(snippet.weight_layout)}</code>" for snippet in snippets),
    }
    head = "".join(f"<th>{NAMES[dialect]}</th>" for dialect in DIALECTS)
    body = "".join(_row(t(f"lens.{name}"), cells) for name, cells in rows.items())
    corner = f'<th><span class="c3-unseen">{t("lens.what")}</span></th>'
    return scrolled(f'<table class="c3-lens"><tr>{corner}{head}</tr>{body}</table>', t("lens.table"))


def _row(name: str, cells: Iterable[str]) -> str:
    # On a phone the columns stand below each other, and each cell bears the name of its row.
    name = escape(name)
    data = "".join(f'<td data-row="{name}">{cell}</td>' for cell in cells)
    return f"<tr><th>{name}</th>{data}</tr>"


def _translated(found: Translated, example: Example) -> str:
    """Return the call with nothing but its names translated, and what comes of it."""
    kind = "valid" if found.verdict == "same" else "error"
    said = t(f"lens.{found.verdict}", size=_size(found.output_size))
    first = t("lens.first", voxel="{},{},{}".format(*found.voxel)) if found.voxel else ""
    why = "".join(f"<p>{text}</p>" for text in [first, *_titles(found.why)] if text)
    pill = f'<span class="c3-pill c3-{kind}">{_MARKS[found.verdict]} {escape(said)}</span>'
    return f'{pill}<code class="c3-call">{escape(found.call)}</code>{why}'


def _size(size: tuple[int, ...] | None) -> str:
    return "" if size is None else " × ".join(map(str, size))


def _way(snippet: Snippet) -> str:
    titles = _titles(snippet.notes)
    return "".join(f"<p>{title}</p>" for title in titles) or f"<p>{t('lens.word_for_word')}</p>"


def _titles(diagnostics: Iterable[Diagnostic]) -> list[str]:
    return [marked_up(messages.title(d, lang())) for d in merge_axes(diagnostics)]


def agreed(params: LayerParams, geometry: Geometry, bias: bool) -> str:
    """Return what was run here and now, and how far the results lie apart."""
    found = agreement(params, geometry, bias)
    title = f'<h2 class="c3-section">{t("lens.verified")}</h2>'
    if not found.ways:
        return f"{title}<p>{t('lens.too_large')}</p>"
    badges = "".join(_badge(way) for way in found.ways)
    smaller = found.input_size != geometry.input_size
    note = t("lens.on_fewer" if smaller else "lens.on_all", size=_size(found.input_size))
    return f'{title}<div class="c3-badges">{badges}</div><p>{note}</p>'


def _badge(way: Way) -> str:
    name = t(f"lens.way_{way.name.replace('-', '_')}")
    if way.difference is None:
        return f'<span class="c3-pill c3-none">{name}: {t("lens.not_run")}</span>'
    kind, mark = ("valid", "✓") if way.agrees else ("error", "✕")
    return f'<span class="c3-pill c3-{kind}">{mark} {name} {way.difference:.0e}</span>'.replace("0e+00", "0")
