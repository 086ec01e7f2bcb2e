"""Texts for questions asked backwards: a size is given, and the layer is wanted."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, by
from .numbers import most


def _not_derivable(v: Values) -> str:
    if v["value"] < 1:
        return "title below_one paddle"
    if v["derived"] < 1:
        return "title no_tap paddle"
    return "title same paddle" if v["same"] else "title gap paddle"


def _no_solution(v: Values) -> str:
    if v["output"] < 1:
        return "title below_one"
    return "title too_far" if v["output"] > most(v) else "title missed"


TEXTS: Family = {
    Code.KERNEL_SIZE_NOT_DERIVABLE: by(
        _not_derivable,
        title={
            "en": Text("No kernel can be derived for `output_size[{axis}] = {value}`"),
            "zh": Text("`output_size[{axis}] = {value}` 推不出卷积核"),
        },
        below_one={
            "en": Text(body="A size counts voxels, at least 1; Paddle's formula, `{derived_sum}`, does not mind."),
            "zh": Text(body="尺寸是体素的个数，至少为 1；Paddle 的公式 `{derived_sum}` 并不管这个。"),
        },
        no_tap={
            "en": Text(
                body="Paddle's formula gives `{derived_sum}`, and a kernel has at least 1 tap. A single tap "
                "already makes `{one_tap_sum}`.",
            ),
            "zh": Text(
                body="Paddle 的公式给出 `{derived_sum}`，而卷积核至少有 1 个核元素。"
                "只有一个核元素时，尺寸已经是 `{one_tap_sum}`。",
            ),
        },
        same={
            "en": Text(
                body="Paddle's formula counts padding as 0, `{derived_sum}`, and then SAME crops after all: with "
                "kernel {derived} it allows {interval}. Under SAME the kernel hardly changes the size, so "
                "write `kernel_size` yourself.",
            ),
            "zh": Text(
                body="Paddle 的公式把填充当作 0：`{derived_sum}`，随后 SAME 却照样裁剪：卷积核为 {derived} 时只允许 "
                "{interval}。SAME 下卷积核几乎不影响尺寸，请自己写明 `kernel_size`。",
            ),
        },
        gap={
            "en": Text(
                body="Paddle's formula gives `{derived_sum}`. Kernel {derived} makes {derived_base}, with stride {stride} up "
                "to {high}; dilation {dilation} lets kernel {next_kernel} start only at {next_base}.",
            ),
            "zh": Text(
                body="Paddle 的公式给出 `{derived_sum}`。卷积核为 {derived} 时尺寸是 {derived_base}，步长 {stride} "
                "最多把它加到 {high}；空洞为 {dilation}，卷积核为 {next_kernel} 时，尺寸要从 {next_base} 起。",
            ),
        },
        paddle={
            "en": Text(
                body="(In Paddle only `paddle.static.nn.conv3d_transpose` derives kernels, and in the default static "
                "mode of Paddle 3.3.1 it fails: `Input of conv3d_transpose must be Tensor`.)",
            ),
            "zh": Text(
                body="（Paddle 里只有 `paddle.static.nn.conv3d_transpose` 会推算卷积核，而 Paddle 3.3.1 默认的静态图模式下"
                "它根本不能用：`Input of conv3d_transpose must be Tensor`。）",
            ),
        },
    ),
    Code.NO_SOLUTION: by(
        _no_solution,
        title={
            "en": Text("No layer in the searched range takes {input} to {output} along {axis}"),
            "zh": Text("在 {axis} 轴上，搜索范围内没有能把 {input} 变成 {output} 的层"),
        },
        below_one={
            "en": Text(body="A size counts voxels, so the output has at least 1."),
            "zh": Text(body="尺寸是体素的个数，输出至少有 1 个。"),
        },
        too_far={
            "en": Text(
                body="With kernel {kernel_max}, stride {stride_max} and dilation {dilation_max}, the largest searched, "
                "one layer reaches `{most_sum}` voxels at most. Use several layers, or allow larger numbers.",
            ),
            "zh": Text(
                body="搜索到的最大值是卷积核 {kernel_max}、步长 {stride_max}、空洞 {dilation_max}，一个层最多得到 "
                "`{most_sum}` 个体素。请用几个层接起来，或放宽搜索范围。",
            ),
        },
        missed={
            "en": Text(
                body="Searched were kernels to {kernel_max}, strides to {stride_max} and dilations to {dilation_max}: "
                "a stride takes the size a whole step further per input voxel, and what is fixed leaves too little to "
                "make up the rest.",
            ),
            "zh": Text(
                body="搜索了卷积核到 {kernel_max}、步长到 {stride_max}、空洞到 {dilation_max}：每多一个输入体素，"
                "尺寸就增加一整个步长，已固定的参数又补不上剩下的差。",
            ),
        },
    ),
}
