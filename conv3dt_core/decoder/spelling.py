"""A net as a short text for links, and back.

Fields stand between underscores: a preset, then what differs from it. ``unet_128x128x64`` is the 3-D U-Net at another
volume, ``unet_downm2-m1x2x2_ask`` one with another second halving whose up layers are asked for the skip's size::

    285x285x84          the volume; 96 for 96x96x96
    ch1-32-64-128       channels of the input, of each level, of the bottom; upch..: behind each up layer
    down.. up..         one layer for all, or one for each, between hyphens
    ups3                how many up layers, if not as many as the preset has
    enc.. dec..         convolutions of each level: 2c3p1 is two of c3p1, c3.c3p1 different ones, 0 none
    skip110             which levels have a skip, from the top
    ask, crop, pad288x288x96     a repair

A layer is its kind (c conv, m maxpool, a avgpool, t transposed, r resize), its kernel (of a resize: its factor), then
s stride, p padding (b: at the back, if other), d dilation, o output_padding, u ceil_mode. A convolution's stride is 1
unless it is said, any other's is its kernel. ``3`` stands for three axes, ``1x2x2`` for each.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import NoReturn, TypeVar

from ..diagnostics import Code, Diagnostic, InvalidLayerError, Triple
from .layers import Kind, NetLayer
from .net import Block, Net
from .presets import PRESETS, UNET

T = TypeVar("T")

#: Characters of a text, levels of a net, convolutions of a block and voxels of an axis, at most.
LONGEST, DEEPEST, MOST_CONVS, LARGEST = 1_000, 8, 9, 999_999
_LETTERS: dict[str, Kind] = {"c": "conv", "m": "maxpool", "a": "avgpool", "t": "transposed", "r": "resize"}
_OF_KIND = {kind: letter for letter, kind in _LETTERS.items()}
_NUMBERS = r"\d{1,5}(?:x\d{1,5}x\d{1,5})?"
_TRIPLE = re.compile(r"\d{1,7}(?:x\d{1,7}x\d{1,7})?", re.ASCII)  # a padded volume may need one digit more
_LAYER = re.compile(rf"([cmatr])({_NUMBERS})((?:[spbdo]{_NUMBERS})*)(u?)", re.ASCII)
_OPTION = re.compile(rf"([spbdo])({_NUMBERS})", re.ASCII)
_NAMES = {None: "size", "ask": "join", "crop": "join"}
_FIELD = re.compile(r"(upch|ups|ch|down|up|enc|dec|skip|pad|ask|crop)?(.*)", re.ASCII | re.DOTALL)


def read(text: str) -> Net:
    """Return the net of a text.

    Parameters
    ----------
    text : str
        As `spell` writes it; empty: the 3-D U-Net.

    Raises
    ------
    InvalidLayerError
        ``net-not-understood`` with the part that is not.

    Examples
    --------
    >>> read("unet_128x128x64").size
    (128, 128, 64)
    """
    if len(text) > LONGEST:
        _refuse(f"{text[:20]}…", "long", LONGEST)
    first, *rest = text.split("_")
    net = PRESETS.get(first, UNET)
    fields: dict[str, str] = {}
    for part in filter(None, rest if first in PRESETS else [first, *rest]):
        word, value = _FIELD.fullmatch(part).groups()  # type: ignore[union-attr]
        name = _NAMES.get(word, word)
        if name in fields:
            _refuse(part, "twice")
        if name == "join" and value:
            _refuse(part, "size")
        fields[name] = word if name == "join" else value
    return _filled(net, fields)


def _filled(net: Net, fields: dict[str, str]) -> Net:
    if "ch" in fields:
        channels = _integers(fields["ch"])
        if not 2 <= len(channels) <= DEEPEST + 2:
            _refuse("ch" + fields["ch"], "levels", DEEPEST)
        depth = len(channels) - 2
        net = replace(net if depth == net.depth else net.with_depth(depth), channels=channels)
    net = _with_ups(net, fields)
    if "down" in fields:
        downs = [read_layer(item, "cma") for item in fields["down"].split("-")]
        net = replace(net, downs=_each(downs, net.depth, "down"))
    if "enc" in fields:
        net = replace(net, encoders=_each([_block(item) for item in fields["enc"].split("-")], net.depth + 1, "enc"))
    if "skip" in fields:
        if not re.fullmatch(f"[01]{{{net.depth}}}", fields["skip"]):
            _refuse("skip" + fields["skip"], "count", net.depth)
        net = replace(net, skips=tuple(bit == "1" for bit in fields["skip"]))
    if "join" in fields:
        net = replace(net, join="output-size" if fields["join"] == "ask" else "crop")
    if "size" in fields:
        net = replace(net, size=_triple(fields["size"], 1))
        if max(net.size) > LARGEST:
            _refuse(fields["size"], "size", LARGEST)
    return replace(net, padded=_triple(fields["pad"], 1)) if "pad" in fields else net


def _with_ups(net: Net, fields: dict[str, str]) -> Net:
    if "ups" in fields:
        if not re.fullmatch("[1-9]", fields["ups"], re.ASCII) or int(fields["ups"]) > DEEPEST:
            _refuse("ups" + fields["ups"], "levels", DEEPEST)
        net = net.with_ups(int(fields["ups"]))
    if "up" in fields:
        net = replace(net, ups=_each([read_layer(item, "tr") for item in fields["up"].split("-")], len(net.ups), "up"))
    if "dec" in fields:
        net = replace(net, decoders=_each([_block(item) for item in fields["dec"].split("-")], len(net.ups), "dec"))
    if "upch" in fields:
        net = replace(net, up_channels=_each(list(_integers(fields["upch"])), len(net.ups), "upch"))
    return net


def _each(items: list[T], count: int, word: str) -> tuple[T, ...]:
    """Return one item per level: as given, or the only one for all."""
    if len(items) not in (1, count):
        _refuse(word, "count", count)
    return tuple(items * count if len(items) == 1 else items)


def _block(text: str) -> Block:
    if text == "0":
        return ()
    found: list[NetLayer] = []
    for part in text.split("."):
        repeated = re.fullmatch(r"([1-9]?)(c.*)", part, re.ASCII | re.DOTALL)
        if repeated is None:
            _refuse(part, "layer")
        found += [read_layer(repeated[2], "c")] * int(repeated[1] or 1)
    if len(found) > MOST_CONVS:
        _refuse(text, "convs", MOST_CONVS)
    return tuple(found)


def read_layer(text: str, letters: str = "cmatr") -> NetLayer:
    """Return the layer of a text like ``t3s2p1o1``.

    Parameters
    ----------
    text : str
    letters : str
        The kinds that may stand here.

    Raises
    ------
    InvalidLayerError
        ``net-not-understood``.
    """
    parts = _LAYER.fullmatch(text)
    if parts is None or parts[1] not in letters or (parts[4] and parts[1] not in "ma"):
        _refuse(text, "layer")
    options = {name: _triple(value) for name, value in _OPTION.findall(parts[3])}
    kernel = _triple(parts[2])
    front = options.get("p", (0, 0, 0))
    return NetLayer(
        _LETTERS[parts[1]], (1, 1, 1) if parts[1] == "r" else kernel,
        kernel if parts[1] == "r" else options.get("s", (1, 1, 1) if parts[1] == "c" else kernel),
        tuple(zip(front, options.get("b", front), strict=True)), options.get("d", (1, 1, 1)),  # type: ignore[arg-type]
        options.get("o", (0, 0, 0)), bool(parts[4]),
    )  # fmt: skip


def _triple(text: str, least: int = 0) -> Triple:
    numbers = [int(word) for word in text.split("x")] if _TRIPLE.fullmatch(text) else []
    if not numbers or min(numbers) < least:
        _refuse(text, "size" if least else "layer", LARGEST)
    d, h, w = numbers * 3 if len(numbers) == 1 else numbers
    return d, h, w


def _integers(text: str) -> tuple[int, ...]:
    words = text.split("-")
    if not all(re.fullmatch(r"[1-9]\d{0,5}", word, re.ASCII) for word in words):
        _refuse(text, "channels")
    return tuple(int(word) for word in words)


def _refuse(part: str, why: str, most: int = 0) -> NoReturn:
    values = (("part", part[:40]), ("why", why), ("most", most))
    raise InvalidLayerError([Diagnostic(Code.NET_NOT_UNDERSTOOD, None, values)])


# --- writing ------------------------------------------------------------------------------------------------------


def spell(net: Net) -> str:
    """Return the shortest text that `read` turns into this net; ``unet`` for the one an empty text stands for."""
    fitting = (name for name, base in PRESETS.items() if net.up_channels or not base.up_channels)
    return min(("_".join([name, *_differences(net, name)]) for name in fitting), key=len)


def _differences(net: Net, name: str) -> list[str]:
    base = PRESETS[name]
    fields = [size_text(net.size)] if net.size != base.size else []
    if net.channels != base.channels or net.depth != base.depth:
        fields.append("ch" + "-".join(map(str, net.channels)))
        base = base if net.depth == base.depth else base.with_depth(net.depth)
    if len(net.ups) != len(base.ups):
        fields.append(f"ups{len(net.ups)}")
        base = base.with_ups(len(net.ups))
    if net.ups != base.ups:
        fields.append("up" + _listed([layer_text(layer) for layer in net.ups]))
    if net.decoders != base.decoders:
        fields.append("dec" + _listed([_block_text(block) for block in net.decoders]))
    if net.up_channels != base.up_channels:
        fields.append("upch" + "-".join(map(str, net.up_channels)))
    if net.downs != base.downs:
        fields.append("down" + _listed([layer_text(layer) for layer in net.downs]))
    if net.encoders != base.encoders:
        fields.append("enc" + _listed([_block_text(block) for block in net.encoders]))
    if net.skips != base.skips:
        fields.append("skip" + "".join("01"[skip] for skip in net.skips))
    fields += {"exact": [], "output-size": ["ask"], "crop": ["crop"]}[net.join]
    return fields + ([f"pad{size_text(net.padded)}"] if net.padded else [])


def _listed(texts: list[str]) -> str:
    return texts[0] if len(set(texts)) == 1 else "-".join(texts)


def _block_text(block: Block) -> str:
    runs = ((text, len(list(same))) for text, same in groupby(map(layer_text, block)))
    return ".".join(f"{count if count > 1 else ''}{text}" for text, count in runs) or "0"


def layer_text(layer: NetLayer) -> str:
    """Return one layer as it stands in a link: ``t3s2p1o1``."""
    kernel = layer.stride if layer.kind == "resize" else layer.kernel_size
    usual = (1, 1, 1) if layer.kind == "conv" else kernel
    front, back = zip(*layer.padding, strict=True)
    options = [
        ("s", layer.stride, usual), ("p", front, (0, 0, 0)), ("b", back, front), ("d", layer.dilation, (1, 1, 1)),
        ("o", layer.output_padding, (0, 0, 0)),
    ]  # fmt: skip
    said = "".join(letter + size_text(value) for letter, value, default in options if value != default)
    return _OF_KIND[layer.kind] + size_text(kernel) + said + ("u" if layer.ceil_mode else "")


def size_text(size: Triple) -> str:
    """(96, 96, 96) -> 96, (1, 2, 2) -> 1x2x2."""
    return str(size[0]) if len(set(size)) == 1 else "x".join(map(str, size))
