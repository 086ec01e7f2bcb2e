"""Operations of a Paddle program: kind, and our arithmetic for them.

Source: the operators of Paddle 3.3.1 as its programs print them, and experiments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ..params import LayerParams
from .graph import Kind, Shape
from .rules import Fixed, Rule, Scaling, Sizes, Transposed, Window

Meaning = tuple[Kind, Rule | None, int, int | None]
Attributes = Mapping[str, Any]


def meaning(name: str, given: Attributes, shapes: list[Shape | None], biased: bool) -> Meaning:
    """Return kind, rule, number of spatial axes, and channels of an operation.

    Parameters
    ----------
    name : str
        As the program prints it, without its dialect: ``conv3d_transpose``.
    given : mapping
        Its attributes.
    shapes : list of shape or None
        Of its operands: x, then the weight.
    biased : bool
        Whether a bias is added to it.
    """
    x = shapes[0] if shapes else None
    rank = len(x) - 2 if x else 3
    reader = next((read for words, read in _READERS.items() if name.startswith(words)), None)
    if reader is None or rank < 1:
        return "other", None, rank, None
    return reader(given, shapes, rank, biased)


def is_channels_last(given: Attributes) -> bool:
    """Whether an operation counts channels last; NHWC stands for five axes too."""
    return str(given.get("data_format", "")) in {"NHWC", "NDHWC", "NLC"}


def _pairs(given: Attributes, rank: int) -> tuple[tuple[int, int], ...]:
    pads = tuple(given.get("paddings", ()))
    if given.get("padding_algorithm") == "VALID" or not pads:
        return ((0, 0),) * rank
    if len(pads) == 2 * rank:
        return tuple(zip(pads[::2], pads[1::2], strict=True))
    return tuple((pad, pad) for pad in pads)


def _conv(given: Attributes, shapes: list[Shape | None], rank: int, biased: bool) -> Meaning:
    weight = shapes[1] or ()
    same = given.get("padding_algorithm") == "SAME"
    dilation = (1,) * rank if same else tuple(given["dilations"])
    rule = Window(weight[2:], tuple(given["strides"]), _pairs(given, rank), dilation, same=same)
    return "conv", rule, rank, weight[0]


def _pool(given: Attributes, shapes: list[Shape | None], rank: int, biased: bool) -> Meaning:
    kernel = tuple(given.get("kernel_size", (1,) * rank))
    if given.get("global_pooling"):
        return "pool", Fixed((1,) * rank), rank, None
    if given.get("adaptive"):
        return "pool", Fixed(kernel), rank, None
    same = given.get("padding_algorithm") == "SAME"
    ceil = bool(given.get("ceil_mode"))
    rule = Window(kernel, tuple(given["strides"]), _pairs(given, rank), (1,) * rank, ceil=ceil, same=same)
    return "pool", rule, rank, None


def _transposed(given: Attributes, shapes: list[Shape | None], rank: int, biased: bool) -> Meaning:
    x, weight = shapes[0] or (), shapes[1] or ()
    groups = int(given.get("groups", 1))
    out_channels, more = weight[1] * groups, 3 - rank
    ones, zeros = (1,) * more, (0,) * more
    padding: Any = [pad for pair in ((0, 0),) * more + _pairs(given, rank) for pad in pair]
    if given.get("padding_algorithm") == "SAME":
        padding = "SAME"
    params = LayerParams.of(
        weight[0],
        out_channels,
        (*ones, *weight[2:]),
        (*ones, *given["strides"]),
        padding,
        (*zeros, *(given.get("output_padding") or (0,) * rank)),
        (*ones, *given["dilations"]),
        groups,
        "NDHWC" if is_channels_last(given) else "NCDHW",
    )
    size = x[1:-1] if is_channels_last(given) else x[2:]
    return "transposed", Transposed(_as_asked(params, given, size, rank), rank, biased), rank, out_channels


def _as_asked(params: LayerParams, given: Attributes, size: Sizes, rank: int) -> LayerParams:
    """Return the layer whose output_padding makes the output_size of the call."""
    asked = given.get("output_size") or ()
    if len(asked) != rank:
        return params
    bare = Transposed(replace(params, output_padding=(0, 0, 0)), rank)
    extra = [wanted - bare.output(axis, size[axis]) for axis, wanted in enumerate(asked)]
    d, h, w = [0] * (3 - rank) + extra
    return replace(params, output_padding=(d, h, w))


def _resize(given: Attributes, shapes: list[Shape | None], rank: int, biased: bool) -> Meaning:
    scale = tuple(given.get("scale") or ())
    sizes = tuple(int(given.get(name, -1)) for name in ("out_d", "out_h", "out_w"))[-rank:]
    if len(scale) == rank:
        return "upsample", Scaling(scale), rank, None
    return "upsample", Fixed(sizes) if min(sizes) > 0 else None, rank, None


_READERS: dict[str, Callable[[Attributes, list[Shape | None], int, bool], Meaning]] = {
    "conv3d_transpose": _transposed, "conv2d_transpose": _transposed, "depthwise_conv2d_transpose": _transposed,
    "conv3d": _conv, "conv2d": _conv, "depthwise_conv2d": _conv, "pool": _pool, "max_pool": _pool,
    "trilinear_interp": _resize, "nearest_interp": _resize, "bilinear_interp": _resize, "bicubic_interp": _resize,
    "linear_interp": _resize,
}  # fmt: skip
