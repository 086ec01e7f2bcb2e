"""Links nobody would send, and some that anybody might: by seed, so that what one finds can be found again.

A link is a page and the query behind "?", as it stands in a browser's address line.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs, quote, quote_plus, urlencode

from conv3dt_core.decoder import PRESETS, spell
from pages._shared import examples, parameters
from tests.property.nets import random_net

PATHS = (
    "", "shape-explorer", "scatter-3d", "overlap-map", "four-pictures", "framework-lens", "decoder-doctor",
    "guided-lessons", "run-numbers",
)  # fmt: skip
NAMES = (*parameters.DEFAULTS, "lang")
#: Streamlit keeps these for itself, in any case.
RESERVED = ("embed", "embed_options", "EMBED", "Embed_Options")
_LARGE = 2**31 - 1

#: What is no value of any number, and of few words.
NONSENSE = (
    "", " ", "abc", "1.5", "1e400", "-1e400", "NaN", "nan", "inf", "-inf", "Infinity", "None", "null", "true",
    "undefined", "0x10", "1_000", "1,000", "+3", "--3", "3-", "- 3", " 3 ", "3\n", "\n3", "٣", "３", "三", "²", "Ⅳ",
    "−3", "1\u200b", "\ufeff3", "\u202e3", "\ud7ff", "\U0001f600", "\x00", "3\x00", "\x1b[31m", "\x7f", "\r\n",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script><b>", "javascript:alert(1)", "&lt;", "`x`",
    "' OR 1=1 --", "'; DROP TABLE layers; --", "{0}", "{0.__class__}", "{value}", "%s%n", "%(x)s", "${7*7}", "{{7*7}}",
    "$(id)", "../../etc/passwd", "file:///etc/passwd", "[[[[[[[[", "((((((", "[1, 2]", '{"a": 1}', "%00", "%ff", "%",
    "%25%32%35", "=", "&", "#", "?", ";", "*" * 400, "9" * 5_000, "-" + "9" * 5_000, "0" * 11, "0000000003", "-0",
    "_".join("9" * 9), "unet_" * 200, "x" * 100_000,
)  # fmt: skip
EDGES = (0, 1, -1, 2, 7, 1000, 46_341, 65_536, 100_000, 100_001, _LARGE, _LARGE - 1, -(2**31), 2**31, -(2**31) - 1,
         9_999_999_999, 10**10, 2**63, -(2**63))  # fmt: skip


class Link(NamedTuple):
    """A page's path and a query, still encoded."""

    path: str
    query: str

    def url(self) -> str:
        """Return the part of an address behind the host."""
        return f"/{self.path}?{self.query}"

    def parsed(self) -> dict[str, list[str]]:
        """Return what Streamlit makes of the query."""
        return parse_qs(self.query, keep_blank_values=True, errors="replace")


def links(count: int, seed: int) -> list[Link]:
    """Return `count` links, the same for the same seed."""
    chance = random.Random(seed)
    return [_link(chance) for _ in range(count)]


def _link(chance: random.Random) -> Link:
    return Link(chance.choice(PATHS), chance.choice(_WAYS)(chance))


# --- links by the table of parameters -----------------------------------------------------------------------------


def _plausible(chance: random.Random) -> str:
    """A layer, right or wrong, as people try them."""
    return urlencode(_some(chance, chance.randint(1, 12), _sane))


def _large(chance: random.Random) -> str:
    """A layer that is legal, with an axis or more that no machine could hold."""
    layer: dict[str, object] = {}
    for axis in parameters.AXES:
        scale = 10 ** chance.choice((0, 1, 2, 3, 4, 5, 6, 9))
        for name, low in (("in", 1), ("k", 1), ("s", 1), ("dil", 1), ("pf", 0), ("pb", 0)):
            if chance.random() < 0.6:
                layer[f"{name}_{axis}"] = min(_LARGE, low + chance.randrange(scale + 1))
        layer[f"v_{axis}"] = chance.randrange(scale)
    for name in ("n", "cin", "cout"):
        layer[name] = chance.choice((1, 2, 512, 100_000, _LARGE))
    looks = ("sel", "view", "ax", "link", "lang", "pad", "os", "fmt", "keep", "want_d", "want_h", "want_w", "lesson")
    return urlencode(layer | _some(chance, 3, _sane, looks))


def _edgy(chance: random.Random) -> str:
    """Numbers at the ends of what fits."""
    return urlencode(_some(chance, chance.randint(1, 20), lambda chance, _: chance.choice(EDGES)))


