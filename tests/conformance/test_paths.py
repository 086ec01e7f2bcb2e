"""Every algorithm of the NumPy backend against torch: 5,000 random layers, exact, in pieces and on threads.

torch computes the uncropped layer in float64; numbers are small integers, so that every sum is exact in float32 too.
"""

from __future__ import annotations

import importlib

import numpy as np
import pytest

from conv3dt_core import InvalidLayerError, LayerParams, conv3d_transpose, plan, sound
from conv3dt_core.backends import numpy_backend, threads

pytestmark = pytest.mark.oracle

CHUNKS, LAYERS = 20, 250
#: What cuts a call into pieces, by module; a chunk of layers takes any size for each.
SIZES = {
    "scatter": ("_BLOCK", "_COLUMNS", "_TAPS", "_SHORT", "_LONG"),
    "slide": ("_WINDOWS", "_PRODUCTS", "_PACKED", "_FEW_COLUMNS", "_TASKS"),
    "fold": ("_PRODUCTS", "_DEPTHS", "_COLUMNS", "_TASKS"), "banded": ("_ROWS", "_WHOLE", "_TILE", "_TASKS"),
    "windows": ("_DEEP",), "products": ("_SMALL", "_WIDE", "_STEP"), "results": ("_LEAST",),
    "scratch": ("_SHORT",),
}  # fmt: skip
#: Those that are no numbers of a workspace.
COUNTS = {"_TASKS", "_WHOLE", "_TILE", "_DEEP", "_STEP"}
#: Those that decide something only if they are no larger than an axis.
LENGTHS = {"_TAPS", "_SHORT", "_LONG"}


def layers(generator, count):
    """Yield legal layers with an input size each."""
    while count:
        groups, *per_group = (int(n) for n in generator.integers(1, 5, 3))
        given = {
            "kernel_size": generator.integers(1, 5, 3), "stride": generator.integers(1, 4, 3),
            "dilation": generator.integers(1, 4, 3), "padding": generator.integers(0, 5, 6).tolist(),
            "output_padding": generator.integers(0, 3, 3),
        }  # fmt: skip
        params = LayerParams.of(groups * per_group[0], groups * per_group[1], groups=groups, **given)
        size = tuple(int(n) for n in generator.integers(1, 7, 3))
        try:
            geometry = plan(params, size)
        except InvalidLayerError:
            continue
        count -= 1
        given.pop("kernel_size")
        yield params, geometry, {name: np.asarray(value).tolist() for name, value in given.items()} | {"groups": groups}


def by_torch(torch, x, weight, bias, geometry, groups):
    """Compute the uncropped layer, and take from it what the layer keeps; beyond its end is nothing."""
    axes = geometry.axes
    full = torch.nn.functional.conv_transpose3d(
        torch.from_numpy(x), torch.from_numpy(weight), None,
        [a.stride for a in axes], 0, 0, groups, [a.dilation for a in axes],
    ).numpy()  # fmt: skip
    beyond = [max(0, a.pad_before + a.output_size - n) for a, n in zip(axes, full.shape[2:], strict=True)]
    full = np.pad(full, [(0, 0)] * 2 + [(0, more) for more in beyond])
    kept = tuple(slice(a.pad_before, a.pad_before + a.output_size) for a in axes)
    return full[:, :, *kept] + bias.reshape(-1, 1, 1, 1)


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_every_path_is_torchs_layer(torch, monkeypatch, seed):
    generator = np.random.default_rng(seed)
    if seed % 4:  # a quarter of the layers in blocks as they are
        for module, names in SIZES.items():
            for name in names:
                most = 6 if name in LENGTHS else 30
                size = generator.integers(1, most) if name in COUNTS | LENGTHS else 10 ** generator.uniform(1, 5)
                monkeypatch.setattr(importlib.import_module(f"conv3dt_core.backends.{module}"), name, int(size))
    monkeypatch.setattr(threads, "threads", lambda: 1 + seed % 2)
    for index, (params, geometry, given) in enumerate(layers(generator, LAYERS)):
        images = int(generator.integers(1, 3))
        x = generator.integers(-9, 10, (images, params.in_channels, *geometry.input_size)).astype(float)
        weight = generator.integers(-9, 10, params.weight_shape).astype(float)
        bias = generator.integers(-9, 10, params.out_channels).astype(float)
        if index % 5 == 0:
            spoiled = (x, weight)[index % 2].reshape(-1)
            spoiled[generator.integers(spoiled.size)] = generator.choice([np.inf, -np.inf, np.nan])
        with np.errstate(invalid="ignore"):
            want = by_torch(torch, x, weight, bias, geometry, params.groups)
        dtype = np.float32 if index % 3 == 0 else np.float64
        arrays = [array.astype(dtype) for array in (x, weight, bias)]
        for algorithm in ("scatter", "slide", "fold", "banded", "small"):
            fit = numpy_backend.Fit(algorithm, 1, 0, 16)
            monkeypatch.setattr(numpy_backend, "_fit", lambda call, fit=fit: fit)
            sound.SOUND.clear()  # which remembers the algorithm
            y = conv3d_transpose(*arrays, **given, backend="numpy")
            assert np.array_equal(y, want, equal_nan=True), (algorithm, params, geometry.input_size)
