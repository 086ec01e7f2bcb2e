"""A planned layer in the words of five frameworks: a script that runs as it stands, and what had to be said otherwise.

None of the frameworks is imported here; the scripts import them, where they run.
"""

from __future__ import annotations

from importlib import import_module

from .example import Dialect, Example, Snippet

DIALECTS: tuple[Dialect, ...] = ("paddle", "pytorch", "keras", "onnx", "jax")

__all__ = ["DIALECTS", "Dialect", "Example", "Snippet", "emit"]


def emit(dialect: Dialect, example: Example) -> Snippet:
    """Return the script of a planned layer in one dialect.

    Parameters
    ----------
    dialect : {"paddle", "pytorch", "keras", "onnx", "jax"}
    example : Example

    Returns
    -------
    Snippet
        Its y equals Paddle's for equal x, weight and bias, whatever the layer: see its `notes` for the means.

    Raises
    ------
    ValueError
        For a dialect that is none of `DIALECTS`.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"dialect = {dialect!r} is unknown; known are {', '.join(DIALECTS)}")
    module = import_module(f".{dialect}", __package__)
    snippet: Snippet = module.emit(example)
    return snippet
