"""Wrong calls of five frameworks, each with the rule it breaks; `collect_errors` asks the frameworks what they say.

A row is (api, call, code, axis). `code` is the call's own fault, in the words of `conv3dt_core.diagnostics.Code`;
`axis` is the first faulty axis where the text tells it, None where the fault or the text has no axis.
"""

from __future__ import annotations

from typing import Any

Row = tuple[str, dict[str, Any], str, str | None]

X, WEIGHT = [1, 2, 3, 4, 5], [2, 3, 3, 2, 4]  # with stride 2 the base size is 7, 8, 12
ONE = {"x": [1, 2, 1, 3, 3], "weight": [2, 2, 1, 1, 1]}
FLAT = {"x": [1, 1, 2, 2, 1], "weight": [1, 1, 2, 1, 1]}
LAST = {"data_format": "NDHWC"}


def paddle(code: str, axis: str | None = None, *, like: dict[str, Any] | None = None, **kwargs: Any) -> Row:
    return "functional", {"x": X, "weight": WEIGHT, **(like or {}), "kwargs": kwargs}, code, axis


def paddle_layer(code: str, axis: str | None, *args: Any, like: dict[str, Any] | None = None, **kwargs: Any) -> Row:
    return "layer", {"args": list(args), **(like or {}), "kwargs": kwargs}, code, axis


def paddle_static(code: str, *, like: dict[str, Any] | None = None, **kwargs: Any) -> Row:
    call = {"x": X, **(like or {}), "kwargs": {"num_filters": 2, "filter_size": 3, **kwargs}}
    return "static", call, code, None


