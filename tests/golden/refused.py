"""The calls that Paddle or we refuse, by family. `make_golden` asks Paddle, `test_golden` us."""

from __future__ import annotations

from typing import Any

import numpy as np

X = [1, 2, 3, 4, 5]
WEIGHT = [2, 3, 3, 2, 4]
# With stride 2 the base size of X and WEIGHT is 2*2 + 3, 3*2 + 2, 4*2 + 4 = 7, 8, 12


def calls(name: str, values: list[Any], **kwargs: Any) -> list[dict[str, Any]]:
    """Return one functional call for each value of an argument."""
    return [call({name: value, **kwargs}) for value in values]


def call(kwargs: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"api": "functional", "x": X, "weight": WEIGHT, "kwargs": kwargs or {}, **more}


def layer(*args: Any, **more: Any) -> dict[str, Any]:
    return {"api": "layer", "args": list(args), "kwargs": more.pop("kwargs", {}), **more}


def auto(output_size: Any, **kwargs: Any) -> dict[str, Any]:
    """Return a call of paddle.static.nn.conv3d_transpose without a kernel size."""
    return {"api": "static", "x": [1, 2, 3, 3, 3], "kwargs": {"num_filters": 2, "output_size": output_size, **kwargs}}


ONE = {"x": [1, 2, 1, 1, 1], "weight": [2, 2, 1, 1, 1]}
LAST = {"data_format": "NDHWC"}
NOT_INTEGERS = [1.0, 2.5, "2", "222", None, True, [2.0, 1, 1], ["a", 1, 1], [None, 1, 1], [1, True, 1]]
LENGTHS = [[], [2], [2, 2], (2, 2), [2, 2, 2, 2], range(2)]

