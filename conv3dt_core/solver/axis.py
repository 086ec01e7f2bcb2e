"""Which settings of one axis turn a size into another? All of them within bounds, best first, as asked for.

The kernel, stride and dilation leave only the crop and output_padding open, and their difference is given by the two
sizes; so the settings follow from arithmetic, not from a search over all pads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from heapq import merge
from itertools import product
from math import gcd, prod
from typing import Any, Literal

from ..diagnostics import Axis
from ..geometry import AxisGeometry
from ..params import LayerParams
from ..spellings import Pair

Padding = Pair | Literal["SAME"] | None

KERNEL_SIZES = range(1, 8)
STRIDES = range(1, 5)
DILATIONS = range(1, 3)
#: What is searched, unless it is fixed.
FREE = {"kernel_size": KERNEL_SIZES, "stride": STRIDES, "dilation": DILATIONS}


def solve_axis(
    input_size: int,
    output_size: int,
    *,
    kernel_size: Iterable[int] = KERNEL_SIZES,
    stride: Iterable[int] = STRIDES,
    dilation: Iterable[int] = DILATIONS,
    padding: Padding = None,
    output_padding: int | None = None,
    axis: Axis = "D",
) -> Iterator[AxisGeometry]:
    """Yield every setting of one axis that turns `input_size` voxels into `output_size`, best first.

    Parameters
    ----------
    input_size, output_size : int
        Voxels.
    kernel_size, stride, dilation : iterable of int
        The values to consider, each at least 1. SAME ignores the dilation: one stands for all of them there.
    padding : (front, back), "SAME" or None
        None: every pair from 0 to extent - 1 on each side.
    output_padding : int or None
        None: 0 to stride - 1, all that Paddle's CPU kernel computes.
    axis : {"D", "H", "W"}
        The letter the answers carry.

    Examples
    --------
    >>> best = next(solve_axis(8, 16))
    >>> best.kernel_size, best.stride, best.pad_before, best.pad_after
    (2, 2, 0, 0)
    """
    families = _families(input_size, kernel_size, stride, dilation, padding, axis)
    return merge(*(_ranked(bare, output_size, padding, output_padding) for bare in families), key=rank)


def nearest_sizes(
    input_size: int,
    output_size: int,
    *,
    kernel_size: Iterable[int] = KERNEL_SIZES,
    stride: Iterable[int] = STRIDES,
    dilation: Iterable[int] = DILATIONS,
    padding: Padding = None,
    output_padding: int | None = None,
) -> tuple[int, ...]:
    """Return the nearest output sizes below and above `output_size` that have a solution, as far as there are any.

    Arguments as for `solve_axis`.
    """
    families = _families(input_size, kernel_size, stride, dilation, padding, "D")
    reached = [sizes for bare in families if (sizes := _reached(bare, padding, output_padding))]
    below = [min(sizes[-1], output_size - 1) for sizes in reached if sizes[0] < output_size]
    above = [max(sizes[0], output_size + 1) for sizes in reached if sizes[-1] > output_size]
    return (*([max(below)] if below else []), *([min(above)] if above else []))


def is_made(
    input_size: int, output_size: int, *, padding: Padding = None, output_padding: int | None = None,
    **bounds: Iterable[int],
) -> bool:  # fmt: skip
    """Return whether `solve_axis`, with the same arguments, has an answer. Nothing is searched."""
    families = _families(input_size, **{**FREE, **bounds}, padding=padding, axis="D")
    return any(output_size in _reached(bare, padding, output_padding) for bare in families)


def crops_tried(*, padding: Padding = None, output_padding: int | None = None, **bounds: Iterable[int]) -> int:
    """Return how many crops `solve_axis` may pass over before its next answer, whatever the sizes."""
    if padding is not None:
        return 0
    families = _families(1, **{**FREE, **bounds}, padding=None, axis="D")
    pairs = ((bare.kernel_extent, _extras(bare, output_padding)) for bare in families)
    # Without output_padding each crop is as good as the next; one beyond what the largest makes up for leads nowhere.
    return sum(extent * min(len(extras), 2 * extent - 1) for extent, extras in pairs if extras != range(1))


def bounds_of(params: LayerParams, axis: int, fixed: Collection[str]) -> dict[str, Any]:
    """Return the arguments of `solve_axis` for axis 0, 1 or 2; the fields named in `fixed` are those of `params`."""
    bounds: dict[str, Any] = {
        name: (getattr(params, name)[axis],) if name in fixed else free for name, free in FREE.items()
    }
    if "padding" in fixed:
        bounds["padding"] = "SAME" if params.padding == "SAME" else params.padding[axis]
    if "output_padding" in fixed:
        bounds["output_padding"] = params.output_padding[axis]
    return bounds


def largest_size(
    input_size: int,
    *,
    kernel_size: Iterable[int] = KERNEL_SIZES,
    stride: Iterable[int] = STRIDES,
    dilation: Iterable[int] = DILATIONS,
    padding: Padding = None,
    output_padding: int | None = None,
) -> AxisGeometry | None:
    """Return the setting with the largest output, also where that is no size: below 1. None if there is no setting."""
    families = _families(input_size, kernel_size, stride, dilation, padding, "D")
    settings = ((bare, _extras(bare, output_padding)) for bare in families)
    made = (replace(bare, output_padding=extras[-1]) for bare, extras in settings if extras)
    return max(made, key=lambda axis: axis.output_size, default=None)


def rank(*axes: AxisGeometry) -> tuple[int, ...]:
    """Rank one axis, or several together: smaller is better, and worse on one axis is worse together.

    Redundant spellings come last; then even overlap, weights, symmetry, output_padding. The rest makes it definite.
    """
    return (
        sum(_is_redundant(a) for a in axes),
        sum(_unevenness(a) for a in axes),
        prod(a.kernel_size for a in axes),
        sum(abs(a.pad_before - a.pad_after) for a in axes),
        sum(a.output_padding for a in axes),
        sum(a.dilation for a in axes),
        sum(a.stride for a in axes),
        sum(a.pad_before for a in axes),
    )


def _is_redundant(axis: AxisGeometry) -> bool:
    """Return whether output_padding gives back what lopsided padding took, or a dilation has nothing to space."""
    lopsided = axis.pad_before != axis.pad_after
    return (lopsided and min(axis.pad_after, axis.output_padding) > 0) or (axis.kernel_size == 1 < axis.dilation)


def _unevenness(axis: AxisGeometry) -> int:
    """Return 0 for even overlap, 1 for counts that differ, 2 more for holes inside; 1 more for bare planes behind."""
    shared = gcd(axis.stride, axis.dilation)
    uneven = axis.kernel_size % axis.stride != 0 or shared != 1
    holes = axis.kernel_size < axis.stride or shared != 1
    return uneven + 2 * holes + _leaves_bare(axis)


def _leaves_bare(axis: AxisGeometry) -> bool:
    """Return whether output_padding reaches beyond the full size, where there is the bias alone."""
    return axis.output_padding > axis.pad_after


def _families(
    input_size: int,
    kernel_size: Iterable[int],
    stride: Iterable[int],
    dilation: Iterable[int],
    padding: Padding,
    axis: Axis,
) -> Iterator[AxisGeometry]:
    """Yield every kernel, stride and dilation, with the pads that are given and no output_padding yet."""
    for k, s, d in product(kernel_size, stride, [1] if padding == "SAME" else dilation):
        front, back = (
            LayerParams.of(1, 1, k, s, "SAME").axis_pads(0, input_size) if padding == "SAME" else padding or (0, 0)
        )
        yield AxisGeometry(axis, input_size, k, s, d, front, back, 0)


def _extras(bare: AxisGeometry, output_padding: int | None) -> range:
    """Return the output_paddings to consider."""
    if output_padding is None:
        return range(bare.stride)
    return range(output_padding, output_padding + 1) if 0 <= output_padding < bare.stride else range(0)


def _reached(bare: AxisGeometry, padding: Padding, output_padding: int | None) -> range:
    """Return the output sizes that one kernel, stride and dilation lead to."""
    extras = _extras(bare, output_padding)
    if not extras:
        return range(0)
    crop = 0 if padding else 2 * (bare.kernel_extent - 1)
    return range(max(1, bare.base_size - crop + extras[0]), bare.base_size + extras[-1] + 1)


def _ranked(
    bare: AxisGeometry, output_size: int, padding: Padding, output_padding: int | None
) -> Iterator[AxisGeometry]:
    """Yield the answers with one kernel, stride and dilation in the order of `rank`."""
    if output_size not in _reached(bare, padding, output_padding):
        return
    if padding is not None:
        yield replace(bare, output_padding=output_size - bare.base_size)
        return
    extras = _extras(bare, output_padding)
    for last in product((False, True), repeat=2):
        yield from (a for a in _cropped(bare, output_size, extras) if (_is_redundant(a), _leaves_bare(a)) == last)


def _cropped(bare: AxisGeometry, output_size: int, extras: range) -> Iterator[AxisGeometry]:
    """Yield every crop that leads to `output_size`, the evenly split ones first. crop - output_padding is given."""
    most = bare.kernel_extent - 1
    surplus = bare.full_size - output_size
    possible = range(max(extras[0], -surplus), min(extras[-1], 2 * most - surplus) + 1)
    # less >= 0 and less + lopsided <= most, for the largest and the smallest output_padding
    for lopsided in range(min(most, surplus + possible[-1], 2 * most - surplus - possible[0]) + 1):
        for extra in possible:
            less, odd = divmod(surplus + extra - lopsided, 2)
            if odd or less < 0 or less + lopsided > most:
                continue
            splits = sorted({(less, less + lopsided), (less + lopsided, less)})
            for front, back in splits:
                yield replace(bare, pad_before=front, pad_after=back, output_padding=extra)
