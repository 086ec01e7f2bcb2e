"""NumPy and torch against the definition: exact on integers, at every layout, block size and limit."""

from __future__ import annotations

import importlib
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pytest

from conv3dt_core import Conv3DTranspose, InvalidLayerError, LayerParams, backends, conv3d_transpose, plan, sound
from conv3dt_core.backends import fold, numpy_backend, scratch, threads
from conv3dt_core.backends.operands import operands_of
from conv3dt_core.backends.residues import residues
from conv3dt_core.reference import gather, scatter
from tests.unit.layers import drawn, integers

BOTH = pytest.mark.parametrize("backend", ["numpy", "torch:cpu"])
GENERATOR = np.random.default_rng(7)


@pytest.fixture(autouse=True)
def _torch_where_it_is_needed(request, import_oracle):
    if "torch" in str(request.node.callspec.params if hasattr(request.node, "callspec") else ""):
        import_oracle("torch")


@pytest.fixture
def torch(import_oracle):
    return import_oracle("torch")


def only(monkeypatch, algorithm):
    """Let every call be computed by one algorithm."""
    monkeypatch.setattr(numpy_backend, "_fit", lambda call: numpy_backend.Fit(algorithm, 1, 0, 16))
    monkeypatch.setattr(sound, "SOUND", {})  # which remembers the algorithm of a call


def codes(error):
    return [str(d.code) for d in error.value.diagnostics]


@BOTH
def test_random_layers_equal_the_definition(backend):
    for case in drawn(seed=2, count=100):
        y = conv3d_transpose(case.laid_out(case.x), case.weight, case.bias, backend=backend, **case.arguments())
        assert y.dtype == np.float64
        assert np.array_equal(case.channels_first(y), case.expected), (case.params, case.geometry.input_size)


@BOTH
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_both_dtypes_stay_what_they_are(backend, dtype):
    for case in drawn(seed=2, count=20):
        arrays = (array.astype(dtype) for array in (case.laid_out(case.x), case.weight, case.bias))
        y = conv3d_transpose(*arrays, backend=backend, **case.arguments())
        assert y.dtype == dtype
        assert np.array_equal(case.channels_first(y), case.expected)  # sums of small integers are exact in float32 too


@BOTH
def test_sizes_that_differ_everywhere(backend):
    # N 2, C 6, M 15 in 3 groups of 2 and 5; D H W 3 4 5, kernel 2 3 4, stride 2 3 1, dilation 3 1 2, one end cropped.
    params = LayerParams.of(6, 15, (2, 3, 4), (2, 3, 1), [1, 0, 0, 2, 1, 3], (2, 1, 1), (3, 1, 2), 3)
    x, weight, bias = integers(GENERATOR, 2, 6, 3, 4, 5), integers(GENERATOR, *params.weight_shape), np.arange(15.0)
    y = conv3d_transpose(x, weight, bias, (2, 3, 1), [1, 0, 0, 2, 1, 3], (2, 1, 1), 3, (3, 1, 2), backend=backend)
    assert y.shape == (2, 15, 9, 11, 8)
    assert np.array_equal(y, scatter(x, weight, bias, plan(params, (3, 4, 5)), 3))


@BOTH
@pytest.mark.parametrize("given", [
    {"kernel_size": (9, 17, 5), "stride": (8, 16, 4), "padding": [1, 2, 0, 5, 3, 0]},  # 512 classes that meet
    {"kernel_size": (5, 3, 2), "stride": (6, 7, 9), "dilation": (4, 3, 2), "output_padding": (5, 0, 8)},
    {"kernel_size": 8, "stride": 8}, {"kernel_size": (5, 9, 7), "stride": 11, "padding": 2},  # that do not
])  # fmt: skip
@pytest.mark.parametrize("size", [(1, 1, 1), (2, 3, 2), (3, 2, 12)])
def test_strides_larger_than_the_input(backend, given, size):
    params = LayerParams.of(4, 6, groups=2, **given)
    x, weight, bias = integers(GENERATOR, 2, 4, *size), integers(GENERATOR, *params.weight_shape), np.arange(6.0)
    given = {name: value for name, value in given.items() if name != "kernel_size"}
    y = conv3d_transpose(x, weight, bias, groups=2, backend=backend, **given)
    assert np.array_equal(y, scatter(x, weight, bias, plan(params, size), 2))


