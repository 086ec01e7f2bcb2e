"""What a text really means, where its own words mislead or leave the reader alone."""

from __future__ import annotations

from ..sentence import Sentence
from . import jax, keras, onnx, paddle, pytorch

NOTES: dict[str, Sentence] = {**paddle.NOTES, **pytorch.NOTES, **keras.NOTES, **onnx.NOTES, **jax.NOTES}
