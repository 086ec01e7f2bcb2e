"""From a fix of the core to parameters of the link."""

from typing import Any

from conv3dt_core import Fix
from conv3dt_core.frameworks.reading import FoundLayer
from pages._shared import browser, link
from pages._shared.current import arguments

_TRIPLES = {"input_size": "in", "kernel_size": "k", "stride": "s", "dilation": "dil", "output_padding": "op"}
_WHOLES = {"in_channels": "cin", "out_channels": "cout", "groups": "groups", "data_format": "fmt"}


def apply(fix: Fix) -> None:
    """Make all changes of `fix` at once; a callback. The focus goes to the output shape, which says what came of it."""
    together = link.get("link") == "on"
    if together:
        link.copy_depth()
    link.update(**{key: value for name, new in fix.changes for key, value in _parameters(name, new).items()})
    if together and not link.axes_alike():
        link.update(link="off")
    browser.focus_output_shape()


def open_layer(found: FoundLayer) -> None:
    """Put a layer that was found in pasted code into the panel; a callback. What the code does not say stays."""
    params = found.params
    layer: dict[str, Any] = {key: getattr(params, name) for name, key in _WHOLES.items()}
    for name, key in _TRIPLES.items():
        if name != "input_size":
            layer |= link.spread(key, getattr(params, name))
    layer |= _padding(params.padding)
    layer |= link.spread("in", found.input_size) if found.input_size else {}
    layer |= {"os": "off"} if found.output_size is None else {"os": "on", **link.spread("os", found.output_size)}
    layer |= {"n": found.batch} if found.batch is not None else {}
    link.update(**layer, link="off", x="", ex="", bias="on" if found.bias else "off", act=found.activation or "none")
    browser.focus_output_shape()


def _parameters(name: str, new: Any) -> dict[str, Any]:
    if name in _WHOLES:
        return {_WHOLES[name]: new}
    if name in _TRIPLES:
        return link.spread(_TRIPLES[name], new)
    if name == "padding":
        return _padding(new)
    return {"os": "off"} if new is None else {"os": "on", **_changed_sizes(new)}


def _padding(new: Any) -> dict[str, Any]:
    if new == "SAME":
        return {"pad": "same"}
    front, back = zip(*new, strict=True)
    return {"pad": "explicit", **link.spread("pf", front), **link.spread("pb", back)}


def _changed_sizes(new: Any) -> dict[str, int]:
    """Axes that keep their size keep their field, which may be empty: the base size, whatever that becomes."""
    before = arguments()[2] or (None,) * 3
    return {f"os_{axis}": size for axis, size, old in zip(link.AXES, new, before, strict=True) if size != old}
