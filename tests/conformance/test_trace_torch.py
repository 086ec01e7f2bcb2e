"""PyTorch modules of all kinds, traced: layers against their real forward, inputs, names, models left as they are."""

from __future__ import annotations

import copy
import threading
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conv3dt_core.diagnostics import InvalidLayerError
from conv3dt_core.trace import trace

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("torch")]


@pytest.fixture(scope="module")
def torch(import_oracle) -> Any:
    return import_oracle("torch")


@pytest.fixture(scope="module")
def net(torch) -> Any:
    """Return a function: layers by name, and forward(self, ...) -> module."""

    def make(forward: Any, **layers: Any) -> Any:
        class Net(torch.nn.Module):
            def __init__(self) -> None:
                super().__init__()
                for name, layer in layers.items():
                    setattr(self, name, layer)

        Net.forward = forward
        return Net()

    return make


def codes(found: Any) -> list[str]:
    return [d.code.value for d in found.diagnostics]


triples = st.tuples(*[st.integers(1, 3)] * 3)
sizes = st.tuples(*[st.integers(2, 9)] * 3)
KINDS = ["Conv3d", "ConvTranspose3d", "MaxPool3d", "AvgPool3d"]


@st.composite
def layers(draw: Any, kind: str) -> dict[str, Any]:
    """Draw the arguments of a class of torch.nn, sound or not."""
    numbers = {"kernel_size": draw(triples), "stride": draw(triples), "padding": draw(st.integers(0, 1))}
    if kind.startswith("Conv"):
        numbers |= {"in_channels": 2, "out_channels": 4, "groups": draw(st.sampled_from([1, 2]))}
    if kind == "ConvTranspose3d":
        numbers |= {"output_padding": draw(st.sampled_from([0, 0, 0, 1, 2])), "bias": draw(st.booleans())}
    if kind.endswith("Pool3d"):
        numbers["ceil_mode"] = draw(st.booleans())
    if kind != "AvgPool3d":
        numbers["dilation"] = draw(triples)
    return numbers


@pytest.mark.parametrize("kind", KINDS)
def test_layers_of_all_kinds(torch, oracle_counts, kind):
    """Where PyTorch's real layer makes something, the trace says what, and our arithmetic agrees."""
    made = []

    @given(layers(kind), sizes)
    @settings(max_examples=80)
    def agree(numbers: Any, size: tuple[int, ...]) -> None:
        model, x = torch.nn.Sequential(getattr(torch.nn, kind)(**numbers)), torch.zeros(1, 2, *size)
        found = trace(model, tuple(x.shape))
        try:
            real = tuple(model(x).shape)
        except RuntimeError:
            assert found.output_shape is None
            assert found.diagnostics
            return
        if min(real) < 1:
            return  # about an output of no voxels PyTorch's own devices differ
        assert found.output_shape == real
        (layer,) = found.layers
        assert (layer.output_shape, layer.expected, layer.agrees) == (real, real, True)
        made.append(real)

    agree()
    assert len(made) >= 10
    oracle_counts["torch"] += len(made)


def test_functions_are_seen(torch, net):
    functional = torch.nn.functional

    def forward(self: Any, x: Any) -> Any:
        pooled = functional.max_pool3d(self.conv(x), 2)
        up = functional.conv_transpose3d(pooled, self.weight, stride=2, padding=1, output_padding=(1, 0, 1))
        larger = functional.interpolate(pooled, scale_factor=2, mode="trilinear")
        exact = functional.interpolate(pooled, size=x.shape[2:]) + x
        return {"up": up, "others": [larger, exact, functional.adaptive_avg_pool3d(x, (1, None, 2))]}

    weight = torch.nn.Parameter(torch.zeros(1, 4, 3, 3, 3))
    model = net(forward, conv=torch.nn.Conv3d(1, 1, 3, padding="same"), weight=weight)
    found = trace(model, (1, 1, 9, 8, 7))
    real = model(torch.zeros(1, 1, 9, 8, 7))
    assert found.output_shapes == tuple(tuple(y.shape) for y in (real["up"], *real["others"]))
    assert [(layer.name, layer.kind) for layer in found.layers] == [
        ("conv", "conv"),
        ("max_pool3d()", "pool"),
        ("conv_transpose3d()", "transposed"),
        ("interpolate()", "upsample"),
        ("interpolate()#2", "upsample"),
        ("adaptive_avg_pool3d()", "pool"),
    ]
    assert all(layer.agrees for layer in found.layers)
    assert found.diagnostics == ()


def up(torch: Any, channels: int = 2) -> Any:
    return torch.nn.ConvTranspose3d(channels, channels, 2, stride=2)


