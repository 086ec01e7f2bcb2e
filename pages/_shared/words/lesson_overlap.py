"""The words of the lesson on overlap: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_overlap.title": ("Overlap", "重叠"),
    "lesson_overlap.about": ("How often each output voxel is written, counted axis by axis.", "每个输出体素被写入几次，逐轴来数。"),
    "lesson_overlap.shared": ("Two blocks, one place", "两块写到同一位置"),
    "lesson_overlap.shared_body": (
        "On W the block of {one} covers {start} to {end}, and the block of its neighbour {other} begins at {next}. So the output "
        "voxel {voxel}, selected here, belongs to both: kernel {k} is longer than `stride = {s}`.",
        "在 W 轴上，{one} 的块覆盖 {start} 到 {end}，相邻的 {other} 的块从 {next} 开始。"
        "所以图中选中的输出体素 {voxel} 同属两块：卷积核大小 {k} 大于步长 `stride = {s}`。",
    ),
    "lesson_overlap.line": ("On a line", "先看一条线"),
    "lesson_overlap.line_body": (
        "Leave D and H out. Output {v} gets {pairs} contributions: from input {a} by tap {tap_a} and from input {b} "
        "by tap {tap_b}. A contribution is one input voxel times one tap.",
        "先不看 D 和 H。输出 {v} 得到 {pairs} 个贡献：输入 {a} 经核元素 {tap_a}，输入 {b} 经核元素 {tap_b}。"
        "一个贡献就是一个输入体素乘以一个核元素。",
    ),
    "lesson_overlap.product": ("In the volume", "再看三维"),
    "lesson_overlap.product_body": (
        "Now all three axes again. Take output {voxel}. On D it is reached in {pairs} ways, on H in {pairs}, on W "
        "in {pairs}, as on the line.",
        "现在回到三个轴，看输出 {voxel}。和那条线上一样，D 上有 {pairs} 种到达方式，H 上 {pairs} 种，W 上 {pairs} 种。",
    ),
    "lesson_overlap.product_ask": ("How many contributions does it get?", "它得到多少个贡献？"),
    "lesson_overlap.product_why": (
        "Each way on D goes with each on H and each on W: {pairs} · {pairs} · {pairs} = {sums}.",
        "D 上的每种方式与 H、W 上的每种方式组合：{pairs} · {pairs} · {pairs} = {sums}。",
    ),
    "lesson_overlap.product_axis": ("{wrong} is one axis only.", "{wrong} 只算了一个轴。"),
    "lesson_overlap.product_added": ("{wrong} adds the axes; multiply them.", "{wrong} 是把各轴相加；应当相乘。"),
    "lesson_overlap.table": ("A table of products", "一张乘法表"),
    "lesson_overlap.table_body": (
        "Here is the slice D = {at}. Down the left stand the counts of H, along the top those of W, both {counts}; in the corner "
        "the count of D. Every cell is the product of the three.",
        "这是 D = {at} 的切片。左边是 H 的贡献数，上边是 W 的贡献数，都是 {counts}；左上角是 D 的贡献数。每个格子是三者的乘积。",
    ),
    "lesson_overlap.total": ("Nothing is lost", "一个也不少"),
    "lesson_overlap.total_body": (
        "Nothing is cropped in this layer. Each of the {all} input voxels writes through all {taps} taps, "
        "into {voxels} output voxels.",
        "这一层没有裁掉任何东西。{all} 个输入体素各自通过 {taps} 个核元素写入，输出共有 {voxels} 个体素。",
    ),
    "lesson_overlap.total_ask": ("How many contributions are there in all?", "贡献一共有多少个？"),
    "lesson_overlap.total_why": (
        "{all} · {taps} = {total}. They do not spread evenly: a corner gets {fewest}, the most is {most}.",
        "{all} · {taps} = {total}。它们分布不均：角上只有 {fewest} 个，最多处有 {most} 个。",
    ),
    "lesson_overlap.total_row": ("{wrong} counts one row of input voxels.", "{wrong} 只算了一排输入体素。"),
    "lesson_overlap.total_once": ("{wrong} would be one for each output voxel.", "{wrong} 相当于每个输出体素只有一个。"),
}  # fmt: skip
