"""Texts for padding and output_padding whose numbers are wrong, or surprising, on an axis."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, always, by


def _negative(v: Values) -> str:
    # Where stride or dilation is wrong too, the upper end means nothing yet.
    return "negative upper paddle" if min(v["stride"], v["dilation"]) >= 1 else "negative paddle"


def _too_large(v: Values) -> str:
    if v["dilation"] > v["stride"]:
        return "dilated paddle"
    reason = "one_size" if v["stride"] == 1 else "few_sizes"
    return f"{reason} same paddle" if v["same"] else f"{reason} paddle"


TEXTS: Family = {
    Code.PADDING_NEGATIVE: always(
        en=Text(
            "`padding[{axis}] = {pads}` is negative",
            "Padding is how many voxels are cropped from an end of the output, so it is at least 0; `output_padding` "
            "and `output_size` make the output longer. Paddle's layer and function refuse it too "
            "(`Invalid padding, all value should be larger than or equal to 0`), but "
            "`paddle.static.nn.conv3d_transpose` accepts `padding = -1`, and the output grows by 2.",
        ),
        zh=Text(
            "`padding[{axis}] = {pads}` 是负数",
            "填充是从输出的一端裁掉几个体素，至少为 0；想让输出变长，要用 `output_padding` 或 `output_size`。"
            "Paddle 的层和函数也会拒绝（`Invalid padding, all value should be larger than or equal to 0`），"
            "但 `paddle.static.nn.conv3d_transpose` 接受 `padding = -1`，输出反而增加 2。",
        ),
    ),
    Code.OUTPUT_PADDING_NEGATIVE: by(
        _negative,
        negative={
            "en": Text(
                "`output_padding[{axis}] = {value}` is negative",
                "It keeps voxels at the back beyond the base size, so it is at least 0; what shortens the output is "
                "padding.",
            ),
            "zh": Text(
                "`output_padding[{axis}] = {value}` 是负数",
                "输出填充是在基准尺寸之后多留几个体素，至少为 0；要让输出变短，请用填充。",
            ),
        },
        upper={
            "en": Text(
                body="Its other end: less than `max(stride[{axis}], dilation[{axis}]) = max({stride}, {dilation}) = "
                "{limit}`.",
            ),
            "zh": Text(
                body="另一头的界限是小于 `max(stride[{axis}], dilation[{axis}]) = max({stride}, {dilation}) = {limit}`。",
            ),
        },
        paddle={
            "en": Text(
                body="Paddle's layer takes any `output_padding` when it is built and refuses this one only when it is "
                "called: `should not be less than the 0`.",
            ),
            "zh": Text(
                body="Paddle 建层时什么 `output_padding` 都收，到调用时才拒绝：`should not be less than the 0`。",
            ),
        },
    ),
    Code.OUTPUT_PADDING_TOO_LARGE: by(
        _too_large,
        few_sizes={
            "en": Text(
                "`output_padding[{axis}] = {value}` is too large: at most {extra}",
                "It must be less than `max(stride[{axis}], dilation[{axis}]) = max({stride}, {dilation}) = {limit}`. "
                "`output_padding` chooses among the {stride} sizes that a forward convolution with stride {stride} "
                "brings back to the same input, and those are +0 to +{extra}.",
            ),
            "zh": Text(
                "`output_padding[{axis}] = {value}` 太大：最多 {extra}",
                "它必须小于 `max(stride[{axis}], dilation[{axis}]) = max({stride}, {dilation}) = {limit}`。"
                "步长为 {stride} 的正向卷积会把 {stride} 种尺寸变回同一个输入尺寸，"
                "输出填充只在这几种里挑一种：+0 到 +{extra}。",
            ),
        },
        one_size={
            "en": Text(
                "`output_padding[{axis}] = {value}` is too large: only 0 fits",
                "It must be less than `max(stride[{axis}], dilation[{axis}]) = max({stride}, {dilation}) = {limit}`. "
                "With stride 1 each input size has one output size only, and nothing is left to choose.",
            ),
            "zh": Text(
                "`output_padding[{axis}] = {value}` 太大：只能是 0",
                "它必须小于 `max(stride[{axis}], dilation[{axis}]) = max({stride}, {dilation}) = {limit}`。"
                "步长为 1 时，每个输入尺寸只对应一个输出尺寸，没有可挑的余地。",
            ),
        },
        dilated={
            "en": Text(
                "`output_padding[{axis}] = {value}` is too large: less than {limit} allowed",
                "The limit is `max(stride[{axis}], dilation[{axis}]) = max({stride}, {dilation}) = {limit}`. Safe are "
                "only values below `stride[{axis}] = {stride}`: from there on the output has room for another input "
                "voxel, and Paddle's CPU kernel refuses it.",
            ),
            "zh": Text(
                "`output_padding[{axis}] = {value}` 太大：必须小于 {limit}",
                "上限是 `max(stride[{axis}], dilation[{axis}]) = max({stride}, {dilation}) = {limit}`。"
                "真正稳妥的只有小于 `stride[{axis}] = {stride}` 的值：从它开始，输出已容得下多一个输入体素，"
                "Paddle 的 CPU 实现会拒绝。",
            ),
        },
        same={
            "en": Text(body="A larger dilation would not help: under SAME it counts as 1."),
            "zh": Text(body="加大空洞也没有用：SAME 下空洞一律按 1 计算。"),
        },
        paddle={
            "en": Text(body="Paddle's own message shows the wrong argument, empty: `But received output_size = [[]]`."),
            "zh": Text(body="Paddle 自己的报错印错了参数，而且是空的：`But received output_size = [[]]`。"),
        },
    ),
    Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION: always(
        en=Text(
            "`output_padding[{axis}] = {value}` is refused by Paddle's CPU kernel",
            "The size rule asks for less than `max(stride[{axis}], dilation[{axis}]) = max({stride}, {dilation}) = "
            "{limit}` and lets it pass; PyTorch and conv3dt compute it. But from stride {stride} on the output has "
            "room for another input voxel, and Paddle stops with `input_depth(…) and output_depth(…) are "
            "mismatching.` Values below {stride} work everywhere.",
        ),
        zh=Text(
            "`output_padding[{axis}] = {value}` 会被 Paddle 的 CPU 实现拒绝",
            "尺寸规则只要求小于 `max(stride[{axis}], dilation[{axis}]) = max({stride}, {dilation}) = {limit}`，"
            "因此放行；PyTorch 和本工具都能算。但从步长 {stride} 开始，输出已容得下多一个输入体素，Paddle 会报 "
            "`input_depth(…) and output_depth(…) are mismatching.`。小于 {stride} 的值在哪里都能用。",
        ),
    ),
    Code.OUTPUT_SIZE_WITH_OUTPUT_PADDING: always(
        en=Text(
            "`output_padding = {output_padding}` and `output_size = {output_size}` are both given",
            "Both say how many voxels to keep beyond the base size, so only one may speak. Paddle's function refuses "
            "them too, even `output_padding = [0, 0, 0]` (`output_padding option is mutually exclusive with "
            "output_size`), which is allowed here; Paddle's layer silently drops `output_padding`.",
        ),
        zh=Text(
            "同时给出了 `output_padding = {output_padding}` 和 `output_size = {output_size}`",
            "两者说的都是在基准尺寸之后多留几个体素，只能用其中一个。Paddle 的函数也会拒绝，连 "
            "`output_padding = [0, 0, 0]` 都不行（`output_padding option is mutually exclusive with output_size`），"
            "这里则允许全零；Paddle 的层会悄悄丢掉 `output_padding`。",
        ),
    ),
    Code.OUTPUT_SIZE_REPLACES_OUTPUT_PADDING: always(
        en=Text(
            "`output_padding = {output_padding}` is not used",
            "`output_size = {output_size}` already says how many voxels to keep beyond the base size. Paddle's layer "
            "drops `output_padding` just as silently; its function refuses the two together.",
        ),
        zh=Text(
            "`output_padding = {output_padding}` 没有起作用",
            "`output_size = {output_size}` 已经决定了在基准尺寸之后多留几个体素。"
            "Paddle 的层也是这样悄悄丢掉 `output_padding`；它的函数则不允许两者同时出现。",
        ),
    ),
}
