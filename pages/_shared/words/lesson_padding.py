"""The words of the lesson on padding: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_padding.title": ("Padding crops", "填充其实是裁掉"),
    "lesson_padding.about": ("Why padding makes the output smaller, and what is cut off.", "填充为什么让输出变小，裁掉的是什么。"),
    "lesson_padding.none": ("Without padding", "不填充时"),
    "lesson_padding.none_body": (
        "In a convolution `padding` puts zeros round the input. In a transposed convolution it works at the other end. "
        "First without: `padding = {p}`, and {voxel} writes all {taps} places of its block.",
        "普通卷积的填充 `padding` 是在输入四周补零；转置卷积的填充作用在另一端。先看不填充的情形：`padding = {p}`，"
        "{voxel} 写入它那一块的全部 {taps} 个位置。",
    ),
    "lesson_padding.survive": ("padding does not pad. It cuts.", "padding 不是补，是裁"),
    "lesson_padding.survive_body": (
        "{voxel} owns a {kernel} block: {taps} places. With `padding = {p}` one layer is cut off every side of the output.",
        "{voxel} 有一个 {kernel} 的块，共 {taps} 个位置。`padding = {p}` 会把输出的每一侧裁掉一层。",
    ),
    "lesson_padding.survive_ask": ("How many of its {taps} places survive?", "这 {taps} 个位置还剩多少个？"),
    "lesson_padding.survive_why": (
        "On W it writes to {lands}, but the output now ends at {end}. One face of {cropped} places falls outside.",
        "它在 W 上写入 {lands}，但输出现在到 {end} 为止：有一面共 {cropped} 个位置落在外面。",
    ),
    "lesson_padding.survive_cropped": ("{wrong} is what is cut off.", "{wrong} 是被裁掉的个数。"),
    "lesson_padding.survive_all": (
        "{wrong} holds in the middle; this voxel stands at the end of W.",
        "{wrong} 对中间的体素成立；这个体素在 W 的末端。",
    ),
    "lesson_padding.axis": ("What it does to the size", "尺寸怎样变"),
    "lesson_padding.axis_body": (
        "The picture has {n} input voxels, kernel {k}, `stride = {s}` and no padding: size {full}, called the full size. "
        "Now set `padding = {p}`.",
        "图中输入体素 {n} 个，卷积核 {k}，`stride = {s}`，没有填充：尺寸 {full}，叫完整尺寸。现在设 `padding = {p}`。",
    ),
    "lesson_padding.axis_ask": ("How long is each axis then?", "这时每个轴有多长？"),
    "lesson_padding.axis_why": (
        "{p} goes at the front and {back} at the back: {full} - {p} - {back} = {out}.",
        "前侧裁掉 {p}，后侧裁掉 {back}：{full} - {p} - {back} = {out}。",
    ),
    "lesson_padding.axis_once": ("{wrong} cuts one end only.", "{wrong} 只裁了一端。"),
    "lesson_padding.axis_added": ("{wrong} adds, as in a convolution.", "{wrong} 是加上去，那是普通卷积的做法。"),
    "lesson_padding.sides": ("Front and back may differ", "前后可以不同"),
    "lesson_padding.sides_body": (
        "Paddle takes a pair per axis. Here the front loses {p} and the back {back}: the size is {out}, and voxel i of "
        "the input still begins at i · `stride`.",
        "Paddle 允许每个轴给一对数。这里前侧裁掉 {p}，后侧裁掉 {back}：尺寸为 {out}，输入体素 i 的块仍从 i · `stride` 开始。",
    ),
    "lesson_padding.gone": ("Too much of it", "裁得太多"),
    "lesson_padding.gone_body": (
        "With `padding = {p}` the output shrinks to {outputs}. All {cropped} contributions of {voxel} fall outside: "
        "the ghosts. The layer is legal, yet this voxel does nothing.",
        "`padding = {p}` 时输出只剩 {outputs}。{voxel} 的 {cropped} 个贡献全部落在外面，即图中的虚框。"
        "这一层是合法的，但这个体素什么也没做。",
    ),
}  # fmt: skip
