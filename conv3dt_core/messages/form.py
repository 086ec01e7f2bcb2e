"""Texts for arguments that have the wrong form: no integer, wrong length, an unknown word."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, always, by

_THREE = ("kernel_size", "stride", "output_padding", "dilation", "input_size", "output_size")
_TAKES = dict.fromkeys(_THREE, "takes_three") | {"padding": "takes_padding"}
_OF_A_LAYER = {*_TAKES, "in_channels", "out_channels", "groups"}
_KINDS = {"bool": "bool", "float": "float", "float16": "float", "float32": "float", "float64": "float",
          "NoneType": "none", "str": "text"}  # fmt: skip
# Arguments whose lone wrong value Paddle answers with "The stride's type must be list or tuple".
_LISTED_BY_PADDLE = ("kernel_size", "stride", "padding", "output_padding", "dilation")


def _not_an_integer(v: Values) -> str:
    name, alone = v["name"], v["item"] == v["value"]
    takes = _TAKES.get(name, "takes_one")
    if name not in _OF_A_LAYER:
        return f"{'alone' if alone else 'item'} {takes}"
    kind = _KINDS.get(v["type"], "several" if takes == "takes_three" else "other")
    if name == "output_padding" and v["value"] in {"0.0", "False"}:
        kind = "passes_as_zero"
    misled = "misled" if alone and kind in {"float", "none"} and name in _LISTED_BY_PADDLE else ""
    numpy = "numpy" if kind == "float" and takes == "takes_three" else ""
    return f"{'alone' if alone else 'item'} {takes} {kind} {misled} {numpy}"


def _wrong_length(v: Values) -> str:
    return {1: "length three one", 5: "length three five"}.get(v["length"], "length three")


TEXTS: Family = {
    Code.NOT_AN_INTEGER: by(
        _not_an_integer,
        alone={
            "en": Text("`{name} = {value}` is not an integer"),
            "zh": Text("`{name} = {value}` 不是整数"),
        },
        item={
            "en": Text("`{name} = {value}` holds `{item}`, which is no integer"),
            "zh": Text("`{name} = {value}` 里的 `{item}` 不是整数"),
        },
        takes_one={
            "en": Text(body="`{name}` is a count, so it must be a whole number."),
            "zh": Text(body="`{name}` 表示个数，必须写成整数。"),
        },
        takes_three={
            "en": Text(body="`{name}` takes one integer for all axes, or three in the order D, H, W."),
            "zh": Text(body="`{name}` 要一个整数（三个轴相同），或按 D、H、W 顺序的三个整数。"),
        },
        takes_padding={
            "en": Text(body="`{name}` counts the voxels to crop, so all its numbers are integers."),
            "zh": Text(body="`{name}` 是要裁掉的体素个数，里面的数都必须是整数。"),
        },
        bool={
            "en": Text(
                body="A bool counts nothing, though Python lets it pass as 1 or 0; Paddle refuses it when it "
                "computes, with a `TypeError`.",
            ),
            "zh": Text(body="布尔值不是个数，尽管 Python 把它当作 1 或 0；Paddle 在计算时也会拒绝，抛出 `TypeError`。"),
        },
        float={
            "en": Text(
                body="Even whole floats are refused, in Paddle too.",
            ),
            "zh": Text(body="浮点数即使没有小数部分也不行，Paddle 也会拒绝。"),
        },
        numpy={
            "en": Text(
                body="NumPy integers are fine; Paddle takes `np.int64(2)` inside a list, but not alone.",
            ),
            "zh": Text(body="NumPy 整数则可以；Paddle 只接受列表里的 `np.int64(2)`，单独一个不行。"),
        },
        none={
            "en": Text(
                body="`None` does not stand for the default, neither here nor in Paddle; only an argument left out "
                "gets it.",
            ),
            "zh": Text(body="`None` 并不代表默认值，在 Paddle 里也一样；不写这个参数，才会用默认值。"),
        },
        text={
            "en": Text(body="In quotes it is text, not a number; Paddle refuses it too."),
            "zh": Text(body="加了引号就是文本，不是数；Paddle 也会拒绝。"),
        },
        several={
            "en": Text(
                body="Three integers may come as list, tuple, range or 1-D integer array. Paddle also takes a "
                "set or a dict, in whatever order it yields its items; here that is refused.",
            ),
            "zh": Text(
                body="三个整数可以写成列表、元组、`range` 或一维整数数组。Paddle 还接受集合和字典，"
                "顺序由它们自己决定；这里不接受。",
            ),
        },
        other={
            "en": Text(body="Paddle refuses it too."),
            "zh": Text(body="Paddle 也会拒绝。"),
        },
        passes_as_zero={
            "en": Text(body="For this one argument Paddle lets `0.0` and `False` pass as 0; here only integers count."),
            "zh": Text(body="唯独这个参数，Paddle 会把 `0.0` 和 `False` 当作 0 放行；这里只认整数。"),
        },
        misled={
            "en": Text(
                body="Paddle's message, `The {name}'s type must be list or tuple`, hides that one plain integer is enough.",
            ),
            "zh": Text(body="Paddle 报的是 `The {name}'s type must be list or tuple`，其实写一个普通整数就够了。"),
        },
    ),
    Code.WRONG_LENGTH: by(
        _wrong_length,
        length={
            "en": Text("`{name} = {value}` has length {length}, not 3"),
            "zh": Text("`{name} = {value}` 的长度是 {length}，不是 3"),
        },
        three={
            "en": Text(
                body="`{name}` takes one integer for all axes, or three in the order D, H, W: a volume has three "
                "spatial axes. Paddle refuses other lengths too.",
            ),
            "zh": Text(
                body="`{name}` 要一个整数（三个轴相同），或按 D、H、W 顺序的三个整数：三维卷积有三个空间轴。Paddle 也会拒绝别的长度。"
            ),
        },
        one={
            "en": Text(body="PyTorch would repeat the one number of the list."),
            "zh": Text(body="PyTorch 会把列表里仅有的一个数重复三次。"),
        },
        five={
            "en": Text(body="Batch and channels are no part of it."),
            "zh": Text(body="批和通道不算在内。"),
        },
    ),
    Code.INTEGER_TOO_LARGE: always(
        en=Text(
            "`{name} = {value}` goes beyond 32 bits",
            "The arguments of a layer are 32-bit integers, at most {limit}: an output that long would fill any memory. "
            "Paddle refuses such a number too, without naming the argument: `Integer value … exceeds int32 range`.",
        ),
        zh=Text(
            "`{name} = {value}` 超出了 32 位整数的范围",
            "层的参数都是 32 位整数，最大 {limit}：这么长的输出，什么内存都装不下。"
            "Paddle 也会拒绝这样的数，但不指明是哪个参数：`Integer value … exceeds int32 range`。",
        ),
    ),
    Code.PADDING_FORM_UNKNOWN: always(
        en=Text(
            "`padding = {value}` is none of the forms padding has",
            "It is one number `p`, three `[D, H, W]`, six `[D front, D back, H front, H back, W front, W back]`, five "
            "pairs with `[0, 0]` for batch and channels, `'SAME'` or `'VALID'`: a crop for each end of each axis. "
            "Paddle refuses other forms too, with no more help than `In valid padding: [1, 1]`.",
        ),
        zh=Text(
            "`padding = {value}` 不是填充的任何一种写法",
            "填充可以写成一个数 `p`、三个数 `[D, H, W]`、六个数 `[D front, D back, H front, H back, W front, W back]`、"
            "五个数对（批和通道的为 `[0, 0]`）、`'SAME'` 或 `'VALID'`，说的是每个轴的两端各裁掉多少。"
            "Paddle 也会拒绝别的写法，但只报 `In valid padding: [1, 1]` 这样的话。",
        ),
    ),
    Code.PADDING_WORD_UNKNOWN: always(
        en=Text(
            "`padding = {value}` is not a word padding knows",
            "The words are `'SAME'` and `'VALID'`, in upper or lower case, without spaces around them. Paddle refuses "
            "other words too, but turns them into upper case first, so its message may show what nobody typed.",
        ),
        zh=Text(
            "`padding = {value}` 不是填充认识的词",
            "只有 `'SAME'` 和 `'VALID'` 两个词，大小写都行，前后不能有空格。"
            "Paddle 也会拒绝别的词，但会先改成大写，报错里的词就不一定是你写的样子。",
        ),
    ),
    Code.PADDING_ON_BATCH_OR_CHANNELS: always(
        en=Text(
            "`padding = {value}` crops batch or channels",
            "Under `data_format = '{data_format}'` the five pairs stand for {layout}, and those of N and C must be "
            "`[0, 0]`: a layer crops voxels, never examples or channels. Paddle refuses it too; "
            "`paddle.static.nn.conv3d_transpose` says `Non-zero padding` even of zero pairs written as tuples.",
        ),
        zh=Text(
            "`padding = {value}` 要裁掉批或通道",
            "`data_format = '{data_format}'` 时，五个数对依次对应 `{layout}`，其中 N 和 C 的必须是 `[0, 0]`："
            "层裁掉的是体素，不是样本或通道。Paddle 也会拒绝；"
            "`paddle.static.nn.conv3d_transpose` 连写成元组的零数对也会报 `Non-zero padding`。",
        ),
    ),
    Code.DATA_FORMAT_UNKNOWN: always(
        en=Text(
            "`data_format = {value}` is unknown",
            "A volume has five axes, so it is exactly `'NCDHW'` or `'NDHWC'`. The documentation of Paddle's function "
            "writes `NCHW` and `NHWC`, which it refuses; Paddle's layer accepts those when it is built and fails when "
            "it is called.",
        ),
        zh=Text(
            "`data_format = {value}` 无法识别",
            "三维数据有五个轴，所以只能写 `'NCDHW'` 或 `'NDHWC'`，一字不差。Paddle 函数的文档写的是 `NCHW` 和 `NHWC`，"
            "实际却会拒绝；Paddle 的层建成时收下它们，到调用时才报错。",
        ),
    ),
}
