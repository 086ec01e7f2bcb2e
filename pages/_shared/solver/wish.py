"""A wanted output size: which layers make it, from which inputs, or why none. It costs nothing while it is folded."""

from typing import Any

import streamlit as st

from conv3dt_core import Fix, InvalidLayerError, LayerParams, links
from conv3dt_core.diagnostics import Code, Diagnostic, Triple
from conv3dt_core.fixes import merge_axes
from conv3dt_core.solver import input_sizes_for, judge, solve
from pages._shared import link, mend, notices, parameters
from pages._shared.current import Current
from pages._shared.i18n import t
from pages._shared.rows import number
from pages._shared.solver import answers

#: Layers that are shown, and layers they are taken from: neighbours often differ in their pads alone.
MOST, POOL = 5, 100
_BOX, _PILLS = "wish-box", "wish-keep"
#: The words of the parameter `keep`, and the fields they stand for.
_FIELDS = {"k": "kernel_size", "s": "stride", "pad": "padding", "op": "output_padding", "dil": "dilation"}


def draw(current: Current) -> None:
    """Draw the box; a link with a wish in it opens it."""
    st.session_state.setdefault(_BOX, any(link.get(name) is not None for name in parameters.WISH))
    box = st.expander(t("solver.title"), key=_BOX, on_change="rerun")
    if box.open:
        with box:
            _question(current)
            _answer(current)


def _question(current: Current) -> None:
    present = current.geometry.output_size if current.geometry else (None,) * 3
    axes = parameters.AXES[:1] if link.get("link") == "on" else parameters.AXES
    with st.container(key="wish", horizontal=True, vertical_alignment="bottom", gap="small"):
        for axis, size in zip(axes, present, strict=False):
            label = axis.upper() if len(axes) > 1 else t("shell.axes")
            number(f"want_{axis}", label, placeholder="" if size is None else str(size), width=96)
        st.session_state[_PILLS] = _kept()
        st.pills(
            t("solver.keep"), list(_FIELDS), selection_mode="multi", format_func=_FIELDS.__getitem__, key=_PILLS,
            on_change=_keep, wrap=True,
        )  # fmt: skip


def _kept() -> list[str]:
    return [word for word in link.get("keep").split("-") if word]


def _keep() -> None:
    link.update(keep="-".join(word for word in _FIELDS if word in st.session_state[_PILLS]))


def _wish() -> list[int | None]:
    wish = [link.get(name) for name in parameters.WISH]
    return wish[:1] * 3 if link.get("link") == "on" else wish


def _answer(current: Current) -> None:
    wish = _wish()
    if wish == [None] * 3:
        st.caption(t("solver.hint"))
        return
    present = current.geometry.output_size if current.geometry else (None,) * 3
    d, h, w = (size if n is None else n for n, size in zip(wish, present, strict=True))  # an empty axis stays
    if d is None or h is None or w is None:
        st.caption(t("solver.unknown"))
    else:
        _answers(current, (d, h, w))


def _answers(current: Current, wanted: Triple) -> None:
    with st.container(key="answers"):
        try:
            _layers(current, wanted)
        except InvalidLayerError as error:
            _impossible(error.diagnostics)
    _inputs(current, wanted)


def _layers(current: Current, wanted: Triple) -> None:
    p = current.params
    fixed: dict[str, Any] = {_FIELDS[word]: getattr(p, _FIELDS[word]) for word in _kept()}
    if "padding" in fixed and p.padding != "SAME":
        fixed["padding"] = [pad for pair in p.padding for pad in pair]
    found = solve(
        current.input_size, wanted, limit=POOL, in_channels=p.in_channels, out_channels=p.out_channels,
        groups=p.groups, data_format=p.data_format, **fixed,
    ).varied(MOST)  # fmt: skip
    if current.geometry is not None and current.geometry.output_size == wanted:
        st.html(f'<p class="c3-says">✓ {t("solver.already")}</p>')
    st.html(answers.head(current.input_size, wanted, len(found)))
    for index, params in enumerate(found):
        with st.container(key=f"answer-{index}", horizontal=True, wrap=False, vertical_alignment="center"):
            st.html(answers.row(judge(params, current.input_size, current.bias), p))
            st.button(
                t("solver.use"), key=f"use-{index}", on_click=mend.apply, args=(_as_fix(params),),
                type="secondary" if index else "primary", help=t("solver.use_help"),
            )  # fmt: skip


def _as_fix(params: LayerParams) -> Fix:
    changes = tuple((name, getattr(params, name)) for name in _FIELDS.values())
    return Fix((*changes, ("output_size", None)), "")


def _impossible(diagnostics: tuple[Diagnostic, ...]) -> None:
    """Say why, and offer the nearest sizes that are made; what is wrong with a kept part is said above already."""
    notices.cards(diagnostics, "wish", fixable=False)
    merged = [d for d in merge_axes(diagnostics) if d.code is Code.NO_SOLUTION]
    nearest = dict.fromkeys(dict(fix.changes)["output_size"] for d in merged for fix in d.fixes)
    with st.container(key="nearest", horizontal=True, gap="small"):
        for index, size in enumerate(nearest):
            st.button(
                t("solver.take", size=answers.size(size)), key=f"nearest-{index}", on_click=link.update,
                kwargs=links.spread("want", size),
            )  # fmt: skip


def _inputs(current: Current, wanted: Triple) -> None:
    """Say which inputs the present layer makes the size of, with a button that sets them."""
    try:
        plain = input_sizes_for(current.params, wanted)
    except InvalidLayerError:
        plain = (range(0),) * 3
    try:
        asking = input_sizes_for(current.params, wanted, by_output_size=True)
    except InvalidLayerError:  # the layer is wrong whatever its input is; that is said above
        return
    sizes, by_output_size = (plain, False) if all(plain) else (asking, True)
    with st.container(key="wish-inputs"):
        st.html(f'<p class="c3-says">{answers.inputs(current.params, wanted, sizes, by_output_size)}</p>')
        first = tuple(span[0] for span in sizes if span)
        if len(first) == 3 and first != current.input_size:
            changes = (("input_size", first), ("output_size", wanted if by_output_size else None))
            st.button(
                t("shell.set", label=f"input_size = {answers.size(first)}"), key="set-inputs", on_click=mend.apply,
                args=(Fix(changes, ""),),
            )  # fmt: skip
