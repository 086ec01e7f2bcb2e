"""What a wrong answer to an exercise gives away: per known mistake a title that names it, and the reason.

A title goes on after "that is what comes out when ...". The names are those of `conv3dt_core.exercises.Slip`; a name
with a kind behind it ("padding/voxels") speaks in that kind alone.
"""

from __future__ import annotations

from ..diagnostics import Lang
from ._text import Both, Text

TEXTS: dict[str, Both] = {
    "minus-one": {
        "en": Text(
            "the `- 1` of `(in - 1)` is left out", "Between n voxels there are n - 1 steps, as between fence posts."
        ),
        "zh": Text("漏了 `(in - 1)` 里的 `- 1`", "n 个体素之间只有 n - 1 步，和植树问题一样。"),
    },
    "stride": {
        "en": Text("`stride` is left out", "Each input voxel puts its block `stride` voxels after the one before."),
        "zh": Text("漏了 `stride`", "相邻两个输入体素的块相隔 `stride` 个体素。"),
    },
    "taps": {
        "en": Text(
            "`dilation * (kernel - 1)` is left out",
            "A block reaches from its first tap to its last, not only to the first.",
        ),
        "zh": Text("漏了 `dilation * (kernel - 1)`", "一块从第一个核元素一直延伸到最后一个，不止第一个。"),
    },
    "tap-minus-one": {
        "en": Text(
            "the `- 1` of `(kernel - 1)` is left out",
            "Between k taps there are k - 1 gaps; the `+ 1` counts the first tap already.",
        ),
        "zh": Text("漏了 `(kernel - 1)` 里的 `- 1`", "k 个核元素之间只有 k - 1 个间隔；`+ 1` 已经算上了第一个核元素。"),
    },
    "dilation": {
        "en": Text(
            "`dilation` is left out of the extent",
            "Dilated taps lie `dilation` voxels apart; the extent is `dilation * (kernel - 1) + 1`.",
        ),
        "zh": Text(
            "漏了 `dilation`",
            "有空洞时，核元素之间相隔 `dilation` 个体素，总长是 `dilation * (kernel - 1) + 1`。",
        ),
    },
    "dilation/count": {
        "en": Text("`dilation` is left out", "A tap arrives only where its distance is a multiple of `dilation`."),
        "zh": Text("漏了 `dilation`", "距离是 `dilation` 的整数倍，核元素才会落到这里。"),
    },
    "dilation/voxels": {
        "en": Text("`dilation` is left out", "Tap k lands `k * dilation` voxels after tap 0."),
        "zh": Text("漏了 `dilation`", "第 k 个核元素落在第 0 个之后 `k * dilation` 个体素处。"),
    },
    "product": {
        "en": Text(
            "the extent is taken as `dilation * kernel`",
            "After the last tap there is no gap: the extent is `dilation * (kernel - 1) + 1`.",
        ),
        "zh": Text(
            "把长度算成了 `dilation * kernel`", "最后一个核元素后面没有间隔，总长是 `dilation * (kernel - 1) + 1`。"
        ),
    },
    "plus-one": {
        "en": Text(
            "the `+ 1` is left out", "Steps and gaps lead from the first voxel to the last; the first one counts too."
        ),
        "zh": Text("漏了 `+ 1`", "步数和间隔数的是体素之间的距离，体素个数还要多 1。"),
    },
    "padding": {
        "en": Text(
            "`padding` is left out",
            "In a transposed convolution padding crops the output, at the front and at the back.",
        ),
        "zh": Text("漏了 `padding`", "转置卷积的填充裁剪的是输出，前后两侧都裁。"),
    },
    "padding/voxels": {
        "en": Text(
            "`padding` is left out", "The front of the output is cropped, so every index moves down by `padding`."
        ),
        "zh": Text("漏了 `padding`", "输出的前侧被裁掉，所有下标都要减去 `padding`。"),
    },
    "padding/count": {
        "en": Text("`padding` is left out", "Voxel y of the output was voxel y + `padding` before the crop."),
        "zh": Text("漏了 `padding`", "输出的第 y 个体素，在裁之前是第 y + `padding` 个。"),
    },
    "padding-once": {
        "en": Text("`padding` is taken away once", "It crops both ends: `2 * padding`."),
        "zh": Text("`padding` 只减了一次", "前后两侧都要裁：`2 * padding`。"),
    },
    "only-front": {
        "en": Text("only the front padding is taken away", "The back is cropped as well."),
        "zh": Text("只减了前侧的填充", "后侧也要裁。"),
    },
    "only-back": {
        "en": Text("only the back padding is taken away", "The front is cropped as well."),
        "zh": Text("只减了后侧的填充", "前侧也要裁。"),
    },
    "front-twice": {
        "en": Text("the front padding is taken for both ends", "Front and back differ here: take away one of each."),
        "zh": Text("两侧都用了前侧的填充", "这里前后不同，应各减一次。"),
    },
    "back-twice": {
        "en": Text("the back padding is taken for both ends", "Front and back differ here: take away one of each."),
        "zh": Text("两侧都用了后侧的填充", "这里前后不同，应各减一次。"),
    },
    "padding-added": {
        "en": Text("`padding` is added", "That is a convolution's padding. Here padding crops: it is taken away."),
        "zh": Text("把 `padding` 加上去了", "那是普通卷积的填充。这里的填充是裁掉，应该减。"),
    },
    "output-padding": {
        "en": Text("`output_padding` is left out", "It makes the output longer, at the back."),
        "zh": Text("漏了 `output_padding`", "它使输出在末端变长。"),
    },
    "output-padding-twice": {
        "en": Text("`output_padding` is added twice", "It makes the output longer at the back only."),
        "zh": Text("`output_padding` 加了两次", "它只在末端加长。"),
    },
    "convolution": {
        "en": Text(
            "the formula of a convolution is used",
            "A transposed convolution goes the other way: it multiplies by the stride.",
        ),
        "zh": Text("用了普通卷积的公式", "转置卷积方向相反：要乘以步长，而不是除。"),
    },
    "input-times-stride": {
        "en": Text(
            "input times stride is taken for the size",
            "The last block is as long as the kernel, not as the stride; and padding crops the sum.",
        ),
        "zh": Text("把输入乘以步长当成了尺寸", "最后一块的长度是卷积核的长度，而不是步长；填充还要再裁掉一些。"),
    },
    "closed-end": {
        "en": Text(
            "the end of the range is taken as legal",
            "Base size + `stride` is already what one more input voxel gives; the last legal size is one less.",
        ),
        "zh": Text("把区间的右端也算成合法", "基准尺寸 + `stride` 已经是多一个输入体素的尺寸，最大只能比它小 1。"),
    },
    "closed-end/fault": {
        "en": Text("the limit itself is taken as legal", "The legal values end one below it."),
        "zh": Text("把上限本身也算成合法", "合法的值到它的前一个为止。"),
    },
    "one-size": {
        "en": Text(
            "only the base size is taken as legal",
            "A convolution turns `stride` sizes into this input size; any of them may be asked for.",
        ),
        "zh": Text("只把基准尺寸算成合法", "普通卷积会把 `stride` 个尺寸都变成这个输入尺寸，都可以指定。"),
    },
    "dilation-widens": {
        "en": Text(
            "`dilation` sets the width of the range",
            "The range of `output_size` holds `stride` sizes, whatever the dilation is.",
        ),
        "zh": Text("用 `dilation` 当成了区间的宽度", "`output_size` 的区间总是 `stride` 个尺寸，与空洞无关。"),
    },
    "back-for-front": {
        "en": Text(
            "the back padding is used where the front counts",
            "Indices begin at the front: only the front padding moves them.",
        ),
        "zh": Text("该用前侧填充的地方用了后侧", "下标从前侧数起，只有前侧的填充会移动它。"),
    },
    "not-cropped": {
        "en": Text(
            "what falls outside is counted too", "The output has indices from 0 to its size - 1; the rest is cropped."
        ),
        "zh": Text("落在输出之外的也算上了", "输出的下标从 0 到尺寸 - 1，其余都被裁掉。"),
    },
    "from-one": {
        "en": Text("the voxels are counted from 1", "Indices begin at 0."),
        "zh": Text("把下标从 1 数起了", "下标从 0 开始。"),
    },
    "gaps-filled": {
        "en": Text(
            "the gaps between the taps are filled", "A dilated kernel writes at its taps only, every `dilation` voxels."
        ),
        "zh": Text("把核元素之间的空隙也算上了", "有空洞的卷积核只在核元素处写入，每隔 `dilation` 个体素一个。"),
    },
    "no-border": {
        "en": Text(
            "the input is taken to go on beyond its border",
            "Near the border some of the voxels that would write here do not exist.",
        ),
        "zh": Text("以为输入在边界之外还有", "靠近边界时，本该写到这里的输入体素有些并不存在。"),
    },
    "all-taps": {
        "en": Text("every tap is taken to arrive", "With a stride, or near a border, only some taps reach a voxel."),
        "zh": Text("以为每个核元素都会到达", "有步长时，或靠近边界时，只有一部分核元素会落到这里。"),
    },
    "added": {
        "en": Text("the axes are added", "Any pair on one axis meets any pair on the others: multiply."),
        "zh": Text("把各轴的个数相加了", "一个轴上的每一对都能与另一个轴上的每一对组合，应该相乘。"),
    },
    "other-argument": {
        "en": Text(
            "another argument is named",
            "That one is legal by itself. Which number on the card has limits that depend on the others?",
        ),
        "zh": Text("选了别的参数", "那个参数本身没有错。请找出卡片上合法区间取决于别的数的那一个。"),
    },
    "other-axis": {
        "en": Text("another axis is named", "There the value lies within its range. Compute each axis by itself."),
        "zh": Text("选了别的轴", "那个轴上的值在合法区间之内。请逐轴计算。"),
    },
    "not-nearest": {
        "en": Text(
            "a legal value is given, but not the nearest", "A legal value lies nearer to the one that was refused."
        ),
        "zh": Text("这个值合法，但不是最近的", "还有离被拒绝的值更近的合法值。"),
    },
}


def said(slip: str, kind: str, lang: Lang = "en") -> Text:
    """Return the title and the reason of a known mistake in a kind of exercise; code stands between backticks."""
    return TEXTS.get(f"{slip}/{kind}", TEXTS[slip])[lang]
