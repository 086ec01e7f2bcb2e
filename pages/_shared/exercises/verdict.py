"""What comes of an answer: right, or which term was forgotten; and where the app shows it."""

from conv3dt_core import links
from conv3dt_core.exercises import Exercise, Grade, Kind, Mistake, grade, read
from conv3dt_core.messages.exercises import said
from pages._shared import i18n, link
from pages._shared.exercises.answer import label
from pages._shared.i18n import lang, t
from pages._shared.notices import marked_up


def verdict(exercise: Exercise, texts: tuple[str | None, ...]) -> tuple[str, str]:
    """Return how an answer is judged ("valid", "error" or "note"), and the words for it, as HTML."""
    parts = read(exercise, texts)
    answer = tuple(part for part in parts if part is not None)
    if len(answer) < len(parts):
        names = between([label(exercise.fields[field]) for field, part in enumerate(parts) if part is None])
        return "note", _paragraphs([t("exercises.unreadable", fields=names), t(f"exercises.form_{exercise.kind}")])
    found = grade(exercise, answer)
    if found.right:
        lines = [f"`{text}`" for text in exercise.solutions]
        lines += [f"{_name(exercise, field)}`{text}`" for field, text in enumerate(exercise.working) if text]
        return "valid", _paragraphs([t("exercises.right"), *lines])
    return "error", _paragraphs([*_reasons(exercise, found, texts), *_formula(exercise, found)])


def _reasons(exercise: Exercise, found: Grade, texts: tuple[str | None, ...]) -> list[str]:
    names = between([_as_given(exercise, texts, field) for field in found.wrong])
    if not found.mistakes:
        return [t("exercises.unknown", fields=names)]
    head = t("exercises.wrong" if len(found.slips) == 1 else "exercises.wrong_several", fields=names)
    unique = {mistake.slip: mistake for mistake in reversed(found.mistakes)}
    return [head, *(_reason(exercise, found, unique[slip]) for slip in found.slips)]


def _as_given(exercise: Exercise, texts: tuple[str | None, ...], field: int) -> str:
    text = " ".join((texts[field] or "").split())
    return text if len(texts) == 1 else f"{label(exercise.fields[field])} {text}"


def _reason(exercise: Exercise, found: Grade, mistake: Mistake) -> str:
    """Return the mistake, the arithmetic it leads to, and why it is one."""
    text = said(mistake.slip, exercise.kind, lang())
    shown = [f"{_name(exercise, field)}`{mistake.working[field]}`" for field in found.wrong if any(mistake.working)]
    arithmetic = "\n".join(line for line in shown if not line.endswith("``"))
    key = "exercises.reason" if arithmetic else "exercises.bare_reason"
    return t(key, title=text.title, body=text.body, arithmetic=arithmetic)


def _formula(exercise: Exercise, found: Grade) -> list[str]:
    """Return the formula, and the numbers in it for what is wrong; what they come to is left to the reader."""
    hints = [(field, exercise.hint(field)) for field in found.wrong]
    if not all(hint for _, hint in hints):  # an argument or an axis was chosen wrongly: nothing to compute yet
        return []
    lines = [f"{_name(exercise, field)}`{line}`" for field, hint in hints for line in hint.split("; ")]
    front, back = ("padding", "padding") if exercise.level < 3 else ("front", "back")  # as the card calls them
    formula = t(_formula_key(exercise), front=front, back=back)
    return [t("exercises.formula", formula=formula), *lines]


def _formula_key(exercise: Exercise) -> str:
    if exercise.kind is Kind.FAULT and exercise.output_size is None:
        return "exercises.formula_output_padding"
    kind = Kind.RANGE if exercise.kind is Kind.FAULT else exercise.kind
    return f"exercises.formula_{kind}{'' if exercise.level > 1 else '_1'}"


def _name(exercise: Exercise, field: int) -> str:
    name = exercise.fields[field]
    return t("exercises.of_axis", axis=name) if len(name) == 1 and exercise.level > 1 else ""


def between(texts: list[str]) -> str:
    """Return the texts one after the other, as the language does it."""
    return t("exercises.and").join(texts)


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{marked_up(text)}</p>" for text in texts).replace("\n", "<br>")


def show_me(exercise: Exercise) -> str:
    """Return the address that opens this layer where the answer can be seen, the language along with it."""
    values = links.of_layer(exercise.params, exercise.input_size, exercise.output_size) | {"n": 1}
    values |= {"lang": i18n.lang()} if i18n.lang() != i18n.browser_lang() else {}
    if exercise.voxel is None:
        return "./" + link.href("", **values)
    side = "input" if exercise.kind is Kind.VOXELS else "output"
    chosen = links.spread("v", exercise.voxel) | {"sel": side, "view": f"{exercise.level}d"}
    return link.href("scatter-3d", **values, **chosen)
