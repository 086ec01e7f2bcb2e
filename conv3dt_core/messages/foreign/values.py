"""Rules of numbers: sizes, strides, paddings, channels."""

from __future__ import annotations

from ...diagnostics import Code
from .sentence import Sentence, say

_AT_LEAST_ONE = (
    say("`{argument}` is {asked}, and must be at least 1.", "`{argument}` 是 {asked}，而它至少为 1。"),
    say("`{argument}` must be at least 1.", "`{argument}` 至少为 1。"),
)

RULES: dict[Code, tuple[Sentence, ...]] = {
    Code.OUTPUT_SIZE_OUT_OF_RANGE: (
        say(
            "`{argument}`: asked {asked}, legal {legal}. The base size comes first, and there are as many sizes "
            "as the stride has steps.",
            "`{argument}`：要的是 {asked}，允许 {legal}。第一个是基准尺寸，步长是几，就有几个尺寸。",
        ),
        say(
            "`{argument}`: asked {asked}, legal from {low} to `{low} + stride - 1`.",
            "`{argument}`：要的是 {asked}，允许从 {low} 到 `{low} + stride - 1`。",
        ),
        say(
            "`{argument}`: asked {asked}, legal at most {high}: more would belong to an input larger than {input_size}.",
            "`{argument}`：要的是 {asked}，最多 {high}：再大就属于比 {input_size} 更大的输入了。",
        ),
        say(
            "`{argument}`: asked {asked}, which is not between the base size and the base size plus `stride - 1`.",
            "`{argument}`：要的是 {asked}，不在基准尺寸与基准尺寸加 `stride - 1` 之间。",
        ),
        say(
            "The size asked for is not between the base size, `(in-1)*stride + dilation*(kernel-1) + 1 - front - back`, "
            "and that plus `stride - 1`.",
            "要的尺寸不在基准尺寸 `(in-1)*stride + dilation*(kernel-1) + 1 - front - back` 与它加 `stride - 1` 之间。",
        ),
    ),
    Code.OUTPUT_SIZE_NOT_POSITIVE: (
        say(
            "`{argument}` would be {asked}, and a size is at least 1: padding crops more than the axis holds.",
            "`{argument}` 会是 {asked}，而尺寸至少为 1：填充裁掉的比这个轴上有的还多。",
        ),
        say(
            "Axis {axis} of the output would have no voxel: padding crops all that the axis holds, or more.",
            "输出的 {axis} 轴会一个体素也没有：填充把这个轴上有的全裁掉了，甚至更多。",
        ),
        say(
            "An axis of the output would have no voxel: padding crops all that it holds, or more.",
            "输出有一个轴会一个体素也没有：填充把它上面有的全裁掉了，甚至更多。",
        ),
    ),
    Code.OUTPUT_PADDING_TOO_LARGE: (
        say(
            "`{argument}`: asked {asked}, legal {legal}. It must be below `max({stride}, {dilation})`, the larger of "
            "stride and dilation.",
            "`{argument}`：要的是 {asked}，允许 {legal}。它必须小于步长与空洞中较大的一个，`max({stride}, {dilation})`。",
        ),
        say(
            "`{argument}`: asked {asked}, legal {legal}.",
            "`{argument}`：要的是 {asked}，允许 {legal}。",
        ),
        say(
            "`{argument}`: legal {legal}, below the larger of stride and dilation.",
            "`{argument}`：允许 {legal}，要小于步长与空洞中较大的一个。",
        ),
        say(
            "`{argument}` is not below the larger of stride and dilation: the output would belong to an input of "
            "{implied} voxels, not {input_size}.",
            "`{argument}` 不小于步长与空洞中较大的一个：这样的输出属于 {implied} 个体素的输入，而不是 {input_size} 个。",
        ),
    ),
    Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION: (
        say(
            "`{argument}`: asked {asked}, and the stride allows {legal}: the output would belong to an input of "
            "{implied} voxels, not {input_size}.",
            "`{argument}`：要的是 {asked}，步长只允许 {legal}：这样的输出属于 {implied} 个体素的输入，而不是 {input_size} 个。",
        ),
        say(
            "`{argument}` is not below the stride: the output would belong to an input of {implied} voxels, not "
            "{input_size}.",
            "`{argument}` 不小于步长：这样的输出属于 {implied} 个体素的输入，而不是 {input_size} 个。",
        ),
    ),
    Code.OUTPUT_PADDING_NEGATIVE: (
        say(
            "`{argument}` is {asked}, and must be at least 0: it adds voxels at the back; padding takes them away.",
            "`{argument}` 是 {asked}，而它至少为 0：它在后面添体素；要去掉体素，得靠填充。",
        ),
        say(
            "`{argument}` must be at least 0: it adds voxels at the back; padding takes them away.",
            "`{argument}` 至少为 0：它在后面添体素；要去掉体素，得靠填充。",
        ),
    ),
    Code.OUTPUT_SIZE_WITH_OUTPUT_PADDING: (
        say(
            "`output_size` and `output_padding` choose the same thing, the size of the output: give only one.",
            "`output_size` 和 `output_padding` 决定的是同一件事，即输出的尺寸：只给一个。",
        ),
    ),
    Code.STRIDE_NOT_POSITIVE: _AT_LEAST_ONE,
    Code.DILATION_NOT_POSITIVE: _AT_LEAST_ONE,
    Code.KERNEL_SIZE_NOT_POSITIVE: _AT_LEAST_ONE,
    Code.INPUT_SIZE_NOT_POSITIVE: _AT_LEAST_ONE,
    Code.CHANNELS_NOT_POSITIVE: _AT_LEAST_ONE,
    Code.GROUPS_NOT_POSITIVE: _AT_LEAST_ONE,
    Code.PADDING_NEGATIVE: (
        say(
            "`{argument}` is {asked}, and must be at least 0: it crops the output; `output_padding` enlarges it.",
            "`{argument}` 是 {asked}，而它至少为 0：它裁掉输出的一部分；要加大输出，用 `output_padding`。",
        ),
        say(
            "`{argument}` must be at least 0: it crops the output; `output_padding` enlarges it.",
            "`{argument}` 至少为 0：它裁掉输出的一部分；要加大输出，用 `output_padding`。",
        ),
    ),
    Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS: (
        say(
            "`{argument}` is {asked}, which cannot be split into {groups} groups.",
            "`{argument}` 是 {asked}，不能平分成 {groups} 组。",
        ),
        say("`{argument}` cannot be split into that many groups.", "`{argument}` 不能平分成这么多组。"),
    ),
    Code.CHANNELS_MISMATCH: (
        say(
            "`{argument}` has {got} channels, and the weight has {expected}.",
            "`{argument}` 有 {got} 个通道，而权重有 {expected} 个。",
        ),
    ),
}
