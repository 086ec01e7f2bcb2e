"""Diagnostics of every kind, as they really arise: bad spellings, bad values, bad tensors, random layers."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest

from conv3dt_core import AxisGeometry, InvalidLayerError, LayerParams, budget, check, kernel_size_for, plan
from conv3dt_core.decoder import notes, repairs, walk
from conv3dt_core.decoder import read as read_net
from conv3dt_core.diagnostics import AXES, Code, Diagnostic
from conv3dt_core.fixes import merge_axes
from conv3dt_core.frameworks import DIALECTS, Example, emit
from conv3dt_core.frameworks.literal import literal
from conv3dt_core.frameworks.reading import read
from conv3dt_core.solver import solve
from conv3dt_core.tensors import bias_faults, input_faults, refuse_beyond_budget, tensor_faults, weight_faults
from conv3dt_core.validation import check_call

BAD_FORMS = [
    *({"stride": value} for value in (2.0, "2", None, True, {1, 2, 3}, [2.0, 1, 1], [None, 1, 1], [2], [1] * 5, 2**40)),
    *({"padding": value} for value in (1.5, [1, True, 1], [1, 1, 1, 1], {}, " same", [(0, 0), (1, 1), *[(2, 2)] * 3])),
    *({"groups": value} for value in (2.0, "2", [2], None)),
    *({"output_padding": value} for value in (0.0, False, [0.0, 1, 1])),
    {"kernel_size": np.zeros((2, 2))},
    {"stride": ["`{oops}`\n", 1, 1]},
    {"groups": "a"},
    {"data_format": "NCHW"},
    {"padding": [(1, 1), *[(0, 0)] * 4], "data_format": "NDHWC"},
]

# (in_channels, out_channels, kernel_size, stride, padding, output_padding, dilation, groups), input_size, output_size
BAD_VALUES = [
    ((0, 0, 3, 1, 0, 0, 1, 0), 3, None), ((-1, 4, 3, 1, 0, 0, 1, -2), 3, None), ((3, 5, 3, 1, 0, 0, 1, 2), 3, None),
    ((1, 1, 0, 0, -1, 0, 0), 0, None), ((1, 1, -1, -2, (0, -1, 0, 0, 0, 0), -1, -1), -1, None),
    ((1, 1, 3, 2, 0, -1), 3, None), ((1, 1, 3, 2, 0, 2), 3, None), ((1, 1, 3, 1, 0, 1), 3, None),
    ((1, 1, 3, 2, "SAME", 2), 3, None), ((1, 1, 3, 1, "SAME", 1, 3), 3, None), ((1, 1, 3, 2, 0, 3, 3), 3, None),
    ((1, 1, 3, 1, 0, 2, 3), 3, None), ((1, 1, 3, 2, 4), 3, None), ((1, 1, 3, 1, (3, 2, 0, 0, 0, 0)), 3, None),
    ((1, 1, 3, 3, 1), 5, 16), ((1, 1, 3, 3, 1), 5, 20), ((1, 1, 3, 3, 1), 5, 12), ((1, 1, 3, 3, 1), 5, 0),
    ((1, 1, 3, 1, 1), 5, 6), ((1, 1, 3, 2, 9), 5, 1), ((1, 1, 3, 2, "SAME"), 3, 9), ((1, 1, 3, 2, 0, 1), 3, 8),
    ((1, 1, 3, (1, 2, 1), 0), 3, (9, 9, 5)), ((1, 1, (1, 2, 3), 1, "SAME", 0, 2), 3, None),
]  # fmt: skip

BAD_DERIVATIONS = [(3, 6, 1, 0, 2), (3, 2), (3, 7, 2, "SAME"), (3, (5, -1, 5))]

BAD_SOLUTIONS = [
    (5, (500, 12, -1), {}), (5, 8, {"kernel_size": 1, "stride": 2}), (5, (9, 8, 10), {"kernel_size": 1, "stride": 3}),
    (8, 25, {"kernel_size": 2, "padding": 0, "output_padding": 0, "dilation": 1}), (2, 3, {"padding": 40}),
    (4, 12, {"output_padding": 4}),
]  # fmt: skip

# What only a call with a backend reports.
OF_CALLS = [
    Diagnostic(code, None, tuple(values.items()))
    for code, values in [
        (Code.OUT_SHAPE, {"shape": (1, 6, 10, 10), "expected": (2, 6, 10, 10, 10)}),
        (Code.NOT_A_TENSOR, {"name": "out", "type": "numpy.ndarray (read-only)"}),
        (Code.NOT_A_TENSOR, {"name": "weight", "type": "numpy.ndarray (x: torch.Tensor)"}),
        (Code.BACKEND_UNKNOWN, {"value": "'cupy'", "known": "auto, numpy, torch"}),
        (Code.BACKEND_UNAVAILABLE, {"value": "'torch'", "missing": "torch"}),
        (Code.BACKEND_UNAVAILABLE, {"value": "'torch:cuda'", "missing": "cuda"}),
        (Code.BACKEND_HAS_NO_GRADIENT, {"value": "'numpy'"}),
        (Code.ACTIVATION_UNKNOWN, {"value": "'ReLU'", "known": "relu, tanh"}),
        (Code.INITIALIZER_UNKNOWN, {"value": "'xavier'", "known": "Constant, Normal"}),
    ]
]

# What code of another framework brings up when it is read: the numbers of one axis.
OF_FOREIGN_SIZES = [
    Diagnostic(code, "H", tuple({"dialect": dialect, "input": 3, **values}.items()))
    for code, dialect, values in [
        (Code.SAME_MEANS_ANOTHER_SIZE, "Keras",
         {"stride": 2, "kernel": 3, "front": 1, "back": 1, "base": 5, "made": 6}),
        (Code.OUTPUT_PADDING_NONE_ADDS, "Keras",
         {"stride": 3, "kernel": 2, "dilation": 1, "full": 8, "added": 1, "made": 9}),
        (Code.OUTPUT_SHAPE_MOVES_FRONT, "ONNX",
         {"stride": 2, "kernel": 3, "dilation": 1, "full": 7, "output": 5, "front": 1, "back": 1}),
    ]
]  # fmt: skip

# What only a real model brings up; tests/trace sees each arise.
_GOT = {"layer": "up1", "operation": "cat()", "got": (18, 18, 20), "wanted": (17, 18, 19), "message": "they differ"}
OF_MODELS = [
    Diagnostic(code, axis, tuple(values.items()))
    for code, axis, values in [
        (Code.MODEL_KIND_UNKNOWN, None, {"type": "int"}),
        (Code.MODEL_FRAMEWORK_MISSING, None, {"missing": "onnx"}),
        (Code.MODEL_NOT_READABLE, None, {"reason": "DecodeError: wrong wire type"}),
        *((Code.MODEL_TOO_LARGE, None, {"what": what, "limit": 20})
          for what in ("bytes", "nodes", "transposed", "nesting")),
        (Code.MODEL_SHAPE_UNKNOWN, None, {"name": "x", "declared": "(1, 1, d, h, w)"}),
        (Code.MODEL_INPUT_UNFIT, None, {"name": "y", "inputs": "x (1, 1, 8, 8, 8)"}),
        (Code.MODEL_INPUT_UNFIT, None, {"name": "(0, 1)", "inputs": ""}),
        (Code.MODEL_SIZES_DO_NOT_MEET, "D, W", _GOT),
        (Code.MODEL_SIZE_REFUSED, "D", {**_GOT, "operation": "up1"}),
        (Code.MODEL_SIZE_REFUSED, "D", {**_GOT, "operation": "up1", "wanted": None}),
        (Code.TRACE_FAILED, None, {"where": "block.norm", "message": "KeyError: 'x'"}),
        (Code.MODEL_LAYER_DIFFERS, None, {"name": "up1", "output": (1, 2, 3), "expected": (1, 2, 4)}),
        (Code.MODEL_OPERATION_UNKNOWN, None, {"name": "NonZero_3", "count": 2}),
        *((Code.NO_THREE_D_LAYER, None, {"layers": layers}) for layers in (0, 3)),
        (Code.LAYER_NOT_THREE_D, None, {"name": "up", "axes": 2}),
    ]
]

# (in_channels, out_channels, kernel_size, stride, padding, output_padding, dilation, groups, data_format), output_size
SAID_OTHERWISE = [
    ((2, 4, 3, 2, (0, 1, 0, 0, 2, 2), 1, 2, 2, "NDHWC"), None),
    ((2, 4, 3, 2, "SAME", 0, 3), None), ((2, 4, 3, 2, "SAME"), 6), ((2, 4, 3, 1, 1, 2, 3), None),
]  # fmt: skip


def of_snippets() -> list[Diagnostic]:
    layers = [(LayerParams.of(*spelled), asked) for spelled, asked in SAID_OTHERWISE]
    examples = [Example(params, plan(params, 3, asked), by_output_size=asked is not None) for params, asked in layers]
    return [note for example in examples for dialect in DIALECTS for note in emit(dialect, example).notes]


#: Nothing here is read without a word.
BAD_PASTES = [
    " " * 60_001, "nn.Conv3DTranspose(4, 6, 3", "y = f(x)", "up = nn.ConvTranspose2d(64, 32, 2, 2)",
    "nn.Conv3DTranspose(4, 6, 3, strides=2)", "layers.Conv3DTranspose(8, 3, padding=1)",
    "nn.ConvTranspose3d(4, 6, 3, stride=s)", "nn.ConvTranspose3d(4, 6, **options)", "nn.ConvTranspose3d(4, 6)",
    "nn.ConvTranspose3d(c, c // 2, 2, 2)",
]  # fmt: skip


def of_pastes() -> list[Diagnostic]:
    readings = [read(text) for text in BAD_PASTES]
    found = [d for reading in readings for layer in reading.layers for d in layer.diagnostics]
    found += [d for reading in readings for d in reading.diagnostics]
    return [*found, Diagnostic(Code.ERROR_NOT_RECOGNISED, None, (("length", 80),))]


#: Nets that stop, or end, in every way there is; see conv3dt_core.decoder.spelling.
NETS = [
    "unet", "unet-valid", "unet_downm3s2p1_upt3s2p1o1", "unet_upr2", "unet_upt4s2p1", "unet_skip1010", "unet_7",
    "unet_ch1-8-8-8_downa3s2p1_20", "unet_downm3p2", "unet_upt3s0", "unet_downa2_ch1-2-4_3", "autoencoder",
    "unet_downm3p1u_ch1-4-4_11", "unet_pad288x288x96", "unet_crop", "unet-valid_crop", "unet_downm2u", "unet_upt3s2",
    "unet_ch1-8-8-8-8-8-8_downa3s2p1_20x21x2", "autoencoder_upt3s2p9",
]  # fmt: skip
BAD_NETS = [
    "x", "unet_downq2", "unet_downt2", "unet_ch1-0-2", "unet_downm2-m2", "unet_ch1-2-3-4-5-6-7-8-9-10-11", "unet_0",
    "unet_enc9c3.9c3", "x" * 1001, "unet_9_8",
]  # fmt: skip


def of_literal_calls() -> list[Diagnostic]:
    params = LayerParams.of(4, 6, 3, padding=[1, 0] * 3, groups=2)
    return [*literal("keras", Example(params, plan(params, 8))).why]


def of_nets() -> list[Diagnostic]:
    walks = [walk(read_net(text)) for text in NETS]
    mended = [repair for found in walks for repair in repairs(found.net)]
    said = [*((*found.diagnostics, *notes(found)) for found in walks), *(repair.diagnostics for repair in mended)]
    found = [d for group in said for d in (*group, *merge_axes(group))]
    return found + [d for text in BAD_NETS for d in caught(read_net, text)]


def of_tensors() -> list[Diagnostic]:
    layer = LayerParams.of(4, 6, 3)
    single, double = np.zeros(1, np.float32), np.zeros(1)
    found = [
        d for shape in ((4, 8, 8, 8), (4, 8), (2, 8, 8, 8, 4), (2, 8, 8, 8, 8)) for d in input_faults(shape, layer)
    ]
    found += [d for shape in ((4, 6, 3), (6, 4, 3, 3, 3)) for d in weight_faults(shape, layer)]
    found += bias_faults((1,), 6)
    found += tensor_faults({"x": [1.0], "weight": np.zeros(1, int)})
    found += tensor_faults({"x": single, "weight": double, "bias": double, "out": double})
    found += caught(refuse_beyond_budget, "conv3d_transpose", 3 << 40)
    found += caught(AxisGeometry("D", 200_000, 3, 1, 1, 0, 0, 0).overlap)
    found += [*budget.of_scene(plan(layer, (8, 200_000, 8))), *budget.of_counts(plan(LayerParams.of(1, 1, 60), 60))]
    return [*found, *caught(solve, 8, 999, kernel_size=999, stride=999)]


def caught(function, *args, **kwargs) -> tuple[Diagnostic, ...]:
    with pytest.raises(InvalidLayerError) as raised:
        function(*args, **kwargs)
    return raised.value.diagnostics


def random_layer(rng: random.Random) -> tuple[LayerParams, tuple[int, ...], tuple[int, ...] | None]:
    """Small numbers, nearly all of them sound: about every third layer has exactly one error."""

    def one(good: int, *bad: int) -> int:
        return rng.choice(bad) if rng.random() < 0.05 else good

    def triple(good: range, bad: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(rng.choice(bad) if rng.random() < 0.04 else rng.choice(good) for _ in AXES)

    pads = tuple(zip(triple(range(2), (-1, 5)), triple(range(2), (-2, 9)), strict=True))
    same = rng.random() < 0.2
    params = LayerParams(
        one(4, 0, 3), one(6, -1, 5), triple(range(1, 5), (0, -1)),
        triple(range(1, 4), (0, -3)), "SAME" if same else pads, triple(range(1), (-1, 1, 2, 4)),
        triple(range(1, 4), (0, -1)), one(2, 0, -2),
    )  # fmt: skip
    asked = triple(range(5, 12), (0, 30)) if rng.random() < 0.3 else None
    return params, triple(range(1, 6), (0, -1)), asked


def random_layers(count: int) -> Iterator[tuple]:
    """`count` times (params, input_size, output_size, what `check` says)."""
    rng = random.Random(2024)
    for _ in range(count):
        arguments = random_layer(rng)
        yield *arguments, check(*arguments)


def every_kind_of_diagnostic() -> list[Diagnostic]:
    found = [*OF_CALLS, *OF_FOREIGN_SIZES, *OF_MODELS, *of_snippets(), *of_pastes(), *of_literal_calls()]
    found += [*of_nets(), *of_tensors()]
    for size, asked, fixed in BAD_SOLUTIONS:
        found += caught(solve, size, asked, **fixed)
    for bad in BAD_FORMS:
        found += caught(LayerParams.of, **{"in_channels": 2, "out_channels": 2, "kernel_size": 3, **bad})
    for spelled, size, asked in BAD_VALUES:
        one_by_one = check_call(LayerParams.of(*spelled), size, asked) + check(LayerParams.of(*spelled), size, asked)
        found += [*one_by_one, *merge_axes(one_by_one)]
    found += [d for question in BAD_DERIVATIONS for d in caught(kernel_size_for, *question)]
    found += [d for *_, reported in random_layers(1500) for d in reported]
    return list(dict.fromkeys(found))
