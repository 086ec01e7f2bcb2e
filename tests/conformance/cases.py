"""The frameworks' own test cases, as parameters: where each comes from, and the layer it asks for.

Cases in one or two dimensions are lifted: the axes before theirs have size 1, kernel 1, stride 1, no padding.
"""

from __future__ import annotations

from typing import Any

from conv3dt_core import LayerParams
from tests.conformance.oracle import resolved
from tests.property.strategies import Layer

PADDLE_OP = "paddle test_conv3d_transpose_op"
PADDLE_NHWC = "paddle test_conv3d_transpose_part2_op"
PADDLE_LAYER = "paddle test_conv3d_transpose_layer"
PADDLE_FUNCTIONAL = "paddle test_functional_conv3d_transpose"
SAMPLES = {n: f"torch sample_inputs_conv_transpose{n}d" for n in (1, 2, 3)}
MODULES = "torch common_nn ConvTranspose"
NODE = "onnx node test_convtranspose"


def lifted(value: Any, fill: int, dimensions: int) -> Any:
    """Return the three numbers of an argument, `fill` on the axes that a lower dimension does not have."""
    given = (value,) * dimensions if isinstance(value, int) else tuple(value)
    return (fill,) * (3 - dimensions) + given


def case(
    channels: tuple[int, int], kernel: Any, size: Any, *, stride: Any = 1, padding: Any = 0, output_padding: Any = 0,
    dilation: Any = 1, groups: int = 1, data_format: str = "NCDHW", output_size: Any = None, dimensions: int = 3,
) -> Layer:  # fmt: skip
    if dimensions < 3:
        padding = lifted(padding, 0, dimensions)
    params = LayerParams.of(
        *channels, lifted(kernel, 1, dimensions), lifted(stride, 1, dimensions), padding,
        lifted(output_padding, 0, dimensions), lifted(dilation, 1, dimensions), groups, data_format,
    )  # fmt: skip
    asked = None if output_size is None else lifted(output_size, 1, dimensions)
    return resolved(Layer(params, lifted(size, 1, dimensions), asked))


ONE_SIDED = [1, 0, 1, 0, 1, 2]
LAST: dict[str, Any] = {"data_format": "NDHWC"}

