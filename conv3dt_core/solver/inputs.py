"""Which inputs does a layer turn into a wanted size? Two bisections per axis."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from ..diagnostics import AXES, Code, Diagnostic, Triple, raise_if_errors
from ..geometry import AxisGeometry
from ..params import LayerParams
from ..spellings import INT32, read_triple
from ..validation import check, check_layer

Sizes = tuple[range, range, range]
_OF_OUTPUT_PADDING = {Code.OUTPUT_PADDING_NEGATIVE, Code.OUTPUT_PADDING_TOO_LARGE}


def input_sizes_for(params: LayerParams, output_size: Any, *, by_output_size: bool = False) -> Sizes:
    """Return, per axis, the input sizes that a layer turns into `output_size`.

    Parameters
    ----------
    params : LayerParams
    output_size : int or (D, H, W), voxels
    by_output_size : bool, default False
        Whether the call asks for it, ``layer(x, output_size=...)``; then output_padding does not count.

    Returns
    -------
    three ranges of int, order D, H, W
        Empty where no input does; more than one input fits only under SAME with `by_output_size`.

    Raises
    ------
    InvalidLayerError
        What is wrong with the layer whatever its input, or with the form of `output_size`.

    Notes
    -----
    The base size grows with the input: ``(input - 1)*stride`` plus a constant, and under SAME likewise, if less evenly.
    So the inputs that fit lie together, and two bisections find them, however large the numbers.

    Examples
    --------
    >>> input_sizes_for(LayerParams.of(4, 6, 3, stride=2, padding=1), 15)[0]
    range(8, 9)
    >>> input_sizes_for(LayerParams.of(4, 6, 3, stride=2, padding=1), 16, by_output_size=True)[0]
    range(8, 9)
    """
    faults: list[Diagnostic] = []
    asked = read_triple("output_size", output_size, faults)
    faults += check_layer(params)
    if not faults and not by_output_size:
        faults += _faults_of_output_padding(params)
    raise_if_errors(faults)
    d, h, w = (_inputs(params, axis, asked, by_output_size) for axis in range(3))
    return d, h, w


def _faults_of_output_padding(params: LayerParams) -> tuple[Diagnostic, ...]:
    """Return what is wrong with output_padding, whatever the input."""
    return tuple(error for error in check(params, 1) if error.code in _OF_OUTPUT_PADDING)


def _inputs(params: LayerParams, axis: int, asked: Triple, by_output_size: bool) -> range:
    # base <= asked <= base + stride - 1, or base + output_padding = asked
    least, most = (0, params.stride[axis] - 1) if by_output_size else (params.output_padding[axis],) * 2
    cropped = 0 if params.padding == "SAME" else sum(params.padding[axis])
    # An input voxel makes one voxel at least, before cropping; and an input has 32 bits, as all of Paddle's integers.
    sizes = range(1, min(max(0, asked[axis]) + cropped, INT32[-1]) + 1)
    if asked[axis] < 1:
        return sizes[:0]

    def base_size(size: int) -> int:
        front, back = params.axis_pads(axis, size)
        numbers = (params.kernel_size[axis], params.stride[axis], params.effective_dilation[axis])
        return AxisGeometry(AXES[axis], size, *numbers, front, back, 0).base_size

    low = bisect_left(sizes, asked[axis] - most, key=base_size)
    return sizes[low : bisect_right(sizes, asked[axis] - least, key=base_size)]
