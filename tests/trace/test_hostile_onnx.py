"""Files that are broken, endless or malicious: each is answered in words, at once, and nothing it names is opened."""

from __future__ import annotations

import random
import time
from typing import Any

import numpy as np
import pytest

from conv3dt_core.trace import Trace, trace, trace_onnx

pytestmark = pytest.mark.oracle
SECONDS = 2.0


@pytest.fixture(scope="module")
def onnx(import_oracle) -> Any:
    return import_oracle("onnx")


@pytest.fixture(scope="module")
def build(onnx) -> Any:
    """Return a function: nodes -> model with the input x and the weight w of a 2x2x2 kernel."""
    helper, single = onnx.helper, onnx.TensorProto.FLOAT

    def model(
        nodes: list[Any], x: Any = (1, 1, 8, 8, 8), weights: Any = None, functions: Any = (), out: str = "y"
    ) -> Any:
        w = helper.make_tensor("w", single, [1, 1, 2, 2, 2], [0.0] * 8)
        values = [helper.make_tensor_value_info("x", single, x)], [helper.make_tensor_value_info(out, single, None)]
        graph = helper.make_graph(nodes, "g", *values, [w] if weights is None else weights)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("local", 1)]
        return helper.make_model(graph, opset_imports=opsets, functions=list(functions))

    return model


@pytest.fixture(scope="module")
def sound(onnx, build) -> bytes:
    """Return a model that runs: down, up, joined with a skip."""
    node = onnx.helper.make_node
    nodes = [
        node("MaxPool", ["x"], ["a"], name="down", kernel_shape=[2, 2, 2], strides=[2, 2, 2]),
        node("ConvTranspose", ["a", "w"], ["u"], name="up", strides=[2, 2, 2]),
        node("Concat", ["x", "u"], ["y"], name="join", axis=1),
    ]
    return build(nodes).SerializeToString()


def answered(source: Any, *args: Any, **kwargs: Any) -> Trace:
    """Trace it, look at it in all ways, and be quick."""
    begun = time.monotonic()
    found = trace_onnx(source, *args, **kwargs)
    assert time.monotonic() - begun < SECONDS
    assert str(found)
    assert found._repr_html_()
    assert found.to_dict()["framework"] == "onnx"
    return found


def codes(found: Trace) -> list[str]:
    return sorted({d.code.value for d in found.diagnostics})


def test_the_sound_model_is_sound(sound):
    found = answered(sound)
    assert found.diagnostics == ()
    assert [layer.name for layer in found.layers] == ["down", "up"]
    assert found.output_shape == (1, 2, 8, 8, 8)


def test_cut_off_anywhere(sound):
    found = [answered(sound[:length]) for length in range(0, len(sound) - 1, 3)]
    assert sum(codes(one) == ["model-not-readable"] for one in found) > len(found) // 2
    assert all(one.diagnostics or one.output_shape for one in found)


def test_bytes_changed_anywhere(sound):
    rng = random.Random(7)
    seen = set()
    for _ in range(800):
        changed = bytearray(sound)
        for _ in range(rng.choice((1, 1, 3))):
            changed[rng.randrange(len(sound))] = rng.randrange(256)
        seen.update(codes(answered(bytes(changed))))
    assert {"model-not-readable", "model-operation-unknown", "model-sizes-do-not-meet"} <= seen


@pytest.mark.parametrize("length", [0, 1, 100, 100_000])
def test_random_bytes(length):
    assert codes(answered(random.Random(length).randbytes(length))) == ["model-not-readable"]


def test_a_length_that_claims_a_terabyte(sound):
    assert codes(answered(b"\x3a\xff\xff\xff\xff\xff\x1f" + sound)) == ["model-not-readable"]


@pytest.mark.parametrize("path", ["nothing-here.onnx", ".", "\0"])
def test_no_file(path, tmp_path):
    for name in (path, tmp_path / path):
        assert codes(answered(name)) == ["model-not-readable"]


def test_limits(sound, tmp_path):
    path = tmp_path / "model.onnx"
    path.write_bytes(sound)
    assert codes(answered(path)) == []
    for source in (path, str(path), sound):
        assert codes(answered(source, max_bytes=len(sound) - 1)) == ["model-too-large"]
        assert codes(answered(source, max_nodes=2)) == ["model-too-large"]
        assert codes(answered(source, max_bytes=len(sound), max_nodes=3)) == []


