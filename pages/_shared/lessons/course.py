"""The lessons in their order."""

from pages._shared.lessons import (
    checkerboard,
    decoder,
    dilation,
    groups,
    output_size,
    overlap,
    padding,
    same_valid,
    stride,
    voxel,
)
from pages._shared.lessons.model import Lesson

LESSONS: tuple[Lesson, ...] = tuple(
    module.LESSON
    for module in (
        voxel, stride, overlap, padding, dilation, groups, output_size, same_valid, checkerboard, decoder,
    )
)  # fmt: skip
BY_KEY = {lesson.key: lesson for lesson in LESSONS}
