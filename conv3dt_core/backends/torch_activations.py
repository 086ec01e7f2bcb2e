"""Paddle's activations in torch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F

from .. import activations

Tensor = Any  # torch's own types are not read by the type checker


def _log_softmax(y: Tensor) -> Tensor:
    shifted = torch.clamp(y - y.amax(dim=-1, keepdim=True), min=activations.LOG_SOFTMAX_FLOOR)
    return shifted - torch.logsumexp(shifted, dim=-1, keepdim=True)


def _selu(y: Tensor) -> Tensor:
    return activations.SELU_SCALE * F.elu(y, activations.SELU_ALPHA)


#: Paddle's names in torch's words. hard_shrink keeps +-0.5 in Paddle, torch's does not.
ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
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