def _nonsense(chance: random.Random) -> str:
    """Values that are none, some of them encoded twice."""
    pairs = _some(chance, chance.randint(1, 6), lambda chance, _: chance.choice(NONSENSE))
    text = urlencode(pairs)
    return quote_plus(text) if chance.random() < 0.1 else text


def _mixed(chance: random.Random) -> str:
    """Good values, edges, nonsense, keys twice, unknown keys, keys in the wrong case, in any order."""
    pairs: list[tuple[str, object]] = []
    for _ in range(chance.randint(1, 30)):
        name = chance.choice(NAMES)
        value = chance.choice((_sane(chance, name), chance.choice(EDGES), chance.choice(NONSENSE)))
        pairs.append((_spoiled(chance, name), value))
    return urlencode(pairs + pairs[:1])


def _nets(chance: random.Random) -> str:
    """Nets as the decoder page writes them, larger, and cut."""
    text = spell(random_net(chance))
    if chance.random() < 0.6:
        text = _mutated(chance, text)
    return urlencode({"net": text, **_some(chance, 1, _sane)})


def _lessons(chance: random.Random) -> str:
    """A lesson, a step there may be, and the layer of some example."""
    layer = chance.choice([*examples.LAYERS.values(), *examples.FAULTS.values()])
    place = {"lesson": chance.choice([*parameters.WORDS["lesson"], "nothing"]), "step": chance.randint(-1, 12)}
    return urlencode(dict(layer) | place | _some(chance, 2, _sane))


def _some(
    chance: random.Random, count: int, value: Callable[[random.Random, str], object], names: tuple[str, ...] = NAMES
) -> dict[str, object]:
    return {name: value(chance, name) for name in chance.choices(names, k=count)}


def _sane(chance: random.Random, name: str) -> object:
    if name in parameters.WORDS:
        return chance.choice(parameters.WORDS[name])
    if name in parameters.SETS:
        return "-".join(chance.sample(parameters.SETS[name], chance.randint(0, 3)))
    if name == "net":
        return chance.choice([*PRESETS, "unet_97x85x64", "unet_ask", "vnet_63"])
    if name == "x":
        return chance.choice(["2, 4, 8, 8, 8", "(1,4,5,6,7)", "4 8 8 8", "torch.Size([2, 4, 8, 8, 8])", "x" * 81, "٣"])
    return "" if name in parameters.OPTIONAL and chance.random() < 0.3 else chance.randint(-1, 9)


def _spoiled(chance: random.Random, name: str) -> str:
    ways = (
        name, name, name, name, name.upper(), f" {name}", f"{name}[]", name + "\x00", chance.choice(RESERVED), "utm",
        "__proto__", "", "key" * 50,
    )  # fmt: skip
    return chance.choice(ways)


# --- links without any table --------------------------------------------------------------------------------------


def _broken(chance: random.Random) -> str:
    """A good link with pieces taken out, put in, doubled and exchanged; percent escapes cut in two."""
    return _mutated(chance, chance.choice((_plausible, _large, _lessons, _nets))(chance))


def _noise(chance: random.Random) -> str:
    """Bytes."""
    return quote(chance.randbytes(chance.choice((1, 10, 300))), safe=chance.choice(("", "&=", "%&=")))


def _long(chance: random.Random) -> str:
    """A hundred kilobytes of parameters."""
    name = chance.choice((*NAMES, "unknown"))
    return "&".join(f"{name}{n}={chance.randint(-9, 9)}" for n in range(8_000))


_PIECES = ("&", "=", "%", "%2", "%zz", "%00", "%E4", "%F0%9F%98%80", "&&", "==", "+", "#", "\ufffd", "s_d=", "=2", "-",
           "net=", "9" * 10, "_", "x")  # fmt: skip


def _mutated(chance: random.Random, text: str) -> str:
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        other = chance.randint(0, len(text))
        text = chance.choice((
            text[:at] + text[end:], text[:at], text[at:], text[:end] + text[at:end] * 2 + text[end:],
            text[:at] + chance.choice(_PIECES) + text[at:], text[:at] + chr(chance.randrange(1, 256)) + text[at + 1 :],
            text[at:end] + text[:at] + text[end:], text[:other] + text[at:end] + text[other:],
        ))[:4_000]  # fmt: skip
    return text


_WAYS = (
    *(_plausible,) * 5, *(_large,) * 6, *(_edgy,) * 3, *(_nonsense,) * 2, *(_mixed,) * 3, *(_nets,) * 3,
    *(_lessons,) * 3, *(_broken,) * 4, _noise, _long,
)  # fmt: skip


