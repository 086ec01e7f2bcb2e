"""Every layer of the net in a table to edit, and the net as the text of the link."""

from dataclasses import replace
from typing import Any

import streamlit as st

from conv3dt_core import InvalidLayerError
from conv3dt_core.decoder import LONGEST, Net, NetLayer, Place, layer_text, read_layer, size_text, spell
from conv3dt_core.diagnostics import Code, Diagnostic
from pages._shared import link, notices
from pages._shared.decoder import state
from pages._shared.i18n import t

_FAULTS = "net_table_faults"
_LETTERS = {"Conv3D": "c", "MaxPool3D": "m", "AvgPool3D": "a", "Conv3DTranspose": "t", "Upsample": "r"}
_KINDS = {"conv": "Conv3D", "maxpool": "MaxPool3D", "avgpool": "AvgPool3D", "transposed": "Conv3DTranspose",
          "resize": "Upsample"}  # fmt: skip
#: Columns after the kind, and the letter each has in a layer's text.
_NUMBERS = {"kernel_size": "", "stride": "s", "padding": "p", "dilation": "d", "output_padding": "o"}


def draw(net: Net) -> None:
    """Draw the table and the text."""
    with st.expander(t("decoder.edit"), key="net-table", expanded=bool(st.session_state.get(_FAULTS))):
        notices.cards(st.session_state.pop(_FAULTS, ()), "net-table", fixable=False)
        st.caption(t("decoder.edit_hint"))
        places = [place for place in net.places() if place.layer]
        key = f"net-table-{spell(net)}"  # another net, another table: what was edited is in the link by then
        st.data_editor(
            [_row(place) for place in places], key=key, on_change=_edited, args=(key,), hide_index=True,
            disabled=["layer"], column_config=_columns(), height=min(420, 38 + 35 * len(places)),
        )  # fmt: skip
        _skips(net)
        text = f"net-text-{spell(net)}"
        st.text_input(t("decoder.text"), spell(net), key=text, on_change=_typed, args=(text,))


def _skips(net: Net) -> None:
    """Draw which levels have a skip."""
    levels = [level for level in range(net.depth) if level >= net.depth - len(net.ups)]
    if not levels:
        return
    labels = {level: t("decoder.skip_of", level=level + 1) for level in levels}
    present = [level for level in levels if net.skips[level]]
    key = f"net-skips-{spell(net)}"
    st.pills(
        t("decoder.col_skip"), levels, selection_mode="multi", default=present, key=key, on_change=_joined, args=(key,),
        format_func=labels.__getitem__,
    )  # fmt: skip


def _joined(key: str) -> None:
    net, chosen = state.current()[0], st.session_state[key]
    state.edit(replace(net, skips=tuple(level in chosen for level in range(net.depth))))


def _columns() -> dict[str, Any]:
    kinds = st.column_config.SelectboxColumn("kind", options=list(_LETTERS), required=True)
    return {"layer": st.column_config.TextColumn(t("decoder.layer"), pinned=True), "kind": kinds}


def _row(place: Place) -> dict[str, Any]:
    layer = place.layer
    assert layer is not None
    front, back = zip(*layer.padding, strict=True)
    pads = size_text(front) if front == back else f"{size_text(front)}b{size_text(back)}"
    numbers = (size_text(n) for n in (layer.kernel_size, layer.stride))
    rest = (pads, size_text(layer.dilation), size_text(layer.output_padding))
    cells = dict(zip(_NUMBERS, (*numbers, *rest), strict=True))
    return {"layer": place.name, "kind": _KINDS[layer.kind], **cells, "ceil_mode": layer.ceil_mode}


def _edited(key: str) -> None:
    net = state.current()[0]
    places = [place for place in net.places() if place.layer]
    try:
        layers = [place.layer for place in places]
        for index, cells in st.session_state[key]["edited_rows"].items():
            layers[int(index)] = _layer(_row(places[int(index)]) | cells, places[int(index)])
    except InvalidLayerError as error:
        st.session_state[_FAULTS] = error.diagnostics
        return
    _keep(_rebuilt(net, places, layers))


def _layer(row: dict[str, Any], place: Place) -> NetLayer:
    """Return the layer of a row, by way of its text: one grammar for links and cells."""
    letter = _LETTERS[row["kind"]]
    if letter == "r":
        return read_layer(f"r{row['stride']}", "r" if place.role == "up" else "cma")
    given = {name: str(row[name]).strip().replace(" ", "").replace(",", "x").strip("()") for name in _NUMBERS}
    if letter != "t":
        given.pop("output_padding")
    options = "".join(sign + given[name] for name, sign in _NUMBERS.items() if name in given)
    allowed = "t" if place.role == "up" else "cma" if place.role == "down" else "c"
    return read_layer(f"{letter}{options}{'u' if row['ceil_mode'] and letter in 'ma' else ''}", allowed)


def _rebuilt(net: Net, places: list[Place], layers: list[Any]) -> Net:
    """Return the net with other layers in the same places."""
    pairs = list(zip(places, layers, strict=True))

    def block(number: int, *roles: str) -> tuple[NetLayer, ...]:
        return tuple(layer for place, layer in pairs if place.role in roles and place.number == number)

    return replace(
        net, downs=tuple(layer for place, layer in pairs if place.role == "down"),
        ups=tuple(layer for place, layer in pairs if place.role == "up"),
        encoders=tuple(block(level, "encode", "bottom") for level in range(net.depth + 1)),
        decoders=tuple(block(number, "decode") for number in range(1, len(net.ups) + 1)),
    )  # fmt: skip


def _typed(key: str) -> None:
    link.update(net=st.session_state[key].strip()[: LONGEST + 1])


def _keep(net: Net) -> None:
    if not state.edit(net):
        values = (("part", layer_text(net.ups[0])), ("why", "long"), ("most", LONGEST))
        st.session_state[_FAULTS] = (Diagnostic(Code.NET_NOT_UNDERSTOOD, None, values),)
