"""ONNX models, traced by shape inference, against onnxruntime: shapes, the first failure, and each repair."""

from __future__ import annotations

import io
import re
import warnings
from typing import Any

import numpy as np
import pytest

from conv3dt_core.trace import Repair, trace_onnx

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("onnxruntime")]
SIZES = [(17, 16, 16), (19, 21, 23), (20, 24, 28), (33, 16, 35)]


@pytest.fixture(scope="module")
def onnx(import_oracle) -> Any:
    return import_oracle("onnx")


@pytest.fixture(scope="module")
def torch(import_oracle) -> Any:
    return import_oracle("torch")


@pytest.fixture(scope="module")
def models(onnx, torch, import_oracle) -> dict[str, Any]:
    import_oracle("monai")
    nets = import_oracle("monai.networks.nets")
    exported = {
        "UNet": nets.UNet(3, 1, 2, (2, 4, 8), (2, 2), num_res_units=1),
        "DynUNet": nets.DynUNet(3, 1, 2, [3] * 3, [1, 2, 2], [2, 2], filters=[2, 4, 8]),
        "residual": residual(torch),
    }
    return {**{name: export(onnx, torch, net) for name, net in exported.items()}, "by hand": by_hand(onnx)}


def residual(torch: Any) -> Any:
    """Return a V-Net in small: what it adds to has channels by `repeat`, whose shape the export computes."""
    nn = torch.nn

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first = nn.Conv3d(1, 4, 5, padding=2)
            self.down = nn.Conv3d(4, 8, 2, stride=2)
            self.deeper = nn.MaxPool3d(3, 2, 1)
            self.up2 = nn.ConvTranspose3d(8, 8, 3, stride=2, padding=1, output_padding=1)
            self.up1 = nn.ConvTranspose3d(8, 4, (2, 2, 4), stride=2, padding=(0, 0, 1))

        def forward(self, x: Any) -> Any:
            wide = self.first(x) + x.repeat(1, 4, 1, 1, 1)
            down = torch.relu(self.down(wide))
            return self.up1(self.up2(self.deeper(down)) + down) + wide

    return Net()


