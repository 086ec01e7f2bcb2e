"""Texts for numbers that are wrong whatever the input is: channels, groups, and everything that must be at least 1."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, always, by


def _zero_or_negative(v: Values) -> str:
    return "zero" if v["value"] == 0 else "negative"


def _channels(v: Values) -> str:
    return "negative" if v["value"] < 0 else v["name"]


TEXTS: Family = {
    Code.CHANNELS_NOT_POSITIVE: by(
        _channels,
        in_channels={
            "en": Text(
                "`in_channels = {value}` is below 1",
                "Every output value is a sum over input channels, and here there is none to add. Paddle accepts it and "
                "returns zeros, plus the bias.",
            ),
            "zh": Text(
                "`in_channels = {value}` 小于 1",
                "每个输出值都是对输入通道求和，而这里没有可加的通道。Paddle 会接受，并返回全零（再加偏置）。",
            ),
        },
        out_channels={
            "en": Text(
                "`out_channels = {value}` is below 1",
                "A layer without output channels computes nothing. Paddle accepts it and returns an empty tensor.",
            ),
            "zh": Text(
                "`out_channels = {value}` 小于 1",
                "没有输出通道的层什么也算不出来。Paddle 会接受，并返回空张量。",
            ),
        },
        negative={
            "en": Text(
                "`{name} = {value}` is below 1",
                "It counts channels, and the weight gets an axis of that length. Paddle refuses it too, without naming "
                "the argument: `Expected every dim's size to be larger than or equal to 0`.",
            ),
            "zh": Text(
                "`{name} = {value}` 小于 1",
                "它是通道的个数，权重有一个轴就是这么长。Paddle 也会拒绝，但不指明是哪个参数："
                "`Expected every dim's size to be larger than or equal to 0`。",
            ),
        },
    ),
    Code.GROUPS_NOT_POSITIVE: by(
        _zero_or_negative,
        zero={
            "en": Text(
                "`groups = {value}` is below 1",
                "groups is the number of parts the channels are split into; 1 means not split. Paddle's layer answers "
                "with a `ZeroDivisionError`, its function with `The groups of conv3d_transpose should not be zero`.",
            ),
            "zh": Text(
                "`groups = {value}` 小于 1",
                "分组数是把通道分成几份，1 表示不分。Paddle 的层会抛出 `ZeroDivisionError`，函数则报 "
                "`The groups of conv3d_transpose should not be zero`。",
            ),
        },
        negative={
            "en": Text(
                "`groups = {value}` is below 1",
                "groups is the number of parts the channels are split into; 1 means not split. Paddle's function only "
                "refuses 0: a negative number ends in `The meta data must be valid when call the mutable data "
                "function.`, in an output of negative shape, or in a crash of the process.",
            ),
            "zh": Text(
                "`groups = {value}` 小于 1",
                "分组数是把通道分成几份，1 表示不分。Paddle 的函数只拒绝 0：遇到负数，要么报 "
                "`The meta data must be valid when call the mutable data function.`，"
                "要么返回形状为负的输出，甚至让整个进程崩溃。",
            ),
        },
    ),
    Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS: by(
        lambda v: v["name"],
        in_channels={
            "en": Text(
                "`in_channels = {value}` cannot be split into `groups = {groups}`",
                "Each group reads equally many input channels, and {value} / {groups} is not whole. Paddle builds the "
                "layer and refuses only when it is called; `paddle.static.nn.conv3d_transpose` never checks, and "
                "silently ignores the channels left over.",
            ),
            "zh": Text(
                "`in_channels = {value}` 不能平分成 `groups = {groups}` 组",
                "每组读入同样多的输入通道，而 {value} / {groups} 不是整数。Paddle 能建成这个层，到调用时才拒绝；"
                "`paddle.static.nn.conv3d_transpose` 则从不检查，悄悄丢掉多出来的通道。",
            ),
        },
        out_channels={
            "en": Text(
                "`out_channels = {value}` cannot be split into `groups = {groups}`",
                "Each group makes equally many output channels, and {value} / {groups} is not whole. Paddle builds the "
                "layer all the same: with a bias the call fails while adding it, without one it silently returns "
                "{made} channels.",
            ),
            "zh": Text(
                "`out_channels = {value}` 不能平分成 `groups = {groups}` 组",
                "每组产生同样多的输出通道，而 {value} / {groups} 不是整数。Paddle 照样建成这个层：有偏置时，到加偏置才报错；"
                "没有偏置时，悄悄返回 {made} 个通道。",
            ),
        },
    ),
    Code.INPUT_SIZE_NOT_POSITIVE: by(
        _zero_or_negative,
        zero={
            "en": Text(
                "`input_size[{axis}] = {value}` is below 1",
                "Without input voxels nothing is written to the output. Paddle accepts an empty axis as long as its "
                "formula gives a size: kernel 3 with stride 1 turns 0 voxels into 2 voxels of zeros, plus the bias.",
            ),
            "zh": Text(
                "`input_size[{axis}] = {value}` 小于 1",
                "没有输入体素，就没有东西写到输出上。只要公式还能算出尺寸，Paddle 就接受空的轴："
                "卷积核为 3、步长为 1 时，0 个体素会变成 2 个全零的体素（再加偏置）。",
            ),
        },
        negative={
            "en": Text(
                "`input_size[{axis}] = {value}` is below 1",
                "A size counts voxels; no tensor, in Paddle or elsewhere, has an axis of negative length.",
            ),
            "zh": Text(
                "`input_size[{axis}] = {value}` 小于 1",
                "尺寸是体素的个数；无论在 Paddle 还是别处，张量的轴都不会有负的长度。",
            ),
        },
    ),
    Code.KERNEL_SIZE_NOT_POSITIVE: by(
        _zero_or_negative,
        zero={
            "en": Text(
                "`kernel_size[{axis}] = {value}` is below 1",
                "An input voxel writes through the taps of the kernel, so each axis needs at least one. Paddle accepts "
                "0 and returns `(in-1)*stride - dilation + 1 - front - back` voxels of zeros, plus the bias.",
            ),
            "zh": Text(
                "`kernel_size[{axis}] = {value}` 小于 1",
                "输入体素要靠卷积核的核元素写到输出上，所以每个轴至少要有一个。Paddle 接受 0，返回 "
                "`(in-1)*stride - dilation + 1 - front - back` 个全零的体素（再加偏置）。",
            ),
        },
        negative={
            "en": Text(
                "`kernel_size[{axis}] = {value}` is below 1",
                "It counts taps, and an input voxel needs at least one to write through. Paddle's layer refuses it "
                "without naming the argument: `Expected every dim's size to be larger than or equal to 0`.",
            ),
            "zh": Text(
                "`kernel_size[{axis}] = {value}` 小于 1",
                "它是核元素的个数，输入体素至少要靠一个核元素才能写到输出上。Paddle 的层也会拒绝，但不指明是哪个参数："
                "`Expected every dim's size to be larger than or equal to 0`。",
            ),
        },
    ),
    Code.STRIDE_NOT_POSITIVE: always(
        en=Text(
            "`stride[{axis}] = {value}` is below 1",
            "The stride is the step from the block one input voxel writes to the block of the next, so it is at least "
            "1. Paddle's layer takes any stride when it is built and refuses this one only when it is called: "
            "`The stride of Op(Conv) should be larger than 0`.",
        ),
        zh=Text(
            "`stride[{axis}] = {value}` 小于 1",
            "步长是相邻两个输入体素写出的块之间的间隔，至少为 1。Paddle 建层时什么步长都收，到调用时才拒绝："
            "`The stride of Op(Conv) should be larger than 0`。",
        ),
    ),
    Code.DILATION_NOT_POSITIVE: by(
        _zero_or_negative,
        zero={
            "en": Text(
                "`dilation[{axis}] = {value}` is below 1",
                "Dilation is the step between neighbouring taps; with 0 they all land on the same voxel. Paddle never "
                "checks dilation: it accepts 0, adds all taps up there, and returns the size of a kernel of 1.",
            ),
            "zh": Text(
                "`dilation[{axis}] = {value}` 小于 1",
                "空洞是相邻核元素之间的间隔；为 0 时，所有核元素都落在同一个体素上。Paddle 从不检查空洞："
                "它接受 0，把核元素全加在一处，返回的尺寸如同卷积核为 1。",
            ),
        },
        negative={
            "en": Text(
                "`dilation[{axis}] = {value}` is below 1",
                "Dilation is the step between neighbouring taps, so it is at least 1. Paddle never checks it: as long "
                "as the size stays positive, it accepts a negative dilation and returns a small, wrong tensor.",
            ),
            "zh": Text(
                "`dilation[{axis}] = {value}` 小于 1",
                "空洞是相邻核元素之间的间隔，至少为 1。Paddle 从不检查空洞：只要算出的尺寸仍为正，"
                "它就接受负的空洞，返回一个又小又错的张量。",
            ),
        },
    ),
}
