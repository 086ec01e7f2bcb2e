"""The words of the lesson on dilation: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_dilation.title": ("Dilation", "空洞"),
    "lesson_dilation.about": ("A larger block from the same weights, and the holes it may leave.", "权重不变，块变大；以及可能留下的空缺。"),
    "lesson_dilation.spread": ("dilation spreads the taps", "dilation 把核元素拉开"),
    "lesson_dilation.spread_body": (
        "`stride` is the step between blocks; `dilation` is the step between the taps of one block. With "
        "`dilation = {dil}` the {k} taps of an axis reach over {extent} places: {lands} are written.",
        "`stride` 是块与块的间隔，空洞 `dilation` 是同一块中核元素之间的间隔。`dilation = {dil}` 时，"
        "一个轴上的 {k} 个核元素跨越 {extent} 个位置，写入 {lands}。",
    ),
    "lesson_dilation.extent": ("How far does the kernel reach?", "卷积核跨越多远？"),
    "lesson_dilation.extent_body": (
        "Now set `dilation = {dil}`. There are still {k} taps on each axis. The places from the first tap to the last, "
        "both counted, are the kernel's extent.",
        "现在设 `dilation = {dil}`，每个轴仍有 {k} 个核元素。从首个核元素到最后一个（含两端）占多少个位置，就是卷积核的跨度。",
    ),
    "lesson_dilation.extent_ask": ("What is the extent on each axis?", "每个轴上的跨度是多少？"),
    "lesson_dilation.extent_why": (
        "{k} taps have {steps} steps of {dil} between them, and the first place counts too: "
        "`dilation*(kernel - 1) + 1` = {extent}.",
        "{k} 个核元素之间有 {steps} 步，每步 {dil}，再加上首个位置：`dilation*(kernel - 1) + 1` = {extent}。",
    ),
    "lesson_dilation.extent_steps": ("{wrong} counts the steps, but not the first place.", "{wrong} 只数了步子，漏了首个位置。"),
    "lesson_dilation.extent_times": (
        "{wrong} is dilation times kernel: it adds a step behind the last tap.",
        "{wrong} 是空洞乘卷积核：在最后一个核元素后面多加了一步。",
    ),
    "lesson_dilation.weights": ("The block grows, the kernel does not", "块变大，权重不变"),
    "lesson_dilation.weights_body": (
        "The output is {outputs} now, {voxels} voxels. Only {written} of them are written, one for each of the {taps} "
        "weights. In the other {rest} stands nothing but the bias.",
        "现在输出是 {outputs}，共 {voxels} 个体素。其中只有 {written} 个被写入，正好对应 {taps} 个权重；其余 {rest} 个只有偏置。",
    ),
    "lesson_dilation.fill": ("Neighbours fill the gaps", "相邻体素填补空隙"),
    "lesson_dilation.fill_body": (
        "Put {n} input voxels on each axis, with `stride = {s}` and `dilation = {dil}`. Their blocks are shifted by {s}, "
        "so one fills the gaps of another. Of {out} places {holes} stay empty.",
        "每个轴放 {n} 个输入体素，`stride = {s}`，`dilation = {dil}`。它们的块依次错开 {s}，互相填补空隙。"
        "{out} 个位置中空着的有 {holes} 个。",
    ),
    "lesson_dilation.trap": ("stride and dilation together", "步长与空洞一起用"),
    "lesson_dilation.trap_body": (
        "Now `stride = {s}` and `dilation = {dil}`. An axis of the output is {out} long, and {n} input voxels times "
        "{k} taps send it {pairs} contributions.",
        "现在 `stride = {s}`，`dilation = {dil}`。输出的一个轴长 {out}；{n} 个输入体素乘 {k} 个核元素，共送来 {pairs} 个贡献。",
    ),
    "lesson_dilation.trap_ask": ("How many places of the axis stay empty?", "这个轴上有多少个位置空着？"),
    "lesson_dilation.trap_why": (
        "Blocks and taps both go in steps of {s}, so only {reached} places are reached, again and again. A factor that "
        "stride and dilation share always leaves holes.",
        "块和核元素都以 {s} 为一步，所以只能反复到达 {reached} 个位置。步长与空洞有公因数时，必定留下空缺。",
    ),
    "lesson_dilation.trap_enough": (
        "{wrong} would be right if no two contributions fell on one place.",
        "{wrong} 要求没有两个贡献落在同一处。",
    ),
    "lesson_dilation.trap_block": ("{wrong} counts one block and forgets the others.", "{wrong} 只算了一块，忘了其余的块。"),
    "lesson_dilation.apart": ("No common factor, no holes", "没有公因数就没有空缺"),
    "lesson_dilation.apart_body": (
        "`stride = {s}` and `dilation = {dil}` share no factor. Away from the ends every place is reached; "
        "of {out} places only the indices {empty} stay empty, near the ends.",
        "`stride = {s}` 与 `dilation = {dil}` 没有公因数。离开两端后每个位置都能到达；{out} 个位置中只有靠近两端的下标 {empty} 空着。",
    ),
}  # fmt: skip
