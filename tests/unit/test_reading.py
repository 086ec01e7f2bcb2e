"""Pasted code of five frameworks, read as layers in Paddle's terms."""

from __future__ import annotations

import itertools
import textwrap

import pytest

from conv3dt_core import plan
from conv3dt_core.frameworks.reading import FoundLayer, read
from tests.unit.pastes import PASTES, Expected


def as_expected(layer: FoundLayer) -> Expected:
    codes = tuple(str(diagnostic.code) for diagnostic in layer.diagnostics)
    sizes = layer.input_size, layer.output_size, layer.batch
    return Expected(layer.dialect, layer.params, *sizes, layer.bias, layer.activation, codes)


@pytest.mark.parametrize("name", list(PASTES))
def test_a_paste_is_read(name):
    text, expected = PASTES[name]
    reading = read(text)
    assert tuple(map(as_expected, reading.layers)) == expected
    assert reading.diagnostics == ()


def test_there_are_many_pastes():
    assert len(PASTES) >= 60
    assert {layer.dialect for _, expected in PASTES.values() for layer in expected} == {
        "paddle", "pytorch", "keras", "onnx", "jax",
    }  # fmt: skip


@pytest.mark.parametrize("name", list(PASTES))
def test_indentation_does_not_matter(name):
    text, expected = PASTES[name]
    layers = read(textwrap.indent(textwrap.dedent(text), "    ")).layers
    assert tuple(map(as_expected, layers)) == expected


# --- sizes by the frameworks' own formulas ----------------------------------------------------------------------------

AXES_OF_KERAS = list(itertools.product(range(1, 6), range(1, 5), range(1, 5)))  # input, stride, kernel


def keras_geometry(size, stride, kernel, words):
    text = f"import keras\nx = keras.Input(({size},) * 3 + (1,))\n" \
           f"keras.layers.Conv3DTranspose(1, {kernel}, {stride}{words})(x)"  # fmt: skip
    (layer,) = read(text).layers
    assert layer.input_size == (size,) * 3
    return plan(layer.params, layer.input_size).d


@pytest.mark.parametrize(("size", "stride", "kernel"), AXES_OF_KERAS)
def test_keras_sizes(size, stride, kernel):
    """Keras 3.15 on TensorFlow 2.21: without output_padding, and what 'same' takes off the front."""
    same = keras_geometry(size, stride, kernel, ", padding='same'")
    assert same.output_size == size * stride
    assert same.pad_before == max(kernel - stride, 0) // 2
    valid = keras_geometry(size, stride, kernel, "")
    assert valid.output_size == size * stride + max(kernel - stride, 0)
    assert valid.pad_before == 0


@pytest.mark.parametrize(("size", "stride", "kernel"), AXES_OF_KERAS)
def test_keras_sizes_with_output_padding(size, stride, kernel):
    for extra in range(stride):
        length = (size - 1) * stride + kernel + extra
        assert keras_geometry(size, stride, kernel, f", output_padding={extra}").output_size == length
        cut = length - 2 * (kernel // 2)
        if cut > 0:
            same = keras_geometry(size, stride, kernel, f", padding='same', output_padding={extra}")
            assert same.output_size == cut


@pytest.mark.parametrize(("extra", "front", "size"), [(0, 1, 7), (1, 0, 8)])
def test_keras_same_with_output_padding_starts_where_keras_does(extra, front, size):
    axis = keras_geometry(4, 2, 3, f", padding='same', output_padding={extra}")
    assert (axis.pad_before, axis.output_size) == (front, size)


@pytest.mark.parametrize(("word", "front", "size"), [
    ("VALID", 0, 9), ("VALID", 0, 10), ("SAME", 1, 7), ("SAME", 0, 8),
])  # fmt: skip
def test_tensorflow_output_shape_is_a_window_of_the_full_size(word, front, size):
    text = f"x = tf.zeros([1, 4, 4, 4, 1])\nw = tf.zeros([3, 3, 3, 1, 1])\n" \
           f"tf.nn.conv3d_transpose(x, w, [1, {size}, {size}, {size}, 1], 2, '{word}')"  # fmt: skip
    (layer,) = read(text).layers
    axis = plan(layer.params, layer.input_size).d
    assert (axis.pad_before, axis.output_size) == (front, size)


def test_as_many_calls_as_groups_are_one_layer():
    text = "x, w = tf.ones((1, 2, 2, 2, 1024)), tf.ones((3, 3, 3, 1, 1024))\n" \
           "y = tf.concat([tf.nn.conv3d_transpose(a, b, (1, 4, 4, 4, 1), 2) for a, b in zip(\n" \
           "    tf.split(x, 1024, axis=-1), tf.split(w, 1024, axis=-1))], axis=-1)"  # fmt: skip
    (layer,) = read(text).layers
    assert (layer.params.in_channels, layer.params.out_channels, layer.params.groups) == (1024, 1024, 1024)


def test_a_layer_called_again_gives_the_whole_again():
    text = "up = nn.ConvTranspose3d(4, 4, 3)\nx = torch.ones(1, 4, 8, 8, 8)\ny = up(x)[:, :, 1:, 1:, 1:]\n" \
           "nn.ConvTranspose3d(4, 4, 3)(up(x))"  # fmt: skip
    assert read(text).layers[1].input_size == (10, 10, 10)