def test_a_file_that_is_larger_than_memory(tmp_path):
    path = tmp_path / "model.onnx"
    with path.open("wb") as file:
        file.truncate(2**38)  # sparse: no disk holds it
    assert codes(answered(path, max_bytes=10**6)) == ["model-too-large"]


def test_too_many_nodes(onnx, build):
    nodes = [onnx.helper.make_node("Relu", [f"v{i}" if i else "x"], [f"v{i + 1}"]) for i in range(30_000)]
    assert codes(answered(build(nodes, out="v30000").SerializeToString())) == ["model-too-large"]


def test_too_many_transposed_convolutions(onnx, build):
    """With a repair to be tried, each of them is planned many times."""
    def chain(count: int) -> bytes:
        up = [onnx.helper.make_node("ConvTranspose", [f"v{i}" if i else "x", "w"], [f"v{i + 1}"]) for i in range(count)]
        join = onnx.helper.make_node("Concat", ["x", f"v{count}"], ["y"], axis=1)
        return build([*up, join]).SerializeToString()

    assert codes(answered(chain(1_001))) == ["model-too-large"]
    assert codes(answered(chain(50))) == ["model-sizes-do-not-meet"]


@pytest.mark.parametrize("depth", [12, 30, 40])
def test_functions_that_double_and_double(onnx, build, depth):
    node, opsets = onnx.helper.make_node, [onnx.helper.make_opsetid("", 17), onnx.helper.make_opsetid("local", 1)]

    def call(place: int, source: str, target: str) -> Any:
        return node(f"f{place}", [source], [target], domain="local")

    def function(place: int) -> Any:
        body = [call(place + 1, "x", "a"), call(place + 1, "a", "y")] if place < depth else [node("Relu", ["x"], ["y"])]
        return onnx.helper.make_function("local", f"f{place}", ["x"], ["y"], body, opsets)

    model = build([call(0, "x", "y")], functions=[function(place) for place in range(depth + 1)])
    assert codes(answered(model, max_nodes=2000)) == ["model-too-large"]


def test_a_function_that_calls_itself(onnx, build):
    node, opset = onnx.helper.make_node, onnx.helper.make_opsetid("local", 1)
    call = node("f", ["x"], ["y"], domain="local")
    function = onnx.helper.make_function("local", "f", ["x"], ["y"], [call], [opset])
    assert codes(answered(build([call], functions=[function]))) == ["model-too-large"]


def test_a_function_is_looked_into(onnx, build):
    node, opset = onnx.helper.make_node, onnx.helper.make_opsetid("", 17)
    body = [node("ConvTranspose", ["x", "w"], ["y"], name="inner", strides=[2, 2, 2])]
    function = onnx.helper.make_function("local", "up", ["x", "w"], ["y"], body, [opset])
    found = answered(build([node("up", ["x", "w"], ["y"], domain="local")], functions=[function]))
    assert [(layer.kind, layer.output_shape) for layer in found.layers] == [("transposed", (1, 1, 16, 16, 16))]


def test_graphs_in_graphs(onnx, build):
    helper = onnx.helper
    inner = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "b", [], [])
    for _ in range(28):
        branches = {"then_branch": inner, "else_branch": helper.make_graph([], "e", [], [])}
        inner = helper.make_graph([helper.make_node("If", ["x"], ["y"], **branches)], "b", [], [])
    answered(build([helper.make_node("If", ["x"], ["y"], then_branch=inner, else_branch=inner)]))
    assert codes(answered(build(inner.node), max_nodes=20)) == ["model-too-large"]


def test_a_shape_that_doubles_a_hundred_times(onnx, build):
    """ONNX's own data propagation fills the memory with it."""
    node = onnx.helper.make_node
    chain = [node("Concat", [f"s{i}", f"s{i}"], [f"s{i + 1}"], axis=0) for i in range(100)]
    model = build([node("Shape", ["x"], ["s0"]), *chain, node("Reshape", ["x", "s100"], ["y"])])
    assert "trace-failed" in codes(answered(model))


@pytest.mark.parametrize(
    "pairs", [[("b", "a"), ("a", "b"), ("b", "y")], [("y", "y")], [("x", "y"), ("x", "y")], [("x", "x"), ("x", "y")]]
)
def test_circles_and_doubles(onnx, build, pairs):
    nodes = [onnx.helper.make_node("Relu", [source], [target]) for source, target in pairs]
    assert codes(answered(build(nodes))) == ["model-not-readable"]


