"""A net as data: layers down, layers up, skips between them, channels per level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from ..diagnostics import Triple
from .layers import NetLayer

Block = tuple[NetLayer, ...]
Join = Literal["exact", "output-size", "crop"]
Role = Literal["encode", "skip", "down", "bottom", "up", "join", "decode"]


class Place(NamedTuple):
    """Where in a net something happens.

    Attributes
    ----------
    role : {"encode", "skip", "down", "bottom", "up", "join", "decode"}
        encode, bottom, decode: a convolution; skip: what comes this far is kept; join: it meets the output of an up
        layer.
    number : int
        Counted from 1 as layers are met: down 1 is the first, up 1 the first after the bottom. Of encode, skip and
        bottom: their level.
    level : int
        How many down layers lie above; the level of what comes out.
    layer : NetLayer or None
        None at skip and join.
    """

    role: Role
    number: int
    level: int
    layer: NetLayer | None = None

    @property
    def name(self) -> str:
        """The same in every language: ``down 4``, ``up 1``; an encoder's first level is 1."""
        if self.role == "bottom":
            return "bottom"
        return f"{self.role} {self.number + (self.role in ('encode', 'skip'))}"


@dataclass(frozen=True, slots=True)
class Net:
    """A stack of layers with skips. Frozen and hashable; make one with `presets` or `read`, change it with `replace`.

    Parameters
    ----------
    size : (D, H, W), voxels
        The volume that comes in.
    channels : tuple of int
        Of the input, then of each level's encoder, the bottom last: one more than there are levels.
    downs : tuple of NetLayer
        The down layer from each level to the next; as many as the net has levels of skips.
    ups : tuple of NetLayer
        In the order they run: the first leaves the bottom. May be more or fewer than `downs`.
    encoders : tuple of tuple of NetLayer
        Convolutions of each level, the bottom last. The skip leaves behind them.
    decoders : tuple of tuple of NetLayer
        Convolutions behind each up layer and its skip.
    skips : tuple of bool
        Per level from the top whether it has a skip.
    up_channels : tuple of int
        Of each up layer's output; empty: those of the level it reaches.
    join : {"exact", "output-size", "crop"}
        What happens where a skip meets an up layer: sizes must agree; the up layer is asked for the skip's size
        (``output_size=skip.shape``); or the larger of the two is cropped at its back.
    padded : Triple or None
        The volume after padding at its back, where that is done before the net.
    """

    size: Triple
    channels: tuple[int, ...]
    downs: Block
    ups: Block
    encoders: tuple[Block, ...]
    decoders: tuple[Block, ...]
    skips: tuple[bool, ...]
    up_channels: tuple[int, ...] = ()
    join: Join = "exact"
    padded: Triple | None = None

    @property
    def depth(self) -> int:
        """How many down layers there are: the level of the bottom."""
        return len(self.downs)

    def has_skip(self, level: int) -> bool:
        """Return whether the encoder of a level is joined to the up layer that reaches it."""
        return 0 <= level < self.depth and self.skips[level]

    def made_by_up(self, number: int) -> int:
        """Return the channels that come out of up layer `number`, counted from 1."""
        return self.up_channels[number - 1] if self.up_channels else self.channels[1 + max(0, self.depth - number)]

    def places(self) -> Iterator[Place]:
        """Yield everything the volume meets, in the order it does."""
        for level in range(self.depth + 1):
            if level:
                yield Place("down", level, level, self.downs[level - 1])
            role: Role = "encode" if level < self.depth else "bottom"
            yield from (Place(role, level, level, layer) for layer in self.encoders[level])
            if level < self.depth:
                yield Place("skip", level, level)
        for number, layer in enumerate(self.ups, 1):
            level = self.depth - number
            yield Place("up", number, level, layer)
            if self.has_skip(level):
                yield Place("join", number, level)
            yield from (Place("decode", number, level, conv) for conv in self.decoders[number - 1])

    def plain(self) -> Net:
        """Return the net without any repair."""
        return replace(self, join="exact", padded=None)

    def with_depth(self, depth: int) -> Net:
        """Return the net with another number of down layers, and of up layers with them: the lowest are repeated."""
        more = depth - self.depth
        channels = self.channels[: max(2, len(self.channels) + more)]
        channels += tuple(channels[-1] * 2**n for n in range(1, depth + 3 - len(channels)))
        net = replace(
            self, channels=channels, join="exact", padded=None, downs=_last_repeated(self.downs or DOWN, depth),
            encoders=_last_repeated(self.encoders, depth + 1), skips=_last_repeated(self.skips or (True,), depth),
        )  # fmt: skip
        return net.with_ups(max(1, len(self.ups) + more))

    def with_ups(self, count: int) -> Net:
        """Return the net with another number of up layers: the first, those from the bottom, are repeated or left."""
        ups, decoders = (_first_repeated(items, count) for items in (self.ups, self.decoders))
        return replace(self, ups=ups, decoders=decoders, up_channels=())


#: What a net without down layers gets when it is given some.
DOWN: Block = (NetLayer("maxpool", (2, 2, 2), (2, 2, 2)),)


def _last_repeated(items: tuple[Any, ...], count: int) -> tuple[Any, ...]:
    return (items + items[-1:] * count)[:count]


def _first_repeated(items: tuple[Any, ...], count: int) -> tuple[Any, ...]:
    """Up layers run from the bottom: the first are those of the lowest levels."""
    return (items[:1] * count + items)[-count:]
