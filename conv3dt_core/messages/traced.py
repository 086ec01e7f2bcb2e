"""Texts for a real model that is traced: why it cannot be read, where its sizes do not meet, what was not worked out."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, always, by


def _too_large(v: Values) -> str:
    return str(v["what"])


def _unfit(v: Values) -> str:
    return "inputs" if v["inputs"] else "values"


def _refused(v: Values) -> str:
    return "least" if v["wanted"] else "plain"


def _no_layer(v: Values) -> str:
    return "others" if v["layers"] else "none"


TEXTS: Family = {
    Code.MODEL_KIND_UNKNOWN: always(
        en=Text(
            "A `{type}` is no model that can be traced",
            "Traced are `torch.nn.Module`, `paddle.nn.Layer`, `keras.Model`, and ONNX as a path, as bytes or as a "
            "`ModelProto`.",
        ),
        zh=Text(
            "`{type}` 不是能追踪的模型",
            "能追踪的是 `torch.nn.Module`、`paddle.nn.Layer`、`keras.Model`，以及 ONNX（路径、字节或 `ModelProto`）。",
        ),
    ),
    Code.MODEL_FRAMEWORK_MISSING: always(
        en=Text(
            "The package `{missing}` is not installed, and this model needs it",
            "Install it with `pip install {missing}`; nothing else here depends on it.",
        ),
        zh=Text(
            "没有安装 `{missing}`，而这个模型需要它",
            "请用 `pip install {missing}` 安装；其余功能都不依赖它。",
        ),
    ),
    Code.MODEL_NOT_READABLE: always(
        en=Text(
            "This is no readable ONNX model: `{reason}`",
            "Nothing of it was run. Perhaps the file is cut off, or of another format; `onnx.checker.check_model` says "
            "more about a file that can be loaded.",
        ),
        zh=Text(
            "这不是可读的 ONNX 模型：`{reason}`",
            "没有运行其中任何内容。文件可能被截断，或者是别的格式；能加载的文件可以用 `onnx.checker.check_model` 细查。",
        ),
    ),
    Code.MODEL_TOO_LARGE: by(
        _too_large,
        bytes={
            "en": Text(
                "The model has more than {limit} bytes and is not read",
                "Sizes need no weights: export it with external data and give the small file, or raise `max_bytes`.",
            ),
            "zh": Text(
                "模型超过 {limit} 字节，没有读取",
                "算尺寸用不到权重：导出时把数据另存（external data），只给那个小文件；或者调大 `max_bytes`。",
            ),
        },
        nodes={
            "en": Text(
                "The model has more than {limit} nodes and is not traced",
                "Nodes of subgraphs count, and those of a function as often as it is used. Raise `max_nodes` if it is "
                "really that large.",
            ),
            "zh": Text(
                "模型超过 {limit} 个节点，没有追踪",
                "子图里的节点也算，函数用几次就算几次。如果确实这么大，请调大 `max_nodes`。",
            ),
        },
        transposed={
            "en": Text(
                "The model has more than {limit} transposed convolutions and is not traced",
                "Each of them is planned in every trial of a repair; no net has so many.",
            ),
            "zh": Text(
                "模型有超过 {limit} 个转置卷积，没有追踪",
                "每试一种修法，都要把它们逐个重新推算；没有哪个网络有这么多。",
            ),
        },
        nesting={
            "en": Text(
                "Graphs lie in each other more than {limit} deep; nothing is traced",
                "No exporter writes that, and a function that calls itself never ends.",
            ),
            "zh": Text(
                "图的嵌套超过 {limit} 层，没有追踪",
                "没有导出工具会写成这样；调用自身的函数则永远不会结束。",
            ),
        },
    ),
    Code.MODEL_SHAPE_UNKNOWN: always(
        en=Text(
            "The shape of input `{name}` is open: `{declared}`",
            "Sizes follow from a size. Give `input_shape`, with batch and channels, such as `(1, 1, 64, 64, 64)`.",
        ),
        zh=Text(
            "输入 `{name}` 的形状没有定下来：`{declared}`",
            "有了输入尺寸才能算其余尺寸。请给出 `input_shape`，连同批与通道，例如 `(1, 1, 64, 64, 64)`。",
        ),
    ),
    Code.MODEL_INPUT_UNFIT: by(
        _unfit,
        inputs={
            "en": Text(
                "The model has no input like `{name}`",
                "Its inputs are `{inputs}`. Give one shape for each, in this order or under these names.",
            ),
            "zh": Text(
                "模型没有 `{name}` 这样的输入",
                "它的输入是 `{inputs}`。请按这个顺序或这些名字，各给一个形状。",
            ),
        },
        values={
            "en": Text(
                "`input_shape = {name}` is no shape of a tensor with voxels",
                "Each number is at least 1: batch, channels, then D, H, W, or as the model takes them.",
            ),
            "zh": Text(
                "`input_shape = {name}` 不是有体素的张量形状",
                "每个数至少为 1：批、通道，然后是 D、H、W，或按模型要求的顺序。",
            ),
        },
    ),
    Code.MODEL_SIZES_DO_NOT_MEET: always(
        en=Text(
            "`{layer}` makes {got}, `{operation}` wants {wanted}: axis {axis}",
            "The model's own words: `{message}`.",
        ),
        zh=Text(
            "`{layer}` 得到 {got}，`{operation}` 需要 {wanted}：{axis} 轴",
            "框架的原话：`{message}`。",
        ),
    ),
    Code.MODEL_SIZE_REFUSED: by(
        _refused,
        least={
            "en": Text(
                "`{layer}` cannot go on with {got}, it needs {wanted}: axis {axis}",
                "The model's own words: `{message}`.",
            ),
            "zh": Text(
                "`{layer}` 遇到尺寸 {got} 无法继续，需要 {wanted}：{axis} 轴",
                "框架的原话：`{message}`。",
            ),
        },
        plain={
            "en": Text("`{layer}` cannot go on with {got}: axis {axis}", "The model's own words: `{message}`."),
            "zh": Text("`{layer}` 遇到尺寸 {got} 无法继续：{axis} 轴", "框架的原话：`{message}`。"),
        },
    ),
    Code.TRACE_FAILED: always(
        en=Text(
            "The model stopped at `{where}`, and sizes do not explain it",
            "Its own words: `{message}`. Layers up to there are listed.",
        ),
        zh=Text(
            "模型停在 `{where}`，从尺寸看不出原因",
            "框架的原话：`{message}`。到此为止的层都已列出。",
        ),
    ),
    Code.MODEL_LAYER_DIFFERS: always(
        en=Text(
            "`{name}` made {output}, our arithmetic says {expected}",
            "The framework is right about itself; please report it with the layer's arguments.",
        ),
        zh=Text(
            "`{name}` 得到 {output}，我们算出的是 {expected}",
            "以框架为准；请把这个层的参数报告给我们。",
        ),
    ),
    Code.MODEL_OPERATION_UNKNOWN: always(
        en=Text(
            "What `{name}` makes has no known shape; operations like it: {count}",
            "Sizes behind it are missing where they depend on it. Shape inference runs no numbers, and knows no operators "
            "of other domains.",
        ),
        zh=Text(
            "`{name}` 的输出形状未知；这样的操作共 {count} 个",
            "凡依赖它的尺寸都空着。形状推断不做数值计算，也不认识其他域的算子。",
        ),
    ),
    Code.NO_THREE_D_LAYER: by(
        _no_layer,
        others={
            "en": Text(
                "No transposed convolution over three axes was run",
                "Listed are the {layers} other layers that change sizes.",
            ),
            "zh": Text("没有运行三个轴的转置卷积", "列出的是另外 {layers} 个改变尺寸的层。"),
        },
        none={
            "en": Text(
                "No layer that changes sizes was run",
                "Looked for were convolutions, pools, transposed convolutions and upsampling.",
            ),
            "zh": Text("没有运行任何改变尺寸的层", "查找的是卷积、池化、转置卷积和上采样。"),
        },
    ),
    Code.LAYER_NOT_THREE_D: always(
        en=Text(
            "`{name}` is a transposed convolution with {axes} of three axes",
            "Its sizes are worked out as those of a layer of three axes, with one voxel on the missing ones; it has no "
            "link into the app.",
        ),
        zh=Text(
            "`{name}` 是转置卷积，但三个轴只有 {axes} 个",
            "它的尺寸按三个轴的层来算，缺的轴只有一个体素；因此没有打开它的链接。",
        ),
    ),
}
