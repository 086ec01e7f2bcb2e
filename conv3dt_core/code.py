"""A planned layer as a script in Paddle or PyTorch that runs as it stands and checks its own output shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .geometry import Geometry
from .params import LayerParams

_LINE_LENGTH = 88

#: name -> (Paddle, PyTorch), both in terms of y. Names as in Paddle's static API; softmax runs over the last axis.
_ACTIVATIONS = {
    "relu": ("F.relu(y)", "F.relu(y)"),
    "sigmoid": ("F.sigmoid(y)", "torch.sigmoid(y)"),
    "tanh": ("F.tanh(y)", "torch.tanh(y)"),
    "softmax": ("F.softmax(y, axis=-1)", "F.softmax(y, dim=-1)"),
    "log_softmax": ("F.log_softmax(y, axis=-1)", "F.log_softmax(y, dim=-1)"),
    "elu": ("F.elu(y)", "F.elu(y)"),
    "selu": ("F.selu(y)", "F.selu(y)"),
    "celu": ("F.celu(y)", "F.celu(y)"),
    "relu6": ("F.relu6(y)", "F.relu6(y)"),
    "gelu": ("F.gelu(y)", "F.gelu(y)"),
    "swish": ("F.swish(y)", "F.silu(y)"),
    "silu": ("F.silu(y)", "F.silu(y)"),
    "mish": ("F.mish(y)", "F.mish(y)"),
    "softsign": ("F.softsign(y)", "F.softsign(y)"),
    "hard_sigmoid": ("F.hardsigmoid(y, slope=0.2, offset=0.5)", "torch.clamp(0.2 * y + 0.5, 0, 1)"),
    "hard_swish": ("F.hardswish(y)", "F.hardswish(y)"),
    "hard_shrink": ("F.hardshrink(y)", "F.hardshrink(y)"),
    "softshrink": ("F.softshrink(y)", "F.softshrink(y)"),
    "tanh_shrink": ("F.tanhshrink(y)", "F.tanhshrink(y)"),
    "thresholded_relu": ("F.thresholded_relu(y)", "F.threshold(y, 1, 0)"),
    "logsigmoid": ("F.log_sigmoid(y)", "F.logsigmoid(y)"),
    "brelu": ("paddle.clip(y, 0, 24)", "torch.clamp(y, 0, 24)"),
    "stanh": ("paddle.stanh(y)", "1.7159 * torch.tanh(0.67 * y)"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A planned layer with what else its call needs.

    Parameters
    ----------
    params : LayerParams
    geometry : Geometry
        From `plan`.
    batch : int, default 1
    bias : bool, default True
    activation : str, optional
        Name as in `conv3dt_core.activations`.
    by_output_size : bool, default False
        Whether the size was asked for as output_size.
    """

    params: LayerParams
    geometry: Geometry
    batch: int = 1
    bias: bool = True
    activation: str | None = None
    by_output_size: bool = False

    def shape(self, channels: int, size: Iterable[int]) -> tuple[int, ...]:
        """Return (N, C, D, H, W) in the layer's data_format."""
        if self.params.data_format == "NCDHW":
            return self.batch, channels, *size
        return self.batch, *size, channels

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Shape of x."""
        return self.shape(self.params.in_channels, self.geometry.input_size)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """Shape of y."""
        return self.shape(self.params.out_channels, self.geometry.output_size)


def paddle_code(example: Example) -> str:
    """Return a script for Paddle.

    Notes
    -----
    ``stride <= output_padding < dilation`` passes Paddle's check and then fails in its CPU kernel; there the full
    size is computed and cropped, which Paddle can do.
    """
    params = example.params
    layout = None if params.data_format == "NCDHW" else _text(params.data_format)
    asked = ""
    crop: list[str] = []
    if _is_refused_by_paddle(example):
        arguments = _full_arguments(example, bias_attr=False, data_format=layout)
        crop = _cropped(example, params.data_format) + _biased(example, "paddle.zeros", params.data_format)
    else:
        arguments = _arguments(
            example,
            padding=_text("SAME") if params.padding == "SAME" else _padding(params.padding),
            output_padding=(0, 0, 0) if example.by_output_size else params.output_padding,
            dilation=params.dilation,
            bias_attr=None if example.bias else False,
            data_format=layout,
        )
        asked = f", output_size={list(example.geometry.output_size)}" if example.by_output_size else ""
    return _script(
        "paddle",
        _call("layer = paddle.nn.Conv3DTranspose", arguments),
        f"x = paddle.randn({list(example.input_shape)})",
        f"y = layer(x{asked})",
        *crop,
        *_activated(example, 0),
        f"assert tuple(y.shape) == {example.output_shape}",
    )


def torch_code(example: Example) -> str:
    """Return a script for PyTorch.

    Notes
    -----
    PyTorch has neither SAME nor unequal front and back pads, nor channels-last data: pads are numbers here, the full
    size is cropped where they differ, and NDHWC is permuted. output_size is ``output_padding = output_size - base``.
    """
    axes = example.geometry.axes
    crop: list[str] = []
    if all(axis.pad_before == axis.pad_after for axis in axes):
        arguments = _arguments(
            example,
            padding=_padding([(axis.pad_before, axis.pad_after) for axis in axes]),
            output_padding=tuple(axis.output_padding for axis in axes),
            dilation=tuple(axis.dilation for axis in axes),
            bias=None if example.bias else False,
        )
    else:
        arguments = _full_arguments(example, bias=False)
        crop = _cropped(example, "NCDHW") + _biased(example, "torch.zeros", "NCDHW")
    last = example.params.data_format == "NDHWC"
    return _script(
        "torch",
        _call("layer = torch.nn.ConvTranspose3d", arguments),
        f"x = torch.randn({list(example.input_shape)})",
        "y = layer(x.permute(0, 4, 1, 2, 3))" if last else "y = layer(x)",
        *crop,
        *(["y = y.permute(0, 2, 3, 4, 1)"] if last else []),
        *_activated(example, 1),
        f"assert tuple(y.shape) == {example.output_shape}",
    )


def _is_refused_by_paddle(example: Example) -> bool:
    return any(axis.output_padding >= axis.stride for axis in example.geometry.axes)


def _arguments(example: Example, **more: Any) -> list[str]:
    """The arguments of a layer in Paddle's order, defaults left out; both frameworks share the names."""
    params = example.params
    given: dict[str, Any] = {"stride": params.stride, **more, "groups": params.groups}
    defaults = {"stride": (1, 1, 1), "output_padding": (0, 0, 0), "dilation": (1, 1, 1), "groups": 1}
    order = ["stride", "padding", "output_padding", "dilation", "groups", "bias_attr", "bias", "data_format"]
    shown = [
        f"{name}={_triple(given[name]) if isinstance(given[name], tuple) else given[name]}"
        for name in order
        if given.get(name) is not None and given[name] != defaults.get(name)
    ]
    return [str(params.in_channels), str(params.out_channels), _triple(params.kernel_size), *shown]