REFUSED: dict[str, list[dict[str, Any]]] = {
    # form
    "stride is no integer": calls("stride", NOT_INTEGERS),
    "dilation is no integer": calls("dilation", NOT_INTEGERS),
    "output_padding is no integer": calls("output_padding", NOT_INTEGERS, stride=2),
    "output_size is no integer": calls("output_size", [v for v in NOT_INTEGERS if v is not None], stride=2),
    "groups is no integer": calls("groups", [1.5, 2.0, True, None, "1", [1]]),
    "stride has another length": calls("stride", LENGTHS),
    "dilation has another length": calls("dilation", LENGTHS),
    "output_padding has another length": calls("output_padding", LENGTHS, stride=3),
    "output_size has another length": calls("output_size", LENGTHS, stride=2),
    "stride beyond 32 bits": calls("stride", [2**31, [1, 1, 2**31]]),
    "dilation beyond 32 bits": calls("dilation", [2**31]),
    "padding beyond 32 bits": calls("padding", [2**31]),
    "output_size beyond 32 bits": calls("output_size", [2**31], stride=2),
    "padding of unknown form": calls("padding", [
        None, [], [1], [1, 1], [1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1], [[1, 1], [1, 1], [1, 1]],
        [[0, 0], [0, 0], 1, 1, 1], [[0, 0], [0, 0], [1], [1], [1]], [[0, 0], [0, 0], [1, 1, 1], [1, 1, 1], [1, 1, 1]],
        [0, 0, [1, 1], [1, 1], [1, 1]],
    ]),
    "padding is no integer": calls("padding", [1.5, True, [1.0, 1, 1], [1, 1.5, 1], [1, "1", 1]]),
    "padding of unknown word": calls("padding", ["SAM", "", " same", "EXPLICIT", "same ", "FULL"]),
    "padding on batch or channels": [
        *calls("padding", [
            [[0, 0], [1, 0], [1, 1], [1, 1], [1, 1]], [[1, 1], [0, 0], [1, 1], [1, 1], [1, 1]],
            [[0, 0], [1, 1], [1, 1], [1, 1], [0, 0]],
        ]),
        call({"padding": [[0, 0], [0, 0], [1, 1], [1, 1], [1, 1]], **LAST}, x=[1, 3, 4, 5, 2]),
    ],
    "data_format unknown": calls("data_format", ["NCHW", "NHWC", "ncdhw", "NCL", None, ""]),
    # values
    "stride below 1": calls("stride", [0, -2, [0, 1, 1], [1, -1, 1], [1, 1, 0]]),
    "dilation below 1, refused for the size": [
        call({"dilation": value}, x=[1, 2, 3, 3, 3], weight=[2, 2, 3, 3, 3]) for value in (-2, -4)
    ],
    "padding below 0": calls("padding", [
        -1, -2, [-1, 0, 0], [0, 0, 0, -1, 0, 0], [[0, 0], [0, 0], [1, -1], [1, 1], [1, 1]],
    ]),
    "output_padding below 0": calls("output_padding", [-1, [0, -1, 0], [0, 0, -2]], stride=2),
    "output_padding too large": [
        *calls("output_padding", [1, [0, 1, 0]], stride=1), *calls("output_padding", [2, [0, 0, 5]], stride=2),
        *calls("output_padding", [3], stride=3), *calls("output_padding", [3], stride=1, dilation=3),
        *calls("output_padding", [3], stride=2, dilation=3), *calls("output_padding", [3], stride=3, dilation=2),
        *calls("output_padding", [2], stride=2, dilation=3, padding="SAME"),
        *calls("output_padding", [[1, 2, 3]], stride=(2, 2, 3)),
    ],
    "output_size out of range": [
        *calls("output_size", [[6, 8, 12], [9, 8, 12], [7, 7, 12], [7, 10, 12], [7, 8, 11], [7, 8, 14]], stride=2),
        *calls("output_size", [0, -1, [7, -8, 12]], stride=2),
        *calls("output_size", [[4, 6, 10], [7, 6, 10]], stride=2, padding=1), *calls("output_size", [[5, 6, 8]]),
        *calls("output_size", [[4, 5, 8], [5, 5, 9]]),
        *calls("output_size", [[7, 5, 11], [8, 6, 11]], dilation=2),
        *calls("output_size", [[5, 8, 8], [4, 8, 9], [7, 8, 9]], stride=2, padding="SAME"),
        *calls("output_size", [[9, 8, 12]], stride=2, padding="VALID"),
        *calls("output_size", [[13, 11, 22], [9, 11, 19]], stride=3, dilation=2),
    ],
    "output_size with output_padding": [
        call({"stride": 2, "output_size": [8, 9, 13], "output_padding": value}) for value in (1, [1, 1, 1], [0, 0, 1])
    ],
    "groups below 1": calls("groups", [0, -1, -2]),
    "channels not divisible by groups": [
        *calls("groups", [3, 4]), layer(3, 4, 3, kwargs={"groups": 2}, x=[1, 3, 3, 3, 3]),
    ],
    "size below 1": [
        call({"padding": 1}, **ONE), call({"padding": [1, 0, 0]}, x=[1, 2, 1, 3, 3], weight=[2, 2, 1, 1, 1]),
    ],
    "size of 0, NDHWC": [call({"padding": [1, 0, 0], **LAST}, x=[1, 1, 2, 2, 1], weight=[1, 1, 2, 1, 1])],
    "input axis of 0, refused for the size": [call({"stride": 4}, x=[1, 2, 0, 3, 3])],
    # what hangs or crashes Paddle
    "hang: NDHWC, groups, two axes below 1": [
        call({"padding": [1, 1, 0], "groups": 2, **LAST}, x=[1, 1, 1, 1, 2], weight=[2, 1, 1, 1, 1]),
    ],
    "crash: NDHWC, negative groups": [
        call({"padding": [1, 0, 0], "groups": -1, **LAST}, x=[1, 1, 1, 1, 2], weight=[2, 2, 1, 1, 1]),
    ],
    # tensors
    "x is not of rank 5": [call(x=shape) for shape in ([], [1, 2, 3], [2, 3, 4, 5], [1, 2, 3, 4, 5, 1])],
    "weight is not of rank 5": [call(weight=shape) for shape in ([], [2, 2, 3], [2, 2, 3, 3], [2, 2, 3, 3, 3, 3])],
    "x has other channels than the weight": [
        call(x=[1, 4, 3, 4, 5]), call(LAST), call(weight=[4, 3, 3, 2, 4]), layer(2, 4, 3, x=[1, 3, 3, 4, 5]),
        layer(2, 4, 3, kwargs=LAST, x=X),
    ],
    "bias of another shape": [call(bias=shape) for shape in ([2], [4], [0], [5], [1, 2], [3, 3])],
    "x is no tensor": [call(raw_x=[[1.0]]), call(raw_x=None), call(raw_x="x"), call(raw_x=5)],
    "dtype without a kernel": [
        call(x_dtype=name, weight_dtype=name) for name in ("float16", "int32", "int64", "bool", "complex64")
    ],
    "x and weight of two dtypes": [call(weight_dtype="float64"), call(x_dtype="float64")],
    # the layer
    "kernel_size is no integer": [layer(2, 4, value) for value in (3.0, None, "3", [3.0, 3.0, 3.0], [3, "a", 3])],
    "kernel_size has another length": [layer(2, 4, value) for value in ([3], [3, 3], [3, 3, 3, 3], [])],
    "kernel_size below 1, at construction": [layer(2, 4, -1), layer(2, 4, [3, -1, 3])],
    "channels below 1": [layer(-1, 4, 3), layer(2, -1, 3)],
    "channels are no integer": [layer(2.0, 4, 3), layer(2, 4.0, 3), layer("2", 4, 3), layer(2, None, 3)],
    "groups below 1, layer": [layer(2, 4, 3, kwargs={"groups": value}) for value in (0, -1)],
    "groups is no integer, layer": [layer(2, 4, 3, kwargs={"groups": value}) for value in (2.0, None, "1")],
    "out_channels not divisible by groups": [
        layer(2, 3, 3, kwargs={"groups": 2}, x=[1, 2, 3, 3, 3]),
        layer(4, 2, 3, kwargs={"groups": 4}, x=[1, 4, 3, 3, 3]),
    ],
    "data_format unknown, layer": [
        layer(2, 4, 3, kwargs={"data_format": value}, x=[1, 2, 3, 3, 3]) for value in ("ncdhw", "NCHW", None)
    ],
    "weight_attr is no initializer": [layer(2, 4, 3, kwargs={"weight_attr": value}) for value in (False, 5)],
    "unknown keyword": [
        layer(2, 4, 3, kwargs={name: value})
        for name, value in (("act", "relu"), ("bias", True), ("dtype", "float32"), ("padding_mode", "zeros"))
    ],
    "unknown keyword, functional": [call({"act": "relu"}), call({"filter_size": 3})],
    "padding, layer": [
        layer(2, 4, 3, kwargs={"padding": "SAM"}), layer(2, 4, 3, kwargs={"padding": -1}),
        layer(2, 4, 3, kwargs={"padding": [1, 1]}), layer(2, 4, 3, kwargs={"padding": 1.5}),
    ],
    "only at the call, layer": [
        layer(2, 4, 3, kwargs={"stride": 0}, x=[1, 2, 3, 3, 3]),
        layer(2, 4, 3, kwargs={"stride": 2, "output_padding": 2}, x=[1, 2, 3, 3, 3]),
        layer(2, 4, 3, kwargs={"stride": 2}, x=[1, 2, 3, 3, 3], output_size=9),
        layer(2, 4, 3, kwargs={"stride": 2}, x=[1, 2, 3, 3, 3], output_size=6),
        layer(2, 4, 3, kwargs={"stride": 2}, x=[1, 2, 3, 3, 3], output_size=[7, 7]),
        layer(2, 4, 3, x=[2, 3, 3, 3]),
    ],
    # automatic kernel size
    "kernel not derivable": [
        auto(1), auto(6, dilation=2), auto(8, dilation=2), auto(7, stride=2, padding="SAME"),
        auto(8, stride=2, padding="SAME"), auto(4, padding="SAME"),
    ],
    "kernel from no size": [auto(None), auto([5, 6]), auto(7.0)],
    "nonsense: kernel of 0, automatic": [auto(2), auto(4, stride=2)],
    # our mercies: Paddle refuses, we compute
    "mercy: NumPy integers": [
        *calls("stride", [np.int64(2)]), *calls("dilation", [np.int32(2)]), *calls("padding", [np.int64(1)]),
        *calls("padding", [[np.int64(1), 1, 1]]), *calls("output_padding", [np.int64(1)], stride=2),
        *calls("output_size", [np.int64(12), np.array([11, 13, 12])], stride=(4, 3, 2)),
        *calls("output_padding", [np.array([1, 1, 1])], stride=2),
    ],
    "mercy: three zeros beside output_size": [
        call({"stride": 2, "output_size": [8, 9, 13], "output_padding": [0, 0, 0]}),
    ],
    "mercy: a range as output_size": calls("output_size", [range(11, 14)], stride=(4, 3, 2)),
    "mercy: stride <= output_padding < dilation": [
        *calls("output_padding", [1, 2], stride=1, dilation=3), *calls("output_padding", [2], stride=2, dilation=3),
        *calls("output_padding", [[0, 1, 0], [0, 0, 1]], stride=1, dilation=2),
    ],
    # nonsense: Paddle computes, we refuse
    "nonsense: dilation below 1": calls("dilation", [0, -1, [1, 0, 1], -2, -4]),
    "nonsense: kernel of 0": [call(weight=[2, 3, 0, 0, 0]), call(weight=[2, 3, 3, 0, 4])],
    "nonsense: input axis of 0": [call(x=[1, 2, 0, 4, 5]), call(LAST, x=[1, 3, 0, 5, 2])],
    "nonsense: no input channels": [call(x=[1, 0, 3, 4, 5], weight=[0, 3, 3, 2, 4])],
    "nonsense: two axes below 1": [
        call({"padding": [1, 1, 0]}, x=[1, 2, 1, 1, 3], weight=[2, 2, 1, 1, 1]),
        call({"padding": 1}, x=[0, 2, 1, 1, 1], weight=[2, 2, 1, 1, 1]),
        call({"padding": [1, 1, 0], "groups": 2}, x=[1, 2, 1, 1, 1], weight=[2, 1, 1, 1, 1]),
    ],
    "nonsense: size of 0, NCDHW": [
        call({"padding": [1, 0, 0]}, x=[1, 1, 1, 2, 2], weight=[1, 1, 2, 1, 1]),
        call({"padding": [0, 0, 0, 1, 0, 0]}, **ONE),
    ],
    "nonsense: negative groups": [
        call({"padding": [1, 0, 0], "groups": -1}, x=[1, 2, 1, 1, 1], weight=[2, 2, 1, 1, 1]),
    ],
    "nonsense: groups that do not divide out_channels": [
        layer(4, 3, 3, kwargs={"groups": 2, "bias_attr": False}, x=[1, 4, 3, 3, 3]),
    ],
    "nonsense: bias of one": [call(bias=[1]), call(bias=[]), call(bias=[1, 3, 1, 1, 1]), call(bias=[2, 3, 1, 1, 1])],
    "nonsense: False and 0.0 as output_padding": calls("output_padding", [False, 0.0], stride=2),
    "nonsense: set, dict, iterator": [
        *calls("stride", [{1, 2, 3}, {1: 0, 2: 0, 3: 0}]), *calls("dilation", [{1, 2, 3}]),
    ],
    "nonsense: bias of another dtype": [call(bias=[3], bias_dtype="float64")],
    "nonsense: groups true, layer": [layer(2, 4, 3, kwargs={"groups": True})],
}  # fmt: skip
