"""Where a framework and we part, and why. Strict: what is not here must agree, and what is here must be seen.

`ACCEPTS` holds what a framework computes and we refuse, `REFUSES` what it refuses and we compute.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.property.strategies import Layer, same_pads

Table = dict[tuple[str, Callable[[Layer], bool]], str]


def dilation_below_1(layer: Layer) -> bool:
    return layer.params.padding != "SAME" and min(layer.params.dilation) < 1


def dilation_below_1_under_same(layer: Layer) -> bool:
    return layer.params.padding == "SAME" and min(layer.params.dilation) < 1


def kernel_of_0(layer: Layer) -> bool:
    return min(layer.params.kernel_size) == 0


def input_axis_of_0(layer: Layer) -> bool:
    return min(layer.input_size) == 0


def no_channels(layer: Layer) -> bool:
    return 0 in (layer.params.in_channels, layer.params.out_channels)


def groups_do_not_divide_out_channels(layer: Layer) -> bool:
    return layer.params.groups > 1 and layer.params.out_channels % layer.params.groups > 0


def some_size_below_1(layer: Layer) -> bool:
    """Whether an axis ends below 1: Paddle sees it only where the number of output voxels is negative."""
    return layer.output_size is None and min(sizes(layer), default=1) < 1


def a_size_of_0(layer: Layer) -> bool:
    return layer.output_size is None and min(sizes(layer), default=1) == 0


def may_hang_paddle(layer: Layer) -> bool:
    """Whether two axes end below 1: with several groups under NDHWC, or with a bias, Paddle may never come back."""
    return layer.output_size is None and sum(size < 1 for size in sizes(layer)) > 1


def between_stride_and_dilation(layer: Layer) -> bool:
    params = layer.params
    used = (1, 1, 1) if params.padding == "SAME" else params.dilation
    axes = zip(params.output_padding, params.stride, used, strict=True)
    return layer.output_size is None and any(s <= op < d for op, s, d in axes)


def sizes(layer: Layer) -> list[int]:
    """Return the output sizes by the formula; none where the stride has no meaning."""
    params = layer.params
    if min(params.stride) < 1:
        return []
    found = []
    for axis in range(3):
        n, k, s = layer.input_size[axis], params.kernel_size[axis], params.stride[axis]
        same = params.padding == "SAME"
        d = 1 if same else params.dilation[axis]
        crop = sum(same_pads(n, k, s) if same else params.padding[axis])
        found.append((n - 1) * s + d * (k - 1) + 1 - crop + params.output_padding[axis])
    return found


ACCEPTS: Table = {
    ("paddle", dilation_below_1): "Paddle never looks at dilation: 0 puts all taps on one voxel, -1 shrinks the result",
    ("paddle", dilation_below_1_under_same): "SAME resets the dilation before anybody could look at it",
    ("paddle", kernel_of_0): "Paddle takes a kernel without taps: zeros, of the size the formula gives",
    ("paddle", input_axis_of_0): "Paddle takes an axis without voxels",
    ("paddle", no_channels): "Paddle takes a layer without channels",
    ("paddle", groups_do_not_divide_out_channels): "Paddle drops the channels left over; seen unless the bias has one",
    ("paddle", some_size_below_1): "two negative sizes, or one of 0: the number of voxels is not negative",
    ("torch", a_size_of_0): "oneDNN, which computes float32 with groups, does not mind an axis of 0",
}

REFUSES: Table = {
    ("paddle", between_stride_and_dilation): "its rule allows it, its CPU kernel does not; PyTorch computes it",
}
