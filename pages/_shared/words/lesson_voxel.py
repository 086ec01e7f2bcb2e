"""The words of the lesson on one voxel: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_voxel.title": ("One voxel to a cube", "一个体素变成一块"),
    "lesson_voxel.about": (
        "What one input voxel does to the output, and why the output is larger.",
        "一个输入体素怎样影响输出，输出为什么更大。",
    ),
    "lesson_voxel.block": ("One voxel writes a block", "一个体素写出一块"),
    "lesson_voxel.block_body": (
        "A voxel is one cell of a volume. A convolution reads a block of voxels and makes one number. A transposed "
        "convolution goes the other way: one input voxel writes a whole block. Here {inputs} becomes {outputs}. Each colour is one "
        "slice along D (depth).",
        "体素是三维数据中的一个格子。普通卷积读入一块体素，得到一个数；转置卷积反过来，一个输入体素写出一整块。"
        "这里 {inputs} 变成 {outputs}，一种颜色是沿 D（深）的一层。",
    ),
    "lesson_voxel.taps": ("Each cube has its own weight", "每个小方块有自己的权重"),
    "lesson_voxel.taps_body": (
        "The kernel holds {taps} weights, each in its own place, called a tap. The voxel's value times a tap's weight goes "
        "to that tap's cube. The number on a cube, {zero} to {last_tap}, is the tap's name, not its weight.",
        "卷积核有 {taps} 个权重，卷积核的一个位置叫核元素。体素的值乘以某个核元素的权重，写到这个核元素对应的位置。"
        "方块上的数字 {zero} 到 {last_tap} 是核元素的编号，不是权重的值。",
    ),
    "lesson_voxel.shape": ("The kernel need not be a cube", "卷积核不一定是立方体"),
    "lesson_voxel.shape_body": (
        "Now the kernel has {d} taps along D (depth), {h} along H (height) and {w} along W (width). "
        "There is still one input voxel.",
        "现在卷积核沿 D（深）有 {d} 个核元素，沿 H（高）有 {h} 个，沿 W（宽）有 {w} 个。输入仍然只有一个体素。",
    ),
    "lesson_voxel.shape_ask": ("How many output voxels does it write?", "它写入多少个输出体素？"),
    "lesson_voxel.shape_why": (
        "A block of {d} by {h} by {w} voxels, one for each tap: {d} · {h} · {w} = {taps}.",
        "D 上的每个位置与 H、W 上的每个位置两两组合：{d} · {h} · {w} = {taps}。",
    ),
    "lesson_voxel.shape_sum": ("{wrong} adds the three numbers.", "{wrong} 是三个数相加。"),
    "lesson_voxel.shape_plane": (
        "{wrong} is one layer; along D there are {d}.",
        "{wrong} 只是一层，沿 D 共有 {d} 层。",
    ),
    "lesson_voxel.size": ("Why the output is larger", "输出为什么更大"),
    "lesson_voxel.size_body": (
        "Now {n} input voxels stand along each axis, and the kernel has {k} taps along each. Indices count from {zero}. "
        "Neighbouring blocks begin one place apart: that of input voxel i at output index i.",
        "现在每个轴上有 {n} 个输入体素，卷积核每个轴有 {k} 个核元素。下标从 {zero} 开始，"
        "相邻的块错开一位：输入体素 i 的块从输出下标 i 开始。",
    ),
    "lesson_voxel.size_ask": ("How long is the output on each axis?", "输出在每个轴上有多长？"),
    "lesson_voxel.size_why": (
        "The last input voxel, index {v}, writes to {lands}. Index {last} is the last one, so the size is {out}: "
        "`(in - 1) + kernel`.",
        "最后一个输入体素的下标是 {v}，它写入 {lands}。最后的下标是 {last}，所以尺寸是 {out}，即 `(in - 1) + kernel`。",
    ),
    "lesson_voxel.size_same": (
        "{wrong} is the input's size: the blocks of the last voxels reach beyond it.",
        "{wrong} 是输入的尺寸；末端体素的块会超出这个范围。",
    ),
    "lesson_voxel.size_whole": (
        "{wrong} is input plus kernel, as if the last block began behind the last voxel; it begins at the voxel's own index.",
        "{wrong} 是输入加卷积核；但块的第一个核元素就落在体素自己的下标上，不另占位置。",
    ),
    "lesson_voxel.share": ("All voxels share one kernel", "所有体素共用一个卷积核"),
    "lesson_voxel.share_body": (
        "{voxel} is an input voxel, named by its indices along D, H and W. Its block has the same {taps} weights, only moved: "
        "on each axis it begins at index {first}. Click another blue cube and watch its block.",
        "{voxel} 是一个输入体素，方括号里依次是它在 D、H、W 上的下标。它的块用的还是那 {taps} 个权重，只是挪了位置：在每个轴上都从下标 {first} 开始。"
        "点击别的蓝色方块，看看它的块。",
    ),
    "lesson_voxel.add": ("Where blocks meet, they add", "块与块重叠处相加"),
    "lesson_voxel.add_body": (
        "The blocks of neighbours lie partly on the same places. Each output voxel is the sum of all that is written "
        "to it. The one in the middle is {voxel}.",
        "相邻体素的块有一部分落在同样的位置上。每个输出体素是写到它上面的所有数之和。正中间的输出体素是 {voxel}。",
    ),
    "lesson_voxel.add_ask": ("How many numbers, each a value times a weight, are added in {voxel}?", "{voxel} 由多少个乘积（值 × 权重）相加得到？"),
    "lesson_voxel.add_why": (
        "On each axis {each} input voxels reach index {v}, each by a different tap: {each} · {each} · {each} = {sums}. The "
        "picture is turned round now: it shows who writes to {voxel}, and the number on an input voxel is the tap it uses.",
        "每个轴上有 {each} 个输入体素能写到下标 {v}，各用一个不同的核元素：{each} · {each} · {each} = {sums}。现在图反过来看：显示谁写到 {voxel}，输入体素上的数字是它所用的核元素。",
    ),
    "lesson_voxel.add_once": ("{wrong} forgets the neighbours.", "{wrong} 只算了一个体素，漏了相邻的。"),
    "lesson_voxel.add_added": ("{wrong} adds the axes; multiply them.", "{wrong} 是把各轴相加；应当相乘。"),
}