@pytest.mark.parametrize("size", [(70, 2, 1), (70, 1, 2), (3, 80, 3), (65, 2, 4), (2, 66, 1)])
@pytest.mark.parametrize("stride", [(1, 1, 1), (3, 2, 4), (70, 1, 2)])
def test_long_and_short_axes_added_up(monkeypatch, size, stride):
    only(monkeypatch, "scatter")
    params = LayerParams.of(4, 6, (3, 2, 3), stride, [1, 0, 0, 1, 2, 0], groups=2, dilation=(1, 2, 1))
    x, weight, bias = integers(GENERATOR, 2, 4, *size), integers(GENERATOR, *params.weight_shape), np.arange(6.0)
    y = conv3d_transpose(x, weight, bias, stride, [1, 0, 0, 1, 2, 0], 0, 2, (1, 2, 1), backend="numpy")
    assert np.array_equal(y, scatter(x, weight, bias, plan(params, size), 2))


def test_a_call_of_many_classes_goes_by_taps_or_voxels():
    # 65,536 classes along W, each of which would be a step of Python, and once was found by a search among all.
    params = LayerParams.of(1, 1, (1, 1, 65_537), (1, 1, 65_536))
    geometry = plan(params, (1, 1, 2))
    x, weight = np.ones((1, 1, 1, 1, 2), np.float32), np.ones(params.weight_shape, np.float32)
    call = backends.Call(x, weight, None, geometry, 1)
    assert numpy_backend._fit(call).name == "scatter"
    pieces = numpy_backend.scatter._pieces(geometry.w, slice(0, 2))
    assert pieces == [
        (slice(0, 65_537), 0, slice(0, 65_537, 1)), (slice(0, 65_537), 1, slice(65_536, 131_073, 1)),
    ]  # fmt: skip
    assert numpy_backend.run(call).reshape(-1).tolist() == [1] * 65_536 + [2] + [1] * 65_536


@pytest.mark.parametrize(("stride", "dilation"), [(1, 1), (4, 1), (4, 6), (6, 4), (5, 7), (6, 3), (1, 5), (12, 12)])
def test_residues_are_those_of_a_search(stride, dilation):
    for kernel, pad in ((1, 0), (4, 3), (7, 1)):
        axis = plan(LayerParams.of(1, 1, kernel, stride, pad, 0, dilation), (9, 9, 9)).w
        for residue in residues(axis):
            column = residue.outputs.start + axis.pad_before
            assert list(residue.taps) == [k for k in range(kernel) if (column - k * dilation) % stride == 0]
            assert not residue.taps or residue.base * stride + residue.taps[0] * dilation == column


@BOTH
@pytest.mark.parametrize("data_format", ["NCDHW", "NDHWC"])
def test_an_empty_batch(backend, data_format):
    x = np.empty((0, 4, 8, 8, 8) if data_format == "NCDHW" else (0, 8, 8, 8, 4), np.float32)
    weight = np.ones((4, 6, 3, 3, 3), np.float32)
    y = conv3d_transpose(x, weight, data_format=data_format, backend=backend)
    assert y.shape == ((0, 6, 10, 10, 10) if data_format == "NCDHW" else (0, 10, 10, 10, 6))


@BOTH
@pytest.mark.parametrize("where", ["x", "weight", "bias"])
@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_what_is_not_finite_reaches_exactly_the_voxels_it_must(backend, where, value):
    for case in drawn(seed=4, count=8):
        arrays = {"x": case.x.copy(), "weight": case.weight.copy(), "bias": case.bias.copy()}
        flat = arrays[where].reshape(-1)
        flat[GENERATOR.integers(flat.size)] = value
        arrays["weight"][arrays["weight"] == 1] = 0  # inf * 0 is NaN, where both are really multiplied
        with np.errstate(invalid="ignore"):
            want = gather(**arrays, geometry=case.geometry, groups=case.params.groups)
        x = case.laid_out(arrays.pop("x"))
        y = conv3d_transpose(x, **arrays, backend=backend, **case.arguments())
        assert np.array_equal(case.channels_first(y), want, equal_nan=True), case.params


@BOTH
@pytest.mark.parametrize(
    "view",
    [
        np.copy,
        np.asfortranarray,
        lambda x: x[::-1, :, ::-1],
        lambda x: np.repeat(x, 2, axis=-1)[..., ::2],
        lambda x: np.broadcast_to(x[:1], x.shape),
    ],
)
def test_any_view_of_memory(backend, view):
    x, weight = view(integers(GENERATOR, 2, 4, 3, 4, 5)), view(integers(GENERATOR, 4, 3, 2, 2, 2))
    weight.setflags(write=False)
    y = conv3d_transpose(x, weight, stride=2, groups=2, backend=backend)
    assert np.array_equal(y, scatter(x, weight, None, plan(LayerParams.of(4, 6, 2, 2, groups=2), (3, 4, 5)), 2))


