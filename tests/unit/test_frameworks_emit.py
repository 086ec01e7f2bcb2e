"""A layer as code, dialect by dialect: the lines that matter, and no others where the layer is plain."""

from __future__ import annotations

from typing import Any

import pytest

from conv3dt_core import LayerParams, plan
from conv3dt_core.activations import ACTIVATIONS
from conv3dt_core.frameworks import DIALECTS, Dialect, Example, Snippet, emit


def example(*args: Any, input_size: Any = 8, output_size: Any = None, **kwargs: Any) -> Example:
    more = {name: kwargs.pop(name) for name in ("batch", "bias", "activation") if name in kwargs}
    params = LayerParams.of(*args, **kwargs)
    geometry = plan(params, input_size, output_size)
    return Example(params, geometry, by_output_size=output_size is not None, **more)


def code(dialect: Dialect, *args: Any, **kwargs: Any) -> str:
    return emit(dialect, example(*args, **kwargs)).code


def test_an_unknown_dialect_is_refused() -> None:
    with pytest.raises(ValueError, match="'caffe' is unknown; known are paddle, pytorch, keras, onnx, jax"):
        emit("caffe", example(1, 1, 3))  # type: ignore[arg-type]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_snippet_checks_its_own_shape(dialect: Dialect) -> None:
    snippet = emit(dialect, example(4, 6, 3, stride=2, batch=2, data_format="NDHWC"))
    assert snippet.dialect == dialect
    assert snippet.code.endswith("\nassert tuple(y.shape) == (2, 17, 17, 17, 6)\n")
    assert snippet.data_layout == "NDHWC"


LAYOUTS = {"keras": ("(kD, kH, kW, C_out/groups, C_in)", "NDHWC")}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_layouts_of_weight_and_data(dialect: Dialect) -> None:
    snippet: Snippet = emit(dialect, example(4, 6, 3, groups=2))
    found = (snippet.weight_layout, snippet.data_layout)
    assert found == LAYOUTS.get(dialect, ("(C_in, C_out/groups, kD, kH, kW)", "NCDHW"))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
def test_every_activation_is_written_out(name: str, dialect: Dialect) -> None:
    plain, active = (code(dialect, 1, 1, 2, activation=activation).splitlines() for activation in (None, name))
    compile("\n".join(active), name, "exec")
    assert plain[-2] != active[-2]
    assert active[-2].startswith("y = ") or (dialect, name) == ("onnx", "gelu")


def test_softmax_runs_over_w_wherever_w_is() -> None:
    active = {"activation": "softmax"}
    assert "F.softmax(y, dim=-1)" in code("pytorch", 1, 2, 2, **active)
    assert "ops.sum(y, axis=3, keepdims=True)" in code("keras", 1, 2, 2, **active)
    assert "ops.sum(y, axis=-1, keepdims=True)" in code("keras", 1, 2, 2, data_format="NDHWC", **active)


# --- Paddle


def test_paddles_defaults_are_left_out() -> None:
    assert code("paddle", 4, 6, 3, batch=2).splitlines() == [
        "import paddle",
        "",
        "layer = paddle.nn.Conv3DTranspose(4, 6, 3)",
        "x = paddle.randn([2, 4, 8, 8, 8])",
        "y = layer(x)",
        "assert tuple(y.shape) == (2, 6, 10, 10, 10)",
    ]


def test_paddle_is_told_everything_in_its_own_words() -> None:
    same = code("paddle", 1, 1, 3, stride=2, padding="SAME", dilation=2, input_size=3)
    assert 'Conv3DTranspose(1, 1, 3, stride=2, padding="SAME", dilation=2)' in same
    assert "padding=[0, 1, 0, 0, 2, 2]" in code("paddle", 1, 1, 3, padding=[0, 1, 0, 0, 2, 2])
    asked = code("paddle", 4, 6, 3, stride=2, padding=1, output_padding=1, output_size=(15, 16, 16))
    assert "y = layer(x, output_size=[15, 16, 16])" in asked
    assert "output_padding" not in asked
    assert 'data_format="NDHWC"' in code("paddle", 1, 2, 3, data_format="NDHWC")


