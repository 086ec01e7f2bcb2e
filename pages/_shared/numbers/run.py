"""The run itself: refused where it takes too much, else in pieces, so that it can be given up between two of them."""

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from threading import Lock
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

from conv3dt_core import Fix, backends
from conv3dt_core.numbers import (
    MAX_BYTES,
    MAX_SECONDS,
    Comparison,
    Cost,
    Job,
    Smaller,
    Statistics,
    cost,
    nearest,
    statistics,
)
from pages._shared import browser, link, mend, shell
from pages._shared.facts import memory
from pages._shared.i18n import t
from pages._shared.numbers.kept import KEPT
from pages._shared.numbers.source import Source

#: One run at a time: the budget is one visitor's, the machine is everybody's.
_BUSY = Lock()
#: Seconds of work beyond which a run says how far it is.
_TOLD = 0.3
#: What an upload cannot change: its own size.
_OF_FILE = frozenset({"input_size", "batch", "in_channels"})


@dataclass(frozen=True, eq=False)
class Result:
    """What came of a run."""

    source: Source
    compared: Comparison
    x: Any
    weight: Any
    bias: Any
    statistics: dict[str, Statistics]

    @property
    def y(self) -> Any:
        """The output, in the layer's data format."""
        return self.compared.y


def result(source: Source) -> Result | None:
    """Return the result, worked out now or kept from before; None, and why, where it would take too much."""
    slot = st.empty()
    found: Result | None = KEPT.get(source.key)
    if found is not None:
        return found
    with shell.aside():  # others may go ahead
        _load_torch(slot)
        needed = cost(source.job)
        if needed.fits:
            found = _in_turn(source, needed, slot)
            KEPT.put(source.key, found, sum(a.nbytes for a in (found.x, found.weight, found.y)))
            return found
    refuse(source.job, needed, _OF_FILE if source.file else frozenset())
    return None


def again(source: Source) -> Result:
    """Return a result once more, kept or worked out anew; away from any session."""
    found: Result | None = KEPT.get(source.key)
    if found is not None:
        return found
    with _BUSY:
        return _worked_out(source, lambda _: None)


def _in_turn(source: Source, needed: Cost, slot: Any) -> Result:
    while not _BUSY.acquire(timeout=0.1):
        _tell(slot, 0.0, "waiting")
    try:
        found = _worked_out(source, lambda share: _tell(slot, share, "running") if needed.seconds > _TOLD else None)
        slot.empty()
        return found
    finally:
        _BUSY.release()


def _worked_out(source: Source, tell: Callable[[float], None]) -> Result:
    x, weight, bias = source.tensors()
    compared = Comparison(source.job, x, weight, bias)
    for share in compared:
        tell(share)
    tensors = {"x": x, "weight": weight, "bias": bias, "y": compared.y}
    return Result(source, compared, x, weight, bias, {n: statistics(a) for n, a in tensors.items() if a is not None})


def _tell(slot: Any, share: float, key: str) -> None:
    """Say how far the run is; it ends here if the visitor has moved on.

    Streamlit ends it for another page or a closed window. A number of the same page it would keep waiting.
    """
    slot.progress(share, t(f"numbers.{key}"))
    context = get_script_run_ctx()
    waits = getattr(context and context.script_requests, "_state", None) is ScriptRequestType.RERUN
    if waits and context is not None and context.fragment_ids_this_run:
        st.rerun()  # together with what waits


def _load_torch(slot: Any) -> None:
    """Load torch before anything is timed, if it is installed; it takes seconds, once for a server."""
    if find_spec("torch") is None or "conv3dt_core.backends.torch_backend" in sys.modules:
        return
    slot.progress(0.0, t("numbers.loading"))
    with _BUSY:
        backends.load("torch_backend")
    slot.empty()
    gc.freeze()  # Streamlit's collections would otherwise walk torch's objects


# --- too much ---------------------------------------------------------------------------------------------------------


def refuse(job: Job, needed: Cost, fixed: frozenset[str]) -> None:
    """Say what the run would take, and offer the nearest settings that are allowed."""
    said = t("numbers.too_much", bytes=memory(needed.bytes), seconds=f"{needed.seconds:,.1f}")
    why = t("numbers.limits", bytes=memory(MAX_BYTES), seconds=f"{MAX_SECONDS:g}")
    offers = nearest(job, fixed=fixed)
    if not offers:
        why += " " + t("numbers.nothing_near")
    with st.container(key="numbers-budget"), st.container(key="card-error-budget"):
        st.html(
            f'<div class="c3-card"><p class="c3-card-title"><span class="c3-mark">✕</span> {escape(said)}</p>'
            f"<p>{escape(why)}</p></div>"
        )
        with st.container(key="fixes-budget", horizontal=True, gap="small"):
            for index, offer in enumerate(offers):
                st.button(
                    t("shell.set", label=_label(offer)), key=f"smaller-{offer.name}", on_click=take, args=(offer,),
                    type="secondary" if index else "primary",
                )  # fmt: skip


def _label(offer: Smaller) -> str:
    value = offer.value
    short = value[0] if isinstance(value, tuple) and len(set(value)) == 1 else value
    return f"{offer.name} = {short}"


def take(offer: Smaller) -> None:
    """Take an offer; a callback."""
    if offer.name == "batch":
        link.update(n=offer.value)
        browser.focus_output_shape()
        return
    dropped = (("output_size", None),) if offer.name == "input_size" else ()
    mend.apply(Fix(((offer.name, offer.value), *dropped), ""))
