"""The parameter panel: 24 numbers as six rows in the sidebar, drawn once by the entry script for all pages.

What does not count at present is not drawn; `pages._shared.link` keeps its value. It leaves an empty container behind:
what stands below it would otherwise change its place, and Streamlit mounts anew what changes its place, under the
fingers of a reader who types there.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from conv3dt_core.channels import ChannelPath
from conv3dt_core.diagnostics import Triple, errors_of
from conv3dt_core.validation import check_layer
from pages._shared import browser, examples, kernel_button, link, parameters
from pages._shared.current import Current, adopt_shape, arguments, base_sizes, current
from pages._shared.i18n import t
from pages._shared.rows import fixed_row, letter_row, number, number_row, word_switch

__all__ = ["Current", "axis_switch", "current", "direction_switch", "draw", "follow", "ladder_switch", "selection_slot"]

_ROWS = {"k": "kernel_size", "s": "stride", "dil": "dilation"}
_SPLIT = "pads_split"
_DRAWN = "panel_drawn"


def follow(changed: set[str]) -> None:
    """Set what follows from the parameters the reader changed; between `link.read` and `link.write`."""
    if "link" in changed and link.get("link") == "off":
        link.copy_depth()  # H and W take the numbers of D, the only ones that counted so far
    for axis in parameters.AXES:
        if f"pf_{axis}" in changed and not st.session_state.get(_SPLIT):
            link.update(**{f"pb_{axis}": link.get(f"pf_{axis}")})
    _follow_channel(changed)
    adopt_shape()


def _follow_channel(changed: set[str]) -> None:
    """Let go of the channel that does not meet the one the reader went to: the first that does takes its place."""
    params = arguments()[0]
    if not changed & {"ci", "co"} or errors_of(check_layer(params)):
        return
    asked = {"ci": link.get("ci"), "co": link.get("co")}
    path = ChannelPath.of(params, "input" if "ci" in changed else "output", **asked)
    link.update(
        **{name: None for name, n in asked.items() if name not in changed and n not in (None, getattr(path, name))}
    )


def draw(menu: Callable[[], None] = examples.menu, rows: Callable[[], None] | None = None) -> None:
    """Draw the panel; the entry script calls it before the page runs, with a menu and rows of the page's own if any."""
    with st.sidebar, st.container(key="panel"):
        _head(menu)
        (rows or _rows)()
        browser.draw()
    st.session_state[_DRAWN] = _look()


def _rows() -> None:
    _axes()
    number_row("in", t("shell.in"), t("shell.in_gloss"))
    for name, label in _ROWS.items():
        number_row(name, label, t(f"shell.{name}_gloss"))
    with st.container(key="padding-box", border=True):
        _padding()
    with st.container(key="size-box", border=True):
        _size()
    with st.expander(_summary(), expanded=bool(link.get("x")), key="layer-box"):
        if browser.layer_box_opened():  # its fields cost every change of the page: the browser renders all it has
            _layer()


def is_outdated() -> bool:
    """Return whether the panel, as it was last drawn, shows what is no longer so."""
    return st.session_state.get(_DRAWN) != _look() or not link.unseen().issubset(parameters.OF_PAGES)


def _look() -> tuple[Any, ...]:
    """Return what the panel shows besides the numbers themselves."""
    words = (link.get(name) for name in (*parameters.WORDS, *parameters.TEXTS) if name not in parameters.OF_PAGES)
    pads = _same_pads() if link.get("pad") == "same" else _is_split()
    sizes = _placeholders() if link.get("os") == "on" else None
    return (*words, pads, sizes, _summary(), browser.fixes_applied())


def direction_switch(labels: Mapping[str, str]) -> None:
    """Draw the switch of `sel`: which room the selected voxel lies in. A page calls it, with its words for the two."""
    word_switch("sel", t("shell.sel"), labels, width="content")


def ladder_switch() -> None:
    """Draw the switch of `view`: the layer as a line, a plane or a volume. A page calls it where it wants it."""
    word_switch("view", t("shell.view"), {"1d": "1-D", "2d": "2-D", "3d": "3-D"}, width="content")


def axis_switch() -> None:
    """Draw the switch of `ax`: the axis slices are taken through. One set of labels, whatever page draws it.

    Streamlit tells choices apart by their labels: another page's labels would be no choice at all.
    """
    labels = {axis: t("shell.slice_axis", axis=axis.upper()) for axis in parameters.AXES}
    word_switch("ax", t("shell.ax"), labels, width="content")


