"""Paddle networks, traced on shapes, against their real forward: sizes, the first failure, and each repair, run."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from conv3dt_core.trace import Repair, trace

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("paddle")]
SIZES = [(16, 16, 16), (17, 19, 21), (20, 13, 16), (11, 18, 23)]
CHANNELS_LAST = {"Generator"}


@pytest.fixture(scope="module")
def paddle(import_oracle) -> Any:
    return import_oracle("paddle")


@pytest.fixture(scope="module")
def make(paddle) -> Callable[[str], Any]:
    from tests.conformance.paddle_nets import NETS

    def net(name: str) -> Any:
        model = NETS[name]()
        model.eval()
        return model

    return net


def forward(paddle: Any, model: Any, x: Any) -> tuple[list[Any], list[int] | None, str]:
    """Run it; return each call of a transposed layer, the output's shape, and the error."""
    calls: list[Any] = []

    def note(name: str) -> Any:
        return lambda layer, inputs, output: calls.append((name, tuple(inputs[0].shape), tuple(output.shape)))

    named = model.named_sublayers()
    transposed = [(name, layer) for name, layer in named if isinstance(layer, paddle.nn.Conv3DTranspose)]
    handles = [layer.register_forward_post_hook(note(name)) for name, layer in transposed]
    try:
        with paddle.no_grad():
            return calls, list(model(x).shape), ""
    except ValueError as error:
        return calls, None, str(error)
    finally:
        for handle in handles:
            handle.remove()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["UNet", "Residual", "Generator"])
def test_a_trace_says_what_the_forward_does(paddle, make, oracle_counts, name, size):
    model = make(name)
    x = paddle.zeros([1, *size, 1] if name in CHANNELS_LAST else [1, 1, *size])
    calls, output, error = forward(paddle, model, x)
    found = trace(model, tuple(x.shape))
    assert paddle.in_dynamic_mode()
    by_module = [layer for layer in found.transposed if "()" not in layer.name]
    assert [(layer.name, layer.input_shape, layer.output_shape) for layer in by_module] == calls
    assert all(layer.agrees for layer in found.layers), found
    assert found.output_shape == (None if output is None else tuple(output))
    assert (found.failure is None) == (error == "")
    if found.failure is not None:
        assert found.failure.layer == calls[-1][0]
        assert found.failure.got == calls[-1][2][2:]
        shapes = [tuple(map(int, text.split(", ")))[2:] for text in re.findall(r"\[(\d+(?:, \d+){4})\]", error)]
        assert set(shapes[:2]) == {found.failure.got, found.failure.wanted}
        differing = [axis for axis, one, other in zip("DHW", *shapes[:2], strict=True) if one != other]
        assert found.failure.axis == ", ".join(differing)
        # A pool with ceil_mode makes 5 of 8, which no remainder explains: there the way is told.
        assert " rest 1" in found.failure.cause or "`pool3d()` 8 → 5" in found.failure.cause
        assert {repair.kind for repair in found.repairs} >= {"pad", "crop"}
        for repair in found.repairs:
            run_it(paddle, make(name), x, repair)
    oracle_counts["paddle"] += 1


def run_it(paddle: Any, model: Any, x: Any, repair: Repair) -> None:
    names = {"paddle": paddle, "x": x, "model": model}
    exec(repair.code, names)
    assert tuple(names["x"].shape) == repair.input_shape
    with paddle.no_grad():
        assert tuple(model(names["x"]).shape) == repair.output_shape


def test_some_fail_and_all_kinds_of_repair_come_up(make):
    found = [trace(make(name), (1, 1, *size)) for name in ("UNet", "Residual") for size in SIZES]
    failed = [one for one in found if one.failure is not None]
    assert 2 <= len(failed) < len(found)
    assert {repair.kind for one in failed for repair in one.repairs} == {"pad", "crop", "output_size"}


def test_channels_last_in_the_parameters_too(make):
    layers = trace(make("Generator"), (1, 16, 16, 16, 1)).transposed
    assert [layer.params.data_format for layer in layers] == ["NDHWC"] * 4
    assert all("fmt=NDHWC" in layer.link for layer in layers)
    assert layers[0].params.padding == "SAME"
    assert layers[1].params.padding == ((1, 0), (0, 1), (0, 0))
    assert layers[3].params.output_padding == (2, 2, 2)


def test_names_of_functional_calls(make):
    found = trace(make("Residual"), (1, 1, 16, 16, 16))
    names = [layer.name for layer in found.layers]
    assert names == ["first", "deeper.0", "pool3d()", "conv3d_transpose()", "nearest_interp()", "up"]


