"""The parameter panel: 24 numbers as six rows in the sidebar, drawn once by the entry script for all pages.

Everything is drawn in every run and hidden by CSS where it does not count: a bound widget that is not drawn takes
its parameter out of the URL, and one drawn for the first time obeys the URL, not what a callback has just set.
"""

from collections.abc import Iterator, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._shared import bound, browser, examples, kernel_button, link
from pages._shared.current import Current, adopt_shape, arguments, base_sizes, current
from pages._shared.i18n import t
from pages._shared.rows import fixed_row, letter_row, number_row, word_switch

__all__ = ["Current", "current", "direction_switch", "draw", "selection_slot"]

_ROWS = {"k": "kernel_size", "s": "stride", "dil": "dilation"}


def draw() -> None:
    """Draw the panel; the entry script calls it before the page runs."""
    adopt_shape()
    labels = _summary(), _is_split()
    with st.sidebar, st.container(key="panel"):
        menu = _head()
        _axes()
        number_row("in", t("shell.in"), t("shell.in_gloss"))
        for name, label in _ROWS.items():
            number_row(name, label, t(f"shell.{name}_gloss"))
        with st.container(key="padding-box", border=True):
            _padding()
        with st.container(key="size-box", border=True):
            _size()
        with st.expander(_summary(), expanded=bool(link.get("x")), key="layer-box"):
            _layer()
        browser.draw()
        with menu:
            examples.menu()  # last: it names the example that the numbers make
        hidden = ", ".join(_hidden())
        st.html(f"<style>{hidden} {{ display: none; }}</style>" if hidden else "<style></style>")
    if labels != (_summary(), _is_split()):
        st.rerun()  # Back: labels were written before the numbers they speak of were read from the URL


def direction_switch(labels: Mapping[str, str]) -> None:
    """Draw the switch of `sel`: which room the selected voxel lies in. A page calls it, with its words for the two."""
    word_switch("sel", t("shell.sel"), labels, width="content")


def selection_slot() -> None:
    """Draw the numbers of the selected voxel and tap. A page calls it where it wants them."""
    with st.container(key="selection", horizontal=True, vertical_alignment="center"):
        for letter in link.AXES:
            bound.number_twin(f"v_{letter}", letter.upper(), width=110)
        bound.number_twin("tap", t("shell.tap"), placeholder=t("shell.all_taps"), width=110)


def _head() -> DeltaGenerator:
    """Draw the language switch, and return the place for the menu beside it."""
    menu, language = st.columns([1.55, 1], gap="small", wrap=False, vertical_alignment="center")
    with language:
        word_switch("lang", t("shell.language"), {"en": "EN", "zh": "中文"})
    return menu


def _axes() -> None:
    label, switch = st.columns([1, 1.7], gap="small", wrap=False, vertical_alignment="center")
    label.html(f'<span class="c3-axes">{t("shell.axes")}</span>')
    with switch:
        labels = {"on": t("shell.together"), "off": t("shell.each")}
        word_switch("link", t("shell.axes"), labels, on_change=_link_changed)
    letter_row()


def _link_changed() -> None:
    """Take the numbers of D, the only ones that counted so far, for H and W too."""
    if link.get("link") == "off":
        link.copy_depth()


def _padding() -> None:
    word_switch("pad", "padding", {"explicit": "padding", "same": "SAME", "valid": "VALID"})
    gloss = t("shell.pf_gloss") if _is_split() else t("shell.pads_gloss")
    number_row("pf", "padding front", gloss, bare=True, on_change=_front_changed)
    number_row("pb", "padding back", t("shell.pb_gloss"), bare=True)
    fixed_row("same", t("shell.same_gloss"), _same_pads())
    st.session_state["pads_split"] = _is_split() or None
    label = t("shell.split")
    st.pills(
        "padding", [True], format_func=lambda _: label, key="pads_split", on_change=_split_changed,
        label_visibility="collapsed",
    )  # fmt: skip


def _same_pads() -> list[str]:
    """Return "front, back" per axis as SAME works out, or dashes where it is not asked or has no answer."""
    if link.get("pad") != "same" or min(link.triple("s")) < 1:
        return ["–"] * 3
    params, input_size, _, _ = arguments()
    return ["{}, {}".format(*params.axis_pads(axis, size)) for axis, size in enumerate(input_size)]


def _is_split() -> bool:
    """Return whether front and back have a row each: asked for, or because they differ."""
    return bool(st.session_state.get("pads_split")) or link.triple("pf") != link.triple("pb")


def _front_changed(name: str) -> None:
    if not st.session_state.get("pads_split"):
        link.update(**{name.replace("pf", "pb"): link.get(name)})


def _split_changed() -> None:
    if not st.session_state["pads_split"]:
        link.update(**{f"pb_{axis}": link.get(f"pf_{axis}") for axis in link.AXES})


def _size() -> None:
    word_switch("os", "output_padding / output_size", {"off": "output_padding", "on": "output_size"})
    number_row("op", "output_padding", t("shell.op_gloss"), bare=True)
    params, input_size, _, _ = arguments()
    number_row("os", "output_size", t("shell.os_gloss"), bare=True, placeholders=base_sizes(params, input_size))


def _summary() -> str:
    text = t("shell.summary", **{name: link.get(name) for name in ("n", "cin", "cout", "groups")})
    return text if link.get("fmt") == "NCDHW" else f"{text} · NDHWC"


def _layer() -> None:
    for pair in (("n", "groups"), ("cin", "cout")):
        with st.container(horizontal=True, wrap=False):
            for name in pair:
                bound.number(name, t(f"shell.{name}"), label_visibility="visible")
    bound.switch("fmt", t("shell.fmt"))
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom"):
        word_switch("bias", t("shell.bias"), {"on": "bias", "off": t("shell.no_bias")})
        bound.menu("act", t("shell.act"))
    st.text_input(t("shell.x"), key="x", bind="query-params", placeholder=_x_placeholder())
    kernel_button.draw()


def _x_placeholder() -> str:
    n, channels, sizes = link.get("n"), link.get("cin"), link.triple("in")
    shape = (n, *sizes, channels) if link.get("fmt") == "NDHWC" else (n, channels, *sizes)
    return ", ".join(map(str, shape))


def _hidden() -> Iterator[str]:
    """Yield the CSS selectors of what does not count at present."""
    pad = link.get("pad")
    rows = {
        "pf": pad != "explicit", "pb": pad != "explicit" or not _is_split(), "same": pad != "same",
        "op": link.get("os") == "on", "os": link.get("os") == "off",
    }  # fmt: skip
    yield from (f".st-key-panel :has(> .st-key-row-{name})" for name, out in rows.items() if out)
    if pad != "explicit":
        yield ".st-key-pads_split"
    if link.get("link") == "on":
        yield ".st-key-panel :has(> .st-key-row-letters)"
        yield ".st-key-panel [class*=st-key-row-] > :nth-child(n+3)"
