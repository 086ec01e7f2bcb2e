"""What people paste, spoiled: code, errors and nets, cut, doubled, nested and blown up; each has to be answered.

``python -m tests.fuzz.texts COUNT SEED``
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from conv3dt_core import InvalidLayerError, LayerParams, plan
from conv3dt_core.decoder import read as read_net
from conv3dt_core.decoder import repairs, spell, walk
from conv3dt_core.frameworks import DIALECTS, Example, emit
from conv3dt_core.frameworks.errors import translate
from conv3dt_core.frameworks.reading import read
from tests.fuzz.meter import report
from tests.property.nets import random_net
from tests.unit.pastes import PASTES

ERRORS = json.loads((Path(__file__).parents[1] / "golden/error_texts.json").read_text("utf-8"))
_LAYER = "nn.ConvTranspose3d(4, 6, {})"
_HUGE = (
    "10**10**10", "9**9**9**9**9", "2**" * 2_000 + "2", "9" * 30_000, "1e400", "-" * 9_000 + "1", "~" * 3_000 + "1",
    "0x" + "f" * 20_000, "1" + "0" * 4_400, "[3] * 10**9", "(3,) * 2**62", "'a' * 10**12", "1 << 10**9", "10**-400",
    "(0).__class__", "1/0", "1 % 0", "range(10**18)", "-2**31", "2**31", "float('nan')", "1j", "b'3'", "...",
)  # fmt: skip
_PIECES = (
    "(", ")", "[", "]", "{", "}", ",", "=", "**", '"', "'", "\n", "\\\n", "\t", "\x00", "\ud800", "\u202e", "（", "3",
    "-1", "10**10**10", "lambda: ", "self.", "*", "\U0001f600", ">>> ", "Error: ", "#",
)  # fmt: skip
_LONG = ("a", "a.", "a(", "x = ", "-", "not ", "conv3d_transpose", "()", "{}:", "w[", "\n ")


def texts(count: int, seed: int) -> list[str]:
    """Return `count` texts, the same for the same seed."""
    chance = random.Random(seed)
    good = [text for text, _ in PASTES.values()] + [str(error) for error in _strings(ERRORS)] + _snippets()
    return [_text(chance, good) for _ in range(count)]


def _strings(tree: object) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return [text for part in inner for text in _strings(part)]


def _snippets() -> list[str]:
    params = LayerParams.of(4, 6, 3, 2, [1, 0, 1, 1, 0, 0], 1, 1, 2)
    example = Example(params, plan(params, 8))
    return [emit(dialect, example).code for dialect in DIALECTS]


def _text(chance: random.Random, good: list[str]) -> str:
    way = chance.randrange(8)
    if way == 0:
        return _LAYER.format(f"kernel_size={chance.choice(_HUGE)}, stride={chance.choice(_HUGE)}")
    if way == 1:
        return chance.choice(("{}", _LAYER)).format(chance.choice("([{") * chance.choice((59, 61, 5_000, 39_000)))
    if way == 2:
        return _spoiled(chance, spell(random_net(chance)))
    if way == 3:
        return (chance.choice(good) + chance.choice(_PIECES)) * chance.choice((10, 100, 400))
    if way == 4:
        return chance.choice(_LONG) * 13_000
    return _spoiled(chance, chance.choice(good))


def _spoiled(chance: random.Random, text: str) -> str:
    for _ in range(chance.choice((1, 2, 5, 20))):
        at, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        text = chance.choice((
            text[:at] + text[end:], text[:at] + chance.choice(_PIECES) + text[at:], text[:end] + text[at:],
            text[at:end] + text[:at] + text[end:], text[:at] + text[at:end] * 3 + text[end:],
        ))[:80_000]  # fmt: skip
    return text


def answer(text: str) -> str | None:
    """Read a text in every way there is; return what is wrong with the answers."""
    reading, translation = read(text), translate(text)
    said = [d for layer in reading.layers for d in layer.diagnostics] + list(reading.diagnostics)
    if text.strip() and not (reading.layers or said):
        return "nothing is said"
    words = [one.render(lang) for one in (*said, translation) for lang in ("en", "zh")]
    try:
        net = read_net(text)
    except InvalidLayerError as error:
        words += [d.render(lang) for d in error.diagnostics for lang in ("en", "zh")]
    else:
        words += [d.render("zh") for found in (walk(net), *repairs(net)) for d in found.diagnostics]
    return None if all(words) else "an empty sentence"


if __name__ == "__main__":
    report(texts(*map(int, sys.argv[1:])), answer, lambda text: repr(text[:200]))
