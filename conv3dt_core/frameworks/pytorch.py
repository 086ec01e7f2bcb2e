"""The layer as `torch.nn.ConvTranspose3d`."""

from __future__ import annotations

from ..diagnostics import Diagnostic
from . import _notes
from ._activations import by_call
from ._script import PADDLE_WEIGHT, call, channels_and_kernel, crop, given, padding, script
from .example import Example, Snippet

NAME = "PyTorch"


def emit(example: Example) -> Snippet:
    """Return a script for PyTorch.

    Notes
    -----
    PyTorch has neither SAME nor unequal front and back pads, nor channels-last data. Pads are numbers here; where
    front and back differ nothing is padded, output_padding extends the full size, and both ends are cropped; NDHWC is
    permuted.
    """
    params = example.params
    layer = given(
        stride=params.stride,
        padding=None if _uneven(example) else padding(example.pads),
        output_padding=example.output_padding,
        dilation=example.dilation,
        groups=params.groups,
        bias=None if example.bias else False,
    )
    last = params.data_format == "NDHWC"
    lines = [
        call("layer = torch.nn.ConvTranspose3d", channels_and_kernel(example), layer),
        f"x = torch.randn({list(example.input_shape)})",
        "y = layer(x.permute(0, 4, 1, 2, 3))" if last else "y = layer(x)",
        *([crop(example, "NCDHW")] if _uneven(example) else []),
        *(["y = y.permute(0, 2, 3, 4, 1)"] if last else []),
        *by_call(example, "torch"),
    ]
    imports = ["import torch"]
    if any("F." in line for line in lines):
        imports.append("import torch.nn.functional as F")
    code = script(imports, lines, example.output_shape)
    return Snippet("pytorch", code, tuple(_said_otherwise(example)), PADDLE_WEIGHT, params.data_format)


def _uneven(example: Example) -> bool:
    return any(front != back for front, back in example.pads)


def _said_otherwise(example: Example) -> list[Diagnostic]:
    return [
        *(_notes.pads_become_crop(example, NAME) if _uneven(example) else []),
        *_notes.same_becomes_pads(example, NAME),
        *_notes.layout_is_permuted(example, NAME, "NCDHW"),
        *_notes.output_size_becomes_output_padding(example, NAME),
    ]
