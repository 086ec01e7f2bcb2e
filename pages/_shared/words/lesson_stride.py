"""The words of the lesson on stride: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_stride.title": ("Stride", "步长"),
    "lesson_stride.about": ("How far apart the blocks begin, and what that makes of the size.", "块与块相隔多远，尺寸因此变成多少。"),
    "lesson_stride.move": ("stride is the step from block to block", "stride：相邻两块起点的距离"),
    "lesson_stride.move_body": (
        "Without padding the block of input voxel i begins at output index i · `stride`. With `stride = {s}` the block "
        "of {voxel} begins at {first} on each axis, not at {v}. The input does not grow; its blocks move apart.",
        "不填充时，输入体素 i 的块从输出下标 i · `stride` 开始。这里步长 `stride = {s}`，所以 {voxel} 的块在每个轴上从 {first} 开始，"
        "而不是从 {v} 开始。输入没有变大，只是块与块拉开了。",
    ),
    "lesson_stride.axis": ("One axis tells it all", "看一个轴就够了"),
    "lesson_stride.axis_body": (
        "Where a block lands, each axis decides alone: look at one. The {n} input voxels are drawn {s} apart, each above the "
        "place where its block begins. The last block begins at {start} and is {k} long: size {out}.",
        "块落在哪里，三个轴各自独立，看一个轴即可。图中 {n} 个输入体素相隔 {s}，各自画在自己那一块的起点上方。"
        "最后一块从 {start} 开始，长 {k}：尺寸为 {out}。",
    ),
    "lesson_stride.size": ("How long is the output?", "输出有多长？"),
    "lesson_stride.size_body": (
        "Take {n} input voxels and a kernel of {k} on each axis, at first with `stride = {now}`. "
        "Now set `stride = {s}`.",
        "每个轴取 {n} 个输入体素，卷积核大小为 {k}，起初 `stride = {now}`。现在改成 `stride = {s}`。",
    ),
    "lesson_stride.size_ask": ("How long does each axis of the output become?", "输出的每个轴会变成多长？"),
    "lesson_stride.size_why": (
        "The last block begins at ({n} − 1) · {s} = {start} and is {k} long: {start} + {k} = {out}.",
        "最后一块从 ({n} − 1) · {s} = {start} 开始，长 {k}：{start} + {k} = {out}。",
    ),
    "lesson_stride.size_product": (
        "{wrong} is input times stride: it forgets that the last block is {k} long, not {s}.",
        "{wrong} 是输入乘步长：忘了最后一块长 {k}，而不是 {s}。",
    ),
    "lesson_stride.size_still": ("{wrong} is the size with `stride = {now}`: the stride is forgotten.", "{wrong} 是 `stride = {now}` 时的尺寸，忘了步长。"),
    "lesson_stride.holes": ("When the step is longer than the block", "步长比块还长时"),
    "lesson_stride.holes_body": (
        "Kernel {k}, `stride = {s}`, {n} input voxels: the blocks no longer touch. "
        "The output is {out} long on each axis.",
        "卷积核大小为 {k}，`stride = {s}`，{n} 个输入体素：块与块不再相接。输出在每个轴上长 {out}。",
    ),
    "lesson_stride.holes_ask": ("How many places on an axis does no block reach?", "一个轴上有多少个位置没有被任何块覆盖？"),
    "lesson_stride.holes_why": (
        "The blocks cover {covered} of {out} places. In the other {holes} stands nothing but the bias.",
        "块覆盖了 {out} 个位置中的 {covered} 个，其余 {holes} 个位置的值只有偏置。",
    ),
    "lesson_stride.holes_none": ("{wrong} would need a kernel at least as long as the stride.", "{wrong} 要求卷积核不小于步长。"),
    "lesson_stride.holes_each": (
        "{wrong} counts a gap behind the last block, where the output has ended.",
        "{wrong} 把最后一块后面也算作空隙，但输出在那里已经结束。",
    ),
    "lesson_stride.double": ("kernel = stride: side by side", "卷积核大小等于步长：刚好相接"),
    "lesson_stride.double_body": (
        "With kernel {k} and `stride = {s}` the blocks lie side by side: no gap, no overlap. {inputs} becomes {outputs}, "
        "exactly input times stride. Many 3-D U-Nets go up with this layer.",
        "卷积核大小为 {k}、`stride = {s}` 时，块与块刚好相接：没有空隙，也没有重叠。{inputs} 变成 {outputs}，"
        "恰好是输入乘步长。许多 3-D U-Net 用这种层做上采样。",
    ),
}  # fmt: skip
