"""The words of the lesson on output_size: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_output_size.title": ("output_size", "输出尺寸 output_size"),
    "lesson_output_size.about": ("Why there is a choice of sizes, and where it ends.", "为什么尺寸可以选，能选到哪里。"),
    "lesson_output_size.two": ("Which size did it come from?", "它原来是多大？"),
    "lesson_output_size.two_body": (
        "A convolution with kernel {k}, `stride = {s}`, `padding = {p}` turns {a} into {half}, and {b} into {of_b} too. The "
        "transposed one starts from {half} and cannot know which it was. Unless told, it takes the smaller, {base}: the base size.",
        "卷积核 {k}、`stride = {s}`、`padding = {p}` 的普通卷积把 {a} 变成 {half}，把 {b} 也变成 {of_b}。"
        "转置卷积从 {half} 出发，无从知道原来是哪个；不指定时取较小的 {base}，叫基准尺寸。",
    ),
    "lesson_output_size.choose": ("output_size says which", "用 output_size 指定"),
    "lesson_output_size.choose_body": (
        "Ask for `output_size = {out}`: base size {base} + {more} = {out}. Nothing else changes. Padding had cut {p} voxel off "
        "each end of an axis; the one at the back is uncovered again, with its real values.",
        "指定 `output_size = {out}`：基准尺寸 {base} + {more} = {out}，其余不变。填充原本在每个轴的两端各裁掉 {p} 个体素，现在末端那个连同真实的数值一起恢复。",
    ),
    "lesson_output_size.largest": ("How far does the choice go?", "最多能选到多大？"),
    "lesson_output_size.largest_body": (
        "Another layer: {n} input voxels, kernel {k}, `stride = {s}`, `padding = {p}`. Its base size is {base}.",
        "换一层：输入体素 {n} 个，卷积核 {k}，`stride = {s}`，`padding = {p}`。它的基准尺寸是 {base}。",
    ),
    "lesson_output_size.largest_ask": ("Which is the largest `output_size` Paddle takes?", "Paddle 接受的最大 `output_size` 是多少？"),
    "lesson_output_size.largest_why": (
        "A convolution with the same numbers turns {many} different sizes, {low} to {high}, into {half}: "
        "from the base size to base size + `stride` − 1.",
        "同样参数的普通卷积会把 {many} 个尺寸都变成 {half}：{low} 到 {high}，即从基准尺寸到基准尺寸 + `stride` − 1。",
    ),
    "lesson_output_size.largest_product": ("{wrong} is input times stride; it is legal, but not the largest.", "{wrong} 是输入乘步长；它合法，但不是最大的。"),
    "lesson_output_size.largest_closed": (
        "{wrong} is base size + `stride`. Paddle's documentation reads as if it were legal; it is not.",
        "{wrong} 是基准尺寸 + `stride`。官方文档的写法好像允许它，其实不行。",
    ),
    "lesson_output_size.refused": ("Why {asked} is refused", "为什么 {asked} 被拒绝"),
    "lesson_output_size.refused_body": (
        "{asked} is base size {base} plus `stride = {s}`, the size that belongs to {more} input voxels: a convolution turns "
        "{asked} into {shrunk}, not into {n}. The card names the ways out.",
        "{asked} 等于基准尺寸 {base} 加 `stride = {s}`，是 {more} 个输入体素才有的尺寸：普通卷积把 {asked} 变成 {shrunk}，而不是 {n}。"
        "卡片给出改法。",
    ),
    "lesson_output_size.added": ("What is in the added voxel?", "多出的体素里是什么？"),
    "lesson_output_size.added_body": (
        "Here nothing was cropped: kernel {k}, `stride = {s}`, no padding, base size {base}. Now ask for "
        "`output_size = {out}`: on each axis index {index} is added.",
        "这里没有裁掉任何东西：卷积核 {k}，`stride = {s}`，不填充，基准尺寸 {base}。现在指定 `output_size = {out}`，"
        "每个轴多出下标 {index}。",
    ),
    "lesson_output_size.added_ask": ("How many contributions does index {index} get?", "下标 {index} 得到多少个贡献？"),
    "lesson_output_size.added_why": (
        "The last block ends at index {end}, so nothing is written to {index}: it holds only the bias. The rule: an added voxel "
        "is real if padding had cut it off, and only bias if no block reaches it.",
        "最后一块到下标 {end} 为止，没有任何数写到 {index}，那里只有偏置。规律：多出的体素如果原本是被填充裁掉的，就有真实的值；如果没有块能到达，就只有偏置。",
    ),
    "lesson_output_size.added_one": ("{wrong} is what index {end}, beside it, gets.", "{wrong} 是旁边下标 {end} 得到的个数。"),
    "lesson_output_size.added_kernel": ("{wrong} is the kernel; no tap reaches so far.", "{wrong} 是卷积核的大小，但没有核元素到得了那里。"),
    "lesson_output_size.padding": ("output_padding says the same", "output_padding 说的是同一件事"),
    "lesson_output_size.padding_body": (
        "`output_padding = {op}` names the difference, `output_size = {asked}` the size. Both give {out} here. "
        "Name one, not both: `output_size` where you know the size it must fit.",
        "输出填充 `output_padding = {op}` 给的是差，`output_size = {asked}` 给的是尺寸，这里都得到 {out}。"
        "两者只写一个；知道要对齐的尺寸时，用 `output_size`。",
    ),
}  # fmt: skip
