"""The lessons in their order."""

from pages._shared.lessons import voxel
from pages._shared.lessons.model import Lesson

LESSONS: tuple[Lesson, ...] = (voxel.LESSON,)
BY_KEY = {lesson.key: lesson for lesson in LESSONS}