CASES: dict[str, Layer] = {
    f"{PADDLE_OP}: default": case((3, 6), 3, 5),
    f"{PADDLE_OP}: symmetric pad": case((2, 6), 3, 5, padding=1),
    f"{PADDLE_OP}: asymmetric pad": case((2, 6), 3, 5, padding=ONE_SIDED),
    f"{PADDLE_OP}: SAME": case((2, 6), (3, 3, 4), (5, 5, 6), stride=(1, 1, 2), dilation=(1, 2, 1), padding="SAME"),
    f"{PADDLE_OP}: VALID": case((2, 6), (3, 4, 3), 5, stride=(2, 1, 1), padding="VALID"),
    f"{PADDLE_OP}: stride": case((2, 6), 3, 5, stride=2, padding=1),
    f"{PADDLE_OP}: groups": case((2, 6), 3, 5, padding=1, groups=2),
    f"{PADDLE_OP}: dilation": case((2, 6), 3, 5, padding=1, dilation=2),
    f"{PADDLE_OP}: NDHWC": case((2, 6), 3, 5, **LAST),
    f"{PADDLE_NHWC}: symmetric pad": case((3, 6), 3, 5, padding=1, **LAST),
    f"{PADDLE_NHWC}: asymmetric pad": case((3, 6), 3, 5, padding=ONE_SIDED, **LAST),
    f"{PADDLE_NHWC}: groups": case((4, 6), 3, 5, padding=1, groups=2, **LAST),
    f"{PADDLE_NHWC}: stride": case((3, 6), 3, 5, stride=2, padding=1, **LAST),
    f"{PADDLE_NHWC}: dilation": case((3, 6), 3, 5, padding=1, dilation=2, **LAST),
    f"{PADDLE_NHWC}: five pairs": case((3, 6), 3, 5, padding=[[0, 0], [0, 0], [1, 1], [0, 0], [1, 1]]),
    f"{PADDLE_NHWC}: five pairs, groups 3": case(
        (3, 6), 3, 5, groups=3, padding=[[0, 0], [0, 0], [1, 1], [1, 2], [0, 0]], **LAST
    ),
    f"{PADDLE_LAYER}: default": case((6, 8), 3, 8),
    f"{PADDLE_LAYER}: stride and dilation": case((6, 8), 3, 8, stride=(1, 2, 1), dilation=2),
    f"{PADDLE_LAYER}: output_size": case((6, 8), 3, 8, stride=(1, 2, 1), dilation=2, output_size=(12, 19, 12)),
    f"{PADDLE_LAYER}: mixed dilation": case((6, 8), 3, 8, stride=2, dilation=(2, 1, 2)),
    f"{PADDLE_LAYER}: kernel 1, padding": case((6, 8), 1, 8, padding=(2, 3, 1)),
    f"{PADDLE_LAYER}: six pads": case((6, 8), 3, 8, padding=[1, 2, 2, 3, 2, 1]),
    f"{PADDLE_LAYER}: five pairs": case((6, 8), 3, 8, padding=[[0, 0], [0, 0], [2, 3], [1, 2], [2, 1]]),
    f"{PADDLE_LAYER}: five pairs, NDHWC": case((6, 8), 3, 8, padding=[[0, 0], [1, 1], [2, 2], [3, 3], [0, 0]], **LAST),
    f"{PADDLE_LAYER}: groups 2": case((6, 8), 3, 8, groups=2, padding="VALID"),
    f"{PADDLE_LAYER}: groups 3": case((3, 6), 3, 8, groups=3, padding="VALID"),
    f"{PADDLE_FUNCTIONAL}: 1": case((3, 5), 3, 8, **LAST),
    f"{PADDLE_FUNCTIONAL}: 3": case((4, 6), 3, 8, groups=2, **LAST),
    f"{PADDLE_FUNCTIONAL}: 4": case((4, 6), 3, 8, groups=2, padding="SAME", **LAST),
    f"{PADDLE_FUNCTIONAL}: 5": case((4, 6), 3, 8, groups=2, stride=(1, 2, 1), dilation=(2, 1, 1), **LAST),
    f"{PADDLE_FUNCTIONAL}: 6": case((4, 4), 3, 8, groups=4, stride=(1, 2, 1), **LAST),
    f"{PADDLE_FUNCTIONAL}: 7": case((4, 4), 3, 8, stride=(1, 2, 1), output_size=(10, 17, 10)),
    f"{PADDLE_FUNCTIONAL}: 8": case((4, 6), 3, 8, groups=2, padding=[[0, 0], [1, 2], [1, 2], [2, 1], [0, 0]], **LAST),
    f"{PADDLE_FUNCTIONAL}: 9": case((4, 6), 3, 8, groups=2, padding=[[0, 0], [0, 0], [1, 1], [1, 1], [2, 2]]),
    f"{PADDLE_FUNCTIONAL}: 11": case((4, 6), 3, 8, groups=2, padding=(1, 2, 1)),
    f"{SAMPLES[3]}: 1": case((3, 3), 3, 4, stride=2, padding=2, output_padding=1),
    # Below the dilation, not below the stride: PyTorch computes it, Paddle does not.
    f"{SAMPLES[3]}: 2": case(
        (2, 4), (4, 5, 6), 4, stride=(3, 2, 1), padding=(1, 2, 3), output_padding=(2, 3, 1), groups=2, dilation=4
    ),
    f"{SAMPLES[3]}: 3": case((1, 1), (4, 3, 1), (4, 5, 2), stride=2, padding=1, output_padding=1, dilation=(2, 3, 2)),
    f"{SAMPLES[3]}: 4": case((1, 2), (3, 4, 5), (4, 3, 4), stride=2, padding=1, output_padding=1),
    f"{SAMPLES[3]}: 5": case((4, 8), 3, 5),
    f"{SAMPLES[2]}: 2": case(
        (2, 4), (4, 5), 4, stride=(3, 2), padding=(1, 2), output_padding=(2, 3), groups=2, dilation=4, dimensions=2
    ),
    f"{SAMPLES[2]}: 3": case(
        (1, 1), (4, 3), (4, 5), stride=2, padding=1, output_padding=1, dilation=(2, 3), dimensions=2
    ),
    f"{SAMPLES[2]}: 5": case((4, 4), 3, 4, groups=4, dimensions=2),
    f"{SAMPLES[1]}: 2": case((2, 4), 4, 4, stride=3, padding=1, output_padding=2, groups=2, dilation=4, dimensions=1),
    f"{SAMPLES[1]}: 3": case((1, 1), 4, 4, stride=2, padding=1, output_padding=1, dilation=2, dimensions=1),
    f"{MODULES}3d: plain": case((2, 3), (2, 3, 2), (4, 5, 4)),
    f"{MODULES}3d: dilated": case((2, 3), (2, 3, 2), (4, 5, 4), dilation=2),
    f"{MODULES}2d: plain": case((3, 4), 3, (7, 6), stride=(3, 2), padding=1, output_padding=1, dimensions=2),
    f"{MODULES}2d: dilated": case(
        (3, 4), 3, (6, 7), stride=(2, 3), padding=1, output_padding=1, dilation=2, dimensions=2
    ),
    f"{MODULES}2d: groups": case((2, 4), (2, 3), (4, 5), groups=2, dimensions=2),
    f"{MODULES}1d: plain": case((3, 4), 3, 7, stride=3, padding=1, output_padding=1, dimensions=1),
    f"{MODULES}1d: groups": case((4, 6), 3, 7, stride=3, padding=1, output_padding=1, groups=2, dimensions=1),
    f"{NODE}: 2-D": case((1, 2), 3, 3, dimensions=2),
    f"{NODE}_1d": case((1, 2), 3, 3, dimensions=1),
    f"{NODE}_3d": case((1, 2), 3, (3, 4, 5)),
    f"{NODE}_output_shape": case((1, 2), 3, 3, stride=(3, 2), output_size=(10, 8), dimensions=2),
    f"{NODE}_pad": case((1, 2), 3, 3, stride=(3, 2), output_padding=1, dimensions=2),
    f"{NODE}_pads": case((1, 2), 3, 3, stride=(3, 2), padding=(1, 2), dimensions=2),
    f"{NODE}_dilations": case((1, 1), 2, 3, dilation=2, dimensions=2),
    # SAME_UPPER means another layer there; ours of its name gives 5, not 6.
    f"{NODE}_autopad_same": resolved(Layer(LayerParams.of(1, 2, (1, 3, 3), (1, 2, 2), "SAME"), (1, 3, 3), None)),
    f"{NODE}_group_2": case((2, 2), 3, 3, groups=2, dimensions=2),
}
