"""Example inputs and weights, the same for the same words and seed.

A reader rebuilds the random ones in one line::

    x = np.random.default_rng(seed).standard_normal((N, C, D, H, W), np.float32)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..diagnostics import Triple
from ..initializers import Constant, Initializer, Trilinear, Uniform, XavierUniform
from ..params import LayerParams

Array = NDArray[Any]

DATA = ("impulse", "ramp", "checker", "random", "phantom")
#: Paddle's default, all ones, and the weights of linear interpolation.
WEIGHTS = {"xavier": XavierUniform(), "ones": Constant(1.0), "trilinear": Trilinear()}
_BIAS = Uniform(-0.1, 0.1)  # Paddle's default of zeros would not be seen
_WEIGHT_SEED, _BIAS_SEED = 1, 2

#: The Shepp-Logan phantom in 3-D: density, half axes (x, y, z), centre (x, y, z), turned about z by degrees. The
#: modified densities of Toft (1996), the ellipsoids of Kak and Slaney (1988), as in M. Schabel's phantom3d (2006).
ELLIPSOIDS = (
    (1.0, (0.6900, 0.920, 0.810), (0.00, 0.000, 0.000), 0),
    (-0.8, (0.6624, 0.874, 0.780), (0.00, -0.0184, 0.000), 0),
    (-0.2, (0.1100, 0.310, 0.220), (0.22, 0.000, 0.000), -18),
    (-0.2, (0.1600, 0.410, 0.280), (-0.22, 0.000, 0.000), 18),
    (0.1, (0.2100, 0.250, 0.410), (0.00, 0.350, -0.150), 0),
    (0.1, (0.0460, 0.046, 0.050), (0.00, 0.100, 0.250), 0),
    (0.1, (0.0460, 0.046, 0.050), (0.00, -0.100, 0.250), 0),
    (0.1, (0.0460, 0.023, 0.050), (-0.08, -0.605, 0.000), 0),
    (0.1, (0.0230, 0.023, 0.020), (0.00, -0.606, 0.000), 0),
    (0.1, (0.0230, 0.046, 0.020), (0.06, -0.605, 0.000), 0),
)


def x_of(name: str, batch: int, channels: int, size: Triple, seed: int = 0, channel: int = 0) -> Array:
    """Return an example input, float32, shape (N, C, D, H, W).

    Parameters
    ----------
    name : {"impulse", "ramp", "checker", "random", "phantom"}
        impulse: 1 in the middle voxel of `channel`, else 0. ramp: from 0 in the first corner to 1 in the last. checker:
        1 and -1 in turn. random: standard normal. phantom: Shepp-Logan, in 3-D.
    batch, channels : int
    size : three ints
    seed : int
        Of random; negative ones wrap round at 2**32.
    channel : int
        Of impulse.
    """
    shape = (batch, channels, *size)
    if name == "random":
        return np.random.default_rng(seed % 2**32).standard_normal(shape, np.float32)
    if name == "impulse":
        x = np.zeros(shape, np.float32)
        x[:, channel, size[0] // 2, size[1] // 2, size[2] // 2] = 1
        return x
    return np.broadcast_to(_VOLUMES[name](size), shape).copy()


def _ramp(size: Triple) -> Array:
    lines = (np.linspace(0, 1 / 3, n, dtype=np.float32) for n in size)
    d, h, w = np.meshgrid(*lines, indexing="ij", sparse=True)
    volume: Array = d + h + w
    return volume


def _checker(size: Triple) -> Array:
    d, h, w = np.ogrid[: size[0], : size[1], : size[2]]
    return (1 - 2 * ((d + h + w) & 1)).astype(np.float32)


def shepp_logan(size: Triple) -> Array:
    """Return the phantom, sampled in the middle of each voxel: (D, H, W), from the top, the front and the left.

    Skull 1, brain 0.2, ventricles 0, the rest 0.3; air 0.
    """
    z, y, x = (-(2 * np.arange(n, dtype=np.float32) + 1 - n) / n for n in size)
    z, y, x = z[:, None, None], y[:, None], -x
    volume = np.zeros(size, np.float32)
    for density, (a, b, c), (x0, y0, z0), degrees in ELLIPSOIDS:
        turn = np.deg2rad(np.float32(degrees))
        along, across = (
            (x - x0) * np.cos(turn) + (y - y0) * np.sin(turn),
            (y - y0) * np.cos(turn) - (x - x0) * np.sin(turn),
        )
        volume[(along / a) ** 2 + (across / b) ** 2 + ((z - z0) / c) ** 2 <= 1] += np.float32(density)
    return np.round(volume, 6)


_VOLUMES = {"ramp": _ramp, "checker": _checker, "phantom": shepp_logan}


def weight_of(params: LayerParams, name: str, seed: int, dtype: Any = np.float32) -> Array:
    """Return a weight by a name of `WEIGHTS`, shape (in_channels, out_channels // groups, kD, kH, kW)."""
    return _drawn(WEIGHTS[name], params.weight_shape, _WEIGHT_SEED, seed, dtype)


def bias_of(params: LayerParams, seed: int, dtype: Any = np.float32) -> Array:
    """Return a bias between -0.1 and 0.1, shape (out_channels,)."""
    return _drawn(_BIAS, (params.out_channels,), _BIAS_SEED, seed, dtype)


def _drawn(filling: Initializer, shape: tuple[int, ...], kind: int, seed: int, dtype: Any) -> Array:
    return filling.draw(shape, np.random.default_rng([kind, seed % 2**32]), np.dtype(dtype))
