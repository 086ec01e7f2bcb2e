"""The words of the numbers page: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    # what goes in
    "numbers.data": ("input x", "输入 x"),
    "numbers.data_random": ("random", "随机数"),
    "numbers.data_impulse": ("impulse: one voxel is 1", "脉冲：只有一个体素为 1"),
    "numbers.data_ramp": ("ramp: 0 to 1", "斜坡：从 0 到 1"),
    "numbers.data_checker": ("checker: 1 and −1", "棋盘：1 与 −1 交替"),
    "numbers.data_phantom": ("Shepp-Logan phantom", "Shepp-Logan 头部模型"),
    "numbers.data_upload": ("a file of yours", "上传文件"),
    "numbers.weights": ("weight", "权重"),
    "numbers.weights_xavier": ("random, Paddle's default", "随机（Paddle 默认）"),
    "numbers.weights_ones": ("all ones", "全为 1"),
    "numbers.weights_trilinear": ("linear interpolation", "线性插值"),
    "numbers.seed": ("seed", "随机种子"),
    "numbers.invalid": (
        "There is nothing to run until the layer is valid. The cause is above.",
        "参数合法后才能计算。原因见上方。",
    ),
    # a file
    "numbers.file": ("Tensor from a file", "从文件读取张量"),
    "numbers.file_hint": (
        ".npy, .npz, .nii or .nii.gz, at most {limit}; three axes (D, H, W), four with channels, five with the batch.",
        ".npy、.npz、.nii 或 .nii.gz，不超过 {limit}；三个轴为 (D, H, W)，四个轴加上通道，五个轴再加上批。",
    ),
    "numbers.member": ("Which array", "选择数组"),
    "numbers.read": (
        "Read: {shape}, {stored} in the file, {dtype} here, {size}.",
        "已读取：{shape}，文件中为 {stored}，这里按 {dtype} 计算，{size}。",
    ),
    "numbers.not_finite": ("{count} of its values are NaN or infinite.", "其中 {count} 个值是 NaN 或无穷大。"),
    "numbers.no_fit": (
        "The array is an x of {file}; the layer expects {layer}.",
        "这个数组作为 x 是{file}；这一层要求的是{layer}。",
    ),
    "numbers.shape": ("batch {n}, {c} channels, {size} voxels", "批 {n}、通道 {c}、体素 {size}"),
    "numbers.take_size": ("Take the size of the file", "采用文件的尺寸"),
    "numbers.not_read": ("{name} was not read", "未能读取 {name}"),
    "numbers.file_nothing": ("The file is empty.", "文件是空的。"),
    "numbers.file_unknown": (
        "Its content is none of .npy, .npz, .nii and .nii.gz, whatever its name says.",
        "不论文件名怎样，其内容不是 .npy、.npz、.nii 或 .nii.gz。",
    ),
    "numbers.file_file_limit": (
        "The file has {size}; at most {limit} are read.",
        "文件有 {size}，最多只读取 {limit}。",
    ),
    "numbers.file_header": (
        "Its header is not what NumPy writes: dtype, order and shape cannot be told. Save the array again with np.save.",
        "文件头不是 NumPy 写出的格式，看不出 dtype、存储顺序和形状。请用 np.save 重新保存。",
    ),
    "numbers.file_header_limit": (
        "Its header has {size} characters; more than {limit} no array needs.",
        "文件头有 {size} 个字符；任何数组都用不到 {limit} 个以上。",
    ),
    "numbers.file_version": (
        "Its format version is unknown: 1.0, 2.0 and 3.0 of .npy are.",
        "未知的格式版本：.npy 只有 1.0、2.0 和 3.0。",
    ),
    "numbers.file_pickle": (
        "It holds Python objects (dtype {dtype}). Reading them would run code from the file, so they are refused; save numbers.",
        "其中保存的是 Python 对象（dtype {dtype}）。读取它们会执行文件中的代码，因此拒绝；请保存数值。",
    ),
    "numbers.file_complex": (
        "Its values are complex (dtype {dtype}); the layer computes with real numbers. Save the real part or the magnitude.",
        "其中是复数（dtype {dtype}），而这一层用实数计算。请保存实部或模。",
    ),
    "numbers.file_structured": (
        "Its values are records with several fields, not numbers. Save one field.",
        "其中是含多个字段的记录，不是数值。请只保存一个字段。",
    ),
    "numbers.file_text": ("Its values are text (dtype {dtype}), not numbers.", "其中是文本（dtype {dtype}），不是数值。"),
    "numbers.file_colour": (
        "Its voxels are colours ({dtype}). Save one channel as numbers.",
        "其中的体素是颜色（{dtype}）。请把一个通道另存为数值。",
    ),
    "numbers.file_dtype": (
        "Its dtype {dtype} is not read: bool, whole numbers of 8 to 64 bits and floats of 16 to 64 bits are.",
        "不支持 dtype {dtype}：可以读取 bool、8 到 64 位整数和 16 到 64 位浮点数。",
    ),
    "numbers.file_axes": (
        "Its shape {shape} has {count} axes; three to five are wanted: (D, H, W), with channels, with the batch.",
        "其形状 {shape} 有 {count} 个轴；需要三到五个：(D, H, W)，可再加通道和批。",
    ),
    "numbers.file_empty": ("Its shape {shape} has an axis without voxels.", "其形状 {shape} 中有的轴没有体素。"),
    "numbers.file_values_limit": (
        "It says it has {size} values; at most {limit} (256 × 256 × 256) are read. Nothing was allocated.",
        "它声明有 {size} 个值，最多读取 {limit} 个（256 × 256 × 256）。没有为它分配内存。",
    ),
    "numbers.file_array_limit": (
        "Unpacked, its array takes {size} or more; at most {limit} are read.",
        "解压后数组至少有 {size}，最多读取 {limit}。",
    ),
    "numbers.file_truncated": (
        "It is cut off: its header promises {declared}, and only {there} are there. Send or save it again.",
        "文件不完整：文件头声明有 {declared}，实际只有 {there}。请重新传输或保存。",
    ),
    "numbers.file_truncated_gz": (
        "The packed data end too early, after {there}. Send or save it again.",
        "压缩数据在 {there} 处提前结束。请重新传输或保存。",
    ),
    "numbers.file_longer": (
        "It holds more than it says: {there} where {declared} are declared. One array a file is read.",
        "文件内容比声明的多：声明 {declared}，实际 {there}。每个文件只读取一个数组。",
    ),
    "numbers.file_damaged": (
        "It is damaged: as {format} it cannot be read, or its checksum is wrong.",
        "文件已损坏：无法按 {format} 读取，或校验和不对。",
    ),
    "numbers.file_members_limit": (
        "It holds {size} files or more; at most {limit} are looked at.",
        "其中有 {size} 个或更多文件，最多查看 {limit} 个。",
    ),
    "numbers.file_no_arrays": ("There is no .npy in it.", "其中没有 .npy。"),
    "numbers.file_no_such_member": ("There is no array {name} in it.", "其中没有数组 {name}。"),
    "numbers.file_packing": (
        "It is encrypted, or packed in a way that np.savez_compressed does not use.",
        "文件已加密，或使用了 np.savez_compressed 不用的压缩方式。",
    ),
    "numbers.file_ratio": (
        "{packed} would unpack to {unpacked} or more; beyond {times} times the file is refused, as it may be made to fill the memory. Save it with np.savez or as .nii.",
        "{packed} 会解压成 {unpacked} 或更多；超过 {times} 倍即拒绝，因为这可能是用来占满内存的文件。请用 np.savez 保存，或存为 .nii。",
    ),
    "numbers.file_pieces_limit": (
        "It is put together from {size} packed parts or more; at most {limit} are read.",
        "它由 {size} 个或更多压缩段拼成，最多读取 {limit} 个。",
    ),
    "numbers.file_pair": (
        "It is one half of a pair .hdr and .img; save it as a single .nii.",
        "它是 .hdr 与 .img 成对文件中的一个；请保存为单个 .nii。",
    ),
    "numbers.file_rank": ("It says it has {count} axes; NIfTI has 1 to 7.", "它声明有 {count} 个轴；NIfTI 有 1 到 7 个。"),
    "numbers.file_offset": (
        "Its voxels are said to begin at byte {size}, and the file has {there}.",
        "它声明体素从第 {size} 字节开始，而文件只有 {there}。",
    ),
    "numbers.file_nibabel": (
        "NIfTI files are read with nibabel, which is not installed here: pip install nibabel. A .npy always works.",
        "读取 NIfTI 需要 nibabel，这里没有安装：pip install nibabel。.npy 总是可以读取。",
    ),
    # the run
    "numbers.loading": ("Loading torch, once for this server …", "正在加载 torch（每个服务器只需一次）…"),
    "numbers.waiting": ("Another visitor's run comes first …", "正在等待其他访问者的计算 …"),
    "numbers.running": ("Running; any change stops it …", "正在计算；任何改动都会停止它 …"),
    "numbers.too_much": (
        "Too much for a shared server: {bytes} and about {seconds} s.",
        "对共享服务器来说太大：需要 {bytes}，约 {seconds} 秒。",
    ),
    "numbers.limits": (
        "A run may take {bytes} (input, weight, both outputs and workspace) and {seconds} s. Nothing was allocated.",
        "一次计算最多可用 {bytes}（输入、权重、两个输出和工作区）和 {seconds} 秒。没有分配任何内存。",
    ),
    "numbers.nothing_near": (
        "No single change makes it fit: reduce several settings.",
        "只改一项不够：请同时减小几项。",
    ),
    "numbers.agree": (
        "**NumPy and torch agree**: the largest difference is {difference}, at {place}. Rounding explains up to {rounding}.",
        "**NumPy 与 torch 一致**：最大差值为 {difference}，位于 {place}。舍入误差最多可到 {rounding}。",
    ),
    "numbers.equal": ("**NumPy and torch agree** to the last bit.", "**NumPy 与 torch 一致**，每一位都相同。"),
    "numbers.differ": (
        "**NumPy and torch differ** by {difference} at {place}, more than the {rounding} that rounding explains.",
        "**NumPy 与 torch 不一致**：在 {place} 处相差 {difference}，超过舍入误差可解释的 {rounding}。",
    ),
    "numbers.not_alike": (
        "**NumPy and torch differ**: {count} voxels are finite in one of them only.",
        "**NumPy 与 torch 不一致**：有 {count} 个体素只在其中一方为有限值。",
    ),
    "numbers.no_torch": (
        "Computed with NumPy. torch is not installed here, so there is nothing to compare with.",
        "已用 NumPy 计算。这里没有安装 torch，无法比较。",
    ),
    "numbers.no_voxels": ("The batch is empty: there are no numbers to compare.", "批为空：没有可比较的数值。"),
    "numbers.median": ("here and now, the median of {runs} runs", "此时此机，{runs} 次运行的中位数"),
    "numbers.once": ("here and now, {runs} run", "此时此机，运行 {runs} 次"),
    # slices
    "numbers.slice_of_x": (
        "**Input** x, channel {channel}, {axis} = {index}: {low} (dark) to {high} (light)",
        "**输入** x，通道 {channel}，{axis} = {index}：{low}（暗）到 {high}（亮）",
    ),
    "numbers.slice_of_y": (
        "**Output** y, channel {channel}, {axis} = {index}: {low} (dark) to {high} (light)",
        "**输出** y，通道 {channel}，{axis} = {index}：{low}（暗）到 {high}（亮）",
    ),
    "numbers.every": ("Of a slice so large 1 voxel in {step} is drawn per axis.", "切片太大：每个轴上每 {step} 个体素只画一个。"),
    "numbers.slice": ("output slice", "输出切片"),
    "numbers.framed_voxel": ("Framed: {voxel}", "框出：{voxel}"),
    "numbers.framed_targets": ("in orange, where {voxel} writes", "橙色框为 {voxel} 写入的范围"),
    "numbers.framed_sources": ("in orange, where {voxel} comes from", "橙色框为 {voxel} 的来源范围"),
    "numbers.comma": ("; ", "；"),
    "numbers.stop": (".", "。"),
    "numbers.not_in_slice": (
        "The selected voxel {voxel} meets neither slice.",
        "选中的体素 {voxel} 不在这两个切片上。",
    ),
    # all numbers
    "numbers.statistics": ("The tensors in numbers", "各张量的数值"),
    "numbers.tensor": ("tensor", "张量"),
    "numbers.least": ("least", "最小"),
    "numbers.mean": ("mean", "平均"),
    "numbers.most": ("most", "最大"),
    "numbers.zeros": ("zeros", "零的比例"),
    "numbers.spread": ("How the output's numbers are spread", "输出数值的分布"),
    "numbers.spread_label": (
        "Histogram of the output from {low} to {high}, most of it near {peak}",
        "输出的直方图，从 {low} 到 {high}，{peak} 附近最多",
    ),
    "numbers.counted": ("1 in {every} voxels was counted.", "每 {every} 个体素统计一个。"),
    # to take away
    "numbers.downloads": ("Take it with you", "下载"),
    "numbers.downloads_note": (
        "Output, weight and bias, and input, as NumPy files. The scripts load them from the same folder and compare.",
        "输出、权重和偏置、输入，均为 NumPy 文件。下面的脚本从同一文件夹读取它们并比较结果。",
    ),
}
