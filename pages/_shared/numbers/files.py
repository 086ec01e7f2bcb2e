"""An upload: the box for it, which of its arrays, what is wrong with it, and the layer that it fits."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from math import gcd
from typing import Any

import streamlit as st

from conv3dt_core import Fix, LayerParams
from conv3dt_core.diagnostics import Triple
from conv3dt_core.uploads import MAX_FILE_BYTES, Upload, UploadError, members, read
from pages._shared import link, mend
from pages._shared.facts import memory
from pages._shared.i18n import t
from pages._shared.numbers.kept import KEPT

_TYPES = ["npy", "npz", "nii", "gz"]
#: Reasons whose numbers are not bytes.
_COUNTED = {"values_limit", "members_limit", "pieces_limit", "header_limit"}


@dataclass(frozen=True)
class File:
    """An array of a file, and what tells it from all others: a class that uploads one file has one array in memory."""

    key: tuple[str, str, str | None]
    upload: Upload


def draw() -> File | None:
    """Draw the box and return what is in it, or None; then it is said why."""
    with st.container(key="numbers-file"):
        megabytes = MAX_FILE_BYTES // 2**20
        file = st.file_uploader(t("numbers.file"), type=_TYPES, key="tensor", max_upload_size=megabytes)
        st.caption(t("numbers.file_hint", limit=memory(MAX_FILE_BYTES)))
        if file is None:
            return None
        try:
            return _chosen(file)
        except UploadError as error:
            show(file.name, error)
            return None


def _chosen(file: Any) -> File:
    content: str = _kept(("content", file.file_id), lambda: sha256(file.getvalue()).hexdigest())
    names = _kept(("members", content), lambda: members(file.getvalue()))
    member = st.selectbox(t("numbers.member"), names, key=f"member-{file.file_id}") if len(names) > 1 else None
    key = ("array", content, member)
    upload: Upload = _kept(key, lambda: read(file.getvalue(), member), lambda known: known.values.nbytes)
    finite = t("numbers.not_finite", count=f"{upload.not_finite:,}") if upload.not_finite else ""
    shape, size = str(upload.values.shape), memory(upload.values.nbytes)
    st.caption(f"{t('numbers.read', shape=shape, stored=upload.stored, dtype=upload.values.dtype, size=size)} {finite}")
    return File(key, upload)


def _kept(key: Any, make: Callable[[], Any], size: Callable[[Any], int] = lambda _: 0) -> Any:
    found = KEPT.get(key)
    if found is None:
        found = make()
        KEPT.put(key, found, size(found))
    return found


def show(name: str, error: UploadError) -> None:
    """Draw the card of a file that nothing is taken from."""
    with st.container(key="card-error-file"):
        title = escape(t("numbers.not_read", name=name if len(name) <= 60 else name[:59] + "…"))
        st.html(
            f'<div class="c3-card"><code class="c3-code">{escape(error.reason.replace("_", "-"))}</code>'
            f'<p class="c3-card-title"><span class="c3-mark">✕</span> {title}</p><p>{escape(why(error))}</p></div>'
        )


def why(error: UploadError) -> str:
    """Return the sentence of a reason, with its figures."""
    return t(f"numbers.file_{error.reason}", **shown(error))


def shown(error: UploadError) -> dict[str, str]:
    """Return the values of a reason as they are read: bytes as memory, counts with commas."""
    return {name: _figure(error.reason, name, value) for name, value in error.values.items()}


def _figure(reason: str, name: str, value: Any) -> str:
    if not isinstance(value, int):
        return str(value)[:80]
    return f"{value:,}" if reason in _COUNTED or name in {"count", "times"} else memory(value)


# --- the layer that an array fits -----------------------------------------------------------------------------------


def as_input(shape: tuple[int, ...], data_format: str) -> tuple[int, int, Triple]:
    """Return (N, C, size) of an array of three axes (D, H, W), of four (with C), or of five (with N and C)."""
    if len(shape) == 5:
        batch, *shape_of_one = shape
    else:
        batch, shape_of_one = 1, list(shape)
    if len(shape_of_one) == 3:
        shape_of_one = [1, *shape_of_one] if data_format == "NCDHW" else [*shape_of_one, 1]
    channels, d, h, w = shape_of_one if data_format == "NCDHW" else (shape_of_one[3], *shape_of_one[:3])
    return batch, channels, (d, h, w)


def offer(wanted: tuple[int, int, Triple], given: tuple[int, int, Triple], params: LayerParams) -> None:
    """Say that the array is no input of this layer, and draw the button that changes the layer."""
    with st.container(key="card-note-fit"):
        said = t("numbers.no_fit", file=_told(wanted), layer=_told(given))
        st.html(f'<div class="c3-card"><p class="c3-card-title">{escape(said)}</p></div>')
        st.button(t("numbers.take_size"), key="take-size", type="primary", on_click=take, args=(wanted, params))


def _told(found: tuple[int, int, Triple]) -> str:
    batch, channels, size = found
    return t("numbers.shape", n=batch, c=channels, size=" × ".join(map(str, size)))


def take(wanted: tuple[int, int, Triple], params: LayerParams) -> None:
    """Give the layer the batch, channels and size of an array; a callback."""
    batch, channels, size = wanted
    groups = gcd(params.groups, channels)
    link.update(n=batch)
    changes = (("input_size", size), ("in_channels", channels), ("groups", groups), ("output_size", None))
    mend.apply(Fix(changes, ""))
