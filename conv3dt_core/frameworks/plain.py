"""A layer as it is written, right or wrong: the call that somebody makes who has not yet been told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..diagnostics import Triple
from ..params import LayerParams
from ._script import call, given, padding, quoted, triple
from .example import Dialect


def plain(
    dialect: Dialect, params: LayerParams, x_shape: Sequence[int], output_size: Triple | None = None, bias: bool = True
) -> str | None:
    """Return the script that builds the layer and calls it, with the arguments as they are.

    Parameters
    ----------
    dialect : {"paddle", "pytorch"}
    params : LayerParams
    x_shape : ints
        In the layer's data format; five, unless that is what is wrong.
    output_size : (D, H, W), voxels, optional
    bias : bool, default True

    Returns
    -------
    str or None
        None where the dialect has no words for it: PyTorch knows neither SAME nor two paddings on one axis.
    """
    if dialect == "paddle":
        return _script("paddle", "paddle.nn.Conv3DTranspose", params, _paddles(params, bias), x_shape, output_size)
    if params.padding == "SAME" or any(front != back for front, back in params.padding):
        return None
    if params.data_format == "NDHWC":
        x_shape = [*x_shape[:1], *x_shape[-1:], *x_shape[1:-1]] if len(x_shape) > 1 else x_shape
    named = {**_shared(params), "padding": padding(params.padding), "bias": None if bias else False}
    return _script("torch", "torch.nn.ConvTranspose3d", params, named, x_shape, output_size)


def spelled(params: LayerParams, *, bias: bool = True) -> str:
    """Return the layer as Paddle writes it: ``Conv3DTranspose(4, 6, 3, stride=2)``."""
    return call("Conv3DTranspose", _channels_and_kernel(params), given(**_paddles(params, bias)))


def settings(params: LayerParams) -> dict[str, str]:
    """Return the arguments that decide about sizes as Paddle writes them, as short as can be: ``2``, ``[1, 2, 2]``."""
    pads = quoted("SAME") if params.padding == "SAME" else padding(params.padding) or "0"
    names = ("kernel_size", "stride", "padding", "output_padding", "dilation")
    return {name: pads if name == "padding" else triple(getattr(params, name)) for name in names}


def _paddles(params: LayerParams, bias: bool) -> dict[str, Any]:
    return {
        **_shared(params),
        "padding": quoted("SAME") if params.padding == "SAME" else padding(params.padding),
        "bias_attr": None if bias else False,
        "data_format": None if params.data_format == "NCDHW" else quoted(params.data_format),
    }


def _shared(params: LayerParams) -> dict[str, Any]:
    names = ("stride", "output_padding", "dilation", "groups")
    return {name: getattr(params, name) for name in names}


def _script(
    package: str, name: str, params: LayerParams, named: dict[str, Any], shape: Sequence[int], asked: Triple | None
) -> str:
    lines = [
        f"import {package}\n",
        call(f"layer = {name}", _channels_and_kernel(params), given(**named)),
        f"x = {package}.randn({list(shape)})",
        "y = layer(x)" if asked is None else f"y = layer(x, output_size={list(asked)})",
        "print(tuple(y.shape))\n",
    ]
    return "\n".join(lines)


def _channels_and_kernel(params: LayerParams) -> list[str]:
    return [str(params.in_channels), str(params.out_channels), triple(params.kernel_size)]
