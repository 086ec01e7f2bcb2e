"""The words of the lesson on a decoder: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_decoder.title": ("A decoder with skips", "带跳跃连接的解码器"),
    "lesson_decoder.about": ("Why a U-Net stops with a shape error, and three ways to mend it.", "U-Net 为什么报形状错误，以及三种修法。"),
    "lesson_decoder.halves": ("Down and up again", "先缩小，再放大"),
    "lesson_decoder.halves_body": (
        "On the way down pooling halves each axis: {sizes}. On the way up a transposed convolution, "
        "kernel {k}, `stride = {s}`, doubles it: {back}. A skip carries each level across, to be joined with what comes up.",
        "向下时池化把每个轴减半：{sizes}；向上时卷积核 {k}、`stride = {s}` 的转置卷积把它加倍：{back}。"
        "跳跃连接把每一层的结果送过去，与上采样的结果拼接。",
    ),
    "lesson_decoder.odd": ("An odd size on the way", "途中出现奇数"),
    "lesson_decoder.odd_body": (
        "Now a volume of {voxels} voxels on each axis. Halved once it is {skip}, which is odd, and the skip keeps it. "
        "Pooling halves again and drops the rest.",
        "现在每个轴有 {voxels} 个体素。减半一次得 {skip}，是奇数，由跳跃连接保留。池化再减半，余下的被丢掉。",
    ),
    "lesson_decoder.odd_ask": ("The skip holds {skip}. What does `up 1` make?", "跳跃连接是 {skip}，`up 1` 得到多少？"),
    "lesson_decoder.odd_why": (
        "At the bottom {bottom} are left; doubled they are {made}. {made} and {skip} cannot be joined: the net stops there.",
        "最底层剩下 {bottom}，加倍得 {made}。{made} 与 {skip} 无法拼接，网络就停在那里。",
    ),
    "lesson_decoder.odd_same": ("{wrong} would need the voxel that pooling dropped.", "{wrong} 需要池化丢掉的那个体素。"),
    "lesson_decoder.odd_up": ("{wrong} rounds up; pooling rounds down.", "{wrong} 是向上取整，而池化向下取整。"),
    "lesson_decoder.output": ("First way: ask for the size", "修法一：指定尺寸"),
    "lesson_decoder.output_body": (
        "Both {low} and {high} are legal for `up 1`. Give it the skip's size, `output_size = {skip}`, and the net runs to "
        "{all}. It costs nothing; the added plane holds the bias alone.",
        "`up 1` 可以是 {low} 或 {high}。把跳跃连接的尺寸给它：`output_size = {skip}`，网络就能跑到 {all}。"
        "没有额外开销，但多出的一层体素只有偏置。",
    ),
    "lesson_decoder.pad": ("Second way: pad the volume", "修法二：填充输入"),
    "lesson_decoder.pad_body": (
        "Pad the volume from {voxels} to {padded} on each axis before the net, and crop at the end. Every halving then "
        "comes out even. The price: {percent} % more voxels.",
        "进网络之前把每个轴从 {voxels} 补到 {padded}，最后再裁回来，每次减半就都除得尽。代价是体素多 {percent} %。",
    ),
    "lesson_decoder.crop": ("Third way: crop the skip", "修法三：裁剪跳跃连接"),
    "lesson_decoder.crop_body": (
        "Cut the skip to what comes up. The net runs, but gives {out} instead of {voxels} on each axis: "
        "labels must be cropped alike.",
        "把跳跃连接裁成与上采样结果一样大。网络能跑，但每个轴得到 {out} 而不是 {voxels}，标签也要同样裁剪。",
    ),
    "lesson_decoder.rule": ("Sizes that always fit", "总能对上的尺寸"),
    "lesson_decoder.rule_body": (
        "A deeper net halves {depth} times. Your volume has {voxels} voxels on each axis, and you may pad it.",
        "更深的网络减半 {depth} 次。你的数据每个轴有 {voxels} 个体素，可以填充到更大。",
    ),
    "lesson_decoder.rule_ask": ("What is the smallest size that needs no repair?", "无需任何修补的最小尺寸是多少？"),
    "lesson_decoder.rule_why": (
        "{depth} halvings without a remainder need a multiple of {half} · {half} · {half} = {stride}.",
        "要让 {depth} 次减半都除得尽，尺寸须是 {half} · {half} · {half} = {stride} 的倍数。",
    ),
    "lesson_decoder.rule_once": ("{wrong} can be halved, but the next level is odd.", "{wrong} 能减半，但下一层就是奇数。"),
    "lesson_decoder.rule_more": ("{wrong} fits too, but is not the smallest.", "{wrong} 也行，但不是最小的。"),
}  # fmt: skip
