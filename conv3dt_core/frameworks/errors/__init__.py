"""What an error of Paddle, PyTorch, Keras, ONNX or JAX means: which rule, which axis, which numbers, what to change."""

from __future__ import annotations

from .translation import Translation
from .translator import translate

__all__ = ["Translation", "translate"]
