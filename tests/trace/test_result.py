"""What a trace is, without any framework: what it loads, how it is shown, and the arithmetic it rests on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from conv3dt_core.params import LayerParams
from conv3dt_core.trace import Failure, Repair, Trace, TracedLayer
from conv3dt_core.trace.graph import Graph, Run, Step, size_of, with_size
from conv3dt_core.trace.result import Framework
from conv3dt_core.trace.rules import Fixed, Scaling, Transposed, Window
from conv3dt_core.trace.sizes import UnknownSizeError, fits

ROOT = Path(__file__).parents[2]
HEAVY = ("jax", "keras", "onnx", "onnxruntime", "paddle", "plotly", "streamlit", "tensorflow", "torch")
LAYER = TracedLayer(
    name="up<1>",
    kind="transposed",
    params=LayerParams.of(4, 2, 2, 2),
    input_shape=(1, 4, 9, 8, 8),
    output_shape=(1, 2, 18, 16, 16),
    expected=(1, 2, 18, 16, 16),
    link="cin=4&s_d=2",
)
TRACE = Trace(
    framework="torch",
    input_shapes=((1, 1, 17, 16, 16),),
    output_shapes=(),
    layers=(replace(LAYER, name="down", kind="pool", params=None, expected=(1, 2, 3), link=None), LAYER),
    failure=Failure(
        "up<1>", "cat()", "D", (18, 16, 16), (17, 16, 16), "D: `down`: 17 / 2 = 8 rest 1.", "they <differ>"
    ),
    repairs=(
        Repair("pad", (("input_shape", (1, 1, 18, 16, 16)),), (1, 1, 18, 16, 16), None, "Pad `x`.", "x = 1\ny = 2"),
    ),
)


def test_it_loads_no_framework():
    code = f"import conv3dt_core.trace, sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_a_dict_of_it_is_json():
    told = json.loads(json.dumps(TRACE.to_dict()))
    assert told["layers"][1]["params"]["stride"] == [2, 2, 2]
    assert (told["layers"][0]["agrees"], told["layers"][1]["agrees"]) == (False, True)
    assert told["layers"][1]["link"] == "cin=4&s_d=2"
    assert told["failure"]["wanted"] == [17, 16, 16]
    assert told["repairs"][0]["changes"] == [["input_shape", [1, 1, 18, 16, 16]]]
    assert (told["input_shape"], told["output_shape"]) == ([1, 1, 17, 16, 16], None)


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ("fails", "differs", "Where")), ("zh", ("运行失败", "不一致", "位置"))]
)
def test_text(lang, words):
    text = str(replace(TRACE, lang=lang))
    assert all(word in text for word in words)
    for fact in ("(18, 16, 16)", "17 / 2 = 8", "they <differ>", "     x = 1\n     y = 2", "(1, 2, 18, 16, 16)"):
        assert fact in text
    assert repr(TRACE) == str(TRACE)


def test_columns_stand_below_each_other():
    """In a terminal a Chinese character is two wide."""
    for lang in ("en", "zh"):
        lines = str(replace(TRACE, lang=lang)).splitlines()[1:4]
        wide = [re.sub(r"([　-鿿])", r"\1 ", line) for line in lines]
        assert len({line.index("(1, 4, 9") if "(1, 4, 9" in line else None for line in wide[1:]}) == 1


def test_html_is_escaped():
    page = TRACE._repr_html_()
    assert "up&lt;1&gt;" in page
    assert "up<1>" not in page
    assert "they &lt;differ&gt;" in page
    assert "<code>17" not in page
    assert page.count("<tr>") == 3


def test_of_one_that_could_not_be_run():
    found = Trace("onnx", (), (), ())
    assert "could not be run" in str(found)
    assert found._repr_html_()
    assert (found.input_shape, found.output_shape, found.transposed) == (None, None, ())
    assert "onnx" in Framework.__args__


def positions(size: int, front: int, back: int, kernel: int, stride: int, dilation: int) -> int:
    """Count the places of a sliding window one by one."""
    last = size + front + back - dilation * (kernel - 1) - 1
    return len(range(0, last + 1, stride))


def test_windows_are_counted():
    for size, kernel, stride, front, back, dilation in product(
        range(1, 9), (1, 2, 3), (1, 2, 3), (0, 1), (0, 2), (1, 2)
    ):
        rule = Window((kernel,), (stride,), ((front, back),), (dilation,))
        assert max(rule.output(0, size), 0) == positions(size, front, back, kernel, stride, dilation)


def test_other_rules():
    ones = (1,)
    assert [Window((3,), (2,), ((0, 0),), ones, same=True).output(0, n) for n in (1, 4, 5)] == [1, 2, 3]
    assert [Window((2,), (2,), ((0, 0),), ones, ceil=True).output(0, n) for n in (4, 5)] == [2, 3]
    assert Window((1,), (3,), ((1, 1),), ones, ceil=True).output(0, 2) == 1  # a second would begin behind the input
    assert Scaling((1.5,)).output(0, 5) == 7
    assert Fixed((None, 2)).output(0, 9) == 9
    assert Fixed((None, 2)).output(1, 9) == 2
    assert Transposed(LayerParams.of(1, 1, (1, 3, 2), (1, 2, 3)), rank=2).output(1, 4) == 11


def test_sizes_of_both_layouts():
    assert size_of((1, 2, 3, 4, 5), 3, False) == (3, 4, 5)
    assert size_of((1, 2, 3, 4, 5), 3, True) == (2, 3, 4)
    assert with_size((1, 2, 3, 4, 5), (7, 8, 9), False) == (1, 2, 7, 8, 9)
    assert with_size((1, 2, 3, 4, 5), (7, 8, 9), True) == (1, 7, 8, 9, 5)


def unet(size: int) -> Graph:
    """Return a graph of one level: a pool, a transposed layer, joined with the input."""
    half, shape = size // 2, lambda n: (1, 1, n, n, n)
    pool = Window((2,) * 3, (2,) * 3, ((0, 0),) * 3, (1,) * 3)
    steps = [
        Step("down", "pool", (0,), (1,), pool),
        Step("up", "transposed", (1,), (2,), Transposed(LayerParams.of(1, 1, 2, 2))),
        Step("join", "other", (0, 2), (3,)),
    ]
    shapes = {0: shape(size), 1: shape(half), 2: shape(2 * half), 3: shape(size)}
    return Graph(shapes, steps, (0,), count=4)


def test_sizes_that_fit_a_graph():
    graph = unet(8)
    assert [size for size in range(1, 12) if fits(graph, 0, size)] == [2, 4, 6, 8, 10]
    assert Run(graph).periods() == (2, 2, 2)


def test_sizes_behind_a_crop_are_unknown():
    graph = unet(8)
    graph.steps.append(Step("crop", "other", (3,), (4,)))
    graph.shapes[4] = (1, 1, 5, 8, 8)
    with pytest.raises(UnknownSizeError):
        fits(graph, 0, 8)
    assert fits(graph, 1, 8)
