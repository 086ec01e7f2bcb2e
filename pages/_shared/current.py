"""The layer the panel shows, as one value: parameters, what is wrong with them, geometry, selection."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from conv3dt_core import Diagnostic, Geometry, LayerParams, check, links, plan
from conv3dt_core.diagnostics import Triple, errors_of
from conv3dt_core.frameworks import Example
from conv3dt_core.spellings import read_integer
from conv3dt_core.tensors import input_faults
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

    def example(self) -> Example:
        """Return the layer as code is made of it; it must be valid."""
        assert self.geometry is not None
        return Example(
            self.params, self.geometry, self.batch, self.bias, self.activation,
            by_output_size=self.output_size is not None,
        )  # fmt: skip


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
        output_shape=None if geometry is None else params.laid_out(batch, params.out_channels, geometry.output_size),
        side=link.get("sel"), voxel=link.triple("v"), tap=link.get("tap"),
    )  # fmt: skip


def arguments() -> tuple[LayerParams, Triple, Triple | None, int]:
    """Return (params, input_size, output_size, batch); an empty output size is the base size of its axis."""
    params = LayerParams(
        link.get("cin"), link.get("cout"), link.triple("k"), link.triple("s"), _padding(), link.triple("op"),
        link.triple("dil"), link.get("groups"), link.get("fmt"),
    )  # fmt: skip
    batch, input_size = _batch_and_size(params)
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


# --- the shape of x as text ---------------------------------------------------------------------------------------


def shape_faults(params: LayerParams) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the shape typed for x: no whole numbers, or its rank or channels do not fit."""
    faults: list[Diagnostic] = []
    shape = tuple(read_integer("x.shape", word, faults) for word in _typed())
    return tuple(faults[:1] or (input_faults(shape, params) if shape else ()))


def x_shape(current: Current) -> tuple[int, ...]:
    """Return the shape of x: as typed, if it is made of whole numbers, else by the panel's numbers."""
    typed = _typed()
    if typed and all(isinstance(word, int) for word in typed):
        return tuple(typed)
    return current.params.laid_out(current.batch, current.params.in_channels, current.input_size)


def adopt_shape() -> None:
    """Turn a typed shape that fits the layer into the numbers it stands for; before their widgets are drawn."""
    if not _typed():
        return
    params = arguments()[0]
    if shape_faults(params):
        return
    batch, size = _batch_and_size(params)
    if batch >= 0:
        link.update(n=batch, x="", **links.spread("in", size))


def _batch_and_size(params: LayerParams) -> tuple[int, Triple]:
    """Return N and (D, H, W) of the typed shape if it fits the layer, else those of the panel's numbers."""
    if not _typed() or shape_faults(params):
        return link.get("n"), link.triple("in")
    n, *size = (int(word) for word in _typed())
    d, h, w = size[:3] if params.data_format == "NDHWC" else size[1:]
    return n, (d, h, w)


def _typed() -> list[Any]:
    # "torch.Size([2, 4, 8, 8])", "[2, 4, 8, 8]", "(2,4,8,8)" and "2 4 8 8" all mean the same.
    words = re.sub(r"torch\.Size|[\[\](),，]", " ", link.get("x") or "").split()
    return [int(word) if re.fullmatch(r"-?[0-9]{1,20}", word, re.ASCII) else word for word in words]
