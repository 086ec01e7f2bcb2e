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
        "Same layer, now with `padding = \"SAME\"`. The name suggests input times stride. Paddle, though, crops from the full "
        "size {full} what a SAME convolution over the {n} input voxels would pad: {crop}.",
        "还是这一层，改成 `padding = \"SAME\"`。看名字，输出应当是输入乘步长。但 Paddle 从完整尺寸 {full} 中裁掉的，"
        "是对这 {n} 个输入体素做 SAME 普通卷积时要填充的数量：{crop}。",
    ),
    "lesson_same_valid.same_ask": ("How long is each axis in Paddle?", "在 Paddle 中每个轴有多长？"),
    "lesson_same_valid.same_why": (
        "{full} − {crop} = {out}. What is cropped follows from input, kernel and stride, not from the size you hope for.",
        "{full} − {crop} = {out}。裁掉多少由输入、卷积核和步长决定，与期望的输出尺寸无关。",
    ),
    "lesson_same_valid.same_documented": (
        "{wrong} is input / stride rounded up, as Paddle's static documentation says; Paddle does otherwise.",
        "{wrong} 是输入除以步长再向上取整，静态图文档这样写，但实际并非如此。",
    ),
    "lesson_same_valid.same_times": ("{wrong} is what Keras and JAX give.", "{wrong} 是 Keras 和 JAX 的结果。"),
    "lesson_same_valid.even": ("Why tests do not notice", "为什么测试发现不了"),
    "lesson_same_valid.even_body": (
        "With {n} input voxels the same layer gives {out}, exactly {s} times {n}. With {odd} it gave {odd_out}, not "
        "{odd_times}. SAME multiplies by the stride only where the input is a multiple of it and `kernel >= stride`; tests of "
        "such sizes see nothing.",
        "输入体素为 {n} 时，这一层得到 {out}，恰好是 {n} 的 {s} 倍；为 {odd} 时得到 {odd_out}，不是 {odd_times}。"
        "输入是步长的整数倍且 `kernel >= stride` 时 SAME 才是乘以步长，只测这些就看不出来。",
    ),
    "lesson_same_valid.dilation": ("SAME and dilation", "SAME 与空洞"),
    "lesson_same_valid.dilation_body": (
        "A second trap. Without SAME, `dilation = {given}` spreads the {k} taps. Now add `padding = \"SAME\"`.",
        "还有一个陷阱。不用 SAME 时，`dilation = {given}` 把 {k} 个核元素拉开。现在再加上 `padding = \"SAME\"`。",
    ),
    "lesson_same_valid.dilation_ask": ("How wide is the block of one input voxel then, from its first tap to its last?", "这时一个输入体素的块有多宽（从第一个核元素到最后一个）？"),
    "lesson_same_valid.dilation_why": (
        "Under SAME Paddle sets dilation back to {dil} and says nothing: extent {extent}, and other values than you meant.",
        "Paddle 在 SAME 下把空洞悄悄改回 {dil}：跨度为 {extent}，数值也不是你想要的。",
    ),
    "lesson_same_valid.dilation_given": ("{wrong} is what you asked for.", "{wrong} 是你写的空洞应有的跨度。"),
    "lesson_same_valid.numbers": ("Say it in numbers", "用数字写清楚"),
    "lesson_same_valid.numbers_body": (
        "No word, no surprise: `padding = {p}` with `output_size = {out}`. The range is {low} to {high}, so {times}, "
        "input times stride, is legal: ask for it.",
        "写成数字就不会有意外：`padding = {p}`，`output_size = {out}`。可选范围是 {low} 到 {high}，"
        "输入乘步长的 {times} 正好可以指定。",
    ),
}  # fmt: skip
