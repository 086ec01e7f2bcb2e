"""Texts for nets: layers down and up with skips between them."""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, always, by


def _mismatch(v: Values) -> str:
    way_up = "plus" if v["way_up"] == "sum" and v["output_padding"] else v["way_up"]
    return f"title {v['lost']} {way_up}"


def _other_size(v: Values) -> str:
    if v["padded"]:
        return "title padded"
    return "title labels" if v["closing"] is None else "title closing"


TEXTS: Family = {
    Code.SKIP_SIZE_MISMATCH: by(
        _mismatch,
        title={
            "en": Text("`{up}` makes {made_size}, but its skip is {skip_size}: off by {difference} on {axis}"),
            "zh": Text("`{up}` 得到 {made_size}，而它的跳跃连接是 {skip_size}：{axis} 轴相差 {difference}"),
        },
        rest={
            "en": Text(
                body="`{down}` divided {before} by {down_stride} and dropped the remainder: {before} ÷ {down_stride} = "
                "{after}, rest {rest}."
            ),
            "zh": Text(
                body="`{down}` 把 {before} 除以 {down_stride}，余数被丢掉了：{before} ÷ {down_stride} = {after}，余 {rest}。"
            ),
        },
        alike={
            "en": Text(
                body="`{down}` makes {after} of every size from {least} to {most} (here {before}), and nothing "
                "remembers which it was."
            ),
            "zh": Text(
                body="从 {least} 到 {most} 的每个尺寸（这里是 {before}），经过 `{down}` 都变成 {after}，原来是哪一个已无从得知。"
            ),
        },
        unlike={
            "en": Text(
                body="`{up}` does not undo `{down}`, which makes {after} of {least} to {most} (stride {down_stride}, here "
                "of {before})."
            ),
            "zh": Text(
                body="`{up}` 并不是 `{down}` 的逆过程：后者（步长 {down_stride}）把 {least} 到 {most}（这里是 {before}）"
                "变成 {after}。"
            ),
        },
        shrunk={
            "en": Text(body="Convolutions on the way change the size: `{shrunk}`."),
            "zh": Text(body="途中的卷积改变了尺寸：`{shrunk}`。"),
        },
        trail={
            "en": Text(body="From this skip down and up again: {trail}. What one step rounds away, none brings back."),
            "zh": Text(body="从这个跳跃连接往下再往上：{trail}。被某一步舍掉的部分，后面再也补不回来。"),
        },
        times={
            "en": Text(
                body="`{up}` can only multiply by {stride}: `{arrives}*{stride} = {made}`, and {wanted} is needed."
            ),
            "zh": Text(body="`{up}` 只会乘以 {stride}：`{arrives}*{stride} = {made}`，而需要的是 {wanted}。"),
        },
        sum={
            "en": Text(body="`{up}` makes `{base_sum}`, and {wanted} is needed."),
            "zh": Text(body="`{up}` 得到 `{base_sum}`，而需要的是 {wanted}。"),
        },
        plus={
            "en": Text(
                body="`{up}` makes `{base_sum}`, `output_padding` adds {output_padding}: {made}, and {wanted} is needed."
            ),
            "zh": Text(
                body="`{up}` 得到 `{base_sum}`，`output_padding` 再加 {output_padding}，就是 {made}，而需要的是 {wanted}。"
            ),
        },
    ),
    Code.VOLUME_TOO_SMALL_FOR_NET: by(
        lambda v: "title average" if v["average"] else "title window",
        title={
            "en": Text("`{place}` needs at least {least} along {axis}, and only {arrives} is left"),
            "zh": Text("`{place}` 在 {axis} 轴上至少要 {least}，而只剩 {arrives}"),
        },
        window={
            "en": Text(
                body="Its window covers {extent} voxels, and padding adds {pads}. Take a larger volume, fewer levels, or "
                "convolutions with padding."
            ),
            "zh": Text(
                body="它的窗口要盖住 {extent} 个体素，填充补上 {pads} 个。请用更大的输入、更少的层级，或带填充的卷积。"
            ),
        },
        average={
            "en": Text(
                body="PyTorch averages over whole windows of {extent} only, whatever the padding of {pads}; Paddle does "
                "not mind. Take a larger volume or fewer levels."
            ),
            "zh": Text(
                body="无论填充（共 {pads}）是多少，PyTorch 的平均池化都要求输入盖满 {extent} 的窗口；Paddle 不在意。"
                "请用更大的输入或更少的层级。"
            ),
        },
    ),
    Code.POOL_PADDING_TOO_LARGE: always(
        Text(
            "`{name}[{axis}] = {value}` is more than half the pooling kernel",
            "At most {limit} for kernel {kernel}: else some windows see nothing but padding. PyTorch refuses it; "
            "Paddle computes it.",
        ),
        Text(
            "`{name}[{axis}] = {value}` 超过了池化核的一半",
            "核为 {kernel} 时最多 {limit}：再大，有的窗口里就只有填充了。PyTorch 会拒绝，Paddle 照样计算。",
        ),
    ),
    Code.NO_LEGAL_SIZE_NEAR: always(
        Text(
            "No padding along {axis} makes this net fit: tried {size} to {last}",
            "At every one of these sizes some skip and its up layer differ, so the layers themselves must change.",
        ),
        Text(
            "{axis} 轴无论怎么填充，这个网络都接不上：试过 {size} 到 {last}",
            "其中每个尺寸都有跳跃连接与上采样层对不上，只能修改网络层本身。",
        ),
    ),
    Code.OUTPUT_IS_NOT_INPUT_SIZE: by(
        _other_size,
        title={
            "en": Text("The net runs, and its output is {after} along {axis}, not {size}"),
            "zh": Text("网络可以运行，但输出在 {axis} 轴上是 {after}，不是 {size}"),
        },
        padded={
            "en": Text(body="It was padded: crop the result back to {size}."),
            "zh": Text(body="输入是填充过的：把结果裁回 {size} 即可。"),
        },
        labels={
            "en": Text(body="Labels must be cropped or resized before a loss compares them."),
            "zh": Text(body="计算损失之前，标签要裁剪或缩放到同样的尺寸。"),
        },
        closing={
            "en": Text(
                body="A loss that compares the two fails. The next size that comes back as it went in is {closing}."
            ),
            "zh": Text(body="拿两者作比较的损失函数会出错。往上第一个能原样回来的尺寸是 {closing}。"),
        },
    ),
    Code.CEIL_MODE_DIFFERS_IN_PADDLE: always(
        Text(
            "`ceil_mode` of `{place}` gives {after} along {axis} in PyTorch and ONNX, {paddles} in Paddle",
            "A last window that would start behind the input is dropped there; Paddle keeps it.",
        ),
        Text(
            "`{place}` 的 `ceil_mode` 在 {axis} 轴上，PyTorch 和 ONNX 得到 {after}，Paddle 得到 {paddles}",
            "起点已经越过输入末端的最后一个窗口，PyTorch 和 ONNX 会去掉，Paddle 会保留。",
        ),
    ),
    Code.NET_NOT_UNDERSTOOD: by(
        lambda v: f"title {v['why']}",
        title={
            "en": Text("The net is not understood at `{part}`"),
            "zh": Text("网络的写法在 `{part}` 处无法读懂"),
        },
        layer={
            "en": Text(
                body="A layer is written like `m2`, `c3s2p1` or `t4s2p1`: kind, kernel, then stride, padding, dilation. "
                "On the way down stand `c`, `m`, `a`; on the way up `t`, `r`; between them `c`."
            ),
            "zh": Text(
                body="层的写法如 `m2`、`c3s2p1`、`t4s2p1`：种类、卷积核，然后是步长、填充、空洞。"
                "下行用 `c`、`m`、`a`，上行用 `t`、`r`，中间用 `c`。"
            ),
        },
        size={
            "en": Text(body="A volume is written like `285x285x84`, or `96` for three equal axes; each from 1 to {most}."),
            "zh": Text(body="输入尺寸的写法如 `285x285x84`，三轴相同可写 `96`；每个从 1 到 {most}。"),
        },
        channels={
            "en": Text(body="Channels are written like `1-32-64-128`, each at least 1."),
            "zh": Text(body="通道数的写法如 `1-32-64-128`，每个至少为 1。"),
        },
        count={
            "en": Text(body="One entry is expected, or {most}: as many as the net has of them."),
            "zh": Text(body="这里应有一项，或者 {most} 项：与网络里的个数一致。"),
        },
        levels={
            "en": Text(body="A net has at most {most} levels here."),
            "zh": Text(body="这里的网络最多 {most} 个层级。"),
        },
        convs={
            "en": Text(body="A level has at most {most} convolutions here."),
            "zh": Text(body="这里每个层级最多 {most} 个卷积。"),
        },
        long={
            "en": Text(body="A net in a link has at most {most} characters."),
            "zh": Text(body="链接中的网络最多 {most} 个字符。"),
        },
        twice={
            "en": Text(body="This was said before, differently or not; say it once."),
            "zh": Text(body="前面已经写过一次，只写一次即可。"),
        },
    ),
}
