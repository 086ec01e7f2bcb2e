"""Texts for pasted code and pasted errors: what could not be read, where it stands, and what is taken instead."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, always, by


def _unknown(v: Values) -> str:
    kind = "value" if "value" in v else "name"
    return kind if "line" in v else f"{kind}_alone {kind}"


def _not_constant(v: Values) -> str:
    return "several" if v["name"] == "**" else "one"


TEXTS: Family = {
    Code.CODE_TOO_LARGE: always(
        en=Text(
            "The text has {length} characters, more than {limit}",
            "It is not read at all. Paste the part with the layers, or one call alone: Paddle's begins with "
            "`paddle.nn.Conv3DTranspose(`.",
        ),
        zh=Text(
            "文本有 {length} 个字符，超过了 {limit}",
            "因此完全没有读取。请只粘贴含有这些层的部分，或单独一个调用：Paddle 的以 `paddle.nn.Conv3DTranspose(` 开头。",
        ),
    ),
    Code.CODE_NOT_PARSED: always(
        en=Text(
            "Line {line}, column {column} is no Python: `{reason}`",
            "The text is parsed, never run. Only calls that can be read by themselves are taken from it, such as Paddle's "
            "`Conv3DTranspose(4, 6, 3)`.",
        ),
        zh=Text(
            "第 {line} 行第 {column} 列不是合法的 Python：`{reason}`",
            "文本只做解析，不会运行。从中只取能单独读懂的调用，例如 Paddle 的 `Conv3DTranspose(4, 6, 3)`。",
        ),
    ),
    Code.CODE_WITHOUT_LAYER: always(
        en=Text(
            "No transposed convolution of three axes is in the text",
            "Looked for were `Conv3DTranspose` and `conv3d_transpose` of Paddle, Keras and TensorFlow, `ConvTranspose3d` "
            "and `conv_transpose3d` of PyTorch, ONNX's `ConvTranspose`, and `jax.lax.conv_transpose`. A list of "
            "arguments such as `4, 6, kernel_size=3` will also do.",
        ),
        zh=Text(
            "文本里没有三个轴的转置卷积",
            "查找的是 Paddle、Keras 和 TensorFlow 的 `Conv3DTranspose` 与 `conv3d_transpose`，PyTorch 的 `ConvTranspose3d` 与 "
            "`conv_transpose3d`，ONNX 的 `ConvTranspose`，以及 `jax.lax.conv_transpose`。"
            "只给一串参数也行，例如 `4, 6, kernel_size=3`。",
        ),
    ),
    Code.CODE_NOT_THREE_D: always(
        en=Text(
            "`{call}` in line {line}, column {column} has fewer than three axes",
            "Only layers over D, H and W are read. Its counterpart of three axes is `Conv3DTranspose` in Paddle and Keras, "
            "`ConvTranspose3d` in PyTorch.",
        ),
        zh=Text(
            "第 {line} 行第 {column} 列的 `{call}` 不足三个轴",
            "这里只读取 D、H、W 三个轴的层。对应的三轴层，在 Paddle 和 Keras 里是 `Conv3DTranspose`，"
            "在 PyTorch 里是 `ConvTranspose3d`。",
        ),
    ),
    Code.CODE_ARGUMENT_UNKNOWN: by(
        _unknown,
        name_alone={
            "en": Text("`{call}` takes no argument `{name}`"),
            "zh": Text("`{call}` 没有参数 `{name}`"),
        },
        value_alone={
            "en": Text("`{call}` cannot take `{name} = {value}`"),
            "zh": Text("`{call}` 不能用 `{name} = {value}`"),
        },
        name={
            "en": Text(
                "`{call}` takes no argument `{name}`, line {line}, column {column}",
                "It is left out here. Frameworks name the same thing differently, Paddle's `stride` is `strides` in Keras "
                "and ONNX; a wrong name is a `TypeError` there.",
            ),
            "zh": Text(
                "`{call}` 没有参数 `{name}`，见第 {line} 行第 {column} 列",
                "这里不理会它。各框架的叫法不同，Paddle 的 `stride` 在 Keras 和 ONNX 里是 `strides`；"
                "写错名字会得到 `TypeError`。",
            ),
        },
        value={
            "en": Text(
                "`{call}` cannot take `{name} = {value}`, line {line}, column {column}",
                "The default is read in its place. Each framework has its own spellings of this argument; this one has no "
                "counterpart in Paddle.",
            ),
            "zh": Text(
                "`{call}` 不能用 `{name} = {value}`，见第 {line} 行第 {column} 列",
                "这里按默认值读取。这个参数在各框架里写法不同，这一种在 Paddle 里没有对应。",
            ),
        },
    ),
    Code.CODE_ARGUMENT_NOT_CONSTANT: by(
        _not_constant,
        one={
            "en": Text(
                "`{name} = {written}` of `{call}` is no constant, line {line}, column {column}",
                "Nothing is run, so only numbers, words, and names that the text itself sets can be read. The default, as in "
                "Paddle, stands in for it.",
            ),
            "zh": Text(
                "`{call}` 的 `{name} = {written}` 不是常量，见第 {line} 行第 {column} 列",
                "文本不会运行，所以只能读数字、文字，以及文本自己赋过值的名字。这里用默认值代替，与 Paddle 的相同。",
            ),
        },
        several={
            "en": Text(
                "`{name}{written}` of `{call}` is unknown, line {line}, column {column}",
                "Nothing is run, so only a list or `dict` that the text itself writes out can be unpacked. Paddle's defaults "
                "stand in for the arguments it holds.",
            ),
            "zh": Text(
                "`{call}` 的 `{name}{written}` 内容未知，见第 {line} 行第 {column} 列",
                "文本不会运行，所以只能展开文本自己写出的列表或 `dict`。其中的参数用 Paddle 的默认值代替。",
            ),
        },
    ),
    Code.CODE_ARGUMENT_MISSING: always(
        en=Text(
            "`{call}` in line {line}, column {column} lacks `{name}`",
            "The text does not tell it, and the layer cannot be known without. Add it, or the line that makes the tensor "
            "whose shape shows it; until then a stand-in is used, as in Paddle's example.",
        ),
        zh=Text(
            "第 {line} 行第 {column} 列的 `{call}` 缺少 `{name}`",
            "文本里看不出它，而没有它就无法确定这个层。请补上它，或补上生成张量、能看出形状的那一行；"
            "在此之前用一个替代值，与 Paddle 的例子相同。",
        ),
    ),
    Code.CODE_CHANNELS_UNKNOWN: always(
        en=Text(
            "`{name}` of `{call}` is unknown and read as {assumed}, line {line}, column {column}",
            "Channels change neither sizes nor places, only the weight's shape; Paddle's layer needs both numbers.",
        ),
        zh=Text(
            "`{call}` 的 `{name}` 未知，按 {assumed} 读取，见第 {line} 行第 {column} 列",
            "通道数不影响尺寸和位置，只影响权重的形状；Paddle 的层需要这两个数。",
        ),
    ),
    Code.ERROR_NOT_RECOGNISED: always(
        en=Text(
            "This does not look like an error of a transposed convolution",
            "Known are the messages of Paddle, PyTorch, Keras with TensorFlow, ONNX and JAX; none is in these {length} "
            "characters. Paste the last lines of the traceback, as they were printed.",
        ),
        zh=Text(
            "这不像是转置卷积的报错",
            "能认出的是 Paddle、PyTorch、Keras（TensorFlow）、ONNX 和 JAX 的报错，这 {length} 个字符里一条也没有。"
            "请原样粘贴 traceback 的最后几行。",
        ),
    ),
}
