"""What is too large to be shown: why, and a button that makes it small enough."""

from collections.abc import Callable
from dataclasses import replace

from conv3dt_core import Diagnostic, Fix, Geometry
from conv3dt_core.budget import Rule, nearest
from conv3dt_core.figures.ladder import Rung, on_rung
from conv3dt_core.fixes import merge_axes
from pages._shared.current import Current

_NOWHERE = (0, 0, 0)


def refused(current: Current, rule: Rule, rung: Rung = "3d") -> tuple[Diagnostic, ...]:
    """Return why the layer is beyond the rule's limits, with the nearest that is not; nothing if it is within them."""
    if current.geometry is None or not rule(on_rung(current.geometry, _NOWHERE, rung)[0]):
        return ()
    first, *others = merge_axes(rule(on_rung(current.geometry, _NOWHERE, rung)[0]))
    fix = smaller(current, lambda geometry: not rule(geometry), rung)
    return replace(first, fixes=(fix,) if fix else ()), *others


def smaller(current: Current, fits: Callable[[Geometry], bool], rung: Rung) -> Fix | None:
    """Return the change that makes the layer, on a rung of the ladder, small enough and takes least from it."""
    asked = (current.params, current.input_size, current.output_size)
    return nearest(*asked, lambda geometry: fits(on_rung(geometry, _NOWHERE, rung)[0]))
