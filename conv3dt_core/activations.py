"""Activations by Paddle's names, in NumPy. Their torch forms are in the torch backend.

Source: the operators that ``paddle.static.nn.conv3d_transpose(act=...)`` takes in Paddle 3.3.1, checked by experiment
on finite values. A NaN stays a NaN, also where Paddle's kernels lose it (relu).
"""

from __future__ import annotations

from collections.abc import Callable
from math import erf, sqrt
from typing import Any

import numpy as np

Array = Any  # an array of either float type: to the type checker arithmetic on these is Any


def single(number: float) -> float:
    """Return a constant as Paddle's operators hold it: rounded to single precision, also for float64 data."""
    return float(np.float32(number))


# selu: Klambauer et al. 2017, arXiv:1706.02515. stanh and hard_sigmoid: Paddle's defaults.
SELU_SCALE, SELU_ALPHA = single(1.0507009873554805), single(1.6732632423543772)
STANH_OUTER, STANH_INNER = single(1.7159), single(0.67)
HARD_SIGMOID_SLOPE = single(0.2)
#: Paddle takes no number for smaller than this below the largest, before the logarithm.
LOG_SOFTMAX_FLOOR = -64.0
#: Arrays of the size of its argument that the hungriest of them holds at once.
TEMPORARIES = 5


def apply(name: str, y: Array) -> None:
    """Replace y, of five axes, by its activation: in place, one (image, channel) at a time, so that little is copied.

    `softmax` and `log_softmax` run over the last axis, as in Paddle: W in NCDHW, the channels in NDHWC.
    """
    function = ACTIVATIONS[name]
    with np.errstate(all="ignore"):
        for index in np.ndindex(*y.shape[:2]):
            y[index] = function(y[index])


def _exp_minus_1(y: Array) -> Array:
    return np.expm1(np.minimum(y, 0))


def _sigmoid(y: Array) -> Array:
    # exp of a negative number only, so that nothing overflows: 1/(1+e^-y), or e^y/(1+e^y) below zero.
    small = np.exp(-np.abs(y))
    return np.where(y < 0, small, 1) / (1 + small)


def _log_sigmoid(y: Array) -> Array:
    return np.minimum(y, 0) - np.log1p(np.exp(-np.abs(y)))


def _log_softmax(y: Array) -> Array:
    shifted = np.maximum(y - y.max(axis=-1, keepdims=True), LOG_SOFTMAX_FLOOR)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def _softmax(y: Array) -> Array:
    powers = np.exp(y - y.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _gelu(y: Array) -> Array:
    # NumPy has no erf; one number at a time needs no array of Python floats.
    root = np.fromiter((erf(value / sqrt(2)) for value in y.flat), np.float64, y.size).reshape(y.shape)
    return 0.5 * y * (1 + root.astype(y.dtype))


def _mish(y: Array) -> Array:
    return y * np.tanh(-_log_sigmoid(-y))  # softplus(y) = -log(sigmoid(-y))


def _softshrink(y: Array) -> Array:
    return y - np.clip(y, -0.5, 0.5)


def _elu(y: Array) -> Array:
    return np.where(y > 0, y, _exp_minus_1(y))


ACTIVATIONS: dict[str, Callable[[Array], Array]] = {
    "relu": lambda y: np.maximum(y, 0),
    "sigmoid": _sigmoid,
    "tanh": np.tanh,
    "softmax": _softmax,
    "log_softmax": _log_softmax,
    "elu": _elu,
    "selu": lambda y: SELU_SCALE * np.where(y > 0, y, SELU_ALPHA * _exp_minus_1(y)),
    "celu": _elu,
    "relu6": lambda y: np.clip(y, 0, 6),
    "gelu": _gelu,
    "swish": lambda y: y * _sigmoid(y),
    "silu": lambda y: y * _sigmoid(y),
    "mish": _mish,
    "softsign": lambda y: y / (1 + np.abs(y)),
    "hard_sigmoid": lambda y: np.clip(HARD_SIGMOID_SLOPE * y + 0.5, 0, 1),
    "hard_swish": lambda y: y * np.clip(y + 3, 0, 6) / 6,
    "hard_shrink": lambda y: np.where(np.abs(y) < 0.5, 0, y),
    "softshrink": _softshrink,
    "tanh_shrink": lambda y: y - np.tanh(y),
    "thresholded_relu": lambda y: np.where(y <= 1, 0, y),
    "logsigmoid": _log_sigmoid,
    "brelu": lambda y: np.clip(y, 0, 24),
    "stanh": lambda y: STANH_OUTER * np.tanh(STANH_INNER * y),
}
