"""The axis cards of the shape page: formula, strip, and the sentences that say which rule ends where. HTML text."""

from functools import lru_cache, partial
from html import escape

import numpy as np

from conv3dt_core.figures import formula as chips
from conv3dt_core.figures.axis_view import AxisView, axis_views, grouped
from conv3dt_core.figures.captions import StripWords
from conv3dt_core.figures.columns import Line
from conv3dt_core.figures.strip import strip
from conv3dt_core.geometry import MAX_LISTED_SIZE, AxisGeometry
from pages._shared import link
from pages._shared.current import Current
from pages._shared.i18n import t
from pages._shared.whole import whole


def views(current: Current) -> tuple[AxisView, ...]:
    """Return what the cards show, axis by axis."""
    # The first voxel is where every visit starts; one in the middle shows the rule better.
    chosen = current.voxel if current.side == "input" and any(current.voxel) else None
    return axis_views(current.params, current.input_size, current.output_size, current.diagnostics, chosen)


def cards(views: tuple[AxisView, ...], *, sizes: bool = True) -> list[str]:
    """Return one card for each axis, or for several that are set alike; `sizes`: with what output_size may be."""
    return [_card(view, valid=link.get("pad") == "valid", sizes=sizes) for view in grouped(views)]


def _card(view: AxisView, *, valid: bool, sizes: bool) -> str:
    """Return a card; `valid`: padding is the word VALID."""
    parts = [_title(view), chips.formula(view, _formula_words())]
    if view.same and view.line:
        parts.append(chips.same_rule(view, _same_words()))
    strips, label = _strips(view, sizes)
    said = [label * (n == 0) + sentence for n, sentence in enumerate(sentences(view, sizes=sizes))]
    if valid and view.line:
        said.append(t("shape.valid"))
    words = "".join(f"<p>{whole(sentence)}</p>" for sentence in said)
    beside = " c3-beside" if strips else ""  # under the columns, not under the names of the rows
    return f'<div class="c3-axis">{"".join(parts)}{strips}<div class="c3-says{beside}">{words}</div></div>'


def range_text(view: AxisView) -> str:
    """Return the legal output sizes as text: ``15–16``, ``15``, ``—``."""
    return "—" if view.range is None else span(*view.range)


def span(low: int, high: int) -> str:
    """Return ``15–16``, or one number if both are equal."""
    return str(low) if low == high else f"{low}–{high}"


def sentences(view: AxisView, *, sizes: bool = True) -> list[str]:
    """Return, as HTML, what ends the sizes on each side and what the added voxels hold."""
    line, axis = view.line, view.geometry
    if line is None:
        return [t("shape.no_size")]
    said = _size_sentences(view, line) if sizes else []
    if line.is_legal:
        said += _added_sentences(view)
        within = axis.base_size + view.added[0]  # voxels of the full size
        holes = _holes(axis, within)
        if holes:
            said.append(_marked("hole", t("shape.holes", voxels=span(0, within - 1), count=f"{holes:,}")))
    return said


def _size_sentences(view: AxisView, line: Line) -> list[str]:
    """What output_size may be, and where documents and frameworks differ on it."""
    said = [_range_sentence(view)]
    if line.refused is not None:
        said.append(_marked("refused", t("shape.refused", next=line.refused)))
    if line.by_padding_only:
        limit = max(line.axis.stride, line.axis.dilation)
        said.append(_marked("reached", t("shape.reach", limit=limit, range=span(*line.by_padding_only))))
    return said


def _marked(mark: str, sentence: str) -> str:
    """A sentence behind the mark that it explains in the picture."""
    return f'<i class="c3-mark c3-{mark}"></i>{sentence}'


def _range_sentence(view: AxisView) -> str:
    axis = view.geometry
    values = {"base": _minus(axis.base_size), "high": _minus(axis.base_size + axis.stride - 1)}
    if view.range is None:
        return t("shape.no_range", **values)
    low = view.range[0]
    if axis.stride == 1:
        return t("shape.stride_one", low=low)
    return t("shape.range" if axis.base_size >= 1 else "shape.range_rescued", low=low, **values)


def _added_sentences(view: AxisView) -> list[str]:
    """What stands in the voxels behind the base size: values that padding had cropped, or nothing but the bias."""
    axis, (restored, zeros) = view.geometry, view.added
    name = "output_size" if view.by_output_size else "output_padding"
    start = max(axis.base_size, 0)  # with a negative base size the first voxels make up for it
    end = axis.base_size + restored
    said = []
    if end > start:
        said.append(_marked("restored", t("shape.restored", voxels=span(start, end - 1), name=name)))
    if zeros:
        voxels = span(max(end, 0), axis.output_size - 1)
        said.append(_marked("zero", t("shape.zeros", voxels=voxels)))
    return said


@lru_cache(maxsize=512)
def _holes(axis: AxisGeometry, within: int) -> int:
    """Those of the first `within` output voxels that no tap reaches; 0, untold, on axes too long to list."""
    if axis.stride == axis.dilation == 1 or axis.longest_list > MAX_LISTED_SIZE:
        return 0
    inside = axis.overlap()[: max(within, 0)]
    return len(inside) - int(np.count_nonzero(inside))


def _title(view: AxisView) -> str:
    letters = " = ".join(view.axes)
    names = t("shape.comma").join(t(f"shape.axis_{axis.lower()}") for axis in view.axes)
    gloss = f" <span>{names}</span>" if len(view.axes) < 3 else ""
    return f'<div class="c3-title"><b>{letters}</b>{gloss}</div>'


def _strips(view: AxisView, sizes: bool) -> tuple[str, str]:
    """The strip in two or three sizes, CSS shows the one that fits; and the label of the sizes if not inside."""
    if view.line is None:
        return "", ""
    outputs = _minus(view.geometry.output_size)
    label = t("shape.strip", axes=", ".join(view.axes), inputs=view.geometry.input_size, outputs=outputs)
    draw = partial(strip, view.line, _strip_words(sizes), label)
    wide, narrow = draw("wide"), draw("narrow")
    shown = {"c3-if-wide": wide, "c3-if-medium c3-if-narrow": narrow}
    if narrow.is_broken:  # a card beside words has room for more of it
        shown = {"c3-if-wide": wide, "c3-if-medium": draw("medium"), "c3-if-narrow": narrow}
    drawn = "".join(f'<div class="{where}">{each.svg}</div>' for where, each in shown.items())
    if view.range is None or not sizes:
        return drawn, ""
    only = " c3-if-medium c3-if-narrow" if wide.says_sizes else ""
    legal = escape(t("shape.sizes", range=range_text(view)))
    return drawn, f'<span class="c3-sizes{only}">{legal}</span> '


def _strip_words(sizes: bool) -> StripWords:
    return StripWords(
        input=t("shape.input_row"),
        output=t("shape.output_row"),
        cropped=t("shape.cropped", count="{count}"),
        lost=t("shape.lost", count="{count}"),
        sizes=t("shape.sizes", range="{range}") if sizes else None,
    )


def _formula_words() -> chips.FormulaWords:
    return chips.FormulaWords(
        front=t("shape.front"), back=t("shape.back"), base_size=t("shape.base_size"), output=t("shape.output")
    )


def _same_words() -> chips.SameWords:
    return chips.SameWords(
        pads=t("shape.same_pads"),
        paddle=t("shape.same_paddle"),
        documents=t("shape.same_documents"),
        others=t("shape.same_others"),
    )


def _minus(value: int) -> str:
    return str(value).replace("-", "−")
