"""The words of the overlap page: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    # verdict
    "overlap.even_one": (
        "Away from the borders every output voxel is written **once**: even on all axes.",
        "远离边界处，每个输出体素都恰好被写入 **1 次**：各轴均匀。",
    ),
    "overlap.even": (
        "Away from the borders every output voxel is written **{n} times**: even on all axes.",
        "远离边界处，每个输出体素都被写入 **{n} 次**：各轴均匀。",
    ),
    "overlap.uneven": (
        "Away from the borders output voxels are written **{counts} times**: uneven on {axes}.",
        "远离边界处，输出体素被写入 **{counts} 次**不等：{axes} 轴不均匀。",
    ),
    "overlap.holes": (
        "**{n} of {all} output voxels are never written**: holes on {axes}.",
        "**{all} 个输出体素中有 {n} 个从未被写入**：{axes} 轴有空缺。",
    ),
    "overlap.or": (" or ", " 或 "),
    "overlap.to": ("{low} to {high}", "{low} 到 {high}"),
    "overlap.and": (" and ", "、"),
    "overlap.comma": (", ", "、"),
    "overlap.written": ("written", "写入次数"),
    # why, one sentence for axes that are alike
    "overlap.why_even": (
        "{axes}: kernel {k} is a multiple of stride {s}, so every voxel gets {pattern} of its taps there.",
        "{axes}：卷积核 {k} 是步长 {s} 的整数倍，所以每个体素在该轴上都得到 {pattern} 次。",
    ),
    "overlap.why_stride_1": (
        "{axes}: with stride 1 every voxel gets all {k} taps.",
        "{axes}：步长为 1，每个体素都得到全部 {k} 个核元素。",
    ),
    "overlap.why_uneven": (
        "{axes}: kernel {k} is not a multiple of stride {s}, so the counts repeat {pattern}.",
        "{axes}：卷积核 {k} 不是步长 {s} 的整数倍，所以次数按 {pattern} 重复。",
    ),
    "overlap.why_short": (
        "{axes}: kernel {k} is shorter than stride {s}, so some voxels get nothing: the counts repeat {pattern}.",
        "{axes}：卷积核 {k} 小于步长 {s}，有的体素什么也得不到：次数按 {pattern} 重复。",
    ),
    "overlap.why_factor": (
        "{axes}: stride {s} and dilation {d} share the factor {g}, so taps reach one voxel in {g}: the counts repeat {pattern}.",
        "{axes}：步长 {s} 与空洞 {d} 有公因数 {g}，核元素只能到达每 {g} 个体素中的一个：次数按 {pattern} 重复。",
    ),
    "overlap.short": (
        "The input is too short on {axes} for the pattern to settle: what you see there is all border.",
        "{axes} 轴的输入太短，规律还没有出现：那里看到的全是边界。",
    ),
    # picture
    "overlap.output": ("output {size}", "输出 {size}"),
    "overlap.level": (
        "is written {n}× · {voxels} like it, {share}",
        "被写入 {n} 次 · 这样的体素共 {voxels} 个，{share}",
    ),
    "overlap.slice": ("slice", "切片"),
    "overlap.only_slice": (
        "{size} output: only the slice {axis} = {index} is drawn, of a large one the middle {most} × {most} voxels.",
        "输出为 {size}：只画 {axis} = {index} 切片；切片太大时只画中间 {most} × {most} 个体素。",
    ),
    "overlap.only_holes": (
        "Of the {holes} voxels that nothing writes, those of the slice {axis} = {index} are outlined.",
        "有 {holes} 个体素从未写入：只描出 {axis} = {index} 切片上的那些。",
    ),
    "overlap.pick": ("Click to see the slice through it.", "点击可查看经过它的切片。"),
    "overlap.help": (
        "Drag to turn · wheel to zoom · click a voxel for its slice · 1–\u20604 views · Home resets",
        "拖动旋转 · 滚轮缩放 · 点击体素看它的切片 · 1–\u20604 切换视角 · Home 复位",
    ),
    "overlap.help_short": (
        "Swipe sideways to turn, use two fingers to turn and zoom, touch a voxel for its slice.",
        "左右滑动旋转，双指旋转和缩放，轻触体素看它的切片。",
    ),
    "overlap.no_webgl": (
        "This browser cannot draw 3-D. The table and the bars show the same.",
        "此浏览器无法显示三维图，表格和条形图内容相同。",
    ),
    # table
    "overlap.table": ("Slice {axis} = {index}, as a product of three counts", "{axis} = {index} 切片：三个次数的乘积"),
    "overlap.window": (
        "The middle {rows} × {columns} of {all} cells.",
        "共 {all} 个格子，这里是中间的 {rows} × {columns} 个。",
    ),
    "overlap.bars": ("How many voxels get how many contributions", "多少个体素得到多少次贡献"),
    "overlap.bar": ("{voxels} voxels, {share}", "{voxels} 个体素，{share}"),
    "overlap.rest": ("{levels} more counts", "其余 {levels} 种次数"),
    "overlap.facts": (
        "fewest {low} · most {high} · never written {holes} · contributions in all {total}",
        "最少 {low} · 最多 {high} · 从未写入 {holes} · 贡献总数 {total}",
    ),
    "overlap.classes": ("Count by residue, away from the borders", "远离边界处，按余数的次数"),
    "overlap.class": ("{axis} mod {s} = {r}", "{axis} mod {s} = {r}"),
    # what would change it
    "overlap.change": ("What would change it", "怎样改变它"),
    "overlap.try": ("try", "试试"),
    "overlap.inside": ("counts inside", "内部次数"),
    "overlap.size": ("output", "输出"),
    "overlap.everywhere": ("{n} everywhere", "处处 {n}"),
    "overlap.set": ("kernel_size {k}, padding {pads}", "kernel_size {k}，padding {pads}"),
    "overlap.resize": ("nearest resize, then Conv3D {k}", "最近邻放大，再做 Conv3D {k}"),
    "overlap.shuffle": ("Conv3D {k}, then pixel shuffle", "Conv3D {k}，再做像素重排"),
    "overlap.use": ("Set {what}", "改为 {what}"),
    "overlap.nothing": ("Nothing needs to: the counts are even.", "不需要改变：次数已经均匀。"),
    "overlap.caveat": (
        "Even counts are not a cure: learned weights can still alternate, as the pictures below show.",
        "次数均匀并不是万能药：学到的权重仍然可能交替变化，见下面的图。",
    ),
    # side by side
    "overlap.gallery": ("Side by side", "并排比较"),
    "overlap.gallery_note": (
        "The middle D slice, one channel, input {size}; weights around 1 from seed {seed}. Each picture runs from its "
        "own least (dark) to its own most (light).",
        "中间的 D 切片，单通道，输入 {size}；权重在 1 附近，种子 {seed}。每幅图都从自己的最小值（暗）到最大值（亮）。",
    ),
    "overlap.counts": ("counts", "次数"),
    "overlap.constant": ("constant input", "常数输入"),
    "overlap.random": ("random input", "随机输入"),
    "overlap.yours": ("this layer", "当前的层"),
    "overlap.way": ("way to enlarge", "放大方式"),
    "overlap.ripple": ("ripple {n} %", "起伏 {n} %"),
    "overlap.ripple_note": (
        "Ripple: largest less smallest value away from the borders, as a share of their mean.",
        "起伏：远离边界处，最大值与最小值之差占平均值的比例。",
    ),
}
