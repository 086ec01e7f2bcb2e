"""Files to take away: input, weights and output; and the scripts that load them in Paddle and in PyTorch."""

from functools import partial
from io import BytesIO
from typing import Any

import numpy as np
import streamlit as st

from conv3dt_core.frameworks import emit
from conv3dt_core.frameworks.loading import loading
from pages._shared.current import Current
from pages._shared.facts import memory
from pages._shared.i18n import t
from pages._shared.numbers.run import Result, again
from pages._shared.numbers.source import Source
from pages._shared.overlap.tables import heading

_TABS = {"paddle": "Paddle", "pytorch": "PyTorch"}


def draw(current: Current, result: Result) -> None:
    """Draw the buttons and the scripts."""
    sizes = {
        "y.npy": result.y.nbytes,
        "weights.npz": sum(array.nbytes for array in _weights(result).values()),
        "x.npy": result.x.nbytes,
    }
    with st.container(key="numbers-downloads"):
        st.html(heading("numbers.downloads") + f'<p class="c3-note">{t("numbers.downloads_note")}</p>')
        with st.container(key="numbers-files", horizontal=True, gap="small"):
            for name, size in sizes.items():
                make = partial(_file, name, result.source)  # it lives as long as the session: no result in it
                label = f"{name} · {memory(size)}"
                st.download_button(label, make, name, "application/octet-stream", key=f"save-{name}", on_click="ignore")
        for tab, name in zip(st.tabs(list(_TABS.values())), _TABS, strict=True):
            script = emit(name, current.example())  # type: ignore[arg-type]
            tab.code(loading(script, result.source.job.dtype), language="python", wrap_lines=True)


def _file(name: str, source: Source) -> bytes:
    """Return the file; on a thread of the button's own."""
    result, file = again(source), BytesIO()
    if name == "weights.npz":
        np.savez(file, allow_pickle=False, **_weights(result))
    else:
        np.save(file, result.y if name == "y.npy" else result.x, allow_pickle=False)
    return file.getvalue()


def _weights(result: Result) -> dict[str, Any]:
    return {"weight": result.weight} | ({} if result.bias is None else {"bias": result.bias})
