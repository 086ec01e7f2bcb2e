"""Every way of the torch backend against torch's plain one: values, derivatives, what is not finite, settings, memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pytest

from conv3dt_core import InvalidLayerError, LayerParams, backends, conv3d_transpose, functional, plan
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
            "correlation": x[1] == asked.groups == weight[1] * asked.groups and torch_choice.is_correlation(weight, asked),
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
    functional._SOUND.clear()
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