def test_a_layer_that_is_called_twice(torch, net):
    found = trace(net(lambda self, x: self.up(self.up(x)), up=up(torch)), (1, 2, 3, 4, 5))
    called = [(layer.name, layer.output_shape[2:]) for layer in found.layers]
    assert called == [("up", (6, 8, 10)), ("up", (12, 16, 20))]


@pytest.mark.parametrize(
    ("forward", "given"),
    [
        (lambda self, a, b: self.up(a) + b, [(1, 2, 4, 4, 4), (1, 2, 8, 9, 8)]),
        (lambda self, pair: self.up(pair[0]) + pair[1], [(1, 2, 4, 4, 4), (1, 2, 8, 9, 8)]),
        (lambda self, a, b: self.up(a) + b, {"a": (1, 2, 4, 4, 4), "b": (1, 2, 8, 9, 8)}),
        (lambda self, batch: self.up(batch["a"]) + batch["b"], {"a": (1, 2, 4, 4, 4), "b": (1, 2, 8, 9, 8)}),
    ],
    ids=["two", "a tuple", "keywords", "a dict"],
)
def test_several_inputs(torch, net, forward, given):
    model = net(forward, up=up(torch))
    found = trace(model, given)
    assert found.failure is not None
    assert (found.failure.layer, found.failure.axis) == ("up", "H")
    assert (found.failure.got, found.failure.wanted) == ((8, 8, 8), (8, 9, 8))
    (repair,) = found.repairs
    assert repair.changes == (("up.output_padding", (0, 1, 0)),)
    names = {"model": copy.deepcopy(model)}
    exec(repair.code, names)
    assert names["model"].up(torch.zeros(1, 2, 4, 4, 4)).shape[2:] == (8, 9, 8)


def test_a_link_opens_the_layer(torch):
    layer = torch.nn.ConvTranspose3d(4, 6, (2, 3, 4), (1, 2, 3), (0, 1, 2), (0, 1, 2), 2, bias=False)
    (found,) = trace(torch.nn.Sequential(layer), (3, 4, 5, 6, 7)).layers
    link = dict(pair.split("=") for pair in found.link.split("&"))
    assert link == {
        "n": "3", "groups": "2", "k_d": "2", "k_w": "4", "s_h": "2", "s_w": "3", "pf_h": "1",
        "pf_w": "2", "pb_h": "1", "pb_w": "2", "op_h": "1", "op_w": "2", "in_d": "5", "in_h": "6", "in_w": "7",
        "bias": "off",
    }  # fmt: skip  # 4 and 6 channels, and k_h = 3, are what the app begins with


def test_output_size_in_forward(torch, net):
    found = trace(net(lambda self, x: self.up(x, output_size=(9, 8, 9)), up=up(torch)), (1, 2, 4, 4, 4))
    assert found.layers[0].params.output_padding == (1, 0, 1)
    assert found.layers[0].agrees
    found = trace(net(lambda self, x: self.up(x, output_size=(10, 8, 9)), up=up(torch)), (1, 2, 4, 4, 4))
    assert codes(found) == ["trace-failed"]
    assert "valid sizes range" in found.diagnostics[0].value("message")
    assert found.diagnostics[0].value("where") == "up"


def test_a_model_that_wraps_errors_in_its_own(torch, net):
    def forward(self: Any, x: Any) -> Any:
        try:
            return self.up(self.pool(x)) + x
        except RuntimeError as error:
            raise ValueError("bad input") from error

    found = trace(net(forward, pool=torch.nn.MaxPool3d(2), up=up(torch)), (1, 2, 8, 8, 9))
    assert found.failure is not None
    assert (found.failure.layer, found.failure.axis) == ("up", "W")


def test_the_least_that_a_pool_needs(torch):
    model = torch.nn.Sequential(torch.nn.MaxPool3d(2), torch.nn.MaxPool3d((3, 2, 2)), up(torch))
    found = trace(model, (1, 2, 4, 8, 8))
    assert found.failure is not None
    assert (found.failure.layer, found.failure.axis) == ("1", "D")
    assert (found.failure.got, found.failure.wanted) == ((2, 4, 4), (3, 4, 4))
    assert found.repairs[0].input_shape == (1, 2, 6, 8, 8)


def test_one_voxel_is_left_for_a_norm(torch):
    model = torch.nn.Sequential(torch.nn.Conv3d(1, 2, 4, stride=4), torch.nn.InstanceNorm3d(2), up(torch))
    found = trace(model, (1, 1, 7, 7, 7))
    assert found.failure is not None
    assert (found.failure.layer, found.failure.got) == ("1", (1, 1, 1))
    pad = found.repairs[0].input_shape
    assert sum(size > 7 for size in pad[2:]) == 1
    model(torch.zeros(pad))


