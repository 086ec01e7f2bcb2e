"""What the lessons state, worked out a second time: by torch, or by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from math import gcd
from types import ModuleType
from typing import Any

import pytest

from conv3dt_core import LayerParams, plan
from pages._shared import i18n
from pages._shared.lessons.course import BY_KEY, LESSONS
from pages._shared.lessons.model import Layer, Lesson, Shot, size

SHOTS = [
    pytest.param(shot, id=f"{lesson.key}-{step.name}-{n}")
    for lesson in LESSONS
    for step in lesson.steps
    for n, shot in enumerate([step.shot, *([step.question.before] if step.question else [])])
    if shot.layer is not None and shot.layer.is_legal
]
#: Worked out by hand, with pencil and paper.
ANSWERS: dict[tuple[str, str], Any] = {
    ("voxel", "shape"): 2 * 3 * 4,
    ("voxel", "size"): 5,
    ("voxel", "add"): 27,
    ("stride", "size"): 9 + 4,
    ("stride", "holes"): 8 - 3 * 2,
    ("overlap", "product"): 2 * 2 * 2,
    ("overlap", "total"): 27 * 27,
    ("padding", "survive"): 3 * 3 * 2,
    ("padding", "axis"): 9 - 2,
    ("dilation", "extent"): 7,
    ("dilation", "trap"): 4,
    ("groups", "half"): 2 * (2 * 3),
    ("groups", "divide"): 2,
    ("output-size", "largest"): 12 + 3 - 1,
    ("output-size", "added"): 0,
    ("same-valid", "same"): 13,
    ("same-valid", "dilation"): 3,
    ("checkerboard", "even"): 2 * 2 * 2,
    ("checkerboard", "which"): 6,
    ("decoder", "odd"): 10,
    ("decoder", "rule"): 88,
}


#: The same of what is stated without a question: parts of the English text.
STATED = {
    ("voxel", "block"): "1 × 1 × 1 becomes 3 × 3 × 3",
    ("voxel", "taps"): "cube, 0 to 26, is",
    ("voxel", "share"): "begins at index 1",
    ("stride", "move"): "x[1,1,1] begins at 2 on each axis, not at 1",
    ("stride", "axis"): "begins at 4 and is 3 long: size 7",
    ("stride", "double"): "4 × 4 × 4 becomes 8 × 8 × 8",
    ("overlap", "shared"): "the block of x[1,1,1] covers 2 to 4, and the block of its neighbour x[1,1,2] begins at 4. "
    "So the output voxel y[3,3,4]",
    ("overlap", "line"): "from input 1 by tap 2 and from input 2 by tap 0",
    ("overlap", "table"): "1, 1, 2, 1, 2, 1, 1",
    ("padding", "none"): "x[1,1,3] writes all 27 places",
    ("padding", "sides"): "the front loses 0 and the back 1: the size is 8",
    ("padding", "gone"): "full size 6. `padding = 2` leaves 2 × 2 × 2. All 8 contributions of x[2,2,2] fall outside, "
    "the orange outlines. The layer is legal, yet 26 of its 27",
    ("dilation", "spread"): "over 5 places: 0, 2, 4 are written",
    ("dilation", "weights"): "Only 27 of them are written, one for each of the 27 weights. The other 316",
    ("dilation", "fill"): "0, 2, 4, the second to 1, 3, 5: just the gaps of the first. With the third, which writes to "
    "2, 4, 6, all 7 places",
    ("dilation", "apart"): "Of 11 places only 1, 9, near the ends, stay empty",
    ("groups", "all"): "24 kernels",
    ("groups", "shape"): "(4, 3, 3, 3, 3). The second number is `out_channels / groups`: 6 becomes 3, counted anew in "
    "each group: weight[2,0] leads to output channel 3. From 648",
    ("groups", "depthwise"): "Of 16 kernels 4 are left, each of 27 weights",
    ("output-size", "two"): "turns 15 into 8, and 16 into 8 too",
    ("output-size", "choose"): "base size 15 + 1 = 16",
    ("output-size", "refused"): "15 is base size 12 plus `stride = 3`, the size that belongs to 5 input voxels",
    ("output-size", "padding"): "`output_padding = 1` names the difference, `output_size = 16` the size. Both give 16",
    ("same-valid", "valid"): "size 15",
    ("same-valid", "even"): "gives 16, exactly 2 times 8. With 7 it gave 13, not 14",
    ("same-valid", "numbers"): "The range is 13 to 14",
    ("checkerboard", "board"): "1, 2, 4, 8 times",
    ("checkerboard", "larger"): "from 8 to 27",
    ("checkerboard", "caveat"): "kernel = stride = 2",
    ("decoder", "halves"): "24 → 12 → 6. On the way up a transposed convolution, kernel 2, `stride = 2`",
    ("decoder", "output"): "Both 10 and 11 are legal",
    ("decoder", "pad"): "from 22 to 24 on each axis",
    ("decoder", "crop"): "gives 20 instead of 22",
}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)
def test_what_is_stated_is_what_was_worked_out_by_hand(lesson: Lesson) -> None:
    for step in lesson.steps:
        body = i18n.filled(f"{lesson.words}.{step.name}_body", "en", step.values()).replace("\u00a0", " ")
        assert (step.question is None) == ((lesson.key, step.name) in STATED)
        assert STATED.get((lesson.key, step.name), "") in body


def test_torch_has_the_weight_of_the_groups(import_oracle: Callable[[str], ModuleType]) -> None:
    torch = import_oracle("torch")
    for name, ins, outs, groups in (("all", 4, 6, 1), ("shape", 4, 6, 2), ("depthwise", 4, 4, 4)):
        weight = torch.nn.ConvTranspose3d(ins, outs, 3, groups=groups).weight
        (step,) = (step for step in BY_KEY["groups"].steps if step.name == name)
        values = step.values()
        assert values.get("slabs", weight.shape[0] * weight.shape[1]) == weight.shape[0] * weight.shape[1]
        assert values.get("shape", tuple(weight.shape)) == tuple(weight.shape)
        assert values.get("now", weight.numel()) == weight.numel()


def test_every_right_answer_is_the_one_worked_out_by_hand() -> None:
    given = {
        (lesson.key, step.name): dict(step.question.answers)[""]
        for lesson in LESSONS
        for step in lesson.steps
        if step.question is not None
    }
    assert given == ANSWERS


def test_every_word_of_a_lesson_is_said_somewhere() -> None:
    said = {f"{lesson.words}.{part}" for lesson in LESSONS for part in ("title", "about")}
    for lesson in LESSONS:
        for step in lesson.steps:
            parts = ["", "_body", *(["_ask", "_why"] if step.question else [])]
            said |= {f"{lesson.words}.{step.name}{part}" for part in parts}
    slips = {
        f"{lesson.words}.{step.name}_{name}"
        for lesson in LESSONS
        for step in lesson.steps
        if step.question is not None
        for name, _ in step.question.answers
    }
    written = {key for key in i18n.words() if key.startswith("lesson_")}
    assert said <= written <= said | slips


@pytest.mark.parametrize("key", [key for key in i18n.words() if key.startswith("lesson_")])
def test_no_number_is_written_into_the_words(key: str) -> None:
    for words in i18n.words()[key]:
        plain = re.sub(r"\{[a-z_0-9]+\}", "", words)
        plain = re.sub(r"[-−+] 1\b|[123]-D|`up 1`", "", plain)  # of a formula; of a name
        assert not re.search("[0-9]", plain), words


@pytest.mark.parametrize("key", [key for key in i18n.words() if key.startswith("lesson_") and key.endswith("_body")])
def test_a_step_is_read_at_a_glance(key: str) -> None:
    english, chinese = i18n.words()[key]
    assert len(english.split()) <= 45
    assert len(re.sub(r"\{[a-z_0-9]+\}", "0", chinese)) <= 100


@pytest.mark.parametrize("key", BY_KEY)
def test_a_lesson_has_four_to_seven_steps(key: str) -> None:
    assert 4 <= len(BY_KEY[key].steps) <= 7


def test_holes_away_from_the_ends_are_where_the_lesson_on_dilation_says() -> None:
    for s, d, k in product(range(1, 6), range(1, 6), range(1, 7)):
        n = 4 * d + k  # so long that the middle has all the blocks that could reach it
        written = {i * s + tap * d for i in range(n) for tap in range(k)}
        middle = range((k - 1) * d, (n - 1) * s + 1)
        assert middle
        without_holes = written.issuperset(middle)
        if gcd(s, d) > 1:
            assert not without_holes, (s, d, k)
        elif k >= s:
            assert without_holes, (s, d, k)


def test_same_multiplies_by_the_stride_just_where_the_lesson_says() -> None:
    for n, k, s in product(range(1, 13), range(1, 7), range(1, 5)):
        multiplies = plan(LayerParams.of(1, 1, k, stride=s, padding="SAME"), (n, n, n)).output_size[2] == n * s
        assert multiplies == (n % s == 0 and k >= s), (n, k, s)


@pytest.mark.parametrize("shot", SHOTS)
def test_torch_counts_what_is_written(shot: Shot, import_oracle: Callable[[str], ModuleType]) -> None:
    torch = import_oracle("torch")
    layer = shot.layer
    assert layer is not None
    facts = shot.facts
    counts = written(torch, layer, torch.ones(layer.input_size))
    assert size(tuple(counts.shape)) == facts["outputs"]
    assert counts.shape[2] == facts["out"]
    if "sums" in facts:
        assert counts[shot.voxel] == facts["sums"]
    else:
        one = torch.zeros(layer.input_size)
        one[shot.voxel] = 1
        mine = written(torch, layer, one)
        assert mine.sum() == facts["written"] == facts["taps"] - facts["cropped"]
        columns = [int(i) for i in mine.sum((0, 1)).nonzero()]
        if facts["written"]:
            assert columns == [i for i in facts["lands"] if 0 <= i < facts["out"]]


def written(torch: ModuleType, layer: Layer, x: Any) -> Any:
    """Return how often each output voxel is written: a kernel of ones over the full size, then cropped by slicing."""
    params = layer.params
    kernel = torch.ones(1, 1, *params.kernel_size)
    dilation = params.dilation if params.padding != "SAME" else 1
    full = torch.nn.functional.conv_transpose3d(x[None, None], kernel, stride=params.stride, dilation=dilation)[0, 0]
    for axis, geometry in enumerate(layer.geometry.axes):
        stop = full.shape[axis] - geometry.pad_after + geometry.output_padding
        bare = torch.zeros([max(0, stop - n) if at == axis else n for at, n in enumerate(full.shape)])
        full = torch.cat([full, bare], axis).narrow(axis, geometry.pad_before, stop - geometry.pad_before)
    return full
