"""Layers to try the computing parts on: legal ones at random, with arrays of small integers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from conv3dt_core import Geometry, InvalidLayerError, LayerParams, plan
from conv3dt_core.reference import scatter


@dataclass(frozen=True)
class Case:
    """A layer with its input; x, weight and bias hold small integers, so that every sum is exact."""

    params: LayerParams
    geometry: Geometry
    x: NDArray[np.float64]  # (N, C, D, H, W), whatever the layer's data format
    weight: NDArray[np.float64]
    bias: NDArray[np.float64]

    @cached_property
    def expected(self) -> NDArray[np.float64]:
        """The output by definition, (N, M, D, H, W)."""
        return scatter(self.x, self.weight, self.bias, self.geometry, self.params.groups)

    def arguments(self) -> dict[str, object]:
        """The keyword arguments of conv3d_transpose: with output_size wherever that says the same."""
        p = self.params
        padding = p.padding if p.padding == "SAME" else [pad for pair in p.padding for pad in pair]
        within = all(extra < stride for extra, stride in zip(p.output_padding, p.stride, strict=True))
        size = {"output_size": self.geometry.output_size} if within else {"output_padding": p.output_padding}
        return size | {
            "stride": p.stride, "padding": padding, "dilation": p.dilation, "groups": p.groups,
            "data_format": p.data_format,
        }  # fmt: skip

    def laid_out(self, x):
        """(N, C, D, H, W) in the layer's data format, and contiguous there."""
        return np.ascontiguousarray(np.moveaxis(x, 1, -1)) if self.params.data_format == "NDHWC" else x

    def channels_first(self, y):
        return np.moveaxis(y, -1, 1) if self.params.data_format == "NDHWC" else y


def integers(generator: np.random.Generator, *shape: int) -> NDArray[np.float64]:
    return generator.integers(-9, 10, shape).astype(np.float64)


@lru_cache
def drawn(seed: int, count: int) -> tuple[Case, ...]:
    """`count` legal layers; sizes of an array differ from each other more often than not."""
    return tuple(islice(filter(None, _draws(np.random.default_rng(seed))), count))


def _draws(generator: np.random.Generator) -> Iterator[Case | None]:
    while True:
        yield _drawn(generator)


def _drawn(generator: np.random.Generator) -> Case | None:
    groups, per_group_in, per_group_out = (int(n) for n in generator.integers(1, 4, 3))
    stride, dilation = generator.integers(1, 4, 3), generator.integers(1, 4, 3)
    explicit = generator.integers(0, 4, 6).tolist()
    same = generator.random() < 0.2
    arguments: dict[str, object] = {
        "kernel_size": generator.integers(1, 4, 3), "stride": stride, "dilation": dilation,
        "padding": "SAME" if same else explicit, "groups": groups,
        "output_padding": generator.integers(0, stride if same else np.maximum(stride, dilation)),
        "data_format": str(generator.choice(["NCDHW", "NDHWC"])),
    }  # fmt: skip
    params = LayerParams.of(groups * per_group_in, groups * per_group_out, **arguments)
    size = generator.integers(1, 5, 3)
    try:
        geometry = plan(params, size)
    except InvalidLayerError:
        return None
    batch = int(generator.integers(1, 3))
    x = integers(generator, batch, params.in_channels, *size)
    weight, bias = integers(generator, *params.weight_shape), integers(generator, params.out_channels)
    return Case(params, geometry, x, weight, bias)
