"""Shape explorer: the output shape, the rule behind each axis, the legal output sizes, and code to take along."""

import streamlit as st

from conv3dt_core.frameworks import emit
from pages._shared import axes, facts, notices, panel, shell
from pages._shared.i18n import t
from pages._shared.solver import report, wish

NAMES = {"paddle": "Paddle", "pytorch": "PyTorch"}


def main() -> None:
    current = panel.current()
    notices.output_shape(current)
    if current.geometry is not None:
        st.html(facts.line(current, current.geometry))
    notices.show(current.diagnostics)
    draw_axes(current)
    draw_code(current)
    wish.draw(current)
    report.draw(current)


def draw_axes(current: panel.Current) -> None:
    """The cards, and the legal sizes once more as plain text for readers and tests that see no picture."""
    views = axes.views(current)
    cards = axes.cards(views)
    alike = f'<p class="c3-alike">{t("shape.alike")}</p>' if len(cards) == 1 else ""
    title = f'<h2 class="c3-section">{t("shape.axes")}</h2>{alike}'
    with st.container(key="formula"):
        # Markdown costs the browser more than st.html, which would take the strips out.
        st.markdown(title + "".join(cards), unsafe_allow_html=True)
    with st.container(key="ranges"):
        for view in views:
            with st.container(key=f"range-{view.axes[0].lower()}"):
                st.html(axes.range_text(view))


def draw_code(current: panel.Current) -> None:
    st.html(f'<h2 class="c3-section c3-of-code">{t("shape.code")}</h2>')
    with st.container(key="code"):
        if current.geometry is None:
            st.markdown(t("shape.no_code"))
            return
        # A switch and not st.tabs: the browser walks through all tabs whenever one of them changes.
        dialect = st.segmented_control(
            t("shape.code"), list(NAMES), format_func=NAMES.__getitem__, required=True, default="paddle", key="dialect",
            label_visibility="collapsed",
        )  # fmt: skip
        st.code(emit(dialect, current.example()).code, language="python", wrap_lines=True)


shell.page(main)
