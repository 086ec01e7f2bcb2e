"""Texts for a layer in another framework's words: what is written there instead, and why.

Facts are those of PyTorch 2.13, Keras 3.15 on TensorFlow 2.21, ONNX 1.23 with onnxruntime 1.32 and JAX 0.10, found by
experiment. Notes on sizes that other frameworks work out otherwise are in `other_sizes`.
"""

from __future__ import annotations

from ..diagnostics import Code
from ._text import Family, Text, Values, always, by


def _title_and_dialect(v: Values) -> str:
    return f"title {v['dialect']}"


def _same_becomes_pads(v: Values) -> str:
    return "title dilated" if max(v["dilation"]) > 1 else "title"


def _output_size(v: Values) -> str:
    return "JAX" if v["dialect"] == "JAX" else _title_and_dialect(v)


def _output_padding_becomes_crop(v: Values) -> str:
    return f"title {v['dialect']} crop"


def _kernel_is_flipped(v: Values) -> str:
    return f"title {'by_hand' if v['groups'] > 1 else 'by_jax'} pairs"


TEXTS: Family = {
    Code.PADS_BECOME_CROP: by(
        _title_and_dialect,
        title={
            "en": Text(
                "`padding = {pads}` becomes a crop in {dialect}",
                "Without padding the output has `{uncropped}` voxels, and `y` is cut to `{left}`; that is all the padding of "
                "a transposed convolution does.",
            ),
            "zh": Text(
                "`padding = {pads}` 在 {dialect} 里写成裁剪",
                "不加填充时输出有 `{uncropped}` 个体素，再把 `y` 裁到 `{left}`：转置卷积的填充本来就只是裁掉两端。",
            ),
        },
        PyTorch={
            "en": Text(body="PyTorch has one number per axis for both ends; in Paddle front and back may differ."),
            "zh": Text(body="PyTorch 每个轴只有一个数，两端相同；Paddle 的前后两端可以不同。"),
        },
        Keras={
            "en": Text(body="Keras knows only the words `valid` and `same` for `padding`; Paddle takes numbers too."),
            "zh": Text(body="Keras 的 `padding` 只有 `valid` 和 `same` 两个词；Paddle 还可以写数字。"),
        },
    ),
    Code.SAME_BECOMES_PADS: by(
        _same_becomes_pads,
        title={
            "en": Text(
                "`padding = 'SAME'` becomes the numbers `{pads}` in {dialect}",
                "They are what Paddle works out for an input of `{input}`; another input size may need others. "
                "{dialect} has no SAME that means the same for every input.",
            ),
            "zh": Text(
                "`padding = 'SAME'` 在 {dialect} 里写成数字 `{pads}`",
                "这是 Paddle 对输入尺寸 `{input}` 算出的填充，换一个输入尺寸可能就不同。{dialect} 没有对任何输入都同义的 SAME。",
            ),
        },
        dilated={
            "en": Text(body="Under SAME, Paddle ignores `dilation = {dilation}`, so the code leaves it out."),
            "zh": Text(body="在 SAME 下 Paddle 不理会 `dilation = {dilation}`，所以代码里没有写。"),
        },
    ),
    Code.LAYOUT_IS_PERMUTED: by(
        _title_and_dialect,
        title={
            "en": Text("`data_format = {data_format}` is {theirs} in {dialect}"),
            "zh": Text("`data_format = {data_format}` 在 {dialect} 里是 {theirs}"),
        },
        PyTorch={
            "en": Text(
                body="PyTorch's layer computes channels first only; Paddle computes either. `x` is permuted before the "
                "layer, and `y` back behind it.",
            ),
            "zh": Text(
                body="PyTorch 的层只算通道在前的数据，Paddle 两种都行。`x` 进层之前先调换轴，`y` 出来后再换回去。"
            ),
        },
        ONNX={
            "en": Text(
                body="An ONNX node computes channels first only; Paddle computes either. `x` is permuted before the "
                "model, and `y` back behind it.",
            ),
            "zh": Text(
                body="ONNX 的节点只算通道在前的数据，Paddle 两种都行。`x` 进模型之前先调换轴，`y` 出来后再换回去。"
            ),
        },
        Keras={
            "en": Text(
                body="Keras keeps the channels last by default, and TensorFlow promises no other layout on a CPU; "
                "Paddle computes either. So `x` and `y` are of that layout in the code: move the channels of your own data.",
            ),
            "zh": Text(
                body="Keras 默认通道在后，TensorFlow 在 CPU 上也不保证支持别的排列；Paddle 两种都行。"
                "所以代码里的 `x` 和 `y` 都是通道在后：请先移动自己数据的通道轴。",
            ),
        },
    ),
    Code.GROUPS_BECOME_CALLS: always(
        en=Text(
            "`groups = {groups}` becomes {groups} calls in {dialect}",
            "{dialect} has no groups in its transposed convolution; Paddle has. `x` and the weight are split along "
            "their input channels, and the results are joined along the channels.",
        ),
        zh=Text(
            "`groups = {groups}` 在 {dialect} 里写成 {groups} 次调用",
            "{dialect} 的转置卷积没有分组，Paddle 有。`x` 和权重都沿输入通道切开，逐组计算，结果再沿通道拼起来。",
        ),
    ),
    Code.DILATION_BECOMES_ZEROS: always(
        en=Text(
            "`dilation = {dilation}` becomes zeros in the kernel in {dialect}",
            "Keras' layer refuses it together with a stride above 1, TensorFlow's function on some CPUs always; Paddle "
            "takes any. A kernel of `{taps}` taps is spread to `{extents}` with zeros between, and computes the same.",
        ),
        zh=Text(
            "`dilation = {dilation}` 在 {dialect} 里写成补零的卷积核",
            "Keras 的层不许它与大于 1 的步长同时使用，TensorFlow 的函数在有些 CPU 上一概拒绝；Paddle 都可以。"
            "把 `{taps}` 的卷积核在中间补零，撑开到 `{extents}`，算出的结果相同。",
        ),
    ),
    Code.OUTPUT_SIZE_BECOMES_OUTPUT_PADDING: by(
        _output_size,
        title={
            "en": Text(
                "`output_size = {asked}` becomes `output_padding = {output_padding}` in {dialect}",
                "That is output size minus base size, `{base}`, on each axis; Paddle's `output_size` can say no more.",
            ),
            "zh": Text(
                "`output_size = {asked}` 在 {dialect} 里写成 `output_padding = {output_padding}`",
                "它等于各轴的输出尺寸减去基准尺寸 `{base}`；Paddle 的 `output_size` 能表达的也只有这么多。",
            ),
        },
        PyTorch={
            "en": Text(body="PyTorch's layer takes `output_size` too, at the call."),
            "zh": Text(body="PyTorch 的层在调用时也接受 `output_size`。"),
        },
        Keras={
            "en": Text(body="Keras has no `output_size`."),
            "zh": Text(body="Keras 没有 `output_size`。"),
        },
        ONNX={
            "en": Text(body="ONNX's `output_shape` would share out the crop anew, and move the front."),
            "zh": Text(body="ONNX 的 `output_shape` 会重新分配要裁掉的体素，使前端移位。"),
        },
        JAX={
            "en": Text(
                "`output_size = {asked}` becomes larger `padding` at the back in JAX",
                "JAX has no `output_size`. The base size is `{base}`; the missing `{output_padding}` voxels are added to "
                "the second number of each pair, where Paddle adds them too: behind.",
            ),
            "zh": Text(
                "`output_size = {asked}` 在 JAX 里写成后端更大的 `padding`",
                "JAX 没有 `output_size`。基准尺寸是 `{base}`，还差的 `{output_padding}` 个体素加在每对数的第二个上；"
                "Paddle 也是加在后端。",
            ),
        },
    ),
    Code.OUTPUT_PADDING_BECOMES_CROP: by(
        _output_padding_becomes_crop,
        title={
            "en": Text("`output_padding = {output_padding}` becomes a crop in {dialect}"),
            "zh": Text("`output_padding = {output_padding}` 在 {dialect} 里写成裁剪"),
        },
        Paddle={
            "en": Text(
                body="Paddle's rule allows it below `dilation = {dilation}`, but its CPU kernel refuses what is not "
                "below `stride = {stride}`.",
            ),
            "zh": Text(
                body="Paddle 的规则允许它小于 `dilation = {dilation}` 即可，但 CPU 实现拒绝不小于 `stride = {stride}` 的值。"
            ),
        },
        ONNX={
            "en": Text(
                body="The rule of ONNX and Paddle allows it below `dilation = {dilation}`, but onnxruntime refuses what "
                "is not below `stride = {stride}`.",
            ),
            "zh": Text(
                body="ONNX 和 Paddle 的规则都允许它小于 `dilation = {dilation}`，但 onnxruntime 拒绝不小于 "
                "`stride = {stride}` 的值。"
            ),
        },
        Keras={
            "en": Text(
                body="Only Keras' layer has `output_padding`, below `stride = {stride}` and without groups, or dilation "
                "with a stride; Paddle's limit is the larger of stride and `dilation = {dilation}`.",
            ),
            "zh": Text(
                body="只有 Keras 的层有 `output_padding`，且必须小于 `stride = {stride}`，不能有分组，也不能同时有空洞和步长；"
                "Paddle 的上限是步长与 `dilation = {dilation}` 中较大的一个。",
            ),
        },
        crop={
            "en": Text(
                body="The full size, `{full}`, is computed instead and brought to `{left}`: cropped, or filled up with zeros "
                "at the back before the bias is added.",
            ),
            "zh": Text(
                body="这里改为先算出完整尺寸 `{full}`，再变成 `{left}`：多的裁掉，后端不足的补零，然后才加偏置。"
            ),
        },
    ),
    Code.KERNEL_IS_FLIPPED: by(
        _kernel_is_flipped,
        title={
            "en": Text("`weight` is flipped along D, H, W in {dialect}"),
            "zh": Text("`weight` 在 {dialect} 里沿 D、H、W 翻转"),
        },
        by_jax={
            "en": Text(
                body="JAX computes a forward convolution over `x` with zeros between its voxels; Paddle's kernel, read "
                "backwards, does the same there. `transpose_kernel=True` flips it.",
            ),
            "zh": Text(
                body="JAX 在 `x` 的体素之间补零，再做正向卷积；Paddle 的卷积核倒过来，在那里算出同样的结果。"
                "`transpose_kernel=True` 就是翻转。",
            ),
        },
        by_hand={
            "en": Text(
                body="JAX computes a forward convolution over `x` with zeros between its voxels; Paddle's kernel, read "
                "backwards, does the same there. `conv_transpose` has no `groups = {groups}`, so the code flips it.",
            ),
            "zh": Text(
                body="JAX 在 `x` 的体素之间补零，再做正向卷积；Paddle 的卷积核倒过来，在那里算出同样的结果。"
                "`conv_transpose` 没有 `groups = {groups}`，所以由代码来翻转。",
            ),
        },
        pairs={
            "en": Text(
                body="`padding = {pairs}` is that of the forward convolution: kernel extent minus 1, minus what the "
                "layer crops, plus `output_padding` behind.",
            ),
            "zh": Text(
                body="`padding = {pairs}` 是正向卷积的填充：卷积核撑开的长度减 1，减去该层要裁掉的，后端再加 `output_padding`。",
            ),
        },
    ),
}
