"""Ten random layers, each opened by its link: scene, table and sentences show what plain loops over the layer give.

The arithmetic is written out here and takes nothing from the code it judges; the backend computes the same tensors.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from conv3dt_core import conv3d_transpose
from tests.browser.scene import painted

Triple = tuple[int, int, int]
Contribution = tuple[Triple, Triple, Triple]  # input voxel, tap, target

WAYS = ("explicit", "output_padding", "output_size", "same", "valid")
# name -> [tap, d, h, w] of every cube of these traces.
MARKS = """names => { const { marks } = document.querySelector('.c3-scene').__view;
    return Object.fromEntries(names.map(n => [n, (marks[n] ?? []).map(m => [m.tap, ...m.voxel])])); }"""
ROWS = """() => [...document.querySelectorAll('.st-key-contributions-table tr[data-tap]')].map(row =>
    [row.dataset.tap, ...[...row.cells].map(cell => cell.textContent)])"""


@dataclass(frozen=True)
class Layer:
    """One layer and its sizes; `extra` is what output_padding or output_size adds to the base size."""

    way: str
    size: Triple
    kernel: Triple
    stride: Triple
    dilation: Triple
    front: Triple
    back: Triple
    extra: Triple

    @property
    def output(self) -> Triple:
        parts = zip(
            self.size, self.kernel, self.stride, self.dilation, self.front, self.back, self.extra, strict=True
        )  # fmt: skip
        d, h, w = ((n - 1) * s + e * (k - 1) + 1 - f - b + op for n, k, s, e, f, b, op in parts)
        return d, h, w

    def contributions(self) -> list[Contribution]:
        """Every (input voxel, tap) pair and where it lands, taps row-major within a voxel."""
        return [
            (voxel, tap, self.target(voxel, tap))
            for voxel in product(*map(range, self.size))
            for tap in product(*map(range, self.kernel))
        ]

    def target(self, voxel: Triple, tap: Triple) -> Triple:
        parts = zip(voxel, tap, self.stride, self.dilation, self.front, strict=True)
        d, h, w = (i * s + k * e - f for i, k, s, e, f in parts)
        return d, h, w

    def is_written(self, target: Triple) -> bool:
        return all(0 <= p < n for p, n in zip(target, self.output, strict=True))

    def number(self, tap: Triple) -> int:
        return (tap[0] * self.kernel[1] + tap[1]) * self.kernel[2] + tap[2]

    def link(self, side: str, voxel: Triple) -> str:
        triples = {"in": self.size, "k": self.kernel, "s": self.stride, "dil": self.dilation, "v": voxel}
        if self.way == "output_size":
            triples["os"] = self.output
        elif self.way != "valid":
            triples["op"] = self.extra
        if self.way not in ("same", "valid"):
            triples |= {"pf": self.front, "pb": self.back}
        numbers = "&".join(
            f"{name}_{axis}={n}" for name, of in triples.items() for axis, n in zip("dhw", of, strict=True)
        )
        words = {"same": "&pad=same", "valid": "&pad=valid", "output_size": "&os=on"}.get(self.way, "")
        return f"/scatter-3d?n=1&cin=1&cout=1&bias=off&sel={side}&{numbers}{words}"

    def computed(self, x: NDArray[Any], w: NDArray[Any]) -> NDArray[Any]:
        """What the core's backend makes of x (D, H, W) and w (kD, kH, kW)."""
        pads = [pad for pair in zip(self.front, self.back, strict=True) for pad in pair]
        asked = {"output_size": self.output} if self.way == "output_size" else {"output_padding": self.extra}
        padding = self.way.upper() if self.way in ("same", "valid") else pads
        arguments = {"stride": self.stride, "padding": padding, "dilation": self.dilation, **asked}
        return conv3d_transpose(x[None, None].astype(float), w[None, None].astype(float), **arguments)[0, 0]


