"""From a fix of the core to parameters of the link."""

from typing import Any

from conv3dt_core import Fix, links
from conv3dt_core.frameworks.reading import FoundLayer
from pages._shared import browser, link, parameters
from pages._shared.current import arguments


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
    layer: dict[str, Any] = links.of_layer(found.params, found.input_size, found.output_size)
    layer |= {"n": found.batch} if found.batch is not None else {}
    link.update(**layer, link="off", x="", ex="", bias="on" if found.bias else "off", act=found.activation or "none")
    browser.focus_output_shape()


def _parameters(field: str, new: Any) -> dict[str, Any]:
    if field == "output_size" and new is not None:
        return {"os": "on", **_changed_sizes(new)}
    return links.parameters(field, new)


def _changed_sizes(new: Any) -> dict[str, int]:
    """Axes that keep their size keep their field, which may be empty: the base size, whatever that becomes."""
    before = arguments()[2] or (None,) * 3
    return {f"os_{axis}": size for axis, size, old in zip(parameters.AXES, new, before, strict=True) if size != old}
