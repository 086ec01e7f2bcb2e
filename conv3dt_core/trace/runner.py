"""What each framework brings: a model that can be run on any shapes, and code in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from .graph import Run, Shape

Patches = Mapping[str, Shape]


class Runner(Protocol):
    """A model of some framework.

    Attributes
    ----------
    chooses : str
        The word that says where a size is chosen: in forward, or at a node.
    """

    chooses: str

    def __call__(self, inputs: tuple[Shape, ...], patches: Patches | None = None) -> Run:
        """Run on inputs of these shapes, with another output_padding at the layers named in `patches`."""

    def can_patch(self, name: str) -> bool:
        """Whether the output_padding of a layer can be set."""

    def patch_code(self, name: str, extra: Shape) -> str:
        """Return the line that sets it."""

    def resize_code(self, before: Shape, after: Shape) -> str:
        """Return the lines that pad or crop x."""
