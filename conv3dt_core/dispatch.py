"""A checked call goes to its backend and comes back as x came, within the memory budget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import backends
from .backends import Call
from .diagnostics import Code, Diagnostic, InvalidLayerError, ShapeError
from .geometry import Geometry
from .params import LayerParams
from .sound import Compute
from .spellings import shown
from .tensors import bytes_of, dtype_name, kind_of, refuse_beyond_budget


def prepared(
    x: Any,
    weight: Any,
    bias: Any,
    params: LayerParams,
    geometry: Geometry,
    activation: str | None,
    backend: str,
    out: Any = None,
) -> Compute:
    """Return what computes this call, whose tensors fit, and all that differ from it in their numbers only.

    Parameters as for `conv3d_transpose`. What is returned holds on to none of the arrays.
    """
    column = None if bias is None else bias.reshape(-1)
    channels_last, device = params.data_format == "NDHWC", backend.partition(":")[2] or None
    call = Call(x, weight, column, geometry, params.groups, channels_last, activation, device)
    if out is not None and tuple(out.shape) != call.output_shape:
        values = (("shape", tuple(map(int, out.shape))), ("expected", call.output_shape))
        raise ShapeError([Diagnostic(Code.OUT_SHAPE, None, values)])
    if not (backend == "numpy" or (backend == "auto" and kind_of(x) == "numpy")):
        ready = _in_torch(call, backend)
    elif kind_of(x) == "numpy":
        ready = _in_numpy(call)
    else:
        ready = _there_and_back(call)
    if bias is None or bias.ndim == 1:
        return ready
    return lambda x, weight, bias, out: ready(x, weight, bias.reshape(-1), out)


def like(array: NDArray[Any], x: Any) -> Any:
    """Return a layer's parameter in the library, dtype and on the device of x."""
    if kind_of(x) == "torch":
        return backends.load("torch_backend").to_tensor(array, like=x)
    return array.astype(x.dtype, copy=False)


def _in_numpy(call: Call) -> Compute:
    numpy_backend = backends.load("numpy_backend")
    workspace, ready = numpy_backend.workspace_bytes(call), numpy_backend.prepared(call)
    output = bytes_of(call.output_shape, dtype_name(call.x))

    def compute(x: Any, weight: Any, bias: Any, out: Any) -> Any:
        direct = out is not None and not any(np.may_share_memory(out, a) for a in (x, weight, bias) if a is not None)
        refuse_beyond_budget("conv3d_transpose", workspace if direct else workspace + output)
        y = ready(x, weight, bias, out if direct else None)
        if out is None or direct:
            return y
        out[...] = y
        return out

    return compute


def _there_and_back(call: Call) -> Compute:
    """Return what takes torch tensors to NumPy and the result back."""
    torch_backend, remade = backends.load("torch_backend"), _remade(call)

    def compute(x: Any, weight: Any, bias: Any, out: Any) -> Any:
        there = remade(*(None if a is None else torch_backend.to_numpy(a) for a in (x, weight, bias)))
        y = torch_backend.to_tensor(_in_numpy(there)(there.x, there.weight, there.bias, None), like=x)
        return y if out is None else torch_backend.store(y, out)

    return compute


def _in_torch(call: Call, backend: str) -> Compute:
    try:
        torch_backend = backends.load("torch_backend")
    except ModuleNotFoundError as error:
        if error.name != "torch":
            raise
        raise _unavailable(backend, "torch") from None
    if call.device == "cuda" and not torch_backend.has_cuda():
        raise _unavailable(backend, "cuda")
    if not _lie_together(call):
        return _moved_to_torch(call, torch_backend)
    needed, ready = _needed(torch_backend, call), torch_backend.prepared(call)

    def compute(x: Any, weight: Any, bias: Any, out: Any) -> Any:
        refuse_beyond_budget("conv3d_transpose", needed)
        y = ready(x, weight, bias)
        return y if out is None else torch_backend.store(y, out)

    return compute


def _moved_to_torch(call: Call, torch_backend: Any) -> Compute:
    """Return what takes arrays to torch, or tensors to another device; how they lie decides what that takes."""
    remade = _remade(call)

    def compute(x: Any, weight: Any, bias: Any, out: Any) -> Any:
        again = remade(x, weight, bias)
        refuse_beyond_budget("conv3d_transpose", _needed(torch_backend, again))
        return torch_backend.run(again, out)

    return compute


def _lie_together(call: Call) -> bool:
    """Return whether nothing has to be taken to another library or device."""
    if kind_of(call.x) == "numpy" or call.device not in {None, call.x.device.type}:
        return False
    return all(a is None or a.device == call.x.device for a in (call.weight, call.bias))


def _remade(call: Call) -> Callable[[Any, Any, Any], Call]:
    """Return what makes the same call of other arrays."""
    rest = call.geometry, call.groups, call.channels_last, call.activation, call.device
    return lambda x, weight, bias: Call(x, weight, bias, *rest)


def _needed(backend: Any, call: Call) -> int:
    return bytes_of(call.output_shape, dtype_name(call.x)) + int(backend.workspace_bytes(call))


def _unavailable(backend: str, missing: str) -> InvalidLayerError:
    return InvalidLayerError(
        [Diagnostic(Code.BACKEND_UNAVAILABLE, None, (("value", shown(backend)), ("missing", missing)))]
    )
