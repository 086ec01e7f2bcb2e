"""The layer as `paddle.nn.Conv3DTranspose`: its own words."""

from __future__ import annotations

from ..diagnostics import Diagnostic
from . import _notes
from ._activations import by_call
from ._script import (
    PADDLE_WEIGHT,
    behind,
    call,
    channels_and_kernel,
    crop,
    given,
    is_between,
    padding,
    quoted,
    script,
)
from .example import Example, Snippet


def emit(example: Example) -> Snippet:
    """Return a script for Paddle.

    Notes
    -----
    ``stride <= output_padding < dilation`` passes Paddle's check and then fails in its CPU kernel (3.3.1); there the
    full size is computed and cropped, which Paddle can do.
    """
    params = example.params
    lines, notes = _cropped(example) if is_between(example) else _plain(example)
    lines += by_call(example, "paddle")
    imports = ["import paddle"]
    if any("F." in line for line in lines):
        imports.append("import paddle.nn.functional as F")
    code = script(imports, lines, example.output_shape)
    return Snippet("paddle", code, tuple(notes), PADDLE_WEIGHT, params.data_format)


def _plain(example: Example) -> tuple[list[str], list[Diagnostic]]:
    params = example.params
    layer = _layer(
        example,
        padding=quoted("SAME") if params.padding == "SAME" else padding(params.padding),
        output_padding=(0, 0, 0) if example.by_output_size else params.output_padding,
        dilation=params.dilation,
        groups=params.groups,
        bias_attr=None if example.bias else False,
    )
    asked = f", output_size={list(example.geometry.output_size)}" if example.by_output_size else ""
    return [layer, _x(example), f"y = layer(x{asked})"], []


def _cropped(example: Example) -> tuple[list[str], list[Diagnostic]]:
    """A layer that crops nothing and adds nothing; then zeros behind it, the crop, and the bias."""
    params = example.params
    lines = [_layer(example, dilation=example.dilation, groups=params.groups, bias_attr=False), _x(example)]
    first = params.data_format == "NCDHW"
    if example.bias:
        lines.append(f"bias = paddle.randn([{params.out_channels}])")
    lines.append("y = layer(x)")
    if any(behind(example)):
        pads = [pad for amount in reversed(behind(example)) for pad in (0, amount)]  # last axis first
        lines.append(call("y = F.pad", ["y", str(pads), *([] if first else ['data_format="NDHWC"'])]))
    lines.append(crop(example, params.data_format))
    if example.bias:
        lines.append(f"y = y + bias.reshape({[1, -1, 1, 1, 1] if first else [-1]})")
    return lines, _notes.output_padding_becomes_crop(example, "Paddle")


def _layer(example: Example, **more: object) -> str:
    params = example.params
    layout = None if params.data_format == "NCDHW" else quoted(params.data_format)
    named = given(stride=params.stride, **more, data_format=layout)
    return call("layer = paddle.nn.Conv3DTranspose", channels_and_kernel(example), named)


def _x(example: Example) -> str:
    return f"x = paddle.randn({list(example.input_shape)})"
