"""The layer in torch, on CPU or CUDA, with gradients: what torch is asked for, in which way, and what is cut off.

`torch.nn.functional.conv_transpose3d` crops both ends alike, so asymmetric padding, SAME and output_size become its
`padding` and `output_padding` as far as these reach; what is left over is cut off by a view.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from . import Call
from .torch_activations import ACTIVATIONS
from .torch_choice import takes_onednn
from .torch_plan import Plan, plan_of
from .torch_ways import WAYS, has_onednn

Tensor = Any  # torch's own types are not read by the type checker
#: Computes y from x, weight and bias.
Compute = Callable[[Tensor, Tensor, Tensor], Tensor]


def run(call: Call, out: Any = None) -> Any:
    """Compute a call on torch tensors or NumPy arrays.

    Parameters
    ----------
    call : Call
    out : array of the kind of x, shape ``call.output_shape``, optional
        Receives the result.

    Returns
    -------
    array of the kind, dtype and device of x, shape ``call.output_shape``
        Of torch tensors with gradients, where they ask for them. May be a view of a slightly larger tensor.
    """
    given = (call.x, call.weight, call.bias)
    if isinstance(call.x, np.ndarray):
        device = call.device or _best_device()
        y = to_numpy(prepared(call, device)(*(None if array is None else _moved(array, device) for array in given)))
    else:
        device = call.device or call.x.device
        moved = (None if array is None else array.to(device) for array in given)
        y = prepared(call, device)(*moved).to(call.x.device)
    return y if out is None else store(y, out)


def prepared(call: Call, device: Any = None) -> Compute:
    """Return what computes calls of this form, with nothing left to decide.

    Parameters
    ----------
    call : Call
    device : torch.device or str, optional
        Where the tensors will lie; None: where x lies.
    """
    plan, last = _plan(call, call.x.device if device is None else device), call.channels_last
    way, asked, kept = WAYS[plan.way], plan.asked, plan.kept
    activation = None if call.activation is None else ACTIVATIONS[call.activation]

    if not (last or kept or activation):
        return lambda x, weight, bias: way(x, weight, bias, asked)

    def compute(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        y = way(x.permute(0, 4, 1, 2, 3) if last else x, weight, bias, asked)
        for dim, first, length in kept:
            y = y.narrow(dim, first, length)
        y = y.permute(0, 2, 3, 4, 1) if last else y
        return y if activation is None else activation(y)

    return compute


def workspace_bytes(call: Call) -> int:
    """Return how many bytes `run` takes beside the output, as far as this can be known: torch has its own ways."""
    device = call.device or (_best_device() if isinstance(call.x, np.ndarray) else call.x.device)
    plan, output = _plan(call, device), prod(call.output_shape)
    computed = prod(call.laid_out(plan.computed))
    numbers = computed if computed != output else 0
    x = (call.x.shape[0], call.weight.shape[0], *call.geometry.input_size)
    plain = plan.way == "plain" and str(device).startswith("cpu")
    unfolds = plain and not (has_onednn() and takes_onednn(x, tuple(call.weight.shape), plan.asked))
    if unfolds or "float64" in str(call.x.dtype):  # torch's own CPU kernel, one group of one image
        numbers += call.weight.shape[1] * prod(call.geometry.kernel_size) * prod(call.geometry.input_size)
    numbers += _copies(plan.way, call, computed)
    if call.activation is not None:
        numbers += output
    arguments = (a for a in (call.x, call.weight, call.bias) if isinstance(a, np.ndarray))
    copied = sum(a.nbytes for a in arguments if not (a.flags.c_contiguous and a.flags.writeable))
    return int(numbers * call.x.itemsize + copied)


def _copies(way: str, call: Call, computed: int) -> int:
    """Return how many numbers a way copies or multiplies out; what oneDNN repacks is its own."""
    x, weight = prod(call.x.shape), prod(call.weight.shape)
    columns = prod(call.weight.shape[1:]) * prod(call.geometry.input_size)
    numbers: dict[str, int] = {
        "plain": 0,
        "channels_last": x,
        "onednn": x + weight,
        "native": x + columns + prod(call.geometry.output_size),
        "gemm": x + weight + computed,
        "pieces": x + 2 * computed + weight,
        "correlation": weight + computed,
    }
    return numbers[way]


def has_cuda() -> bool:
    """Return whether torch can use a CUDA device."""
    return bool(torch.cuda.is_available())


def to_numpy(tensor: Tensor) -> NDArray[Any]:
    """Return a tensor's values as a NumPy array, without its gradient."""
    array: NDArray[Any] = tensor.numpy(force=True)
    return array


def to_tensor(array: NDArray[Any], like: Tensor) -> Tensor:
    """Return an array as a tensor with the dtype and on the device of `like`, without gradient."""
    return _from_numpy(array).to(like.device, like.dtype)


def store(y: Any, out: Any) -> Any:
    """Copy a result into `out`, an array of the same kind, and return that."""
    if isinstance(out, np.ndarray):
        np.copyto(out, y)
    else:
        out.copy_(y)
    return out


def _moved(array: NDArray[Any], device: Any) -> Tensor:
    return _from_numpy(array).to(device)


def _from_numpy(array: NDArray[Any]) -> Tensor:
    # torch reads no negative strides, and warns of memory it may not write to.
    return torch.from_numpy(np.require(array, requirements=["C", "W"]))


def _best_device() -> str:
    return "cuda" if has_cuda() else "cpu"


def _plan(call: Call, device: Any) -> Plan:
    batch, *rest = call.x.shape
    x = (batch, rest[-1], *rest[:-1]) if call.channels_last else (batch, *rest)
    chosen = _was_measured(str(call.x.dtype), str(device))
    return plan_of(x, tuple(call.weight.shape), call.geometry, call.groups, chosen)


def _was_measured(dtype: str, device: str) -> bool:
    """Return whether the rules hold; all other calls take the plain way."""
    return dtype.endswith("float32") and device == "cpu" and has_onednn()
