"""Random layers. Legal ones are built by arithmetic of their own, so that they do not lean on what they test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from conv3dt_core import LayerParams

Pads = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Layer:
    """A layer with the sizes it is asked about; `pads` and `extra` as Paddle resolves SAME, VALID and output_size."""

    params: LayerParams
    input_size: tuple[int, int, int]
    output_size: tuple[int, int, int] | None
    pads: Pads = ((0, 0),) * 3
    extra: tuple[int, ...] = (0, 0, 0)

    @property
    def asked(self) -> tuple[Any, Any, Any]:
        return self.params, self.input_size, self.output_size

    def arrays(self, seed: int, batch: int = 2) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Return x (N, C, D, H, W), weight and bias of whole numbers in float64: sums of products are exact."""
        random = np.random.default_rng(seed)
        params = self.params
        x_shape = (batch, params.in_channels, *self.input_size)
        shapes = (x_shape, params.weight_shape, (params.out_channels,))
        x, weight, bias = (random.integers(-9, 10, shape).astype(float) for shape in shapes)
        return x, weight, bias


class Choose(Protocol):
    """Where a layer's numbers come from: hypothesis here, a NumPy generator in `tests.conformance.run`."""

    def integer(self, low: int, high: int) -> int: ...

    def one_of(self, options: Sequence[Any]) -> Any: ...


class Drawn:
    """Numbers that hypothesis draws, and shrinks."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def integer(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def one_of(self, options: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(options))


seeds = st.integers(0, 2**16)


@st.composite
def valid_layers(draw: st.DrawFn, largest: int = 5, between: bool = False, same: bool = True) -> Layer:
    """Draw what `valid_layer` makes."""
    return valid_layer(Drawn(draw), largest, between, same)


@st.composite
def any_layers(draw: st.DrawFn) -> Layer:
    """Draw what `any_layer` makes."""
    return any_layer(Drawn(draw))


def valid_layer(choose: Choose, largest: int = 5, between: bool = False, same: bool = True) -> Layer:
    """Make a layer that has an output.

    Parameters
    ----------
    choose : Choose
    largest : int
        Of input size and kernel size.
    between : bool
        Also stride <= output_padding < dilation, which Paddle's CPU kernel refuses.
    same : bool
        Also padding = "SAME".
    """
    size, kernel, stride = triple(choose, 1, largest), triple(choose, 1, largest), triple(choose, 1, 4)
    dilation = choose.one_of([(1, 1, 1), (1, 2, 3), (3, 2, 1), (2, 2, 2), (4, 1, 2)])
    way = choose.one_of(["explicit", "explicit", "VALID", *(["SAME"] if same else [])])
    used = (1, 1, 1) if way == "SAME" else dilation
    limits = [max(s, d) if between else s for s, d in zip(stride, used, strict=True)]
    extra = tuple(choose.integer(0, limit - 1) for limit in limits)
    full = [(n - 1) * s + d * (k - 1) + 1 for n, s, d, k in zip(size, stride, used, kernel, strict=True)]
    if way == "explicit":
        # base + extra = full - front - back + extra >= 1
        pads = tuple(crop(choose, f + e - 1) for f, e in zip(full, extra, strict=True))
    elif way == "SAME":
        pads = tuple(same_pads(*axis) for axis in zip(size, kernel, stride, strict=True))
    else:
        pads = ((0, 0),) * 3
    groups = choose.one_of([1, 1, 2, 3])
    channels = groups * choose.integer(1, 2), groups * choose.integer(1, 3)
    spelled = [pad for pair in pads for pad in pair] if way == "explicit" else way
    asks = choose.one_of([False, True]) and all(e < s for e, s in zip(extra, stride, strict=True))
    base = [f - sum(pair) for f, pair in zip(full, pads, strict=True)]
    layout = choose.one_of(["NCDHW", "NDHWC"])
    params = LayerParams.of(
        *channels, kernel, stride, spelled, 0 if asks else extra, dilation, groups, layout
    )  # fmt: skip
    asked = tuple(b + e for b, e in zip(base, extra, strict=True)) if asks else None
    return Layer(params, size, asked, pads, extra)


def triple(choose: Choose, low: int, high: int) -> tuple[int, int, int]:
    return choose.integer(low, high), choose.integer(low, high), choose.integer(low, high)


def crop(choose: Choose, most: int) -> tuple[int, int]:
    """Choose a pair of at most 4 each and `most` together."""
    front = choose.integer(0, min(4, most))
    return front, choose.integer(0, min(4, most - front))


def same_pads(size: int, kernel: int, stride: int) -> tuple[int, int]:
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def any_layer(choose: Choose) -> Layer:
    """Make a layer of legal form, right or wrong: a sound one in which one to three numbers are changed."""
    triples = {
        "kernel_size": [3, 3, 3],
        "stride": list(choose.one_of([(2, 2, 2), (1, 2, 3)])),
        "output_padding": [0, 0, 0],
        "dilation": list(choose.one_of([(1, 1, 1), (1, 3, 2)])),
        "input_size": list(choose.one_of([(3, 3, 3), (1, 2, 3)])),
    }
    numbers = {"in_channels": 4, "out_channels": 4, "groups": choose.one_of([1, 2])}
    pads = [choose.integer(0, 4) for _ in range(6)]
    for _ in range(choose.integer(1, 3)):
        name, value = choose.one_of([*triples, *numbers, "padding"]), choose.integer(-1, 5)
        if name in numbers:
            numbers[name] = value
        else:
            place = pads if name == "padding" else triples[name]
            place[choose.integer(0, len(place) - 1)] = value
    size = tuple(triples.pop("input_size"))
    padding = choose.one_of([0, pads, pads, "SAME", "VALID"])
    layout = choose.one_of(["NCDHW", "NDHWC"])
    params = LayerParams.of(**numbers, **triples, padding=padding, data_format=layout)
    asks = choose.one_of([False, False, False, True])
    return Layer(params, size, triple(choose, -1, 12) if asks else None)
