"""From a pasted text to its `Translation`: the patterns of five frameworks, tried one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...diagnostics import Code
from . import jax, keras, onnx, paddle, pytorch
from .patterns import Facts, Pattern
from .translation import Translation

PATTERNS: dict[str, tuple[Pattern, ...]] = {
    "paddle": paddle.PATTERNS,
    "pytorch": pytorch.PATTERNS,
    "keras": keras.PATTERNS,
    "onnx": onnx.PATTERNS,
    "jax": jax.PATTERNS,
}
LONGEST = 100_000

_COLOUR = re.compile(r"\x1b\[[0-9;]{0,20}m")
#: Names of convolutions: how many axes they have, and whether they are transposed.
_CONVOLUTION = re.compile(r"(?i)conv_?(transpose)?_?([123])d(_?transpose|backpropinput)?")
_ANY_RANK = re.compile(r"ConvTranspose\b|conv_general_dilated|conv_transpose\b|Op\(conv_transpose\)")


def translate(text: str) -> Translation:
    """Say which rule of a 3-D transposed convolution an error text is about.

    Parameters
    ----------
    text : str
        What Paddle, PyTorch, Keras, TensorFlow, ONNX, onnxruntime or JAX printed: the message, or the whole traceback
        with whatever stands around it. At most 100,000 characters.

    Returns
    -------
    Translation
        With the code ``error-not-recognised`` where the text is of something else, of a 2-D layer too.

    Examples
    --------
    >>> said = translate("requested an output size of [9, 9, 9], but valid sizes range from [7, 7, 7] to [8, 8, 8]")
    >>> said.code.value, said.axis, dict(said.numbers)["high"]
    ('output-size-out-of-range', 'D', 8)
    """
    unknown = Translation(None, Code.ERROR_NOT_RECOGNISED, numbers=(("length", len(text)),))
    if len(text) > LONGEST:
        return unknown
    flat = " ".join(_COLOUR.sub("", text).split())
    if _names_another(flat):
        return unknown
    # Python prints the exception that was raised in the end below the ones it followed from.
    found = max(_matches(flat), key=lambda match: match[0], default=None)
    if found is None:
        return unknown
    _, dialect, pattern, facts = found
    note = facts.note or pattern.note
    return Translation(dialect, pattern.code, facts.axis, tuple(facts.numbers.items()), note, pattern.alternatives)


def _matches(text: str) -> Iterator[tuple[int, str, Pattern, Facts]]:
    named = _names_ours(text)
    for dialect, patterns in PATTERNS.items():
        for pattern in patterns:
            if named or pattern.shared == "no" or (pattern.shared == "some" and "Traceback" not in text):
                yield from ((at, dialect, pattern, facts) for at, facts in pattern.find(text))


def _names_ours(text: str) -> bool:
    return any(dims == "3" and (before or after) for before, dims, after in _CONVOLUTION.findall(text)) or bool(
        _ANY_RANK.search(text)
    )


def _names_another(text: str) -> bool:
    """Return whether the text speaks of convolutions, and of none that is 3-D and transposed."""
    return bool(_CONVOLUTION.search(text)) and not _names_ours(text)
