"""The words of the exercises: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    # which exercise
    "exercises.kind": ("Kind of exercise", "题型"),
    "exercises.size": ("Output size", "输出尺寸"),
    "exercises.range": ("Legal range", "合法区间"),
    "exercises.voxels": ("Voxels written", "写入哪些体素"),
    "exercises.count": ("Contributions", "贡献个数"),
    "exercises.fault": ("What is wrong", "哪里错了"),
    "exercises.level": ("Level", "难度"),
    "exercises.seed": ("exercise", "题号"),
    "exercises.seed_gloss": ("any whole number", "任意整数"),
    "exercises.same_for_all": (
        "The same kind, level and number give everybody the same exercise. All three are in the link.",
        "题型、难度、题号相同，题目就相同。三者都在链接里，全班可以做同一道题。",
    ),
    "exercises.headline": ("Exercise {number} · {kind} · {level}-D", "第 {number} 题 · {kind} · {level}-D"),
    # the card
    "exercises.layer": ("layer", "这一层"),
    "exercises.front": ("padding, front", "padding 前侧"),
    "exercises.back": ("padding, back", "padding 后侧"),
    # the question
    "exercises.axes_1": ("axis W", "W 轴"),
    "exercises.axes_2": ("each axis", "每个轴"),
    "exercises.ask_size": ("What is the output size on {axes}?", "{axes}的输出尺寸是多少？"),
    "exercises.ask_range": (
        "Which `output_size` may be asked for on {axes}? Smallest and largest.",
        "{axes}可以指定哪些 `output_size`？写出最小和最大值。",
    ),
    "exercises.ask_voxels": (
        "Which output voxels does input voxel `x[{voxel}]` write? All indices on {axes}.",
        "输入体素 `x[{voxel}]` 写入哪些输出体素？{axes}的下标全部写出。",
    ),
    "exercises.ask_count": (
        "How many contributions, (input voxel, tap) pairs, does output voxel `y[{voxel}]` receive?",
        "输出体素 `y[{voxel}]` 收到多少个贡献，即多少对（输入体素，核元素）？",
    ),
    "exercises.ask_fault": (
        "Paddle refuses this layer. Which argument does it name, and which value nearest to the one given is legal?",
        "Paddle 会对这一层报错。它指出的是哪个参数？离现在的值最近的合法值是多少？",
    ),
    # the answer
    "exercises.check": ("Check", "检查"),
    "exercises.field_count": ("contributions", "贡献个数"),
    "exercises.field_argument": ("argument", "参数"),
    "exercises.field_axis": ("axis", "轴"),
    "exercises.field_value": ("nearest legal value", "最近的合法值"),
    "exercises.such_as_size": ("a number", "一个数"),
    "exercises.such_as_range": ("from, to", "最小，最大"),
    "exercises.such_as_voxels": ("all indices", "全部下标"),
    "exercises.such_as_count": ("a number", "一个数"),
    "exercises.such_as_fault": ("a number", "一个数"),
    "exercises.unreadable": ("There is no answer yet in: {fields}.", "还没有答案：{fields}。"),
    "exercises.form_size": ("One whole number, like `12`.", "请写一个整数，如 `12`。"),
    "exercises.form_range": ("Two whole numbers, like `12–13`; one where they are equal.", "请写两个整数，如 `12–13`；两者相等时写一个即可。"),
    "exercises.form_voxels": ("Whole numbers, like `3, 5, 7` or `3–7`.", "请写整数，如 `3, 5, 7` 或 `3–7`。"),
    "exercises.form_count": ("One whole number, like `4`.", "请写一个整数，如 `4`。"),
    "exercises.form_fault": ("Choose, and write one whole number, like `3`.", "请先选择，再写一个整数，如 `3`。"),
    # the verdict
    "exercises.and": (", ", "、"),
    "exercises.of_axis": ("{axis}: ", "{axis}："),
    "exercises.right": ("✓ Right.", "✓ 正确。"),
    "exercises.wrong": ("✕ Not right yet: {fields}.", "✕ 还不对：{fields}。"),
    "exercises.wrong_several": (
        "✕ Not right yet: {fields}. Several mistakes lead to this answer:",
        "✕ 还不对：{fields}。有几种错误都会得到这个答案：",
    ),
    "exercises.unknown": (
        "✕ Not right: {fields}. No usual mistake leads to it.",
        "✕ 不对：{fields}。这个答案不对应任何常见错误。",
    ),
    "exercises.reason": (
        "{arithmetic}: that is what comes out when {title}. {body}",
        "{arithmetic}：{title}，就会得到这个结果。{body}",
    ),
    "exercises.bare_reason": ("Here {title}. {body}", "这里{title}。{body}"),
    "exercises.formula": ("The formula: {formula}. With the numbers:", "公式：{formula}。代入数字："),
    "exercises.formula_size": (
        "`(in - 1)*stride + dilation*(kernel - 1) + 1 - {front} - {back} + output_padding`",
        "`(in - 1)*stride + dilation*(kernel - 1) + 1 - {front} - {back} + output_padding`",
    ),
    "exercises.formula_size_1": (
        "`(in - 1)*stride + (kernel - 1) + 1 - padding - padding`", "`(in - 1)*stride + (kernel - 1) + 1 - padding - padding`",
    ),
    "exercises.formula_range": (
        "base size `(in - 1)*stride + dilation*(kernel - 1) + 1 - {front} - {back}`, up to base size `+ stride - 1`",
        "从基准尺寸 `(in - 1)*stride + dilation*(kernel - 1) + 1 - {front} - {back}` 到基准尺寸 `+ stride - 1`",
    ),
    "exercises.formula_range_1": (
        "base size `(in - 1)*stride + (kernel - 1) + 1 - padding - padding`, up to base size `+ stride - 1`",
        "从基准尺寸 `(in - 1)*stride + (kernel - 1) + 1 - padding - padding` 到基准尺寸 `+ stride - 1`",
    ),
    "exercises.formula_voxels": (
        "`i*stride + k*dilation - {front}` for each tap k, as far as it lies inside the output",
        "对每个核元素 k，`i*stride + k*dilation - {front}`，只取落在输出之内的",
    ),
    "exercises.formula_voxels_1": (
        "`i*stride + k - padding` for each tap k, as far as it lies inside the output",
        "对每个核元素 k，`i*stride + k - padding`，只取落在输出之内的",
    ),
    "exercises.formula_count": (
        "on each axis the number of pairs (i, k) with `i*stride + k*dilation = y + {front}`; multiply the axes",
        "每个轴上满足 `i*stride + k*dilation = y + {front}` 的 (i, k) 对数，再把各轴相乘",
    ),
    "exercises.formula_count_1": (
        "the number of pairs (i, k) with `i*stride + k = y + padding`",
        "满足 `i*stride + k = y + padding` 的 (i, k) 对数",
    ),
    "exercises.formula_output_padding": (
        "`0 <= output_padding <= stride - 1`", "`0 <= output_padding <= stride - 1`",
    ),
    "exercises.show_me": ("Show me in the app", "在应用中看这一层"),
    "exercises.next": ("Next exercise", "下一题"),
    "exercises.class_link": ("Link of this exercise, for the class", "这道题的链接（发给全班）"),
}  # fmt: skip
