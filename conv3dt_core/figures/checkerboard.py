"""What uneven counts do to values: small runs of a layer and of its rivals on a constant and on a random input."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from ..functional import conv3d_transpose
from ..overlap import Overlap, overlap
from ..params import LayerParams
from ..validation import plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..diagnostics import Triple

#: Voxels of a picture's side at most; the middle is shown.
MAX_SIDE = 24
#: Output voxels of a run, and taps, at most.
MAX_OUTPUT, MAX_TAPS = 200_000, 20_000
_LEVELS = 16


@dataclass(frozen=True, slots=True)
class Setting:
    """A way to enlarge: nearest resize by `resize` (1: none), then the one-channel layer `params`."""

    params: LayerParams
    resize: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """The middle D slice of a setting's counts and outputs, (H, W) each.

    `ripple` is (largest - smallest) / mean of the constant input's output away from the borders.
    """

    counts: NDArray[np.int64]
    constant: NDArray[np.float64]
    random: NDArray[np.float64]
    ripple: float


#: Kernel 3 and kernel 4 with stride 2, nearest resize then a convolution, a convolution then a pixel shuffle. The last
#: is a transposed convolution: kernel 3 to 2^3 times the channels, shuffled, has the taps of kernel 6 with stride 2.
RIVALS: dict[str, Setting] = {
    "k3 s2 p1": Setting(LayerParams.of(1, 1, 3, stride=2, padding=1, output_padding=1)),
    "k4 s2 p1": Setting(LayerParams.of(1, 1, 4, stride=2, padding=1)),
    "resize": Setting(LayerParams.of(1, 1, 3, padding=1), resize=2),
    "shuffle": Setting(LayerParams.of(1, 1, 6, stride=2, padding=2)),
}


def one_channel(params: LayerParams) -> Setting:
    """Return the layer with one channel in and out, for `run`."""
    return Setting(replace(params, in_channels=1, out_channels=1, groups=1, data_format="NCDHW"))


@lru_cache(maxsize=64)
def run(setting: Setting, size: Triple, seed: int) -> Run | None:
    """Return what a setting makes of an input of `size`; None where its output or its kernel would be too large.

    Raises
    ------
    InvalidLayerError
        The layer does not accept an input of that size.
    """
    inner = tuple(n * setting.resize for n in size)
    geometry = plan(setting.params, inner)
    if prod(geometry.output_size) > MAX_OUTPUT or prod(geometry.kernel_size) > MAX_TAPS:
        return None
    counts = overlap(geometry)
    random = np.random.default_rng(seed)
    weight = random.normal(1, 0.5, (1, 1, *setting.params.kernel_size)) / np.prod(setting.params.kernel_size)
    constant, noisy = (_output(setting, weight, x) for x in (np.ones(size), random.normal(1, 0.5, size)))
    middle = geometry.output_size[0] // 2
    counted, even, varied = map(_centred, (counts.plane(0, middle), constant[middle], noisy[middle]))
    return Run(counted, even, varied, _ripple(counts, constant))


def _output(setting: Setting, weight: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
    for axis in range(3):
        x = x.repeat(setting.resize, axis)
    p = setting.params
    padding = p.padding if p.padding == "SAME" else [pad for pair in p.padding for pad in pair]
    y: NDArray[np.float64] = conv3d_transpose(
        x[None, None], weight, stride=p.stride, padding=padding, output_padding=p.output_padding, dilation=p.dilation
    )[0, 0]
    return y


def _ripple(counts: Overlap, y: NDArray[np.float64]) -> float:
    inside = y[tuple(slice(a.inside.start, a.inside.stop) if a.inside else slice(None) for a in counts.axes)]
    return float((inside.max() - inside.min()) / abs(inside.mean())) if inside.mean() else 0.0


def _centred(plane: NDArray[Any]) -> NDArray[Any]:
    return plane[tuple(slice(max(0, (n - MAX_SIDE) // 2), (n + MAX_SIDE) // 2) for n in plane.shape)]


def picture(plane: NDArray[np.float64], label: str) -> str:
    """Return a grey picture of (H, W) numbers as SVG: least dark, most light, one path per grey level."""
    low, high = float(plane.min()), float(plane.max())
    level = np.zeros(plane.shape, int)
    if high - low > 1e-9 * max(abs(low), abs(high)):
        level = np.minimum(_LEVELS - 1, ((plane - low) / (high - low) * _LEVELS).astype(int))
    else:
        level[:] = _LEVELS // 2
    height, width = plane.shape
    paths = (
        f'<path fill="{_grey(n)}" d="{"".join(f"M{w} {h}h1v1h-1z" for h, w in np.argwhere(level == n).tolist())}"/>'
        for n in np.unique(level).tolist()
    )
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {width} {height}" shape-rendering="crispEdges">'
        f"{''.join(paths)}</svg>"
    )


def _grey(level: int) -> str:
    share = level / (_LEVELS - 1)
    return "#" + "".join(f"{round(dark + (light - dark) * share):02X}" for dark, light in ((16, 245),) * 3)