@pytest.mark.parametrize("x", [(1, 1, "d", 8, 8), (1, 1, None, None, None), None, ("n", 1, 8, 8, 8), (1, 1, 0, 8, 8)])
def test_open_shapes(onnx, build, x):
    model = build([onnx.helper.make_node("ConvTranspose", ["x", "w"], ["y"], strides=[2, 2, 2])], x)
    found = answered(model)
    assert codes(found) == ["model-shape-unknown"]
    assert "x" in found.diagnostics[0].render("en")
    assert "input_shape" in found.diagnostics[0].render("zh")
    for given in ((1, 1, 5, 6, 7), [(1, 1, 5, 6, 7)], {"x": (1, 1, 5, 6, 7)}):
        assert answered(model, given).output_shape == (1, 1, 10, 12, 14)


@pytest.mark.parametrize("given", [(1, 1, 8, 8), [(1, 1, 8, 8, 8)] * 2, {"z": (1, 1, 8, 8, 8)}])
def test_shapes_that_are_not_the_models(sound, given):
    assert codes(answered(sound, given)) == ["model-input-unfit"]


def external(onnx: Any, name: str, element: int, dims: list[int], path: Any) -> Any:
    tensor = onnx.TensorProto(name=name, data_type=element, dims=dims, data_location=onnx.TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value=str(path))
    return tensor


def test_external_data_is_never_opened(onnx, build, tmp_path, monkeypatch):
    """A file that would answer: with it, the shape would be known."""
    path = tmp_path / "secret.bin"
    path.write_bytes(onnx.numpy_helper.from_array(np.array([1, 1, 2, 4, 8])).raw_data)
    monkeypatch.chdir(tmp_path)
    node, whole = onnx.helper.make_node, onnx.TensorProto.INT64
    shape = external(onnx, "s", whole, [5], path.name)
    weight = external(onnx, "w", onnx.TensorProto.FLOAT, [1, 1, 2, 2, 2], path.name)
    as_constant = [node("Constant", [], ["s"], value=shape), node("Reshape", ["x", "s"], ["y"])]
    opened = []
    real_open = open

    def spy(file: Any, *args: Any, **kwargs: Any) -> Any:
        opened.append(str(file))
        return real_open(file, *args, **kwargs)

    monkeypatch.setattr("builtins.open", spy)
    for model in (build([node("Reshape", ["x", "s"], ["y"])], weights=[shape]), build(as_constant, weights=[])):
        found = answered(model)
        assert "model-operation-unknown" in codes(found)
        assert found.output_shape is None
    filled = node("ConstantOfShape", ["s"], ["y"])
    for model in (build([filled], weights=[shape]), build([as_constant[0], filled], weights=[])):
        assert answered(model).output_shape is None
    value = external(onnx, "v", whole, [1], path.name)
    one = onnx.helper.make_tensor("one", whole, [1], [1])
    answered(build([node("ConstantOfShape", ["one"], ["y"], value=value)], weights=[one]))
    resized = build([node("Resize", ["x", "", "s"], ["y"])], weights=[external(onnx, "s", 1, [5], path.name)])
    assert answered(resized).output_shape is None
    found = answered(build([node("ConvTranspose", ["x", "w"], ["y"], strides=[2, 2, 2])], weights=[weight]))
    assert found.output_shape == (1, 1, 16, 16, 16)
    assert not any(path.name in name for name in opened)


@pytest.mark.parametrize("ends", [{"start": 2}, {"start": -3}, {"start": 2, "end": 5}])
def test_sizes_that_the_model_works_out(onnx, build, ends):
    """A resize to the size of the skip: as exporters write it, a shape taken apart and put together."""
    node, helper = onnx.helper.make_node, onnx.helper
    front = helper.make_tensor("front", onnx.TensorProto.INT64, [2], [1, 1])
    nodes = [
        node("MaxPool", ["x"], ["a"], kernel_shape=[2, 2, 2], strides=[2, 2, 2]),
        node("Shape", ["x"], ["s"], **ends),
        node("Concat", ["front", "s"], ["sizes"], axis=0),
        node("Resize", ["a", "", "", "sizes"], ["u"]),
        node("Add", ["u", "x"], ["y"]),
    ]
    found = answered(build(nodes, (1, 1, 9, 10, 11), [front]))
    assert found.output_shape == (1, 1, 9, 10, 11)
    assert found.layers[1].output_shape == (1, 1, 9, 10, 11)


