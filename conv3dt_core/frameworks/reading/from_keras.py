"""Keras and TensorFlow: kernel and stride decide the size, padding is a word, channels come last.

Source of the formulas: TensorFlow 2.21 and Keras 3.15, by experiment.
"""

from __future__ import annotations

from typing import Any

from ...diagnostics import Diagnostic
from ...spellings import is_listing
from .draft import Draft
from .tensors import Shape, as_shape
from .terms import (
    Terms,
    extents,
    input_of,
    kernel_of,
    none_adds,
    ours,
    same_means_another_size,
    triple,
    unknown_value,
    windows,
)


def read(draft: Draft) -> Terms:
    """Read ``keras.layers.Conv3DTranspose`` or ``tf.nn.conv3d_transpose``."""
    return _layer(draft) if draft.signature.layer else _function(draft)


def _layer(draft: Draft) -> Terms:
    given = draft.arguments
    faults: list[Diagnostic] = []
    last = given.get("data_format") != "channels_first"
    x = input_of(draft.x or _declared(given), last)
    kernel = kernel_of(draft, given.get("kernel_size"), faults)
    stride = triple("stride", given.get("strides", 1), faults)
    dilation = triple("dilation", given.get("dilation_rate", 1), faults)
    extra = None if given.get("output_padding") is None else triple("output_padding", given["output_padding"], faults)
    same = _is_same(draft, faults)
    arguments = {
        "in_channels": x.channels,
        "out_channels": given.get("filters"),
        "kernel_size": kernel,
        "stride": stride,
        "dilation": dilation,
        **windows(_cut(axis, same, extra and extra[place])
                  for place, axis in enumerate(zip(extents(kernel, dilation), stride, strict=True))),
        "data_format": "NDHWC" if last else "NCDHW",
    }  # fmt: skip
    if extra is None and same:
        faults += same_means_another_size("Keras", x.size, kernel, stride)
    elif extra is None:
        faults += none_adds("Keras", x.size, kernel, stride, dilation)
    terms = Terms(arguments, x.size, batch=x.batch, bias=given.get("use_bias") is not False, faults=faults)
    terms.activation = ours(given.get("activation"))
    return terms


def _declared(given: dict[str, Any]) -> Shape | None:
    """The shape of x where the first layer of a model declares it."""
    without_batch = as_shape(given.get("input_shape"))
    return as_shape(given.get("batch_input_shape")) if without_batch is None else (None, *without_batch)


def _is_same(draft: Draft, faults: list[Diagnostic]) -> bool:
    given = draft.arguments.get("padding", "valid" if draft.signature.layer else "SAME")
    word = given.lower() if isinstance(given, str) else given
    if word not in {"same", "valid"}:
        faults.append(unknown_value(draft, "padding", given))
    return word == "same"


def _cut(axis: tuple[int, int], same: bool, extra: int | None) -> tuple[int, int]:
    """What is cut off one axis in front and behind. Neither depends on the input: all sizes grow alike.

    Without output_padding the size is input*stride, under 'valid' kernel - stride more if the kernel is longer; with
    it, 'same' is a padding of kernel//2. 'same' takes the smaller half off the front.
    """
    extent, stride = axis
    if extra is None:
        total = extent - stride if same else min(extent - stride, 0)
    else:
        total = (2 * (extent // 2) if same else 0) - extra
    front = max(total, 0) // 2
    return front, total - front


def _function(draft: Draft) -> Terms:
    """``tf.nn.conv3d_transpose``: the output shape is given, the window is that of the forward convolution."""
    given = draft.arguments
    faults: list[Diagnostic] = []
    last = given.get("data_format") != "NCDHW"
    x = input_of(draft.x, last)
    y = input_of(as_shape(given.get("output_shape")), last)
    filters = draft.weight if draft.weight and len(draft.weight) == 5 else (None,) * 5
    kernel = kernel_of(draft, filters[:3], faults)
    stride = triple("stride", _spatial(given.get("strides", 1), last), faults)
    dilation = triple("dilation", _spatial(given.get("dilations") or 1, last), faults)
    d, h, w = (one * other for one, other in zip(dilation, draft.spread, strict=True))
    dilation = d, h, w
    same = _is_same(draft, faults)
    extent = extents(kernel, dilation)
    size = x.size
    if size is None and y.size is not None and min(stride) > 0:
        d, h, w = (-(-(out if same else out - e + 1) // s)
                   for out, e, s in zip(y.size, extent, stride, strict=True))  # fmt: skip
        size = (d, h, w) if min(d, h, w) > 0 else None
    totals = [0, 0, 0]
    if size is not None and y.size is not None:
        totals = [(n - 1) * s + e - out for n, s, e, out in zip(size, stride, extent, y.size, strict=True)]
    elif y.size is None:
        faults.append(draft.lacking("output_shape"))
    arguments = {
        "in_channels": _times(filters[4] or x.channels, draft.parts),
        "out_channels": _times(filters[3] or y.channels, draft.parts),
        "groups": draft.parts,
        "kernel_size": kernel,
        "stride": stride,
        "dilation": dilation,
        **windows((front, total - front) for total in totals for front in [max(total, 0) // 2 if same else 0]),
        "data_format": "NDHWC" if last else "NCDHW",
    }
    return Terms(arguments, size, batch=x.batch or y.batch, bias=False, faults=faults)


def _times(channels: int | None, parts: int) -> int | None:
    return None if channels is None else channels * parts


def _spatial(value: Any, last: bool) -> Any:
    """[1, s, s, s, 1] -> [s, s, s]."""
    if is_listing(value) and len(value) == 5:
        return value[1:4] if last else value[2:]
    return value