#: Sizes of blocks and tasks so small that every edge is met.
SMALL = [
    ("scatter", "_BLOCK", (1, 7, 500)), ("scatter", "_COLUMNS", (1, 11, 40)), ("slide", "_WINDOWS", (1, 60, 3_000)),
    ("slide", "_FEW_COLUMNS", (0, 4, 10_000)), ("slide", "_PRODUCTS", (1, 100, 3_000)),
    ("slide", "_PACKED", (1, 20, 300)), ("products", "_WIDE", (2, 8, 16)), ("products", "_STEP", (1, 2, 4)),
    ("windows", "_DEEP", (0, 1, 10**9)), ("fold", "_PRODUCTS", (1, 900, 20_000)),
    ("fold", "_DEPTHS", (1, 50, 2_000)), ("fold", "_COLUMNS", (1, 40, 512)),
    ("banded", "_ROWS", (1, 200, 5_000)), ("banded", "_WHOLE", (1, 4, 8)), ("banded", "_TILE", (1, 3, 5)),
    ("scratch", "_SHORT", (0, 2, 5)),
]  # fmt: skip


@pytest.mark.parametrize("threads_", [1, 2])
@pytest.mark.parametrize("algorithm", ["scatter", "slide", "fold", "banded", "small"])
@pytest.mark.parametrize("size", range(3))
def test_every_algorithm_with_blocks_of_any_size(monkeypatch, algorithm, size, threads_):
    only(monkeypatch, algorithm)
    monkeypatch.setattr(threads, "threads", lambda: threads_)
    for module, name, sizes in SMALL:
        monkeypatch.setattr(importlib.import_module(f"conv3dt_core.backends.{module}"), name, sizes[size])
    for case in drawn(seed=2 + size, count=40):
        y = conv3d_transpose(case.laid_out(case.x), case.weight, case.bias, backend="numpy", **case.arguments())
        assert np.array_equal(case.channels_first(y), case.expected), case.params


@pytest.mark.parametrize(
    ("algorithm", "x", "weight", "given"),
    [
        ("scatter", (1, 16, 24, 24, 24), (16, 16, 2, 2, 2), {"stride": 2}),
        ("slide", (1, 16, 24, 24, 24), (16, 16, 3, 3, 3), {}),
        ("slide", (4, 64, 6, 6, 6), (64, 64, 4, 4, 4), {"stride": 2, "padding": 1}),
        ("fold", (1, 32, 24, 24, 24), (32, 1, 4, 4, 4), {"stride": 2, "padding": 1}),
        ("fold", (8, 256, 4, 4, 4), (256, 64, 4, 4, 4), {"stride": 2, "padding": 1}),
        ("banded", (1, 8, 24, 24, 24), (8, 1, 3, 3, 3), {"groups": 8}),
        ("small", (2, 4, 4, 4, 4), (4, 1, 3, 3, 3), {}),
        ("small", (2, 2, 3, 4, 4), (2, 1, 3, 3, 3), {"groups": 2}),
    ],
)
def test_numpy_takes_no_more_memory_than_it_counts(algorithm, x, weight, given):
    import tracemalloc

    groups = given.get("groups", 1)
    params = LayerParams.of(weight[0], weight[1] * groups, weight[2:], **given)
    call = backends.Call(np.ones(x, np.float32), np.ones(weight, np.float32), None, plan(params, x[2:]), groups)
    assert numpy_backend._fit(call).name == algorithm
    out = np.empty(call.output_shape, np.float32)
    numpy_backend.run(call, out)  # what is kept of a geometry is not workspace
    tracemalloc.start()
    numpy_backend.run(call, out)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= numpy_backend.workspace_bytes(call) + 200_000
    assert numpy_backend.workspace_bytes(call) < 2**26


def test_fold_keeps_no_more_memory_than_it_counts(monkeypatch):
    monkeypatch.setattr(threads, "threads", lambda: 1)
    for n, case in enumerate(drawn(seed=2, count=40)):
        monkeypatch.setattr(scratch, "_kept", threading.local())
        monkeypatch.setattr(scratch, "_SHORT", n % 4)
        call = backends.Call(case.x, case.weight, case.bias, case.geometry, case.params.groups)
        numpy_backend._in_tasks(call, "fold", 1)(case.x, case.weight, case.bias, None)
        counted = fold.workspace(operands_of(call, np.empty(call.output_shape)))
        assert sum(kept.size for kept in vars(scratch._kept).values()) <= counted * case.x.itemsize, case.params


