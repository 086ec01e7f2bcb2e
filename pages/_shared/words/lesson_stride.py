"""The words of the lesson on stride: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_stride.title": ("Stride", "步长"),
    "lesson_stride.about": ("How far apart the blocks begin, and what that makes of the size.", "块与块相隔多远，尺寸因此变成多少。"),
    "lesson_stride.move": ("stride is the step from block to block", "stride 是块与块的间隔"),
    "lesson_stride.move_body": (
        "The block of input voxel i begins at output index i · `stride`. Here `stride = {s}`, so the block of {voxel} "
        "begins at {first} on each axis. The input does not grow; its blocks move apart.",
        "输入体素 i 的块从输出下标 i · `stride` 开始。这里步长 `stride = {s}`，所以 {voxel} 的块在每个轴上从 {first} 开始。"
        "输入没有变大，只是块与块拉开了。",
    ),
    "lesson_stride.axis": ("One axis tells it all", "看一个轴就够了"),
    "lesson_stride.axis_body": (
        "D, H and W never mix, so look at one. The {n} input voxels stand {s} apart, and each fans out to {k} taps. "
        "The last block begins at {start} and is {k} long: size {out}.",
        "D、H、W 互不相干，看一个轴即可。{n} 个输入体素彼此相隔 {s}，每个展开成 {k} 个核元素。"
        "最后一块从 {start} 开始，长 {k}：尺寸为 {out}。",
    ),
    "lesson_stride.size": ("How long is the output?", "输出有多长？"),
    "lesson_stride.size_body": (
        "Take {n} input voxels and a kernel of {k} on each axis. The picture has `stride = {now}`. "
        "Now set `stride = {s}`.",
        "每个轴取 {n} 个输入体素，卷积核为 {k}。图中 `stride = {now}`，现在改成 `stride = {s}`。",
    ),
    "lesson_stride.size_ask": ("How long does each axis of the output become?", "输出的每个轴会变成多长？"),
    "lesson_stride.size_why": (
        "The last block begins at ({n} - 1) · {s} = {start} and is {k} long: {start} + {k} = {out}.",
        "最后一块从 ({n} - 1) · {s} = {start} 开始，长 {k}：{start} + {k} = {out}。",
    ),
    "lesson_stride.size_product": (
        "{wrong} is input times stride: it forgets that the last block is {k} long, not {s}.",
        "{wrong} 是输入乘步长：忘了最后一块长 {k}，而不是 {s}。",
    ),
    "lesson_stride.size_still": ("{wrong} forgets the stride.", "{wrong} 忘了步长。"),
    "lesson_stride.holes": ("When the step is longer than the block", "步长比块还长时"),
    "lesson_stride.holes_body": (
        "Kernel {k}, `stride = {s}`, {n} input voxels: the blocks no longer touch. "
        "The output is {out} long on each axis.",
        "卷积核 {k}，`stride = {s}`，输入体素 {n} 个：块与块不再相接。输出在每个轴上长 {out}。",
    ),
    "lesson_stride.holes_ask": ("How many places on an axis does no block reach?", "一个轴上有多少个位置没有块到达？"),
    "lesson_stride.holes_why": (
        "The blocks cover {covered} of {out} places. In the other {holes} stands nothing but the bias.",
        "块覆盖了 {out} 个位置中的 {covered} 个，其余 {holes} 个只剩偏置。",
    ),
    "lesson_stride.holes_none": ("{wrong} would need a kernel as long as the stride.", "{wrong} 要求卷积核至少和步长一样长。"),
    "lesson_stride.holes_each": (
        "{wrong} counts a gap behind the last block, where the output has ended.",
        "{wrong} 把最后一块后面也算作空隙，但输出在那里已经结束。",
    ),
    "lesson_stride.double": ("kernel = stride: side by side", "卷积核等于步长：刚好相接"),
    "lesson_stride.double_body": (
        "With kernel {k} and `stride = {s}` the blocks lie side by side: no gap, no overlap. {inputs} becomes {outputs}, "
        "exactly input times stride. Many 3-D U-Nets go up with this layer.",
        "卷积核 {k}、`stride = {s}` 时，块与块刚好相接：没有空隙，也没有重叠。{inputs} 变成 {outputs}，"
        "恰好是输入乘步长。许多 3-D U-Net 用这种层做上采样。",
    ),
}  # fmt: skip
