"""A trace as dicts, lists, numbers and words."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostic
from .result import TracedLayer

if TYPE_CHECKING:
    from .result import Trace


def as_dict(trace: Trace) -> dict[str, Any]:
    """Return all that a trace tells; `json.dumps` takes it, tuples become lists."""
    return {
        "framework": trace.framework,
        "input_shape": _plain(trace.input_shape),
        "output_shape": _plain(trace.output_shape),
        "input_shapes": _plain(trace.input_shapes),
        "output_shapes": _plain(trace.output_shapes),
        "layers": [_layer(layer, trace) for layer in trace.layers],
        "failure": None if trace.failure is None else _plain(asdict(trace.failure)),
        "repairs": [_plain(asdict(repair)) for repair in trace.repairs],
        "diagnostics": [_diagnostic(d, trace) for d in trace.diagnostics],
    }


def _layer(layer: TracedLayer, trace: Trace) -> dict[str, Any]:
    params = layer.params
    found = {f.name: _plain(getattr(layer, f.name)) for f in fields(layer) if f.name not in {"params", "diagnostics"}}
    named = None if params is None else {f.name: _plain(getattr(params, f.name)) for f in fields(params)}
    listed = [_diagnostic(d, trace) for d in layer.diagnostics]
    return {**found, "agrees": layer.agrees, "params": named, "diagnostics": listed}


def _diagnostic(found: Diagnostic, trace: Trace) -> dict[str, Any]:
    values = {
        name: value if isinstance(value, int | float | str | None) else str(value) for name, value in found.values
    }
    text = found.render(trace.lang)
    return {
        "code": found.code.value,
        "severity": found.severity.value,
        "axis": found.axis,
        "values": values,
        "text": text,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value