def test_the_model_stays_as_it_is(paddle, make):
    model = make("UNet")
    called = []
    model.up1.register_forward_pre_hook(lambda layer, inputs: called.append(layer))
    model.train()
    before = {name: (id(value), value.numpy().copy()) for name, value in model.state_dict().items()}
    trace(model, (1, 1, 17, 16, 16))
    assert called == []
    assert model.training
    assert all(layer.training for layer in model.sublayers())
    after = model.state_dict()
    assert {name: id(value) for name, value in after.items()} == {name: mark for name, (mark, _) in before.items()}
    assert all((after[name].numpy() == values).all() for name, (_, values) in before.items())
    assert all(parameter.grad is None for parameter in model.parameters())
    model.eval()
    assert type(model.forward(paddle.zeros([1, 1, 8, 8, 8]))) is paddle.Tensor


def test_what_is_no_size(paddle):
    class Broken(paddle.nn.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.up = paddle.nn.Conv3DTranspose(1, 1, 2, stride=2)

        def forward(self, x: Any) -> Any:
            return {}[str(self.up(x).shape)]

    found = trace(Broken(), (1, 1, 4, 4, 4))
    assert [d.code.value for d in found.diagnostics] == ["trace-failed"]
    assert "KeyError" in found.diagnostics[0].value("message")
    assert [layer.output_shape for layer in found.layers] == [(1, 1, 8, 8, 8)]


@pytest.mark.parametrize(
    ("forward", "given"),
    [
        (lambda self, a, b: self.up(a) + b, [(1, 1, 4, 4, 4), (1, 1, 8, 9, 8)]),
        (lambda self, pair: self.up(pair[0]) + pair[1], [(1, 1, 4, 4, 4), (1, 1, 8, 9, 8)]),
        (lambda self, a, b: self.up(a) + b, {"a": (1, 1, 4, 4, 4), "b": (1, 1, 8, 9, 8)}),
        (lambda self, batch: self.up(batch["a"]) + batch["b"], {"a": (1, 1, 4, 4, 4), "b": (1, 1, 8, 9, 8)}),
    ],
    ids=["two", "a tuple", "keywords", "a dict"],
)
def test_several_inputs(paddle, forward, given):
    class Net(paddle.nn.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.up = paddle.nn.Conv3DTranspose(1, 1, 2, stride=2)

    Net.forward = forward
    found = trace(Net(), given)
    assert found.failure is not None
    assert (found.failure.layer, found.failure.axis) == ("up", "H")
    assert (found.failure.got, found.failure.wanted) == ((8, 8, 8), (8, 9, 8))
    assert [repair.changes for repair in found.repairs] == [(("up.output_padding", (0, 1, 0)),)]


def test_the_least_that_a_kernel_needs(paddle):
    nn = paddle.nn
    model = nn.Sequential(nn.Conv3D(1, 2, 2, stride=2), nn.Conv3D(2, 2, (5, 3, 3)), nn.Conv3DTranspose(2, 1, 2))
    found = trace(model, (1, 1, 6, 9, 9))
    assert found.failure is not None
    with pytest.raises(RuntimeError, match=re.escape(found.failure.message.partition(": ")[2])):
        model(paddle.zeros([1, 1, 6, 9, 9]))
    assert (found.failure.layer, found.failure.axis) == ("1", "D")
    assert (found.failure.got, found.failure.wanted) == ((3, 4, 4), (5, 4, 4))
    assert [repair.input_shape for repair in found.repairs] == [(1, 1, 10, 9, 9)]
    run_it(paddle, model, paddle.zeros([1, 1, 6, 9, 9]), found.repairs[0])


def test_one_voxel_of_less_than_a_kernel_is_told(paddle):
    """Paddle divides towards zero."""
    model = paddle.nn.Sequential(paddle.nn.MaxPool3D(4, 2), paddle.nn.Conv3DTranspose(1, 1, 2))
    found = trace(model, (1, 1, 3, 9, 9))
    assert found.output_shape == tuple(model(paddle.zeros([1, 1, 3, 9, 9])).shape)
    assert [d.code.value for d in found.diagnostics] == ["model-layer-differs"]
    assert found.layers[0].expected == (1, 1, 0, 3, 3)


def test_two_axes(paddle):
    found = trace(paddle.nn.Sequential(paddle.nn.Conv2DTranspose(1, 2, 3, stride=2)), (1, 1, 5, 6))
    assert [d.code.value for d in found.diagnostics] == ["no-3-d-layer", "layer-not-3-d"]
    assert found.layers[0].agrees
    assert found.layers[0].params is None
