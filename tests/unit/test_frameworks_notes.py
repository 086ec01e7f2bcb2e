"""What a dialect cannot say the same way is noted, with the numbers, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from conv3dt_core.diagnostics import Code, Diagnostic, Severity
from conv3dt_core.frameworks import DIALECTS, Dialect, emit
from tests.unit.test_frameworks_emit import example


def codes(dialect: Dialect, *args: Any, **kwargs: Any) -> set[str]:
    return {str(note.code) for note in emit(dialect, example(*args, **kwargs)).notes}


def note(dialect: Dialect, code: Code, *args: Any, **kwargs: Any) -> Diagnostic:
    (found,) = [n for n in emit(dialect, example(*args, **kwargs)).notes if n.code is code]
    return found


# How each dialect departs from Paddle for any layer at all.
ALWAYS = {"keras": {"layout-is-permuted"}, "jax": {"kernel-is-flipped"}}
LAYERS: dict[str, dict[str, Any]] = {
    "plain": {"stride": 2},
    "even pads": {"padding": 1},
    "uneven pads": {"padding": [0, 1, 0, 0, 0, 0]},
    "SAME": {"stride": 2, "padding": "SAME", "input_size": 3},
    "SAME of input times stride": {"stride": 2, "padding": "SAME"},
    "SAME and groups": {"stride": 2, "padding": "SAME", "groups": 2},
    "groups": {"groups": 2},
    "dilation": {"dilation": 2},
    "dilation and stride": {"dilation": (1, 1, 2), "stride": (2, 1, 1)},
    "output_size": {"stride": 2, "output_size": 18},
    "output_padding": {"stride": 2, "output_padding": 1},
    "output_padding and groups": {"stride": 2, "output_padding": 1, "groups": 2},
    "output_padding between": {"dilation": 3, "output_padding": 1},
}
CROP, PADS, CALLS, ZEROS = "pads-become-crop", "same-becomes-pads", "groups-become-calls", "dilation-becomes-zeros"
SIZE, EXTRA = "output-size-becomes-output-padding", "output-padding-becomes-crop"
EXPECTED: dict[tuple[str, str], set[str]] = {
    ("uneven pads", "pytorch"): {CROP},
    ("even pads", "keras"): {CROP},
    ("uneven pads", "keras"): {CROP},
    ("SAME", "pytorch"): {PADS},
    ("SAME", "keras"): {PADS, CROP},
    ("SAME", "onnx"): {PADS},
    ("SAME", "jax"): {PADS},
    ("SAME of input times stride", "pytorch"): {PADS, CROP},
    ("SAME of input times stride", "onnx"): {PADS},
    ("SAME of input times stride", "jax"): {PADS},
    ("SAME and groups", "pytorch"): {PADS, CROP},
    ("SAME and groups", "keras"): {PADS, CROP, CALLS},
    ("SAME and groups", "onnx"): {PADS},
    ("SAME and groups", "jax"): {PADS},
    ("groups", "keras"): {CALLS},
    ("dilation and stride", "keras"): {ZEROS},
    ("output_size", "pytorch"): {SIZE},
    ("output_size", "keras"): {SIZE},
    ("output_size", "onnx"): {SIZE},
    ("output_size", "jax"): {SIZE},
    ("output_padding and groups", "keras"): {CALLS, EXTRA},
    ("output_padding between", "paddle"): {EXTRA},
    ("output_padding between", "keras"): {EXTRA, ZEROS},
    ("output_padding between", "onnx"): {EXTRA},
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("layer", LAYERS)
def test_what_is_said_otherwise_is_noted(layer: str, dialect: Dialect) -> None:
    expected = EXPECTED.get((layer, dialect), set()) | ALWAYS.get(dialect, set())
    assert codes(dialect, 4, 6, 3, **LAYERS[layer]) == expected


@pytest.mark.parametrize("dialect", DIALECTS)
def test_channels_last_is_permuted_where_the_layer_computes_channels_first(dialect: Dialect) -> None:
    expected = {"pytorch": {"layout-is-permuted"}, "onnx": {"layout-is-permuted"}, "jax": {"kernel-is-flipped"}}
    assert codes(dialect, 4, 6, 3, data_format="NDHWC") == expected.get(dialect, set())


def test_notes_hold_the_numbers() -> None:
    crop = note("pytorch", Code.PADS_BECOME_CROP, 4, 6, 3, stride=2, padding=[0, 1, 0, 0, 2, 2], output_padding=1)
    assert crop.severity is Severity.NOTE
    assert dict(crop.values) == {
        "dialect": "PyTorch",
        "pads": (0, 1, 0, 0, 2, 2),
        "uncropped": (18, 18, 18),
        "left": (17, 18, 14),
    }
    size = note("onnx", Code.OUTPUT_SIZE_BECOMES_OUTPUT_PADDING, 4, 6, 3, stride=2, output_size=(17, 18, 18))
    assert size.value("output_padding") == (0, 1, 1)
    assert size.value("base") == (17, 17, 17)
    zeros = note("keras", Code.DILATION_BECOMES_ZEROS, 4, 6, 3, stride=2, dilation=(1, 2, 3))
    assert zeros.value("extents") == (3, 5, 7)
    pairs = note("jax", Code.KERNEL_IS_FLIPPED, 4, 6, 3, padding=[0, 1, 0, 0, 2, 2])
    assert pairs.value("pairs") == ((2, 1), (2, 2), (0, 0))


def test_same_without_its_dilation_is_told() -> None:
    same = note("jax", Code.SAME_BECOMES_PADS, 4, 6, 3, padding="SAME", dilation=(1, 2, 1))
    assert "ignores `dilation = (1, 2, 1)`" in same.render()
    assert "ignores" not in note("jax", Code.SAME_BECOMES_PADS, 4, 6, 3, padding="SAME").render()
