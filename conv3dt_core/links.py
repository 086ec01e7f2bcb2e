"""A layer as URL parameters of the app: one name per number, defaults dropped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from .diagnostics import Triple
from .params import LayerParams

Parameters = dict[str, int | str | None]

#: Parameters that stand for three numbers, and their default: `s` is ``s_d s_h s_w``.
TRIPLES: dict[str, int | None] = {"in": 8, "k": 3, "s": 1, "dil": 1, "pf": 0, "pb": 0, "op": 0, "os": None}
_AXES = ("d", "h", "w")
_OF_FIELDS = {"input_size": "in", "kernel_size": "k", "stride": "s", "dilation": "dil", "output_padding": "op"}
_WHOLES = {"in_channels": "cin", "out_channels": "cout", "groups": "groups", "data_format": "fmt"}


def spread(name: str, values: Iterable[Any]) -> Parameters:
    """("s", (1, 2, 2)) -> {"s_d": 1, "s_h": 2, "s_w": 2}."""
    return {f"{name}_{axis}": value for axis, value in zip(_AXES, values, strict=True)}


#: Paddle's own example, and the layer of a link that says nothing.
DEFAULTS: Parameters = {"n": 2, "cin": 4, "cout": 6, "groups": 1, "fmt": "NCDHW", "pad": "explicit", "os": "off"}
for _name, _value in TRIPLES.items():
    DEFAULTS |= spread(_name, (_value,) * 3)


def parameters(field: str, value: Any) -> Parameters:
    """Return the URL parameters of one field of LayerParams, of input_size or of output_size."""
    if field in _WHOLES:
        return {_WHOLES[field]: value}
    if field in _OF_FIELDS:
        return spread(_OF_FIELDS[field], value)
    if field == "output_size":
        return {"os": "off"} if value is None else {"os": "on", **spread("os", value)}
    if value == "SAME":
        return {"pad": "same"}
    front, back = zip(*value, strict=True)
    return {"pad": "explicit", **spread("pf", front), **spread("pb", back)}


def of_layer(params: LayerParams, input_size: Triple | None = None, output_size: Triple | None = None) -> Parameters:
    """Return the URL parameters of a layer, and of its input where that is known.

    Parameters
    ----------
    params : LayerParams
    input_size, output_size : (D, H, W), voxels, optional
    """
    fields = (*_WHOLES, "kernel_size", "stride", "dilation", "output_padding", "padding")
    pairs = [(field, getattr(params, field)) for field in fields]
    pairs += [("input_size", input_size)] if input_size is not None else []
    return {key: value for pair in [*pairs, ("output_size", output_size)] for key, value in parameters(*pair).items()}


def query(
    params: LayerParams, input_size: Triple, output_size: Triple | None = None, batch: int = 2, bias: bool = True
) -> str:
    """Return the query of the link that opens a layer in the app; empty for the layer the app begins with.

    Parameters
    ----------
    params : LayerParams
    input_size, output_size : (D, H, W), voxels
        output_size: None where it was not asked for.
    batch : int
    bias : bool

    Examples
    --------
    >>> query(LayerParams.of(4, 6, 3, stride=2), (8, 8, 8))
    's_d=2&s_h=2&s_w=2'
    """
    values = {**of_layer(params, input_size, output_size), "n": batch, **({} if bias else {"bias": "off"})}
    return urlencode({key: value for key, value in values.items() if value != DEFAULTS.get(key)})
