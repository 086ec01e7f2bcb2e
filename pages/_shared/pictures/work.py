"""The four pictures of example numbers, worked out; or the nearest setting that is small enough for them."""

from functools import lru_cache

import streamlit as st

from conv3dt_core import Fix, Geometry, check, plan
from conv3dt_core.channels import ChannelPath
from conv3dt_core.diagnostics import Triple, errors_of
from conv3dt_core.figures.example import w_of, x_of
from conv3dt_core.figures.ladder import Rung, on_rung
from conv3dt_core.pictures import MAX_INPUT, MAX_TAPS, MAX_VOXELS, FourPictures, fits, four_pictures
from pages._shared import link, mend
from pages._shared.current import Current
from pages._shared.i18n import t

_NOWHERE = (0, 0, 0)
#: What may be made smaller, in the order in which it is tried.
_SHRINKABLE = ("input_size", "kernel_size", "dilation", "stride")


@lru_cache(maxsize=64)
def worked(geometry: Geometry, path: ChannelPath) -> FourPictures:
    """Return the pictures of one channel path, with the example numbers of the scatter page; `fits` must hold."""
    x = x_of(geometry.input_size, range(path.ci, path.ci + 1))[0]
    w = w_of(geometry.kernel_size, range(path.ci, path.ci + 1), path.column)[0]
    return four_pictures(geometry, x, w)


def refuse(current: Current, geometry: Geometry, rung: Rung) -> None:
    """Say that the layer is too large, and offer the nearest that is not."""
    limits = {"inputs": f"{MAX_INPUT:,}", "taps": MAX_TAPS, "outputs": f"{MAX_VOXELS:,}"}
    lower = [name for name in ("2d", "1d") if name < rung and fits(on_rung(geometry, _NOWHERE, name)[0])]
    words = t("pictures.too_large", **limits)
    if lower:
        words += " " + t(f"pictures.try_{lower[0]}")
    st.markdown(words)
    fix = nearest(current, rung)
    with st.container(key="smaller", horizontal=True, gap="small"):
        if fix is not None:
            label = t("shell.set", label=fix.label)
            st.button(label, key="set-smaller", type="primary", on_click=mend.apply, args=(fix,))
        if lower:
            label = lower[0].replace("d", "-D")
            st.button(label, key="lower-rung", on_click=link.update, kwargs={"view": lower[0]})


def nearest(current: Current, rung: Rung) -> Fix | None:
    """Return the change to one parameter that makes the layer small enough and takes least from it."""
    fixes = (_shrunken(current, rung, name) for name in _SHRINKABLE)
    return next((fix for fix in fixes if fix is not None), None)


def _shrunken(current: Current, rung: Rung, name: str) -> Fix | None:
    """Return the largest cap on the numbers of one parameter under which the layer fits, if there is one."""
    values = current.input_size if name == "input_size" else getattr(current.params, name)
    low, high = 0, max(values)  # a cap of `low` fits, or is 0; one of `high` does not
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _fits(_capped(name, values, middle), current, rung) else (low, middle)
    fix = _capped(name, values, max(low, 1))
    return fix if low and _fits(fix, current, rung) else None


def _capped(name: str, values: Triple, cap: int) -> Fix:
    d, h, w = (min(n, cap) for n in values)
    text = str(d) if d == h == w else str((d, h, w))
    return Fix(((name, (d, h, w)), ("output_size", None)), f"{name} = {text}")


def _fits(fix: Fix, current: Current, rung: Rung) -> bool:
    asked = fix.apply(current.params, current.input_size, current.output_size)
    return not errors_of(check(*asked)) and fits(on_rung(plan(*asked), _NOWHERE, rung)[0])
