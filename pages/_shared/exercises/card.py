"""The layer of an exercise as a table, with what matters at its level; and the question."""

from html import escape

from conv3dt_core.diagnostics import AXES
from conv3dt_core.exercises import Exercise, Kind
from pages._shared.i18n import t
from pages._shared.notices import marked_up


def question(exercise: Exercise) -> str:
    """Return what is asked, as HTML."""
    voxel = ", ".join(str(exercise.voxel[axis]) for axis in exercise.axes) if exercise.voxel else ""
    asked = t(f"exercises.ask_{exercise.kind}", voxel=voxel, axes=t(f"exercises.axes_{min(exercise.level, 2)}"))
    return f'<p class="c3-headline">{marked_up(asked)}</p>'


def table(exercise: Exercise) -> str:
    """Return the layer as an HTML table: an argument a row, an axis a column."""
    letters = "".join(f'<th scope="col">{AXES[axis]}</th>' for axis in exercise.axes)
    rows = "".join(
        f'<tr class="c3-of-{role}"><th scope="row">{escape(name)}</th>'
        + "".join(f"<td>{values[axis]}</td>" for axis in exercise.axes) + "</tr>"
        for name, role, values in _rows(exercise)
    )  # fmt: skip
    return f'<table class="c3-layer"><tr><th scope="col">{t("exercises.layer")}</th>{letters}</tr>{rows}</table>'


def _rows(exercise: Exercise) -> list[tuple[str, str, tuple[object, ...]]]:
    p = exercise.params
    rows: list[tuple[str, str, tuple[object, ...]]] = [
        (t("shell.in"), "input", exercise.input_size), ("kernel_size", "kernel", p.kernel_size),
        ("stride", "input", p.stride),
    ]  # fmt: skip
    if exercise.level > 1:
        rows.append(("dilation", "kernel", p.dilation))
    if exercise.level < 3:
        rows.append(("padding", "crop", tuple(front for front, _ in p.padding)))
    else:
        rows.append((t("exercises.front"), "crop", tuple(front for front, _ in p.padding)))
        rows.append((t("exercises.back"), "crop", tuple(back for _, back in p.padding)))
    if exercise.output_size is not None:
        rows.append(("output_size", "extra", exercise.output_size))
    elif exercise.kind is Kind.FAULT or (exercise.level > 1 and exercise.kind is not Kind.RANGE):
        rows.append(("output_padding", "extra", p.output_padding))
    return rows
