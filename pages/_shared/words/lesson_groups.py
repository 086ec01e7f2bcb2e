"""The words of the lesson on groups: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_groups.title": ("Groups", "分组"),
    "lesson_groups.about": ("Which channels meet, and what groups save.", "哪些通道相遇，分组省下什么。"),
    "lesson_groups.all": ("Every input meets every output channel", "每个输入通道都连到每个输出通道"),
    "lesson_groups.all_body": (
        "So far there was one channel. With {ins} input and {outs} output channels each pair has a kernel of its own, "
        "a cell of this table: {slabs} kernels. An output channel sums what all {ins} input channels write.",
        "前面都只有一个通道。有 {ins} 个输入通道和 {outs} 个输出通道时，每一对都有自己的卷积核，即表中一格：共 {slabs} 个。"
        "每个输出通道是 {ins} 个输入通道写入之和。",
    ),
    "lesson_groups.half": ("groups = {groups}", "groups = {groups}"),
    "lesson_groups.half_body": (
        "`groups = {groups}` splits the channels: the first {each_in} input channels meet the first {each_out} output channels, "
        "the last {each_in} the last {each_out}. Channels of different groups do not meet.",
        "`groups = {groups}` 把通道分成 {groups} 组：每组 {each_in} 个输入通道与 {each_out} 个输出通道相连，不同组的通道互不相连。",
    ),
    "lesson_groups.half_ask": ("How many of the {before} kernels are left?", "{before} 个卷积核还剩多少个？"),
    "lesson_groups.half_why": (
        "Each group has {each_in} · {each_out} kernels, and there are {groups} groups.",
        "每组有 {each_in} · {each_out} 个卷积核，共 {groups} 组。",
    ),
    "lesson_groups.half_one": ("{wrong} is one group.", "{wrong} 只是一组。"),
    "lesson_groups.half_all": ("{wrong} is without groups.", "{wrong} 是不分组的个数。"),
    "lesson_groups.shape": ("What the weight looks like", "weight 的形状"),
    "lesson_groups.shape_body": (
        "Paddle stores the weight as {shape}. The second number is `out_channels / groups`: {outs} becomes {second}, counted anew "
        "in each group: {slab} leads to output channel {second}. From {was} weights {now} are left.",
        "Paddle 中 weight 的形状是 {shape}。第二个数是 `out_channels / groups`：{outs} 变成 {second}，每组重新编号：{slab} 通向输出通道 {second}。权重从 {was} 个减到 {now} 个。",
    ),
    "lesson_groups.depthwise": ("Each channel by itself", "每个通道各管各的"),
    "lesson_groups.depthwise_body": (
        "Now {ins} input and {ins} output channels, and as many groups: `groups = {groups}`, called depthwise. Each input channel "
        "writes one output channel. Of {pairs} kernels {slabs} are left, each of {each} weights.",
        "现在输入、输出各 {ins} 个通道，组数也是 {groups}：`groups = {groups}`，称为逐通道卷积（depthwise）。每个输入通道只写一个输出通道。"
        "{pairs} 个卷积核只剩 {slabs} 个，每个 {each} 个权重。",
    ),
    "lesson_groups.divide": ("groups must divide the channels", "组数必须整除通道数"),
    "lesson_groups.divide_body": (
        "Every group gets equally many channels, so `groups` must divide `in_channels` and `out_channels`. "
        "Take {ins} input and {outs} output channels.",
        "每组的通道数必须相同，所以 `groups` 要同时整除 `in_channels` 和 `out_channels`。"
        "设输入通道 {ins} 个，输出通道 {outs} 个。",
    ),
    "lesson_groups.divide_ask": ("What is the largest value of `groups` they allow?", "`groups` 最大能取多少？"),
    "lesson_groups.divide_why": (
        "{most} divides both {ins} and {outs}; nothing larger does. For comparison you now see `groups = {groups}`: what is wrong "
        "with it, and the ways out.",
        "{most} 同时整除 {ins} 和 {outs}，再大就不行。现在换成 `groups = {groups}` 作对照：列出它的错误和改法。",
    ),
    "lesson_groups.divide_input": ("{wrong} does not divide {outs}.", "{wrong} 不能整除 {outs}。"),
    "lesson_groups.divide_output": ("{wrong} does not divide {ins}.", "{wrong} 不能整除 {ins}。"),
}  # fmt: skip
