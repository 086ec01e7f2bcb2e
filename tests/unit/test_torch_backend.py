"""Every way of the torch backend against the plain one: values, derivatives, infinities, settings, memory."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pytest

from conv3dt_core import InvalidLayerError, LayerParams, backends, conv3d_transpose, plan, sound
from conv3dt_core.backends import torch_choice, torch_plan
from tests.unit.layers import Case, drawn, integers

pytestmark = pytest.mark.oracle
WAYS = ("plain", "channels_last", "pieces", "correlation", "onednn", "native", "gemm")
#: oneDNN has no float64.
DOUBLE = tuple(way for way in WAYS if way != "onednn")


@pytest.fixture
def torch(import_oracle):
    return import_oracle("torch")


@dataclass
class Forced:
    way: str
    used: int = 0

    def __call__(self, x, weight, asked, computed):
        fits = {
            "correlation": x[1] == asked.groups and weight[1] == 1 and torch_choice.is_correlation(weight, asked),
            "gemm": torch_choice.is_gemm(weight, asked),
            "native": asked.groups == 1,
            "onednn": torch_choice.is_onednn(asked),
            "pieces": asked.groups == 1,
        }.get(self.way, True)
        self.used += bool(fits)
        return self.way if fits else "plain"


@pytest.fixture
def force(torch, monkeypatch):
    """Make every call that can go one way go that way."""
    from conv3dt_core.backends import torch_backend, torch_ways

    def forced(way):
        monkeypatch.setattr(torch_ways, "PIECE", 5)
        monkeypatch.setattr(torch_backend, "_was_measured", lambda dtype, device: True)
        monkeypatch.setattr(torch_plan, "choose", choice := Forced(way))
        _forget()
        return choice

    yield forced
    _forget()


def _forget():
    sound.SOUND.clear()
    torch_plan.plan_of.cache_clear()


def layers(count: int) -> list[Case]:
    """Layers of any kind, layers whose taps never meet, and depthwise ones of stride 1; each in both layouts."""
    generator, found = np.random.default_rng(3), list(drawn(seed=6, count=count))
    while len(found) < 3 * count:
        kernel = tuple(int(k) for k in generator.integers(1, 4, 3))
        pads = [int(p) for p in np.repeat(generator.integers(0, 2, 3), 2)]
        pads[1] = int(generator.integers(0, 2))
        depthwise = len(found) % 2 == 0
        channels, made = (5, 5) if depthwise else (4, 7)
        params = LayerParams.of(
            channels, made, kernel, 1 if depthwise else kernel, pads, 0, (1, 2, 1) if depthwise else 1,
            channels if depthwise else 1, str(generator.choice(["NCDHW", "NDHWC"])),
        )  # fmt: skip
        try:
            geometry = plan(params, (3, 4, 5))
        except InvalidLayerError:
            continue
        x, weight = integers(generator, 2, channels, 3, 4, 5), integers(generator, *params.weight_shape)
        found.append(Case(params, geometry, x, weight, integers(generator, made)))
    return found


def tensors(torch, case, dtype):
    return [torch.tensor(array, dtype=dtype) for array in (case.laid_out(case.x), case.weight, case.bias)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("recorded", [False, True])
def test_every_way_equals_the_definition(torch, force, way, recorded):
    choice = force(way)
    for case in layers(40):
        arrays = tensors(torch, case, torch.float32 if way == "onednn" else torch.float64)
        with torch.inference_mode(not recorded):
            y = conv3d_transpose(*arrays, **case.arguments())
            without = conv3d_transpose(*arrays[:2], **case.arguments())
        shaped = case.bias.reshape(-1, 1, 1, 1)
        assert np.array_equal(case.channels_first(y.numpy()), case.expected), case.params
        assert np.array_equal(case.channels_first(without.numpy()) + shaped, case.expected), case.params
    assert choice.used >= 20


@pytest.mark.filterwarnings("ignore:.*torch.jit.script:DeprecationWarning")  # torch's own, of forward derivatives
@pytest.mark.parametrize("way", DOUBLE)
def test_derivatives_of_every_way(torch, force, way):
    choice = force(way)
    for case in layers(6):
        arrays = [array.requires_grad_() for array in tensors(torch, case, torch.float64)]

        def compute(x, weight, bias, case=case):
            return conv3d_transpose(x, weight, bias, **case.arguments())

        assert torch.autograd.gradcheck(compute, arrays, fast_mode=True, check_forward_ad=True), case.params
        assert torch.autograd.gradgradcheck(compute, arrays, fast_mode=True), case.params
    assert choice.used >= 4


def test_derivatives_of_onednn_are_those_of_the_plain_way(torch, force):
    def gradients(way, case):
        force(way)
        arrays = [array.requires_grad_() for array in tensors(torch, case, torch.float32)]
        y = conv3d_transpose(*arrays, **case.arguments())
        return torch.autograd.grad((y * torch.arange(y.numel()).remainder(7).reshape(y.shape)).sum(), arrays)

    for case in layers(10):
        for ours, plain in zip(gradients("onednn", case), gradients("plain", case), strict=True):
            assert torch.equal(ours, plain), case.params


def test_what_cuda_is_asked_for_is_the_plain_call(torch, force, monkeypatch):
    from conv3dt_core.backends import torch_ways

    monkeypatch.setitem(torch_ways.WAYS, "plain", torch_ways._on_cuda)
    force("plain")
    for case in layers(8):
        arrays = [array.requires_grad_() for array in tensors(torch, case, torch.float64)]
        y = conv3d_transpose(*arrays, **case.arguments())
        assert np.array_equal(case.channels_first(y.detach().numpy()), case.expected), case.params
        assert all(found is not None for found in torch.autograd.grad(y.sum(), arrays))


@pytest.mark.parametrize("way", WAYS)
def test_every_way_under_vmap(torch, force, way):
    force(way)
    for case in layers(4):
        arrays = tensors(torch, case, torch.float32)

        def compute(x, arrays=arrays, case=case):
            return conv3d_transpose(x, *arrays[1:], **case.arguments())

        several = torch.stack([arrays[0], 2 * arrays[0]])
        assert torch.equal(torch.vmap(compute)(several), torch.stack([compute(x) for x in several]))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("where", [0, 1])
@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_what_is_not_finite_reaches_what_it_reaches_in_the_plain_way(torch, force, way, where, value):
    generator = np.random.default_rng(8)
    for case in layers(12):
        arrays = tensors(torch, case, torch.float32)
        flat = arrays[where].view(-1)
        flat[int(generator.integers(flat.numel()))] = value
        arrays[1][arrays[1] == 1] = 0  # inf * 0 is NaN, where both are really multiplied
        force("plain")
        want = conv3d_transpose(*(array.double() for array in arrays), **case.arguments())
        force(way)
        y = conv3d_transpose(*arrays, **case.arguments())
        assert np.array_equal(y.numpy(), want.numpy(), equal_nan=True), case.params


def test_settings_are_as_before_after_calls_of_many_threads(torch):
    def settings():
        cudnn, mkldnn = torch.backends.cudnn, torch.backends.mkldnn
        flags = cudnn.enabled, cudnn.benchmark, cudnn.deterministic, cudnn.allow_tf32, mkldnn.enabled
        return *flags, torch.get_num_threads(), torch.get_float32_matmul_precision(), torch.is_grad_enabled()

    before, wanted = settings(), {}
    calls = [(case, tensors(torch, case, torch.float32)) for case in MEASURED.values()]
    for n, (case, arrays) in enumerate(calls):
        wanted[n] = conv3d_transpose(*arrays, **case.arguments())

    def call(n):
        case, arrays = calls[n % len(calls)]
        with torch.inference_mode(n % 3 == 0):
            y = conv3d_transpose(*arrays, **case.arguments())
        return torch.equal(y, wanted[n % len(calls)])

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(call, range(8 * len(calls))))
    assert settings() == before


def measured(x, weight, stride, padding=0, output_padding=0, groups=1):
    params = LayerParams.of(x[1], weight[1] * groups, weight[2:], stride, padding, output_padding, 1, groups)
    generator = np.random.default_rng(0)
    arrays = integers(generator, *x), integers(generator, *weight), integers(generator, params.out_channels)
    return Case(params, plan(params, x[2:]), *arrays)


#: One layer of each way, small enough for a test.
MEASURED = {
    "channels_last": measured((2, 8, 4, 4, 4), (8, 4, 2, 2, 2), 2),
    "onednn": measured((1, 32, 8, 8, 8), (32, 32, 3, 3, 3), 2, 1, 1),
    "native": measured((2, 64, 8, 8, 8), (64, 3, 4, 4, 4), 2, 1),
    "gemm": measured((2, 64, 4, 4, 4), (64, 64, 2, 2, 2), 2),
    "correlation": measured((1, 32, 8, 8, 8), (32, 1, 3, 3, 3), 1, 1, 0, 32),
    "pieces": measured((1, 512, 2, 2, 2), (512, 160, 4, 4, 4), 2, 1),
    "plain": measured((1, 1, 4, 4, 4), (1, 1, 3, 3, 3), 2, 1),
}


def call_of(case, x, weight, bias):
    return backends.Call(x, weight, bias, case.geometry, case.params.groups)


@pytest.mark.parametrize("has_onednn", [True, False])
def test_the_rule(torch, monkeypatch, has_onednn):
    from conv3dt_core.backends import torch_backend

    monkeypatch.setattr(torch_backend, "has_onednn", lambda: has_onednn)
    for way, case in MEASURED.items():
        arrays = tensors(torch, case, torch.float32)
        assert torch_backend._plan(call_of(case, *arrays), "cpu").way == (way if has_onednn else "plain")
        assert torch_backend._plan(call_of(case, *(a.double() for a in arrays)), "cpu").way == "plain"
        assert torch_backend._plan(call_of(case, *arrays), "cuda").way == "plain"
        empty = call_of(case, arrays[0][:0], *arrays[1:])
        assert conv3d_transpose(empty.x, empty.weight, empty.bias, **case.arguments()).shape == empty.output_shape


def test_no_way_takes_more_memory_than_is_counted(torch):
    from conv3dt_core.backends import torch_backend

    for way, case in MEASURED.items():
        arrays = tensors(torch, case, torch.float32)
        call = call_of(case, *arrays)
        with torch.inference_mode(), torch.profiler.profile(profile_memory=True) as seen:
            torch_backend.run(call)
        taken = sum(max(0, event.self_cpu_memory_usage) for event in seen.events())
        output = 4 * int(np.prod(call.output_shape))
        assert taken <= output + torch_backend.workspace_bytes(call) + 4096, way


@pytest.mark.filterwarnings("ignore:TF32 acceleration:UserWarning")  # of the switch itself
def test_who_switches_onednn_off_gets_the_plain_way(torch, force, monkeypatch):
    from conv3dt_core.backends import torch_ways

    monkeypatch.setattr(torch_ways, "_onednn", None)  # would be called
    force("onednn")
    case = MEASURED["onednn"]
    arrays = tensors(torch, case, torch.float32)
    with torch.backends.mkldnn.flags(enabled=False):
        assert np.array_equal(conv3d_transpose(*arrays, **case.arguments()).numpy(), case.expected)


def test_a_torch_call_like_a_sound_one_is_still_looked_at(torch):
    from torch.nn import Parameter

    class Derived(torch.Tensor):
        pass

    x, weight = torch.ones(1, 2, 3, 3, 3), torch.ones(2, 1, 2, 2, 2)
    for backend in ("auto", "numpy", "torch", "torch:cpu"):
        for _ in range(2):
            assert conv3d_transpose(x, weight, backend=backend).shape == (1, 1, 4, 4, 4)
    unsound = [
        (x.double(), weight, "auto"), (x, weight.half(), "auto"), (x[:, :1], weight, "auto"), (x[0], weight, "auto"),
        (x.to_sparse(), weight, "auto"), (x.to("meta"), weight, "auto"), (x.numpy(), weight, "auto"),
        (x.clone().requires_grad_(), weight, "numpy"), (x, Parameter(weight), "numpy"), (x, weight, "torch:cuda"),
    ]  # fmt: skip
    for *arrays, backend in unsound:
        with pytest.raises(InvalidLayerError):
            conv3d_transpose(*arrays, backend=backend)
    assert type(conv3d_transpose(x.as_subclass(Derived), weight)) is Derived
    assert conv3d_transpose(x, Parameter(weight)).requires_grad
    assert not conv3d_transpose(x, weight).requires_grad
    column = conv3d_transpose(x, weight, torch.ones(1, 1))
    assert torch.equal(conv3d_transpose(x, weight, torch.ones(1, 1)), column)
    assert torch.equal(conv3d_transpose(x, weight, torch.ones(1)), column)


def test_the_budget_counts_for_a_torch_call_seen_before(torch, monkeypatch):
    x, weight = torch.ones(1, 2, 8, 8, 8), torch.ones(2, 1, 2, 2, 2)
    conv3d_transpose(x, weight)
    monkeypatch.setenv("CONV3DT_MAX_BYTES", "100")
    with pytest.raises(InvalidLayerError):
        conv3d_transpose(x, weight)


_RACE = """
import sys, threading
from conv3dt_core import backends
first = threading.Thread(target=backends.load, args=["torch_backend"])
first.start()
while "conv3dt_core.backends.torch_backend" not in sys.modules: pass
assert first.is_alive()
backends.load("torch_backend").workspace_bytes
"""


def test_a_second_thread_waits_until_it_is_loaded(torch):
    subprocess.run([sys.executable, "-c", _RACE], check=True, timeout=120)
