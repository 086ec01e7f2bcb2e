"""Words of the frame, the panel and the notices."""

WORDS: dict[str, tuple[str, str]] = {
    # navigation
    "shell.nav_shape": ("Shape", "形状"),
    "shell.nav_scatter": ("3-D scatter", "三维散布"),
    # door: parameters of the link that nothing can be made of
    "shell.door_integer": (
        "`{name}={value}` is not a whole number; {used} is used.",
        "`{name}={value}` 不是整数，已改用 {used}。",
    ),
    "shell.door_integer_empty": (
        "`{name}={value}` is not a whole number; it is left empty.",
        "`{name}={value}` 不是整数，已留空。",
    ),
    "shell.door_large": (
        "`{name}={value}` does not fit 32 bits, which is all Paddle has; {used} is used.",
        "`{name}={value}` 超出 32 位整数（Paddle 只用 32 位），已改用 {used}。",
    ),
    "shell.door_large_empty": (
        "`{name}={value}` does not fit 32 bits, which is all Paddle has; it is left empty.",
        "`{name}={value}` 超出 32 位整数（Paddle 只用 32 位），已留空。",
    ),
    "shell.door_negative": (
        "`{name}={value}` is below 0, the empty batch; {used} is used.",
        "`{name}={value}` 小于 0（空批），已改用 {used}。",
    ),
    "shell.door_word": (
        "`{name}={value}` is none of `{options}`; `{used}` is used.",
        "`{name}={value}` 不在 `{options}` 之中，已改用 `{used}`。",
    ),
    "shell.door_example": (
        "`ex={value}` is no example of ours; the menu has them all.",
        "没有名为 `ex={value}` 的示例，请看示例菜单。",
    ),
    "shell.door_text": (
        "`{name}` is longer than {limit} characters; it is left out.",
        "`{name}` 超过 {limit} 个字符，已略去。",
    ),
    # panel
    "shell.examples": ("Examples", "示例"),
    "shell.ex_paddle": ("Paddle's page", "Paddle 文档的例子"),
    "shell.ex_vnet": ("V-Net up-sampling", "V-Net 上采样"),
    "shell.ex_gan": ("GAN: k4 s2 p1", "GAN：k4 s2 p1"),
    "shell.ex_checkerboard": ("Checkerboard: k3 s2", "棋盘格：k3 s2"),
    "shell.ex_same": ("The SAME trap", "SAME 的陷阱"),
    "shell.ex_scatter": ("27 taps, 9 cropped", "27 个核元素，裁掉 9 个"),
    "shell.language": ("Language", "语言"),
    "shell.axes": ("D, H, W", "D、H、W"),
    "shell.together": ("together", "三轴相同"),
    "shell.each": ("each", "逐轴设置"),
    "shell.in": ("input size", "输入尺寸"),
    "shell.in_gloss": ("input voxels", "输入体素数"),
    "shell.k_gloss": ("taps per axis", "卷积核大小"),
    "shell.s_gloss": ("step between blocks", "步长：块的间隔"),
    "shell.dil_gloss": ("gap between taps", "空洞：核元素间隔"),
    "shell.pads_gloss": ("cropped per side", "每侧裁掉几个"),
    "shell.pf_gloss": ("cropped, front", "前侧裁掉几个"),
    "shell.pb_gloss": ("cropped, back", "后侧裁掉几个"),
    "shell.same_gloss": ("Paddle crops", "Paddle 裁掉"),
    "shell.split": ("front ≠ back", "前 ≠ 后"),
    "shell.op_gloss": ("extra at the back", "末端多留几个"),
    "shell.os_gloss": ("asked for", "指定输出尺寸"),
    "shell.summary": (
        "batch {n} · channels {cin} → {cout} · groups {groups}",
        "批 {n} · 通道 {cin} → {cout} · 分组 {groups}",
    ),
    "shell.n": ("batch", "批大小"),
    "shell.cin": ("in_channels", "in_channels"),
    "shell.cout": ("out_channels", "out_channels"),
    "shell.groups": ("groups", "groups"),
    "shell.fmt": ("data_format", "data_format"),
    "shell.bias": ("bias", "偏置 bias"),
    "shell.no_bias": ("no bias", "无偏置"),
    "shell.act": ("activation", "激活函数"),
    "shell.x": ("shape of x, as your program has it", "x 的形状（照程序里的写）"),
    "shell.kernel": ("kernel from output_size", "由 output_size 求卷积核"),
    "shell.kernel_help": (
        "The kernel Paddle derives when only the output size is given. Choose output_size first.",
        "只给输出尺寸时 Paddle 推出的卷积核。请先选 output_size。",
    ),
    "shell.skip": ("Skip to main content", "跳到正文"),
    "shell.copy": ("Copy link", "复制链接"),
    "shell.copied": ("Copied", "已复制"),
    # selection, drawn by the pages that have one
    "shell.sel": ("Selected voxel", "选中的体素"),
    "shell.tap": ("tap", "核元素"),
    "shell.all_taps": ("all", "全部"),
    # output shape and notices
    "shell.output_shape": ("Output shape", "输出形状"),
    "shell.valid": ("Valid layer", "参数合法"),
    "shell.error": ("1 error", "1 个错误"),
    "shell.errors": ("{count} errors", "{count} 个错误"),
    "shell.set": ("Set {label}", "改为 {label}"),
    "shell.more": ("{count} more", "还有 {count} 条"),
    "shell.example_call": ("A call that is refused, and why", "一个会被拒绝的调用，以及原因"),
    "shell.no_torch": ("torch: not installed, so this call cannot run here.", "torch 未安装，此调用无法在这里运行。"),
    "shell.close": ("Close example", "关闭示例"),
}
