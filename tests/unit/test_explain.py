"""What an explained layer says, as values and as plain text; the HTML is tests/figures/test_report.py."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from conv3dt_core import Conv3DTranspose, Geometry, InvalidLayerError, LayerParams, ShapeError, plan
from conv3dt_core.diagnostics import AXES, Code
from conv3dt_core.explain import explain
from conv3dt_core.messages.report import LANGUAGES, WORDS
from tests.unit.layers import drawn

ROOT = Path(__file__).parents[2]
LAYER = Conv3DTranspose(4, 6, (3, 3, 4), stride=2, padding=1)
X = (2, 4, 8, 8, 8)
TEXT = """\
Conv3DTranspose(4, 6, kernel_size=[3, 3, 4], stride=[2, 2, 2], padding=1, data_format=NCDHW)
x (2, 4, 8, 8, 8) -> y (2, 6, 15, 15, 16)
D, H: (8 - 1)*stride 2 + dilation 1*(kernel 3 - 1) + 1 - front 1 - back 1 + output_padding 0 = 15. \
Legal `output_size`: 15-16.
W: (8 - 1)*stride 2 + dilation 1*(kernel 4 - 1) + 1 - front 1 - back 1 + output_padding 0 = 16. \
Legal `output_size`: 16-17.
Contributions per output voxel: 1-8. Uneven on D, H, the cause of checkerboards: 2 to 8 away from the borders.
weight (4, 6, 3, 3, 4), bias (6,), parameters 870, multiply-adds 696,960
In 3-D: `.scene()`."""


def counted(geometry: Geometry) -> np.ndarray:
    """How often each output voxel is written, by walking every contribution."""
    counts = np.zeros(geometry.output_size, int)
    for voxel in product(*map(range, geometry.input_size)):
        for tap in product(*map(range, geometry.kernel_size)):
            place = [
                i * a.stride + k * a.dilation - a.pad_before for i, k, a in zip(voxel, tap, geometry.axes, strict=True)
            ]
            if all(0 <= p < n for p, n in zip(place, counts.shape, strict=True)):
                counts[tuple(place)] += 1
    return counts


def test_a_terminal_gets_plain_text():
    explained = LAYER.explain(X)
    assert str(explained) == repr(explained) == TEXT
    assert explained.output_shape == LAYER.output_shape(X) == (2, 6, 15, 15, 16)
    assert explained.geometry == plan(LAYER.params, 8)
    # Without notebooks nothing changes: Paddle's own line, and the dataclass.
    assert repr(LAYER) == TEXT.splitlines()[0]
    assert repr(explained.geometry).startswith("Geometry(d=AxisGeometry(axis='D', input_size=8")


def test_ipython_takes_the_text_for_a_terminal_and_the_html_for_a_notebook(import_oracle):
    formatter = import_oracle("IPython").core.formatters.DisplayFormatter()
    data, _ = formatter.format(LAYER.explain(X))
    assert data["text/plain"] == TEXT
    assert data["text/html"].startswith("<div")


@pytest.mark.parametrize("seed", [5, 6])
def test_the_numbers_are_those_of_the_plan(seed):
    for case in drawn(seed, 30):
        shape = case.laid_out(case.x).shape
        said = explain(case.params, shape)
        text = str(said)
        assert said.geometry == case.geometry
        assert said.output_shape == case.laid_out(case.expected).shape
        assert f"-> y {said.output_shape}" in text
        for letters, size, low, high in re.findall(
            r"^([DHW, ]+): .*? = (\d+)\. Legal `output_size`: (\d+)(?:-(\d+)| only)", text, re.MULTILINE
        ):
            for letter in letters.split(", "):
                at = AXES.index(letter)
                assert int(size) == case.geometry.output_size[at]
                assert (int(low), int(high or low)) == case.geometry.output_size_range[at]
        counts = counted(case.geometry)
        ends = sorted({int(counts.min()), int(counts.max())})
        assert f"Contributions per output voxel: {'-'.join(map(str, ends))}." in text


def test_the_verdict_is_what_is_seen_inside():
    seen = set()
    for kernel, stride, dilation in product((1, 2, 3, 4), (1, 2, 3), (1, 2)):
        params = LayerParams.of(1, 1, (kernel, 1, 1), (stride, 1, 1), dilation=(dilation, 1, 1))
        text = str(explain(params, (1, 1, 30, 2, 2)))
        inside = counted(plan(params, (30, 2, 2)))[10:-10].ravel()
        kind = "Holes on D" if not inside.min() else "Uneven on D" if inside.min() < inside.max() else "Even"
        seen.add(kind)
        assert kind in text, (kernel, stride, dilation, text)
    assert len(seen) == 3


def test_a_short_output_may_end_before_the_first_hole():
    text = str(explain(LayerParams.of(1, 1, 1, stride=2), (1, 1, 1, 1, 1)))
    assert "Contributions per output voxel: 1." in text
    assert "Holes" not in text


def test_voxels_that_cannot_be_told_from_channels_are_not_explained():
    said = explain(LAYER.params, (2, 8, 8, 8, 4))  # NDHWC where the layer reads NCDHW
    assert said.input_size is None
    assert len(str(said).splitlines()) == 3
    assert explain(LAYER.params, (2, 5, 8, 8, 8)).input_size == (8, 8, 8)


def test_output_size_ends_in_the_base_size():
    text = str(LAYER.explain(X, (15, 16, 16)))
    assert "x (2, 4, 8, 8, 8) -> y (2, 6, 15, 16, 16)" in text
    assert "- back 1 = 15 (base size). Legal" in text
    assert "output_padding" not in text


WRONG = [
    (LAYER.params, X, 17, Code.OUTPUT_SIZE_OUT_OF_RANGE),
    (LAYER.params, (2, 5, 8, 8, 8), None, Code.CHANNELS_MISMATCH),
    (LAYER.params, (2, 8, 8, 8, 4), None, Code.CHANNELS_MISMATCH),
    (LAYER.params, (4, 8, 8, 8), None, Code.INPUT_RANK),
    (LAYER.params, (2, 4, 8, 0, 8), None, Code.INPUT_SIZE_NOT_POSITIVE),
    (LAYER.params, "abc", None, Code.NOT_AN_INTEGER),
    (LAYER.params, X, "abc", Code.NOT_AN_INTEGER),
    (LayerParams.of(4, 6, 3, stride=0), X, None, Code.STRIDE_NOT_POSITIVE),
    (LayerParams.of(4, 6, 3, stride=0, padding="SAME"), X, None, Code.STRIDE_NOT_POSITIVE),
    (LayerParams.of(4, 6, 3, output_padding=1), X, None, Code.OUTPUT_PADDING_TOO_LARGE),
    (LayerParams.of(4, 6, 3, padding=9), X, None, Code.OUTPUT_SIZE_NOT_POSITIVE),
    (LayerParams.of(4, 6, 3, padding=-1), X, None, Code.PADDING_NEGATIVE),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("params", "shape", "size", "code"), WRONG)
def test_what_is_wrong_is_told_not_raised(params, shape, size, code, lang):
    said = explain(params, shape, size, lang)
    found = next(d for d in said.diagnostics if d.code is code)
    assert said.geometry is said.output_shape is None
    text = str(said)
    assert f"[{code.value}]" in text
    assert {"en": "no output", "zh": "没有输出"}[lang] in text
    fixes = [fix.label for fix in found.fixes if found.axis is None]
    assert all(f"`{label}`" in text for label in fixes)
    with pytest.raises(InvalidLayerError) as error:
        said.scene()
    assert error.value.diagnostics == said.diagnostics


def test_shapes_that_do_not_fit_raise_as_a_call_does_when_a_scene_is_asked_for():
    with pytest.raises(ShapeError):
        LAYER.explain((2, 5, 8, 8, 8)).scene()


def test_notes_of_a_legal_layer_are_told():
    said = Conv3DTranspose(1, 1, 3, 2, "SAME").explain((1, 1, 3, 3, 3), lang="zh")
    assert said.geometry is not None
    assert "提示 [same-is-not-input-times-stride]：" in str(said)


@pytest.mark.parametrize("lang", ["fr", "EN", None])
def test_another_language_is_refused(lang):
    with pytest.raises(ValueError, match="lang must be 'en' or 'zh', not"):
        LAYER.explain(X, lang=lang)


def test_axes_too_long_to_count_are_told_in_closed_form():
    said = explain(LayerParams.of(1, 1, 3, stride=2), (1, 1, 200_000, 3, 3))
    assert "= 400001. Legal `output_size`: 400001-400002." in str(said)
    assert "An axis is too long to count its contributions." in str(said)


def test_a_layer_without_bias_says_so():
    assert "bias none, parameters 864" in str(Conv3DTranspose(4, 8, 3, bias_attr=False).explain(X))


def test_both_languages_fill_the_same_places():
    for name, texts in WORDS.items():
        places = [sorted(field for _, field, _, _ in string.Formatter().parse(text) if field) for text in texts]
        assert places[0] == places[1], name


def test_chinese_is_chinese():
    for name, (_, chinese) in WORDS.items():
        plain = re.sub(r"`[^`]*`", "`", chinese)
        assert not re.search(r"[一-鿿][,.;:!?()]|[,;:!?()][一-鿿]", plain), f"{name}: half-width"
        assert not re.search(r"[一-鿿][A-Za-z0-9`{]|[A-Za-z0-9`}][一-鿿]", plain), f"{name}: no space"
    for params, shape, size, _ in WRONG:
        text = re.sub(r"`[^`]*`", "`", str(explain(params, shape, size, "zh")).split("\n", 1)[1])
        assert not re.search(r"[A-Za-z]+(?:\s+[A-Za-z]+){3}", text), text


@pytest.mark.parametrize(
    "look",
    ["str(said)", "said._repr_html_()", "layer._repr_html_()", "said.geometry._repr_html_()",
     "layer.params._repr_html_()", "conv3dt_core.solve(3, 5)._repr_html_()", "repr(conv3dt_core.solve(3, 5))"],
)
def test_nothing_but_the_scene_loads_plotly(look):
    code = (
        "import sys, conv3dt_core; from conv3dt_core import Conv3DTranspose; layer = Conv3DTranspose(1, 1, 3);"
        "before = [m for m in sys.modules if m.startswith(('conv3dt_core.figures', 'conv3dt_core.messages'))];"
        f"said = layer.explain((1, 1, 3, 3, 3)); {look}; after = 'plotly' in sys.modules;"
        "said.scene(); print(before, after, 'plotly' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.split("\n")[0] == "[] False True", run.stderr
