"""The words of the solver and of the bug report: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "solver.door": (
        "`{name}={value}` names something else than `{options}`; nothing is kept.",
        "`{name}={value}` 含有 `{options}` 以外的词，已改为不固定任何参数。",
    ),
    "solver.title": ("I want this output size", "我想要这个输出尺寸"),
    "solver.keep": ("keep as it is", "保持不变"),
    "solver.hint": (
        "Give a size; layers that make it from the present input are looked for. An empty axis keeps its size.",
        "填入尺寸，就会找出能从当前输入得到它的层。留空的轴保持现在的尺寸。",
    ),
    "solver.unknown": ("Give all three: the present layer has no output size.", "请填满三个：当前的层没有输出尺寸。"),
    # answers
    "solver.found": (
        "{input} → {output}: {count} of the best, even overlap first, then the fewest parameters.",
        "{input} → {output}：最好的几种（{count} 个），先看重叠是否均匀，再看参数量多少。",
    ),
    "solver.already": ("The present layer makes this size.", "当前的层得到的就是这个尺寸。"),
    "solver.layer": ("layer", "层"),
    "solver.overlap": ("overlap", "重叠"),
    "solver.parameters": ("parameters", "参数量"),
    "solver.multiply_adds": ("multiply-adds", "乘加次数"),
    "solver.use": ("Use", "采用"),
    "solver.use_help": ("Put this layer into the panel", "把这一层填进左侧面板"),
    # nothing found
    "solver.take": ("Wish for {size} instead", "改要 {size}"),
    # inputs
    "solver.inputs": (
        "The present layer makes this size from an input of {size}.",
        "当前的层从 {size} 的输入得到这个尺寸。",
    ),
    "solver.inputs_asked": (
        "The present layer makes this size from an input of {size}, if the call asks for it with `output_size`.",
        "当前的层从 {size} 的输入可以得到这个尺寸，但调用时要写上 `output_size`。",
    ),
    "solver.no_inputs": (
        "No input makes this size with the present layer: there is none for {axes}.",
        "用当前的层，没有任何输入能得到这个尺寸，问题在 {axes}。",
    ),
    "solver.axis": ("{axis}", "{axis} 轴"),
    "solver.least": ("{axis} (one voxel already makes {size})", "{axis} 轴（一个体素就已得到 {size}）"),
    "solver.comma": (", ", "、"),
    # bug report
    "solver.report": ("Bug report (.md)", "问题报告（.md）"),
    "solver.report_help": (
        "Parameters, sums, reasons, scripts for Paddle and PyTorch, versions, link and CSV, for an issue tracker.",
        "参数、推导、原因、Paddle 与 PyTorch 的复现代码、版本、链接和 CSV，可直接贴到 issue 里。",
    ),
}
