"""What ONNX and JAX code is read as, against what onnxruntime and JAX compute from the same arguments."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from conv3dt_core import conv3d_transpose
from conv3dt_core.frameworks.reading import FoundLayer, read

pytestmark = pytest.mark.oracle


def arrays(x_shape: tuple[int, ...], weight_shape: tuple[int, ...]) -> tuple[Any, Any]:
    random = np.random.default_rng(0)
    return tuple(random.integers(-4, 5, shape).astype("float32") for shape in (x_shape, weight_shape))  # type: ignore[return-value]


def ours(layer: FoundLayer, x: Any, weight: Any) -> Any:
    params = layer.params
    return conv3d_transpose(
        x, weight, None, params.stride, [pad for pair in params.padding for pad in pair], params.output_padding,
        params.groups, params.dilation, None, params.data_format,
    )  # fmt: skip


# --- ONNX -------------------------------------------------------------------------------------------------------------

ONNX_SIZE = (3, 4, 5)
ONNX = [
    "strides=[2, 2, 2], pads=[1, 0, 1, 0, 1, 1], output_padding=[1, 1, 0]",
    "strides=[1, 2, 3], dilations=[2, 1, 2], pads=[1, 1, 2, 2, 1, 1]",
    "strides=[2, 2, 2], auto_pad='VALID'",
    *(f"strides=[1, 2, 3], auto_pad='SAME_{end}'" for end in ("UPPER", "LOWER")),
    *(f"strides=[2, 2, 3], output_padding=[1, 0, 2], auto_pad='SAME_{end}'" for end in ("UPPER", "LOWER")),
    *(f"strides=[2, 2, 2], output_shape=[{d}, {d + 2}, {d + 4}]" for d in (4, 5, 6, 7, 8)),
    *(f"strides=[2, 2, 2], output_padding=[1, 1, 1], output_shape=[{d}, {d + 2}, {d + 4}]" for d in (4, 6, 7, 8)),
    *(f"strides=[2, 2, 2], auto_pad='SAME_{end}', output_shape=[5, 6, 7]" for end in ("UPPER", "LOWER")),
    "strides=[3, 3, 3], kernel_shape=[3, 3, 3], pads=[0, 0, 0, 0, 0, 0], group=1",
]


def onnx_node(attributes: str) -> str:
    return f"""
from onnx import TensorProto, helper
X = helper.make_tensor_value_info("X", TensorProto.FLOAT, [1, 2, 3, 4, 5])
W = helper.make_tensor_value_info("W", TensorProto.FLOAT, [2, 3, 3, 3, 3])
Y = helper.make_tensor_value_info("Y", TensorProto.FLOAT, None)
node = helper.make_node("ConvTranspose", ["X", "W"], ["Y"], {attributes})
"""


@pytest.mark.parametrize("attributes", ONNX)
def test_onnx(import_oracle, attributes):
    onnx, onnxruntime = import_oracle("onnx"), import_oracle("onnxruntime")
    names: dict[str, Any] = {}
    exec(onnx_node(attributes), names)
    helper = onnx.helper
    graph = helper.make_graph([names["node"]], "g", [names["X"], names["W"]], [names["Y"]])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    x, weight = arrays((1, 2, *ONNX_SIZE), (2, 3, 3, 3, 3))
    (expected,) = session.run(None, {"X": x, "W": weight})
    (layer,) = read(onnx_node(attributes)).layers
    assert layer.input_size == ONNX_SIZE
    np.testing.assert_array_equal(ours(layer, x, weight), expected)


# --- JAX --------------------------------------------------------------------------------------------------------------

JAX = [
    *(f"lax.conv_transpose(x, w, {strides}, '{word}', rhs_dilation={dilation}, {{layout}})"
      for strides in ((1, 2, 3), (2, 4, 4)) for word in ("SAME", "VALID") for dilation in ((1, 1, 1), (2, 1, 2))),
    "lax.conv_transpose(x, w, (2, 2, 1), [(2, 1), (1, 3), (0, 0)], {layout})",
    "lax.conv_transpose(x, w, (2, 2, 1), [(2, 1), (1, 3), (0, 0)], {layout}, transpose_kernel=True)",
    "lax.conv_transpose(x, w, (2, 2, 1), [(1, 0), (1, 1), (0, 0)], {layout}, use_consistent_padding=True)",
    "lax.conv_general_dilated(x, w, (1, 1, 1), [(2, 2), (1, 2), (0, 2)], lhs_dilation=(1, 2, 3), {layout})",
    "lax.conv_general_dilated(x, w, (1, 1, 1), [(4, 4), (1, 2), (0, 2)], (2, 2, 3), (2, 1, 1), {layout})",
    "lax.conv_general_dilated(x, w, (1, 1, 1), [(2, 3)] * 3, (2, 2, 2), feature_group_count=2, {layout})",
]  # fmt: skip
LAYOUTS = {
    "NCDHW OIDHW": ("(2, 4, 3, 4, 5)", "({out}, {inner}, 3, 3, 3)"),
    "NDHWC DHWIO": ("(2, 3, 4, 5, 4)", "(3, 3, 3, {inner}, {out})"),
}


def jax_script(call: str, layout: str) -> str:
    data, kernel = layout.split()
    x_shape, weight_shape = LAYOUTS[layout]
    # A kernel that lax transposes is declared the other way round.
    inner, out = (6, 4) if "transpose_kernel" in call else (2 if "group" in call else 4, 6)
    weight_shape = weight_shape.format(inner=inner, out=out)
    numbers = f"dimension_numbers=('{data}', '{kernel}', '{data}')"
    return f"import jax.numpy as jnp\nfrom jax import lax\nx = jnp.zeros({x_shape})\nw = jnp.zeros({weight_shape})\n" \
           f"y = {call.format(layout=numbers)}\n"  # fmt: skip


def our_weight(layer: FoundLayer, w: Any, script: str) -> Any:
    """JAX's kernel as Paddle's (in, out/groups, kD, kH, kW): flipped, unless lax flips it."""
    if "DHWIO" in script:
        w = w.transpose(4, 3, 0, 1, 2)  # -> (out, in/groups, ...)
    if "transpose_kernel" in script:
        return w
    groups, (many, few, *taps) = layer.params.groups, w.shape
    w = w.reshape(groups, many // groups, few, *taps).swapaxes(1, 2).reshape(groups * few, many // groups, *taps)
    return w[:, :, ::-1, ::-1, ::-1]


@pytest.mark.parametrize("layout", list(LAYOUTS))
@pytest.mark.parametrize("call", JAX)
def test_jax(import_oracle, call, layout):
    lax = import_oracle("jax").lax
    script = jax_script(call, layout)
    (layer,) = read(script).layers
    names: dict[str, Any] = {}
    exec("import jax.numpy as jnp\n" + "\n".join(line for line in script.splitlines() if line[0] in "xw"), names)
    x, w = arrays(names["x"].shape, names["w"].shape)
    expected = eval(script.splitlines()[-1].removeprefix("y = "), {"lax": lax, "x": x, "w": w})
    assert (layer.params.in_channels, layer.params.out_channels, layer.input_size) == (4, 6, (3, 4, 5))
    np.testing.assert_array_equal(ours(layer, x, our_weight(layer, w, script)), expected)