PADDLE: list[Row] = [
    paddle("output-size-out-of-range", "D", stride=2, output_size=[6, 8, 12]),
    paddle("output-size-out-of-range", "D", stride=2, output_size=[9, 8, 12]),
    paddle("output-size-out-of-range", "H", stride=2, output_size=[7, 10, 12]),
    paddle("output-size-out-of-range", "W", stride=2, output_size=[7, 8, 11]),
    paddle("output-size-out-of-range", "W", output_size=[5, 5, 9]),
    paddle("output-size-out-of-range", "H", stride=2, output_size=[7, -8, 12]),
    paddle("output-size-out-of-range", "H", like={"stack": 2}, stride=2, output_size=[7, 10, 12]),
    paddle("output-size-out-of-range", "H", like={"traceback": True}, stride=2, output_size=[7, 7, 12]),
    paddle("output-padding-too-large", "D", stride=2, output_padding=2),
    paddle("output-padding-too-large", "W", stride=(2, 2, 3), output_padding=[1, 1, 3]),
    paddle("output-padding-too-large", "H", stride=1, dilation=3, output_padding=[0, 3, 0]),
    paddle("output-padding-too-large", "D", like={"stack": 2, "traceback": True}, stride=3, output_padding=4),
    paddle("output-padding-negative", "H", stride=2, output_padding=[0, -1, 0]),
    paddle("output-padding-between-stride-and-dilation", "D", dilation=3, output_padding=[2, 0, 0]),
    paddle("output-padding-between-stride-and-dilation", "H", dilation=2, output_padding=[0, 1, 0]),
    paddle("output-padding-between-stride-and-dilation", "W", dilation=2, output_padding=[0, 0, 1]),
    paddle("output-size-with-output-padding", stride=2, output_size=[8, 9, 13], output_padding=1),
    paddle("stride-not-positive", stride=0),
    paddle("stride-not-positive", stride=[1, -1, 1]),
    paddle("padding-negative", "D", padding=-1),
    paddle("padding-negative", "H", padding=[0, -2, 0]),
    paddle("padding-negative", "W", padding=[0, 0, 0, 0, 1, -1]),
    paddle("output-size-not-positive", like=ONE, padding=[1, 0, 0]),
    paddle("output-size-not-positive", like=FLAT, padding=[1, 0, 0], **LAST),
    paddle("groups-not-positive", groups=0),
    paddle("channels-not-divisible-by-groups", groups=3),
    paddle("channels-mismatch", like={"x": [1, 4, 3, 4, 5]}),
    paddle("channels-mismatch", like={"x": [1, 8, 8, 8, 2]}),
    paddle("channels-mismatch", **LAST),
    paddle("input-rank", like={"x": [2, 3, 4, 5]}),
    paddle("weight-rank", like={"weight": [2, 2, 3, 3]}),
    paddle("bias-shape", like={"bias": [2]}),
    paddle("bias-shape", like={"bias": [1, 2]}),
    paddle("bias-shape", like={"x": [1, 4, 5, 6, 2], "bias": [5]}, **LAST),
    paddle("dtype-unsupported", like={"x_dtype": "float16", "weight_dtype": "float16"}),
    paddle("dtype-unsupported", like={"x_dtype": "int64", "weight_dtype": "int64"}),
    paddle("dtype-mismatch", like={"x_dtype": "float64", "traceback": True}),
    paddle("not-a-tensor", like={"raw_x": True}),
    paddle("not-a-tensor", like={"raw_x": True, "x": "x", "traceback": True}),
    paddle("wrong-length", stride=[2, 2]),
    paddle("wrong-length", dilation=[2]),
    paddle("wrong-length", output_padding=[1, 1, 1, 1], stride=2),
    paddle("wrong-length", output_size=[7, 7], stride=2),
    paddle("not-an-integer", stride=1.0),
    paddle("not-an-integer", stride=[2.0, 1, 1]),
    paddle("not-an-integer", stride=[None, 1, 1]),
    paddle("not-an-integer", dilation=None),
    paddle("not-an-integer", output_size=7.0, stride=2),
    paddle("not-an-integer", output_padding=[1.0, 1, 1], stride=2),
    paddle("not-an-integer", groups=2.0),
    paddle("not-an-integer", like={"traceback": True}, groups=None),
    paddle("integer-too-large", stride=2**31),
    paddle("padding-form-unknown", padding=[1, 1]),
    paddle("padding-form-unknown", padding=[[1, 1], [1, 1], [1, 1]]),
    paddle("padding-form-unknown", padding=1.5),
    paddle("padding-form-unknown", padding=[[0, 0], [0, 0], [1], [1], [1]]),
    paddle("padding-word-unknown", padding="SAM"),
    paddle("padding-on-batch-or-channels", padding=[[0, 0], [1, 0], [1, 1], [1, 1], [1, 1]]),
    paddle("data-format-unknown", data_format="NCHW"),
    paddle_layer("groups-not-positive", None, 2, 4, 3, groups=0, like={"traceback": True}),
    paddle_layer("channels-not-positive", None, -1, 4, 3),
    paddle_layer("channels-not-positive", None, 2, -4, 3),
    paddle_layer("kernel-size-not-positive", "D", 2, 4, -1),
    paddle_layer("kernel-size-not-positive", "H", 2, 4, [3, -2, 3]),
    paddle_layer("not-an-integer", None, 2, 4, 3.0),
    paddle_layer("not-an-integer", None, 2, 4, [3, 3.0, 3], like={"traceback": True}),
    paddle_layer("not-an-integer", None, 2.0, 4, 3, like={"traceback": True}),
    paddle_layer("not-an-integer", None, 2, 4, "3"),
    paddle_layer("wrong-length", None, 2, 4, [3, 3]),
    paddle_layer("data-format-unknown", None, 2, 4, 3, data_format="ncdhw"),
    paddle_layer("code-argument-unknown", None, 2, 4, 3, act="relu"),
    paddle_layer("channels-not-divisible-by-groups", None, 3, 4, 3, groups=2, like={"x": [1, 3, 3, 3, 3]}),
    paddle_static("groups-not-positive", groups=0),
    paddle_static("channels-not-divisible-by-groups", groups=3),
    paddle_static("data-format-unknown", data_format="NCHW"),
    paddle_static("wrong-length", filter_size=[3]),
    paddle_static("padding-on-batch-or-channels", padding=[(0, 0), (0, 0), (1, 1), (1, 1), (1, 1)]),
    paddle_static("input-rank", like={"x": [1, 2, 3, 3]}),
]  # fmt: skip