@pytest.mark.parametrize(
    ("x", "weight", "groups"),
    [
        ((1, 4096, 4, 64, 512), (4096, 8, 7, 7, 7), 1),  # a row of windows alone is too much
        ((1, 512, 8, 64, 64), (512, 64, 4, 4, 4), 1),
        ((1, 64, 128, 128, 128), (64, 1, 3, 3, 3), 64),
        ((1, 1024, 4, 4, 4), (1024, 512, 4, 4, 4), 1),  # as is a packed weight
    ],
)
def test_the_workspace_of_a_large_call_is_bounded(x, weight, groups):
    params = LayerParams.of(weight[0], weight[1] * groups, weight[2:], groups=groups)
    arrays = (np.broadcast_to(np.float32(0), shape) for shape in (x, weight))
    call = backends.Call(*arrays, None, plan(params, x[2:]), groups)
    assert numpy_backend.workspace_bytes(call) <= 2**26


@pytest.mark.parametrize("algorithm", ["scatter", "slide", "fold", "banded", "small"])
def test_an_output_that_nothing_writes_is_the_bias(monkeypatch, algorithm):
    only(monkeypatch, algorithm)
    x, weight = np.ones((2, 8, 2, 5, 5)), np.ones((8, 1, 1, 3, 3))
    y = conv3d_transpose(x, weight, np.full(1, 5.0), (3, 1, 1), [1, 2, 0, 0, 0, 0], backend="numpy")
    assert y.shape == (2, 1, 1, 7, 7)
    assert np.all(y == 5)


def test_threads_of_blas_are_as_before():
    before = threads.threads()
    x, weight = np.ones((1, 16, 12, 12, 12), np.float32), np.ones((16, 16, 3, 3, 3), np.float32)

    def calls(_):
        for stride in (1, 2, 3):
            conv3d_transpose(x, weight, stride=stride, backend="numpy")

    for _ in range(5):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(calls, range(16)))
        assert threads.threads() == before


@pytest.mark.parametrize("thread", ["main", "another"])
def test_blas_has_one_thread_while_tasks_run(monkeypatch, thread):
    monkeypatch.setattr(threads, "threads", lambda: 2)
    monkeypatch.setattr(threads, "_before", [])
    seen = []

    def look():
        seen.extend(library.num_threads for library in threads._libraries())

    with ThreadPoolExecutor(1) as pool:
        run = threads.run_all if thread == "main" else partial(pool.submit, threads.run_all)
        run([look] * 4)
    assert set(seen) == {1}
    assert [library.num_threads for library in threads._libraries()] == threads._before


def test_helpers_are_as_many_as_cores():
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: threads.run_all([lambda: time.sleep(0.01)] * 4), range(16)))
    helpers = [thread for thread in threading.enumerate() if thread.name.startswith("conv3dt")]
    assert len(helpers) <= max(1, (os.cpu_count() or 1) - 1)


def test_a_thread_keeps_no_more_memory_than_its_limit(monkeypatch):
    monkeypatch.setattr(scratch, "_MOST", 1000)
    monkeypatch.setattr(scratch, "_kept", threading.local())
    byte = np.dtype(np.uint8)
    first = scratch.scratch("a", (600,), byte)
    assert np.shares_memory(first, scratch.scratch("a", (20, 30), byte))
    for name, size in (("b", 300), ("c", 300), ("d", 2000), ("b", 900), ("a", 500)):
        scratch.scratch(name, (size,), byte)
        assert sum(kept.size for kept in vars(scratch._kept).values()) <= 1000


def test_the_error_of_a_task_is_raised(monkeypatch):
    monkeypatch.setattr(threads, "threads", lambda: 2)

    def fail():
        raise MemoryError("no room")

    with pytest.raises(MemoryError, match="no room"):
        threads.run_all([fail] * 4)


# --- torch --------------------------------------------------------------------------------------------------------


@pytest.mark.oracle
def test_torch_tensors_keep_their_gradients(torch):
    for case in drawn(seed=4, count=8):
        arrays = [torch.tensor(a, requires_grad=True) for a in (case.laid_out(case.x), case.weight, case.bias)]

        def compute(x, weight, bias, case=case):
            return conv3d_transpose(x, weight, bias, **case.arguments())

        assert torch.autograd.gradcheck(compute, arrays, fast_mode=True), case.params


