"""On the texts of PyTorch."""

from __future__ import annotations

from ..sentence import Sentence, say

NOTES: dict[str, Sentence] = {
    "torch-output-size": say(
        "PyTorch prints all three axes, right or wrong, and leaves out batch and channels; the range is Paddle's too.",
        "PyTorch 不论对错，三个轴都打印出来，且不含批和通道；区间与 Paddle 相同。",
    ),
    "torch-either": say(
        "`Smaller than either` means smaller than the larger of the two.",
        "`smaller than either` 是说小于两者中较大的一个。",
    ),
    "torch-no-axis": say("PyTorch does not say on which axis.", "PyTorch 没有说是哪个轴。"),
    "torch-overflow": say(
        "PyTorch cuts the number to 32 bits: a large stride has become negative.",
        "PyTorch 把数截成 32 位：很大的步长变成了负数。",
    ),
    "torch-negative-padding": say(
        "PyTorch does not say on which axis. `paddle.static.nn.conv3d_transpose` accepts it and enlarges the output.",
        "PyTorch 没有说是哪个轴。`paddle.static.nn.conv3d_transpose` 会接受它，并加大输出。",
    ),
    "torch-weight-dim": say(
        "The weight is `(in_channels, out_channels / groups, D, H, W)`: dimension 0 is `in_channels`.",
        "权重是 `(in_channels, out_channels / groups, D, H, W)`：第 0 维是 `in_channels`。",
    ),
    "torch-too-small": say(
        "`Input size per channel` is D, H, W of x; what is too small is the output.",
        "`input size per channel` 是 x 的 D、H、W；太小的是输出。",
    ),
    "torch-transposed": say(
        "`transposed=1` stands for a transposed convolution, whose weight begins with `in_channels`.",
        "`transposed=1` 指转置卷积，它的权重以 `in_channels` 开头。",
    ),
    "torch-channels-last": say(
        "The last number of x's shape `{shape}` would fit: PyTorch wants channels in front of D, H, W, so permute x.",
        "x 的形状 `{shape}` 里，最后一个数倒是对得上：PyTorch 要通道在 D、H、W 之前，请调换 x 的轴。",
    ),
    "torch-unbatched": say(
        "If x has four axes, PyTorch takes it for one without a batch, and its first number for the channels.",
        "如果 x 有四个轴，PyTorch 就当它没有批，第一个数算作通道数。",
    ),
    "torch-four-axes": say(
        "PyTorch also takes four axes, without a batch; Paddle wants five.",
        "PyTorch 也接受没有批的四个轴；Paddle 要五个。",
    ),
    "torch-mkldnn": say(
        "MKLDNN has nothing to do with it: x and weight have different types, or lie on different devices.",
        "与 MKLDNN 无关：是 x 和权重的类型不同，或不在同一个设备上。",
    ),
    "torch-pads": say(
        "PyTorch knows no padding of six numbers; Paddle and ONNX do.",
        "PyTorch 没有六个数的填充；Paddle 和 ONNX 有。",
    ),
    "torch-same": say(
        "PyTorch has the word SAME only for convolutions that are not transposed; the layer even accepts it, and fails when it is called.",
        "PyTorch 只在非转置的卷积里有 SAME 这个词；这里建层时照收，到调用时才失败。",
    ),
    "torch-output-padding-is-size": say(
        "Where a layer was called with `output_size`, it is that: PyTorch turns it into `output_padding` first.",
        "如果调用层时给了 `output_size`，那么指的就是它：PyTorch 先把它换成 `output_padding`。",
    ),
    "torch-weight-size": say(
        "`size` is the shape of the weight, whose last three numbers are `kernel_size`.",
        "`size` 是权重的形状，最后三个数就是 `kernel_size`。",
    ),
}
