"""The words of the page of four pictures: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "pictures.and": (", ", "、"),
    "pictures.comma": (", ", "、"),
    "pictures.semicolon": ("; ", "；"),
    "pictures.stop": (".", "。"),
    "pictures.space": (" ", ""),
    # headline
    "pictures.headline": ("{ways}, one number: {y} = {value}.", "{ways}，同一个数：{y} = {value}。"),
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
    "pictures.part": ("part of {size}", "{size} 中的一部分"),
    "pictures.whole": ("Cᵀ, {rows} × {columns}", "Cᵀ，{rows} × {columns}"),
    "pictures.block": ("a block of Cᵀ, {rows} × {columns}", "Cᵀ 的一块，{rows} × {columns}"),
    "pictures.crossing": ("Cᵀ enlarged", "Cᵀ 放大"),
    "pictures.enlarged": (
        "Enlarged: rows W of y, columns W of x; each number is a tap of w, and it multiplies the x on top of its column.",
        "放大处：行是 y 的 W，列是 x 的 W；每个数是 w 的一个核元素，乘以该列最上方的 x。",
    ),
    "pictures.legend_selected": ("the selected voxel", "选中的体素"),
    "pictures.legend_taps": ("a tap it meets (colour: kD), and where", "与它相遇的核元素（颜色对应 kD）和所在位置"),
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
    # sizes
    "pictures.sizes_title": ("Why the output size has to be chosen", "为什么输出尺寸要由你来选"),
    "pictures.sizes_lead": (
        "Run the ordinary convolution forward, from the size of the output to that of the input: each row is a size it "
        "starts from. The cells hold what the layer writes there, on one axis, for x = 1, 2, 3 … and w = 1, 2, 3 …",
        "把普通卷积正着做一遍：从输出的尺寸走到输入的尺寸，每一行从一个尺寸出发。格子里是这一层在一个轴上写的值，"
        "其中 x = 1、2、3……，w = 1、2、3……",
    ),
    "pictures.lead": (
        "With stride {s}, sizes {low} to {high} all give {n}. Going back, {n} alone does not say which of the {count} it was: "
        "output_size or output_padding says it.",
        "步长为 {s}，从 {low} 到 {high} 的尺寸都得到 {n}。反过来，只知道 {n}，并不知道是这 {count} 个中的哪一个：要由 output_size 或 output_padding 指明。",
    ),
    "pictures.lead_one": (
        "Only size {low} gives {n}: here is nothing to choose.",
        "只有尺寸 {low} 得到 {n}：这里没有什么可选的。",
    ),
    "pictures.lead_none": (
        "With this padding no size gives {n}; the present size {size} gives more. No convolution leads from it to {n}.",
        "用这样的 padding，没有尺寸得到 {n}；现在的尺寸 {size} 得到的更多。没有卷积能从它走到 {n}。",
    ),
    "pictures.lead_beyond": (
        "With stride {s}, sizes {low} to {high} give {n}; the present size {size} is beyond them and gives more. No "
        "convolution leads from it to {n}.",
        "步长为 {s}，从 {low} 到 {high} 的尺寸得到 {n}；现在的尺寸 {size} 超出了这个范围，得到的更多。没有卷积能从它走到 {n}。",
    ),
    "pictures.size_legal": ("{size} gives {gives}", "{size} 得到 {gives}"),
    "pictures.size_chosen": ("▸ {size} gives {gives}: this layer", "▸ {size} 得到 {gives}：当前的层"),
    "pictures.size_other": (
        "{size} gives {gives}, not {wanted}: refused",
        "{size} 得到 {gives}，不是 {wanted}：被拒绝",
    ),
    "pictures.size_shifted": (
        "padding {pads} gives {size} too, but shifted",
        "padding {pads} 也得到 {size}，但值错开了",
    ),
    "pictures.legend_output": ("base size", "基准尺寸"),
    "pictures.legend_extra": ("cropped by padding, brought back", "被 padding 裁掉又恢复的值"),
    "pictures.legend_zero": ("true zero: no input reaches it", "真正的零：没有输入到达"),
    "pictures.legend_border": ("padding the convolution reads", "普通卷积读到的填充"),
    "pictures.legend_past": ("a size too large for this input", "对这个输入来说过大的尺寸"),
    "pictures.legend_bracket": ("its last window", "它的最后一个窗口"),
    "pictures.legend_misses": (
        "the same, where the size does not give that of the input",
        "同上，但从这个尺寸得不到输入的尺寸",
    ),
    # believed
    "pictures.believed_appends": ("<b>“output_padding appends zeros.”</b>", "<b>“output_padding 就是在末尾补零。”</b>"),
    "pictures.with": ("With output_padding = {n}: {answer}", "output_padding = {n} 时：{answer}"),
    "pictures.restored": (
        "voxels {voxels} get {values}, which padding had cropped: they come back",
        "体素 {voxels} 得到 {values}，它们原先被 padding 裁掉，现在恢复了",
    ),
    "pictures.restored_one": (
        "voxel {voxels} gets {values}, which padding had cropped: it comes back",
        "体素 {voxels} 得到 {values}，它原先被 padding 裁掉，现在恢复了",
    ),
    "pictures.true_zeros": (
        "voxels {voxels} are true zeros: they lie beyond the full size {full}, where no input reaches",
        "体素 {voxels} 是真正的零：它们在完整尺寸 {full} 之外，没有输入能到达",
    ),
    "pictures.true_zero": (
        "voxel {voxels} is a true zero: it lies beyond the full size {full}, where no input reaches",
        "体素 {voxels} 是真正的零：它在完整尺寸 {full} 之外，没有输入能到达",
    ),
    "pictures.nothing_shown": (
        "the output is just large enough to be one.",
        "输出刚好够得上一个体素。",
    ),
    "pictures.nothing_added": (
        "With stride 1 there is no output_padding at all.",
        "步长为 1 时根本没有 output_padding。",
    ),
    "pictures.believed_pads": ("<b>“padding pads the input.”</b>", "<b>“padding 是给输入做填充。”</b>"),
    "pictures.pads": (
        "It pads the input of the ordinary convolution, and that is the output here. So here it crops: {full} − {before} − {after} "
        "= {base}.",
        "它填充的是普通卷积的输入，而那正是这里的输出。所以在这里它是裁掉：{full} − {before} − {after} = {base}。",
    ),
    "pictures.pads_nothing": (
        "It crops the output. Here it is 0 and all {full} voxels stay.",
        "它裁的是输出。这里它是 0，{full} 个体素全部保留。",
    ),
    "pictures.believed_same": ("<b>“The same shape means the same values.”</b>", "<b>“形状相同，值就相同。”</b>"),
    "pictures.same_differ": (
        "No: padding {pads} gives {size} voxels too, and {differ} of them hold other values (last row).",
        "不对：padding {pads} 也得到 {size} 个体素，其中 {differ} 个的值不同（最后一行）。",
    ),
    "pictures.same_by_chance": (
        "padding {pads} gives {size} voxels too; here, by chance, they hold the same.",
        "padding {pads} 也得到 {size} 个体素；这里的值碰巧相同。",
    ),
    "pictures.same_nothing": (
        "Here nothing is cropped, so nothing can shift. Set padding to 1 to see it.",
        "这里什么也没裁，所以不会错开。把 padding 设为 1 就能看到。",
    ),
    # round trip
    "pictures.trip_title": ("Not a deconvolution", "它不是反卷积"),
    "pictures.trip_u": ("u", "u"),
    "pictures.trip_v": ("v = C u, convolution", "v = C u，普通卷积"),
    "pictures.trip_back": ("Cᵀ v, transposed convolution", "Cᵀ v，转置卷积"),
    "pictures.trip_alt_all": ("none of the {all} numbers of u comes back", "u 的 {all} 个数都没有还原"),
    "pictures.trip_alt": ("{differ} of {all} numbers of u do not come back", "u 的 {all} 个数中有 {differ} 个没有还原"),
    "pictures.trip_differs": (
        "A deconvolution would undo the convolution. Convolve u, then transposed-convolve the result with the same kernel: the "
        "size of u comes back, but {differ} of its {all} numbers are others.",
        "反卷积应当能撤销卷积。先对 u 做卷积，再用同一个卷积核做转置卷积：回来的是 u 的尺寸，但 {all} 个数中有 {differ} 个变了。",
    ),
    "pictures.trip_differs_all": (
        "A deconvolution would undo the convolution. Convolve u, then transposed-convolve the result with the same kernel: the "
        "size of u comes back, but all its {all} numbers are others.",
        "反卷积应当能撤销卷积。先对 u 做卷积，再用同一个卷积核做转置卷积：回来的是 u 的尺寸，但 {all} 个数全变了。",
    ),
    "pictures.trip_returns": (
        "With this kernel all {all} numbers of u come back: it is one of the exceptions.",
        "用这个卷积核，u 的 {all} 个数都回来了：它是例外之一。",
    ),
    "pictures.trip_lost": (
        "It cannot be otherwise: {u} numbers went in and only {v} came out of the convolution, so at least {lost} are lost whatever "
        "the kernel.",
        "不可能不变：进去 {u} 个数，卷积后只剩 {v} 个，无论用什么卷积核，至少丢掉 {lost} 个。",
    ),
    "pictures.trip_dead": (
        "Of the {v} numbers of v, {dead} are always 0: their windows read no number of u, only padding.",
        "v 的 {v} 个数中有 {dead} 个永远是 0：它们的窗口读不到 u 的任何数，只读到填充。",
    ),
    "pictures.trip_unread": (
        "Of the {u} numbers of u, {unread} are read by no window.",
        "u 的 {u} 个数中有 {unread} 个没有任何窗口读到。",
    ),
    "pictures.trip_lost_dead": (
        "It cannot be otherwise: {u} numbers went in and only {reading} numbers of v know anything of them, so at least {lost} are "
        "lost whatever the kernel.",
        "不可能不变：进去 {u} 个数，v 中只有 {reading} 个数含有它们的信息，无论用什么卷积核，至少丢掉 {lost} 个。",
    ),
    "pictures.trip_lost_unread": (
        "It cannot be otherwise: these {lost} are lost whatever the kernel.",
        "不可能不变：无论用什么卷积核，这 {lost} 个都会丢掉。",
    ),
    "pictures.trip_kernel_dead": (
        "By count nothing need be lost all the same ({u} numbers in, {reading} out that read them): it is the kernel that mixes "
        "them, and its transpose is not its inverse.",
        "即使如此，从个数上看也不必丢失（进去 {u} 个，读到它们的有 {reading} 个）：是卷积核把它们混合了，而转置并不是逆。",
    ),
    "pictures.trip_kernel": (
        "By count nothing need be lost ({u} numbers in, {v} out): it is the kernel that mixes them, and its transpose is not "
        "its inverse.",
        "从个数上看不必丢失（进去 {u} 个，出来 {v} 个）：是卷积核把它们混合了，而转置并不是逆。",
    ),
    "pictures.trip_conditions": (
        "<b>When u would come back.</b> Only if CᵀC is the identity. For example, one channel: stride 1 and a kernel that is 1 at one tap and 0 at "
        "all others, nothing cut at the border. Or many: kernel_size = stride, padding 0, in_channels = out_channels × taps, and "
        "the weight an orthogonal matrix. Haar’s eight 2 × 2 × 2 kernels, stride 2, worked out just now: largest difference "
        "{difference}, which is rounding.",
        "<b>什么时候 u 会回来？</b>只有 CᵀC 是单位矩阵时。例如单通道：步长为 1，卷积核只有一个核元素是 1、其余是 0，且边界上没有丢失。"
        "或者多通道：kernel_size = stride，padding 为 0，in_channels = out_channels × 核元素个数，并且权重是正交矩阵。"
        "哈尔（Haar）的 8 个 2 × 2 × 2 卷积核，步长 2，刚刚算过：最大差别 {difference}，只是舍入误差。",
    ),
    "pictures.trip_none": (
        "With output_padding ≥ stride there is no convolution to go there and back with.",
        "output_padding ≥ stride 时，没有可供往返的卷积。",
    ),
}
