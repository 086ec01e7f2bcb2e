"""The words of the lesson on checkerboards: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_checkerboard.title": ("Checkerboard", "棋盘格"),
    "lesson_checkerboard.about": ("Why up-sampled pictures show a grid, and which kernels avoid it.", "放大的图像为什么会出现格子，哪些卷积核可以避免。"),
    "lesson_checkerboard.board": ("Some voxels are written more often", "有的体素写入得更多"),
    "lesson_checkerboard.board_body": (
        "Kernel {k}, `stride = {s}`: away from the borders output voxels are written {counts} times, by place. "
        "With equal weights the often-written ones stand out, like the squares of a checkerboard.",
        "卷积核 {k}，`stride = {s}`：远离边界处，输出体素随位置不同被写入 {counts} 次。权重相同时，写入多的体素更突出，"
        "看起来像棋盘格。",
    ),
    "lesson_checkerboard.even": ("A kernel that fits the stride", "与步长相配的卷积核"),
    "lesson_checkerboard.even_body": (
        "Now kernel {k}, still `stride = {s}`, with `padding = {p}`. The kernel is a multiple of the stride (and not dilated), so "
        "every place is written equally often, away from the borders.",
        "现在卷积核大小为 {k}，仍是 `stride = {s}`，并设 `padding = {p}`。卷积核是步长的整数倍（且没有空洞），所以远离边界处每个位置被写入的次数相同。",
    ),
    "lesson_checkerboard.even_ask": ("How often is each voxel written there?", "那里每个体素被写入几次？"),
    "lesson_checkerboard.even_why": (
        "On each axis {k} taps in steps of {s}: {each} reach a place. Three axes: {each} · {each} · {each}.",
        "每个轴上 {k} 个核元素、步长 {s}：每处到达 {each} 次。三个轴：{each} · {each} · {each}。",
    ),
    "lesson_checkerboard.even_axis": ("{wrong} is one axis only.", "{wrong} 只算了一个轴。"),
    "lesson_checkerboard.even_all": ("{wrong} is all taps; only with stride one they all meet.", "{wrong} 是全部核元素；只有步长为一时才会全部相遇。"),
    "lesson_checkerboard.larger": ("Larger alone is not enough", "只是更大还不够"),
    "lesson_checkerboard.larger_body": (
        "Kernel {k} is larger, but no multiple of {s}. Away from the borders the counts run from {least} to {most}: "
        "still a checkerboard, only less steep.",
        "卷积核 {k} 更大，但不是 {s} 的整数倍。远离边界处，次数在 {least} 到 {most} 之间：仍是棋盘格，只是相差没那么悬殊。",
    ),
    "lesson_checkerboard.which": ("Choose a kernel", "选一个卷积核"),
    "lesson_checkerboard.which_body": (
        "A decoder of yours goes up with `stride = {s}`. You may choose the kernel.",
        "你的解码器用 `stride = {s}` 上采样，卷积核由你来选。",
    ),
    "lesson_checkerboard.which_ask": ("Which kernel writes evenly, away from the borders?", "远离边界处，哪个卷积核写入均匀？"),
    "lesson_checkerboard.which_why": (
        "{k} is {times} times {s}; the others leave a remainder, so some places get one tap more.",
        "{k} 是 {s} 的 {times} 倍；别的除不尽，有的位置会多得一个核元素。",
    ),
    "lesson_checkerboard.caveat": ("Equal counts are not enough", "次数均匀还不够"),
    "lesson_checkerboard.caveat_body": (
        "With kernel = stride = {k} each voxel is written just once. Yet neighbours use different weights, so even a constant "
        "input may come out as a pattern. Resizing first, then a convolution, keeps it constant away from the borders.",
        "卷积核等于步长 {k} 时，每个体素恰好写入一次。但相邻体素用的权重不同，常数输入也可能变成有规律的格子。"
        "先放大再做普通卷积，常数输入在远离边界处仍是常数。",
    ),
}  # fmt: skip
