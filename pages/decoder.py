"""Decoder doctor: a net with skips, where its sizes stop fitting, and three repairs tried to the end."""

import streamlit as st

from conv3dt_core.decoder import walk
from pages._shared import shell
from pages._shared.decoder import diagram, editor, facts, imported, mending, state, verdict
from pages._shared.i18n import t


def main() -> None:
    net, faults = state.current()
    found = walk(net)
    verdict.draw(found, faults)
    with st.container(key="net-sizes"):
        html(section("decoder.sizes") + f'<p class="c3-hint">{t("decoder.sizes_hint")}</p>' + diagram.draw(found))
    with st.container(key="net-repairs"):
        mending.draw(found)
    with st.container(key="net-facts"):
        html(section("decoder.facts") + facts.tables(found))
    editor.draw(net)
    imported.draw()


def section(key: str) -> str:
    return f'<h2 class="c3-section">{t(key)}</h2>'


def html(text: str) -> None:
    st.markdown(text, unsafe_allow_html=True)


shell.page(main)
