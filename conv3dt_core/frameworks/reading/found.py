"""What a pasted text holds: the layers in it, and what could not be understood."""

from __future__ import annotations

from dataclasses import dataclass

from ...diagnostics import Diagnostic, Triple
from ...params import LayerParams
from ..example import Dialect


@dataclass(frozen=True, slots=True)
class FoundLayer:
    """One transposed convolution of a pasted text, in Paddle's terms.

    Parameters
    ----------
    dialect : {"paddle", "pytorch", "keras", "onnx", "jax"}
    call : str
        The name as written; for a bare list of arguments that of the layer they belong to.
    line, column : int
        Where the call begins in the pasted text, counted from 1.
    params : LayerParams
        With a default in place of whatever `diagnostics` calls unknown.
    input_size, output_size : (D, H, W) or None
        Spatial size of x if the text shows it; the size asked for as ``output_size``.
    batch : int or None
    bias : bool
    activation : str or None
        Name as in `conv3dt_core.activations`.
    diagnostics : tuple of Diagnostic
        About this call; ``line`` and ``column`` are among their values where they point at a place.
    """

    dialect: Dialect
    call: str
    line: int
    column: int
    params: LayerParams
    input_size: Triple | None = None
    output_size: Triple | None = None
    batch: int | None = None
    bias: bool = True
    activation: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All layers of a pasted text in the order of the text, and diagnostics about the text as a whole."""

    layers: tuple[FoundLayer, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
