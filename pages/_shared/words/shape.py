"""The words of the shape page: key -> (English, Chinese). Argument names stay as they are in code."""

WORDS: dict[str, tuple[str, str]] = {
    # what the layer costs
    "shape.weight": ("weight", "权重"),
    "shape.bias": ("bias", "偏置"),
    "shape.no_bias": ("none", "无"),
    "shape.parameters": ("parameters", "参数量"),
    "shape.multiply_adds": ("multiply-adds", "乘加次数"),
    "shape.memory": ("output memory (float32)", "输出内存（float32）"),
    # axes
    "shape.axes": ("How each axis gets its size", "每个轴的尺寸是怎么来的"),
    "shape.alike": (
        "D, H and W are set alike, so one line explains all three.",
        "三个轴的设置相同，看一行就够了。",
    ),
    "shape.axis_d": ("depth", "深"),
    "shape.axis_h": ("height", "高"),
    "shape.axis_w": ("width", "宽"),
    "shape.comma": (", ", "、"),
    # chips
    "shape.front": ("front", "前侧"),
    "shape.back": ("back", "后侧"),
    "shape.base_size": ("base size", "基准尺寸"),
    "shape.output": ("output", "输出"),
    # strip
    "shape.input_row": ("input", "输入"),
    "shape.output_row": ("output", "输出"),
    "shape.cropped": ("cropped {count}", "裁掉 {count}"),
    "shape.lost": ("missing {count}", "缺 {count}"),
    "shape.sizes": ("output_size: {range}", "output_size：{range}"),
    "shape.strip": (
        "Axis {axes}: {inputs} input voxels, {outputs} output voxels.",
        "{axes} 轴：{inputs} 个输入体素，{outputs} 个输出体素。",
    ),
    # which rule ends each side
    "shape.no_size": (
        "No size follows from these numbers; the marked one is the reason.",
        "这些数算不出尺寸，问题出在标红的数。",
    ),
    "shape.no_range": (
        "No output_size is legal here: even the largest, {base} + stride − 1 = {high}, is below 1.",
        "这里没有合法的 output_size：最大也只有 {base} + stride − 1 = {high}，小于 1。",
    ),
    "shape.stride_one": ("Stride 1 leaves one size only: {low}.", "步长为 1，只有一个尺寸：{low}。"),
    "shape.range": (
        "At least {low}, the base size; at most {base} + stride − 1 = {high}: after that another input voxel would fit.",
        "最小 {low}，即基准尺寸；最大 {base} + stride − 1 = {high}：再大就该多一个输入体素了。",
    ),
    "shape.range_rescued": (
        "At least {low}, because the base size {base} is no size; at most {base} + stride − 1 = {high}: after that "
        "another input voxel would fit.",
        "最小 {low}，因为基准尺寸 {base} 不成其为尺寸；最大 {base} + stride − 1 = {high}：再大就该多一个输入体素了。",
    ),
    "shape.refused": (
        "output_size {next}: Paddle's English documentation counts it in, Paddle refuses it.",
        "output_size 取 {next}：Paddle 的英文文档把它也算在内，实际会被拒绝。",
    ),
    "shape.reach": (
        "output_padding may be anything below max(stride, dilation) = {limit}, so it alone also reaches {range}. "
        "PyTorch computes that; in Paddle it passes the check and then fails in the CPU kernel.",
        "output_padding 只需小于 max(stride, dilation) = {limit}，所以只有它还能得到 {range}。"
        "PyTorch 会照算；Paddle 能通过检查，但 CPU 内核随后报错。",
    ),
    # what the added voxels hold
    "shape.restored": (
        "Output {voxels}: real values. What padding had cropped here, {name} brings back.",
        "输出 {voxels}：是真实的值。这里原本被 padding 裁掉，{name} 又把它恢复了。",
    ),
    "shape.zeros": (
        "Output {voxels}: behind the last place that a tap reaches; only the bias is left.",
        "输出 {voxels}：在核元素能到达的最后一个位置之后，只剩偏置。",
    ),
    "shape.holes": (
        "Output {voxels}: {count} of these get no contribution; only the bias is left.",
        "输出 {voxels}：其中 {count} 个没有任何贡献，只剩偏置。",
    ),
    # padding in words
    "shape.valid": (
        "VALID crops nothing: front and back are 0. dilation stays as it is.",
        "VALID 什么也不裁：前后都是 0，dilation 照常生效。",
    ),
    "shape.same_pads": (
        "SAME crops as much as a forward convolution over this input would pad:",
        "SAME 裁掉的数量，等于对这个输入做普通卷积时要填充的数量：",
    ),
    "shape.same_paddle": ("Paddle computes", "Paddle 实际得到"),
    "shape.same_documents": ("its documentation says", "官方文档写的是"),
    "shape.same_others": ("Keras and JAX give in · stride", "Keras 和 JAX 得到 in · stride"),
    # code
    "shape.code": ("Code", "代码"),
    "shape.no_code": (
        "There is code to copy as soon as the layer is valid. The cause is above.",
        "参数合法后这里会给出可直接运行的代码。原因见上方。",
    ),
}
