"""Framework lens: the layer in five frameworks, and their code and their errors read back."""

import streamlit as st

from conv3dt_core import messages
from conv3dt_core.frameworks import DIALECTS, Snippet, emit
from pages._shared import notices, panel, shell
from pages._shared.i18n import lang, t
from pages._shared.lens import columns, paste


def main() -> None:
    current = panel.current()
    notices.output_shape(current)
    paste.draw(current)
    notices.show(current.diagnostics)
    if current.geometry is None:
        st.markdown(t("lens.invalid"))
        return
    example = current.example()
    snippets = [emit(dialect, example) for dialect in DIALECTS]
    with st.container(key="lens"):
        html(columns.table(example, snippets))
    with st.container(key="agreement"):
        html(columns.agreed(current.params, current.geometry, current.bias))
    draw_code(snippets)


def draw_code(snippets: list[Snippet]) -> None:
    html(f'<h2 class="c3-section">{t("lens.code")}</h2>')
    with st.container(key="code"):
        tabs = st.tabs([columns.NAMES[dialect] for dialect in DIALECTS])
        for tab, snippet in zip(tabs, snippets, strict=True):
            tab.code(snippet.code, language="python", wrap_lines=True)
            notes = [f"<p>{notices.marked_up(messages.render(note, lang()))}</p>" for note in snippet.notes]
            if notes:
                tab.html("".join(notes))


def html(text: str) -> None:
    st.markdown(text, unsafe_allow_html=True)


shell.page(main)
