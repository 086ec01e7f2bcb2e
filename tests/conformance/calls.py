"""A random layer as a call: its arrays, and its arguments in one of the spellings that mean the same."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.property.strategies import Layer

Array = NDArray[Any]


def arrays(layer: Layer, seed: int, dtype: str, batch: int = 2) -> tuple[Array, Array, Array]:
    """Return x in the layer's data format, weight and bias, of random numbers."""
    numbers = np.random.default_rng(seed)
    params = layer.params
    x = numbers.standard_normal((batch, params.in_channels, *layer.input_size)).astype(dtype)
    weight = numbers.standard_normal(params.weight_shape).astype(dtype)
    bias = numbers.standard_normal(params.out_channels).astype(dtype)
    return (np.ascontiguousarray(np.moveaxis(x, 1, -1)) if params.data_format == "NDHWC" else x), weight, bias


def arguments(layer: Layer, seed: int) -> dict[str, Any]:
    """Return stride, padding, ... as Paddle and we take them, spelled in a way that depends on the seed."""
    rng = random.Random(seed)
    params = layer.params
    return {
        "stride": spelled(rng, params.stride),
        "padding": spelled_padding(rng, layer),
        "output_padding": 0 if layer.output_size else spelled(rng, params.output_padding),
        "dilation": spelled(rng, params.dilation),
        "groups": params.groups,
        "data_format": params.data_format,
    }


def spelled(rng: random.Random, triple: tuple[int, int, int]) -> Any:
    return triple[0] if len(set(triple)) == 1 and rng.random() < 0.5 else rng.choice([list, tuple])(triple)


def spelled_padding(rng: random.Random, layer: Layer) -> Any:
    padding = layer.params.padding
    if padding == "SAME":
        return rng.choice(["SAME", "same", "Same"])
    kind = rng.choice([list, tuple])
    pairs = [kind(pair) for pair in padding]
    none = kind((0, 0))
    last = layer.params.data_format == "NDHWC"
    ways = [
        kind(pad for pair in padding for pad in pair),
        kind([none, *pairs, none] if last else [none, none, *pairs]),
    ]
    if all(front == back for front, back in padding):
        ways += [spelled(rng, tuple(front for front, _ in padding))] * 2
    if not any(pad for pair in padding for pad in pair):
        ways += ["VALID", "valid"]
    return rng.choice(ways)