def test_the_stride_that_lost_it_is_not_always_the_first(torch, net):
    layers = {"down1": torch.nn.MaxPool3d(2), "down2": torch.nn.MaxPool3d(2), "up2": up(torch), "up1": up(torch)}
    model = net(lambda self, x: self.up1(self.up2(self.down2(self.down1(x)))) + x, **layers)
    found = trace(model, (1, 2, 8, 10, 12))
    assert found.failure is not None
    assert (found.failure.layer, found.failure.axis) == ("up1", "H")
    assert found.failure.cause == "H: `down2`: 5 / 2 = 2 rest 1, it makes 2; `up1` makes 8 of 4."
    assert [repair.input_shape[2:] for repair in found.repairs] == [(8, 12, 12), (8, 8, 12)]


def test_borders_are_lost_not_remainders(torch, net):
    def forward(self: Any, x: Any) -> Any:
        skip = self.first(x)
        return torch.cat([skip, self.up(self.second(self.pool(skip)))], 1)

    first, second, pool = torch.nn.Conv3d(1, 2, 3), torch.nn.Conv3d(2, 2, 3), torch.nn.MaxPool3d(2)
    found = trace(net(forward, first=first, second=second, pool=pool, up=up(torch)), (1, 1, 20, 21, 22))
    assert found.failure is not None
    assert "rest" not in found.failure.cause
    assert "`second` 9 → 7" in found.failure.cause
    assert found.repairs == ()


class Holder:
    """Something a model may hold: what happens to it is seen."""

    def __init__(self) -> None:
        self.seen: list[Any] = []


def test_the_model_stays_as_it_is(torch, net):
    holder, called = Holder(), []

    def forward(self: Any, x: Any) -> Any:
        self.holder.seen.append(x)
        self.calls += 1
        return self.up(self.norm(x))

    model = net(forward, norm=torch.nn.BatchNorm3d(2), up=up(torch), holder=holder, calls=0)
    model.table = [torch.ones(3)]
    model.up.register_forward_hook(lambda *_: called.append("forward"))
    model.norm.register_forward_pre_hook(lambda *_: called.append("before"))
    before = {name: (value.data_ptr(), value.clone()) for name, value in model.state_dict().items()}
    parameters = [id(parameter) for parameter in model.parameters()]
    assert trace(model, (1, 2, 3, 4, 5)).output_shape == (1, 2, 6, 8, 10)
    assert (model.calls, holder.seen, called, model.training) == (0, [], [], True)
    assert [id(parameter) for parameter in model.parameters()] == parameters
    for name, value in model.state_dict().items():
        assert value.data_ptr() == before[name][0]
        assert torch.equal(value, before[name][1])
    assert all(parameter.grad is None and parameter.device.type == "cpu" for parameter in model.parameters())
    assert model.table[0].device.type == "cpu"
    assert len(model.up._forward_hooks) == len(model.norm._forward_pre_hooks) == 1
    model(torch.zeros(1, 2, 3, 4, 5))
    assert sorted(called) == ["before", "forward"]


def test_hooks_that_are_part_of_a_layer_run(torch):
    with pytest.warns(FutureWarning):
        model = torch.nn.utils.weight_norm(up(torch))
    assert trace(model, (1, 2, 3, 4, 5)).output_shape == (1, 2, 6, 8, 10)
    assert trace(torch.nn.utils.parametrizations.spectral_norm(up(torch)), (1, 2, 3, 4, 5)).output_shape


def test_a_device_that_is_written_into_the_code(torch, net):
    model = net(lambda self, x: self.up(x + torch.ones(1, device="cpu")), up=up(torch))
    assert trace(model, (1, 2, 3, 4, 5)).output_shape == (1, 2, 6, 8, 10)


@pytest.mark.parametrize(
    ("forward", "said"),
    [
        (lambda self, x: {}[str(self.up(x).shape)], "KeyError"),
        (lambda self, x: self.up(x) if x.mean().item() > 0 else x, "item"),
        (lambda self, x: self.up(x[:, :1]), "channels"),
        (lambda self, x, y: self.up(x) + y, "missing"),
        (lambda self, x: self.up(x).view(-1, 7), "shape"),
        (lambda self, x: x.nothing, "AttributeError"),
    ],
)
def test_what_sizes_do_not_explain(torch, net, forward, said):
    found = trace(net(forward, up=up(torch)), (1, 2, 4, 4, 4))
    assert codes(found) == ["trace-failed"]
    assert said in found.diagnostics[0].value("message")
    assert (found.failure, found.repairs, found.output_shape) == (None, (), None)


