"""Texts for tensors that do not fit the layer."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, always, by


def _input_rank(v: Values) -> str:
    return "rank unbatched" if v["rank"] == 4 else "rank paddle"


def _channels_mismatch(v: Values) -> str:
    return "found other_layout paddle" if v["channels_last_fits"] else "found paddle"


TEXTS: Family = {
    Code.INPUT_RANK: by(
        _input_rank,
        rank={
            "en": Text(
                "`x` has {rank} axes, not 5: shape `{shape}`",
                "They are batch, channels and the three axes of the volume, in the order of `data_format`.",
            ),
            "zh": Text(
                "`x` 有 {rank} 个轴，不是 5 个：形状 `{shape}`",
                "五个轴是批、通道和三个空间轴，顺序由 `data_format` 决定。",
            ),
        },
        unbatched={
            "en": Text(body="If the batch is missing, write `x[None]`; PyTorch takes x without it, Paddle does not."),
            "zh": Text(body="若是少了批，写成 `x[None]` 即可；PyTorch 可以不带批，Paddle 不行。"),
        },
        paddle={
            "en": Text(body="Paddle takes nothing else either."),
            "zh": Text(body="Paddle 同样只接受五个轴。"),
        },
    ),
    Code.WEIGHT_RANK: always(
        en=Text(
            "`weight` has {rank} axes, not 5: shape `{shape}`",
            "They are `(in_channels, out_channels/groups, kD, kH, kW)`, one number per tap for each pair of channels; "
            "Paddle takes nothing else either.",
        ),
        zh=Text(
            "`weight` 有 {rank} 个轴，不是 5 个：形状 `{shape}`",
            "五个轴是 `(in_channels, out_channels/groups, kD, kH, kW)`：每一对通道、每个核元素一个数；Paddle 同样只接受五个轴。",
        ),
    ),
    Code.WEIGHT_SHAPE: always(
        en=Text(
            "`weight` has shape `{shape}`, not `{expected}`",
            "It is `(in_channels, out_channels/groups, kD, kH, kW)` under NCDHW and NDHWC alike, as in Paddle: "
            "`in_channels` first, and never channels-last. Paddle takes its fans from this order, so `fan_in` is "
            "`out_channels/groups * kD*kH*kW`, which matters when weights are drawn anew.",
        ),
        zh=Text(
            "`weight` 的形状是 `{shape}`，应为 `{expected}`",
            "无论 NCDHW 还是 NDHWC，它都是 `(in_channels, out_channels/groups, kD, kH, kW)`，与 Paddle 相同："
            "输入通道在最前，通道从不放最后。Paddle 按这个顺序算扇入扇出，所以 `fan_in` 是 "
            "`out_channels/groups * kD*kH*kW`，重新初始化权重时要留意。",
        ),
    ),
    Code.BIAS_SHAPE: always(
        en=Text(
            "`bias` has shape `{shape}`, not `({out_channels},)`",
            "Each output channel has one bias; `({out_channels}, 1)` is read the same way. Paddle adds whatever "
            "broadcasts: a bias of shape `(1,)` counts for all channels, and one of five axes can even change the "
            "batch size.",
        ),
        zh=Text(
            "`bias` 的形状是 `{shape}`，应为 `({out_channels},)`",
            "每个输出通道有一个偏置；`({out_channels}, 1)` 也照此读取。Paddle 则是能广播就加："
            "形状为 `(1,)` 的偏置会加到所有通道上，五个轴的偏置甚至能改变批大小。",
        ),
    ),
    Code.CHANNELS_MISMATCH: by(
        _channels_mismatch,
        found={
            "en": Text(
                "`x` has {found} channels, the weight reads {expected}",
                "In shape `{shape}`, `data_format = '{data_format}'` finds {found} channels, and each input channel "
                "needs its own part of the weight: `in_channels = {expected}`.",
            ),
            "zh": Text(
                "`x` 有 {found} 个通道，权重要读 {expected} 个",
                "按 `data_format = '{data_format}'`，形状 `{shape}` 里有 {found} 个通道；"
                "每个输入通道在权重里都有自己的一份，即 `in_channels = {expected}`。",
            ),
        },
        other_layout={
            "en": Text(body="Read as `{other_format}` it would have {expected}."),
            "zh": Text(body="若按 `{other_format}` 来读，正好是 {expected} 个。"),
        },
        paddle={
            "en": Text(body="(Paddle's message for this prints `{printed_format}` where it means `{data_format}`.)"),
            "zh": Text(body="（Paddle 的报错在这里把 `{data_format}` 印成 `{printed_format}`。）"),
        },
    ),
    Code.OUT_SHAPE: always(
        en=Text(
            "`out` has shape `{shape}`, not `{expected}`",
            "The output of this layer is written into it, so it has exactly the output's shape; what is there already "
            "does not count. Paddle has no such argument.",
        ),
        zh=Text(
            "`out` 的形状是 `{shape}`，应为 `{expected}`",
            "这个层的输出要写进去，所以形状必须与输出完全相同；里面原有的数不起作用。Paddle 没有这个参数。",
        ),
    ),
}
