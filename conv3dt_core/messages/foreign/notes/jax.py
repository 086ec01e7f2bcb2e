"""On the texts of JAX."""

from __future__ import annotations

from ..sentence import Sentence, say

NOTES: dict[str, Sentence] = {
    "jax-dilations": say(
        "JAX computes the strides of a transposed convolution as `lhs_dilation`, so its `dilations` may be the strides as well as `rhs_dilation`.",
        "JAX 把转置卷积的步长当作 `lhs_dilation` 来算，所以它说的 `dilations` 既可能是步长，也可能是 `rhs_dilation`。",
    ),
    "jax-window": say("The window is the kernel.", "窗口（`window`）就是卷积核。"),
    "jax-count": say(
        "JAX counts pads, but works out its own from strides and `rhs_dilation`: one of these, or padding, has the wrong length.",
        "JAX 数的是填充，而填充是它由步长和 `rhs_dilation` 算出来的：是其中之一，或填充本身，长度不对。",
    ),
    "jax-factors": say(
        "Base dilation is the stride of a transposed convolution, window dilation is its dilation.",
        "`base-dilation` 是转置卷积的步长，`window-dilation` 才是空洞。",
    ),
    "jax-pairs": say(
        "JAX wants a pair for each axis, and they are not Paddle's numbers: `d*(k-1) - front`, `d*(k-1) - back + output_padding`.",
        "JAX 要每个轴一对数，而且不是 Paddle 的那些数：`d*(k-1) - front`、`d*(k-1) - back + output_padding`。",
    ),
    "jax-negative-padding": say(
        "JAX's pads are `d*(k-1) - front` and `d*(k-1) - back`: negative ones crop.",
        "JAX 的填充是 `d*(k-1) - front` 和 `d*(k-1) - back`：负数才是裁剪。",
    ),
    "jax-lhs": say("`lhs` is x, `rhs` is the weight.", "`lhs` 是 x，`rhs` 是权重。"),
    "jax-rhs-output": say(
        "The output feature dimension of `rhs`, the weight, is `out_channels`.",
        "`rhs` 即权重，它的 `output feature dimension` 是 `out_channels`。",
    ),
    "jax-dimension-numbers": say(
        "`dimension_numbers` is a triple such as `('NCDHW', 'OIDHW', 'NCDHW')`: x, weight, output.",
        "`dimension_numbers` 是三个词，例如 `('NCDHW', 'OIDHW', 'NCDHW')`：x、权重、输出。",
    ),
    "jax-groups": say(
        "`lax.conv_general_dilated` has groups, with strides as `lhs_dilation`.",
        "`lax.conv_general_dilated` 有分组，步长写成 `lhs_dilation`。",
    ),
    "jax-names": say(
        "In JAX `output_padding` and `output_size` are part of padding: they enlarge the back of each pair.",
        "在 JAX 里，`output_padding` 和 `output_size` 都算在填充里：加大每一对的后一个数。",
    ),
}