def torch(code: str, axis: str | None = None, *, like: dict[str, Any] | None = None, **kwargs: Any) -> Row:
    return "functional", {"x": X, "weight": WEIGHT, **(like or {}), "kwargs": kwargs}, code, axis


def torch_layer(code: str, axis: str | None, *args: Any, like: dict[str, Any] | None = None, **kwargs: Any) -> Row:
    return "layer", {"args": list(args), "x": X, **(like or {}), "kwargs": kwargs}, code, axis


SKIP = {"skip": [1, 3, 8, 11, 12], "traceback": True}  # the size of another tensor, as a U-Net asks for it

PYTORCH: list[Row] = [
    torch_layer("output-size-out-of-range", "D", 2, 3, 3, stride=2, like={"output_size": [9, 9, 11]}),
    torch_layer("output-size-out-of-range", "H", 2, 3, 3, stride=2, like={"output_size": [7, 8, 11]}),
    torch_layer("output-size-out-of-range", "H", 2, 3, 3, stride=2, like=SKIP),
    torch_layer("output-size-out-of-range", "W", 2, 3, 3, stride=2, like={"output_size": [1, 3, 7, 9, 13]}),
    torch_layer("wrong-length", None, 2, 3, 3, stride=2, like={"output_size": [7, 9]}),
    torch_layer("not-an-integer", None, 2, 3, 3, stride=2, like={"output_size": [7.5, 9, 11]}),
    torch("output-padding-too-large", "D", output_padding=1),
    torch("output-padding-too-large", "H", stride=2, output_padding=(0, 2, 0)),
    torch_layer("output-padding-too-large", "W", 2, 3, 3, stride=(1, 1, 2), dilation=3, output_padding=(0, 0, 3)),
    torch("output-padding-negative", stride=2, output_padding=-1),
    torch("stride-not-positive", stride=[1, 0, 1]),
    torch("stride-not-positive", "D", stride=2**31),
    torch("padding-negative", padding=-1),
    torch("dilation-not-positive", "D", dilation=0),
    torch("dilation-not-positive", dilation=(1, -1, 1)),
    torch("groups-not-positive", groups=0),
    torch_layer("groups-not-positive", None, 2, 3, 3, groups=0),
    torch("channels-not-divisible-by-groups", groups=4),
    torch("channels-not-divisible-by-groups", like={"x": [1, 3, 3, 3, 3], "weight": [3, 3, 3, 3, 3]}, groups=2),
    torch_layer("channels-not-divisible-by-groups", None, 3, 4, 3, groups=2),
    torch_layer("channels-not-divisible-by-groups", None, 4, 3, 3, groups=2),
    torch_layer("channels-not-positive", None, -2, 3, 3, like={"traceback": True}),
    torch_layer("channels-not-positive", None, 0, 3, 3),
    torch_layer("kernel-size-not-positive", "D", 2, 3, 0),
    torch("kernel-size-not-positive", "H", like={"weight": [2, 3, 3, 0, 3]}),
    torch_layer("kernel-size-not-positive", "D", 2, 3, -1, like={"traceback": True}),
    torch("input-size-not-positive", "D", like={"x": [1, 2, 0, 4, 5]}),
    torch("output-size-not-positive", "D", padding=5),
    torch("output-size-not-positive", "W", padding=(0, 0, 4)),
    torch("channels-mismatch", like={"x": [1, 4, 3, 4, 5]}),
    torch("channels-mismatch", like={"x": [2, 4, 3, 4, 5]}),
    torch("channels-mismatch", like={"x": [1, 8, 8, 8, 2]}),
    torch("channels-mismatch", like={"x": [4, 3, 4, 5]}),
    torch("input-rank", like={"x": [2, 3, 4]}),
    torch_layer("input-rank", None, 2, 3, 3, like={"x": [2, 3]}),
    torch("bias-shape", like={"bias": [2]}),
    torch("bias-shape", like={"bias": [3, 1]}),
    torch("dtype-mismatch", like={"x_dtype": "float64", "traceback": True}),
    torch("dtype-mismatch", like={"x_dtype": "float16", "traceback": True}),
    torch("not-a-tensor", like={"raw_x": [[1.0]]}),
    torch("wrong-length", stride=(1, 2)),
    torch("wrong-length", padding=(1, 1)),
    torch("wrong-length", output_padding=(1, 1, 1, 1)),
    torch("pads-become-crop", padding=(1, 0, 1, 0, 1, 0)),
    torch("same-becomes-pads", padding="same"),
    torch_layer("same-becomes-pads", None, 2, 3, 3, padding="same"),
    torch("not-an-integer", stride=1.5),
    torch("not-an-integer", dilation="2"),
    torch("not-an-integer", groups=1.0),
    torch_layer("not-an-integer", None, 2, 3, 3.0, like={"traceback": True}),
    torch("output-size-becomes-output-padding", output_size=9),
    torch("layout-is-permuted", data_format="NDHWC"),
    torch_layer("code-argument-unknown", None, 2, 3, 3, activation="relu"),
]  # fmt: skip


