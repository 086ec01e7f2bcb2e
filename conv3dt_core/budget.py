"""What one look at a layer may cost: figures in closed form, counted before the work, and the nearest layer within.

Sizes cost nothing, however large. What is drawn or counted voxel by voxel has a limit, so that a page is there within
two seconds and no request takes more than 256 MiB; ``benchmarks/budgets.md`` has what is really taken at these limits.
"""

from __future__ import annotations

from collections.abc import Callable
from math import gcd, prod
from typing import Any

from .diagnostics import Code, Diagnostic, Fix, Triple, errors_of
from .geometry import MAX_LISTED_SIZE, AxisGeometry, Geometry
from .params import LayerParams
from .spellings import NO_PADS
from .validation import check, plan

#: Products of three counts, one per axis, that a histogram goes through.
MAX_LEVELS = 100_000
#: What may be made smaller, in the order in which it is tried.
_SHRINKABLE = ("input_size", "kernel_size", "dilation", "stride")

Rule = Callable[[Geometry], tuple[Diagnostic, ...]]
Changes = tuple[tuple[str, Any], ...]


def of_scene(geometry: Geometry) -> tuple[Diagnostic, ...]:
    """Return why a layer is not drawn in 3-D: an axis, cropped parts included, is longer than any eye could follow."""
    sizes = ((axis, max(axis.full_size, axis.output_size)) for axis in geometry.axes)
    return tuple(_too_large("scene", axis.axis, size, MAX_LISTED_SIZE, "drawn") for axis, size in sizes
                 if size > MAX_LISTED_SIZE)  # fmt: skip


def of_counts(geometry: Geometry) -> tuple[Diagnostic, ...]:
    """Return why the counts of a layer are not worked out: an axis too long to list, or too many different counts."""
    listed = tuple(
        _too_large("overlap", axis.axis, axis.longest_list, MAX_LISTED_SIZE, "voxels")
        for axis in geometry.axes if axis.longest_list > MAX_LISTED_SIZE
    )  # fmt: skip
    levels = prod(_levels(axis) for axis in geometry.axes)
    if listed or levels <= MAX_LEVELS:
        return listed
    return (_too_large("histogram", None, levels, MAX_LEVELS, "levels"),)


def _too_large(what: str, axis: str | None, needed: int, limit: int, unit: str) -> Diagnostic:
    values = (("what", what), ("needed", needed), ("limit", limit), ("unit", unit))
    return Diagnostic(Code.OUTPUT_TOO_LARGE, axis, values)


def _levels(axis: AxisGeometry) -> int:
    """Return how many different counts an axis may have: from none to all inputs that reach one output voxel."""
    reached = min(axis.input_size, (axis.kernel_extent - 1) // axis.stride + 1)
    return -(-reached // (axis.dilation // gcd(axis.stride, axis.dilation))) + 1


# --- the nearest layer within -------------------------------------------------------------------------------------


def nearest(
    params: LayerParams, input_size: Triple, output_size: Triple | None, fits: Callable[[Geometry], bool]
) -> Fix | None:
    """Return the change that makes a layer small enough and takes least from it.

    Parameters
    ----------
    params, input_size, output_size
        A legal layer that does not fit.
    fits : callable
        Whether a planned layer is small enough; what fits must still fit when it is made smaller.

    Returns
    -------
    Fix or None
        The largest cap on the numbers of one parameter; where no single one helps, one cap on all of them and no
        padding; None where even a layer of ones does not fit.
    """
    numbers = {name: input_size if name == "input_size" else getattr(params, name) for name in _SHRINKABLE}
    bare = (("padding", NO_PADS), ("output_padding", (0, 0, 0)))
    ways: list[tuple[dict[str, Triple], Changes]] = [({name: triple}, ()) for name, triple in numbers.items()]
    arguments = (params, input_size, output_size)
    fixes = (_largest(*way, arguments, fits) for way in [*ways, (numbers, bare)])
    return next((fix for fix in fixes if fix is not None), None)


def _largest(
    numbers: dict[str, Triple], more: Changes, arguments: tuple[Any, Any, Any], fits: Callable[[Geometry], bool]
) -> Fix | None:
    """Return the largest cap on some numbers under which the layer fits, `more` changed too, if there is one."""

    def works(cap: int) -> bool:
        asked = _capped(numbers, more, cap).apply(*arguments)
        return not errors_of(check(*asked)) and fits(plan(*asked))

    low, high = 0, max(max(triple) for triple in numbers.values())  # a cap of `low` fits, or is 0; one of `high` not
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if works(middle) else (low, middle)
    return _capped(numbers, more, low) if low and works(low) else None


def _capped(numbers: dict[str, Triple], more: Changes, cap: int) -> Fix:
    capped = {name: tuple(min(n, cap) for n in triple) for name, triple in numbers.items()}
    said = [f"{name} = {new[0] if len(set(new)) == 1 else new}" for name, new in capped.items() if new != numbers[name]]
    said += ["padding = 0"] if more else []
    return Fix((*capped.items(), *more, ("output_size", None)), ", ".join(said))