def _full_arguments(example: Example, **more: Any) -> list[str]:
    """A layer that crops nothing and adds nothing."""
    return _arguments(example, dilation=tuple(axis.dilation for axis in example.geometry.axes), **more)


def _cropped(example: Example, layout: str) -> list[str]:
    """From the full size to the output: zeros behind it where the output reaches further, then a slice."""
    axes = example.geometry.axes
    ends = [axis.pad_before + axis.output_size for axis in axes]
    behind = [max(0, end - axis.full_size) for axis, end in zip(axes, ends, strict=True)]
    lines = []
    if any(behind):
        pads = [pad for amount in reversed(behind) for pad in (0, amount)]  # last axis first, front and back
        option = f", data_format={_text(layout)}" if layout == "NDHWC" else ""
        lines.append(f"y = F.pad(y, {pads}{option})")
    spatial = [f"{axis.pad_before}:{end}" for axis, end in zip(axes, ends, strict=True)]
    index = [":", ":", *spatial] if layout == "NCDHW" else [":", *spatial, ":"]
    return [*lines, f"y = y[{', '.join(index)}]"]


def _biased(example: Example, zeros: str, layout: str) -> list[str]:
    """Add the bias behind the crop: voxels that F.pad adds hold it too."""
    if not example.bias:
        return []
    shape = "[1, -1, 1, 1, 1]" if layout == "NCDHW" else "[-1]"
    return [f"bias = {zeros}([{example.params.out_channels}])", f"y = y + bias.reshape({shape})"]


def _activated(example: Example, framework: int) -> list[str]:
    return [f"y = {_ACTIVATIONS[example.activation][framework]}"] if example.activation else []


def _padding(pairs: Any) -> str | None:
    """Pairs as short as Paddle allows: one number, three, or six; None for zeros."""
    if all(front == back for front, back in pairs):
        fronts = tuple(front for front, _ in pairs)
        return _triple(fronts) if any(fronts) else None
    return str([pad for pair in pairs for pad in pair])


def _triple(values: tuple[int, ...]) -> str:
    return str(values[0]) if len(set(values)) == 1 else str(list(values))


def _text(word: str) -> str:
    return f'"{word}"'


def _call(start: str, arguments: list[str]) -> str:
    line = f"{start}({', '.join(arguments)})"
    return line if len(line) <= _LINE_LENGTH else f"{start}(\n    {', '.join(arguments)},\n)"


def _script(framework: str, *lines: str) -> str:
    imports = [f"import {framework}"]
    if any("F." in line for line in lines):
        imports.append(f"import {framework}.nn.functional as F")
    return "\n".join([*imports, "", *lines, ""])
