"""What a new layer's weight and bias are filled with: Paddle's initializers by Paddle's names.

Fans follow Paddle, which reads the weight (in_channels, out_channels // groups, kD, kH, kW) as if it were a forward
convolution's: fan_in is ``out_channels // groups * kD*kH*kW``, fan_out is ``in_channels * kD*kH*kW``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import prod, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .diagnostics import Code, Diagnostic, InvalidLayerError
from .spellings import shown
from .tensors import to_array

__all__ = [
    "Assign",
    "Constant",
    "Initializer",
    "KaimingNormal",
    "KaimingUniform",
    "Normal",
    "Trilinear",
    "Uniform",
    "XavierNormal",
    "XavierUniform",
]

Array = NDArray[Any]
Shape = tuple[int, ...]

#: Names an initializer goes by; `Initializer` itself fills nothing.
KNOWN = ", ".join(name for name in __all__ if name != "Initializer")
_LINEAR = ("sigmoid", "linear", "conv1d", "conv2d", "conv3d", "conv1d_transpose", "conv_transpose1d",
           "conv2d_transpose", "conv_transpose2d", "conv3d_transpose", "conv_transpose3d")  # fmt: skip


class Initializer(ABC):
    """Something that fills a new tensor. Equal to another of its class with the same arguments."""

    def __repr__(self) -> str:
        """Return the call that makes it."""
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(repr(self))

    @abstractmethod
    def draw(self, shape: Shape, generator: np.random.Generator, dtype: Any) -> Array:
        """Return a new array of this shape and dtype (float32 or float64)."""


class Constant(Initializer):
    """Every number is `value`."""

    def __init__(self, value: float = 0.0) -> None:
        self.value = value

    def draw(self, shape: Shape, generator: np.random.Generator, dtype: Any) -> Array:
        """Return an array full of `value`."""
        return np.full(shape, self.value, dtype)


class Normal(Initializer):
    """Normally distributed, with `mean` and standard deviation `std`."""

    def __init__(self, mean: float = 0.0, std: float = 1.0) -> None:
        self.mean, self.std = mean, std

    def draw(self, shape: Shape, generator: np.random.Generator, dtype: Any) -> Array:
        """Return an array of independent draws."""
        return _normal(shape, generator, dtype, self.mean, self.std)


class Uniform(Initializer):
    """Uniform between `low` and `high`."""

    def __init__(self, low: float = -1.0, high: float = 1.0) -> None:
        self.low, self.high = low, high

    def draw(self, shape: Shape, generator: np.random.Generator, dtype: Any) -> Array:
        """Return an array of independent draws."""
        return _uniform(shape, generator, dtype, self.low, self.high)


class XavierUniform(Initializer):
    """Uniform within +-``gain * sqrt(6 / (fan_in + fan_out))``: what Paddle fills a weight with by default.

    Parameters
    ----------
    fan_in, fan_out : float, optional
        Instead of those of the shape.
    gain : float
    """

    def __init__(self, fan_in: float | None = None, fan_out: float | None = None, gain: float = 1.0) -> None:
        self.fan_in, self.fan_out, self.gain = fan_in, fan_out, gain

    def draw(self, shape: Shape, generator: np.random.Generator, dtype: Any) -> Array:
        """Return an array of independent draws."""
        limit = self.gain * sqrt(6 / _fan_sum(self, shape))
        return _uniform(shape, generator, dtype, -limit, limit)


class XavierNormal(Initializer):
    """Normal with standard deviation ``gain * sqrt(2 / (fan_in + fan_out))``; parameters as `XavierUniform`."""

    def __init__(self, fan_in: float | None = None, fan_out: float | None = None, gain: float = 1.0) -> None:
        self.fan_in, self.fan_out, self.gain = fan_in, fan_out, gain

    def draw(self, shape: Shape, generator: np.random.Generator, dtype: Any) -> Array:
        """Return an array of independent draws."""
        return _normal(shape, generator, dtype, 0, self.gain * sqrt(2 / _fan_sum(self, shape)))


class _Kaiming(Initializer):
    def __init__(
        self,
        fan_in: float | None = None,
        negative_slope: float = 0.0,
        nonlinearity: str = "relu",
        mode: str = "fan_in",
    ) -> None:
        self.fan_in, self.negative_slope, self.nonlinearity, self.mode = fan_in, negative_slope, nonlinearity, mode
        gains = _gains(self.negative_slope)
        if self.nonlinearity not in gains:
            raise _unknown(Code.ACTIVATION_UNKNOWN, self.nonlinearity, ", ".join(gains))
        if self.mode not in {"fan_in", "fan_out"}:
            raise _unknown(Code.INITIALIZER_UNKNOWN, self.mode, "fan_in, fan_out")

    def deviation(self, shape: Shape) -> float:
        """Return the standard deviation: gain / sqrt(fan)."""
        fan_in, fan_out = fans(shape)
        fan = fan_out if self.mode == "fan_out" else fan_in if self.fan_in is None else self.fan_in
        return _gains(self.negative_slope)[self.nonlinearity] / sqrt(fan)


class KaimingUniform(_Kaiming):
    """Uniform within +-``gain * sqrt(3 / fan)``.

    Parameters
    ----------
    fan_in : float, optional
        Instead of that of the shape.
    negative_slope : float
        Of leaky_relu.
    nonlinearity : str
        Sets the gain: sqrt(2) for relu.
    mode : {"fan_in", "fan_out"}
    """

    def draw(self, shape: Shape, generator: np.random.Generator, dtype: Any) -> Array:
        """Return an array of independent draws."""
        limit = sqrt(3) * self.deviation(shape)
        return _uniform(shape, generator, dtype, -limit, limit)


class KaimingNormal(_Kaiming):
    """Normal with standard deviation ``gain / sqrt(fan)``; parameters as `KaimingUniform`."""

    def draw(self, shape: Shape, generator: np.random.Generator, dtype: Any) -> Array:
        """Return an array of independent draws."""
        return _normal(shape, generator, dtype, 0, self.deviation(shape))


class Assign(Initializer):
    """The given numbers: a list, or a NumPy, torch or Paddle value of exactly the tensor's shape."""

    def __init__(self, value: Any) -> None:
        try:
            array = np.array(value if isinstance(value, (list, tuple)) else to_array(value), np.float64)
        except (TypeError, ValueError):  # a ragged list, or no numbers at all
            array = np.array(np.nan)
        if array.ndim == 0:
            values = (("name", "value"), ("type", type(value).__qualname__))
            raise InvalidLayerError([Diagnostic(Code.NOT_A_TENSOR, None, values)])
        self.value: Array = array

    def draw(self, shape: Shape, generator: np.random.Generator, dtype: Any) -> Array:
        """Return the numbers as they are; whether they fit `shape` is for the layer to say."""
        return self.value.astype(dtype)


