"""Which layers turn one size into another? The best few, without building the list of all.

Each axis is solved on its own (`axis`); this module joins the three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import islice
from typing import Any

from ..diagnostics import AXES, Code, Diagnostic, InvalidLayerError, Triple, errors_of, raise_if_errors
from ..geometry import AxisGeometry
from ..params import LayerParams
from ..spellings import read_triple
from ..validation import check
from .axis import FREE, bounds_of, crops_tried, rank, solve_axis
from .reasons import no_solution
from .solutions import Solutions

#: Crops of one axis that are gone through: few enough that nobody waits.
MAX_TRIED = 100_000
_FIELDS = (*FREE, "padding", "output_padding", "groups", "data_format")
_SIZE_CODES = (Code.OUTPUT_SIZE_NOT_POSITIVE, Code.OUTPUT_PADDING_TOO_LARGE)

_Chosen = tuple[AxisGeometry, AxisGeometry, AxisGeometry]


def solve(
    input_size: Any, output_size: Any, *, limit: int = 20, in_channels: Any = 1, out_channels: Any = 1, **fixed: Any
) -> Solutions:
    """Return the layers that turn `input_size` into `output_size`, best first.

    Parameters
    ----------
    input_size, output_size : int or (D, H, W), voxels
    limit : int
        At most so many.
    in_channels, out_channels : int
    **fixed
        Any of kernel_size, stride, padding, output_padding, dilation, groups, data_format, spelled as in
        `LayerParams.of`: kept as they are, also beyond the bounds below.

    Returns
    -------
    tuple of LayerParams, which a notebook and `print` show as a table
        Kernel 1-7, stride 1-4, dilation 1-2, padding 0 to extent - 1 on each side, output_padding 0 to stride - 1.
        First those with equal settings on all axes that are asked the same; then by even overlap (the stride divides
        the kernel and shares no factor with the dilation), few weights (and so few multiply-adds: one per weight and
        input voxel), symmetric padding, no output_padding.

    Raises
    ------
    InvalidLayerError
        ``no-solution`` for each axis that has none, with the nearest sizes that have one; ``output-too-large`` where
        what is kept leaves more than 100,000 crops to try on an axis; else what is wrong with the arguments themselves.

    Examples
    --------
    >>> solve(8, 16)[0].kernel_size, solve(8, 16, kernel_size=3)[0].output_padding
    ((2, 2, 2), (1, 1, 1))
    """
    params, size, asked = _read(input_size, output_size, in_channels, out_channels, fixed)
    bounds = [bounds_of(params, axis, fixed) for axis in range(3)]
    questions = [(size[axis], asked[axis], bounds[axis]) for axis in range(3)]
    raise_if_errors(_too_wide(bounds))
    answers = [_Lazy(solve_axis(*question[:2], axis=AXES[a], **question[2])) for a, question in enumerate(questions)]
    unsolved = [no_solution(params, axis, size, asked, fixed) for axis in range(3) if answers[axis].get(0) is None]
    if unsolved:
        raise InvalidLayerError(unsolved)
    alike = [questions.index(question) for question in questions]  # [0, 1, 1]: H and W are asked the same
    best = islice(_best(answers, alike), max(0, limit))
    return Solutions.of(size, asked, (_layer(params, chosen) for chosen in best))


def _too_wide(bounds: list[dict[str, Any]]) -> Iterator[Diagnostic]:
    """Refuse an axis whose kept kernel, stride or dilation leaves more crops than anybody would wait for."""
    for axis, of_axis in zip(AXES, bounds, strict=True):
        tried = crops_tried(**of_axis)
        if tried > MAX_TRIED:
            values = (("what", "solve"), ("needed", tried), ("limit", MAX_TRIED), ("unit", "crops"))
            yield Diagnostic(Code.OUTPUT_TOO_LARGE, axis, values)


class _Lazy:
    """A sequence over an iterator: what nobody asks for is never computed."""

    def __init__(self, items: Iterator[AxisGeometry]) -> None:
        self._items = items
        self._seen: list[AxisGeometry] = []

    def get(self, index: int) -> AxisGeometry | None:
        self._seen += islice(self._items, max(0, index + 1 - len(self._seen)))
        return self._seen[index] if index < len(self._seen) else None


def _best(answers: list[_Lazy], alike: list[int]) -> Iterator[_Chosen]:
    """Yield settings of D, H, W: first with axes that are asked the same set the same, then the others."""
    classes = sorted(set(alike))

    def tied(indices: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(indices[classes.index(first)] for first in alike)

    yield from (chosen for _, chosen in _best_of(answers, len(classes), tied))
    free = _best_of(answers, 3, lambda indices: indices)
    yield from (chosen for indices, chosen in free if any(indices[a] != indices[alike[a]] for a in range(3)))


def _best_of(
    answers: list[_Lazy], width: int, per_axis: Callable[[tuple[int, ...]], tuple[int, ...]]
) -> Iterator[tuple[tuple[int, ...], _Chosen]]:
    """Walk the product of sorted lists from its best corner, keeping only the frontier in a heap."""

    def entry(indices: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...], _Chosen] | None:
        d, h, w = (answer.get(index) for answer, index in zip(answers, per_axis(indices), strict=True))
        return (rank(d, h, w), indices, (d, h, w)) if d and h and w else None

    first = entry((0,) * width)
    heap = [first] if first else []
    while heap:
        _, indices, chosen = heappop(heap)
        yield indices, chosen
        # One step up at, or to the right of, the last step taken: every corner is reached by exactly one way.
        last = max((i for i in range(width) if indices[i]), default=0)
        for i in range(last, width):
            following = entry((*indices[:i], indices[i] + 1, *indices[i + 1 :]))
            if following:
                heappush(heap, following)


def _read(
    input_size: Any, output_size: Any, in_channels: Any, out_channels: Any, fixed: dict[str, Any]
) -> tuple[LayerParams, Triple, Triple]:
    """Return what is fixed in normal form, and the two sizes; raise what is wrong with them whatever the answer."""
    for name in fixed:
        if name not in _FIELDS:
            raise TypeError(f"solve() got an unexpected keyword argument {name!r}")
    faults: list[Diagnostic] = []
    size = read_triple("input_size", input_size, faults)
    asked = read_triple("output_size", output_size, faults)
    try:
        params = LayerParams.of(in_channels, out_channels, **{"kernel_size": 1, **fixed})
    except InvalidLayerError as error:
        raise InvalidLayerError([*faults, *error.diagnostics]) from None
    faults += [d for d in errors_of(check(params, size)) if d.code not in _SIZE_CODES]
    raise_if_errors(faults)
    return params, size, asked


def _layer(params: LayerParams, chosen: _Chosen) -> LayerParams:
    """Return `params` with the settings of three axes. SAME and the dilation it ignores stay as they were given."""
    same = params.padding == "SAME"
    return LayerParams.of(
        params.in_channels,
        params.out_channels,
        [axis.kernel_size for axis in chosen],
        [axis.stride for axis in chosen],
        "SAME" if same else [pad for axis in chosen for pad in (axis.pad_before, axis.pad_after)],
        [axis.output_padding for axis in chosen],
        params.dilation if same else [axis.dilation for axis in chosen],
        params.groups,
        params.data_format,
    )
