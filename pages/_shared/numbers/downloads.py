"""Files to take away: input, weights and output; and the scripts that load them in Paddle and in PyTorch."""

from collections.abc import Callable
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
from pages._shared.numbers.run import Result
from pages._shared.overlap.tables import heading

_TABS = {"paddle": "Paddle", "pytorch": "PyTorch"}


def draw(current: Current, result: Result) -> None:
    """Draw the buttons and the scripts."""
    weights = {"weight": result.weight} | ({} if result.bias is None else {"bias": result.bias})
    files: dict[str, tuple[Callable[[], bytes], int]] = {
        "y.npy": (partial(_npy, result.y), result.y.nbytes),
        "weights.npz": (partial(_npz, weights), sum(array.nbytes for array in weights.values())),
        "x.npy": (partial(_npy, result.x), result.x.nbytes),
    }
    with st.container(key="numbers-downloads"):
        st.html(heading("numbers.downloads") + f'<p class="c3-note">{t("numbers.downloads_note")}</p>')
        with st.container(key="numbers-files", horizontal=True, gap="small"):
            for name, (make, size) in files.items():
                label = f"{name} · {memory(size)}"
                st.download_button(label, make, name, "application/octet-stream", key=f"save-{name}", on_click="ignore")
        for tab, name in zip(st.tabs(list(_TABS.values())), _TABS, strict=True):
            script = emit(name, current.example())  # type: ignore[arg-type]
            tab.code(loading(script, result.source.job.dtype), language="python", wrap_lines=True)


def _npy(array: Any) -> bytes:
    file = BytesIO()
    np.save(file, array, allow_pickle=False)
    return file.getvalue()


def _npz(arrays: dict[str, Any]) -> bytes:
    file = BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()
