"""Random nets as data: as people write them, and as nobody would."""

from __future__ import annotations

import random

from conv3dt_core.decoder import Net, NetLayer
from conv3dt_core.decoder.layers import KINDS


def random_layer(rng: random.Random, kinds: tuple[str, ...]) -> NetLayer:
    def triple(*values: int) -> tuple[int, int, int]:
        d, h, w = (rng.choice(values) for _ in range(3))
        return (d, d, d) if rng.random() < 0.5 else (d, h, w)

    kind = rng.choice(kinds)
    kernel, stride = triple(1, 2, 2, 3, 4), triple(1, 2, 2, 2, 3)
    pads = triple(0, 0, 1, 1, 2)
    dilation = triple(1, 1, 1, 2) if kind in ("conv", "maxpool", "transposed") else (1, 1, 1)
    if kind == "resize":
        return NetLayer("resize", (1, 1, 1), triple(1, 2, 2, 3))
    extra = (0, 0, 0)
    if kind == "transposed":  # the meta device does not look at output_padding, so only legal ones are drawn
        extra = tuple(min(e, max(s, d) - 1) for e, s, d in zip(triple(0, 0, 1), stride, dilation, strict=True))
    back = triple(0, 1, 2) if kind == "conv" and rng.random() < 0.3 else pads
    ceil = kind in ("maxpool", "avgpool") and rng.random() < 0.4
    return NetLayer(kind, kernel, stride, tuple(zip(pads, back, strict=True)), dilation, extra, ceil)


def random_conv(rng: random.Random) -> NetLayer:
    kernel = rng.choice((1, 3, 3, 3, 5, 2))
    padding = kernel // 2 if rng.random() < 0.7 else 0
    return NetLayer("conv", (kernel,) * 3, (1, 1, 1), ((padding, padding),) * 3)


def mirror(rng: random.Random, down: NetLayer) -> NetLayer:
    """The up layer people write opposite a down layer."""
    if rng.random() < 0.25:
        return NetLayer("resize", (1, 1, 1), down.stride)
    return NetLayer("transposed", down.kernel_size, down.stride, tuple((front, front) for front, _ in down.padding))


def random_net(rng: random.Random) -> Net:
    depth = rng.randint(0, 4)
    downs = tuple(random_layer(rng, ("conv", "maxpool", "maxpool", "avgpool")) for _ in range(depth))
    if rng.random() < 0.5:  # as nets are, one layer on every level
        kernel = rng.choice((2, 2, 3))
        pad = (kernel - 1) // 2
        plain = NetLayer(rng.choice(KINDS[:3]), (kernel,) * 3, rng.choice(((2, 2, 2), (1, 2, 2))), ((pad, pad),) * 3)
        downs = (plain,) * depth
    ups = tuple(mirror(rng, down) for down in reversed(downs))
    if rng.random() < 0.3 or not ups:
        ups = tuple(random_layer(rng, ("transposed", "resize")) for _ in range(rng.randint(1, 5)))
    blocks = [tuple(random_conv(rng) for _ in range(rng.randint(0, 2))) for _ in range(depth + 1 + len(ups))]
    size = tuple(rng.randint(1, 12) if rng.random() < 0.1 else rng.randint(10, 90) for _ in range(3))
    return Net(
        size, (2,) * (depth + 2), downs, ups, tuple(blocks[: depth + 1]), tuple(blocks[depth + 1 :]),
        tuple(rng.random() < 0.8 for _ in range(depth)),
    )  # fmt: skip
