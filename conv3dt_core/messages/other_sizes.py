"""Texts for arguments that other frameworks share with Paddle by name, and from which they make another size.

Facts are those of Keras 3.15, JAX 0.10 and onnxruntime 1.32, found by experiment. Each text is of one axis, and needs
the numbers of that axis: input, stride, kernel, and what `numbers` works out of them.
"""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, always

TEXTS: Family = {
    Code.SAME_MEANS_ANOTHER_SIZE: always(
        en=Text(
            "`padding = 'same'` makes {made} voxels along {axis} in {dialect}, {base} in Paddle",
            "{dialect} makes input times stride, `{input}*{stride} = {made}`. Paddle takes the pads of a forward "
            "convolution over this layer's input, `{same_pad_sum}`, and gets `{same_size_sum}`. The layer is therefore "
            "read with explicit `padding` and `output_padding`.",
        ),
        zh=Text(
            "`padding = 'same'` 在 {axis} 轴上，{dialect} 得到 {made} 个体素，Paddle 得到 {base} 个",
            "{dialect} 的尺寸是输入乘步长：`{input}*{stride} = {made}`。Paddle 用的是对本层输入做正向卷积时的填充 "
            "`{same_pad_sum}`，得到 `{same_size_sum}`。因此这里把它读成 `padding` 和 `output_padding` 的具体数字。",
        ),
    ),
    Code.OUTPUT_PADDING_NONE_ADDS: always(
        en=Text(
            "Without `output_padding`, {dialect} adds {added} at the end of {axis}",
            "The kernel, {kernel}, is shorter than the stride, {stride}: {dialect} still makes `{input}*{stride} = {made}` "
            "voxels, Paddle ends with the last tap, `{full_sum}`. The layer is therefore read with "
            "`output_padding[{axis}] = {added}`.",
        ),
        zh=Text(
            "不写 `output_padding` 时，{dialect} 在 {axis} 轴末端多出 {added} 个体素",
            "卷积核 {kernel} 比步长 {stride} 短：{dialect} 仍然得到 `{input}*{stride} = {made}` 个体素，而 Paddle 止于最后一个"
            "核元素：`{full_sum}`。因此这里读成 `output_padding[{axis}] = {added}`。",
        ),
    ),
    Code.OUTPUT_SHAPE_MOVES_FRONT: always(
        en=Text(
            "`output_shape` moves the front along {axis}: {dialect} crops {front} there",
            "From the full size, `{full_sum}`, to {output} voxels, {dialect} ignores `pads` and shares the difference out "
            "between both ends: {front} in front, {back} behind. Paddle's `output_size` moves the back alone, so the "
            "layer is read with these numbers as `padding`.",
        ),
        zh=Text(
            "`output_shape` 使 {axis} 轴的前端移位：{dialect} 在那里裁掉 {front} 个体素",
            "从完整尺寸 `{full_sum}` 到 {output} 个体素，{dialect} 不理会 `pads`，把差数重新分给两端：前端 {front}，"
            "后端 {back}。Paddle 的 `output_size` 只移动后端，因此这里把这两个数读成 `padding`。",
        ),
    ),
}
