"""What a trace tells: the layers with their sizes, where and why the model fails, and what makes it run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ..diagnostics import Diagnostic, Lang
from ..explain import figures
from ..params import LayerParams
from .graph import Kind, Shape

Framework = Literal["torch", "onnx", "paddle", "keras"]


@dataclass(frozen=True, slots=True)
class TracedLayer:
    """One call of a convolution, pool, transposed convolution or upsampling.

    Attributes
    ----------
    name : str
        Path of the module (``up1.conv``) or name of the node; ``block.conv_transpose3d()`` where a module calls a
        function. A layer that is called twice stands here twice.
    kind : {"conv", "pool", "transposed", "upsample"}
    params : LayerParams or None
        Of a transposed convolution over three axes, in Paddle's terms.
    input_shape, output_shape : tuple of int, or None
        What went in and what came out, as the framework says; None where it does not, or where the layer failed.
    expected : tuple of int, or None
        The output by our own arithmetic; None where there is none (an interpolation to a computed size).
    diagnostics : tuple of Diagnostic
        What there is to say about the layer itself.
    link : str or None
        The query of a link that opens a transposed layer in the app.
    """

    name: str
    kind: Kind
    params: LayerParams | None
    input_shape: Shape | None
    output_shape: Shape | None
    expected: Shape | None
    diagnostics: tuple[Diagnostic, ...] = ()
    link: str | None = None

    @property
    def agrees(self) -> bool | None:
        """Whether our arithmetic and the framework say the same; None where one of them says nothing."""
        return None if self.expected is None or self.output_shape is None else self.expected == self.output_shape


@dataclass(frozen=True, slots=True)
class Failure:
    """The first place where a model cannot go on because of sizes.

    Attributes
    ----------
    layer : str
        The layer whose output does not fit, or that cannot take its input.
    operation : str
        What failed: the concatenation, the addition, the layer itself.
    axis : str
        "D", "H", "W", or several: "D, W".
    got, wanted : (D, H, W) or None
        Sizes that do not meet: what the layer made, and what the other branch has. Of a layer that cannot take its
        input: the input, and the least it needs.
    cause : str
        Which stride or pool lost the remainder, with the numbers.
    message : str
        The framework's own text.
    """

    layer: str
    operation: str
    axis: str
    got: Shape | None
    wanted: Shape | None
    cause: str
    message: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A change with which the real model runs; each was run.

    Attributes
    ----------
    kind : {"pad", "crop", "output_size"}
        The input made longer, made shorter, or the size of a transposed layer chosen.
    changes : tuple of (name, new value)
        ``("input_shape", shape)``, or ``("up1.output_padding", (1, 0, 0))`` for each layer.
    input_shape : tuple of int
        With which it runs.
    output_shape : tuple of int or None
        What comes out then.
    sentence : str
    code : str
        Lines of Python over ``x`` and ``model``; empty where there are none.
    """

    kind: Literal["pad", "crop", "output_size"]
    changes: tuple[tuple[str, Shape], ...]
    input_shape: Shape
    output_shape: Shape | None
    sentence: str
    code: str


@dataclass(frozen=True, slots=True, repr=False)
class Trace:
    """What `trace` returns. A notebook shows it as a table, ``print`` as text.

    Attributes
    ----------
    framework : {"torch", "onnx", "paddle", "keras"}
    input_shape, output_shape : tuple of int, or None
        Of the first input and the first output; None where there is none.
    input_shapes, output_shapes : tuple of shapes
        Of all.
    layers : tuple of TracedLayer
        In the order in which they ran, up to the failure.
    failure : Failure or None
    repairs : tuple of Repair
        The smallest changes first.
    diagnostics : tuple of Diagnostic
        Everything there is to say, errors first.
    lang : {"en", "zh"}
    """

    framework: Framework
    input_shapes: tuple[Shape, ...]
    output_shapes: tuple[Shape, ...]
    layers: tuple[TracedLayer, ...]
    failure: Failure | None = None
    repairs: tuple[Repair, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    lang: Lang = "en"

    @property
    def input_shape(self) -> Shape | None:
        """Shape of the first input."""
        return self.input_shapes[0] if self.input_shapes else None

    @property
    def output_shape(self) -> Shape | None:
        """Shape of the first output; None where the model did not come to its end."""
        return self.output_shapes[0] if self.output_shapes else None

    @property
    def transposed(self) -> tuple[TracedLayer, ...]:
        """The transposed convolutions."""
        return tuple(layer for layer in self.layers if layer.kind == "transposed")

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as dicts, lists, numbers and words, for ``json.dumps``."""
        from .plain import as_dict  # noqa: PLC0415

        return as_dict(self)

    def __str__(self) -> str:
        """Return the trace as a table of plain text, for a terminal."""
        return str(figures("trace_text").text_of(self))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return str(figures("trace_report").of_trace(self))
