"""Guided lessons, step by step beside the real picture; and exercises with computed answers."""

from pages._shared import link, shell
from pages._shared.exercises import page as exercise
from pages._shared.lessons import overview, place, step


def main() -> None:
    if place.lesson() is not None:
        step.draw()
        return
    overview.switch()
    if link.get("lesson") == "exercises":
        exercise.draw()
    else:
        overview.draw()


shell.page(main)
