"""The three repairs as cards of equal height: the line of code, what it costs to the end of the net, a button."""

from html import escape

import streamlit as st

from conv3dt_core import messages
from conv3dt_core.decoder import Near, Net, Repair, Walk, grades, near, repairs, walk
from conv3dt_core.diagnostics import AXES, Triple
from conv3dt_core.fixes import merge_axes
from pages._shared import notices
from pages._shared.decoder import names, state
from pages._shared.i18n import lang, t


def draw(found: Walk) -> None:
    """Draw the three cards, where the net needs or has a repair; and which sizes need none."""
    plain = walk(found.net.plain())
    if plain.halt is not None:
        st.html(f'<h2 class="c3-section">{t("decoder.repairs")}</h2>')
        tried = repairs(found.net)
        best = next((repair.kind for repair in tried if repair.works), None)
        for column, repair in zip(st.columns(3), tried, strict=True):
            with column:
                _card(repair, plain, found.net, repair.kind == best)
    if any(found.net.skips):
        with st.container(key="legal-sizes"):
            st.html(f"<p>{_legal(found.net)}</p>")


def _card(repair: Repair, plain: Walk, net: Net, best: bool) -> None:
    taken = repair.works and repair.walk.net == net
    look = "taken" if taken else "open" if repair.works else "refused"
    key = repair.kind.replace("-", "_")
    with st.container(key=f"repair-{look}-{repair.kind}", border=True, height="stretch"):
        code = _code(repair, plain) if repair.works else ""
        both = "_both" if repair.kind == "crop" and code.startswith("x") else ""
        title = f"<h3>{'✓ ' if taken else ''}{t(f'decoder.{key}_title{both}')}</h3>"
        line = f"<code>{escape(code)}</code>" if code else ""
        st.html(f'<div class="c3-repair">{title}{line}<p>{_cost(repair)}</p></div>')
        if taken:
            st.button(t("decoder.undo"), key="undo", on_click=state.mend, args=(net.plain(),))
        elif repair.works:
            st.button(
                t(f"decoder.{key}_do"), key=f"repair-{repair.kind}", on_click=state.mend, args=(repair.walk.net,),
                type="primary" if best and net == net.plain() else "secondary",
            )  # fmt: skip


def _code(repair: Repair, plain: Walk) -> str:
    """Return the line that makes the repair; of a crop that at the first place where it is needed."""
    return {"output-size": _ask, "pad": _pad, "crop": _crop}[repair.kind](repair, plain)


def _ask(repair: Repair, plain: Walk) -> str:
    if any(layer.kind == "resize" for layer in plain.net.ups):
        return "F.interpolate(x, size=skip.shape[2:])"
    return "up(x, output_size=skip.shape[2:])"


def _pad(repair: Repair, plain: Walk) -> str:
    more = [after - before for before, after in zip(plain.net.size, repair.walk.input_size, strict=True)]
    return f"F.pad(x, (0, {more[2]}, 0, {more[1]}, 0, {more[0]}))"  # both frameworks name the last axis first


def _crop(repair: Repair, plain: Walk) -> str:
    made, halt = plain.made_at_halt(), plain.halt
    skip = plain.size_after("skip", halt.level) if halt else None
    if made is None or skip is None:
        return ""
    kept = [min(pair) for pair in zip(made, skip, strict=True)]
    return "; ".join(_cut(name, size, kept) for name, size in (("x", made), ("skip", skip)) if list(size) != kept)


def _cut(name: str, size: Triple, kept: list[int]) -> str:
    ends = (f":{n}" if n < before else ":" for before, n in zip(size, kept, strict=True))
    return f"{name}[..., {', '.join(ends)}]"


def _cost(repair: Repair) -> str:
    if not repair.works:
        return "<br>".join(notices.marked_up(messages.title(d, lang())) for d in merge_axes(repair.diagnostics)[:2])
    sizes = {"output": names.size(repair.walk.output_size or ()), "size": names.size(repair.walk.input_size)}
    if repair.kind == "pad":
        return t("decoder.pad_cost", **sizes, percent=f"{100 * repair.more_voxels:.0f}")
    if repair.kind == "crop":
        return t("decoder.crop_cost", **sizes, lost=t("decoder.comma").join(map(str, repair.lost or ())))
    bare = [f"up {grade.number}" for grade in grades(repair.walk) if any(grade.unwritten)]
    if not bare:
        return t("decoder.output_size_all", **sizes)
    return t("decoder.output_size_bare", **sizes, ups=t("decoder.comma").join(bare))


def _legal(net: Net) -> str:
    """Return the sizes next to the given ones that the net takes as it is."""
    found = [(axis, near(net.plain(), i)) for i, axis in enumerate(AXES)]
    if not any(sizes.below or sizes.above for _, sizes in found):
        return t("decoder.no_legal")
    parts = [
        f"{axis} <b>{', '.join(map(str, _around(sizes, net.size[i])))}</b>" for i, (axis, sizes) in enumerate(found)
    ]
    return t("decoder.legal", sizes=" · ".join(parts))


def _around(sizes: Near, given: int) -> list[int]:
    return [*sizes.below, *([given] if sizes.legal else []), *sizes.above]
