"""Runs: example tensors, pieces against torch, the budget and the settings it offers, statistics."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conv3dt_core import LayerParams, plan
from conv3dt_core.numbers import (
    MAX_BYTES,
    MAX_SECONDS,
    Comparison,
    Job,
    bias_of,
    budget,
    cost,
    fits,
    nearest,
    running,
    shepp_logan,
    statistics,
    weight_of,
    x_of,
)
from conv3dt_core.numbers import job as job_module


def job_of(size: int = 5, batch: int = 1, activation: str | None = None, dtype: str = "float32", **layer: Any) -> Job:
    channels = layer.pop("channels", (4, 6))
    params = LayerParams.of(*channels, layer.pop("kernel_size", 3), **layer)
    return Job(params, plan(params, size), batch, activation=activation, dtype=dtype)


def tensors(job: Job) -> tuple[Any, Any, Any]:
    x = x_of("random", job.batch, job.params.in_channels, job.geometry.input_size).astype(job.dtype)
    x = np.moveaxis(x, 1, -1) if job.params.data_format == "NDHWC" else x
    return x, weight_of(job.params, "xavier", 0, job.dtype), bias_of(job.params, 0, job.dtype)


# --- tensors ------------------------------------------------------------------------------------------------------


def test_random_is_the_line_that_is_promised() -> None:
    x = x_of("random", 2, 3, (4, 5, 6), seed=7)
    assert np.array_equal(x, np.random.default_rng(7).standard_normal((2, 3, 4, 5, 6), np.float32))
    assert not np.array_equal(x, x_of("random", 2, 3, (4, 5, 6), seed=8))
    assert np.array_equal(x_of("random", 1, 1, (2, 2, 2), seed=-1), x_of("random", 1, 1, (2, 2, 2), seed=2**32 - 1))


def test_impulse_ramp_and_checker() -> None:
    x = x_of("impulse", 2, 3, (4, 5, 6), channel=1)
    assert x.sum() == 2
    assert x[:, 1, 2, 2, 3].tolist() == [1, 1]
    ramp = x_of("ramp", 1, 2, (4, 5, 6))
    assert (ramp[0, 1, 0, 0, 0], round(float(ramp[0, 0, -1, -1, -1]), 6)) == (0, 1)
    assert all((np.diff(ramp, axis=axis) > 0).all() for axis in (2, 3, 4))
    checker = x_of("checker", 1, 1, (3, 4, 5))[0, 0]
    assert checker[0, 0, 0] == 1
    for axis in range(3):
        assert np.array_equal(np.take(checker, range(1, checker.shape[axis]), axis),
                              -np.take(checker, range(checker.shape[axis] - 1), axis))  # fmt: skip


def test_the_phantom_has_its_published_values() -> None:
    """Toft's densities at points of Kak and Slaney's ellipsoids: (x, y, z) in -1 .. 1 -> value."""
    n = 101
    volume = shepp_logan((n, n, n))
    points = {
        (0, 0, 0): 0.2, (0.98, 0.98, 0.98): 0.0, (0, 0.905, 0): 1.0, (-0.22, 0, 0): 0.0, (0.22, 0, 0): 0.0,
        (0, 0.35, -0.15): 0.3, (0, 0.1, 0.25): 0.3, (0, -0.8, 0): 0.2, (0, 0.45, -0.35): 0.3,
    }  # fmt: skip
    for (x, y, z), wanted in points.items():
        d, h, w = (round((1 - c) / 2 * n - 0.5) for c in (z, y, -x))
        assert volume[d, h, w] == pytest.approx(wanted), (x, y, z)
    assert volume.min() == 0
    assert volume.max() == 1
    coarse = shepp_logan((24, 24, 24))  # each voxel by its middle: a coarser one has the same mass
    assert coarse.mean() == pytest.approx(volume.mean(), rel=0.08)


def test_weights_by_name() -> None:
    params = LayerParams.of(4, 6, 4, groups=2)
    assert set(weight_of(params, "ones", 3).ravel()) == {1}
    assert weight_of(params, "trilinear", 3)[0, 0].sum() == pytest.approx(8)
    assert not np.array_equal(weight_of(params, "xavier", 3), weight_of(params, "xavier", 4))
    assert weight_of(params, "xavier", 3, np.float64).dtype == np.float64


# --- pieces -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [1, 300, 3000, 20_000, 10**9])
@pytest.mark.parametrize("data_format", ["NCDHW", "NDHWC"])
@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize("activation", [None, "relu", "softmax"])
def test_pieces_make_the_whole(
    most: int, data_format: str, groups: int, activation: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    monkeypatch.setattr(job_module, "MOST_VOXELS", most)
    job = job_of(batch=2, stride=2, padding=1, output_padding=1, groups=groups, data_format=data_format,
                 activation=activation, dtype="float64")  # fmt: skip
    x, weight, bias = tensors(job)
    y = np.full(job.output_shape, np.nan)
    for piece in job.pieces(most):
        target = job.target(piece, y)
        assert np.isnan(target).all()  # no voxel twice
        target[...] = job.compute(piece, *job.part(piece, x, weight, bias), "numpy")
    first = torch.from_numpy(np.ascontiguousarray(np.moveaxis(x, -1, 1) if data_format == "NDHWC" else x))
    wanted = torch.nn.functional.conv_transpose3d(
        first, torch.from_numpy(weight), torch.from_numpy(bias), stride=2, padding=1, output_padding=1, groups=groups
    )
    wanted = wanted.movedim(1, -1) if data_format == "NDHWC" else wanted
    wanted = wanted if activation is None else wanted.relu() if activation == "relu" else wanted.softmax(-1)
    assert np.abs(y - wanted.numpy()).max() < 1e-12


@given(st.data())
def test_slabs_make_the_whole(data: st.DataObject) -> None:
    """Any rows of the output, from the inputs that reach them alone, are those rows of the whole."""
    size, kernel, stride, dilation = (data.draw(st.integers(1, most)) for most in (6, 4, 4, 3))
    extent = dilation * (kernel - 1) + 1
    front, back = (data.draw(st.integers(0, min(3, extent - 1))) for _ in range(2))
    extra = data.draw(st.integers(0, stride - 1))
    others = ([stride, 1, 1], [front, back, 0, 0, 0, 0], [extra, 0, 0], [dilation, 1, 1])
    params = LayerParams.of(1, 2, [kernel, 1, 1], *others)
    if (size - 1) * stride + extent - front - back + extra < 1:
        return
    job = Job(params, plan(params, [size, 1, 1]), dtype="float64")
    x, weight, bias = tensors(job)
    (whole,) = job.pieces(10**9)
    wanted = job.compute(whole, *job.part(whole, x, weight, bias), "numpy")
    start = data.draw(st.integers(0, len(whole.rows) - 1))
    rows = range(start, data.draw(st.integers(start + 1, len(whole.rows))))
    slab = replace(whole, rows=rows)
    if job.geometry_of(slab).d.output_padding >= max(stride, dilation):
        assert len(rows) < stride  # shorter than `pieces` cuts, unless all that is left lies behind the last block
        return
    found = job.compute(slab, *job.part(slab, x, weight, bias), "numpy")
    assert np.allclose(found, wanted[:, :, start : rows.stop], rtol=0, atol=1e-13)


def test_a_slab_multiplies_only_taps_that_reach_it() -> None:
    params = LayerParams.of(1, 1, [100, 1, 1], [2, 1, 1], dilation=[3, 1, 1])
    job = Job(params, plan(params, [9, 1, 1]))
    (whole,) = job.pieces(10**9)
    # Rows 30 to 39 of the output: i*2 + k*3 for i in 0 .. 8 takes k from 5 ((30 - 16) / 3, rounded up) to 13.
    image, weight, _ = job.part(replace(whole, rows=range(30, 40)), *tensors(job))
    assert (image.shape[2], weight.shape[2]) == (9, 9)


def test_a_slow_first_run_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit, runs in ((0.0, 1), (60.0, 5)):
        monkeypatch.setattr(running, "_SHORT", limit)
        compared = Comparison(job_of(), *tensors(job_of()))
        list(compared)
        assert compared.runs == runs


def test_pieces_are_as_small_as_asked() -> None:
    job = job_of(12, batch=3, channels=(8, 12), groups=4)
    for most in (10**6, 10**5, 3 * 10**4):
        shares = [len(p.groups) * len(p.columns) * len(p.rows) / (12 * 14) for p in job.pieces(most)]
        assert sum(shares) == pytest.approx(3)
        assert max(shares) * job.work / 3 <= most * 1.2  # slices are whole
    assert len(job.pieces(10**9)) == 3


# --- both backends ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    "layer", [{}, {"stride": 2, "groups": 2, "data_format": "NDHWC"}, {"dilation": 2, "padding": "SAME"}]
)
def test_numpy_and_torch_agree(dtype: str, layer: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    monkeypatch.setattr(running, "PIECE", 20_000)
    job = job_of(6, batch=2, dtype=dtype, **layer)
    compared = Comparison(job, *tensors(job))
    shares = list(compared)
    assert len(shares) > 2
    assert shares[-1] == 1
    assert all(before < after for before, after in pairwise(shares))
    assert compared.agrees
    assert compared.largest
    assert 0 <= compared.largest.difference <= compared.rounding
    factor = 16 + 4 * np.sqrt(27 * 4 / layer.get("groups", 1))
    assert compared.rounding == pytest.approx(factor * np.finfo(dtype).eps * np.abs(compared.y).max())
    assert all(taken > 0 for taken in compared.seconds.values())


@pytest.mark.parametrize("place", [(0, 0, 0, 0, 0), (1, 5, 7, 6, 5), (1, 3, 2, 0, 7)])
def test_a_difference_is_found_where_it_is(place: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    monkeypatch.setattr(running, "PIECE", 20_000)
    plain, calls = Job.compute, {}
    job = job_of(6, batch=2)

    def tampered(self: Job, piece: Any, *rest: Any) -> Any:
        y = np.array(plain(self, piece, *rest))
        if rest[-1] != "numpy" and piece.item == place[0] and place[1] in piece.columns and place[2] in piece.rows:
            y[0, place[1] - piece.columns.start, place[2] - piece.rows.start, place[3], place[4]] += 0.5
            calls[place] = True
        return y

    monkeypatch.setattr(Job, "compute", tampered)
    compared = Comparison(job, *tensors(job))
    list(compared)
    assert calls
    assert not compared.agrees
    assert compared.largest
    assert compared.largest.index == place
    assert compared.largest.difference == pytest.approx(0.5, rel=1e-5)


def test_what_is_not_finite_is_left_out() -> None:
    pytest.importorskip("torch")
    job = job_of(6)
    x, weight, bias = tensors(job)
    x[0, 0, 0, 0, 0], x[0, 1, 5, 5, 5] = np.nan, np.inf
    compared = Comparison(job, x, weight, bias)
    list(compared)
    assert compared.agrees
    assert np.isnan(compared.y).any()


def test_without_torch_numpy_runs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "find_spec", lambda _: None)
    job = job_of()
    compared = Comparison(job, *tensors(job))
    assert list(compared) == [1]
    assert compared.largest is None
    assert list(compared.seconds) == ["numpy"]
    assert np.isfinite(compared.y).all()


def test_an_empty_batch_is_no_work() -> None:
    job = job_of(batch=0)
    compared = Comparison(job, *tensors(job))
    assert list(compared) == []
    assert compared.agrees


# --- budget -------------------------------------------------------------------------------------------------------


def test_bytes_are_those_of_the_tensors_and_the_workspace() -> None:
    job = job_of(40, batch=2)
    tensors_alone = 4 * (prod(job.input_shape) + prod(job.params.weight_shape) + 2 * prod(job.output_shape))
    columns = 4 * 6 * 27 * 40**3  # which torch unfolds of one image
    assert tensors_alone < cost(job).bytes < 3 * tensors_alone + columns
    assert cost(replace(job, dtype="float64")).bytes > 2 * tensors_alone
    for dtype, size in (("float32", 4), ("float64", 8)):  # beyond the budget the workspace is not asked for
        large = job_of(200, batch=2, dtype=dtype)
        assert cost(large).bytes == size * (
            prod(large.input_shape) + prod(large.params.weight_shape) + 2 * prod(large.output_shape)
        )


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from([1, 2, 4]), st.integers(1, 400), st.integers(1, 5))
def test_what_is_offered_fits_and_one_more_does_not(n: int, channels: int, groups: int, size: int, stride: int) -> None:
    made = groups * (channels % 3000 + 1)
    large = job_of(size, batch=min(n, 4000), channels=(groups, made), groups=groups, stride=stride)
    if fits(large):
        return
    least = {
        "input_size": replace(large, geometry=plan(large.params, 1)), "batch": replace(large, batch=1),
        "out_channels": replace(large, params=replace(large.params, out_channels=groups)),
    }  # fmt: skip
    offers = nearest(large)
    assert {name for name, job in least.items() if fits(job)} == {o.name for o in offers} - {"in_channels"}
    for offer in offers:
        value: Any = offer.value
        if offer.name == "input_size":
            changed, more = (replace(large, geometry=plan(large.params, s)) for s in (value, value[0] + 1))
            assert value[0] < size
        elif offer.name == "batch":
            changed, more = (replace(large, batch=b) for b in (value, value + 1))
        else:
            changed, more = (
                replace(large, params=replace(large.params, **{offer.name: c})) for c in (value, value + groups)
            )
            assert value % groups == 0
        assert fits(changed)
        assert not fits(more)


def test_an_offer_leaves_alone_what_is_fixed() -> None:
    large = job_of(90, batch=2)
    assert [offer.name for offer in nearest(large)] == ["input_size", "batch", "out_channels", "in_channels"]
    assert [offer.name for offer in nearest(large, fixed=frozenset({"input_size", "batch"}))] == [
        "out_channels", "in_channels",
    ]  # fmt: skip
    assert nearest(job_of(300, channels=(1, 1), kernel_size=9), fixed=frozenset({"input_size"})) == ()


def test_a_layer_that_asks_for_a_size_is_offered_a_smaller_input() -> None:
    params = LayerParams.of(4, 6, 3, stride=2, padding=1)
    large = Job(params, plan(params, 200, 400), 1)
    offer = nearest(large)[0]
    assert offer.name == "input_size"
    assert fits(replace(large, geometry=plan(params, offer.value)))


def test_silly_sizes_are_refused_at_once() -> None:
    params = LayerParams.of(2**20, 2**20, 2**20)
    silly = Job(params, plan(params, 2**20), 2**20)
    assert cost(silly).bytes > MAX_BYTES
    assert cost(silly).seconds > MAX_SECONDS
    assert nearest(silly) == ()


_PEAK = """
import resource, sys
from conv3dt_core import LayerParams, plan, backends
from conv3dt_core.numbers import *
backends.load("torch_backend"); backends.load("numpy_backend")
params = LayerParams.of(*{channels}, {kernel}, stride={stride})
def run(size):
    job = Job(params, plan(params, size), 1)
    compared = Comparison(job, x_of("phantom", 1, params.in_channels, job.geometry.input_size), weight_of(params, "xavier", 0), bias_of(params, 0))
    assert fits(job) and list(compared) and compared.agrees
    return cost(job).bytes
