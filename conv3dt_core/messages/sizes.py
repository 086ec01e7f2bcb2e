"""Texts for the output size of an axis, and for what SAME does to it."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, always, by


def _out_of_range(v: Values) -> str:
    if v["high"] < v["low"]:
        return "none_fits"
    if v["value"] > v["high"]:
        return "above closed_in_docs" if v["value"] == v["high"] + 1 else "above refused"
    return "below_one" if v["value"] < 1 else "below"


def _same_ignores_dilation(v: Values) -> str:
    return "taps" if v["kernel"] > 1 else "one_tap"


def _not_positive(v: Values) -> str:
    return "zero" if v["value"] == 0 else "negative"


TEXTS: Family = {
    Code.OUTPUT_SIZE_OUT_OF_RANGE: by(
        _out_of_range,
        above={
            "en": Text(
                "`output_size[{axis}] = {value}` is too large: it must be {interval}",
                "The base size is `{base_sum}`, and stride {stride} adds at most `{stride} - 1 = {extra}` to it: from "
                "{end} on, another input voxel would fit.",
            ),
            "zh": Text(
                "`output_size[{axis}] = {value}` 太大：只能是 {interval}",
                "基准尺寸是 `{base_sum}`，步长 {stride} 最多再加 `{stride} - 1 = {extra}`：到 {end} 就容得下多一个输入体素了。",
            ),
        },
        closed_in_docs={
            "en": Text(body="(Paddle's English documentation counts {end} in; Paddle itself refuses it.)"),
            "zh": Text(body="（Paddle 的英文文档把 {end} 也算在内，但 Paddle 自己会拒绝。）"),
        },
        refused={
            "en": Text(body="Paddle refuses it too."),
            "zh": Text(body="Paddle 也会拒绝。"),
        },
        below={
            "en": Text(
                "`output_size[{axis}] = {value}` is too small: it must be {interval}",
                "The base size is `{base_sum}`. `output_size` can only add voxels to it, fewer than stride {stride}; "
                "taking voxels away is the work of padding. Paddle refuses it too; the `inferred output size` of its "
                "message is the base size.",
            ),
            "zh": Text(
                "`output_size[{axis}] = {value}` 太小：只能是 {interval}",
                "基准尺寸是 `{base_sum}`。`output_size` 只能在它之上再加体素，且少于步长 {stride} 个；要减少体素，得靠填充。"
                "Paddle 也会拒绝，报错里的 `inferred output size` 就是基准尺寸。",
            ),
        },
        below_one={
            "en": Text(
                "`output_size[{axis}] = {value}` is below 1: it must be {interval}",
                "A size counts voxels, at least 1. With the base size `{base_sum}`, stride {stride} allows up to "
                "{last}. Paddle takes a size below 1 where its interval reaches that far, and then fails or returns a "
                "tensor without voxels.",
            ),
            "zh": Text(
                "`output_size[{axis}] = {value}` 小于 1：只能是 {interval}",
                "尺寸是体素的个数，至少为 1。基准尺寸是 `{base_sum}`，步长 {stride} 允许的最大值是 {last}。"
                "区间够得着时，Paddle 会收下小于 1 的尺寸，然后要么报错，要么返回没有体素的张量。",
            ),
        },
        none_fits={
            "en": Text(
                "`output_size[{axis}] = {value}` is impossible, and so is any other",
                "Padding crops too much: the base size is `{base_sum}`, and `{stride} - 1 = {extra}`, the most that "
                "stride {stride} adds, brings it to {last}, still below 1. Paddle only reports its inferred size, "
                "{base}; asked for a size below 1 that suits it, it fails later, with `The meta data must be valid "
                "when call the mutable data function.`",
            ),
            "zh": Text(
                "`output_size[{axis}] = {value}` 不可能，换成别的值也不行",
                "填充裁掉得太多：基准尺寸是 `{base_sum}`，步长 {stride} 最多再加 `{stride} - 1 = {extra}`，"
                "也只有 {last}，仍小于 1。Paddle 只会报出它推断的尺寸 {base}；若要的是它能接受的小于 1 的尺寸，则到后面才报 "
                "`The meta data must be valid when call the mutable data function.`。",
            ),
        },
    ),
    Code.OUTPUT_SIZE_NOT_POSITIVE: by(
        _not_positive,
        zero={
            "en": Text(
                "`padding[{axis}] = {pads}` crops the whole output",
                "Before cropping the axis has `{full_sum}` voxels; front, back and `output_padding` leave "
                "`{left_sum}`, and a size is at least 1. Paddle does not say so: it returns an empty tensor under NCDHW and reports "
                "`The input size should not be 0.` under NDHWC.",
            ),
            "zh": Text(
                "`padding[{axis}] = {pads}` 把整个输出都裁掉了",
                "裁剪之前有 `{full_sum}` 个体素；前后裁掉、再加输出填充，剩下 `{left_sum}`，而尺寸至少为 1。Paddle 不会这样告诉你："
                "NCDHW 下它返回空张量，NDHWC 下则报 `The input size should not be 0.`。",
            ),
        },
        negative={
            "en": Text(
                "`padding[{axis}] = {pads}` crops more than there is: {value} voxels left",
                "Before cropping the axis has `{full_sum}` voxels; front, back and `output_padding` leave "
                "`{left_sum}`, and a size is at least 1. Paddle says only `The meta data must be valid when call the mutable data function.`; with "
                "two such axes it returns a tensor of negative shape, or, under NDHWC with groups, never returns.",
            ),
            "zh": Text(
                "`padding[{axis}] = {pads}` 裁掉的比整个输出还多：尺寸成了 {value}",
                "裁剪之前有 `{full_sum}` 个体素；前后裁掉、再加输出填充，剩下 `{left_sum}`，而尺寸至少为 1。Paddle 只报 "
                "`The meta data must be valid when call the mutable data function.`；有两个这样的轴时，"
                "它会返回形状为负的张量，若是 NDHWC 又有分组，则永远不返回。",
            ),
        },
    ),
    Code.SAME_IGNORES_DILATION: by(
        _same_ignores_dilation,
        taps={
            "en": Text(
                "`dilation[{axis}] = {dilation}` counts as 1 under SAME",
                "Paddle resets dilation when `padding = 'SAME'`: the {kernel} taps stay side by side and reach over "
                "{kernel} voxels, not over `({kernel}-1)*{dilation} + 1 = {extent}`. VALID and explicit padding keep the "
                "dilation.",
            ),
            "zh": Text(
                "`dilation[{axis}] = {dilation}` 在 SAME 下按 1 计算",
                "`padding = 'SAME'` 时 Paddle 会把空洞重置为 1：{kernel} 个核元素紧挨着，跨 {kernel} 个体素，而不是 "
                "`({kernel}-1)*{dilation} + 1 = {extent}` 个。用 VALID 或直接写出填充，空洞才有效。",
            ),
        },
        one_tap={
            "en": Text(
                "`dilation[{axis}] = {dilation}` counts as 1 under SAME",
                "Paddle resets dilation when `padding = 'SAME'`; with `kernel_size[{axis}] = {kernel}` there is nothing "
                "to spread, so the result is the same either way.",
            ),
            "zh": Text(
                "`dilation[{axis}] = {dilation}` 在 SAME 下按 1 计算",
                "`padding = 'SAME'` 时 Paddle 会把空洞重置为 1；不过 `kernel_size[{axis}] = {kernel}` 时没有间隔可言，"
                "结果都一样。",
            ),
        },
    ),
    Code.SAME_IS_NOT_INPUT_TIMES_STRIDE: always(
        en=Text(
            "SAME gives `output_size[{axis}] = {base}`, not `{input}*{stride} = {product}`",
            "Paddle crops what a forward convolution over this input would pad, `{same_pad_sum}`, so the size is "
            "`{same_size_sum}`. Keras and JAX make {product} of it, and Paddle's documented `ceil(in/stride)` would "
            "be {documented}.",
        ),
        zh=Text(
            "SAME 得到 `output_size[{axis}] = {base}`，而不是 `{input}*{stride} = {product}`",
            "Paddle 裁掉的，是对这个输入做正向卷积时要补的体素数 `{same_pad_sum}`，于是尺寸是 `{same_size_sum}`。"
            "Keras 和 JAX 会得到 {product}；按 Paddle 文档写的 `ceil(in/stride)` 则是 {documented}。",
        ),
    ),
}
