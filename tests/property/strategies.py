"""Random layers. Legal ones are built by arithmetic of their own, so that they do not lean on what they test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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


seeds = st.integers(0, 2**16)


@st.composite
def valid_layers(draw: st.DrawFn, largest: int = 5, between: bool = False, same: bool = True) -> Layer:
    """Draw a layer that has an output.

    Parameters
    ----------
    largest : int
        Of input size and kernel size.
    between : bool
        Also stride <= output_padding < dilation, which Paddle's CPU kernel refuses.
    same : bool
        Also padding = "SAME".
    """
    triple = st.tuples(*[st.integers(1, largest)] * 3)
    size, kernel = draw(triple), draw(triple)
    stride = draw(st.tuples(*[st.integers(1, 4)] * 3))
    dilation = draw(st.sampled_from([(1, 1, 1), (1, 2, 3), (3, 2, 1), (2, 2, 2), (4, 1, 2)]))
    way = draw(st.sampled_from(["explicit", "explicit", "VALID", *(["SAME"] if same else [])]))
    used = (1, 1, 1) if way == "SAME" else dilation
    limits = [max(s, d) if between else s for s, d in zip(stride, used, strict=True)]
    extra = tuple(draw(st.integers(0, limit - 1)) for limit in limits)
    full = [(n - 1) * s + d * (k - 1) + 1 for n, s, d, k in zip(size, stride, used, kernel, strict=True)]
    if way == "explicit":
        # base + extra = full - front - back + extra >= 1
        pads = tuple(draw(crops(f + e - 1)) for f, e in zip(full, extra, strict=True))
    elif way == "SAME":
        pads = tuple(same_pads(*axis) for axis in zip(size, kernel, stride, strict=True))
    else:
        pads = ((0, 0),) * 3
    groups = draw(st.sampled_from([1, 1, 2, 3]))
    channels = groups * draw(st.integers(1, 2)), groups * draw(st.integers(1, 3))
    spelled = [pad for pair in pads for pad in pair] if way == "explicit" else way
    asks = draw(st.booleans()) and all(e < s for e, s in zip(extra, stride, strict=True))
    base = [f - sum(pair) for f, pair in zip(full, pads, strict=True)]
    layout = draw(st.sampled_from(["NCDHW", "NDHWC"]))
    params = LayerParams.of(
        *channels, kernel, stride, spelled, 0 if asks else extra, dilation, groups, layout
    )  # fmt: skip
    asked = tuple(b + e for b, e in zip(base, extra, strict=True)) if asks else None
    return Layer(params, size, asked, pads, extra)


def crops(most: int) -> st.SearchStrategy[tuple[int, int]]:
    """Return pairs of at most 4 each and `most` together."""
    return st.integers(0, min(4, most)).flatmap(
        lambda front: st.tuples(st.just(front), st.integers(0, min(4, most - front)))
    )


def same_pads(size: int, kernel: int, stride: int) -> tuple[int, int]:
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


@st.composite
def any_layers(draw: st.DrawFn) -> Layer:
    """Draw a layer of legal form, right or wrong: a sound one in which one to three numbers are changed."""
    triples = {
        "kernel_size": [3, 3, 3],
        "stride": draw(st.sampled_from([[2, 2, 2], [1, 2, 3]])),
        "output_padding": [0, 0, 0],
        "dilation": draw(st.sampled_from([[1, 1, 1], [1, 3, 2]])),
        "input_size": draw(st.sampled_from([[3, 3, 3], [1, 2, 3]])),
    }
    numbers = {"in_channels": 4, "out_channels": 4, "groups": draw(st.sampled_from([1, 2]))}
    pads = draw(st.lists(st.integers(0, 4), min_size=6, max_size=6))
    for name in draw(st.lists(st.sampled_from([*triples, *numbers, "padding"]), min_size=1, max_size=3)):
        value = draw(st.integers(-1, 5))
        if name in numbers:
            numbers[name] = value
        else:
            place = pads if name == "padding" else triples[name]
            place[draw(st.integers(0, len(place) - 1))] = value
    size = tuple(triples.pop("input_size"))
    padding = draw(st.sampled_from([0, pads, pads, "SAME", "VALID"]))
    layout = draw(st.sampled_from(["NCDHW", "NDHWC"]))
    params = LayerParams.of(**numbers, **triples, padding=padding, data_format=layout)
    asked = st.tuples(*[st.integers(-1, 12)] * 3)
    return Layer(params, size, draw(st.one_of(st.none(), st.none(), st.none(), asked)))
