"""The net of the link, and changes to it."""

from dataclasses import replace
from functools import lru_cache

from conv3dt_core import Diagnostic, InvalidLayerError
from conv3dt_core.decoder import LONGEST, Net, preset, read, repairs, spell
from pages._shared import browser, link


def current() -> tuple[Net, tuple[Diagnostic, ...]]:
    """Return the net of this run; where the link's text is none, the first preset and what is wrong with the text."""
    return _read(link.get("net"))


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[Net, tuple[Diagnostic, ...]]:
    try:
        return read(text), ()
    except InvalidLayerError as error:
        return preset("unet"), error.diagnostics


def base() -> str:
    """Return the preset that the net is written as a variation of."""
    return spell(current()[0].plain()).partition("_")[0]


def set_net(net: Net) -> bool:
    """Put a net into the link; a callback. False where its text is too long for a link: nothing changes then."""
    text = spell(net)
    if len(text) > LONGEST:
        return False
    link.update(net="" if text == spell(preset("unet")) else text)
    return True


def edit(net: Net) -> bool:
    """Put a changed net into the link, padded anew where the one before it was padded."""
    if net.padded is not None:
        padded = repairs(net)[1]
        net = padded.walk.net if padded.works else net.plain()
    return set_net(net)


def mend(net: Net) -> None:
    """Take a repair, or take it back; a callback. The focus goes to the verdict, which says what came of it."""
    set_net(net)
    browser.focus_output_shape()


def resize(axis: int, size: int) -> None:
    """Give the volume another size along an axis."""
    net = current()[0]
    d, h, w = (size if i == axis else n for i, n in enumerate(net.size))
    edit(replace(net, size=(d, h, w)))
