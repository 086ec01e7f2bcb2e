"""The words of the lesson on SAME and VALID: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_same_valid.title": ("SAME and VALID", "SAME 与 VALID 的陷阱"),
    "lesson_same_valid.about": ("Two words for padding that promise more than they keep.", "表示填充的两个词，实际效果和名字不一样。"),
    "lesson_same_valid.valid": ("VALID crops nothing", "VALID 什么也不裁"),
    "lesson_same_valid.valid_body": (
        "Instead of numbers, `padding` may be a word. `VALID` is the plain one: nothing is cropped. {n} input voxels, "
        "kernel {k}, `stride = {s}`: size {out}, the full size.",
        "`padding` 也可以写成一个词。`VALID` 最简单：什么也不裁。输入体素 {n} 个，卷积核 {k}，`stride = {s}`："
        "尺寸 {out}，就是完整尺寸。",
    ),
    "lesson_same_valid.same": ("What does SAME give?", "SAME 得到什么？"),
    "lesson_same_valid.same_body": (
        "Same layer, now with `padding = \"SAME\"`. The name suggests an output that fits the input: input times stride.",
        "还是这一层，改成 `padding = \"SAME\"`。看名字，输出应当与输入相配：输入乘步长。",
    ),
    "lesson_same_valid.same_ask": ("How long is each axis in Paddle?", "在 Paddle 中每个轴有多长？"),
    "lesson_same_valid.same_why": (
        "Paddle crops what a convolution over the {n} input voxels would pad: {crop}. {full} − {crop} = {out}.",
        "Paddle 裁掉的数量，等于对这 {n} 个输入体素做普通卷积时要填充的数量：{crop}。{full} − {crop} = {out}。",
    ),
    "lesson_same_valid.same_documented": (
        "{wrong} is input / stride rounded up, as the documentation says; Paddle does otherwise.",
        "{wrong} 是输入除以步长再向上取整，文档这样写，但实际并非如此。",
    ),
    "lesson_same_valid.same_times": ("{wrong} is what Keras and JAX give.", "{wrong} 是 Keras 和 JAX 的结果。"),
    "lesson_same_valid.even": ("Why tests do not notice", "为什么测试发现不了"),
    "lesson_same_valid.even_body": (
        "With {n} input voxels the same layer gives {out}, exactly {s} times {n}. With {odd} it gave {odd_out}, not "
        "{odd_times}. Whoever tries even sizes only believes that SAME multiplies by the stride.",
        "输入体素为 {n} 时，这一层得到 {out}，恰好是 {n} 的 {s} 倍；为 {odd} 时却得到 {odd_out}，不是 {odd_times}。"
        "只试偶数的人会以为 SAME 就是乘以步长。",
    ),
    "lesson_same_valid.dilation": ("SAME ignores dilation", "SAME 忽略空洞"),
    "lesson_same_valid.dilation_body": (
        "A second trap. In the picture `dilation = {given}` spreads the {k} taps. Now add `padding = \"SAME\"`.",
        "还有一个陷阱。图中 `dilation = {given}` 把 {k} 个核元素拉开了。现在再加上 `padding = \"SAME\"`。",
    ),
    "lesson_same_valid.dilation_ask": ("How many places does the kernel reach over then?", "这时卷积核跨越多少个位置？"),
    "lesson_same_valid.dilation_why": (
        "Under SAME Paddle sets dilation back to {dil} and says nothing: extent {extent}, and other values than you meant.",
        "Paddle 在 SAME 下把空洞悄悄改回 {dil}：跨度为 {extent}，数值也不是你想要的。",
    ),
    "lesson_same_valid.dilation_given": ("{wrong} is what you asked for.", "{wrong} 是你写的空洞应有的跨度。"),
    "lesson_same_valid.numbers": ("Say it in numbers", "用数字写清楚"),
    "lesson_same_valid.numbers_body": (
        "No word, no surprise: `padding = {p}` with `output_size = {out}`. The range is {low} to {high}, so {times}, "
        "input times stride, is there to be asked for.",
        "写成数字就不会有意外：`padding = {p}`，`output_size = {out}`。可选范围是 {low} 到 {high}，"
        "输入乘步长的 {times} 正好可以指定。",
    ),
}  # fmt: skip