def test_an_axis_counted_from_behind(onnx, build):
    node = onnx.helper.make_node
    pool = node("MaxPool", ["x"], ["a"], name="down", kernel_shape=[2, 2, 2], strides=[2, 2, 2])
    up = node("ConvTranspose", ["a", "w"], ["u"], name="up", strides=[2, 2, 2])
    found = answered(build([pool, up, node("Concat", ["x", "u"], ["y"], axis=-4)], (1, 1, 9, 8, 8)))
    assert found.failure is not None
    assert (found.failure.layer, found.failure.axis) == ("up", "D")
    along = answered(build([pool, up, node("Concat", ["x", "u"], ["y"], axis=-3)], (1, 1, 9, 8, 8)))
    assert along.output_shape == (1, 1, 17, 8, 8)


BAD = [
    *({"strides": value} for value in ([0, 0, 0], [-1, -1, -1], [2**62] * 3, [1], 1.5, "x")),
    *({"dilations": value} for value in ([0, 0, 0], [-2, -2, -2], [2**62] * 3)),
    *({"pads": value} for value in ([-5] * 6, [9] * 6, [2**62] * 6, [1, 1, 1])),
    *({"kernel_shape": value} for value in ([0, 0, 0], [5, 5, 5], [2, 2], [2**62] * 3)),
    *({"output_padding": value} for value in ([7, 7, 7], [-1, -1, -1], [2**62] * 3)),
    *({"output_shape": value} for value in ([0, 0, 0], [10**9] * 3, [16, 16])),
    *({"group": value} for value in (0, -3, 2**60)),
]


@pytest.mark.parametrize("attributes", BAD, ids=str)
def test_attributes_that_are_nonsense(onnx, build, attributes):
    found = answered(build([onnx.helper.make_node("ConvTranspose", ["x", "w"], ["y"], **attributes)]))
    assert found.diagnostics, str(found)
    answered(build([onnx.helper.make_node("Conv", ["x", "w"], ["y"], **attributes)]))
    answered(build([onnx.helper.make_node("MaxPool", ["x"], ["y"], **{"kernel_shape": [2, 2, 2], **attributes})]))


def test_attributes_without_a_type(onnx, build):
    """ONNX reads them, as writers of old left the type out."""
    node = onnx.helper.make_node("ConvTranspose", ["x", "w"], ["y"], strides=[2, 3, 4])
    node.attribute[0].ClearField("type")
    (layer,) = answered(build([node])).layers
    assert layer.agrees is not False


def test_unknown_operators(onnx, build):
    nodes = [
        onnx.helper.make_node("Magic", ["x"], ["a"], domain="local"),
        onnx.helper.make_node("ConvTranspose", ["a", "w"], ["y"], strides=[2, 2, 2]),
    ]
    found = answered(build(nodes))
    assert codes(found) == ["model-operation-unknown"]
    assert [(layer.kind, layer.output_shape, layer.agrees) for layer in found.layers] == [("transposed", None, None)]


def test_weights_that_claim_to_be_endless(onnx, build):
    weight = onnx.TensorProto(name="w", data_type=1, dims=[2**40] * 5)
    answered(build([onnx.helper.make_node("ConvTranspose", ["x", "w"], ["y"])], weights=[weight]))
    answered(build([onnx.helper.make_node("ConvTranspose", ["x", "w"], ["y"])], (1, 1, 2**40, 8, 8)))


def test_trace_takes_all_of_them(onnx, sound, tmp_path):
    path = tmp_path / "model.onnx"
    path.write_bytes(sound)
    found = [trace(source) for source in (sound, str(path), path, onnx.ModelProto.FromString(sound))]
    assert {one.output_shape for one in found} == {(1, 2, 8, 8, 8)}


def test_without_onnx(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "conv3dt_core.trace.of_onnx", None)
    monkeypatch.delitem(sys.modules, "conv3dt_core.trace.of_onnx")
    monkeypatch.setitem(sys.modules, "onnx", None)
    found = trace_onnx(b"")
    assert codes(found) == ["model-framework-missing"]
    assert "pip install onnx" in found.diagnostics[0].render("en")
