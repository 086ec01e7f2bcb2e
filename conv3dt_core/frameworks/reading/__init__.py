"""Code in: pasted source text of five frameworks -> layers in Paddle's terms. The text is read, never run.

Examples
--------
>>> layer = read("up = nn.ConvTranspose3d(64, 32, kernel_size=2, stride=2)").layers[0]
>>> layer.dialect, layer.params.kernel_size, layer.params.stride
('pytorch', (2, 2, 2), (2, 2, 2))
"""

from __future__ import annotations

from dataclasses import replace

from ...diagnostics import Code, Diagnostic
from .found import FoundLayer, Reading
from .listing import layer_of_listing
from .meaning import found_layer
from .scan import Scan
from .source import Source, not_parsed, parse
from .terms import input_of

__all__ = ["FoundLayer", "Reading", "read"]


def read(text: str) -> Reading:
    """Find the transposed convolutions in a text.

    Parameters
    ----------
    text : str
        Python source, whole or in part, with or without prompts and indentation; a printed model; or the bare
        arguments of a layer, as ``4, 6, kernel_size=3`` or one ``name = value`` a line.

    Returns
    -------
    Reading
        What is not understood is said in diagnostics that point at line and column; nothing is raised.
    """
    try:
        return _read(text)
    except RecursionError:
        return Reading((), (not_parsed(1, 1, "nested too deep"),))


def _read(text: str) -> Reading:
    source = parse(text)
    if isinstance(source, Source):
        reading = _layers_of(source)
        if reading.layers or any(fault.code is Code.CODE_NOT_THREE_D for fault in reading.diagnostics):
            return reading
        source = Diagnostic(Code.CODE_WITHOUT_LAYER)
    listed = layer_of_listing(text)
    return Reading((listed,)) if listed else Reading((), (source,))


def _layers_of(source: Source) -> Reading:
    scan = Scan(source)
    scan.block(source.tree.body)
    for draft in scan.drafts:
        scan.name_tensors(draft)
    layers = tuple(map(found_layer, scan.drafts))
    if len(layers) == 1:
        layers = (_with_the_only_x(scan, layers[0]),)
    return Reading(layers, (*source.faults, *scan.faults))


def _with_the_only_x(scan: Scan, layer: FoundLayer) -> FoundLayer:
    """Take the one tensor of the text that fits for x, where a model around the layer hides the call."""
    draft = scan.drafts[0]
    shapes = {shape for shape in scan.shapes if shape != draft.weight}
    inputs = {input_of(shape, layer.params.data_format == "NDHWC") for shape in shapes}
    fitting = [x for x in inputs if x.channels == layer.params.in_channels and x.size is not None]
    if layer.input_size is not None or len(fitting) != 1:
        return layer
    return replace(layer, input_size=fitting[0].size, batch=fitting[0].batch)
