"""The words of the page of four pictures: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "pictures.and": (", ", "、"),
    "pictures.comma": (", ", "、"),
    "pictures.semicolon": ("; ", "；"),
    "pictures.stop": (".", "。"),
    # headline
    "pictures.headline": ("{ways}, one number: {y}\u00a0=\u00a0{value}.", "{ways}，同一个数：{y}\u00a0=\u00a0{value}。"),
    "pictures.hole": (
        "{ways}, one number: nothing reaches {y}, it is {value}.",
        "{ways}，同一个数：没有输入到达 {y}，它是 {value}。",
    ),
    "pictures.cropped": (
        "Tap {tap} of {x} lands on {y}, outside the output ({why}): *it is cropped*.",
        "{x} 的核元素 {tap} 落在 {y}，在输出之外（{why}）：*被裁掉*。",
    ),
    "pictures.writes_nothing": (
        "{x} writes nothing at all: *all {taps} of its taps land outside the output and are cropped*.",
        "{x} 什么也没写出：*它的 {taps} 个核元素全部落在输出之外，都被裁掉*。",
    ),
    "pictures.writes_nothing_one": (
        "{x} writes nothing at all: *its one tap lands outside the output and is cropped*.",
        "{x} 什么也没写出：*它唯一的核元素落在输出之外，被裁掉*。",
    ),
    "pictures.ways_4": ("Four pictures", "四幅图"),
    "pictures.ways_3": ("Three pictures", "三幅图"),
    "pictures.difference": (
        "Largest difference anywhere in y: {difference}.",
        "整个 y 上的最大差别：{difference}。",
    ),
    "pictures.framed": ("Framed: {x} · {w} on its way to {y}.", "加框的是：{x} · {w} 写到 {y}。"),
    "pictures.framed_cropped": (
        "Framed: {x} · {w}; it would land on {y} (outside: {why}).",
        "加框的是：{x} · {w}；它会落在 {y}（在外面：{why}）。",
    ),
    "pictures.channels": ("Input channel {ci}, output channel {co}.", "输入通道 {ci}，输出通道 {co}。"),
    "pictures.no_bias": ("The bias is left out.", "不含偏置。"),
    # planes
    "pictures.input": ("x", "x"),
    "pictures.kernel": ("w", "w"),
    "pictures.output": ("y", "y"),
    "pictures.spread": ("x with zeros", "插零后的 x"),
    "pictures.flipped": ("w flipped", "翻转后的 w"),
    "pictures.loss_output": ("gradient at v: x", "v 处的梯度：x"),
    "pictures.loss_input": ("gradient at u: y", "u 处的梯度：y"),
    "pictures.part": ("part of {size}", "{size} 的一部分"),
    "pictures.whole": ("Cᵀ, {rows} × {columns}", "Cᵀ，{rows} × {columns}"),
    "pictures.block": ("a block of Cᵀ, {rows} × {columns}", "Cᵀ 的一块，{rows} × {columns}"),
    "pictures.crossing": ("Cᵀ enlarged", "Cᵀ 放大"),
    "pictures.enlarged": (
        "Enlarged: rows W of y, columns W of x; each number is a tap of w, and it multiplies the x on top of its column.",
        "放大处：行是 y 的 W，列是 x 的 W；每个数是 w 的一个核元素，乘以该列最上方的 x。",
    ),
    "pictures.legend_selected": ("the selected voxel", "选中的体素"),
    "pictures.legend_taps": ("a tap it meets, and its place (colour: kD)", "与它相遇的核元素及其位置（颜色对应 kD）"),
    "pictures.legend_framed_4": ("the one contribution followed in all four", "四幅图中都跟踪的那一个贡献"),
    "pictures.legend_framed_3": ("the one contribution followed in all three", "三幅图中都跟踪的那一个贡献"),
    "pictures.legend_cropped": ("cropped", "被裁掉"),
    # 1
    "pictures.scatter_title": ("1 · Scatter", "1 · 散布"),
    "pictures.scatter_says": (
        "Each voxel of the input x multiplies the whole kernel w and writes the block into the output y. Blocks that "
        "overlap add up; what sticks out is cropped.",
        "输入 x 的每个体素乘以整个卷积核 w，把得到的一块写进输出 y；重叠处相加，伸出去的部分被裁掉。",
    ),
    # 2
    "pictures.zeros_title": ("2 · Insert zeros, then convolve", "2 · 先插零，再做普通卷积"),
    "pictures.zeros_says": (
        "stride − 1 zeros go between the input voxels and a border of zeros round them. The kernel, flipped on every "
        "axis, slides over it in steps of 1; in the orange frame it makes the output voxel.",
        "在输入体素之间插入 stride − 1 个零，外面再围一圈零；各轴都翻转后的卷积核以步长 1 滑过，橙框处算出该输出体素。",
    ),
    "pictures.border_rule": (
        "Border: dilation·(kernel_size − 1) − padding zeros, behind also + output_padding:",
        "边框：dilation·(kernel_size − 1) − padding 个零，后侧再加 output_padding：",
    ),
    "pictures.border": ("{axes} {before} in front, {after} behind", "{axes} 轴前 {before}、后 {after}"),
    "pictures.cut": (
        "padding is larger than dilation·(kernel_size − 1): the border is negative, so the spread input itself is cut "
        "there (orange cells with a dashed edge).",
        "padding 大于 dilation·(kernel_size − 1)：边框为负，所以插零后的输入本身被裁去一截（橙色虚线格）。",
    ),
    "pictures.products": (
        "({taps} products, {zeros} of them with a zero that was put in)",
        "（{taps} 个乘积，其中 {zeros} 个乘的是补进去的零）",
    ),
    # 3
    "pictures.matrix_title": ("3 · The transposed matrix", "3 · 转置矩阵"),
    "pictures.matrix_says": (
        "An ordinary convolution is a matrix C that is mostly zeros. The layer multiplies by its transpose Cᵀ: hence "
        "the name.",
        "普通卷积可以写成一个矩阵 C，其中大部分是零。这一层乘的是它的转置 Cᵀ，名字就是这么来的。",
    ),
    "pictures.lit": (
        "Of its {rows} rows (output) and {columns} columns (input), row {row} is {y} and column {column} is {x}.",
        "它有 {rows} 行（输出）、{columns} 列（输入）：第 {row} 行是 {y}，第 {column} 列是 {x}。",
    ),
    "pictures.lit_row": (
        "Of its {rows} rows (output) and {columns} columns (input), row {row} is {y}; it holds nothing but zeros.",
        "它有 {rows} 行（输出）、{columns} 列（输入）：第 {row} 行是 {y}，整行都是零。",
    ),
    "pictures.lit_column": (
        "Of its {rows} rows (output) and {columns} columns (input), column {column} is {x}.",
        "它有 {rows} 行（输出）、{columns} 列（输入）：第 {column} 列是 {x}。",
    ),
    "pictures.zero_column": (
        "Of its {rows} rows (output) and {columns} columns (input), column {column} is {x}; it holds nothing but zeros.",
        "它有 {rows} 行（输出）、{columns} 列（输入）：第 {column} 列是 {x}，整列都是零。",
    ),
    # 4
    "pictures.gradient_title": ("4 · The gradient of a convolution", "4 · 普通卷积的梯度"),
    "pictures.gradient_says": (
        "An ordinary Conv3D reads a window of u for each voxel of v. Going back, the chain rule sends x·w from that "
        "voxel to every u of its window (blue frame): the same numbers.",
        "普通 Conv3D 从 u 中读一个窗口，算出 v 的一个体素。反过来，链式法则把 x·w 从该体素送回窗口中的每个 u（蓝框）：正是同样的数。",
    ),
    "pictures.no_gradient": (
        "An ordinary convolution of {output} voxels with these settings gives {gives}, not {input}. No forward "
        "convolution leads back to this input, so there is none whose gradient this layer could be: this is why Paddle "
        "refuses output_padding ≥ stride. The other three pictures do not mind, and PyTorch computes it.",
        "用这组设置对 {output} 个体素做普通卷积，得到 {gives}，而不是 {input}。所以没有任何前向卷积能回到这个输入，"
        "这一层也就不是谁的梯度：这正是 Paddle 拒绝 output_padding ≥ stride 的原因。另外三幅图不受影响，PyTorch 也照样能算。",
    ),
    "pictures.window_padding": (
        "The window of {x} reads nothing but padding: from there nothing goes back to u.",
        "{x} 的窗口只读到填充：没有什么从那里送回 u。",
    ),
    "pictures.window_elsewhere": (
        "The window of {x} lies at D = {span} and reads nothing of the slice D = {depth} drawn here, so no frame is on it.",
        "{x} 的窗口在 D = {span}，读不到这里画出的 D = {depth} 这一层，所以图上没有蓝框。",
    ),
    # too large
    "pictures.too_large": (
        "This layer is too large for four pictures: they stop at about {inputs} input voxels, {taps} taps and {outputs} "
        "voxels with the inserted zeros.",
        "这一层太大，画不出四幅图：大约最多 {inputs} 个输入体素、{taps} 个核元素，插零后 {outputs} 个体素。",
    ),
    "pictures.try_2d": ("As a plane, on H and W alone, it fits.", "只看 H 和 W 组成的面，就画得出。"),
    "pictures.try_1d": ("As a line, on W alone, it fits.", "只看 W 这条线，就画得出。"),
}
