"""Paddle and PyTorch: the same words, in another order and with fewer spellings."""

from __future__ import annotations

from typing import Any

from ...activations import ACTIVATIONS
from ...diagnostics import Diagnostic
from .draft import Draft
from .signatures import STATIC
from .terms import Terms, input_of, kernel_of, triple

_SHARED = ("stride", "padding", "output_padding", "dilation", "groups")


def of_paddle(draft: Draft) -> Terms:
    """Read ``paddle.nn.Conv3DTranspose`` or ``paddle.nn.functional.conv3d_transpose``."""
    given = draft.arguments
    terms = _terms(draft, channels_last=given.get("data_format") == "NDHWC")
    if "data_format" in given:
        terms.arguments["data_format"] = given["data_format"]
    made = draft.signature.layer or draft.signature == STATIC  # with weight and bias of its own
    terms.bias = given.get("bias_attr") is not False if made else given.get("bias") is not None
    terms.activation = given.get("act") if given.get("act") in ACTIVATIONS else None
    terms.output_size = given.get("output_size") if draft.output_size is None else draft.output_size
    return terms


def of_torch(draft: Draft) -> Terms:
    """Read ``torch.nn.ConvTranspose3d``, its lazy form, or ``torch.nn.functional.conv_transpose3d``."""
    terms = _terms(draft, channels_last=False)
    for name in _SHARED[:-1]:
        if name in terms.arguments:  # PyTorch takes one number or three, for padding too, and [2] for 2
            terms.arguments[name] = list(triple(name, terms.arguments[name], terms.faults))
    bias = draft.arguments.get("bias", draft.signature.layer)
    terms.bias = bias is not None and bias is not False
    asked = draft.output_size
    terms.output_size = asked[-3:] if isinstance(asked, tuple) and len(asked) == 5 else asked
    return terms


def _terms(draft: Draft, channels_last: bool) -> Terms:
    """What the layer's arguments say, or the weight (in, out/groups, kD, kH, kW) of the function, and x."""
    given = draft.arguments
    faults: list[Diagnostic] = []
    weight = draft.weight if draft.weight and len(draft.weight) == 5 else (None,) * 5
    groups = given.get("groups", 1)
    x = input_of(draft.x, channels_last)
    many = weight[1] * groups if weight[1] and isinstance(groups, int) else None
    arguments: dict[str, Any] = {
        "in_channels": given.get("in_channels", weight[0] or x.channels),
        "out_channels": given.get("out_channels", given.get("num_filters", many)),
        "kernel_size": kernel_of(draft, given.get("kernel_size", given.get("filter_size", weight[2:])), faults),
        **{name: given[name] for name in _SHARED if name in given},
    }
    return Terms(arguments, x.size, batch=x.batch, faults=faults)
