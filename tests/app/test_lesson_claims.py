"""What the lessons state, worked out a second time: by torch, or by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from pages._shared import i18n
from pages._shared.lessons.course import BY_KEY, LESSONS
from pages._shared.lessons.model import Layer, Shot, size

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
}


def test_every_right_answer_is_the_one_worked_out_by_hand() -> None:
    given = {
        (lesson.key, step.name): dict(step.question.answers)[""]
        for lesson in LESSONS
        for step in lesson.steps
        if step.question is not None
    }
    assert given == ANSWERS


@pytest.mark.parametrize("key", [key for key in i18n.words() if key.startswith("lesson_")])
def test_no_number_is_written_into_the_words(key: str) -> None:
    for words in i18n.words()[key]:
        plain = re.sub(r"\{[a-z_0-9]+\}", "", words)
        plain = re.sub(r"[-+] 1\b|[123]-D", "", plain)  # of a formula; of a name
        assert not re.search("[0-9]", plain), words


@pytest.mark.parametrize("key", [key for key in i18n.words() if key.startswith("lesson_") and key.endswith("_body")])
def test_a_step_is_read_at_a_glance(key: str) -> None:
    english, chinese = i18n.words()[key]
    assert len(english.split()) <= 45
    assert len(re.sub(r"\{[a-z_0-9]+\}", "0", chinese)) <= 100


@pytest.mark.parametrize("key", BY_KEY)
def test_a_lesson_has_four_to_seven_steps(key: str) -> None:
    assert 4 <= len(BY_KEY[key].steps) <= 7


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
            assert columns == [i for i in map(int, facts["lands"].split(", ")) if 0 <= i < facts["out"]]


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
