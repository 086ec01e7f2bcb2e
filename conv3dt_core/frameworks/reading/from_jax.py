"""JAX: a forward convolution over the input with zeros between its voxels; pads count from the full correlation.

Source: jax 0.10.2, ``jax/_src/lax/convolution.py``, and experiments.
"""

from __future__ import annotations

from typing import Any

from ...diagnostics import Code, Diagnostic
from ...spellings import is_listing
from .draft import Draft
from .tensors import Shape
from .terms import (
    Terms,
    extents,
    input_of,
    kernel_of,
    none_adds,
    same_means_another_size,
    triple,
    unknown_value,
    windows,
)


def read(draft: Draft) -> Terms:
    """Read ``lax.conv_transpose``, or ``lax.conv_general_dilated`` with ``lhs_dilation``."""
    given = draft.arguments
    faults: list[Diagnostic] = []
    general = draft.signature.name == "conv_general_dilated"
    layout, kernel_layout = _layouts(draft, general, faults)
    last = layout.endswith("C")
    x = input_of(draft.x, last)
    weight = _weight(draft.weight, kernel_layout)
    kernel = kernel_of(draft, weight["spatial"], faults)
    stride = triple("stride", given.get("lhs_dilation" if general else "strides", 1), faults)
    dilation = triple("dilation", given.get("rhs_dilation") or 1, faults)
    groups = given.get("feature_group_count", 1)
    swapped = given.get("transpose_kernel") is True
    inner, outer = (weight["O"], weight["I"]) if swapped else (weight["I"], weight["O"])
    if general and triple("stride", given.get("window_strides", 1), faults) != (1, 1, 1):
        faults.append(unknown_value(draft, "window_strides", given["window_strides"]))
    pads = _pads(draft, general, list(zip(extents(kernel, dilation), stride, strict=True)), faults)
    if not swapped:
        values = (("dialect", "JAX"), ("pairs", tuple(pads)), ("groups", groups))
        faults.append(Diagnostic(Code.KERNEL_IS_FLIPPED, None, values))
    if given.get("padding") in {"SAME", "same"}:
        faults += same_means_another_size("JAX", x.size, kernel, stride)
    elif given.get("padding") in {"VALID", "valid"}:
        faults += none_adds("JAX", x.size, kernel, stride, dilation)
    arguments = {
        "in_channels": inner * groups if inner and isinstance(groups, int) else x.channels,
        "out_channels": outer,
        "kernel_size": kernel,
        "stride": stride,
        "dilation": dilation,
        "groups": groups,
        **windows((e - 1 - low, e - 1 - high)
                  for e, (low, high) in zip(extents(kernel, dilation), pads, strict=True)),
        "data_format": "NDHWC" if last else "NCDHW",
    }  # fmt: skip
    return Terms(arguments, x.size, batch=x.batch, bias=False, faults=faults)


def _layouts(draft: Draft, general: bool, faults: list[Diagnostic]) -> tuple[str, str]:
    """Return the layouts of x and of the kernel; the spatial axes are taken in the order they stand in."""
    default = ("NCDHW", "OIDHW") if general else ("NDHWC", "DHWIO")
    given = draft.arguments.get("dimension_numbers")
    if given is None:
        return default
    if is_listing(given) and len(given) == 3 and all(isinstance(word, str) and len(word) == 5 for word in given):
        x, kernel, y = given
        if x == y and x.startswith("N") and "C" in {x[1], x[-1]} and {"I", "O"} < set(kernel) and len(set(kernel)) == 5:
            return x, kernel
    faults.append(unknown_value(draft, "dimension_numbers", given))
    return default


def _weight(shape: Shape | None, layout: str) -> dict[str, Any]:
    if shape is None or len(shape) != 5:
        return {"I": None, "O": None, "spatial": None}
    named = dict(zip(layout, shape, strict=True))
    return {"I": named.pop("I"), "O": named.pop("O"), "spatial": tuple(named.values())}


def _pads(draft: Draft, general: bool, axes: list[tuple[int, int]], faults: list[Diagnostic]) -> list[tuple[int, int]]:
    """Return JAX's (low, high) pads per axis; `axes` are the kernel's extent and the stride."""
    padding = draft.arguments.get("padding", ((0, 0),) * 3)
    if isinstance(padding, str) and padding.upper() in {"SAME", "VALID"} and not general:
        return [_from_word(padding.upper(), *axis) for axis in axes]
    pairs = is_listing(padding) and len(padding) == 3 and all(_is_pair(pair) for pair in padding)
    if not pairs:
        faults.append(unknown_value(draft, "padding", padding))
        return [(extent - 1, extent - 1) for extent, _ in axes]
    if draft.arguments.get("use_consistent_padding") is True:  # pads of the forward convolution, as in Paddle
        return [(extent - 1 - low, extent - 1 - high)
                for (extent, _), (low, high) in zip(axes, padding, strict=True)]  # fmt: skip
    return [(low, high) for low, high in padding]


def _from_word(word: str, extent: int, stride: int) -> tuple[int, int]:
    """JAX's own rule for 'SAME' and 'VALID'."""
    total = extent + stride - 2 + (max(extent - stride, 0) if word == "VALID" else 0)
    low = extent - 1 if word == "VALID" or stride > extent - 1 else -(-total // 2)
    return low, total - low


def _is_pair(pair: Any) -> bool:
    return is_listing(pair) and len(pair) == 2 and all(isinstance(pad, int) for pad in pair)
