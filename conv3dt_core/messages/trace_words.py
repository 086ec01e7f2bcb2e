"""The words of a traced model, in English and Chinese. Names of layers stand between backticks."""

from __future__ import annotations

from typing import Any

from ..diagnostics import Lang
from .report import LANGUAGES

WORDS: dict[str, tuple[str, str]] = {
    "stop": (".", "。"),
    "space": (" ", ""),
    "comma": (", ", "，"),
    "none": ("–", "–"),
    # head and table
    "runs": ("runs", "可以运行"),
    "fails": ("fails", "运行失败"),
    "not_run": ("could not be run", "无法运行"),
    "input": ("input", "输入"),
    "output": ("output", "输出"),
    "layer": ("layer", "层"),
    "kind": ("kind", "种类"),
    "ours": ("our arithmetic", "我们的计算"),
    "conv": ("convolution", "卷积"),
    "pool": ("pool", "池化"),
    "transposed": ("transposed", "转置卷积"),
    "upsample": ("upsampling", "上采样"),
    "same": ("same", "一致"),
    "differs": ("differs: {expected}", "不一致：{expected}"),
    "failed_here": ("failed", "失败"),
    "no_layers": ("No layer was run.", "没有运行任何层。"),
    # failure
    "where": ("Where", "位置"),
    "mismatch": (
        "`{layer}` makes {got}, `{operation}` wants {wanted}: axis {axis}.",
        "`{layer}` 得到 {got}，`{operation}` 需要 {wanted}：{axis} 轴。",
    ),
    "refused": ("`{layer}` cannot take an input of {got}: axis {axis}.", "`{layer}` 不接受尺寸 {got}：{axis} 轴。"),
    "why": ("Why", "原因"),
    "framework_says": ("{framework} says", "{framework} 的原话"),
    "repairs": ("What makes it run (each was tried)", "怎样才能运行（每一种都试过）"),
    "open": ("open", "打开"),
    # causes
    "on_axis": ("{axis}: {said}", "{axis}：{said}"),
    "remainder": (
        "`{name}`: {size} / {stride} = {whole} rest {rest}, it makes {made}",
        "`{name}`：{size} / {stride} = {whole} 余 {rest}，得到 {made}",
    ),
    "back_up": ("; `{name}` makes {made} of {size}.", "；`{name}` 把 {size} 变成 {made}。"),
    "chains": (
        "no stride alone explains it. One branch: {got}; the other: {wanted}.",
        "单看步长的余数解释不了。一支：{got}；另一支：{wanted}。",
    ),
    "unchanged": ("unchanged", "尺寸不变"),
    "too_small": (
        "`{name}` reads {size} and needs at least {wanted}.",
        "`{name}` 的输入是 {size}，至少需要 {wanted}。",
    ),
    "used_up": ("One voxel is left for `{name}`.", "到 `{name}` 时只剩一个体素。"),
    "model": ("the model", "模型"),
    "by_trial": (
        "The reason is not seen in the sizes; the model's own words tell it. With {wanted} it runs, with {got} it does not.",
        "从尺寸看不出原因，请看框架的原话。尺寸为 {wanted} 时可以运行，为 {got} 时不行。",
    ),
    "way_down": (" On the way down: {way}.", "一路下来：{way}。"),
    # repairs
    "pad": (
        "Pad the input to {size}: {changes}. Out comes {output}.",
        "把输入填充到 {size}：{changes}。输出是 {output}。",
    ),
    "crop": (
        "Crop the input to {size}: {changes}. Out comes {output}.",
        "把输入裁到 {size}：{changes}。输出是 {output}。",
    ),
    "axis_change": ("{axis} {before} → {after}", "{axis} {before} → {after}"),
    "choose": (
        "Let {layers} make the size of the skip: `output_size=skip.shape[2:]` in forward, or for this input the "
        "`output_padding` below.",
        "让 {layers} 输出跳跃连接的尺寸：在 forward 里写 `output_size=skip.shape[2:]`，或对这个输入用下面的 `output_padding`。",
    ),
    "choose_node": (
        "Let {layers} make the size of the skip: set its `output_padding` as below.",
        "让 {layers} 输出跳跃连接的尺寸：按下面设置 `output_padding`。",
    ),
}


def said(word: str, lang: Lang, /, **values: Any) -> str:
    """Return a word or a sentence in one language, its places filled; code stands between backticks."""
    return WORDS[word][LANGUAGES.index(lang)].format(**values)
