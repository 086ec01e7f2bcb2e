"""The four pictures of example numbers, worked out; or the nearest setting that is small enough for them."""

from functools import lru_cache

import streamlit as st

from conv3dt_core import Geometry
from conv3dt_core.channels import ChannelPath
from conv3dt_core.figures.example import w_of, x_of
from conv3dt_core.figures.ladder import Rung, on_rung
from conv3dt_core.pictures import MAX_INPUT, MAX_TAPS, MAX_VOXELS, FourPictures, fits, four_pictures
from pages._shared import budget, link, mend
from pages._shared.current import Current
from pages._shared.i18n import t

_NOWHERE = (0, 0, 0)


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
    fix = budget.smaller(current, fits, rung)
    with st.container(key="smaller", horizontal=True, gap="small"):
        if fix is not None:
            label = t("shell.set", label=fix.label)
            st.button(label, key="set-smaller", type="primary", on_click=mend.apply, args=(fix,))
        if lower:
            label = lower[0].replace("d", "-D")
            st.button(label, key="lower-rung", on_click=link.update, kwargs={"view": lower[0]})
