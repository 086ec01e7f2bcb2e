"""Calls of PyTorch's functions as operations: kind, and our arithmetic for them.

Source of the signatures: PyTorch 2.13, torch.nn.functional.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..params import LayerParams
from .graph import Kind
from .rules import Fixed, Rule, Scaling, Sizes, Transposed, Window

#: (kind, rule, spatial axes, channels that come out)
Meaning = tuple[Kind, Rule | None, int, int | None]
OTHER: Meaning = ("other", None, 3, None)
_ORDER = {
    "conv": "input weight bias stride padding dilation groups",
    "conv_transpose": "input weight bias stride padding output_padding groups dilation",
    "max_pool": "input kernel_size stride padding dilation ceil_mode",
    "avg_pool": "input kernel_size stride padding ceil_mode",
    "lp_pool": "input norm_type kernel_size stride ceil_mode",
    "adaptive_max_pool": "input output_size",
    "adaptive_avg_pool": "input output_size",
    "interpolate": "input size scale_factor",
    "upsample": "input size scale_factor",
    "pad": "input pad",
}


def meaning(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Meaning:
    """Return what a call does to sizes.

    Parameters
    ----------
    name : str
        Of the function, as in torch.nn.functional.
    args, kwargs
        Of the call.
    """
    base, rank = plain_name(name), name[-2:-1]
    if base not in _READERS:
        return OTHER
    given = dict(zip(_ORDER[base].split(), args, strict=False)) | kwargs
    axes = int(rank) if name.endswith("d") and rank.isdigit() else given["input"].dim() - 2
    return _READERS[base](given, axes)


def plain_name(name: str) -> str:
    """``_max_pool3d_with_indices`` -> ``max_pool``."""
    name = name.strip("_").removesuffix("_with_indices")
    return name[:-2] if name[-2:] in {"1d", "2d", "3d"} else name


def _each(value: Any, rank: int) -> Sizes:
    """Return one number, or one per axis, as one per axis."""
    if isinstance(value, int):
        return (value,) * rank
    numbers = tuple(int(number) for number in value)
    return numbers * rank if len(numbers) == 1 else numbers


def _conv(given: dict[str, Any], rank: int) -> Meaning:
    weight, padding = given["weight"], given.get("padding", 0)
    pads = (0,) * rank if isinstance(padding, str) else _each(padding, rank)
    rule = Window(
        tuple(weight.shape[2:]),
        _each(given.get("stride", 1), rank),
        tuple((pad, pad) for pad in pads),
        _each(given.get("dilation", 1), rank),
        same=padding == "same",
    )
    return "conv", rule, rank, weight.shape[0]


def _pool(given: dict[str, Any], rank: int) -> Meaning:
    kernel = _each(given["kernel_size"], rank)
    stride = given.get("stride")
    rule = Window(
        kernel,
        kernel if stride is None or stride == [] else _each(stride, rank),
        tuple((pad, pad) for pad in _each(given.get("padding", 0), rank)),
        _each(given.get("dilation", 1), rank),
        ceil=bool(given.get("ceil_mode", False)),
    )
    return "pool", rule, rank, None


def _adaptive(given: dict[str, Any], rank: int) -> Meaning:
    asked = given["output_size"]
    sizes = (asked,) * rank if asked is None or isinstance(asked, int) else tuple(asked)
    return "pool", Fixed(sizes * rank if len(sizes) == 1 else sizes), rank, None


def _transposed(given: dict[str, Any], rank: int) -> Meaning:
    weight, groups = given["weight"], given.get("groups", 1)
    out_channels = weight.shape[1] * groups
    lacking = (1,) * (3 - rank)

    def triple(name: str, default: int, missing: Sizes) -> Sizes:
        return (*missing, *_each(given.get(name, default), rank))

    zeros = (0,) * (3 - rank)
    params = LayerParams.of(
        weight.shape[0],
        out_channels,
        (*lacking, *weight.shape[2:]),
        triple("stride", 1, lacking),
        triple("padding", 0, zeros),
        triple("output_padding", 0, zeros),
        triple("dilation", 1, lacking),
        groups,
    )
    return "transposed", Transposed(params, rank, given.get("bias") is not None), rank, out_channels


def _interpolate(given: dict[str, Any], rank: int) -> Meaning:
    factor, size = given.get("scale_factor"), given.get("size")
    if factor is None:
        rule: Rule | None = None if size is None else Fixed(_each(size, rank))
        return "upsample", rule, rank, None
    factors = tuple(factor) if isinstance(factor, tuple | list) else (factor,) * rank
    return "upsample", Scaling(tuple(map(float, factors))), rank, None


def _pad(given: dict[str, Any], rank: int) -> Meaning:
    numbers = [int(number) for number in given["pad"]]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))[:rank]
    pads = tuple(reversed(pairs + [(0, 0)] * (rank - len(pairs))))
    ones = (1,) * rank
    return "other", Window(ones, ones, pads, ones), rank, None


_READERS: dict[str, Callable[[dict[str, Any], int], Meaning]] = {
    "conv": _conv, "conv_transpose": _transposed, "max_pool": _pool, "avg_pool": _pool, "lp_pool": _pool,
    "adaptive_max_pool": _adaptive, "adaptive_avg_pool": _adaptive, "interpolate": _interpolate,
    "upsample": _interpolate, "pad": _pad,
}  # fmt: skip
