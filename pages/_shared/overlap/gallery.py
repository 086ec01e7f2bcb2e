"""Side by side: the counts of this layer and of four others, and what each makes of a constant and a random input."""

from collections.abc import Iterator
from html import escape

from conv3dt_core import InvalidLayerError, LayerParams
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.checkerboard import RIVALS, Run, Setting, one_channel, picture, run
from pages._shared.i18n import t
from pages._shared.overlap.tables import size_text

SEED = 0
_SIZE: Triple = (6, 6, 6)
_COLUMNS = ("counts", "constant", "random")


def table(params: LayerParams) -> str:
    """Return the pictures as an HTML table, one row per setting."""
    head = "".join(f"<th>{escape(t(f'overlap.{name}'))}</th>" for name in _COLUMNS)
    rows = "".join(_row(name, found) for name, found in _runs(params))
    note = t("overlap.gallery_note", size=size_text(_SIZE), seed=SEED)
    title = f'<h2 class="c3-section">{t("overlap.gallery")}</h2><p>{escape(note)}</p>'
    pictures = f'<table class="c3-gallery"><tr><th></th>{head}</tr>{rows}</table>'
    return f"{title}{pictures}<p>{escape(t('overlap.ripple_note'))}</p>"


def _runs(params: LayerParams) -> Iterator[tuple[str, Run]]:
    settings: dict[str, Setting] = {t("overlap.yours"): one_channel(params)} | {
        _names().get(name, name): setting for name, setting in RIVALS.items()
    }
    for name, setting in settings.items():
        try:
            found = run(setting, _SIZE, SEED)
        except InvalidLayerError:  # such a small input may be cropped away
            continue
        if found is not None:
            yield name, found


def _names() -> dict[str, str]:
    return {name: t(f"overlap.{name}", k=3) for name in ("resize", "shuffle")}


def _row(name: str, found: Run) -> str:
    planes = (found.counts, found.constant, found.random)
    labels = (escape(f"{name}: {t(f'overlap.{column}')}", quote=True) for column in _COLUMNS)
    cells = "".join(f"<td>{picture(plane, label)}</td>" for plane, label in zip(planes, labels, strict=True))
    ripple = t("overlap.ripple", n=f"{100 * found.ripple:.0f}")
    return f"<tr><th>{escape(name)}<span>{ripple}</span></th>{cells}</tr>"
