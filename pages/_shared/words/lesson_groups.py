"""The words of the lesson on groups: key -> (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson_groups.title": ("Groups", "分组"),
    "lesson_groups.about": ("Which channels meet, and what groups save.", "哪些通道相遇，分组省下什么。"),
    "lesson_groups.all": ("Every channel meets every other", "通道两两相遇"),
    "lesson_groups.all_body": (
        "So far there was one channel. With {ins} input and {outs} output channels each pair has a kernel of its own, "
        "a cell of this table: {slabs} kernels. An output channel sums what all {ins} input channels write.",
        "前面都只有一个通道。有 {ins} 个输入通道和 {outs} 个输出通道时，每一对都有自己的卷积核，即表中一格：共 {slabs} 个。"
        "每个输出通道是 {ins} 个输入通道写入之和。",
    ),
    "lesson_groups.half": ("groups = {groups}", "groups = {groups}"),
    "lesson_groups.half_body": (
        "`groups = {groups}` splits the channels: {each_in} input channels meet {each_out} output channels, "
        "and so do the others. Channels of different groups do not meet.",
        "`groups = {groups}` 把通道分成几组：每组 {each_in} 个输入通道与 {each_out} 个输出通道相遇，不同组的通道互不相遇。",
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
        "Paddle stores the weight as {shape}. The second number is `out_channels / groups`: {outs} becomes {second}. "
        "From {was} weights {now} are left.",
        "Paddle 中 weight 的形状是 {shape}。第二个数是 `out_channels / groups`：{outs} 变成 {second}。权重从 {was} 个减到 {now} 个。",
    ),
    "lesson_groups.depthwise": ("Each channel by itself", "每个通道各管各的"),
    "lesson_groups.depthwise_body": (
        "As many groups as channels: `groups = {groups}`, called depthwise. Each input channel writes one output channel. "
        "Only {slabs} kernels of {each} weights are left.",
        "组数等于通道数：`groups = {groups}`，叫逐通道（depthwise）。每个输入通道只写一个输出通道。"
        "只剩 {slabs} 个卷积核，每个 {each} 个权重。",
    ),
    "lesson_groups.divide": ("Groups must divide", "分组必须整除"),
    "lesson_groups.divide_body": (
        "Every group gets equally many channels, so `groups` must divide `in_channels` and `out_channels`. "
        "Take {ins} input and {outs} output channels.",
        "每组的通道数必须相同，所以 `groups` 要同时整除 `in_channels` 和 `out_channels`。"
        "设输入通道 {ins} 个，输出通道 {outs} 个。",
    ),
    "lesson_groups.divide_ask": ("What is the largest `groups` they allow?", "`groups` 最大能取多少？"),
    "lesson_groups.divide_why": (
        "{most} divides both {ins} and {outs}; nothing larger does. Beside you see what Paddle says to "
        "`groups = {groups}`, and the ways out.",
        "{most} 同时整除 {ins} 和 {outs}，再大就不行。旁边是 `groups = {groups}` 时的错误和改法。",
    ),
    "lesson_groups.divide_input": ("{wrong} does not divide {outs}.", "{wrong} 不能整除 {outs}。"),
    "lesson_groups.divide_output": ("{wrong} does not divide {ins}.", "{wrong} 不能整除 {ins}。"),
}  # fmt: skip
