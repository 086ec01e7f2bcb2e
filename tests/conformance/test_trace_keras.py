"""Keras models, traced on symbols, against their real forward: sizes, the first failure, and each repair, run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from conv3dt_core.trace import Repair, trace

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("keras")]
SIZES = [(16, 16, 16), (17, 19, 21), (20, 13, 16)]


@pytest.fixture(scope="module")
def keras(import_keras) -> Any:
    return import_keras()


@pytest.fixture(scope="module")
def models(keras) -> dict[str, Any]:
    made: dict[str, Callable[[Any], Any]] = {"functional": functional, "sequential": sequential, "subclass": subclass}
    return {**{name: make(keras) for name, make in made.items()}, "nested": nested(keras)}


def functional(keras: Any) -> Any:
    layers = keras.layers
    x = keras.Input((None, None, None, 1))
    top = layers.Conv3D(2, 3, padding="same", name="top")(x)
    down = layers.MaxPooling3D(2, name="down")(top)
    deep = layers.Conv3D(4, 3, strides=2, padding="same", name="deep")(down)
    up2 = layers.Conv3DTranspose(2, 3, strides=2, padding="same", name="up2")(deep)
    up1 = layers.Conv3DTranspose(2, 2, strides=2, name="up1")(layers.Concatenate(name="join2")([down, up2]))
    return keras.Model(x, layers.Conv3D(1, 1, name="last")(layers.Add(name="join1")([top, up1])))


def sequential(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential([
        keras.Input((None, None, None, 1)),
        layers.Conv3D(2, (2, 3, 1), strides=(2, 1, 3), name="conv"),
        layers.Conv3DTranspose(2, 3, strides=2, padding="same", output_padding=1, name="output_padding"),
        layers.Conv3DTranspose(2, (2, 3, 4), strides=(3, 2, 1), name="none"),
        layers.ZeroPadding3D(((0, 1), (2, 1), (0, 0)), name="zeros"),
        layers.AveragePooling3D((3, 2, 1), 2, padding="same", name="pool"),
        layers.Cropping3D(((1, 0), (0, 0), (0, 1)), name="crop"),
        layers.UpSampling3D((1, 2, 3), name="larger"),
        layers.Conv3DTranspose(2, 3, dilation_rate=2, name="dilated"),
    ])  # fmt: skip


def subclass(keras: Any) -> Any:
    class Net(keras.Model):
        def __init__(self) -> None:
            super().__init__(name="net")
            self.down = keras.layers.Conv3D(2, 3, strides=2, padding="same", name="down")
            self.up = keras.layers.Conv3DTranspose(2, 2, strides=2, name="up")

        def call(self, x: Any) -> Any:
            return keras.ops.concatenate([x, self.up(self.down(x))], -1)

    return Net()


def nested(keras: Any) -> Any:
    inner = keras.Sequential(
        [keras.Input((None, None, None, 1)), keras.layers.Conv3DTranspose(1, 3, name="up")], name="in"
    )
    x = keras.Input((None, None, None, 1))
    return keras.Model(x, keras.layers.MaxPooling3D(2, name="pool")(inner(x)))


def watched(keras: Any, model: Any, x: Any) -> tuple[list[Any], tuple[int, ...] | None]:
    """Run it for real; return the calls of transposed layers and the output's shape, None if it fails."""
    layers = [found for found in model._flatten_layers() if isinstance(found, keras.layers.Conv3DTranspose)]
    calls: list[Any] = []

    def note(layer: Any) -> Any:
        original = layer.call

        def call(inputs: Any) -> Any:
            made = original(inputs)
            calls.append((layer.name, tuple(inputs.shape), tuple(made.shape)))
            return made

        return call

    try:
        for layer in layers:
            object.__setattr__(layer, "call", note(layer))
        return calls, tuple(model(x).shape)
    except (ValueError, sys.modules["tensorflow"].errors.InvalidArgumentError):  # sizes that do not meet
        return calls, None
    finally:
        for layer in layers:
            layer.__dict__.pop("call", None)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["functional", "sequential", "subclass", "nested"])
def test_a_trace_says_what_the_forward_does(keras, models, oracle_counts, name, size):
    model, x = models[name], np.zeros((1, *size, 1), np.float32)
    found = trace(model, x.shape)
    calls, output = watched(keras, model, x)
    seen = [(layer.name.rpartition(".")[2], layer.input_shape, layer.output_shape) for layer in found.transposed]
    assert seen == calls
    assert found.transposed
    assert all(layer.agrees for layer in found.layers), found
    assert found.output_shape == output
    if found.failure is None:
        assert output is not None
    else:
        sizes = {tuple(calls[-1][2][1:4]), found.failure.wanted}
        assert found.failure.layer == calls[-1][0]
        assert {found.failure.got, found.failure.wanted} == sizes
        assert len(sizes) == 2
        assert " rest 1" in found.failure.cause
        assert {repair.kind for repair in found.repairs} == {"pad", "crop"}
        for repair in found.repairs:
            run_it(model, x, repair)
    oracle_counts["keras"] += 1


def run_it(model: Any, x: Any, repair: Repair) -> None:
    names = {"np": np, "x": x}
    exec(repair.code, names)
    assert names["x"].shape == repair.input_shape
    assert tuple(model(names["x"]).shape) == repair.output_shape


def test_some_fail(models):
    found = [trace(models[name], (1, *size, 1)) for name in ("functional", "subclass") for size in SIZES]
    assert [one.failure is None for one in found] == [True, False, False, True, False, False]


def test_names_tell_where_a_layer_lies(models):
    assert [layer.name for layer in trace(models["nested"], (1, 8, 8, 8, 1)).layers] == ["in.up", "pool"]


def test_the_model_stays_as_it_is(keras):
    model = functional(keras)
    before = [weight.numpy().copy() for weight in model.weights]
    nodes = [len(layer._inbound_nodes) for layer in model.layers]
    trace(model, (1, 17, 16, 16, 1))
    net = subclass(keras)
    net(np.zeros((1, 8, 8, 8, 1)))
    trace(net, (1, 17, 16, 16, 1))
    assert all("call" not in vars(layer) for layer in (net, net.up, net.down))
    assert nodes == [len(layer._inbound_nodes) for layer in model.layers]
    assert all((weight.numpy() == old).all() for weight, old in zip(model.weights, before, strict=True))


def test_what_is_no_size(keras):
    class Broken(keras.Model):
        def call(self, x: Any) -> Any:
            return {}[str(x.shape)]

    found = trace(Broken(), (1, 8, 8, 8, 1))
    assert [d.code.value for d in found.diagnostics] == ["trace-failed"]
    assert "KeyError" in found.diagnostics[0].value("message")


def test_two_axes(keras):
    model = keras.Sequential([keras.Input((None, None, 1)), keras.layers.Conv2DTranspose(2, 3, strides=2)])
    found = trace(model, (1, 5, 6, 1))
    assert [d.code.value for d in found.diagnostics] == ["no-3-d-layer", "layer-not-3-d"]
    assert [(layer.output_shape, layer.agrees) for layer in found.layers] == [((1, 11, 13, 2), True)]