def onnx(code: str, axis: str | None = None, *, api: str = "runtime", like: Any = None, **attributes: Any) -> Row:
    return api, {"x": [1, 2, 3, 3, 3], "w": [2, 2, 3, 3, 3], **(like or {}), "attributes": attributes}, code, axis


ONNX: list[Row] = [
    onnx("output-padding-too-large", "W", strides=[2, 2, 2], output_padding=[0, 0, 2]),
    onnx("output-padding-too-large", "D", strides=[2, 2, 2], output_padding=[3, 0, 0]),
    onnx("output-padding-too-large", "H", api="reference", strides=[2, 2, 2], output_padding=[0, 2, 0]),
    onnx("output-padding-between-stride-and-dilation", dilations=[2, 2, 2], output_padding=[0, 0, 1]),
    onnx("output-padding-negative", strides=[2, 2, 2], output_padding=[0, -1, 0]),
    onnx("output-size-not-positive", "D", pads=[9] * 6),
    onnx("output-size-not-positive", "W", pads=[0, 0, 4, 0, 0, 1]),
    onnx("output-size-out-of-range", strides=[2, 2, 2], output_shape=[0, 7, 7]),
    onnx("output-size-out-of-range", strides=[2, 2, 2], output_shape=[40, 7, 7]),
    onnx("stride-not-positive", strides=[1, 0, 1]),
    onnx("stride-not-positive", api="shapes", strides=[1, -1, 1]),
    onnx("dilation-not-positive", dilations=[0, 1, 1]),
    onnx("padding-negative", pads=[0, 0, 0, -1, 0, 0]),
    onnx("kernel-size-not-positive", api="shapes", like={"w": [2, 2, 0, 3, 3]}),
    onnx("groups-not-positive", group=0),
    onnx("groups-not-positive", api="shapes", group=-1),
    onnx("channels-not-divisible-by-groups", group=3),
    onnx("channels-mismatch", like={"x": [1, 3, 3, 3, 3]}),
    onnx("bias-shape", like={"b": [3]}),
    onnx("bias-shape", like={"b": [2, 1]}),
    onnx("weight-shape", kernel_shape=[2, 3, 3]),
    onnx("input-rank", like={"x": [1, 2, 3, 3]}),
    onnx("dtype-mismatch", like={"x_dtype": "float64"}),
    onnx("dtype-unsupported", like={"x_dtype": "float64", "w_dtype": "float64"}),
    onnx("dtype-unsupported", like={"x_dtype": "int64", "w_dtype": "int64"}),
    onnx("wrong-length", strides=[2, 2]),
    onnx("wrong-length", api="shapes", dilations=[1, 1]),
    onnx("wrong-length", pads=[0, 0, 0]),
    onnx("wrong-length", output_padding=[0, 1]),
    onnx("wrong-length", output_shape=[7, 7]),
    onnx("padding-word-unknown", auto_pad="SAME"),
    onnx("padding-form-unknown", auto_pad="SAME_UPPER", pads=[1] * 6),
    onnx("code-argument-unknown", stride=[2, 2, 2]),
]  # fmt: skip


def jax(code: str, axis: str | None = None, *, strides: Any = (1, 1, 1), padding: Any = "VALID", **more: Any) -> Row:
    tensors = {name: more.pop(name) for name in ("x", "w", "x_dtype") if name in more}
    call = {"x": [1, 3, 3, 3, 2], "w": [3, 3, 3, 2, 4], **tensors, "args": [strides, padding], "kwargs": more}
    return "conv_transpose", call, code, axis