def test_a_model_that_checks_its_input_itself(torch, net):
    def forward(self: Any, x: Any) -> Any:
        if any(size % 8 for size in x.shape[2:]):
            raise ValueError("sizes must be divisible by 8")
        return self.up(x)

    found = trace(net(forward, up=up(torch)), (1, 2, 9, 16, 17))
    assert codes(found) == ["model-size-refused"]
    assert found.failure is not None
    assert (found.failure.layer, found.failure.axis, found.failure.got) == ("Net", "D, W", (9, 16, 17))
    assert "divisible by 8" in found.failure.message
    assert [(repair.kind, repair.input_shape[2:]) for repair in found.repairs] == [
        ("pad", (16, 16, 24)),
        ("crop", (8, 16, 16)),
    ]


def test_a_model_that_cannot_be_copied(torch, net):
    found = trace(net(lambda self, x: self.up(x), up=up(torch), lock=threading.Lock()), (1, 2, 4, 4, 4))
    assert codes(found) == ["trace-failed"]


def test_sizes_beyond_any_memory(torch, net):
    model = net(lambda self, x: self.up(x), up=up(torch))
    assert trace(model, (1, 2, 4000, 4000, 4000)).output_shape == (1, 2, 8000, 8000, 8000)
    assert codes(trace(model, (1, 2, 10**6, 10**6, 10**6))) == ["trace-failed"]


def test_fewer_axes(torch, net):
    two, one = torch.nn.ConvTranspose2d(2, 2, 3, 2, output_padding=1), torch.nn.ConvTranspose1d(2, 2, 2, 2)
    layers = {"two": two, "one": one, "pool": torch.nn.MaxPool2d(2)}
    model = net(lambda self, x: self.one(self.two(self.pool(x)).flatten(2)), **layers)
    found = trace(model, (1, 2, 7, 8))
    assert codes(found) == ["no-3-d-layer", "layer-not-3-d", "layer-not-3-d"]
    assert [(layer.agrees, layer.params, layer.link) for layer in found.layers] == [(True, None, None)] * 3
    assert codes(trace(torch.nn.Identity(), (1, 1, 4, 4, 4))) == ["no-3-d-layer"]


def test_two_axes_fail_on_them(torch, net):
    layers = {"down": torch.nn.MaxPool2d(2), "up": torch.nn.ConvTranspose2d(1, 1, 2, 2)}
    found = trace(net(lambda self, x: self.up(self.down(x)) + x, **layers), (1, 1, 8, 9))
    assert found.failure is not None
    assert (found.failure.axis, found.failure.got, found.failure.wanted) == ("W", (8, 8), (8, 9))


def test_without_a_batch(torch, net):
    model = net(lambda self, x: self.up(self.pool(x)) + x, pool=torch.nn.MaxPool3d(2), up=up(torch))
    found = trace(model, (2, 4, 5, 6))
    assert found.failure is not None
    assert (found.failure.axis, found.failure.got) == ("H", (4, 4, 6))
    for repair in found.repairs[:2]:
        model(torch.zeros(repair.input_shape))


@pytest.mark.parametrize("model", [3, None, object(), [1], {}, dict])
def test_no_model(torch, model):
    with pytest.raises(InvalidLayerError) as raised:
        trace(model, (1, 1, 4, 4, 4))
    assert raised.value.diagnostics[0].code == "model-kind-unknown"


@pytest.mark.parametrize("given", [None, "x", 2.5, (1, 1, 4.0, 4, 4), (1, 1, 0, 4, 4), (1, -1, 4, 4, 4), [], [()], {}])
def test_no_shape(torch, given):
    with pytest.raises(InvalidLayerError) as raised:
        trace(up(torch), given)
    assert raised.value.diagnostics


def test_the_language_is_checked(torch):
    with pytest.raises(ValueError, match="'en' or 'zh'"):
        trace(up(torch), (1, 2, 4, 4, 4), lang="fr")


def test_compiled_parallel_and_scripted(torch):
    inner = torch.nn.Sequential(up(torch))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch's own, about what it is made of
        models = [torch.compile(inner), torch.nn.DataParallel(inner)]
        scripted = torch.jit.script(inner)
    for model in models:
        assert [layer.name for layer in trace(model, (1, 2, 3, 4, 5)).layers] == ["0"]
    assert codes(trace(scripted, (1, 2, 3, 4, 5))) == ["trace-failed"]
