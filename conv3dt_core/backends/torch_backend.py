"""The layer in torch, on CPU or CUDA, with gradients. The one module that imports torch.

`torch.nn.functional.conv_transpose3d` crops both ends alike, so asymmetric padding, SAME and output_size become its
`padding` and `output_padding` as far as these reach; what is left over is cut off by a view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from .. import activations
from ..geometry import AxisGeometry
from . import Call

Tensor = Any  # torch's own types are not read by the type checker


def _log_softmax(y: Tensor) -> Tensor:
    shifted = torch.clamp(y - y.amax(dim=-1, keepdim=True), min=activations.LOG_SOFTMAX_FLOOR)
    return shifted - torch.logsumexp(shifted, dim=-1, keepdim=True)


def _selu(y: Tensor) -> Tensor:
    return activations.SELU_SCALE * F.elu(y, activations.SELU_ALPHA)


#: Paddle's names in torch's words. hard_shrink keeps +-0.5 in Paddle, torch's does not.
_ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "relu": F.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "softmax": lambda y: F.softmax(y, dim=-1),
    "log_softmax": _log_softmax,
    "elu": F.elu,
    "selu": _selu,
    "celu": F.celu,
    "relu6": F.relu6,
    "gelu": F.gelu,
    "swish": F.silu,
    "silu": F.silu,
    "mish": F.mish,
    "softsign": F.softsign,
    "hard_sigmoid": lambda y: torch.clamp(activations.HARD_SIGMOID_SLOPE * y + 0.5, 0, 1),
    "hard_swish": F.hardswish,
    "hard_shrink": lambda y: torch.where(y.abs() < 0.5, torch.zeros_like(y), y),
    "softshrink": F.softshrink,
    "tanh_shrink": F.tanhshrink,
    "thresholded_relu": lambda y: F.threshold(y, 1.0, 0.0),
    "logsigmoid": F.logsigmoid,
    "brelu": lambda y: torch.clamp(y, 0, 24),
    "stanh": lambda y: activations.STANH_OUTER * torch.tanh(activations.STANH_INNER * y),
}


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
    if isinstance(call.x, np.ndarray):
        y = to_numpy(_compute(_on_device(call, call.device or _best_device())))
    else:
        y = _compute(_on_device(call, call.device or call.x.device)).to(call.x.device)
    return y if out is None else store(y, out)


def workspace_bytes(call: Call) -> int:
    """Return how many bytes `run` takes beside the output, as far as this can be known: torch has its own ways."""
    computed = call.laid_out(tuple(crop.computed for crop in map(_crop, call.geometry.axes)))  # type: ignore[arg-type]
    numbers = prod(computed) if computed != call.output_shape else 0
    if "float64" in str(call.x.dtype):  # no oneDNN: its CPU kernel unfolds one group of one image
        numbers += call.weight.shape[1] * prod(call.geometry.kernel_size) * prod(call.geometry.input_size)
    if call.activation is not None:
        numbers += prod(call.output_shape)
    arguments = (a for a in (call.x, call.weight, call.bias) if isinstance(a, np.ndarray))
    copied = sum(a.nbytes for a in arguments if not (a.flags.c_contiguous and a.flags.writeable))
    return int(numbers * call.x.itemsize + copied)


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


def _from_numpy(array: NDArray[Any]) -> Tensor:
    # torch reads no negative strides, and warns of memory it may not write to.
    return torch.from_numpy(np.require(array, requirements=["C", "W"]))


def _best_device() -> str:
    return "cuda" if has_cuda() else "cpu"


def _on_device(call: Call, device: Any) -> Call:
    def moved(array: Any) -> Any:
        tensor = _from_numpy(array) if isinstance(array, np.ndarray) else array
        return None if tensor is None else tensor.to(device)

    return replace(call, x=moved(call.x), weight=moved(call.weight), bias=moved(call.bias))


@dataclass(frozen=True, slots=True)
class _Crop:
    """What torch is asked for on one axis, and how many leading voxels of its result are dropped."""

    padding: int
    output_padding: int
    computed: int
    dropped: int


def _crop(axis: AxisGeometry) -> _Crop:
    # torch's result covers [padding, full_size - padding + output_padding) of the full size and must hold
    # [pad_before, pad_before + output_size). Where one end is cropped more, torch crops less and a view the rest.
    most = max(axis.stride, axis.dilation) - 1  # torch's limit for output_padding
    end = axis.pad_before + axis.output_size - axis.full_size
    padding = min(axis.pad_before, most - end)
    output_padding = max(0, end + padding)
    computed = axis.full_size - 2 * padding + output_padding
    return _Crop(padding, output_padding, computed, axis.pad_before - padding)


def _compute(call: Call) -> Tensor:
    """Take x (N, C, D, H, W) to (N, M, D_out, H_out, W_out); both with the channels last if the call says so."""
    x = call.x.permute(0, 4, 1, 2, 3) if call.channels_last else call.x
    axes = call.geometry.axes
    crops = [_crop(axis) for axis in axes]
    y = F.conv_transpose3d(
        x, call.weight, call.bias,
        stride=[axis.stride for axis in axes],
        padding=[crop.padding for crop in crops],
        output_padding=[crop.output_padding for crop in crops],
        groups=call.groups,
        dilation=[axis.dilation for axis in axes],
    )  # fmt: skip
    for dim, (axis, crop) in enumerate(zip(axes, crops, strict=True), start=2):
        if crop.computed != axis.output_size:
            y = y.narrow(dim, crop.dropped, axis.output_size)
    y = y.permute(0, 2, 3, 4, 1) if call.channels_last else y
    return y if call.activation is None else _ACTIVATIONS[call.activation](y)