def dilated(code: str, axis: str | None = None, *, padding: Any = ((2, 2),) * 3, **more: Any) -> Row:
    tensors = {name: more.pop(name) for name in ("x", "w", "x_dtype") if name in more}
    kwargs = {"dimension_numbers": ("NCDHW", "OIDHW", "NCDHW"), **more}
    call = {"x": [1, 2, 3, 3, 3], "w": [2, 2, 3, 3, 3], **tensors, "args": [(1, 1, 1), padding], "kwargs": kwargs}
    return "conv_general_dilated", call, code, axis


JAX: list[Row] = [
    jax("stride-not-positive", "D", strides=(0, 1, 1)),
    jax("stride-not-positive", "H", strides=(1, -1, 1)),
    dilated("stride-not-positive", "W", lhs_dilation=(2, 2, 0)),
    jax("dilation-not-positive", "H", rhs_dilation=(1, 0, 1)),
    jax("wrong-length", strides=(2, 2)),
    jax("wrong-length", strides=(2, 2, 2, 2)),
    jax("wrong-length", padding=[(0, 0), (0, 0)]),
    dilated("wrong-length", lhs_dilation=(2, 2)),
    dilated("wrong-length", rhs_dilation=(1, 1)),
    jax("padding-word-unknown", padding="SAM"),
    dilated("padding-word-unknown", padding="SAME_UPPER"),
    jax("padding-form-unknown", padding=1),
    jax("padding-form-unknown", padding=[1, 1, 1]),
    dilated("same-becomes-pads", padding="SAME", lhs_dilation=(2, 2, 2)),
    jax("output-size-not-positive", "H", padding=[(0, 0), (-3, -3), (0, 0)]),
    dilated("output-size-not-positive", "D", padding=((-3, -3),) * 3),
    jax("kernel-size-not-positive", "D", w=[0, 3, 3, 2, 4]),
    dilated("kernel-size-not-positive", "W", w=[2, 2, 3, 3, 0]),
    dilated("groups-not-positive", feature_group_count=0),
    dilated("groups-not-positive", feature_group_count=-1),
    dilated("channels-not-divisible-by-groups", feature_group_count=3),
    dilated("channels-not-divisible-by-groups", x=[1, 4, 3, 3, 3], w=[3, 2, 3, 3, 3], feature_group_count=2),
    jax("channels-mismatch", x=[1, 3, 3, 3, 5]),
    dilated("channels-mismatch", x=[1, 4, 3, 3, 3]),
    dilated("input-rank", x=[1, 2, 3, 3]),
    dilated("weight-rank", w=[2, 2, 3, 3]),
    jax("dtype-mismatch", x_dtype="int32"),
    dilated("dtype-mismatch", x_dtype="float16"),
    jax("data-format-unknown", dimension_numbers=("NCDHW", "DHWIO", "NCHW")),
    jax("data-format-unknown", dimension_numbers="NCDHW"),
    jax("groups-become-calls", feature_group_count=2),
    jax("code-argument-unknown", output_padding=1),
]  # fmt: skip


def keras(code: str, axis: str | None = None, *args: Any, like: dict[str, Any] | None = None, **kwargs: Any) -> Row:
    call = {"args": list(args) or [3, 3], "x": [1, 3, 4, 5, 2], **(like or {}), "kwargs": kwargs}
    return "layer", call, code, axis


def tf(code: str, axis: str | None = None, *, api: str = "nn", like: Any = None, **kwargs: Any) -> Row:
    """TensorFlow's function; from 4 voxels, kernel 3 and stride 2 it makes 9 or 10 with VALID, 7 or 8 with SAME."""
    call = {"x": [1, 4, 4, 4, 2], "w": [3, 3, 3, 3, 2], "output_shape": [1, 9, 9, 9, 3], **(like or {})}
    return api, {**call, "kwargs": {"strides": 2, "padding": "VALID", **kwargs}}, code, axis


