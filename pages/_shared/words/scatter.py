"""The words of the 3-D scatter page: key -> (English, Chinese). *Starred* words are about cropping and look like it."""

WORDS: dict[str, tuple[str, str]] = {
    "scatter.scatter": ("Scatter: input → output", "散布：输入 → 输出"),
    # the ladder
    "scatter.rung_2d": ("The plane: H and W as set, D left out.", "面：H 和 W 照设定，不看 D。"),
    "scatter.rung_1d": ("The line: W as set, D and H left out.", "线：W 照设定，不看 D 和 H。"),
    "scatter.grid_x": ("input x", "输入 x"),
    "scatter.grid_w": ("kernel w", "卷积核 w"),
    "scatter.grid_y": ("output y without bias", "输出 y（不含偏置）"),
    "scatter.grid_y_channel": ("output y from input channel {ci}", "输入通道 {ci} 写入的输出 y"),
    "scatter.grid_cut": ("part of {size}", "{size} 中的一部分"),
    "scatter.no_slices": (
        "No slices: this layer is too large to be worked out here.",
        "不显示切片：这一层太大，无法在此算出。",
    ),
    # channels and groups
    "scatter.channels_title": ("Channels and groups.", "通道与分组。"),
    "scatter.weight": (
        "weight {shape}: input channels, output channels of a group, kernel.",
        "weight {shape}：输入通道、每组的输出通道、卷积核。",
    ),
    "scatter.path": ("{sums}; {reaches}. The two meet in {slab}.", "{sums}；{reaches}。连接二者的卷积核是 {slab}。"),
    "scatter.sums": ("Output channel {co} sums what input channels {sources} write", "输出通道 {co} 是输入通道 {sources} 写入之和"),
    "scatter.sums_one": (
        "Output channel {co} has input channel {sources} alone",
        "输出通道 {co} 只来自输入通道 {sources}",
    ),
    "scatter.reaches": (
        "input channel {ci} reaches output channels {targets}",
        "输入通道 {ci} 写入输出通道 {targets}",
    ),
    "scatter.reaches_one": (
        "input channel {ci} reaches output channel {targets} alone",
        "输入通道 {ci} 只写入输出通道 {targets}",
    ),
    "scatter.no_such_path": (
        "No such two channels meet in this layer: input channel {ci} and output channel {co} are shown.",
        "此层没有这样相遇的两个通道：这里显示输入通道 {ci} 和输出通道 {co}。",
    ),
    "scatter.crossbar": ("input ↓ output →", "输入 ↓ 输出 →"),
    "scatter.crossbar_table": ("Channels: which input meets which output", "通道：哪个输入对应哪个输出"),
    "scatter.more_channels": ("… {n} more", "… 另有 {n} 个"),
    "scatter.ci": ("input channel", "输入通道"),
    "scatter.co": ("output channel", "输出通道"),
    "scatter.channel": ("input channel {ci}:", "输入通道 {ci}："),
    "scatter.channels": ("channels {first}–{last}:", "通道 {first}–{last}："),
    "scatter.many_channels": (
        "input channels {first}–{last}: too many to add up here",
        "输入通道 {first}–{last}：太多，此处不求和",
    ),
    "scatter.bias": ("bias", "偏置"),
    "scatter.before": ("before {act}", "（{act} 之前）"),
    "scatter.save_html": ("Save the scene (HTML)", "保存三维场景（HTML）"),
    "scatter.save_csv": ("Save the table (CSV)", "保存表格（CSV）"),
    "scatter.gather": ("Gather: output ← input", "聚集：输出 ← 输入"),
    # headlines
    "scatter.some_cropped": (
        "Input {x} writes {written}; *{cropped} of its {taps} taps are cropped*.",
        "输入体素 {x} 写入 {written}；{taps} 个核元素中有 *{cropped} 个被裁掉*。",
    ),
    "scatter.one_cropped": (
        "Input {x} writes {written}; *{cropped} of its {taps} taps is cropped*.",
        "输入体素 {x} 写入 {written}；{taps} 个核元素中有 *{cropped} 个被裁掉*。",
    ),
    "scatter.none_cropped": (
        "Input {x} writes {written}; none of its {taps} taps is cropped.",
        "输入体素 {x} 写入 {written}；{taps} 个核元素都没有被裁掉。",
    ),
    "scatter.one_tap": (
        "Input {x} writes {written} through its one tap.",
        "输入体素 {x} 通过唯一的核元素写入 {written}。",
    ),
    "scatter.all_cropped": (
        "*All {taps} taps* of {x} *fall outside the output*. Lower padding to see them.",
        "{x} 的 *{taps} 个核元素全部落在输出之外*。减小 padding 就能看到。",
    ),
    "scatter.voxels": ("{n} output voxels", "{n} 个输出体素"),
    "scatter.voxel": ("{n} output voxel", "{n} 个输出体素"),
    "scatter.sum": (
        "Output {y} is the sum of {n} contributions.",
        "输出体素 {y} 由 {n} 个（输入体素，核元素）相加得到。",
    ),
    "scatter.sum_channels": (
        "Output {y} is the sum of {n} contributions from each of {channels} input channels.",
        "输出体素 {y} 由 {channels} 个输入通道各 {n} 个（输入体素，核元素）相加得到。",
    ),
    "scatter.sum_channels_one": (
        "Output {y} is the sum of {n} contribution from each of {channels} input channels.",
        "输出体素 {y} 由 {channels} 个输入通道各 {n} 个（输入体素，核元素）相加得到。",
    ),
    "scatter.sum_one": ("Output {y} has {n} contribution.", "输出体素 {y} 只有 {n} 个（输入体素，核元素）。"),
    "scatter.hole_before": (
        "No input reaches {y}. Before {act} its value is {value}.",
        "没有输入到达 {y}，在 {act} 之前它的值是 {value}。",
    ),
    "scatter.hole_bias": ("No input reaches {y}. Its value is the bias.", "没有输入到达 {y}，它的值就是偏置。"),
    "scatter.hole": ("No input reaches {y}. Its value is 0.", "没有输入到达 {y}，它的值是 0。"),
    "scatter.no_such_input": (
        "The input has no voxel {voxel}: {why}. Click a voxel or change the numbers under the scene.",
        "输入中没有体素 {voxel}：{why}。请点击一个体素，或修改图下方的数字。",
    ),
    "scatter.no_such_output": (
        "The output has no voxel {voxel}: {why}. Click a voxel or change the numbers under the scene.",
        "输出中没有体素 {voxel}：{why}。请点击一个体素，或修改图下方的数字。",
    ),
    "scatter.invalid": (
        "There is nothing to draw with these numbers. The cause is above.",
        "这组参数画不出图。原因见上方。",
    ),
    # arithmetic under the headline
    "scatter.outside": ("{positions} outside {range}", "{positions} 在 {range} 之外"),
    # what is left out of a large scene
    "scatter.large_input": (
        "{size} input voxels are too many to draw: the selected voxel and its D slice stand for them.",
        "输入有 {size} 个体素，太多而无法全部画出：只画选中的体素和它所在的 D 切片。",
    ),
    "scatter.window": (
        "{size} input voxels are too many to draw: those around the selected voxel, on its D slice, stand for them.",
        "输入有 {size} 个体素，太多而无法全部画出：只画选中的体素以及同一 D 切片上它周围的部分。",
    ),
    "scatter.many_taps": (
        "{taps} contributions are too many to draw or to list: the box shows where they fall.",
        "贡献共有 {taps} 个，太多而无法画出和列出：方框标出它们落在哪里。",
    ),
    # in the scene
    "scatter.input_room": ("input {size}", "输入 {size}"),
    "scatter.output_room": ("output {size}", "输出 {size}"),
    "scatter.ghosts": ("{n} cropped", "{n} 个被裁掉"),
    "scatter.tap_is": ("tap {tap} = {triple}", "核元素 {tap} = {triple}"),
    "scatter.ghost_is": ("{why}: cropped", "{why}：裁掉"),
    "scatter.pick": ("click to select", "点击可选中"),
    "scatter.help": (
        "Drag to turn · wheel zooms · click a voxel · arrows, PgUp, PgDn move · , . taps · 1–\u20604, Home views · g swaps · Space plays",
        "拖动旋转 · 滚轮缩放 · 点击选中 · 方向键、PgUp、PgDn 移动 · , . 逐个核元素 · 1–\u20604、Home 视角 · g 切换方向 · 空格播放",
    ),
    "scatter.help_short": (
        "Swipe sideways to turn, use two fingers to turn and zoom, touch a voxel to select it.",
        "左右滑动旋转，双指旋转和缩放，轻触体素选中。",
    ),
    "scatter.picked": ("selected", "已选中"),
    "scatter.home": ("First view again", "恢复视角"),
    "scatter.no_webgl": (
        "This browser cannot draw 3-D. Slices and table show the same.",
        "此浏览器无法显示三维图，下面的切片和表格内容相同。",
    ),
    # kernel key
    "scatter.kernel": ("Kernel, {taps} taps", "卷积核 {taps} 个核元素"),
    "scatter.kernel_one": ("Kernel, {taps} tap", "卷积核 {taps} 个核元素"),
    "scatter.cropped_sample": ("cropped", "被裁掉"),
    "scatter.unused_sample": ("not used here", "此处未用到"),
    "scatter.kernel_large": (
        "Too many taps to number. Colour follows kD; point at a cube to read its tap.",
        "核元素太多，不再编号。颜色对应 kD；指向小方块可看到它是哪个核元素。",
    ),
    # table
    "scatter.tap": ("tap", "核元素"),
    "scatter.target": ("output", "输出"),
    "scatter.source": ("input", "输入"),
    "scatter.value": ("value", "值"),
    "scatter.fate": ("where it ends", "去向"),
    "scatter.table": ("Contributions", "贡献"),
    "scatter.slices": ("Slices of x, w and y", "x、w、y 的切片"),
    "scatter.written": ("written", "写入"),
    "scatter.cropped": ("cropped: {why}", "裁掉：{why}"),
    "scatter.total": ("sum, without bias", "总和（不含偏置）"),
    "scatter.first_rows": ("The first {shown} of {all} rows.", "共 {all} 行，只列出前 {shown} 行。"),
    "scatter.total_channel": ("sum of input channel {ci}", "输入通道 {ci} 的总和"),
    "scatter.seeds": (
        "Example numbers: {x} from seed {seed_x}, {w} from seed {seed_w}.",
        "示例数值：{x} 用种子 {seed_x}，{w} 用种子 {seed_w}。",
    ),
    "scatter.no_values": (
        "No example numbers: they stop at a million voxels.",
        "没有示例数值：体素超过一百万时不再生成。",
    ),
    # play
    "scatter.play_first": ("Back to the start", "回到开头"),
    "scatter.play_back": ("One input voxel back", "退回一个输入体素"),
    "scatter.play_play": ("Play all input voxels in order", "依次播放所有输入体素"),
    "scatter.play_pause": ("Pause", "暂停"),
    "scatter.play_on": ("One input voxel on", "前进一个输入体素"),
    "scatter.play_stop": ("Stop and select this voxel (Esc)", "停止并选中当前体素（Esc）"),
    "scatter.play_scrub": ("Input voxels that have written", "已完成写入的输入体素数"),
    "scatter.play_rate": ("Speed", "速度"),
    "scatter.play_rates": ("1/s|5/s|20/s|every frame|fastest", "每秒 1 个|每秒 5 个|每秒 20 个|每帧 1 个|最快"),
    "scatter.play_png": ("Save the picture (PNG)", "保存图片（PNG）"),
    "scatter.play_space": ("Space", "空格键"),
    "scatter.play_at": ("{n} of {all} · counts {low}–{high}", "已播放 {n} / {all} 个 · 次数 {low}–{high}"),
    "scatter.play_turn": ("is number {n} of {all} in the order", "按顺序是第 {n} 个，共 {all} 个"),
    "scatter.play_count": ("written {n}× so far · {all}× in the end", "目前写入 {n} 次 · 最终 {all} 次"),
    "scatter.play_only": ("only {where} drawn", "只画出 {where}"),
}