def test_what_paddles_kernel_refuses_is_cropped_by_hand() -> None:
    assert code("paddle", 1, 2, 2, padding=(0, 1, 2), dilation=3, output_padding=2).splitlines()[3:] == [
        "layer = paddle.nn.Conv3DTranspose(1, 2, 2, dilation=3, bias_attr=False)",
        "x = paddle.randn([1, 1, 8, 8, 8])",
        "bias = paddle.randn([2])",
        "y = layer(x)",
        "y = F.pad(y, [0, 0, 0, 1, 0, 2])",  # W, H, D: what the crop of padding does not cancel
        "y = y[:, :, 0:13, 1:12, 2:11]",
        "y = y + bias.reshape([1, -1, 1, 1, 1])",
        "assert tuple(y.shape) == (1, 2, 13, 11, 9)",
    ]


# --- PyTorch


def test_pytorch_takes_numbers_only() -> None:
    assert "layer = torch.nn.ConvTranspose3d(4, 6, 3)\n" in code("pytorch", 4, 6, 3)
    same = code("pytorch", 1, 1, 3, stride=2, padding="SAME", dilation=2, input_size=3)
    assert "ConvTranspose3d(1, 1, 3, stride=2, padding=1)" in same
    asked = code("pytorch", 4, 6, 3, stride=2, padding=1, output_padding=1, output_size=(15, 16, 16))
    assert "output_padding=[0, 1, 1]" in asked


def test_uneven_pads_are_a_slice_in_pytorch() -> None:
    uneven = code("pytorch", 1, 1, 3, stride=2, padding=[0, 1, 0, 0, 2, 2], output_padding=1)
    assert "ConvTranspose3d(1, 1, 3, stride=2, output_padding=1)" in uneven
    assert "y = layer(x)\ny = y[:, :, 0:17, 0:18, 2:16]\n" in uneven


def test_channels_last_is_permuted_for_pytorch() -> None:
    last = code("pytorch", 1, 2, 3, data_format="NDHWC")
    assert "y = layer(x.permute(0, 4, 1, 2, 3))\ny = y.permute(0, 2, 3, 4, 1)\n" in last


# --- Keras


def test_a_keras_layer_where_it_has_the_words() -> None:
    assert code("keras", 4, 6, 3, batch=2).splitlines() == [
        "import keras",
        "",
        "layer = keras.layers.Conv3DTranspose(6, 3)",
        "x = keras.random.normal((2, 8, 8, 8, 4))",
        "y = layer(x)",
        "assert tuple(y.shape) == (2, 10, 10, 10, 6)",
    ]
    assert 'Conv3DTranspose(6, 3, strides=2, padding="same")\n' in code("keras", 4, 6, 3, stride=2, padding="SAME")
    assert "Conv3DTranspose(6, 3, dilation_rate=2, use_bias=False)" in code("keras", 4, 6, 3, dilation=2, bias=False)


def test_keras_pads_are_a_slice_and_output_padding_stays() -> None:
    padded = code("keras", 4, 6, 3, stride=2, padding=1, output_padding=(0, 1, 1))
    assert "Conv3DTranspose(6, 3, strides=2, output_padding=[0, 1, 1])" in padded
    assert "y = layer(x)\ny = y[:, 1:16, 1:17, 1:17, :]\n" in padded


def test_keras_is_told_that_nothing_is_added_behind_a_short_kernel() -> None:
    assert "Conv3DTranspose(6, 2, strides=3, output_padding=0)" in code("keras", 4, 6, 2, stride=3)


@pytest.mark.parametrize(("size", "kernel", "op"), [(3, 3, 0), (4, 1, 0), (4, 3, 1)])
def test_same_that_keras_means_otherwise_is_cropped(size: int, kernel: int, op: int) -> None:
    otherwise = code("keras", 4, 6, kernel, stride=2, padding="SAME", output_padding=op, input_size=size)
    assert "same" not in otherwise