def export(onnx: Any, torch: Any, net: Any) -> Any:
    file = io.BytesIO()
    axes = {"x": {2: "d", 3: "h", 4: "w"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter announces its successor
        x = torch.zeros(1, 1, 16, 16, 16)
        torch.onnx.export(net.eval(), (x,), file, dynamo=False, input_names=["x"], dynamic_axes=axes, opset_version=17)
    return onnx.ModelProto.FromString(file.getvalue())


def by_hand(onnx: Any) -> Any:
    """Return a model of words that no exporter here writes: auto_pad, output_shape, ceil_mode, dilations, groups."""
    helper, single = onnx.helper, onnx.TensorProto.FLOAT
    rng = np.random.default_rng(3)
    shapes = {"w1": (4, 1, 3, 3, 3), "w2": (4, 2, 3, 2, 3), "w3": (4, 4, 2, 3, 3), "w4": (4, 3, 3, 3, 3)}
    weights = [onnx.numpy_helper.from_array(rng.normal(size=s).astype(np.float32), n) for n, s in shapes.items()]
    scales = onnx.numpy_helper.from_array(np.array([1, 1, 1.5, 2, 1.3], np.float32), "scales")
    nodes = [
        helper.make_node("Conv", ["x", "w1"], ["a"], name="same", auto_pad="SAME_UPPER", strides=[2, 3, 2]),
        helper.make_node("ConvTranspose", ["a", "w2"], ["b"], name="grouped", group=2, strides=[2, 1, 3],
                         dilations=[1, 2, 1], pads=[1, 0, 1, 0, 1, 2], output_padding=[1, 0, 2]),
        helper.make_node("MaxPool", ["b"], ["c"], name="ceil", kernel_shape=[3, 2, 3], strides=[2, 2, 3], ceil_mode=1,
                         pads=[1, 0, 1, 1, 0, 0]),
        helper.make_node("ConvTranspose", ["c", "w3"], ["d"], name="upper", auto_pad="SAME_UPPER", strides=[2, 2, 3]),
        helper.make_node("AveragePool", ["d"], ["e"], name="lower", kernel_shape=[2, 3, 2], auto_pad="SAME_LOWER",
                         strides=[1, 2, 2]),
        helper.make_node("Resize", ["e", "", "scales"], ["f"], name="resize", mode="nearest"),
        helper.make_node("ConvTranspose", ["f", "w4"], ["y"], name="last", strides=[1, 2, 2], dilations=[2, 1, 1]),
    ]  # fmt: skip
    x = helper.make_tensor_value_info("x", single, [1, 1, "d", "h", "w"])
    y = helper.make_tensor_value_info("y", single, None)
    graph = helper.make_graph(nodes, "g", [x], [y], [*weights, scales])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def run(onnx: Any, model: Any, x: Any) -> dict[str, tuple[int, ...]]:
    """Compute every value with onnxruntime; return their shapes."""
    import onnxruntime

    opened = onnx.ModelProto()
    opened.CopyFrom(model)
    known = {value.name for value in opened.graph.output}
    names = [name for node in opened.graph.node for name in node.output if name and name not in known]
    opened.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(opened.SerializeToString(), options, providers=["CPUExecutionProvider"])
    outputs = [value.name for value in session.get_outputs()]
    return {name: array.shape for name, array in zip(outputs, session.run(outputs, {"x": x}), strict=True)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["UNet", "DynUNet", "residual", "by hand"])
def test_a_trace_says_what_onnxruntime_does(onnx, import_oracle, models, oracle_counts, name, size):
    import_oracle("onnxruntime")
    model, x = models[name], np.zeros((1, 1, *size), np.float32)
    found = trace_onnx(model, x.shape)
    assert found.transposed
    assert all(layer.agrees for layer in found.layers), found
    made = {node.name: node.output[0] for node in model.graph.node}
    if found.failure is None:
        shapes = run(onnx, model, x)
        assert [layer.output_shape for layer in found.layers] == [shapes[made[layer.name]] for layer in found.layers]
        assert found.output_shape == shapes[model.graph.output[0].name]
    else:
        with pytest.raises(Exception, match=re.escape(found.failure.operation)):
            run(onnx, model, x)
        shapes = run(onnx, up_to(onnx, model, found.failure.operation), x)
        assert [layer.output_shape for layer in found.layers] == [shapes[made[layer.name]] for layer in found.layers]
        failed = next(node for node in model.graph.node if node.name == found.failure.operation)
        sizes = {shapes[operand][2:] for operand in failed.input}
        assert sizes == {found.failure.got, found.failure.wanted}
        assert found.failure.layer == found.transposed[-1].name
        assert {repair.kind for repair in found.repairs} >= {"pad", "crop"}
        for repair in found.repairs:
            run_it(onnx, model, x, repair)
    oracle_counts["onnxruntime"] += 1


def up_to(onnx: Any, model: Any, name: str) -> Any:
    """Return the model without the node and all that follow it."""
    part = onnx.ModelProto()
    part.CopyFrom(model)
    place = next(place for place, node in enumerate(part.graph.node) if node.name == name)
    last = part.graph.node[place - 1].output[0]
    del part.graph.node[place:]
    del part.graph.output[:]
    part.graph.output.append(onnx.ValueInfoProto(name=last))
    return part


def run_it(onnx: Any, model: Any, x: Any, repair: Repair) -> None:
    changed = onnx.ModelProto()
    changed.CopyFrom(model)
    names = {"np": np, "onnx": onnx, "x": x, "model": changed}
    exec(repair.code, names)
    assert names["x"].shape == repair.input_shape
    assert run(onnx, changed, names["x"])[model.graph.output[0].name] == repair.output_shape


def test_some_failed_and_some_ran(models):
    found = [trace_onnx(models[name], (1, 1, *size)) for name in models for size in SIZES]
    failed = [one for one in found if one.failure is not None]
    assert 5 <= len(failed) < len(found) - 5
    assert any(repair.kind == "output_size" for one in failed for repair in one.repairs)
