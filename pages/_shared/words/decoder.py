"""Words of the decoder page."""

WORDS: dict[str, tuple[str, str]] = {
    "decoder.comma": (", ", "、"),
    # panel
    "decoder.preset": ("Net", "网络"),
    "decoder.preset_unet": ("3-D U-Net", "三维 U-Net"),
    "decoder.preset_vnet": ("V-Net", "V-Net"),
    "decoder.preset_gan3d": ("3D-GAN generator", "3D-GAN 生成器"),
    "decoder.preset_autoencoder": ("Autoencoder, no skips", "自编码器（无跳跃连接）"),
    "decoder.preset_unet_valid": ("3-D U-Net, no padding", "三维 U-Net（无填充）"),
    "decoder.volume": ("volume", "体积"),
    "decoder.levels": ("levels", "层级数"),
    "decoder.levels_gloss": ("steps on the way down", "向下走几步"),
    "decoder.down": ("down, each level", "下采样，每个层级"),
    "decoder.up": ("up, each level", "上采样，每个层级"),
    "decoder.mixed": ("differs by level", "各层级不同"),
    # verdict
    "decoder.fits": ("The net runs to its end: {size} come out", "网络能跑到底：输出 {size}"),
    "decoder.fits_exact": (
        "Every skip has the size of the up layer it meets.",
        "每个跳跃连接都与对应的上采样层尺寸相同。",
    ),
    "decoder.fits_no_skips": (
        "This net has no skips: nothing has to meet.",
        "这个网络没有跳跃连接，不需要两边对齐。",
    ),
    "decoder.fits_output_size": (
        "Each up layer is asked for the size of its skip: `output_size=skip.shape[2:]`.",
        "每个上采样层都按跳跃连接的尺寸来输出：`output_size=skip.shape[2:]`。",
    ),
    "decoder.fits_pad": (
        "The volume is padded at its back, {before} → {after}, before it enters. Crop the result back.",
        "体积先在末端补大，{before} → {after}，再送入网络。结果要裁回原尺寸。",
    ),
    "decoder.fits_crop": (
        "Where a skip and its up layer differ, the larger of the two is cropped.",
        "跳跃连接与上采样层尺寸不同时，裁掉较大者多出的部分。",
    ),
    "decoder.axis_fits": ("{axis} fits throughout.", "{axis} 轴全程都对得上。"),
    "decoder.axis_fails": (
        "{axis} fits here and fails at `{place}`: {made} against {skip}.",
        "{axis} 轴在这里对得上，到 `{place}` 才出错：得到 {made}，而跳跃连接是 {skip}。",
    ),
    # picture
    "decoder.sizes": ("Sizes through the net", "网络中各处的尺寸"),
    "decoder.sizes_hint": (
        "What each level holds on the way down is kept, and joined on the way up: there both must have the same size.",
        "下行时每个层级的结果会留下来，上行到同一层级时再拼接：两者尺寸必须相同。",
    ),
    "decoder.col_down": ("down (encoder)", "下行（编码器）"),
    "decoder.col_skip": ("skip", "跳跃连接"),
    "decoder.col_up": ("up (decoder)", "上行（解码器）"),
    "decoder.level": ("level", "层级"),
    "decoder.input": ("input", "输入"),
    "decoder.padded": ("input, padded from {size}", "输入，由 {size} 补大"),
    "decoder.after": ("after {name}", "经过 {name}"),
    "decoder.bottom": ("bottom", "最底层"),
    "decoder.shrunk": ("{caption}: {size}, then convolutions", "{caption} 为 {size}，再经卷积"),
    "decoder.then": ("{name}, then convolutions: {size}", "{name}，再经卷积为 {size}"),
    "decoder.gives": ("gives {made}, needs {skip}", "得到 {made}，需要 {skip}"),
    "decoder.differ": ("✕ {axes} differ by {by}", "✕ {axes} 相差 {by}"),
    "decoder.equal": ("✓ equal", "✓ 相同"),
    "decoder.asked": ("✓ asked for", "✓ 按此输出"),
    "decoder.cropped": ("✓ cropped to {size}", "✓ 裁成 {size}"),
    "decoder.not_reached": ("not reached", "未到达"),
    "decoder.no_skip": ("no skip", "无跳跃连接"),
    "decoder.open": ("open alone", "单独打开"),
    # repairs
    "decoder.repairs": ("Three repairs, each checked to the end of the net", "三种修法，每种都验算到网络末端"),
    "decoder.output_size_title": ("Ask for the size of the skip", "按跳跃连接的尺寸输出"),
    "decoder.output_size_do": ("Use output_size", "使用 output_size"),
    "decoder.output_size_bare": (
        "Output {output}. No extra cost. No input reaches the last plane of {ups}: it holds the bias alone.",
        "输出 {output}，没有额外开销。没有输入到达 {ups} 的最后一层体素，那里只有偏置。",
    ),
    "decoder.output_size_all": (
        "Output {output}. No extra cost. The last planes are still written by some input.",
        "输出 {output}，没有额外开销。最后一层体素仍有输入写入。",
    ),
    "decoder.pad_title": ("Pad the input", "补大输入"),
    "decoder.pad_do": ("Pad the input", "补大输入"),
    "decoder.pad_cost": (
        "Input and output {size}: {percent} % more voxels. All skips match. Crop the result back at the end.",
        "输入 {size}，体素多 {percent} %，所有跳跃连接都对得上。最后把结果裁回原尺寸。",
    ),
    "decoder.crop_title": ("Crop the skip", "裁剪跳跃连接"),
    "decoder.crop_do": ("Crop the skips", "裁剪跳跃连接"),
    "decoder.crop_cost": (
        "Output {output}: {lost} voxels fewer along D, H, W than came in. Labels must be cropped too.",
        "输出 {output}：比输入在 D、H、W 上少 {lost} 个体素，标签也要同样裁剪。",
    ),
    "decoder.crop_title_both": ("Crop the larger of the two", "裁剪较大的一方"),
    "decoder.undo": ("Undo", "撤销"),
    "decoder.legal": ("Sizes near yours that need no repair: {sizes}", "附近不用修就能用的尺寸：{sizes}"),
    "decoder.no_legal": ("No size near yours fits without a repair.", "附近没有不用修就能用的尺寸。"),
    # facts
    "decoder.facts": ("What each level costs and sees", "每个层级的开销与视野"),
    "decoder.stride": ("accumulated stride", "累积步长"),
    "decoder.field": ("receptive field", "感受野"),
    "decoder.channels": ("channels", "通道"),
    "decoder.memory": ("activations, float32", "激活值（float32）"),
    "decoder.above": ("above the input", "大于输入的部分"),
    "decoder.total": (
        "{memory} in all for a batch of one, as far as the net runs.",
        "批大小为 1，跑到的部分共 {memory}。",
    ),
    "decoder.layer": ("layer", "层"),
    "decoder.grade": ("checkerboard", "棋盘格"),
    "decoder.grade_even": ("even", "均匀"),
    "decoder.grade_uneven": ("uneven", "不均匀"),
    "decoder.grade_holes": ("holes", "有空洞"),
    "decoder.bare": ("bias alone in the last planes: {planes}", "末端只有偏置的平面数：{planes}"),
    # editor
    "decoder.edit": ("Edit every layer", "编辑每一层"),
    "decoder.edit_hint": (
        "One number for all three axes, or `1x2x2`. On the way down stand pooling and convolutions, on the way up Conv3DTranspose and Upsample.",
        "三轴相同写一个数，不同则写 `1x2x2`。下行用池化或卷积，上行用 Conv3DTranspose 或 Upsample。",
    ),
    # a model from a file
    "decoder.import": ("Import a model (ONNX)", "导入模型（ONNX）"),
    "decoder.import_hint": (
        "Only shapes are worked out: nothing of the model is run, and the file is not kept.",
        "只推算形状：模型不会被运行，文件也不会保留。",
    ),
    "decoder.import_shape": (
        "Shape of its input, if the file leaves it open or to try another",
        "输入形状（文件没有写明，或想换一个时填写）",
    ),
    "decoder.import_repairs": ("What makes it run, each tried", "怎样才能运行（每种都试过）"),
    "decoder.skip_of": ("level {level}", "第 {level} 层级"),
    "decoder.text": ("The net as text, as in the link", "网络的文字写法（与链接相同）"),
}