@pytest.mark.oracle
@pytest.mark.parametrize(("dtype", "tolerance"), [("float16", 2e-3), ("bfloat16", 2e-2)])
def test_torch_computes_16_bit_floats(torch, dtype, tolerance):
    for case in drawn(seed=2, count=20):
        tensors = (torch.tensor(a).to(getattr(torch, dtype)) for a in (case.laid_out(case.x), case.weight, case.bias))
        y = conv3d_transpose(*tensors, **case.arguments())
        assert y.dtype == getattr(torch, dtype)
        error = np.abs(case.channels_first(y.double().numpy()) - case.expected)
        assert np.all(error <= tolerance * (1 + np.abs(case.expected).max())), case.params


@pytest.mark.oracle
def test_numpy_backend_gives_a_torch_input_back_as_torch(torch):
    x, weight = torch.ones(1, 2, 3, 3, 3), torch.ones(2, 1, 2, 2, 2)
    y = conv3d_transpose(x, weight, backend="numpy")
    assert isinstance(y, torch.Tensor)
    assert (y.dtype, y.device) == (x.dtype, x.device)
    assert torch.equal(y, conv3d_transpose(x, weight))


@pytest.mark.oracle
@pytest.mark.parametrize("which", ["x", "weight"])
def test_numpy_backend_refuses_to_lose_a_gradient(torch, which):
    tensors = {"x": torch.ones(1, 1, 2, 2, 2), "weight": torch.ones(1, 1, 2, 2, 2)}
    tensors[which].requires_grad_()
    with pytest.raises(InvalidLayerError) as error:
        conv3d_transpose(**tensors, backend="numpy")
    assert codes(error) == ["backend-has-no-gradient"]


@pytest.mark.oracle
def test_no_cuda_is_said_and_not_worked_around(torch):
    if torch.cuda.is_available():
        pytest.skip("there is a CUDA device")
    with pytest.raises(InvalidLayerError) as error:
        conv3d_transpose(np.ones((1, 1, 2, 2, 2)), np.ones((1, 1, 2, 2, 2)), backend="torch:cuda")
    assert codes(error) == ["backend-unavailable"]
    assert error.value.diagnostics[0].value("missing") == "cuda"


@pytest.mark.gpu
@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", "bfloat16"])
def test_cuda_equals_the_definition(torch, dtype):
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    tolerance = {"float64": 1e-12, "float32": 1e-5, "float16": 5e-3, "bfloat16": 3e-2}[dtype]  # no TF32
    for case in drawn(seed=2, count=100):
        arrays = (case.laid_out(case.x), case.weight, case.bias)
        tensors = (torch.tensor(a).to("cuda", getattr(torch, dtype)) for a in arrays)
        y = conv3d_transpose(*tensors, **case.arguments())
        assert y.is_cuda
        error = np.abs(case.channels_first(y.double().cpu().numpy()) - case.expected)
        assert np.all(error <= tolerance * (1 + np.abs(case.expected).max())), case.params


def test_no_torch_is_said_and_not_worked_around(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    monkeypatch.delitem(__import__("sys").modules, "conv3dt_core.backends.torch_backend", raising=False)
    backends.load.cache_clear()
    x = np.ones((1, 1, 2, 2, 2), np.float32)
    for call in (lambda: conv3d_transpose(x, x, backend="torch"), lambda: Conv3DTranspose(1, 1, 2, backend="torch")(x)):
        with pytest.raises(InvalidLayerError) as error:
            call()
        assert codes(error) == ["backend-unavailable"]
        assert error.value.diagnostics[0].value("missing") == "torch"
    assert conv3d_transpose(x, x).shape == (1, 1, 3, 3, 3)


@pytest.mark.oracle
def test_torch_computes_where_paddles_cpu_kernel_gives_up(torch):
    # stride 1 <= output_padding 2 < dilation 3, as in PyTorch
    x, weight = np.arange(1.0, 4).reshape(1, 1, 1, 1, 3), np.ones((1, 1, 1, 1, 2))
    y = conv3d_transpose(x, weight, output_padding=(0, 0, 2), dilation=(1, 1, 3))
    want = torch.nn.functional.conv_transpose3d(
        torch.tensor(x), torch.tensor(weight), output_padding=(0, 0, 2), dilation=(1, 1, 3)
    )
    assert np.array_equal(y, want.numpy())
