"""The parameters of the link: their names, defaults, what they may be, and which text of a URL is a value of theirs."""

import re
from collections.abc import Mapping
from typing import Any

from conv3dt_core import decoder, links
from conv3dt_core.activations import ACTIVATIONS
from pages._shared import i18n
from pages._shared.calls import CALLS

INT32 = range(-(2**31), 2**31)
AXES = ("d", "h", "w")
LAYER_TRIPLES = tuple(links.TRIPLES)
SELECTION = ("v_d", "v_h", "v_w", "tap")
WISH = ("want_d", "want_h", "want_w")
#: Parameters whose widgets are drawn by pages, all others by the panel.
OF_PAGES = (*SELECTION, "sel", "view", "ax", "sl", "ci", "co", *WISH, "keep", "cam", "data", "weights")
#: Numbers that may be empty: base size, all taps, the slice in the middle, the first channel that fits, no wish.
OPTIONAL = {"os_d", "os_h", "os_w", "tap", "sl", "ci", "co", *WISH}
#: Parameters that cannot be negative: the batch is no part of the layer, and an empty one is the least there is.
LOWEST = {"n": 0}
#: Words of which several may stand, "-" between them: what the solver keeps.
SETS = {"keep": ("k", "s", "pad", "op", "dil")}
#: The lessons, in their order; `pages._shared.lessons` has them.
LESSONS = (
    "voxel", "stride", "overlap", "padding", "dilation", "groups", "output-size", "same-valid", "checkerboard",
    "decoder",
)  # fmt: skip
#: The words a parameter may be, its default first; `lang` has the browser's as default.
WORDS = {
    "lang": i18n.LANGUAGES,
    "link": ("off", "on"),
    "pad": ("explicit", "same", "valid"),
    "os": ("off", "on"),
    "fmt": ("NCDHW", "NDHWC"),
    "bias": ("on", "off"),
    "act": ("none", *ACTIVATIONS),
    "sel": ("input", "output"),
    "ax": AXES,
    "view": ("3d", "2d", "1d"),
    "data": ("random", "impulse", "ramp", "checker", "phantom", "upload"),
    "weights": ("xavier", "ones", "trilinear"),
    "task": ("size", "range", "voxels", "count", "fault"),
    "level": ("1d", "2d", "3d"),
    "lesson": ("", "overview", "exercises", *LESSONS),
    "ex": ("", *(code.value for code in CALLS)),
    "present": ("off", "on"),
    "cam": ("corner", "front", "top", "side"),
}
#: Free text: the shape of x as typed; the net of the decoder page as conv3dt_core.decoder spells it.
TEXTS = {"x": "", "net": ""}
LONGEST_TEXT = {"x": 80, "net": decoder.LONGEST}

DEFAULTS: links.Parameters = {
    **links.DEFAULTS, **dict.fromkeys((*SELECTION[:3], "seed"), 0), **dict.fromkeys(("tap", "sl", "ci", "co", *WISH)),
    **{name: options[0] for name, options in WORDS.items() if name != "lang"}, **TEXTS, **dict.fromkeys(SETS, ""),
    "step": 1,
}  # fmt: skip

INTEGER = re.compile(r"-?[0-9]{1,10}", re.ASCII)


def opened(url: Mapping[str, str], defaults: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the value of every parameter when a link is opened, and the texts of the link that are none: the door."""
    bad = {name: text for name, text in url.items() if not fits(name, text)}
    good = {name: parsed(name, text) for name, text in url.items() if name in defaults and name not in bad}
    return {**defaults, **good}, bad


def fits(name: str, value: str) -> bool:
    """Return whether the text of a URL is a value of `name`."""
    if name in WORDS:
        return value in WORDS[name]
    if name in SETS:
        return not value or set(value.split("-")) <= set(SETS[name])
    if name in TEXTS:
        return len(value) <= LONGEST_TEXT[name]
    if name not in DEFAULTS or (name in OPTIONAL and not value):
        return True
    return bool(INTEGER.fullmatch(value)) and LOWEST.get(name, INT32[0]) <= int(value) <= INT32[-1]


def parsed(name: str, value: str) -> int | str | None:
    """Return the value of a text that `fits`."""
    if name in WORDS or name in TEXTS or name in SETS:
        return value
    return int(value) if value else None
