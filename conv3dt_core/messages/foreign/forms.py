"""Rules of form and of tensors, and what another framework cannot do."""

from __future__ import annotations

from ...diagnostics import Code
from .sentence import Sentence, say

RULES: dict[Code, tuple[Sentence, ...]] = {
    Code.INPUT_RANK: (
        say(
            "x has the shape `{shape}`, and needs five axes: batch, channels, D, H, W.",
            "x 的形状是 `{shape}`，而它要有五个轴：批、通道、D、H、W。",
        ),
        say(
            "x has {rank} axes, and needs five: batch, channels, D, H, W.",
            "x 有 {rank} 个轴，而它要有五个：批、通道、D、H、W。",
        ),
        say("x needs five axes: batch, channels, D, H, W.", "x 要有五个轴：批、通道、D、H、W。"),
    ),
    Code.WEIGHT_RANK: (
        say(
            "The weight has the shape `{shape}`, and needs five axes: in, out / groups, D, H, W.",
            "权重的形状是 `{shape}`，而它要有五个轴：输入通道、每组输出通道、D、H、W。",
        ),
        say(
            "The weight has {rank} axes, and needs five: in, out / groups, D, H, W.",
            "权重有 {rank} 个轴，而它要有五个：输入通道、每组输出通道、D、H、W。",
        ),
    ),
    Code.WEIGHT_SHAPE: (
        say(
            "The weight has a kernel of `({expected})`, and `kernel_size` says `({got})`.",
            "权重里的卷积核是 `({expected})`，而 `kernel_size` 写的是 `({got})`。",
        ),
    ),
    Code.BIAS_SHAPE: (
        say(
            "The bias has the shape `{shape}`, and needs one number for each of the {expected} output channels.",
            "偏置的形状是 `{shape}`，而 {expected} 个输出通道各要一个数。",
        ),
    ),
    Code.OUT_SHAPE: (
        say(
            "`output_shape` asks for a batch of {got}, and x has a batch of {expected}.",
            "`output_shape` 要的批大小是 {got}，而 x 的是 {expected}。",
        ),
    ),
    Code.DTYPE_MISMATCH: (
        say(
            "`{one}` meets `{other}`: x, weight and bias must have the same dtype.",
            "`{one}` 遇到了 `{other}`：x、权重和偏置的 dtype 必须相同。",
        ),
    ),
    Code.DTYPE_UNSUPPORTED: (
        say("There is no kernel for the dtype `{received}`.", "没有支持 dtype `{received}` 的内核。"),
        say("There is no kernel for this dtype.", "没有支持这种 dtype 的内核。"),
    ),
    Code.NOT_A_TENSOR: (
        say("`{argument}` is a `{received}`, not a tensor.", "`{argument}` 是 `{received}`，不是张量。"),
    ),
    Code.WRONG_LENGTH: (
        say(
            "`{argument}` is `{received}`: one integer is wanted, or three, in the order D, H, W.",
            "`{argument}` 是 `{received}`：要的是一个整数，或按 D、H、W 排列的三个。",
        ),
        say(
            "`{argument}` has {length} numbers: one is wanted, or three, in the order D, H, W.",
            "`{argument}` 有 {length} 个数：要的是一个，或按 D、H、W 排列的三个。",
        ),
        say(
            "`{argument}` has the wrong number of items: one for each axis, in the order D, H, W.",
            "`{argument}` 的个数不对：每个轴一个，按 D、H、W 排列。",
        ),
        say(
            "An argument has {length} items: one for each axis is wanted, in the order D, H, W.",
            "有个参数给了 {length} 项：要的是每个轴一项，按 D、H、W 排列。",
        ),
    ),
    Code.NOT_AN_INTEGER: (
        say(
            "`{argument}` is `{received}`: whole numbers are wanted, one or three.",
            "`{argument}` 是 `{received}`：要的是整数，一个或三个。",
        ),
        say(
            "`{argument}` holds a value of type `{type}`: whole numbers are wanted.",
            "`{argument}` 里有一个 `{type}` 类型的值：要的是整数。",
        ),
        say(
            "A value of type `{type}` stands where a whole number is wanted.",
            "该是整数的地方，出现了 `{type}` 类型的值。",
        ),
        say("`{argument}` must be whole numbers, one or three.", "`{argument}` 必须是整数，一个或三个。"),
    ),
    Code.INTEGER_TOO_LARGE: (say("{asked} does not fit into 32 bits.", "{asked} 超出了 32 位整数的范围。"),),
    Code.PADDING_FORM_UNKNOWN: (
        say(
            "`{argument}` is `{received}`: that is no form of padding.",
            "`{argument}` 是 `{received}`：填充没有这种写法。",
        ),
        say("`{argument}` is given in a form that does not exist.", "`{argument}` 的写法不存在。"),
    ),
    Code.PADDING_WORD_UNKNOWN: (
        say(
            "`{argument}` is `{received}`: the words are SAME and VALID.",
            "`{argument}` 是 `{received}`：能用的词是 SAME 和 VALID。",
        ),
        say("`{argument}` is a word that does not exist.", "`{argument}` 用了不存在的词。"),
    ),
    Code.PADDING_ON_BATCH_OR_CHANNELS: (
        say(
            "The padding `{received}` is not zero on batch or channels; only D, H and W can be cropped.",
            "填充 `{received}` 在批或通道上不为零；只有 D、H、W 能裁。",
        ),
    ),
    Code.DATA_FORMAT_UNKNOWN: (
        say(
            "`{argument}` is `{received}`: a 3-D layer knows channels first (NCDHW) and channels last (NDHWC).",
            "`{argument}` 是 `{received}`：三维的层只有通道在前（NCDHW）和通道在后（NDHWC）。",
        ),
        say(
            "The layout of the axes is not one of five axes, such as NCDHW or NDHWC.",
            "轴的排列不是五个轴的排列，例如 NCDHW 或 NDHWC。",
        ),
    ),
    Code.CODE_ARGUMENT_UNKNOWN: (say("There is no argument `{received}` here.", "这里没有 `{received}` 这个参数。"),),
    Code.SAME_BECOMES_PADS: (
        say(
            "SAME is not known here: give the numbers it stands for, and dilation 1.",
            "这里不认识 SAME：请写出它代表的数字，空洞用 1。",
        ),
    ),
    Code.PADS_BECOME_CROP: (
        say(
            "Front and back cannot be cropped apart here: compute with padding 0 and cut the output yourself.",
            "这里不能前后裁得不一样：填充用 0，再自己裁剪输出。",
        ),
    ),
    Code.GROUPS_BECOME_CALLS: (
        say(
            "There are no groups here: split the channels, call once for each group and join the results.",
            "这里没有分组：把通道分开，每组调用一次，再把结果拼起来。",
        ),
    ),
    Code.DILATION_BECOMES_ZEROS: (
        say(
            "This dilation is not computed here: put the zeros between the taps into the kernel yourself.",
            "这里不能这样用空洞：请自己在卷积核的核元素之间插入零。",
        ),
    ),
    Code.LAYOUT_IS_PERMUTED: (
        say(
            "This layout is not known here: permute x before and the output after.",
            "这里没有这种排列：请先调换 x 的轴，算完再换回来。",
        ),
    ),
    Code.OUTPUT_SIZE_BECOMES_OUTPUT_PADDING: (
        say(
            "Only the call of the layer takes `output_size`; here give `output_padding`, the size minus the base size.",
            "只有调用层时才能给 `output_size`；这里请给 `output_padding`，即尺寸减去基准尺寸。",
        ),
    ),
}