KERAS: list[Row] = [
    keras("stride-not-positive", strides=0),
    keras("stride-not-positive", "H", strides=(1, -1, 1)),
    keras("kernel-size-not-positive", None, 3, 0),
    keras("kernel-size-not-positive", "W", 3, (3, 3, 0)),
    keras("dilation-not-positive", dilation_rate=0),
    keras("output-padding-negative", strides=2, output_padding=-1),
    keras("output-padding-too-large", "D", strides=2, output_padding=2),
    keras("output-padding-too-large", "H", strides=2, output_padding=(0, 2, 0)),
    keras("wrong-length", strides=(2, 2)),
    keras("wrong-length", dilation_rate=(2, 2)),
    keras("wrong-length", None, 3, (3, 3)),
    keras("not-an-integer", strides=1.5),
    keras("channels-not-positive", None, 0, 3),
    keras("channels-not-positive", None, -1, 3),
    keras("padding-word-unknown", padding="SAM"),
    keras("data-format-unknown", data_format="NCDHW"),
    keras("dilation-becomes-zeros", strides=2, dilation_rate=2),
    keras("groups-become-calls", groups=2),
    keras("code-argument-unknown", output_size=9),
    keras("input-rank", like={"x": [1, 3, 4, 2]}),
    keras("channels-mismatch", like={"then": [[1, 3, 4, 5, 4]]}),
    tf("output-size-out-of-range", "D", like={"output_shape": [1, 8, 9, 9, 3]}),
    tf("output-size-out-of-range", "H", like={"output_shape": [1, 9, 11, 9, 3], "traceback": True}),
    tf("output-size-out-of-range", "W", like={"output_shape": [1, 9, 9, 12, 3]}),
    tf("output-size-out-of-range", "D", padding="SAME"),
    tf("output-size-out-of-range", "D", api="graph", like={"output_shape": [1, 11, 9, 9, 3]}),
    tf("output-size-out-of-range", like={"output_shape": [1, -1, 9, 9, 3]}),
    tf("out-shape", like={"output_shape": [2, 9, 9, 9, 3]}),
    tf("channels-mismatch", like={"output_shape": [1, 9, 9, 9, 4]}),
    tf("channels-mismatch", like={"x": [1, 4, 4, 4, 3]}),
    tf("input-rank", like={"x": [1, 4, 4, 2]}),
    tf("stride-not-positive", strides=0),
    tf("stride-not-positive", strides=(2, 2, -1)),
    tf("wrong-length", strides=(2, 2)),
    tf("padding-word-unknown", padding="same"),
    tf("pads-become-crop", padding=[[0, 0], [1, 1], [1, 1], [1, 1], [0, 0]], like={"traceback": True}),
    tf("data-format-unknown", data_format="NDHW"),
    tf("layout-is-permuted", data_format="NCDHW", like={"x": [1, 2, 4, 4, 4], "output_shape": [1, 3, 9, 9, 9]}),
    tf("dilation-becomes-zeros", dilations=2, strides=1, like={"output_shape": [1, 8, 8, 8, 3]}),
    tf("dtype-mismatch", like={"x_dtype": "float64"}),
    tf("dtype-unsupported", like={"x_dtype": "int32", "w_dtype": "int32"}),
]  # fmt: skip

#: With its oneDNN kernels (the default on x86) TensorFlow says less.
ONEDNN: list[Row] = [
    tf("output-size-out-of-range", like={"output_shape": [1, 8, 9, 9, 3]}),
    tf("output-size-out-of-range", api="graph", like={"output_shape": [1, 9, 9, 12, 3]}),
    keras("output-size-out-of-range", None, 3, 2, strides=3, padding="same", output_padding=0),
    tf("channels-mismatch", like={"output_shape": [1, 9, 9, 9, 4]}),
    tf("dilation-not-positive", dilations=0),
    tf("stride-not-positive", strides=0),
    tf("dtype-mismatch", like={"x_dtype": "float64"}),
]  # fmt: skip

CALLS = {"paddle": PADDLE, "pytorch": PYTORCH, "onnx": ONNX, "jax": JAX, "keras": KERAS, "onednn": ONEDNN}
DIALECTS = {name: name for name in CALLS} | {"onednn": "keras"}
