"""Side by side: the counts of this layer and of four others, and what each makes of a constant and a random input."""

from functools import lru_cache
from html import escape

import numpy as np
from numpy.typing import NDArray

from conv3dt_core import InvalidLayerError, LayerParams
from conv3dt_core.diagnostics import Triple
from conv3dt_core.figures.checkerboard import RIVALS, Setting, one_channel, picture, run
from pages._shared.i18n import t
from pages._shared.overlap.tables import size_text

SEED = 0
_SIZE: Triple = (6, 6, 6)
_COLUMNS = ("counts", "constant", "random")


def table(params: LayerParams) -> str:
    """Return the pictures as an HTML table, one row per setting."""
    head = "".join(f"<th>{escape(t(f'overlap.{name}'))}</th>" for name in _COLUMNS)
    span = t("overlap.to", low="{low:.3g}", high="{high:.3g}")
    labels = tuple(f"{t(f'overlap.{name}')}: {span}" for name in _COLUMNS)
    rows = "".join(_row(name, setting, labels, t("overlap.ripple")) for name, setting in _settings(params).items())
    note = t("overlap.gallery_note", size=size_text(_SIZE), seed=SEED)
    title = f'<h2 class="c3-section">{t("overlap.gallery")}</h2><p>{escape(note)}</p>'
    corner = f'<th><span class="c3-unseen">{escape(t("overlap.way"))}</span></th>'
    pictures = f'<table class="c3-gallery"><tr>{corner}{head}</tr>{rows}</table>'
    return f"{title}{pictures}<p>{escape(t('overlap.ripple_note'))}</p>"


def _settings(params: LayerParams) -> dict[str, Setting]:
    rivals = {t(f"overlap.{name}", k=3) if name in ("resize", "shuffle") else name: s for name, s in RIVALS.items()}
    return {t("overlap.yours"): one_channel(params)} | rivals


@lru_cache(maxsize=256)
def _row(name: str, setting: Setting, labels: tuple[str, ...], ripple: str) -> str:
    """Return a row; "" where so small an input is cropped away or the layer is large.

    All words come as arguments: they are part of what is remembered.
    """
    try:
        found = run(setting, _SIZE, SEED)
    except InvalidLayerError:
        return ""
    if found is None:
        return ""
    planes = zip((found.counts, found.constant, found.random), labels, strict=True)
    cells = "".join(f"<td>{picture(plane, _alt(name, label, plane))}</td>" for plane, label in planes)
    told = escape(ripple.format(n=f"{100 * found.ripple:.0f}"))
    return f"<tr><th>{escape(name)}<span>{told}</span></th>{cells}</tr>"


def _alt(name: str, label: str, plane: NDArray[np.float64]) -> str:
    return escape(f"{name}, {label.format(low=plane.min(), high=plane.max())}", quote=True)
