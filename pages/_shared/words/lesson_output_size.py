"""The words of the lesson on output_size: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_output_size.title": ("output_size", "输出尺寸 output_size"),
    "lesson_output_size.about": ("Why there is a choice of sizes, and where it ends.", "为什么尺寸可以选，能选到哪里。"),
    "lesson_output_size.two": ("Two sizes shrink to one", "两个尺寸，缩小后相同"),
    "lesson_output_size.two_body": (
        "A convolution with kernel {k}, `stride = {s}`, `padding = {p}` makes {half} out of {a}, and {of_b} out of {b} too. "
        "Going back from {half}, which is meant? The smaller, {base}, is the base size: what you get unasked.",
        "卷积核 {k}、`stride = {s}`、`padding = {p}` 的普通卷积把 {a} 变成 {half}，把 {b} 也变成 {of_b}。"
        "从 {half} 倒回去该是哪个？较小的 {base} 叫基准尺寸，不指定时就得到它。",
    ),
    "lesson_output_size.choose": ("output_size says which", "用 output_size 指定"),
    "lesson_output_size.choose_body": (
        "Ask for `output_size = {out}`. The output gets {more} voxel more at the back of each axis, and nothing else "
        "changes. Here padding had cropped that voxel; it comes back with its values.",
        "指定 `output_size = {out}`：每个轴的末端多留 {more} 个体素，其余不变。这里它原本被填充裁掉，现在连同数值一起恢复。",
    ),
    "lesson_output_size.largest": ("How far does the choice go?", "最多能选到多大？"),
    "lesson_output_size.largest_body": (
        "Another layer: {n} input voxels, kernel {k}, `stride = {s}`, `padding = {p}`. Its base size is {base}.",
        "换一层：输入体素 {n} 个，卷积核 {k}，`stride = {s}`，`padding = {p}`。它的基准尺寸是 {base}。",
    ),
    "lesson_output_size.largest_ask": ("Which is the largest `output_size` Paddle takes?", "Paddle 接受的最大 `output_size` 是多少？"),
    "lesson_output_size.largest_why": (
        "A convolution of the same numbers makes {half} out of {many} sizes: {low} to {high}, "
        "from base size to base size + `stride` - 1.",
        "同样参数的普通卷积会把 {many} 个尺寸都变成 {half}：{low} 到 {high}，即从基准尺寸到基准尺寸 + `stride` - 1。",
    ),
    "lesson_output_size.largest_product": ("{wrong} is input times stride; it is legal, but not the largest.", "{wrong} 是输入乘步长；它合法，但不是最大的。"),
    "lesson_output_size.largest_closed": (
        "{wrong} is base size + `stride`. Paddle's documentation reads as if it were legal; it is not.",
        "{wrong} 是基准尺寸 + `stride`。官方文档的写法好像允许它，其实不行。",
    ),
    "lesson_output_size.refused": ("Why {asked} is refused", "为什么 {asked} 被拒绝"),
    "lesson_output_size.refused_body": (
        "{asked} is base size {base} plus `stride = {s}`. It is the base size of {more} input voxels, and this layer "
        "has {n}. The card names the ways out; each button was checked.",
        "{asked} 等于基准尺寸 {base} 加 `stride = {s}`。那是 {more} 个输入体素的基准尺寸，而这一层只有 {n} 个。"
        "卡片给出改法，每个按钮都验证过。",
    ),
    "lesson_output_size.added": ("Not every added voxel is written", "多出的体素不一定有值"),
    "lesson_output_size.added_body": (
        "Here nothing was cropped: kernel {k}, `stride = {s}`, no padding, base size {base}. Now ask for "
        "`output_size = {out}`: on each axis index {index} is added.",
        "这里没有裁掉任何东西：卷积核 {k}，`stride = {s}`，不填充，基准尺寸 {base}。现在指定 `output_size = {out}`，"
        "每个轴多出下标 {index}。",
    ),
    "lesson_output_size.added_ask": ("How many contributions does index {index} get?", "下标 {index} 得到多少个贡献？"),
    "lesson_output_size.added_why": (
        "It lies beyond the full size {full}: no tap gets there, only the bias. With skips this is a layer of constant "
        "voxels at the edge.",
        "它超出完整尺寸 {full}，没有核元素能到达，只剩偏置。在带跳跃连接的网络里，这就是边上一层常数。",
    ),
    "lesson_output_size.added_one": ("{wrong} is what its neighbour gets.", "{wrong} 是它旁边那个体素的个数。"),
    "lesson_output_size.added_kernel": ("{wrong} is the kernel; no tap reaches so far.", "{wrong} 是卷积核的大小，但没有核元素到得了那里。"),
    "lesson_output_size.padding": ("output_padding says the same", "output_padding 说的是同一件事"),
    "lesson_output_size.padding_body": (
        "`output_padding = {op}` names the difference, `output_size = {asked}` the size. Both give {out} here. "
        "Name one of them, not both: `output_size` if you know the size of the skip.",
        "输出填充 `output_padding = {op}` 给的是差，`output_size = {asked}` 给的是尺寸，这里都得到 {out}。"
        "两者只写一个；知道跳跃连接的尺寸时，用 `output_size`。",
    ),
}  # fmt: skip
