"""What would make the counts even: layers to take over, and rivals that are no transposed convolution."""

from html import escape
from math import prod

import streamlit as st

from conv3dt_core import Fix, Geometry, LayerParams, plan
from conv3dt_core.overlap import Overlap
from pages._shared import mend
from pages._shared.i18n import t
from pages._shared.overlap import verdict
from pages._shared.overlap.tables import heading, size_text


def draw(params: LayerParams, geometry: Geometry, counts: Overlap) -> None:
    """Draw the table, and one button per layer that can be taken over; nothing to take where all is even."""
    st.html(heading("overlap.change"))
    if not counts.uneven:
        st.html(f"<p>{escape(t('overlap.nothing'))}</p><p>{escape(t('overlap.caveat'))}</p>")
        return
    found = verdict.remedies(params, geometry)
    enlarged = tuple(n * s for n, s in zip(geometry.input_size, params.stride, strict=True))
    rows = [_row(_name(layer), *_outcome(layer, geometry)) for layer in found]
    kernel = params.kernel_size
    for key in ("resize", "shuffle"):
        rows.append(_row(t(f"overlap.{key}", k=_short(kernel)), prod(kernel), size_text(enlarged)))
    head = "".join(f"<th>{escape(t(f'overlap.{key}'))}</th>" for key in ("try", "inside", "size"))
    st.html(f'<table class="c3-try"><tr>{head}</tr>{"".join(rows)}</table><p>{escape(t("overlap.caveat"))}</p>')
    with st.container(key="remedies", horizontal=True, gap="small"):
        for index, layer in enumerate(found):
            label = t("overlap.use", what=_name(layer))
            st.button(label, key=f"remedy-{index}", on_click=mend.apply, args=(_as_fix(layer, label),))


def _outcome(layer: LayerParams, geometry: Geometry) -> tuple[int, str]:
    inside = prod(k // s for k, s in zip(layer.kernel_size, layer.stride, strict=True))  # the stride divides the kernel
    return inside, size_text(plan(layer, geometry.input_size).output_size)


def _as_fix(layer: LayerParams, label: str) -> Fix:
    names = ("kernel_size", "padding", "dilation", "output_padding")
    return Fix((*((name, getattr(layer, name)) for name in names), ("output_size", None)), label)


def _row(what: str, inside: int, size: str) -> str:
    counts = t("overlap.everywhere", n=f"{inside:,}")
    return f"<tr><td>{escape(what)}</td><td>{counts}</td><td>{size}</td></tr>"


def _name(layer: LayerParams) -> str:
    pads = layer.padding
    assert pads != "SAME"
    return t("overlap.set", k=_short(layer.kernel_size), pads=_short(tuple(map(_pair, pads))))


def _pair(pads: tuple[int, int]) -> int | tuple[int, int]:
    return pads[0] if pads[0] == pads[1] else pads


def _short(values: tuple[object, ...]) -> str:
    """(4, 4, 4) -> 4; others as they are."""
    return str(values[0] if len(set(values)) == 1 else values)
