"""The words of the lesson on padding: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_padding.title": ("Padding crops", "填充其实是裁掉"),
    "lesson_padding.about": ("Why padding makes the output smaller, and what is cut off.", "填充为什么让输出变小，裁掉的是什么。"),
    "lesson_padding.none": ("Without padding", "不填充时"),
    "lesson_padding.none_body": (
        "In a convolution `padding` puts zeros round the input. In a transposed convolution it works on the output. "
        "First without: `padding = {p}`, and {voxel} writes all {taps} places of its block.",
        "普通卷积的填充 `padding` 是在输入四周补零；转置卷积的填充作用在输出上。先看不填充的情形：`padding = {p}`，"
        "{voxel} 写入它那一块的全部 {taps} 个位置。",
    ),
    "lesson_padding.survive": ("padding does not pad. It cuts.", "padding 不是补，是裁"),
    "lesson_padding.survive_body": (
        "{voxel} owns a {kernel} block: {taps} places. With `padding = {p}` one layer is cut off every side of the output.",
        "{voxel} 有一个 {kernel} 的块，共 {taps} 个位置。`padding = {p}` 会把输出的每一侧裁掉一层。",
    ),
    "lesson_padding.survive_ask": ("How many of its {taps} places survive?", "这 {taps} 个位置还剩多少个？"),
    "lesson_padding.survive_why": (
        "On W its block was at {before}, and the output ended at {was_end}. Now both ends are cut: one face of {cropped} places "
        "is lost. The rest is counted anew and ends at {end}.",
        "它的块原来在 W 上占 {before}，输出到 {was_end} 为止。现在两端各裁掉一层，少了一面 {cropped} 个位置；"
        "剩下的重新编号，到 {end} 为止。",
    ),
    "lesson_padding.survive_cropped": ("{wrong} is what is cut off.", "{wrong} 是被裁掉的个数。"),
    "lesson_padding.survive_all": (
        "{wrong} holds in the middle; this voxel stands at the end of W.",
        "{wrong} 对中间的体素成立；这个体素在 W 的末端。",
    ),
    "lesson_padding.axis": ("What it does to the size", "尺寸怎样变"),
    "lesson_padding.axis_body": (
        "{n} input voxels, kernel {k}, `stride = {s}`. Without padding the size is {full}, called the full size. "
        "Now set `padding = {p}`.",
        "{n} 个输入体素，卷积核大小为 {k}，`stride = {s}`。不填充时尺寸为 {full}，称为完整尺寸。现在设 `padding = {p}`。",
    ),
    "lesson_padding.axis_ask": ("How long is each axis then?", "这时每个轴有多长？"),
    "lesson_padding.axis_why": (
        "{p} is cut at the front and {back} at the back: {full} − {p} − {back} = {out}.",
        "前侧裁掉 {p}，后侧裁掉 {back}：{full} − {p} − {back} = {out}。",
    ),
    "lesson_padding.axis_once": ("{wrong} cuts one end only.", "{wrong} 只裁了一端。"),
    "lesson_padding.axis_added": ("{wrong} adds, as in a convolution.", "{wrong} 是加上去，那是普通卷积的做法。"),
    "lesson_padding.sides": ("Front and back may differ", "前后可以不同"),
    "lesson_padding.sides_body": (
        "Paddle also takes a pair per axis. Here the front loses {p} and the back {back}: the size is {out}. As nothing goes at "
        "the front, the block of input voxel i begins at i · `stride` again.",
        "Paddle 也允许每个轴给一对数。这里前侧裁掉 {p}，后侧裁掉 {back}：尺寸为 {out}。前侧没有裁，所以输入体素 i 的块又从 i · `stride` 开始。",
    ),
    "lesson_padding.gone": ("Too much of it", "裁得太多"),
    "lesson_padding.gone_body": (
        "{inputs} input voxels, kernel {k}, `stride = {s}`: full size {full}. `padding = {p}` leaves {outputs}. "
        "All {cropped} contributions of {voxel} fall outside, the orange outlines. The layer is legal, yet {mute} of its "
        "{all} input voxels write nothing.",
        "输入 {inputs}，卷积核 {k}，`stride = {s}`：完整尺寸 {full}。`padding = {p}` 时只剩 {outputs}。"
        "{voxel} 的 {cropped} 个贡献都落在外面（橙色线框）。这一层合法，但 {all} 个输入体素中有 {mute} 个什么也没写入。",
    ),
}  # fmt: skip
