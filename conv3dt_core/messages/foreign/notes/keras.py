"""On the texts of Keras and TensorFlow."""

from __future__ import annotations

from ..sentence import Sentence, say

NOTES: dict[str, Sentence] = {
    "keras-tuple": say(
        "The text complains of a tuple, but what is wrong is the value; one integer would do as well.",
        "报错说的是元组，错的其实是数值；只给一个整数也可以。",
    ),
    "keras-data-format": say(
        "Keras says `channels_first` for NCDHW and `channels_last` for NDHWC.",
        "Keras 把 NCDHW 叫 `channels_first`，把 NDHWC 叫 `channels_last`。",
    ),
    "keras-only-stride": say(
        "Keras looks at the stride alone; Paddle's CPU kernel does so too.",
        "Keras 只看步长；Paddle 的 CPU 内核也一样。",
    ),
    "keras-names": say(
        "Keras has no `output_size`; `output_padding` chooses the size.",
        "Keras 没有 `output_size`；尺寸由 `output_padding` 决定。",
    ),
    "keras-batch": say(
        "`keras.Input` leaves the batch out, a tensor does not.",
        "`keras.Input` 不写批，张量则要写。",
    ),
    "keras-built": say(
        "The layer made its weight for the channels of its first input; by default they are the last axis.",
        "这个层的权重是按第一次输入的通道数建的；默认通道在最后一个轴。",
    ),
    "tf-backprop": say(
        "TensorFlow computes a transposed convolution as a gradient: its `input` is the output asked for, its `output` "
        "and `out_backprop` are x, and `spatial_dim` counts the batch.",
        "TensorFlow 把转置卷积当作梯度来算：它说的 `input` 是所要的输出，`output` 和 `out_backprop` 是 x，`spatial_dim` 从批数起。",
    ),
    "tf-abort": say(
        "oneDNN does not say which number: mostly `output_shape` does not suit x, stride and padding, sometimes its channels or a dilation "
        "with stride. With `TF_ENABLE_ONEDNN_OPTS=0` TensorFlow names axis and sizes.",
        "oneDNN 不说是哪个数：多半是 `output_shape` 与 x、步长、填充不合，有时是通道，或空洞与步长同用。设 `TF_ENABLE_ONEDNN_OPTS=0` 后，"
        "TensorFlow 会指明轴和尺寸。",
    ),
    "tf-batch": say(
        "`out_backprop` is x, and `input` is the output asked for.",
        "`out_backprop` 是 x，`input` 是所要的输出。",
    ),
    "tf-output-channels": say(
        "TensorFlow's `input` is the output asked for; its kernel is `[D, H, W, out, in]`.",
        "TensorFlow 说的 `input` 是所要的输出；它的卷积核是 `[D, H, W, out, in]`。",
    ),
    "tf-x-channels": say(
        "TensorFlow's `out_backprop` is x; its kernel is `[D, H, W, out, in]`.",
        "TensorFlow 说的 `out_backprop` 是 x；它的卷积核是 `[D, H, W, out, in]`。",
    ),
    "tf-x": say("TensorFlow's `out_backprop` is x.", "TensorFlow 说的 `out_backprop` 是 x。"),
    "tf-lengths": say(
        "Five numbers count batch and channels too, which must be 1.",
        "五个数时还包括批和通道，它们必须是 1。",
    ),
    "tf-capitals": say(
        "TensorFlow wants capitals, Keras takes either.",
        "TensorFlow 要大写，Keras 大小写都行。",
    ),
    "tf-pads": say(
        "`tf.nn.conv3d_transpose` knows only SAME and VALID.",
        "`tf.nn.conv3d_transpose` 只认 SAME 和 VALID。",
    ),
    "tf-dilation": say(
        "Without oneDNN TensorFlow's CPU kernel knows no dilation but 1, and says the same of 0.",
        "不用 oneDNN 时，TensorFlow 的 CPU 内核只支持空洞为 1；空洞为 0 时，它也这样报。",
    ),
}
