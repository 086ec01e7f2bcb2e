"""The words of the lesson on dilation: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_dilation.title": ("Dilation", "空洞"),
    "lesson_dilation.about": ("A larger block from the same weights, and the holes it may leave.", "权重不变，块变大；以及可能留下的空缺。"),
    "lesson_dilation.spread": ("dilation spreads the taps", "dilation 把核元素拉开"),
    "lesson_dilation.spread_body": (
        "`stride` is the step between blocks; `dilation` is the step between the taps of one block. With "
        "`dilation = {dil}` the {k} taps of an axis reach over {extent} places: {lands} are written.",
        "步长 `stride` 是块与块的间距，空洞 `dilation` 是同一块中核元素之间的间距。`dilation = {dil}` 时，"
        "一个轴上的 {k} 个核元素跨越 {extent} 个位置，写入 {lands}。",
    ),
    "lesson_dilation.extent": ("How far does the kernel reach?", "卷积核跨越多远？"),
    "lesson_dilation.extent_body": (
        "Suppose `dilation = {dil}`, with still {k} taps on each axis. Count all places from the first tap to the last, the "
        "gaps included: that length is the kernel's extent.",
        "假如 `dilation = {dil}`，每个轴仍有 {k} 个核元素。从第一个核元素数到最后一个，连同中间的空隙一共占多少个位置，就是卷积核的跨度。",
    ),
    "lesson_dilation.extent_ask": ("What is the extent on each axis?", "每个轴上的跨度是多少？"),
    "lesson_dilation.extent_why": (
        "{k} taps have {steps} steps of {dil} between them, and the first place counts too: "
        "`dilation*(kernel - 1) + 1` = {extent}.",
        "{k} 个核元素之间有 {steps} 步，每步 {dil}，再加上首个位置：`dilation*(kernel - 1) + 1` = {extent}。",
    ),
    "lesson_dilation.extent_steps": ("{wrong} counts the steps, but not the first place.", "{wrong} 只算了间距，漏了首个位置。"),
    "lesson_dilation.extent_times": (
        "{wrong} is dilation times kernel: that counts {k} steps, but between {k} taps there are only {steps}.",
        "{wrong} 是空洞乘卷积核，数了 {k} 步；而 {k} 个核元素之间只有 {steps} 步。",
    ),
    "lesson_dilation.weights": ("The block grows, the kernel does not", "块变大，权重不变"),
    "lesson_dilation.weights_body": (
        "The output is {outputs} now, {voxels} voxels. Only {written} of them are written, one for each of the {taps} "
        "weights. The other {rest} hold only the bias, the constant a layer adds to every output voxel.",
        "现在输出是 {outputs}，共 {voxels} 个体素。其中只有 {written} 个被写入，正好对应 {taps} 个权重；其余 {rest} 个只有偏置，即加到每个输出体素上的常数。",
    ),
    "lesson_dilation.fill": ("Neighbours fill the gaps", "相邻体素填补空隙"),
    "lesson_dilation.fill_body": (
        "{n} input voxels on each axis, `stride = {s}`, `dilation = {dil}`. The first writes to {first_lands}, the second to "
        "{second_lands}: just the gaps of the first. With the third, which writes to {third_lands}, all {out} places are reached.",
        "每个轴有 {n} 个输入体素，`stride = {s}`，`dilation = {dil}`。第一个写入 {first_lands}，第二个写入 {second_lands}，"
        "正好填补第一个的空隙；第三个写入 {third_lands}，于是 {out} 个位置一个也不空。",
    ),
    "lesson_dilation.trap": ("stride and dilation together", "步长与空洞一起用"),
    "lesson_dilation.trap_body": (
        "Now `stride = {s}` and `dilation = {dil}`. An axis of the output is {out} long, and {n} input voxels times "
        "{k} taps send it {pairs} contributions.",
        "现在 `stride = {s}`，`dilation = {dil}`。输出的一个轴长 {out}；{n} 个输入体素各有 {k} 个核元素，一共写入 {pairs} 次。",
    ),
    "lesson_dilation.trap_ask": ("How many places of the axis stay empty?", "这个轴上有多少个位置空着？"),
    "lesson_dilation.trap_why": (
        "Blocks and taps both go in steps of {s}, so they meet at the same {reached} places and never reach those between. "
        "Where stride and dilation share a factor, here {s}, there are always holes.",
        "步长和空洞都是 {s}，写来写去总是落在同样的 {reached} 个位置，到不了它们之间。两者有公因数（这里是 {s}）时，必定留下空缺。",
    ),
    "lesson_dilation.trap_enough": (
        "{wrong} would be right if no two contributions fell on one place.",
        "{wrong} 要求没有两个贡献落在同一处。",
    ),
    "lesson_dilation.trap_block": ("{wrong} counts one block and forgets the others.", "{wrong} 只算了一块，忘了其余的块。"),
    "lesson_dilation.apart": ("Odd and even places", "奇数位和偶数位都能到达"),
    "lesson_dilation.apart_body": (
        "With `stride = {s}` blocks begin at even places; with `dilation = {dil}` each middle tap lands on an odd one. Of {out} "
        "places only {empty}, near the ends, stay empty, as always where stride and dilation share no factor and "
        "`kernel >= stride`.",
        "`stride = {s}`，块从偶数位开始；`dilation = {dil}`，中间的核元素落在奇数位：{out} 个位置只空着两端附近的 {empty}。"
        "步长与空洞互质且 `kernel >= stride` 时都这样。",
    ),
}  # fmt: skip