def test_keras_groups_dilation_and_stride_need_tensorflow() -> None:
    assert code("keras", 4, 6, 3, stride=2, dilation=(1, 2, 3), groups=2, padding=1, output_padding=1).splitlines() == [
        "import numpy as np",
        "import tensorflow as tf",
        "",
        'x = np.random.standard_normal((1, 8, 8, 8, 4)).astype("float32")',
        'weight = np.random.standard_normal((3, 3, 3, 3, 4)).astype("float32")',
        'bias = np.random.standard_normal((6,)).astype("float32")',
        'kernel = np.zeros((3, 5, 7) + weight.shape[3:], "float32")',
        "kernel[::1, ::2, ::3] = weight",
        "pairs = zip(tf.split(x, 2, axis=-1), tf.split(kernel, 2, axis=-1))",
        "options = dict(",
        '    output_shape=[1, 17, 19, 21, 3], strides=[1, 2, 2, 2, 1], padding="VALID",',
        ")",
        "y = tf.concat([tf.nn.conv3d_transpose(a, b, **options) for a, b in pairs], axis=-1)",
        "y = y[:, 1:17, 1:19, 1:21, :]",
        "y = y + bias",
        "assert tuple(y.shape) == (1, 16, 18, 20, 6)",
    ]


# --- ONNX


def test_the_onnx_node_has_all_pads_in_front_first() -> None:
    node = code("onnx", 4, 6, 3, stride=2, padding=[0, 1, 0, 0, 2, 2], output_padding=1, dilation=2, groups=2)
    for argument in (
        "strides=[2, 2, 2]", "pads=[0, 0, 2, 1, 0, 2]", "output_padding=[1, 1, 1]", "dilations=[2, 2, 2]", "group=2",
    ):  # fmt: skip
        assert f"\n    {argument},\n" in node
    assert 'node = helper.make_node("ConvTranspose", ["x", "weight"], ["y"])\n' in code("onnx", 4, 6, 3, bias=False)


def test_what_onnxruntime_refuses_is_cropped_in_numpy() -> None:
    refused = code("onnx", 1, 2, 2, padding=1, dilation=3, output_padding=2)
    assert '["x", "weight"], ["y"], dilations=[3, 3, 3])' in refused
    assert (
        "y = np.pad(y, [[0, 0], [0, 0], [0, 1], [0, 1], [0, 1]])\n"
        "y = y[:, :, 1:12, 1:12, 1:12]\n"
        "y = y + bias.reshape(1, -1, 1, 1, 1)\n"
    ) in refused


# --- JAX


def test_jax_pads_the_forward_convolution() -> None:
    # 2*(3-1) - front and 2*(3-1) - back + 1: negative pads crop
    padded = code("jax", 4, 6, 3, stride=2, padding=[5, 1, 0, 0, 2, 2], output_padding=1, dilation=2)
    assert "    padding=((-1, 4), (4, 5), (2, 3)),\n    rhs_dilation=(2, 2, 2),\n" in padded
    assert '    dimension_numbers=("NCDHW", "OIDHW", "NCDHW"),\n    transpose_kernel=True,\n' in padded


def test_jax_groups_flip_the_kernel_by_hand() -> None:
    grouped = code("jax", 4, 6, (1, 2, 3), stride=2, groups=2)
    assert (
        "kernel = weight.reshape(2, 2, 3, 1, 2, 3).swapaxes(1, 2)\n"
        "kernel = kernel.reshape(6, 2, 1, 2, 3)[:, :, ::-1, ::-1, ::-1]\n"
        "y = jax.lax.conv_general_dilated(\n"
    ) in grouped
    assert "    lhs_dilation=(2, 2, 2),\n" in grouped
    assert "    feature_group_count=2,\n" in grouped
