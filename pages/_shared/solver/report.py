"""The button that takes the layer away as a report for an issue tracker. The report is made when it is pressed."""

import streamlit as st

from conv3dt_core.capsule import HOME, of_explanation
from conv3dt_core.explain import explain
from conv3dt_core.frameworks.plain import spelled
from pages._shared.current import Current, x_shape
from pages._shared.i18n import lang, t


def draw(current: Current) -> None:
    """Draw the button."""
    # Read now: on the button's thread is no session.
    language, shape, home = lang(), x_shape(current), st.context.url or HOME

    def markdown() -> str:
        title = spelled(current.params, bias=current.bias)
        told = explain(current.params, shape, current.output_size, language, title=title, has_bias=current.bias)
        return of_explanation(told, current.activation, home).markdown

    st.download_button(
        t("solver.report"), markdown, "conv3dt-report.md", "text/markdown", "save-report",
        help=t("solver.report_help"), on_click="ignore",
    )  # fmt: skip
