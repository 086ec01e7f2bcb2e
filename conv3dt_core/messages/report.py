"""The words of an explained layer, in English and Chinese. Argument names stay as they are in code."""

from __future__ import annotations

from typing import Any

from ..diagnostics import Lang

LANGUAGES: tuple[Lang, ...] = ("en", "zh")

WORDS: dict[str, tuple[str, str]] = {
    "comma": (", ", "、"),
    "colon": (": ", "："),
    "stop": (". ", "。"),
    "space": (" ", ""),
    # head
    "no_output": ("no output", "没有输出"),
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "note": ("note", "提示"),
    "fix": ("Use", "可改为"),
    # axes
    "front": ("front", "前侧"),
    "back": ("back", "后侧"),
    "base_size": ("base size", "基准尺寸"),
    "is_base": (" (base size)", "（基准尺寸）"),
    "output": ("output", "输出"),
    "input": ("input", "输入"),
    "cropped": ("cropped {count}", "裁掉 {count}"),
    "lost": ("missing {count}", "缺 {count}"),
    "sizes": ("output_size: {range}", "output_size：{range}"),
    "strip": (
        "Axis {axes}: {inputs} input voxels, {outputs} output voxels.",
        "{axes} 轴：{inputs} 个输入体素，{outputs} 个输出体素。",
    ),
    "legal": ("Legal `output_size`: {range}.", "合法的 `output_size`：{range}。"),
    "one_legal": ("Legal `output_size`: {range} only.", "合法的 `output_size` 只有 {range}。"),
    "none_legal": ("No `output_size` is legal.", "没有合法的 `output_size`。"),
    "no_size": ("No size follows from these numbers.", "这些数算不出尺寸。"),
    "valid": ("VALID: front and back are 0.", "VALID：前后都是 0。"),
    # SAME
    "same_pads": (
        "SAME crops as much as a forward convolution over this input would pad:",
        "SAME 裁掉的数量，等于对这个输入做普通卷积时要填充的数量：",
    ),
    "same_paddle": ("Paddle computes", "Paddle 实际得到"),
    "same_documents": ("its documentation says", "官方文档写的是"),
    "same_others": ("Keras and JAX give in · stride", "Keras 和 JAX 得到 in · stride"),
    "same_open": ("SAME: the size depends on the input.", "SAME：尺寸要看输入。"),
    # contributions
    "contributions": ("Contributions per output voxel: {range}.", "每个输出体素的贡献数：{range}。"),
    "even": ("Even: {n} each, away from the borders.", "均匀：远离边界处各为 {n} 次。"),
    "uneven": (
        "Uneven on {axes}, the cause of checkerboards: {counts} away from the borders.",
        "{axes} 轴不均匀，棋盘格由此而来：远离边界处为 {counts} 次。",
    ),
    "holes": (
        "Holes on {axes}: {n} of {all} output voxels get none, only the bias.",
        "{axes} 轴有空缺：{all} 个输出体素中有 {n} 个没有任何贡献，只剩偏置。",
    ),
    "short": (
        "The output is too short for a pattern away from the borders.",
        "输出太短，远离边界处看不出规律。",
    ),
    "uncounted": ("An axis is too long to count its contributions.", "有的轴太长，不逐个统计贡献。"),
    "reason_even": ("even", "均匀"),
    "reason_uneven": ("uneven", "不均匀"),
    "reason_holes": ("holes", "有空缺"),
    # a layer without an input
    "weight": ("weight", "权重"),
    "bias": ("bias", "偏置"),
    "none": ("none", "无"),
    "parameters": ("parameters", "参数量"),
    "multiply_adds": ("multiply-adds", "乘加次数"),
    "overlap": ("contributions", "贡献"),
    "sizes_of": ("legal output_size", "合法的 output_size"),
    "axis": ("axis", "轴"),
    "to": ("{low} to {high}", "{low} 到 {high}"),
    "more": ("For one input: `layer.explain({shape})`.", "看某个输入：`layer.explain({shape})`。"),
    # bug capsule
    "capsule_wrong": ("Diagnostics", "诊断"),
    "capsule_axes": ("How each axis gets its size", "每个轴的尺寸"),
    "capsule_repro": ("To reproduce", "复现代码"),
    "capsule_versions": ("Versions", "版本"),
    "capsule_table": ("The axes as CSV", "各轴数据（CSV）"),
    "link": ("Open it in conv3dt", "在 conv3dt 中打开"),
    "unguarded": (
        "Paddle 3.3.1 does not refuse all of this: it may compute nonsense, hang or crash. Run it in a process of its own.",
        "Paddle 3.3.1 不一定会拒绝这样的参数，可能算出无意义的结果、卡住或崩溃。请在单独的进程里运行。",
    ),
    "unsayable": (
        "PyTorch has one padding per axis and no SAME: this call cannot be written there.",
        "PyTorch 每个轴只有一个 padding，也没有 SAME，写不出这个调用。",
    ),
    # scene
    "scene": ("In 3-D: `.scene()`.", "三维图：`.scene()`。"),
    "scatter": (
        "{voxel} writes {n} of its {all} taps into the output",
        "{voxel} 的 {all} 个核元素中有 {n} 个写入输出",
    ),
    "gather": ("{voxel} is the sum of {n} contributions", "{voxel} 是 {n} 个贡献之和"),
    "gather_one": ("{voxel} has one contribution", "{voxel} 只有一个贡献"),
    "gather_none": ("No input voxel reaches {voxel}", "没有输入体素到达 {voxel}"),
    "each_channel": ("{said}, from each of {n} input channels", "{said}（{n} 个输入通道各自如此）"),
    "lost_taps": ("{n} cropped", "裁掉 {n}"),
    "tap": ("tap {tap} = {triple}", "核元素 {tap} = {triple}"),
    "is_cropped": ("cropped", "被裁掉"),
}


def word(name: str, lang: Lang, **values: Any) -> str:
    """Return a word or a sentence in one language, its places filled; code stands between backticks."""
    return WORDS[name][LANGUAGES.index(lang)].format(**values)
