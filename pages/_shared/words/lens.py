"""The words of the framework lens: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    # paste
    "lens.paste": ("Paste code or an error", "粘贴代码或报错"),
    "lens.paste_hint": (
        "nn.ConvTranspose3d(64, 32, 2, stride=2)   or   ValueError: requested an output size of ...",
        "nn.ConvTranspose3d(64, 32, 2, stride=2)   或   ValueError: requested an output size of ...",
    ),
    "lens.error_of": ("What this error of {framework} means", "{framework} 的这个报错是什么意思"),
    "lens.no_fix": (
        "The layer in the panel does not show this error. Set it to yours, or paste its code, to get fixes.",
        "面板里的这一层没有这个错误。把它改成你的层，或粘贴你的代码，就会给出修改建议。",
    ),
    "lens.found": ("{framework}, line {line}:", "{framework}，第 {line} 行："),
    "lens.open": ("Open this layer", "打开这一层"),
    "lens.more_layers": ("The first {shown} of {all} layers.", "共 {all} 层，这里是前 {shown} 层。"),
    # five columns
    "lens.invalid": (
        "There is no code for a layer without an output. The cause is above.",
        "没有输出的层写不出代码。原因见上方。",
    ),
    "lens.shape": ("output shape", "输出形状"),
    "lens.names": ("only the names translated", "只换参数名"),
    "lens.way": ("how to say it", "正确的写法"),
    "lens.weight": ("weight axes", "权重的轴"),
    "lens.same": ("same result", "结果相同"),
    "lens.refused": ("refused", "被拒绝"),
    "lens.size": ("gives {size}", "得到 {size}"),
    "lens.values": ("other values", "数值不同"),
    "lens.first": ("First voxel that differs: y[{voxel}].", "第一个不同的体素：y[{voxel}]。"),
    "lens.word_for_word": ("Word for word.", "逐字对应。"),
    # agreement
    "lens.verified": ("Run here, for this layer", "在此对这一层实际运行"),
    "lens.way_scatter": ("scatter", "散布"),
    "lens.way_gather": ("gather", "聚集"),
    "lens.way_zero_insertion": ("zero insertion", "插零卷积"),
    "lens.way_torch": ("PyTorch", "PyTorch"),
    "lens.not_run": ("not run, not installed", "未运行（未安装）"),
    "lens.on_all": (
        "Largest difference from the NumPy backend, |Δ| / (1 + |y|), random numbers in float64. "
        "Paddle, Keras, ONNX and JAX are not run here: the tests of this project do that.",
        "与 NumPy 后端的最大差 |Δ| / (1 + |y|)，float64 随机数。Paddle、Keras、ONNX、JAX 不在此运行，由本项目的测试负责。",
    ),
    "lens.on_fewer": (
        "Largest difference from the NumPy backend, |Δ| / (1 + |y|), random numbers in float64; with {size} input voxels "
        "in place of all, for the plain loops. "
        "Paddle, Keras, ONNX and JAX are not run here: the tests of this project do that.",
        "与 NumPy 后端的最大差 |Δ| / (1 + |y|)，float64 随机数；逐个循环较慢，所以只用 {size} 个输入体素。"
        "Paddle、Keras、ONNX、JAX 不在此运行，由本项目的测试负责。",
    ),
    "lens.too_large": ("Too large to be worked out in plain loops here: not run.", "太大，无法在此逐个循环计算：未运行。"),
    "lens.code": ("Code", "代码"),
    "lens.table": ("The layer in five frameworks", "同一个层在五个框架中"),
    "lens.what": ("what is compared", "比较的内容"),
}