run(4)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
told = run({size})
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / told)
"""  # noqa: E501


@pytest.mark.parametrize(
    ("channels", "kernel", "stride", "size"), [((1, 1), 3, 1, 200), ((4, 6), 3, 2, 30), ((1, 1), 2, 2, 110)]
)
def test_a_run_takes_no_more_memory_than_was_told(channels: Any, kernel: int, stride: int, size: int) -> None:
    pytest.importorskip("torch")
    code = _PEAK.format(channels=channels, kernel=kernel, stride=stride, size=size)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 1.2


# --- statistics ---------------------------------------------------------------------------------------------------


def test_statistics_are_numpys() -> None:
    array = np.random.default_rng(0).normal(size=(3, 4, 5)).astype(np.float32)
    array[0, 0, :2] = 0
    array[1, 1, 1] = np.nan
    found = statistics(array)
    assert (found.low, found.high) == (np.nanmin(array), np.nanmax(array))
    assert found.mean == pytest.approx(np.nanmean(array.astype(float)))
    assert (found.zeros, found.not_finite, found.size, found.counts.sum(), found.every) == (2, 1, 60, 59, 1)


def test_statistics_of_odd_tensors() -> None:
    assert np.isnan(statistics(np.full(3, np.inf)).mean)
    assert statistics(np.zeros(0)).size == 0
    assert statistics(np.full(5, 2.0)).counts.sum() == 5
    assert statistics(np.zeros(3 * 2**20, np.float32)).every == 3
    assert statistics(np.array([3e38, -3e38], np.float32)).counts.sum() == 2


def test_constants_are_those_of_the_issue() -> None:
    assert (MAX_BYTES, MAX_SECONDS) == (256 * 2**20, 2)
    assert budget.PIECE / budget.RATE <= 0.3