def drawn(seed: int) -> Layer:
    """A legal layer; SAME has its own pads, and knows no dilation."""
    pick, way = random.Random(seed), WAYS[seed % len(WAYS)]
    while True:
        size, kernel, stride = (triple(pick, 1, high) for high in (4, 3, 3))
        kernel = (3, *kernel[1:])
        front, back, dilation = triple(pick, 0, 2), triple(pick, 0, 2), triple(pick, 1, 2)
        extra = triple(pick, 0, 2)
        if way == "same":
            dilation = (1, 1, 1)
            total = [max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(size, kernel, stride, strict=True)]
            front, back = tuple(t // 2 for t in total), tuple(t - t // 2 for t in total)  # type: ignore[assignment]
        if way == "valid":
            front = back = (0, 0, 0)
        if way in ("explicit", "valid"):
            extra = (0, 0, 0)
        layer = Layer(way, size, kernel, stride, dilation, front, back, extra)
        uneven = way in ("same", "valid") or front != back
        if uneven and min(layer.output) >= 1 and all(e < s for e, s in zip(extra, stride, strict=True)):
            return layer


def triple(pick: random.Random, low: int, high: int) -> Triple:
    return pick.randint(low, high), pick.randint(low, high), pick.randint(low, high)


def tensors(layer: Layer) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers that the page promises: seed 0 for x, seed 1 for w."""
    x, w = (np.random.default_rng(seed).integers(-3, 4, of) for seed, of in ((0, layer.size), (1, layer.kernel)))
    return x, w


def summed(layer: Layer, x: NDArray[np.int64], w: NDArray[np.int64]) -> NDArray[np.int64]:
    y = np.zeros(layer.output, np.int64)
    for voxel, tap, target in layer.contributions():
        if layer.is_written(target):
            y[target] += x[voxel] * w[tap]
    return y


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(found.replace("−", "-")) for found in re.findall(r"−?\d+", text))


def opened(page: Page, address: str) -> tuple[dict[str, list[list[int]]], list[list[str]]]:
    """The cubes and the rows of the page behind a link."""
    page.goto(address)
    painted(page)
    expect(page.locator(".st-key-contributions-table tr[data-tap]").first).to_be_attached()
    return page.evaluate(MARKS, ["footprint", "ghosts", "sources"]), page.evaluate(ROWS)


def test_the_ten_layers_differ() -> None:
    layers = [drawn(seed) for seed in range(10)]
    assert {layer.way for layer in layers} == set(WAYS)
    assert len({layer.stride for layer in layers}) >= 6
    assert any(max(layer.dilation) > 1 for layer in layers)
    assert sum(any(layer.extra) for layer in layers) >= 3


@pytest.mark.parametrize("seed", range(5))
def test_scatter(server: str, page: Page, seed: int) -> None:
    layer = drawn(seed)
    pick = random.Random(100 + seed)
    d, h, w = (pick.randrange(n) for n in layer.size)
    voxel = (d, h, w)
    x, weight = tensors(layer)
    own = [(layer.number(tap), tap, target) for source, tap, target in layer.contributions() if source == voxel]
    kept = [(n, *target) for n, _, target in own if layer.is_written(target)]
    lost = [(n, *target) for n, _, target in own if not layer.is_written(target)]

    marks, rows = opened(page, server + layer.link("input", voxel))

    assert sorted(map(tuple, marks["footprint"])) == kept
    assert sorted(map(tuple, marks["ghosts"])) == lost
    assert marks["sources"] == []
    shown = [(int(row[0]), numbers(row[2]), numbers(row[3]), numbers(row[4])[:2], numbers(row[5])) for row in rows]
    assert shown == [
        (n, tap, target, (x[voxel], weight[tap]), (x[voxel] * weight[tap],)) for n, tap, target in own
    ]  # fmt: skip
    written = ["cropped" not in row[6] for row in rows]
    assert written == [layer.is_written(target) for _, _, target in own]
    headline = page.locator(".c3-headline").inner_text()
    assert f"x[{d},{h},{w}]" in headline
    # "writes 18 output voxels; 9 of its 27 taps are cropped", or that all (none) of them are.
    assert numbers(headline.split("]")[1])[0] == (len(kept) or len(own))
    for axis, line in zip(range(3), page.locator(".c3-sum-axis").all_inner_texts(), strict=False):
        if line.startswith("DHW"[axis]):
            ends = {target[axis] for _, _, target in own}
            assert {min(ends), max(ends)} <= set(numbers(line.split("=")[1])), line
    # The backend, on this voxel alone: what the table's written rows add up to, place by place.
    alone = np.zeros_like(x)
    alone[voxel] = x[voxel]
    wanted = np.zeros(layer.output)
    for row, is_written in zip(shown, written, strict=True):
        if is_written:
            wanted[row[2]] += row[4][0]
    assert np.array_equal(layer.computed(alone, weight), wanted)


@pytest.mark.parametrize("seed", range(5, 10))
def test_gather(server: str, page: Page, seed: int) -> None:
    layer = drawn(seed)
    x, weight = tensors(layer)
    landing = [target for _, _, target in layer.contributions() if layer.is_written(target)]
    voxel = random.Random(100 + seed).choice(landing)  # of many contributions sooner than of few; never a hole
    own = [(source, tap) for source, tap, target in layer.contributions() if target == voxel]
    terms = [(int(x[source]), int(weight[tap])) for source, tap in own]
    value = sum(a * b for a, b in terms)

    marks, rows = opened(page, server + layer.link("output", voxel))

    assert sorted(map(tuple, marks["sources"])) == sorted((layer.number(tap), *source) for source, tap in own)
    assert marks["footprint"] == marks["ghosts"] == []
    shown = [(int(row[0]), numbers(row[2]), numbers(row[3]), numbers(row[4]), numbers(row[5])) for row in rows]
    assert shown == [
        (layer.number(tap), tap, source, pair, (pair[0] * pair[1],))
        for (source, tap), pair in zip(own, terms, strict=True)
    ]
    assert numbers(page.locator(".c3-total b").inner_text()) == (value,)
    headline = page.locator(".c3-headline").inner_text()
    assert f"y[{','.join(map(str, voxel))}]" in headline
    assert str(len(own)) in headline.split("]")[1] or len(own) == 1
    written_out, total = page.locator(".c3-sum").inner_text().rsplit("=", 1)
    assert numbers(total) == (value,)
    if "…" not in written_out:
        assert numbers(written_out) == tuple(n for pair in terms for n in pair)
    computed = layer.computed(x, weight)
    assert computed.shape == layer.output
    assert np.array_equal(computed, summed(layer, x, weight))
    assert computed[voxel] == value
