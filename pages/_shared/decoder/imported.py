"""A model from a file: its layers with their sizes, where it fails and what makes it run, each layer to open."""

import re
from html import escape
from itertools import zip_longest

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from conv3dt_core import InvalidLayerError
from conv3dt_core.diagnostics import Lang
from conv3dt_core.figures import trace_text
from conv3dt_core.trace import Trace, trace_onnx
from pages._shared import notices
from pages._shared.decoder.links import layer_href
from pages._shared.i18n import lang, t
from pages._shared.wide import scrolled

#: Megabytes of a file, and nodes of a model, that a server shared by many reads. A file is held three times while it is
#: parsed: one of 80 MiB took 246 MiB.
MOST_MEGABYTES = 80
MOST_NODES = 5_000


def draw() -> None:
    """Draw where a file is given, and what is found in it."""
    with st.expander(t("decoder.import"), key="model-box"):
        st.caption(t("decoder.import_hint"))
        file = st.file_uploader("ONNX", type=["onnx"], key="model", max_upload_size=MOST_MEGABYTES)
        typed = st.text_input(
            t("decoder.import_shape"), key="model-shape", max_chars=200, placeholder="(1, 1, 285, 285, 84)"
        )
        if file is not None:
            with st.container(key="traced"):
                _explain(file, typed)


def _explain(file: UploadedFile, typed: str) -> None:
    words = re.sub(r"[\[\](),，x×]", " ", typed).split()
    shape = tuple(int(word) if re.fullmatch(r"[0-9]{1,9}", word, re.ASCII) else word for word in words)
    try:
        found = _traced(file.file_id, file, shape, lang())
    except InvalidLayerError as error:
        notices.cards(error.diagnostics, "model", fixable=False)
        return
    _failure(found)
    notices.cards(trace_text.other_diagnostics(found), "model", fixable=False)
    if found.layers:
        st.html(_table(found))
    _repairs(found)


@st.cache_data(max_entries=16, show_spinner=False)
def _traced(upload: str, _file: UploadedFile, shape: tuple[object, ...], language: Lang) -> Trace:
    """Remembered by the upload's identity: each change of a number draws the page again, and the file is the same."""
    most = {"max_bytes": MOST_MEGABYTES * 2**20, "max_nodes": MOST_NODES}
    return trace_onnx(_file.getvalue(), shape or None, lang=language, **most)


def _failure(found: Trace) -> None:
    lines = trace_text.failure_lines(found)
    kind = "error" if lines else "valid" if found.output_shapes else "note"
    body = "".join(f"<p><b>{escape(name)}</b> {notices.marked_up(text)}</p>" for name, text in lines)
    with st.container(key=f"card-{kind}-model-head"):
        title = f'<p class="c3-card-title">{escape(trace_text.head(found))}</p>'
        st.html(f'<div class="c3-card">{title}{body}</div>')


def _table(found: Trace) -> str:
    head, *rows = trace_text.rows(found)
    heads = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    heads += f'<th><span class="c3-unseen">{t("decoder.link")}</span></th>'
    lines = (_row(row, layer.link) for row, layer in zip_longest(rows, found.layers) if layer is not None)
    return scrolled(f"<table><tr>{heads}</tr>{''.join(lines)}</table>", t("decoder.traced_table"), "c3-traced")


def _row(row: tuple[str, ...], query: str | None) -> str:
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
    link = ""
    if query is not None:
        label = escape(f"{t('decoder.open')} {row[0]}")
        href = escape(layer_href(query))
        link = f'<a href="{href}" target="_blank" rel="noopener" aria-label="{label}">{t("decoder.open")} ↗</a>'
    return f"<tr><th>{escape(row[0])}</th>{cells}<td>{link}</td></tr>"


def _repairs(found: Trace) -> None:
    if not found.repairs:
        return
    st.html(f'<h2 class="c3-section">{t("decoder.import_repairs")}</h2>')
    for repair in found.repairs:
        st.markdown(repair.sentence)
        if repair.code:
            st.code(repair.code, language="python", wrap_lines=True)
