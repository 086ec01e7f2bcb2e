"""Which framework a name belongs to: by the imports of the text if it has any, else by how people write it."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from typing import Literal

from ..example import Dialect
from .signatures import SIGNATURES, STATIC, Signature

_ROOTS: dict[str, Dialect] = {
    "paddle": "paddle", "torch": "pytorch", "keras": "keras", "tensorflow": "keras", "tf": "keras", "tf_keras": "keras",
    "jax": "jax", "lax": "jax", "onnx": "onnx", "helper": "onnx",
}  # fmt: skip
#: How people call these modules where no import is shown.
_HABITS: dict[str, Dialect] = {
    "layers": "keras",
    "tfl": "keras",
    "kl": "keras",
    "KL": "keras",
    "L": "keras",
    "nn": "paddle",
    "F": "paddle",
}
_KERAS_WORDS = {"filters", "strides", "dilation_rate", "use_bias", "activation", "kernel_initializer", "output_shape"}
_PADDLE_WORDS = {"in_channels", "out_channels", "stride", "dilation", "groups", "weight_attr", "bias_attr", "weight"}
_KERAS_POSITIONS = 2  # Conv3DTranspose(filters, kernel_size): Paddle's cannot do with less than three
_BEFORE_LHS_DILATION = 4  # positions; that argument makes a forward convolution a transposed one
_FLAT = re.compile(
    r"(Lazy)?ConvTranspose[12]d|Conv(olution)?[12]DTranspose|conv_transpose[12]d|conv[12]d_transpose", re.ASCII
)


def dotted(node: ast.expr) -> str:
    """Return ``a.b.c`` as text; "" for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


class Names:
    """The imports of a text."""

    def __init__(self) -> None:
        self._full: dict[str, str] = {}
        self._dialects: set[Dialect] = set()

    def note(self, statement: ast.Import | ast.ImportFrom) -> None:
        """Remember what an import binds."""
        start = f"{statement.module or ''}." if isinstance(statement, ast.ImportFrom) else ""
        for alias in statement.names:
            full = start + alias.name
            self._full[alias.asname or alias.name.partition(".")[0]] = full if alias.asname or start else ""
            root = _ROOTS.get(full.partition(".")[0])
            self._dialects |= {root} if root else set()

    def full(self, name: str) -> str:
        """Return a dotted name with its imported head written out."""
        head, dot, rest = name.partition(".")
        return (self._full.get(head) or head) + dot + rest

    def signature(self, call: ast.Call, keywords: Collection[str]) -> Signature | Literal["flat"] | None:
        """Return the signature a call follows, "flat" for a layer of one or two axes, None for anything else."""
        name = self.full(dotted(call.func))
        last = name.rpartition(".")[2]
        if name.endswith(STATIC.name):
            return STATIC
        if _FLAT.fullmatch(last):
            return "flat"
        last = {"Convolution3DTranspose": "Conv3DTranspose"}.get(last, last)
        candidates = [found for found in SIGNATURES if found.name == last]
        if len(candidates) > 1:
            dialect = self._dialect(name, call, keywords)
            return next(found for found in candidates if found.dialect == dialect)
        if last == "conv_transpose" and _root(name) != "jax" and "rhs_dilation" not in keywords:
            return None
        if last == "conv_general_dilated" and "lhs_dilation" not in keywords and len(call.args) <= _BEFORE_LHS_DILATION:
            return None  # a forward convolution
        return candidates[0] if candidates else None

    def _dialect(self, name: str, call: ast.Call, keywords: Collection[str]) -> Dialect:
        """Paddle or Keras, which share their names."""
        root = _root(name)
        if root in {"paddle", "keras"}:
            return root
        shown = self._dialects & {"paddle", "keras"}
        if len(shown) == 1:
            return next(iter(shown))
        habit = _HABITS.get(name.partition(".")[0])
        if habit:
            return habit
        if set(keywords) & (_KERAS_WORDS | _PADDLE_WORDS):
            return "keras" if set(keywords) & _KERAS_WORDS else "paddle"
        short = len(call.args) == _KERAS_POSITIONS and "kernel_size" not in keywords
        return "keras" if name == "Conv3DTranspose" and short else "paddle"


def _root(name: str) -> Dialect | None:
    return _ROOTS.get(name.partition(".")[0])
