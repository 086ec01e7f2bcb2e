"""When a known difference applies: predicates over layers, each the exact condition, in arithmetic of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.conformance.oracle import full_size, resolved, used_dilation
from tests.property.strategies import Layer

NOTHING = ((0, 0),) * 3


class Axis(NamedTuple):
    """One axis as Paddle resolves it; `dilation` as it is given, `used` as it counts."""

    size: int
    kernel: int
    stride: int
    dilation: int
    used: int
    front: int
    back: int
    extra: int

    @property
    def extent(self) -> int:
        return self.dilation * (self.kernel - 1) + 1

    @property
    def full(self) -> int:
        return (self.size - 1) * self.stride + self.extent

    @property
    def output(self) -> int:
        return (self.size - 1) * self.stride + self.used * (self.kernel - 1) + 1 - self.front - self.back + self.extra

    def landings(self, dilation: int, front: int) -> set[tuple[int, int, int]]:
        """Return which input voxel lands through which tap on which output voxel."""
        pairs = ((i, k) for i in range(self.size) for k in range(self.kernel))
        found = ((i, k, i * self.stride + k * dilation - front) for i, k in pairs)
        return {(i, k, o) for i, k, o in found if 0 <= o < self.output}


Window = tuple[int, int]  # how much of the full result is cropped at the front, and the output size


def axes(layer: Layer) -> list[Axis]:
    params, found = layer.params, resolved(layer)
    numbers = (layer.input_size, params.kernel_size, params.stride, params.dilation, used_dilation(layer))
    parts = zip(*numbers, found.pads, found.extra, strict=True)
    return [Axis(n, k, s, d, used, *pads, extra) for n, k, s, d, used, pads, extra in parts]


def elsewhere(layer: Layer, window: Callable[[Axis], Window]) -> bool:
    """Whether a framework that keeps the dilation and has this window gives another result than Paddle."""
    ours, theirs = [], []
    for axis in axes(layer):
        front, size = window(axis)
        if size != axis.output:
            return True
        ours.append(axis.landings(axis.used, axis.front))
        theirs.append(axis.landings(axis.dilation, front))
    # Where an axis has no landings there is nothing to see.
    return ours != theirs and (all(ours) or all(theirs))


# --- what nobody should ask ---------------------------------------------------------------------------------------


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


def no_input_channels(layer: Layer) -> bool:
    return layer.params.in_channels == 0


def groups_do_not_divide_out_channels(layer: Layer) -> bool:
    return layer.params.groups > 1 and layer.params.out_channels % layer.params.groups > 0


def negative_padding(layer: Layer) -> bool:
    return layer.params.padding != "SAME" and min(pad for pair in layer.params.padding for pad in pair) < 0


def some_size_below_1(layer: Layer) -> bool:
    return layer.output_size is None and min(sizes(layer), default=1) < 1


def a_size_of_0(layer: Layer) -> bool:
    return layer.output_size is None and min(sizes(layer), default=1) == 0


def may_hang_paddle(layer: Layer) -> bool:
    """Whether two axes end below 1: with several groups under NDHWC, or with a bias, Paddle may never come back."""
    return layer.output_size is None and sum(size < 1 for size in sizes(layer)) > 1


def output_size_out_of_range(layer: Layer) -> bool:
    if layer.output_size is None or min(layer.params.stride) < 1:
        return False
    return any(not 0 <= e < s for e, s in zip(resolved(layer).extra, layer.params.stride, strict=True))


def output_padding_from_stride_on(layer: Layer) -> bool:
    return layer.output_size is None and any(
        op >= s for op, s in zip(layer.params.output_padding, layer.params.stride, strict=True)
    )


def sizes(layer: Layer) -> list[int]:
    """Return the output sizes by the formula; none where the stride has no meaning."""
    if min(layer.params.stride) < 1:
        return []
    found = resolved(layer)
    parts = zip(full_size(layer), found.pads, layer.params.output_padding, strict=True)
    return [full - sum(pad) + extra for full, pad, extra in parts]


# --- what a framework does otherwise ------------------------------------------------------------------------------


def between_stride_and_dilation(layer: Layer) -> bool:
    axes = zip(layer.params.output_padding, layer.params.stride, used_dilation(layer), strict=True)
    return layer.output_size is None and any(s <= op < d for op, s, d in axes)


def says_same(layer: Layer) -> bool:
    return layer.params.padding == "SAME"


def says_pads(layer: Layer) -> bool:
    return layer.params.padding not in ("SAME", NOTHING)


def says_two_sided_pads(layer: Layer) -> bool:
    return layer.params.padding != "SAME" and any(front != back for front, back in layer.params.padding)


def says_groups(layer: Layer) -> bool:
    return layer.params.groups != 1


def says_output_size(layer: Layer) -> bool:
    return layer.output_size is not None


def says_output_padding(layer: Layer) -> bool:
    return layer.output_size is None and any(layer.params.output_padding)


def stride_with_dilation(layer: Layer) -> bool:
    return max(layer.params.stride) > 1 and max(layer.params.dilation) > 1


def jax_pads(layer: Layer) -> bool:
    """Pads of the stretched input: they add zeros, where ours crop."""
    return says_pads(layer) and elsewhere(
        layer, lambda a: (a.extent - 1 - a.front, a.full - 2 * (a.extent - 1) + a.front + a.back)
    )


def same_is_input_times_stride(layer: Layer) -> bool:
    return says_same(layer) and elsewhere(layer, lambda a: (max(a.extent - a.stride, 0) // 2, a.size * a.stride))


def valid_is_at_least_input_times_stride(layer: Layer) -> bool:
    return layer.params.padding == NOTHING and elsewhere(
        layer, lambda a: (0, a.size * a.stride + max(a.extent - a.stride, 0))
    )


def keras_same_alone(layer: Layer) -> bool:
    return not says_output_padding(layer) and same_is_input_times_stride(layer)


def keras_valid_alone(layer: Layer) -> bool:
    return not says_output_padding(layer) and valid_is_at_least_input_times_stride(layer)


def keras_same_size(axis: Axis) -> int:
    """Return the size of 'same' with an output_padding: the kernel's half is cropped at both ends."""
    return axis.full - axis.extent // 2 * 2 + axis.extra


def keras_same_with_output_padding(layer: Layer) -> bool:
    def window(axis: Axis) -> Window:
        size = keras_same_size(axis)
        return max(axis.full - size, 0) // 2, size

    return says_same(layer) and says_output_padding(layer) and elsewhere(layer, window)


def keras_same_too_small(layer: Layer) -> bool:
    """Whether that size is one that no forward convolution takes to the input size."""
    return says_same(layer) and says_output_padding(layer) and any(
        -(-keras_same_size(a) // a.stride) != a.size for a in axes(layer)
    )  # fmt: skip


def onnx_same(layer: Layer) -> bool:
    """SAME_UPPER crops what kernel and output_padding have more than the stride; so never less than nothing."""

    def window(axis: Axis) -> Window:
        total = max(axis.extent - axis.stride + axis.extra, 0)
        return total // 2, axis.full + axis.extra - total

    return says_same(layer) and layer.output_size is None and elsewhere(layer, window)


def onnx_output_shape(layer: Layer) -> bool:
    """output_shape overrides the pads: the front gets the larger half of what is cropped, under SAME the smaller."""

    def window(axis: Axis) -> Window:
        total = max(axis.full - axis.output, 0)
        return total // 2 if says_same(layer) else total - total // 2, axis.output

    return layer.output_size is not None and elsewhere(layer, window)
