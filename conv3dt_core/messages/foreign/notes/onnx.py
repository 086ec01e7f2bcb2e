"""On the texts of ONNX."""

from __future__ import annotations

from ..sentence import Sentence, say

NOTES: dict[str, Sentence] = {
    "onnx-inconsistent": say(
        "The shape is right, and PyTorch computes it: onnxruntime, like Paddle's CPU kernel, stops at the stride. It does not say on which axis.",
        "形状没有错，PyTorch 能算：onnxruntime 和 Paddle 的 CPU 内核一样，只允许小于步长。它没有说是哪个轴。",
    ),
    "onnx-reference": say(
        "The reference evaluator makes the output by `Col2Im`; a sliding block is an input voxel.",
        "参考实现用 `Col2Im` 生成输出；一个滑动块就是一个输入体素。",
    ),
    "onnx-output-shape": say(
        "`output_shape` is not Paddle's `output_size`: ONNX reaches a smaller size by cropping, at the front first.",
        "`output_shape` 不等于 Paddle 的 `output_size`：要更小的尺寸时，ONNX 靠裁剪，先裁前面。",
    ),
    "onnx-no-axis": say("ONNX does not say on which axis.", "ONNX 没有说是哪个轴。"),
    "onnx-pads": say(
        "ONNX does not say which of the six numbers: D, H, W in front, then D, H, W at the back.",
        "ONNX 没有说是六个数里的哪一个：前面的 D、H、W，然后是后面的 D、H、W。",
    ),
    "onnx-six-pads": say(
        "ONNX wants six numbers: D, H, W in front, then D, H, W at the back; Paddle's six come in another order.",
        "ONNX 要六个数：前面的 D、H、W，然后是后面的 D、H、W；Paddle 的六个数顺序不同。",
    ),
    "onnx-kernel-shape": say(
        "`kernel_shape` may be left out: it is then taken from the last three numbers of W's shape.",
        "`kernel_shape` 可以不写：这时取 W 形状的最后三个数。",
    ),
    "onnx-filter-number": say(
        "The `filter number` is the first number of W's shape, `in_channels`.",
        "`filter number` 是 W 形状的第一个数，即 `in_channels`。",
    ),
    "onnx-rank": say(
        "Either x or W has an axis too few or too many; ONNX does not say which of them.",
        "x 或 W 的轴多了或少了；ONNX 没有说是哪一个。",
    ),
    "onnx-opset": say(
        "The number after the operator is the opset, not the fault; onnxruntime has no CPU kernel for float64.",
        "算子后面的数字是 opset 版本，不是错处；onnxruntime 没有 float64 的 CPU 内核。",
    ),
    "onnx-auto-pad": say(
        "ONNX says SAME_UPPER, SAME_LOWER, VALID and NOTSET; Paddle's SAME puts the odd voxel where SAME_UPPER does.",
        "ONNX 用的是 SAME_UPPER、SAME_LOWER、VALID 和 NOTSET；Paddle 的 SAME 把多出的一个放在与 SAME_UPPER 相同的一端。",
    ),
    "onnx-pads-twice": say(
        "`auto_pad` works out the pads itself: give only one of the two.",
        "`auto_pad` 会自己算出填充：两个只给一个。",
    ),
    "onnx-names": say(
        "ONNX's attributes are plural: `strides`, `pads`, `dilations`, but `group`.",
        "ONNX 的属性用复数：`strides`、`pads`、`dilations`，只有 `group` 例外。",
    ),
}
