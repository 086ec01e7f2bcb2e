"""A checked call goes to its backend and comes back as x came, within the memory budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np

from . import backends
from .backends import Call
from .diagnostics import Code, Diagnostic, InvalidLayerError, ShapeError
from .geometry import Geometry
from .params import LayerParams
from .spellings import shown
from .tensors import bytes_of, dtype_name, kind_of, refuse_beyond_budget


def compute(
    x: Any,
    weight: Any,
    bias: Any,
    params: LayerParams,
    geometry: Geometry,
    activation: str | None,
    backend: str,
    out: Any = None,
) -> Any:
    """Compute a call whose tensors fit; parameters as for `conv3d_transpose`."""
    call = _call(x, weight, bias, params, geometry, activation, backend)
    if out is not None and tuple(out.shape) != call.output_shape:
        values = (("shape", tuple(map(int, out.shape))), ("expected", call.output_shape))
        raise ShapeError([Diagnostic(Code.OUT_SHAPE, None, values)])
    uses_numpy = backend == "numpy" or (backend == "auto" and kind_of(x) == "numpy")
    return (_on_numpy if uses_numpy else _on_torch)(call, backend, out)


def prepared(
    x: Any, weight: Any, bias: Any, params: LayerParams, geometry: Geometry, activation: str | None, backend: str
) -> Callable[[Any, Any, Any], Any]:
    """Return what computes calls that differ from this one in their numbers only; parameters as for `compute`."""
    if not _lie_together(x, weight, bias, backend):
        return lambda x, weight, bias: compute(x, weight, bias, params, geometry, activation, backend)
    call = _call(x, weight, bias, params, geometry, activation, backend)
    module = backends.load("numpy_backend" if kind_of(x) == "numpy" else "torch_backend")
    needed, ready = _needed(module, call), module.prepared(call)
    is_column = bias is not None and bias.ndim > 1

    def compute_again(x: Any, weight: Any, bias: Any) -> Any:
        refuse_beyond_budget("conv3d_transpose", needed)
        return ready(x, weight, bias.reshape(-1) if is_column else bias)

    return compute_again


def _call(
    x: Any, weight: Any, bias: Any, params: LayerParams, geometry: Geometry, activation: str | None, backend: str
) -> Call:
    column = None if bias is None else bias.reshape(-1)
    channels_last, device = params.data_format == "NDHWC", backend.partition(":")[2] or None
    return Call(x, weight, column, geometry, params.groups, channels_last, activation, device)


def _lie_together(x: Any, weight: Any, bias: Any, backend: str) -> bool:
    """Return whether nothing has to be taken to another library or device."""
    library, _, device = backend.partition(":")
    if kind_of(x) == "numpy":
        return library in {"auto", "numpy"}
    others = (weight,) if bias is None else (weight, bias)
    return library != "numpy" and device in {"", x.device.type} and all(other.device == x.device for other in others)


def _needed(backend: Any, call: Call) -> int:
    return bytes_of(call.output_shape, dtype_name(call.x)) + int(backend.workspace_bytes(call))


def _on_numpy(call: Call, backend: str, out: Any) -> Any:
    """Compute in NumPy; torch tensors are taken there and back."""
    numpy_backend = backends.load("numpy_backend")
    if kind_of(call.x) == "torch":
        torch_backend = backends.load("torch_backend")
        x, weight, bias = (None if a is None else torch_backend.to_numpy(a) for a in (call.x, call.weight, call.bias))
        y = _on_numpy(replace(call, x=x, weight=weight, bias=bias), backend, None)
        tensor = torch_backend.to_tensor(y, like=call.x)
        return tensor if out is None else torch_backend.store(tensor, out)
    arguments = (a for a in (call.x, call.weight, call.bias) if a is not None)
    direct = out is not None and not any(np.may_share_memory(out, a) for a in arguments)
    output = 0 if direct else prod(call.output_shape) * call.x.itemsize
    refuse_beyond_budget("conv3d_transpose", output + numpy_backend.workspace_bytes(call))
    y = numpy_backend.run(call, out if direct else None)
    if out is None or direct:
        return y
    out[...] = y
    return out


def _on_torch(call: Call, backend: str, out: Any) -> Any:
    """Compute in torch; NumPy arrays are taken there and back."""
    try:
        torch_backend = backends.load("torch_backend")
    except ModuleNotFoundError as error:
        if error.name != "torch":
            raise
        raise _unavailable(backend, "torch") from None
    if call.device == "cuda" and not torch_backend.has_cuda():
        raise _unavailable(backend, "cuda")
    refuse_beyond_budget("conv3d_transpose", _needed(torch_backend, call))
    return torch_backend.run(call, out)


def _unavailable(backend: str, missing: str) -> InvalidLayerError:
    return InvalidLayerError(
        [Diagnostic(Code.BACKEND_UNAVAILABLE, None, (("value", shown(backend)), ("missing", missing)))]
    )
