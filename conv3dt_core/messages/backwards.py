"""Texts for questions asked backwards: a size is given, and the layer is wanted."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, by


def _not_derivable(v: Values) -> str:
    if v["value"] < 1:
        return "title below_one paddle"
    if v["derived"] < 1:
        return "title no_tap paddle"
    return "title same paddle" if v["same"] else "title gap paddle"


def _no_solution(v: Values) -> str:
    return f"title {_reach(v)}{' let_go' if v['let_go'] else ''}"


def _reach(v: Values) -> str:
    if v["output"] < 1:
        return "below_one"
    if v["below"] and v["above"]:
        return "gap"
    if v["below"]:
        return "too_far"
    if v["above"]:
        return "too_near"
    return "nothing_left" if v.get("largest") else "no_stride"


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
                body="Even the largest is `{below_sum}`. Use several layers, or give a larger kernel or stride "
                "yourself.",
            ),
            "zh": Text(body="最大也只能得到 `{below_sum}`。请用几个层接起来，或自己给出更大的卷积核或步长。"),
        },
        too_near={
            "en": Text(
                body="Even the smallest is `{above_sum}`: every further input voxel adds a whole stride, and padding crops "
                "no more than this.",
            ),
            "zh": Text(body="最小也有 `{above_sum}`：每多一个输入体素就多一整个步长，而填充最多只能裁掉这么多。"),
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
                body="Even the largest is `{below_sum}`. Use several layers, or give a larger kernel or stride "
                "yourself.",
            ),
            "zh": Text(body="最大也只能得到 `{below_sum}`。请用几个层接起来，或自己给出更大的卷积核或步长。"),
        },
        too_near={
            "en": Text(
                body="The smallest size of all is `{above_sum}`. Every further input voxel adds a whole stride, and padding "
                "is tried to one below the extent on each side.",
            ),
            "zh": Text(
                body="最小也有 `{above_sum}`。每多一个输入体素就多一整个步长，而每侧的填充最多试到核的跨度减 1。",
            ),
        },
        gap={
            "en": Text(
                body="The nearest below is `{below_sum}`, the nearest above `{above_sum}`. `output_padding` adds "
                "less than a stride, and nothing that is open fills the gap.",
            ),
            "zh": Text(
                body="往下最近的是 `{below_sum}`，往上最近的是 `{above_sum}`。`output_padding` 补的不到一个步长，"
                "没有固定的参数也填不上这个空档。",
            ),
        },
        nothing_left={
            "en": Text(body="Nothing is left of any size: the largest is `{largest_sum}`."),
            "zh": Text(body="裁完以后什么也不剩：最大的是 `{largest_sum}`。"),
        },
        no_stride={
            "en": Text(
                body="`output_padding = {output_padding}` must be below the stride, and no stride above {stride_max} is tried.",
            ),
            "zh": Text(
                body="`output_padding = {output_padding}` 必须小于步长，而步长只试到 {stride_max}。",
            ),
        },
        let_go={
            "en": Text(body="It works as soon as any one of these is left open: `{open}`."),
            "zh": Text(body="下列参数只要放开任意一个就有解：`{open}`。"),
        },
    ),
}