def selection_slot(left_out: int = 0) -> None:
    """Draw the numbers of the selected voxel and tap, without the first axes. A page calls it where it wants them."""
    with st.container(key="selection", horizontal=True, vertical_alignment="center"):
        for axis in parameters.AXES[left_out:]:
            number(f"v_{axis}", axis.upper(), width=110)
        number("tap", t("shell.tap"), placeholder=t("shell.all_taps"), width=110)


def _head(menu: Callable[[], None]) -> None:
    left, language = st.columns([1.55, 1], gap="small", wrap=False, vertical_alignment="center")
    with left:
        menu()
    with language:
        word_switch("lang", t("shell.language"), {"en": "EN", "zh": "中文"})


def _axes() -> None:
    label, switch = st.columns([1, 1.7], gap="small", wrap=False, vertical_alignment="center")
    label.html(f'<span class="c3-axes">{t("shell.axes")}</span>')
    with switch:
        word_switch("link", t("shell.axes"), {"on": t("shell.together"), "off": t("shell.each")})
    with st.container():
        if link.get("link") == "off":
            letter_row()


def _padding() -> None:
    word_switch("pad", "padding", {"explicit": "padding", "same": "SAME", "valid": "VALID"})
    if link.get("pad") == "same":
        fixed_row("same", t("shell.same_gloss"), _same_pads())
    elif link.get("pad") == "explicit":
        _explicit_padding()


def _explicit_padding() -> None:
    st.session_state[_SPLIT] = True if _is_split() else None
    number_row("pf", "padding front", t("shell.pf_gloss" if _is_split() else "shell.pads_gloss"), bare=True)
    with st.container():
        if _is_split():
            number_row("pb", "padding back", t("shell.pb_gloss"), bare=True)
    label = t("shell.split")
    st.pills(
        "padding", [True], format_func=lambda _: label, key=_SPLIT, on_change=_split_changed,
        label_visibility="collapsed",
    )  # fmt: skip


def _same_pads() -> list[str]:
    """Return "front, back" per axis as SAME works out, or dashes where it has no answer."""
    if min(link.triple("s")) < 1:
        return ["–"] * 3
    params, input_size, _, _ = arguments()
    return ["{}, {}".format(*params.axis_pads(axis, size)) for axis, size in enumerate(input_size)]


def _is_split() -> bool:
    """Return whether front and back have a row each: asked for, or because they differ."""
    return bool(st.session_state.get(_SPLIT)) or link.triple("pf") != link.triple("pb")


def _split_changed() -> None:
    if not st.session_state[_SPLIT]:
        link.update(**{f"pb_{axis}": link.get(f"pf_{axis}") for axis in parameters.AXES})


def _size() -> None:
    word_switch("os", "output_padding / output_size", {"off": "output_padding", "on": "output_size"})
    if link.get("os") == "off":
        number_row("op", "output_padding", t("shell.op_gloss"), bare=True)
        return
    number_row("os", "output_size", t("shell.os_gloss"), bare=True, placeholders=_placeholders())


def _placeholders() -> Triple:
    params, input_size, _, _ = arguments()
    return base_sizes(params, input_size)


def _summary() -> str:
    text = t("shell.summary", **{name: link.get(name) for name in ("n", "cin", "cout", "groups")})
    return text if link.get("fmt") == "NCDHW" else f"{text} · NDHWC"


def _layer() -> None:
    for pair in (("n", "groups"), ("cin", "cout")):
        with st.container(horizontal=True, wrap=False):
            for name in pair:
                number(name, t(f"shell.{name}"))
    word_switch("fmt", t("shell.fmt"), {word: word for word in parameters.WORDS["fmt"]})
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom"):
        word_switch("bias", t("shell.bias"), {"on": "bias", "off": t("shell.no_bias")})
        st.selectbox(t("shell.act"), parameters.WORDS["act"], key="act")
    link.shown("act")
    link.shown("x")
    longest = parameters.LONGEST_TEXT["x"]  # what a link may hold
    st.text_input(t("shell.x"), key="x", max_chars=longest, placeholder=", ".join(link.get("fmt")))
    kernel_button.draw()
