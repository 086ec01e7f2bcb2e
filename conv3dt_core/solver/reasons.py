"""Why no setting within bounds makes a size: the nearest sizes that are made, and what stands in the way."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..diagnostics import AXES, Code, Diagnostic, Fix, Triple
from ..geometry import AxisGeometry
from ..params import LayerParams
from ..spellings import INT32
from .axis import bounds_of, is_made, largest_size, nearest_sizes, solve_axis

_SEARCHED = ("kernel_size", "stride", "padding", "output_padding", "dilation")

#: kernel_size, stride, dilation, front and back pad, output_padding: with the input, all that a size follows from.
Setting = tuple[int, int, int, int, int, int]


def no_solution(
    params: LayerParams, axis: int, input_size: Triple, output_size: Triple, fixed: Collection[str]
) -> Diagnostic:
    """Return the diagnostic of axis 0, 1 or 2; its fixes are the nearest output sizes below and above.

    Parameters
    ----------
    params : LayerParams
    axis : int
    input_size, output_size : (D, H, W), voxels
    fixed : names
        The fields of `params` that are to stay.
    """
    size, asked, bounds = input_size[axis], output_size[axis], bounds_of(params, axis, fixed)
    nearest = tuple(near for near in nearest_sizes(size, asked, **bounds) if near in INT32)
    settings = {near: _setting(next(solve_axis(size, near, **bounds))) for near in nearest}
    values = {
        "input": size,
        "output": asked,
        "below": next((setting for near, setting in settings.items() if near < asked), None),
        "above": next((setting for near, setting in settings.items() if near > asked), None),
        "let_go": _let_go(params, axis, size, asked, fixed),
        **({} if nearest else _nothing_made(size, bounds)),
    }
    return Diagnostic(Code.NO_SOLUTION, AXES[axis], tuple(values.items()), _fixes(axis, output_size, nearest))


def _setting(axis: AxisGeometry) -> Setting:
    return axis.kernel_size, axis.stride, axis.dilation, axis.pad_before, axis.pad_after, axis.output_padding


def _let_go(params: LayerParams, axis: int, size: int, asked: int, fixed: Collection[str]) -> tuple[str, ...]:
    """Return the fixed fields, any one of which makes the size possible when it alone is let go."""
    without = {name: bounds_of(params, axis, set(fixed) - {name}) for name in _SEARCHED if name in fixed}
    return tuple(name for name, bounds in without.items() if is_made(size, asked, **bounds))


def _nothing_made(size: int, bounds: dict[str, Any]) -> dict[str, Any]:
    """Return what keeps every setting from making any size: output_padding is too large, or nothing is left."""
    largest = largest_size(size, **bounds)
    if largest is None:
        return {"output_padding": bounds["output_padding"], "stride_max": max(bounds["stride"])}
    return {"largest": _setting(largest)}


def _fixes(axis: int, output_size: Triple, nearest: tuple[int, ...]) -> tuple[Fix, ...]:
    sizes = (tuple(near if a == axis else output_size[a] for a in range(3)) for near in nearest)
    return tuple(Fix((("output_size", new),), f"output_size[{AXES[axis]}] = {new[axis]}") for new in sizes)
