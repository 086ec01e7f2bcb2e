"""The layer by `jax.lax`: a forward convolution over x with zeros between its voxels."""

from __future__ import annotations

from ..diagnostics import Code, Diagnostic
from . import _notes
from ._activations import by_formula
from ._script import PADDLE_WEIGHT, add_bias, call, quoted, random_arrays, script
from .example import Example, Snippet

NAME = "JAX"


def emit(example: Example) -> Snippet:
    """Return a script for JAX.

    Notes
    -----
    The padding pairs are those of the forward convolution; they may be negative, which crops. On one axis

        front = extent - 1 - pad_before        back = extent - 1 - pad_after + output_padding

    The kernel of that convolution is the layer's, flipped along D, H, W (Dumoulin & Visin 2016, arXiv:1603.07285,
    section 4). `conv_transpose` flips it on request, but has no groups.
    """
    params = example.params
    lines = random_arrays(example, params.data_format, params.weight_shape)
    lines += _transposed(example) if params.groups == 1 else _by_groups(example)
    if example.bias:
        lines.append(add_bias(params.data_format))
    lines += by_formula(example, "jnp")
    imports = ["import jax", "import numpy as np"]
    if any("jnp." in line for line in lines):
        imports.insert(1, "import jax.numpy as jnp")
    code = script(imports, lines, example.output_shape)
    return Snippet("jax", code, tuple(_said_otherwise(example)), PADDLE_WEIGHT, params.data_format)


def _transposed(example: Example) -> list[str]:
    # The weight is declared as that of the forward convolution this layer is the gradient of: "O" are our C_in.
    named = [f"strides={example.params.stride}", *_shared(example), "transpose_kernel=True"]
    return [call("y = jax.lax.conv_transpose", ["x", "weight"], named)]


def _by_groups(example: Example) -> list[str]:
    params = example.params
    groups, taps = params.groups, params.kernel_size
    ours, theirs = params.in_channels // groups, params.out_channels // groups
    strides = ["window_strides=(1, 1, 1)", f"lhs_dilation={params.stride}"]
    named = [*strides, *_shared(example), f"feature_group_count={groups}"]
    return [
        "# (C_in, C_out/groups, ...) -> (C_out, C_in/groups, ...), taps in reverse",
        f"kernel = weight.reshape{(groups, ours, theirs, *taps)}.swapaxes(1, 2)",
        f"kernel = kernel.reshape{(params.out_channels, ours, *taps)}[:, :, ::-1, ::-1, ::-1]",
        call("y = jax.lax.conv_general_dilated", ["x", "kernel"], named),
    ]


def _shared(example: Example) -> list[str]:
    layout = quoted(example.params.data_format)
    dilated = [f"rhs_dilation={example.dilation}"] if max(example.dilation) > 1 else []
    return [f"padding={_pairs(example)}", *dilated, f'dimension_numbers=({layout}, "OIDHW", {layout})']


def _pairs(example: Example) -> tuple[tuple[int, int], ...]:
    ends = [(axis.kernel_extent - 1, axis) for axis in example.geometry.axes]
    return tuple((end - axis.pad_before, end - axis.pad_after + axis.output_padding) for end, axis in ends)


def _said_otherwise(example: Example) -> list[Diagnostic]:
    return [
        *_notes.same_becomes_pads(example, NAME),
        *_notes.output_size_becomes_output_padding(example, NAME),
        _notes.note(Code.KERNEL_IS_FLIPPED, NAME, pairs=_pairs(example), groups=example.params.groups),
    ]
