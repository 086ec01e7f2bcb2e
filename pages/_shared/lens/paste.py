"""A box for code or for an error: which layer it is, which rule it broke."""

from functools import lru_cache
from html import escape

import streamlit as st

from conv3dt_core.diagnostics import Code, Diagnostic
from conv3dt_core.frameworks.errors import Translation, translate
from conv3dt_core.frameworks.literal import paddle_layer
from conv3dt_core.frameworks.reading import FoundLayer, Reading, read
from pages._shared import examples, mend, notices
from pages._shared.current import Current
from pages._shared.i18n import lang, t
from pages._shared.lens.columns import NAMES

#: Layers of a text, and faults of one, that are shown at most.
MOST = 8
#: Characters that are kept of a text; both readers refuse half as many.
LONGEST = 200_000
_NO_CODE = {Code.CODE_WITHOUT_LAYER, Code.CODE_NOT_PARSED}


def draw(current: Current) -> None:
    """Draw the box and, under it, what its text says."""
    with st.container(key="paste-box"):
        # Streamlit forgets the key of a widget that was not drawn, and other pages do not draw this one.
        st.session_state.setdefault("paste", st.session_state.get("pasted_before", ""))
        text = st.text_area(t("lens.paste"), key="paste", height=120, placeholder=t("lens.paste_hint"))
        st.session_state["pasted_before"] = text[:LONGEST]
        if text.strip():
            with st.container(key="pasted"):
                _explain(text, current)


def _explain(text: str, current: Current) -> None:
    reading, translation = _understood(text[:LONGEST])
    understood = translation.code is not Code.ERROR_NOT_RECOGNISED
    if understood:
        _error(translation, current)
    for number, layer in enumerate(reading.layers[:MOST]):
        _layer(number, layer)
    if len(reading.layers) > MOST:
        st.caption(t("lens.more_layers", shown=MOST, all=len(reading.layers)))
    faults = () if understood and not reading.layers else reading.diagnostics  # an error need not be code
    if "rror" in text and not reading.layers and {fault.code for fault in faults} <= _NO_CODE and faults:
        faults = (Diagnostic(translation.code, None, translation.numbers),)
    if faults:
        notices.cards(faults[:MOST], "pasted", fixable=False)


@lru_cache(maxsize=32)
def _understood(text: str) -> tuple[Reading, Translation]:
    """Remembered: each change of a number draws the page again, and the text is still the same."""
    return read(text), translate(text)


def _error(translation: Translation, current: Current) -> None:
    with st.container(key="card-note-translation"):
        whose = t("lens.error_of", framework=NAMES[translation.dialect]) if translation.dialect else ""
        st.html(
            f'<div class="c3-card"><code class="c3-code">{escape(translation.code.value)}</code>'
            f'<p class="c3-card-title">{escape(whose)}</p><p>{notices.marked_up(translation.render(lang()))}</p></div>'
        )
        fixes = translation.changes(current.params, current.input_size, current.output_size)
        notices.fix_buttons(fixes, "translation")
        if not fixes and translation.code in examples.FAULTS:  # what numbers of the panel can show
            st.caption(t("lens.no_fix"))


def _layer(number: int, layer: FoundLayer) -> None:
    with st.container(key=f"card-note-layer-{number}"):
        place = t("lens.found", framework=NAMES[layer.dialect], line=layer.line)
        st.html(
            f'<div class="c3-card"><p class="c3-card-title">{escape(place)} <code>{escape(layer.call)}</code></p>'
            f"<p><code>{escape(_spelled(layer))}</code></p></div>"
        )
        notices.cards(layer.diagnostics[:MOST], f"found-{number}", fixable=False)
        st.button(t("lens.open"), key=f"open-layer-{number}", on_click=mend.open_layer, args=(layer,), type="primary")


def _spelled(layer: FoundLayer) -> str:
    """Return the layer as Paddle writes it, and what the text says of its call."""
    asked = f" · output_size={layer.output_size}" if layer.output_size else ""
    known = f" · x {layer.input_size}" if layer.input_size else ""
    return f"{paddle_layer(layer.params)}{known}{asked}"
