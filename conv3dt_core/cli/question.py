"""From options to the layer that is asked about: out of code, of arguments, or of code with some arguments changed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, fields
from typing import Any

from ..diagnostics import Lang, errors_of
from ..explain import Explanation, explain
from ..frameworks.plain import spelled
from ..frameworks.reading import FoundLayer, read
from ..messages import render
from ..params import LayerParams
from .values import UsageError, add_layer, given, numbers, option, whole_or_three


@dataclass(frozen=True, slots=True)
class Question:
    """A layer and what it is called with."""

    params: LayerParams
    x_shape: tuple[int, ...]
    output_size: Any
    bias: bool
    activation: str | None

    def explained(self, lang: Lang) -> Explanation:
        """Return the answer."""
        title = spelled(self.params, bias=self.bias)
        return explain(self.params, self.x_shape, self.output_size, lang, title=title, has_bias=self.bias)


def add_question(parser: ArgumentParser) -> None:
    """Add the layer, as code or as arguments, and its input."""
    parser.add_argument(
        "layer", nargs="?", metavar="CODE", help='"nn.ConvTranspose3d(64, 32, 2, 2)", or - to read code from stdin'
    )
    parser.add_argument(
        "--input", type=numbers, metavar="SIZE", help="of x: N, or D,H,W, or its whole shape"
    )
    option(parser, "output_size", type=whole_or_three, metavar="SIZE", help="the size the call asks for")
    option(parser, "no_bias", action="store_true", help="the layer has no bias")
    add_layer(parser)


def question(options: Namespace) -> Question:
    """Return what is asked; arguments on the command line go before those in the code."""
    found = _found(options.layer, options.lang) if options.layer else None
    params = _params(found, given(options))
    shape = _shape(options.input, found, params)
    if found is None:
        return Question(params, shape, options.output_size, not options.no_bias, None)
    output_size = found.output_size if options.output_size is None else options.output_size
    return Question(params, shape, output_size, found.bias and not options.no_bias, found.activation)


def _found(code: str, lang: Lang) -> FoundLayer:
    """Return the one layer in a piece of code."""
    reading = read(sys.stdin.read() if code == "-" else code)
    if len(reading.layers) > 1:
        raise UsageError(f"the code holds {len(reading.layers)} layers; one is explained at a time")
    faults = errors_of(reading.layers[0].diagnostics) if reading.layers else reading.diagnostics
    if faults:
        raise UsageError(" ".join(render(fault, lang) for fault in faults))
    return reading.layers[0]


def _params(found: FoundLayer | None, said: dict[str, Any]) -> LayerParams:
    if found is None:
        if "kernel_size" not in said:
            raise UsageError("kernel_size is missing; give it, or code that makes the layer")
        return LayerParams.of(**{"in_channels": 1, "out_channels": 1, **said})
    own = {field.name: getattr(found.params, field.name) for field in fields(found.params)}
    if found.params.padding != "SAME":
        own["padding"] = [pad for pair in found.params.padding for pad in pair]
    return LayerParams.of(**own | said)


def _shape(size: tuple[int, ...] | None, found: FoundLayer | None, params: LayerParams) -> tuple[int, ...]:
    """Return the shape of x: as given, or with the layer's own channels around the voxels."""
    batch = 1
    if found is not None:
        size, batch = size or found.input_size, found.batch or 1
    if size is None:
        raise UsageError("the size of x is missing; give --input")
    if len(size) not in {1, 3}:
        return size
    return params.laid_out(batch, params.in_channels, size * (3 // len(size)))
