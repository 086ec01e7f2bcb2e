"""Random nets as real torch modules on the meta device: same sizes, same place of failure, repairs that run.

The net is drawn as data; the modules, the forward pass, the skips and the three repairs are written here anew, in
torch's words, and nothing of `conv3dt_core.decoder` but the data is used for them.
"""

from __future__ import annotations

import random

import pytest

from conv3dt_core.decoder import PRESETS, Net, NetLayer, near, repairs, walk
from tests.property.nets import random_net

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("torch")]
NETS = 400


@pytest.fixture(scope="module")
def torch(import_oracle):
    return import_oracle("torch")


class Broken(Exception):
    """The real net stopped; `place` says where."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class Real:
    """The same net out of torch's modules. `run` records (place, size) of everything that came out."""

    def __init__(self, torch, net: Net) -> None:
        self.torch, self.net = torch, net
        self.seen: list[tuple[str, tuple[int, ...]]] = []

    def module(self, layer: NetLayer, channels: int, out: int):
        nn = self.torch.nn
        front = tuple(pad[0] for pad in layer.padding)
        if layer.kind == "conv":
            return nn.Conv3d(channels, out, layer.kernel_size, layer.stride, 0, layer.dilation, device="meta")
        if layer.kind == "maxpool":
            return nn.MaxPool3d(layer.kernel_size, layer.stride, front, layer.dilation, ceil_mode=layer.ceil_mode)
        if layer.kind == "avgpool":
            return nn.AvgPool3d(layer.kernel_size, layer.stride, front, layer.ceil_mode)
        return nn.ConvTranspose3d(
            channels, out, layer.kernel_size, layer.stride, front, layer.output_padding, dilation=layer.dilation,
            device="meta",
        )  # fmt: skip

    def step(self, place: str, layer: NetLayer, x, asked=None, out: int = 2):
        interpolate, pad = self.torch.nn.functional.interpolate, self.torch.nn.functional.pad
        try:
            if layer.kind == "resize":
                scaled = tuple(n * s for n, s in zip(x.shape[2:], layer.stride, strict=True))
                y = interpolate(x, size=tuple(asked or scaled))
            elif layer.kind == "conv":
                (d0, d1), (h0, h1), (w0, w1) = layer.padding
                y = self.module(layer, x.shape[1], out)(pad(x, (w0, w1, h0, h1, d0, d1)))
            elif layer.kind == "transposed":
                y = self.module(layer, x.shape[1], out)(x, output_size=asked)
            else:
                y = self.module(layer, 0, 0)(x)
        except (RuntimeError, ValueError) as error:
            raise Broken(place) from error
        return self.note(place, y)

    def note(self, place: str, y):
        if min(y.shape[2:]) < 1:
            raise Broken(place)
        self.seen.append((place, tuple(y.shape[2:])))
        return y

    def run(self, size, join: str = "exact") -> tuple[int, ...]:
        self.seen = []
        net, kept = self.net, []
        x = self.torch.empty(1, net.channels[0], *size, device="meta")
        for level, block in enumerate(net.encoders):
            if level:
                x = self.step(f"down {level}", net.downs[level - 1], x)
            for layer in block:
                x = self.step("bottom" if level == len(net.downs) else f"encode {level + 1}", layer, x)
            kept.append(x)
        for number, layer in enumerate(net.ups, 1):
            level = len(net.downs) - number
            skip = kept[level] if level >= 0 and net.skips[level] else None
            asked = skip.shape[2:] if skip is not None and join == "output-size" else None
            x = self.step(f"up {number}", layer, x, asked)
            if skip is not None:
                x = self.joined(f"join {number}", x, skip, join)
            for conv in net.decoders[number - 1]:
                x = self.step(f"decode {number}", conv, x)
        return tuple(x.shape[2:])

    def joined(self, place: str, x, skip, join: str):
        if join == "crop":
            d, h, w = (min(pair) for pair in zip(x.shape[2:], skip.shape[2:], strict=True))
            x, skip = x[..., :d, :h, :w], skip[..., :d, :h, :w]
        try:
            return self.note(place, self.torch.cat([x, skip], 1))
        except RuntimeError as error:
            raise Broken(place) from error

    def outcome(self, size, join: str = "exact") -> str | None:
        """Return where the net stopped, or None."""
        try:
            self.run(size, join)
        except Broken as broken:
            return broken.place
        return None


def passed(found) -> list[tuple[str, tuple[int, ...]]]:
    pairs = zip(found.places, found.sizes, strict=False)
    return [(place.name, size) for place, size in pairs if place.role != "skip"]


def nets() -> list[Net]:
    rng = random.Random(20161)
    drawn = [random_net(rng) for _ in range(NETS)]
    return [*drawn, *PRESETS.values()]


def test_sizes_and_the_place_of_failure_are_those_of_the_real_net(torch, oracle_counts):
    failed = {"join": 0, "up": 0, "other": 0, None: 0}
    for net in nets():
        real, ours = Real(torch, net), walk(net)
        place = real.outcome(net.size)
        assert (ours.halt.name if ours.halt else None) == place, net
        assert passed(ours) == real.seen, net
        kind = place and place.split()[0]
        failed[kind if kind in failed else "other"] += 1
        oracle_counts["torch"] += 1
    assert all(failed[kind] >= n for kind, n in {"join": 50, "up": 1, "other": 50, None: 50}.items()), failed


def test_every_offered_repair_makes_the_real_net_run_with_the_size_it_claims(torch, oracle_counts):
    worked = {"output-size": 0, "pad": 0, "crop": 0}
    refused = dict(worked)
    for net in nets():
        if walk(net).halt is None:
            continue
        for repair in repairs(net):
            real = Real(torch, net)
            size = repair.walk.input_size if repair.works else net.size
            join = "exact" if repair.kind == "pad" else repair.kind
            if repair.works:
                assert real.run(size, join) == repair.walk.output_size, (net, repair.kind)
                worked[repair.kind] += 1
            else:
                assert real.outcome(size, join) is not None, (net, repair.kind)
                refused[repair.kind] += 1
            oracle_counts["torch"] += 1
    assert min(worked.values()) >= 20, worked
    assert min(refused.values()) >= 20, refused


def test_padding_is_the_least_that_helps_and_near_sizes_are_legal(torch):
    checked = 0
    for net in nets()[:120]:
        pad = repairs(net)[1]
        if not pad.works or walk(net).halt is None:
            continue
        for axis in range(3):
            legal = near(net, axis)
            first, goal = net.size[axis], pad.walk.input_size[axis]
            tried = {*range(max(1, first - 4), goal + 1), *legal.above}
            for n in sorted(tried):
                size = tuple(n if i == axis else m for i, m in enumerate(pad.walk.input_size))
                runs = Real(torch, net).outcome(size) is None
                known = n in (*legal.below, *legal.above) or (n == first and legal.legal)
                assert runs == (n == goal) if first <= n <= goal else True, (net, axis, n)
                assert runs or not known, (net, axis, n)
                checked += 1
    assert checked > 300