class Trilinear(Initializer):
    """The weights of linear interpolation: with ``kernel 2*s - s % 2, stride s`` the layer enlarges by s.

    Per axis tap j weighs ``1 - |j - (k - 1)/2| / ((k + 1)//2)``; the three axes multiply. Kernel 4 gives 0.25, 0.75,
    0.75, 0.25, for stride 2 and padding 1; kernel 3 gives 0.5, 1, 0.5. Every pair of channels gets the same weights, as
    in Paddle: use groups = in_channels to enlarge each channel by itself.

    Notes
    -----
    The 3-D analogue of ``paddle.nn.initializer.Bilinear`` as it is meant (Long et al. 2015, arXiv:1411.4038). Paddle
    3.3.1 refuses five axes, and in 2-D forgets to round the row index down, so its rows differ slightly.
    """

    def draw(self, shape: Shape, generator: np.random.Generator, dtype: Any) -> Array:
        """Return (in, out, kD, kH, kW), the same for all pairs of channels; of a bias: ones."""
        weights = np.ones(shape)
        for dim, size in enumerate(shape[2:], start=2):
            ramp = 1 - np.abs(np.arange(size) - (size - 1) / 2) / ((size + 1) // 2)
            weights *= np.expand_dims(ramp, tuple(range(1, len(shape) - dim)))
        return weights.astype(dtype)


def fans(shape: Shape) -> tuple[int, int]:
    """Return (fan_in, fan_out) of a weight, or of a bias, as Paddle computes them."""
    if len(shape) == 1:
        return shape[0], shape[0]
    taps = prod(shape[2:])
    return shape[1] * taps, shape[0] * taps


def _fan_sum(given: XavierUniform | XavierNormal, shape: Shape) -> float:
    fan_in, fan_out = fans(shape)
    return (fan_in if given.fan_in is None else given.fan_in) + (fan_out if given.fan_out is None else given.fan_out)


def _gains(negative_slope: float) -> dict[str, float]:
    leaky = sqrt(2 / (1 + negative_slope**2))
    return dict.fromkeys(_LINEAR, 1.0) | {"tanh": 5 / 3, "relu": sqrt(2), "leaky_relu": leaky, "selu": 3 / 4}


def _normal(shape: Shape, generator: np.random.Generator, dtype: Any, mean: float, std: float) -> Array:
    return np.asarray(mean + std * generator.standard_normal(shape, dtype), dtype)


def _uniform(shape: Shape, generator: np.random.Generator, dtype: Any, low: float, high: float) -> Array:
    return np.asarray(low + (high - low) * generator.random(shape, dtype), dtype)


def _unknown(code: Code, value: Any, known: str) -> InvalidLayerError:
    return InvalidLayerError([Diagnostic(code, None, (("value", shown(value)), ("known", known)))])
