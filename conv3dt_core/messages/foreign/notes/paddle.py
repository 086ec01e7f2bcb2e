"""On the texts of Paddle."""

from __future__ import annotations

from ..sentence import Sentence, say

NOTES: dict[str, Sentence] = {
    "paddle-below": say(
        "Paddle's `inferred output size` is the base size; smaller sizes are the work of padding.",
        "Paddle 说的 `inferred output size` 就是基准尺寸；要更小，得靠填充。",
    ),
    "paddle-above": say(
        "The end is left out, as Paddle's text says; its English documentation counts it in.",
        "正如报错所说，区间的右端不算在内；Paddle 的英文文档却把它算了进去。",
    ),
    "paddle-prints-output-size": say(
        "Paddle prints `output_size`, mostly empty, but means `output_padding`; and its `either … or` means the larger of the two.",
        "Paddle 打印的是 `output_size`（多半是空的），指的却是 `output_padding`；它说的 `either … or` 是指两者中较大的一个。",
    ),
    "paddle-mismatching": say(
        "Nothing is wrong with the input: Paddle's check lets `output_padding` reach the dilation, its CPU kernel only the stride. "
        "PyTorch computes this layer.",
        "输入并没有错：Paddle 的检查允许 `output_padding` 大到空洞，它的 CPU 内核却只允许到步长。PyTorch 能算这个层。",
    ),
    "paddle-exclusive": say(
        "Paddle's function counts even `[0, 0, 0]` as given; only the number 0 does not count.",
        "在 Paddle 的函数里，连 `[0, 0, 0]` 也算给了；只有数字 0 不算。",
    ),
    "paddle-op-conv": say(
        "`Op(Conv)` is this layer; Paddle looks at the stride only when it is called.",
        "`Op(Conv)` 指的就是这个层；Paddle 到调用时才检查步长。",
    ),
    "paddle-meta-data": say(
        "Paddle says nothing of sizes, but this is what it prints when one comes out negative; a negative `groups` ends in the same words.",
        "Paddle 没有提到尺寸，但某个尺寸算成负数时，它打印的就是这一句；`groups` 为负时也是这一句。",
    ),
    "paddle-input-size-0": say(
        "Not the input: under NDHWC Paddle says this of an output axis without voxels; under NCDHW it returns an empty tensor.",
        "不是输入的错：在 NDHWC 下，输出的某个轴没有体素时，Paddle 就这样报；在 NCDHW 下它返回空张量。",
    ),
    "paddle-zero-division": say(
        "Paddle divides by `groups` before it looks at it.",
        "Paddle 还没检查 `groups`，就先拿它做了除数。",
    ),
    "paddle-nchw": say(
        "Paddle prints NCHW or NHWC, and means NCDHW or NDHWC.",
        "Paddle 打印的是 NCHW 或 NHWC，指的是 NCDHW 或 NDHWC。",
    ),
    "paddle-other-layout": say(
        "The shape `{shape}` fits with `data_format = '{data_format}'`; Paddle prints NCHW for NCDHW, and NHWC for NDHWC.",
        "形状 `{shape}` 配 `data_format = '{data_format}'` 就对了；Paddle 把 NCDHW 印成 NCHW，把 NDHWC 印成 NHWC。",
    ),
    "paddle-broadcast": say(
        "The text does not say so, but Y is the bias: Paddle adds it by broadcasting. With `groups` that do not divide `out_channels` "
        "the output has fewer channels than the bias, and the text is the same.",
        "报错没有明说，但 Y 就是偏置：Paddle 靠广播把它加上去。`groups` 不能整除 `out_channels` 时，输出的通道比偏置少，报错也是这一句。",
    ),
    "paddle-cpu-dtypes": say(
        "On the CPU Paddle knows float32 and float64 here.",
        "在 CPU 上，Paddle 这里只支持 float32 和 float64。",
    ),
    "paddle-container": say(
        "The `container` is a tensor; Paddle does not say which.",
        "`container` 指的是一个张量；Paddle 没有说是哪一个。",
    ),
    "paddle-list-or-tuple": say(
        "A single Python integer is accepted too, in spite of the text; a NumPy integer is not.",
        "尽管报错这样说，单个 Python 整数也可以；NumPy 整数则不行。",
    ),
    "paddle-position": say(
        "Paddle names the argument only by its place among those of the C++ function.",
        "Paddle 只按它在 C++ 函数参数里的位置来称呼这个参数。",
    ),
    "paddle-in-valid": say(
        "`In valid` is meant to be `Invalid`. Paddle takes one number, three, six (D front, D back, H front, …), or five pairs.",
        "`In valid` 应是 `Invalid`。Paddle 接受一个数、三个、六个（D 前、D 后、H 前……），或五对。",
    ),
    "paddle-all-layouts": say(
        "Paddle's layer lists the layouts of all its convolutions; this one takes only two of them.",
        "Paddle 的层列出了所有卷积的排列；这里只能用其中两种。",
    ),
    "paddle-weight-dim": say(
        "The axes are those of the weight that Paddle was about to make: in, out / groups, D, H, W.",
        "这里说的是 Paddle 正要创建的权重的轴：输入通道、每组输出通道、D、H、W。",
    ),
    "paddle-names": say(
        "Paddle's layer and function have no activation; the layer says `bias_attr`, `weight_attr`.",
        "Paddle 的层和函数都没有激活函数；层的参数叫 `bias_attr`、`weight_attr`。",
    ),
}
