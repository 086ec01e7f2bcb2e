"""Scripts we write are scripts we read: the same layer comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conv3dt_core import Geometry, check, plan
from conv3dt_core.frameworks import DIALECTS, Dialect, Example, emit
from conv3dt_core.frameworks.reading import FoundLayer, read
from tests.property.strategies import Layer, valid_layers

ACTIVATIONS = st.sampled_from([None, "relu", "softmax", "logsigmoid", "tanh_shrink", "mish"])
#: What a script says of itself where it cuts the full size by hand.
CROPS = {"pads-become-crop", "output-padding-becomes-crop"}


def example_of(layer: Layer, bias: bool, activation: str | None) -> Example:
    geometry = plan(layer.params, layer.input_size, layer.output_size)
    return Example(layer.params, geometry, 2, bias, activation, by_output_size=layer.output_size is not None)


def only_layer(script: str) -> FoundLayer:
    reading = read(script)
    assert reading.diagnostics == ()
    (found,) = reading.layers
    assert {d.severity for d in found.diagnostics} <= {"note"}
    return found


def placed(geometry: Geometry) -> Geometry:
    """Nothing but what decides where contributions land: a crop at the back and output_padding cancel out."""
    cancelled = [min(axis.pad_after, axis.output_padding) for axis in geometry.axes]
    return Geometry(*(
        replace(axis, pad_after=axis.pad_after - count, output_padding=axis.output_padding - count)
        for axis, count in zip(geometry.axes, cancelled, strict=True)
    ))  # fmt: skip


def assert_same_layer(found: FoundLayer, example: Example) -> None:
    names = ("in_channels", "out_channels", "groups")
    assert [getattr(found.params, n) for n in names] == [getattr(example.params, n) for n in names]
    assert found.batch == example.batch
    assert found.input_size == example.geometry.input_size
    assert placed(plan(found.params, found.input_size, found.output_size)) == placed(example.geometry)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(layer=valid_layers(between=True), bias=st.booleans())
@settings(max_examples=300)
def test_every_dialects_code_is_read_back(dialect: Dialect, layer: Layer, bias: bool) -> None:
    example = example_of(layer, bias, None)
    snippet = emit(dialect, example)
    found = only_layer(snippet.code)
    assert found.dialect == dialect
    assert_same_layer(found, example)
    assert found.bias == bias
    # What the dialect cannot carry, and only that, comes back another way; the script's notes name it.
    said = {note.code for note in snippet.notes}
    carried = found.params.padding == "SAME" or 'padding="same"' in snippet.code  # Keras' word, where it is the same
    assert carried or layer.params.padding != "SAME" or "same-becomes-pads" in said
    assert found.params.data_format == layer.params.data_format or "layout-is-permuted" in said
    assert not {d.code for d in found.diagnostics} & CROPS or CROPS & said or "same-becomes-pads" in said


@given(valid_layers(between=True), st.booleans(), ACTIVATIONS)
@settings(max_examples=300)
def test_paddle_code_is_the_same_layer(layer: Layer, bias: bool, activation: str | None) -> None:
    example = example_of(layer, bias, activation)
    script = emit("paddle", example).code
    found = only_layer(script)
    assert found.activation == activation
    if "y = y[" not in script:
        assert found.params == layer.params
        assert found.output_size == layer.output_size


@given(valid_layers(between=True), st.booleans(), ACTIVATIONS)
@settings(max_examples=100)
def test_torch_code_keeps_its_activation(layer: Layer, bias: bool, activation: str | None) -> None:
    assert only_layer(emit("pytorch", example_of(layer, bias, activation)).code).activation == activation


WORDS = st.sampled_from([
    "padding", "stride", "strides", "output_padding", "dilation", "groups", "kernel_size", "data_format", "bias", "**k",
    "output_size", "output_shape", "auto_pad", "pads", "dilations", "kernel_shape", "dimension_numbers", "input",
    "lhs_dilation", "rhs_dilation", "weight", "filters", "activation", "input_shape",
    "batch_input_shape", "act", "filter_size", "transpose_kernel", "strides",
])  # fmt: skip
VALUES = st.sampled_from([
    "0", "-1", "3", "2.5", "None", "True", "'same'", "'SAME'", "'NDHWC'", "[]", "[1]", "[1, 2]", "(1, 2, 3)",
    "[[1, 2]] * 3", "[0, 1] * 3", "[1, 2, 3, 4, 5]", "{}", "{'a': 1}", "k", "k()", "10 ** 18", "10 ** 99",
    "torch.zeros(2, 3, 3, 3, 3)", "torch.zeros(10 ** 18, 2, 0, 4, 10 ** 18)", "torch.zeros(k, 2)", "lambda: 0",
    "b'x'", "...", "3j", "('NCDHW',) * 3",
    "[[0, 0]] * 5",
])  # fmt: skip
CALLS = st.sampled_from([
    "nn.Conv3DTranspose({})", "F.conv3d_transpose({})", "paddle.static.nn.conv3d_transpose({})",
    "nn.ConvTranspose3d({})", "nn.LazyConvTranspose3d({})", "torch.conv_transpose3d({})", "layers.Conv3DTranspose({})",
    "tf.nn.conv3d_transpose({})", "lax.conv_transpose({})", "lax.conv_general_dilated({})",
    "helper.make_node('ConvTranspose', ['X', 'W'], ['Y'], {})",
])  # fmt: skip
AFTER = st.sampled_from([
    "", "(x)", "(torch.zeros(2, 3, 3, 3, 3))[:, :, 1:-1, 0:9, 1:]",
    "(torch.ones(1, 1, 10 ** 30, 1, 1))[:, :, :, 1:, 1:]",
    "(x, [1])[:, 1:, 1:-1, 1:, :]", "(x, output_size=3)[..., 0]",
])  # fmt: skip


@given(CALLS, st.lists(VALUES, max_size=6), st.dictionaries(WORDS, VALUES, max_size=6), AFTER)
@settings(max_examples=1000)
def test_whatever_the_arguments_are_nothing_is_raised(call, positions, words, after):
    named = [word if word == "**k" else f"{word}={value}" for word, value in words.items()]
    script = call.format(", ".join([*positions, *named])) + after
    reading = read(f"y = {script}\nz = F.pad(y, [1] * 6) + y")
    assert not {d.code for d in reading.diagnostics} & {"code-not-parsed"}
    for layer in reading.layers:
        check(layer.params, layer.input_size or 3, layer.output_size)
        hash(layer)


@given(st.text(st.sampled_from("()[]{}=:,.'\"\n\t >#\\\\ab3*ConvTranspose3d"), max_size=200))
@settings(max_examples=500)
def test_whatever_the_text_is_nothing_is_raised(text):
    reading = read(text)
    assert reading.layers or reading.diagnostics
