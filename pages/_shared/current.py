"""The layer the panel shows, as one value: parameters, what is wrong with them, geometry, selection."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from conv3dt_core import Diagnostic, Geometry, LayerParams, check, plan
from conv3dt_core.diagnostics import Code, Triple, errors_of
from pages._shared import link

Checked = tuple[tuple[Diagnostic, ...], Geometry | None]


@dataclass(frozen=True)
class Current:
    """What the panel says. `geometry` and `output_shape` are None while there is an error."""

    params: LayerParams
    input_size: Triple
    output_size: Triple | None
    batch: int
    bias: bool
    activation: str | None
    diagnostics: tuple[Diagnostic, ...]
    geometry: Geometry | None
    output_shape: tuple[int, ...] | None
    side: str
    voxel: Triple
    tap: int | None


def current() -> Current:
    """Return the layer of this run, from the session's values."""
    params, input_size, output_size, batch = arguments()
    diagnostics, geometry = _checked(params, input_size, output_size)
    diagnostics = (*shape_faults(params), *diagnostics)
    geometry = None if errors_of(diagnostics) else geometry
    return Current(
        params=params, input_size=input_size, output_size=output_size, batch=batch, bias=link.get("bias") == "on",
        activation=None if link.get("act") == "none" else link.get("act"),
        diagnostics=diagnostics, geometry=geometry,
        output_shape=None if geometry is None else laid_out(params, batch, geometry.output_size),
        side=link.get("sel"), voxel=link.triple("v"), tap=link.get("tap"),
    )  # fmt: skip


def arguments() -> tuple[LayerParams, Triple, Triple | None, int]:
    """Return (params, input_size, output_size, batch); an empty output size is the base size of its axis."""
    params = LayerParams(
        link.get("cin"), link.get("cout"), link.triple("k"), link.triple("s"), _padding(), link.triple("op"),
        link.triple("dil"), link.get("groups"), link.get("fmt"),
    )  # fmt: skip
    shape = x_shape()
    fits = shape is not None and not shape_faults(params)
    batch, input_size = split(params, shape) if fits else (link.get("n"), link.triple("in"))  # type: ignore[arg-type]
    return params, input_size, _output_size(params, input_size), batch


def _padding() -> Any:
    word = link.get("pad")
    if word == "same":
        return "SAME"
    return tuple(zip(link.triple("pf"), link.triple("pb"), strict=True)) if word == "explicit" else ((0, 0),) * 3


def _output_size(params: LayerParams, input_size: Triple) -> Triple | None:
    if link.get("os") == "off":
        return None
    asked = zip(link.triple("os"), base_sizes(params, input_size), strict=True)
    d, h, w = (base if value is None else value for value, base in asked)
    return d, h, w


def base_sizes(params: LayerParams, input_size: Triple) -> Triple:
    """Return Paddle's inferred size per axis, also where it is below 1; 1 where stride or kernel make no sense."""
    d, h, w = (_base_size(params, axis, size) for axis, size in enumerate(input_size))
    return d, h, w


def _base_size(params: LayerParams, axis: int, size: int) -> int:
    kernel, stride, dilation = params.kernel_size[axis], params.stride[axis], params.effective_dilation[axis]
    if min(kernel, stride, dilation, size) < 1:
        return 1
    return (size - 1) * stride + dilation * (kernel - 1) + 1 - sum(params.axis_pads(axis, size))


@lru_cache(maxsize=512)
def _checked(params: LayerParams, input_size: Triple, output_size: Triple | None) -> Checked:
    # Shared by all visitors: a class that moves the same number asks the same question thirty times.
    diagnostics = check(params, input_size, output_size)
    return diagnostics, None if errors_of(diagnostics) else plan(params, input_size, output_size)


def laid_out(params: LayerParams, batch: int, size: Triple) -> tuple[int, ...]:
    """Return the output's five sizes in the order of the layer's data format."""
    channels = params.out_channels
    return (batch, *size, channels) if params.data_format == "NDHWC" else (batch, channels, *size)


# --- the shape of x as text ---------------------------------------------------------------------------------------


def x_shape() -> tuple[int, ...] | None:
    """Return the shape typed for x; None if the field is empty or holds something else than whole numbers."""
    words = _words()
    return tuple(map(int, words)) if words and all(map(_is_whole, words)) else None


def _words() -> list[str]:
    # "torch.Size([2, 4, 8, 8])", "[2, 4, 8, 8]", "(2,4,8,8)" and "2 4 8 8" all mean the same.
    return re.sub(r"torch\.Size|[\[\](),]", " ", link.get("x") or "").split()


def _is_whole(word: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9]{1,10}", word, re.ASCII))


def split(params: LayerParams, shape: tuple[int, ...]) -> tuple[int, Triple]:
    """Return batch and (D, H, W) of a shape of five."""
    d, h, w = shape[1:4] if params.data_format == "NDHWC" else shape[2:]
    return shape[0], (d, h, w)


def shape_faults(params: LayerParams) -> tuple[Diagnostic, ...]:
    """Return what the typed shape of x has against the layer."""
    return ()
