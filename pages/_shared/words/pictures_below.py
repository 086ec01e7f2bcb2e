"""The words below the four pictures, of sizes and the round trip: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    # sizes
    "pictures_below.sizes_title": ("Why the output size has to be chosen", "为什么输出尺寸要由你来选"),
    "pictures_below.sizes_lead": (
        "Run the ordinary convolution forward, from the size of the output to that of the input: each row is a size it "
        "starts from. The cells hold what the layer writes there, on one axis, for x = 1, 2, 3 … and w = 1, 2, 3 …",
        "把普通卷积正着做一遍：从输出的尺寸走到输入的尺寸，每一行从一个尺寸出发。格子里是这一层在一个轴上写的值，"
        "其中 x = 1、2、3……，w = 1、2、3……",
    ),
    "pictures_below.lead": (
        "With stride {s}, sizes {low} to {high} all give {n}. Going back, {n} alone does not say which of the {count} it was: "
        "output_size or output_padding says it.",
        "步长为 {s}，从 {low} 到 {high} 的尺寸都得到 {n}。反过来，只知道 {n}，并不知道是这 {count} 个中的哪一个：要由 output_size 或 output_padding 指明。",
    ),
    "pictures_below.lead_one": (
        "Only size {low} gives {n}: here is nothing to choose.",
        "只有尺寸 {low} 得到 {n}：这里没有什么可选的。",
    ),
    "pictures_below.lead_none": (
        "With this padding no size gives {n}; the present size {size} gives more. No convolution leads from it to {n}.",
        "用这样的 padding，没有尺寸得到 {n}；现在的尺寸 {size} 得到的更多。没有卷积能从它走到 {n}。",
    ),
    "pictures_below.lead_beyond": (
        "With stride {s}, sizes {low} to {high} give {n}; the present size {size} is beyond them and gives more. No "
        "convolution leads from it to {n}.",
        "步长为 {s}，从 {low} 到 {high} 的尺寸得到 {n}；现在的尺寸 {size} 超出了这个范围，得到的更多。没有卷积能从它走到 {n}。",
    ),
    "pictures_below.size_legal": ("{size} gives {gives}", "{size} 得到 {gives}"),
    "pictures_below.size_chosen": ("▸ {size} gives {gives}: this layer", "▸ {size} 得到 {gives}：当前的层"),
    "pictures_below.size_other": (
        "{size} gives {gives}, not {wanted}: refused",
        "{size} 得到 {gives}，不是 {wanted}：被拒绝",
    ),
    "pictures_below.size_shifted": (
        "padding {pads} gives {size} too, but shifted",
        "padding {pads} 也得到 {size}，但值错开了",
    ),
    "pictures_below.legend_output": ("base size", "基准尺寸"),
    "pictures_below.legend_extra": ("cropped by padding, brought back", "被 padding 裁掉又恢复的值"),
    "pictures_below.legend_zero": ("true zero: no input reaches it", "真正的零：没有输入到达"),
    "pictures_below.legend_border": ("padding the convolution reads", "普通卷积读到的填充"),
    "pictures_below.legend_past": ("a size too large for this input", "对这个输入来说过大的尺寸"),
    "pictures_below.legend_bracket": ("its last window", "它的最后一个窗口"),
    "pictures_below.legend_misses": (
        "the same, where the size does not give that of the input",
        "同上，但从这个尺寸得不到输入的尺寸",
    ),
    # believed
    "pictures_below.believed_appends": ("<b>“output_padding appends zeros.”</b>", "<b>“output_padding 就是在末尾补零。”</b>"),
    "pictures_below.with": ("With output_padding = {n}: {answer}", "output_padding = {n} 时：{answer}"),
    "pictures_below.restored": (
        "voxels {voxels} get {values}, which padding had cropped: they come back",
        "体素 {voxels} 得到 {values}，它们原先被 padding 裁掉，现在恢复了",
    ),
    "pictures_below.restored_one": (
        "voxel {voxels} gets {values}, which padding had cropped: it comes back",
        "体素 {voxels} 得到 {values}，它原先被 padding 裁掉，现在恢复了",
    ),
    "pictures_below.true_zeros": (
        "voxels {voxels} are true zeros: they lie behind the last place that an input reaches",
        "体素 {voxels} 是真正的零：它们在输入能到达的最后一个位置之后",
    ),
    "pictures_below.true_zero": (
        "voxel {voxels} is a true zero: it lies behind the last place that an input reaches",
        "体素 {voxels} 是真正的零：它在输入能到达的最后一个位置之后",
    ),
    "pictures_below.nothing_shown": (
        "the output is just large enough to be one.",
        "输出刚好够得上一个体素。",
    ),
    "pictures_below.nothing_added": (
        "With stride 1 there is no output_padding at all.",
        "步长为 1 时根本没有 output_padding。",
    ),
    "pictures_below.believed_pads": ("<b>“padding pads the input.”</b>", "<b>“padding 是给输入做填充。”</b>"),
    "pictures_below.pads": (
        "It pads the input of the ordinary convolution, and that is the output here. So here it crops: {full} − {before} − {after} "
        "= {base}.",
        "它填充的是普通卷积的输入，而那正是这里的输出。所以在这里它是裁掉：{full} − {before} − {after} = {base}。",
    ),
    "pictures_below.pads_nothing": (
        "It crops the output. Here it is 0 and all {full} voxels stay.",
        "它裁的是输出。这里它是 0，{full} 个体素全部保留。",
    ),
    "pictures_below.believed_same": ("<b>“The same shape means the same values.”</b>", "<b>“形状相同，值就相同。”</b>"),
    "pictures_below.same_differ": (
        "No: padding {pads} gives {size} voxels too, and {differ} of them hold other values (last row).",
        "不对：padding {pads} 也得到 {size} 个体素，其中 {differ} 个的值不同（最后一行）。",
    ),
    "pictures_below.same_by_chance": (
        "padding {pads} gives {size} voxels too; here, by chance, they hold the same.",
        "padding {pads} 也得到 {size} 个体素；这里的值碰巧相同。",
    ),
    "pictures_below.same_nothing": (
        "Here nothing is cropped, so nothing can shift. Set padding to 1 to see it.",
        "这里什么也没裁，所以不会错开。把 padding 设为 1 就能看到。",
    ),
    # round trip
    "pictures_below.trip_title": ("Not a deconvolution", "它不是反卷积"),
    "pictures_below.trip_u": ("u", "u"),
    "pictures_below.trip_v": ("v = C u, convolution", "v = C u，普通卷积"),
    "pictures_below.trip_back": ("Cᵀ v, transposed convolution", "Cᵀ v，转置卷积"),
    "pictures_below.trip_alt_all": ("none of the {all} numbers of u comes back", "u 的 {all} 个数都没有还原"),
    "pictures_below.trip_alt": ("{differ} of {all} numbers of u do not come back", "u 的 {all} 个数中有 {differ} 个没有还原"),
    "pictures_below.trip_differs": (
        "A deconvolution would undo the convolution. Convolve u, then transposed-convolve the result with the same kernel: the "
        "size of u comes back, but {differ} of its {all} numbers are others.",
        "反卷积应当能撤销卷积。先对 u 做卷积，再用同一个卷积核做转置卷积：回来的是 u 的尺寸，但 {all} 个数中有 {differ} 个变了。",
    ),
    "pictures_below.trip_differs_all": (
        "A deconvolution would undo the convolution. Convolve u, then transposed-convolve the result with the same kernel: the "
        "size of u comes back, but all its {all} numbers are others.",
        "反卷积应当能撤销卷积。先对 u 做卷积，再用同一个卷积核做转置卷积：回来的是 u 的尺寸，但 {all} 个数全变了。",
    ),
    "pictures_below.trip_returns": (
        "With this kernel all {all} numbers of u come back: it is one of the exceptions.",
        "用这个卷积核，u 的 {all} 个数都回来了：它是例外之一。",
    ),
    "pictures_below.trip_lost": (
        "It cannot be otherwise: {u} numbers went in and only {v} came out of the convolution, so at least {lost} are lost whatever "
        "the kernel.",
        "不可能不变：进去 {u} 个数，卷积后只剩 {v} 个，无论用什么卷积核，至少丢掉 {lost} 个。",
    ),
    "pictures_below.trip_dead": (
        "Of the {v} numbers of v, {dead} are always 0: their windows read no number of u, only padding.",
        "v 的 {v} 个数中有 {dead} 个永远是 0：它们的窗口读不到 u 的任何数，只读到填充。",
    ),
    "pictures_below.trip_unread": (
        "Of the {u} numbers of u, {unread} are read by no window.",
        "u 的 {u} 个数中有 {unread} 个没有任何窗口读到。",
    ),
    "pictures_below.trip_lost_dead": (
        "It cannot be otherwise: {u} numbers went in and only {reading} numbers of v know anything of them, so at least {lost} are "
        "lost whatever the kernel.",
        "不可能不变：进去 {u} 个数，v 中只有 {reading} 个数含有它们的信息，无论用什么卷积核，至少丢掉 {lost} 个。",
    ),
    "pictures_below.trip_lost_unread": (
        "It cannot be otherwise: these {lost} are lost whatever the kernel.",
        "不可能不变：无论用什么卷积核，这 {lost} 个都会丢掉。",
    ),
    "pictures_below.trip_kernel_dead": (
        "By count nothing need be lost all the same ({u} numbers in, {reading} out that read them): it is the kernel that mixes "
        "them, and its transpose is not its inverse.",
        "即使如此，从个数上看也不必丢失（进去 {u} 个，读到它们的有 {reading} 个）：是卷积核把它们混合了，而转置并不是逆。",
    ),
    "pictures_below.trip_kernel": (
        "By count nothing need be lost ({u} numbers in, {v} out): it is the kernel that mixes them, and its transpose is not "
        "its inverse.",
        "从个数上看不必丢失（进去 {u} 个，出来 {v} 个）：是卷积核把它们混合了，而转置并不是逆。",
    ),
    "pictures_below.trip_conditions": (
        "<b>When u would come back.</b> Only if CᵀC is the identity. For example, one channel: stride 1 and a kernel that is 1 at one tap and 0 at "
        "all others, nothing cut at the border. Or many: kernel_size = stride, padding 0, in_channels = out_channels × taps, and "
        "the weight an orthogonal matrix. Haar’s eight 2 × 2 × 2 kernels, stride 2, worked out just now: largest difference "
        "{difference}, which is rounding.",
        "<b>什么时候 u 会回来？</b>只有 CᵀC 是单位矩阵时。例如单通道：步长为 1，卷积核只有一个核元素是 1、其余是 0，且边界上没有丢失。"
        "或者多通道：kernel_size = stride，padding 为 0，in_channels = out_channels × 核元素个数，并且权重是正交矩阵。"
        "哈尔（Haar）的 8 个 2 × 2 × 2 卷积核，步长 2，刚刚算过：最大差别 {difference}，只是舍入误差。",
    ),
    "pictures_below.trip_none": (
        "With output_padding ≥ stride there is no convolution to go there and back with.",
        "output_padding ≥ stride 时，没有可供往返的卷积。",
    ),
}
