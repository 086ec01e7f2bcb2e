"""Texts for questions asked backwards: a size is given, and the layer is wanted."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, always, by


def _not_derivable(v: Values) -> str:
    if v["value"] < 1:
        return "title below_one paddle"
    if v["derived"] < 1:
        return "title no_tap paddle"
    return "title same paddle" if v["same"] else "title gap paddle"


TEXTS: Family = {
    Code.KERNEL_SIZE_NOT_DERIVABLE: by(
        _not_derivable,
        title={
            "en": Text("No kernel can be derived for `output_size[{axis}] = {value}`"),
            "zh": Text("`output_size[{axis}] = {value}` 推不出卷积核"),
        },
        below_one={
            "en": Text("", "A size counts voxels, at least 1; Paddle's formula, `{derived_sum}`, does not mind."),
            "zh": Text("", "尺寸是体素的个数，至少为 1；Paddle 的公式 `{derived_sum}` 并不管这个。"),
        },
        no_tap={
            "en": Text(
                "",
                "Paddle's formula gives `{derived_sum}`, and a kernel has at least 1 tap. A single tap "
                "already makes `{one_tap_sum}`.",
            ),
            "zh": Text(
                "",
                "Paddle 的公式给出 `{derived_sum}`，而卷积核至少有 1 个核元素。"
                "只有一个核元素时，尺寸已经是 `{one_tap_sum}`。",
            ),
        },
        same={
            "en": Text(
                "",
                "Paddle's formula counts padding as 0, `{derived_sum}`, and then SAME crops after all: with "
                "kernel {derived} it allows {interval}. Under SAME the kernel hardly changes the size, so "
                "write kernel_size yourself.",
            ),
            "zh": Text(
                "",
                "Paddle 的公式把填充当作 0：`{derived_sum}`，随后 SAME 却照样裁剪：卷积核为 {derived} 时只允许 "
                "{interval}。SAME 下卷积核几乎不影响尺寸，请自己写明 `kernel_size`。",
            ),
        },
        gap={
            "en": Text(
                "",
                "Paddle's formula gives `{derived_sum}`. Kernel {derived} has base size {derived_base}, and stride "
                "{stride} at most {high}; with dilation {dilation} kernel {next_kernel} starts only at "
                "{next_base}.",
            ),
            "zh": Text(
                "",
                "Paddle 的公式给出 `{derived_sum}`。卷积核为 {derived} 时尺寸是 {derived_base}，步长 {stride} "
                "最多把它加到 {high}；空洞为 {dilation}，卷积核为 {next_kernel} 时，尺寸要从 {next_base} 起。",
            ),
        },
        paddle={
            "en": Text(
                "",
                "(In Paddle only `paddle.static.nn.conv3d_transpose` derives kernels, and in the default static "
                "mode of Paddle 3.3.1 it fails: `Input of conv3d_transpose must be Tensor`.)",
            ),
            "zh": Text(
                "",
                "（Paddle 里只有 `paddle.static.nn.conv3d_transpose` 会推算卷积核，而 Paddle 3.3.1 默认的静态图模式下"
                "它根本不能用：`Input of conv3d_transpose must be Tensor`。）",
            ),
        },
    ),
    Code.NO_SOLUTION: always(
        en=Text(
            "No layer in the searched range takes {input} to {output} along {axis}",
            "One layer multiplies a size by about its stride, and the kernel, padding and output_padding move it by a "
            "few voxels only. Ask for a size nearer to a multiple of {input}, or use several layers.",
        ),
        zh=Text(
            "在 {axis} 轴上，搜索范围内没有能把 {input} 变成 {output} 的层",
            "一个层大约把尺寸放大步长倍，卷积核、填充和输出填充只能再挪动几个体素。"
            "请改要一个更接近 {input} 的整数倍的尺寸，或用几个层接起来。",
        ),
    ),
}
