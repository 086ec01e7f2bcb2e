"""Texts for a call: what is passed, in which dtype, to which backend, and how much memory it would take."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, always, by


def _unit(v: Values) -> str:
    return str(v["unit"])


def _not_a_tensor(v: Values) -> str:
    # The type says more in brackets: what x is, or why nothing can be written into `out`.
    if " (x: " in v["type"]:
        return "mixed"
    return "unwritable" if v["name"] == "out" and "(" in v["type"] else "not_dense"


def _dtype_mismatch(v: Values) -> str:
    return f"mixed {v['name']}" if v["name"] in {"weight", "bias"} else "mixed"


def _missing(v: Values) -> str:
    return str(v["missing"])


TEXTS: Family = {
    Code.ACTIVATION_UNKNOWN: always(
        en=Text(
            "`activation = {value}` is unknown",
            "Known are `{known}`, in lower case. Paddle's layer and function have no activation; `act` of "
            "`paddle.static.nn.conv3d_transpose` takes the name of any operator with one input, case and all.",
        ),
        zh=Text(
            "`activation = {value}` 无法识别",
            "可用的有 `{known}`，一律小写。Paddle 的层和函数没有激活参数；"
            "`paddle.static.nn.conv3d_transpose` 的 `act` 接受任何单输入算子的名字，区分大小写。",
        ),
    ),
    Code.INITIALIZER_UNKNOWN: always(
        en=Text(
            "`{value}` is no initializer",
            "Known are `{known}`; an array, or any object with `.initializer`, will also do. Without one, weights are "
            "drawn by `XavierUniform` and the bias is 0, as in Paddle.",
        ),
        zh=Text(
            "`{value}` 不是初始化方法",
            "可用的有 `{known}`；也可以给一个数组，或任何带 `.initializer` 的对象。"
            "不写时与 Paddle 相同：权重用 `XavierUniform`，偏置为 0。",
        ),
    ),
    Code.NOT_A_TENSOR: by(
        _not_a_tensor,
        not_dense={
            "en": Text(
                "`{name}` is of type `{type}`, not a dense array or tensor",
                "x, weight, bias and out are all NumPy arrays or all torch tensors, every value in its place. Paddle "
                "takes only its own tensors, and refuses NumPy arrays.",
            ),
            "zh": Text(
                "`{name}` 的类型是 `{type}`，不是普通的数组或张量",
                "`x`、`weight`、`bias` 和 `out` 要么都是 NumPy 数组，要么都是 torch 张量，每个位置都有数。"
                "Paddle 只接受自己的张量，连 NumPy 数组也会拒绝。",
            ),
        },
        mixed={
            "en": Text(
                "`{name}` is of another kind than x: `{type}`",
                "x, weight, bias and out are all NumPy arrays or all torch tensors: a mix leaves open where to compute "
                "and what to return. Paddle takes only its own tensors.",
            ),
            "zh": Text(
                "`{name}` 与 `x` 不是同一种：`{type}`",
                "`x`、`weight`、`bias` 和 `out` 要么都是 NumPy 数组，要么都是 torch 张量：混着给，"
                "就不知道该在哪里算、该返回哪一种。Paddle 只接受自己的张量。",
            ),
        },
        unwritable={
            "en": Text(
                "`{name}` cannot be written into: `{type}`",
                "The layer's output goes there; give an array or tensor of its own that may be changed. Paddle has no "
                "such argument.",
            ),
            "zh": Text(
                "`{name}` 不能写入：`{type}`",
                "层的输出要写进去；请给一个可以改动的、独立的数组或张量。Paddle 没有这个参数。",
            ),
        },
    ),
    Code.DTYPE_UNSUPPORTED: always(
        en=Text(
            "`{name}` has dtype `{dtype}`, which is not supported",
            "Supported are `{supported}`; Paddle's CPU kernel takes `float32` and `float64` only, and calls the rest "
            "`not registered`. Mind what floats bring along: a NaN or Inf in x spoils every output voxel under its "
            "kernel, even where the weight is 0, and no other.",
        ),
        zh=Text(
            "`{name}` 的数据类型是 `{dtype}`，不支持",
            "支持的有 `{supported}`；Paddle 的 CPU 实现只支持 `float32` 和 `float64`，对其余的报 `not registered`。"
            "用浮点数要留意：`x` 里的 NaN 或 Inf 会毁掉它的卷积核所及的全部输出体素，哪怕那里的权重是 0；别处不受影响。",
        ),
    ),
    Code.DTYPE_MISMATCH: by(
        _dtype_mismatch,
        mixed={
            "en": Text(
                "`{name}` has dtype `{dtype}`, x has `{expected}`",
                "All tensors of a call share one dtype, and which one is yours to choose: cast one of them.",
            ),
            "zh": Text(
                "`{name}` 的数据类型是 `{dtype}`，`x` 的是 `{expected}`",
                "一次调用里的张量必须是同一种类型，用哪一种由你决定：请先转换其中一个。",
            ),
        },
        weight={
            "en": Text(
                body="Paddle refuses it too: `The type of data we are trying to retrieve (…) does not match the type of "
                "data (…)`.",
            ),
            "zh": Text(
                body="Paddle 也会拒绝：`The type of data we are trying to retrieve (…) does not match the type of data "
                "(…)`。",
            ),
        },
        bias={
            "en": Text(body="Paddle accepts it, and a `float64` bias silently turns the whole output into `float64`."),
            "zh": Text(body="Paddle 会接受，`float64` 的偏置会悄悄把整个输出变成 `float64`。"),
        },
    ),
    Code.BACKEND_UNKNOWN: always(
        en=Text(
            "`backend = {value}` is unknown",
            "Known are `{known}`. They all compute the same layer; `'auto'` takes the one that fits x.",
        ),
        zh=Text(
            "`backend = {value}` 无法识别",
            "可用的有 `{known}`。它们算的是同一个层；`'auto'` 会按 `x` 来挑。",
        ),
    ),
    Code.BACKEND_UNAVAILABLE: by(
        _missing,
        torch={
            "en": Text(
                "`backend = {value}` needs `torch`, which is not installed",
                "Install it with `pip install torch`, or leave the layer to `backend = 'numpy'`; it is never replaced "
                "without telling you.",
            ),
            "zh": Text(
                "`backend = {value}` 需要 `torch`，但没有安装",
                "请用 `pip install torch` 安装，或改用 `backend = 'numpy'`；本工具不会悄悄换成别的后端。",
            ),
        },
        cuda={
            "en": Text(
                "`backend = {value}` needs `cuda`, and torch finds none",
                "There is no CUDA device, or torch is built without CUDA. `backend = 'torch:cpu'` computes the same on "
                "the CPU; it is never replaced without telling you.",
            ),
            "zh": Text(
                "`backend = {value}` 需要 `cuda`，但 torch 找不到",
                "没有 CUDA 设备，或安装的 torch 不带 CUDA。`backend = 'torch:cpu'` 在 CPU 上算出同样的结果；"
                "本工具不会悄悄换成别的后端。",
            ),
        },
    ),
    Code.BACKEND_HAS_NO_GRADIENT: always(
        en=Text(
            "`backend = {value}` has no gradient, and x asks for one",
            "NumPy computes the layer's output only, and a result cut off from its gradient would train nothing. Use "
            "`backend = 'torch'` or `'auto'`, or pass `x.detach()`.",
        ),
        zh=Text(
            "`backend = {value}` 没有梯度，而 `x` 需要梯度",
            "NumPy 只计算层的输出，结果与梯度断开，什么也训练不了。请用 `backend = 'torch'` 或 `'auto'`，"
            "或传入 `x.detach()`。",
        ),
    ),
    Code.OUTPUT_TOO_LARGE: by(
        _unit,
        bytes={
            "en": Text(
                "`{what}` needs {needed_human}, more than {limit_human}",
                "That is {needed} bytes where {limit} are allowed, counted before anything is allocated: the output "
                "grows with the product of the three strides. `CONV3DT_MAX_BYTES` sets the limit. Paddle simply tries, "
                "and ends in a `MemoryError`.",
            ),
            "zh": Text(
                "`{what}` 需要 {needed_human}，超过了 {limit_human}",
                "需要 {needed} 字节，允许 {limit} 字节，这是在分配内存之前算出的：输出随三个步长的乘积增长。"
                "环境变量 `CONV3DT_MAX_BYTES` 可以改变上限。Paddle 会直接去分配，直到 `MemoryError`。",
            ),
        },
        voxels={
            "en": Text(
                "`{what}{at}` would list {needed} voxels, more than {limit}",
                "An axis longer than {limit} voxels, or taps, is described by its formulas only; sizes, targets and "
                "sources of single voxels still work.",
            ),
            "zh": Text(
                "`{what}{at}` 要列出 {needed} 个体素，超过了 {limit}",
                "长于 {limit} 个体素（或核元素）的轴只用公式描述；尺寸以及单个体素的去向和来源仍然可以查询。",
            ),
        },
        drawn={
            "en": Text(
                "`{what}{at}` would be {needed} voxels long, more than {limit}",
                "Beyond {limit} voxels on an axis, what padding crops included, nobody could tell one voxel from the "
                "next. The sizes and the contributions of single voxels still hold.",
            ),
            "zh": Text(
                "`{what}{at}` 要有 {needed} 个体素长，超过了 {limit}",
                "一个轴（连同 padding 裁掉的部分）超过 {limit} 个体素，就分不清相邻的体素了。尺寸以及单个体素的贡献仍然有效。",
            ),
        },
        crops={
            "en": Text(
                "`{what}{at}` would try {needed} crops, more than {limit}",
                "It tries every crop within the extent of the kernel, with every `output_padding` below the stride. Keep "
                "a kernel, stride or dilation so small that extent times stride is at most {limit}, or keep the "
                "padding.",
            ),
            "zh": Text(
                "`{what}{at}` 要试 {needed} 种裁法，超过了 {limit}",
                "它会试卷积核跨度以内的每一种裁法，以及小于步长的每一个 `output_padding`。请把固定的 `kernel_size`、`stride` 或 "
                "`dilation` 改小，使跨度乘步长不超过 {limit}，或者把 padding 也固定下来。",
            ),
        },
        levels={
            "en": Text(
                "The counts would take {needed} products, more than {limit}",
                "How often a voxel is written is a product of three counts, one per axis. Axes with so many different "
                "counts make a histogram nobody could read, and hold the server for others.",
            ),
            "zh": Text(
                "计数要算 {needed} 个乘积，超过了 {limit}",
                "一个体素被写入的次数是三个轴上次数的乘积。各轴上不同的次数这么多，直方图没有人看得懂，还会占住服务器。",
            ),
        },
    ),
}
