"""The layer as `keras.layers.Conv3DTranspose`, or, where that has no words for it, by `tf.nn.conv3d_transpose`."""

from __future__ import annotations

from ..diagnostics import Code, Diagnostic
from . import _notes
from ._activations import by_formula
from ._script import (
    add_bias,
    behind,
    call,
    crop,
    given,
    is_between,
    is_cropped,
    pads_per_axis,
    quoted,
    random_arrays,
    script,
    triple,
)
from .example import Example, Snippet

NAME = "Keras"
#: The same for both: what Keras calls filters stands before the input channels.
WEIGHT = "(kD, kH, kW, C_out/groups, C_in)"


def emit(example: Example) -> Snippet:
    """Return a script for Keras with TensorFlow; x and y are NDHWC there, whatever the layer's data_format.

    Notes
    -----
    Keras has no numeric padding: y is cropped. Its layer has no groups, and refuses dilation together with a stride;
    there TensorFlow's function computes the full size, one call per group. That one knows dilation only where it runs
    on oneDNN or a GPU, so the kernel holds the zeros.
    """
    lines = (_by_layer if _fits_layer(example) else _by_function)(example)
    # Where W stands once the channels are last.
    lines += by_formula(example, "ops", last_axis=3 if example.params.data_format == "NCDHW" else -1)
    imports = ["import keras"] if _fits_layer(example) else ["import numpy as np", "import tensorflow as tf"]
    if any("ops." in line for line in lines):
        imports.append("from keras import ops")
    shape = example.shape(example.params.out_channels, example.geometry.output_size, "NDHWC")
    return Snippet("keras", script(imports, lines, shape), tuple(_said_otherwise(example)), WEIGHT, "NDHWC")


def _fits_layer(example: Example) -> bool:
    refused = is_between(example) or (_is_dilated(example) and max(example.params.stride) > 1)
    return example.params.groups == 1 and not refused


def _is_dilated(example: Example) -> bool:
    return max(example.dilation) > 1


def _fits_same(example: Example) -> bool:
    """Whether the layer's "same" is Paddle's: the size is input times stride, and the same voxels are cropped."""
    axes = example.geometry.axes
    return (
        _fits_layer(example)
        and example.params.padding == "SAME"
        and not any(example.output_padding)
        and all(axis.input_size % axis.stride == 0 and axis.kernel_size >= axis.stride for axis in axes)
    )


def _by_layer(example: Example) -> list[str]:
    params, same = example.params, _fits_same(example)
    # Without output_padding, Keras adds voxels behind a kernel that is shorter than the stride.
    adds = any(axis.kernel_size < axis.stride for axis in example.geometry.axes)
    named = given(
        strides=params.stride,
        padding=quoted("same") if same else None,
        output_padding=str(triple(example.output_padding)) if adds else example.output_padding,
        dilation_rate=example.dilation,
        use_bias=None if example.bias else False,
    )
    x_shape = example.shape(params.in_channels, example.geometry.input_size, "NDHWC")
    made = [str(params.out_channels), triple(params.kernel_size)]
    return [
        call("layer = keras.layers.Conv3DTranspose", made, named),
        f"x = keras.random.normal({x_shape})",
        "y = layer(x)",
        *([crop(example, "NDHWC")] if is_cropped(example) and not same else []),
    ]


def _by_function(example: Example) -> list[str]:
    params = example.params
    weight = (*params.kernel_size, params.out_channels // params.groups, params.in_channels)
    lines = random_arrays(example, "NDHWC", weight)
    if _is_dilated(example):
        lines += _with_zeros(example)
    lines += _calls(example, "kernel" if _is_dilated(example) else "weight")
    if any(behind(example)):
        lines.append(f"y = tf.pad(y, {pads_per_axis(behind(example), 'NDHWC')})")
    if is_cropped(example) or any(example.output_padding):
        lines.append(crop(example, "NDHWC"))
    return lines + ([add_bias("NDHWC")] if example.bias else [])


def _with_zeros(example: Example) -> list[str]:
    """The dilation is in the kernel: a zero wherever a dilated kernel has no tap."""
    steps = ", ".join(f"::{dilation}" for dilation in example.dilation)
    return [f'kernel = np.zeros({_extents(example)} + weight.shape[3:], "float32")', f"kernel[{steps}] = weight"]


def _extents(example: Example) -> tuple[int, ...]:
    return tuple(axis.kernel_extent for axis in example.geometry.axes)


def _calls(example: Example, kernel: str) -> list[str]:
    """The full size, in one call per group."""
    params = example.params
    groups = params.groups
    shape = example.shape(params.out_channels // groups, example.geometry.full_size, "NDHWC")
    arguments = [f"output_shape={list(shape)}", f"strides={[1, *params.stride, 1]}", 'padding="VALID"']
    if groups == 1:
        return [call("y = tf.nn.conv3d_transpose", ["x", kernel], arguments)]
    return [
        f"pairs = zip(tf.split(x, {groups}, axis=-1), tf.split({kernel}, {groups}, axis=-1))",
        call("options = dict", [], arguments),
        "y = tf.concat([tf.nn.conv3d_transpose(a, b, **options) for a, b in pairs], axis=-1)",
    ]


def _said_otherwise(example: Example) -> list[Diagnostic]:
    params = example.params
    notes = []
    if not _fits_same(example):
        notes += _notes.pads_become_crop(example, NAME) if is_cropped(example) else []
        notes += _notes.same_becomes_pads(example, NAME)
    notes += _notes.layout_is_permuted(example, NAME, "NDHWC")
    if params.groups > 1:
        notes.append(_notes.note(Code.GROUPS_BECOME_CALLS, NAME, groups=params.groups))
    if _is_dilated(example) and not _fits_layer(example):
        values = {"dilation": example.dilation, "taps": params.kernel_size, "extents": _extents(example)}
        notes.append(_notes.note(Code.DILATION_BECOMES_ZEROS, NAME, **values))
    notes += _notes.output_size_becomes_output_padding(example, NAME)
    if any(example.output_padding) and not _fits_layer(example):
        notes += _notes.output_padding_becomes_crop(example, NAME)
    return notes
