"""The size formula of one axis as HTML chips, with the user's numbers in it and the wrong ones marked.

Chips carry class names only (``c3-chip c3-kernel``); colours come from the page's style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ._frame import number_text
from .axis_view import AxisView


@dataclass(frozen=True, slots=True)
class FormulaWords:
    """The words in the chips, in the reader's language; argument names are never translated."""

    front: str
    back: str
    base_size: str
    output: str


@dataclass(frozen=True, slots=True)
class SameWords:
    """The words around SAME's arithmetic: three sizes that people expect, and which of them is true."""

    pads: str
    paddle: str
    documents: str
    others: str


def formula(view: AxisView, words: FormulaWords) -> str:
    """Return ``(in-1)*stride + dilation*(kernel-1)+1 - front - back + output_padding = output`` as chips.

    With output_size the sum ends in the base size: output_padding is not used.
    """
    axis, wrong = view.geometry, view.wrong

    def number(value: int, term: str) -> str:
        return _marked(number_text(value), term in wrong)

    reach = number(axis.input_size, "input_size"), number(axis.stride, "stride")
    dilation = number(axis.dilation, "dilation")
    if view.same and view.given_dilation != 1:
        dilation = f"<s>{number(view.given_dilation, 'dilation')}</s> 1"
    kernel = number(axis.kernel_size, "kernel_size")
    first = f"({reach[0]} − 1) · {reach[1]} = <b>{_number(view, (axis.input_size - 1) * axis.stride)}</b>"
    extent = f"{dilation} · ({kernel} − 1) + 1 = <b>{_number(view, axis.kernel_extent)}</b>"
    terms = [
        _term("", "input", "(in − 1) · stride", first),
        _term("+", "kernel", "dilation · (kernel − 1) + 1", extent),
        _term("−", "crop", escape(words.front), _pad(axis.pad_before, view)),
        _term("−", "crop", escape(words.back), _pad(axis.pad_after, view)),
    ]
    if not view.by_output_size:
        extra = f"<b>{number(axis.output_padding, 'output_padding')}</b>"
        terms.append(_term("+", "extra", "output_padding", extra))
    name = words.base_size if view.by_output_size else words.output
    size = _number(view, axis.base_size if view.by_output_size else axis.output_size)
    bad = "result" in wrong or bool(wrong & {"output_padding"} and not view.by_output_size)
    terms.append(_term("=", "result", escape(name), f"<b>{_marked(size, bad)}</b>"))
    return f'<div class="c3-formula">{"".join(terms)}</div>'


def same_rule(view: AxisView, words: SameWords) -> str:
    """Return where SAME's pads come from, and Paddle's size beside the two that are commonly expected.

    Notes
    -----
    The first expectation, ``ceil(in/stride)``, is what Paddle's documents print; the second, ``in*stride``, is what
    Keras and JAX compute. Paddle pads as for a forward convolution over this input.
    """
    axis = view.geometry
    size, step, kernel = axis.input_size, axis.stride, axis.kernel_size
    steps = -(-size // step)
    total = axis.pad_before + axis.pad_after
    pads = f"max((⌈{size}/{step}⌉ − 1)·{step} + {kernel} − {size}, 0) = {total} → {axis.pad_before} + {axis.pad_after}"
    answers = [
        (words.paddle, str(axis.base_size), True),
        (words.documents, f"⌈{size}/{step}⌉ = {steps}", steps == axis.base_size),
        (words.others, f"{size}·{step} = {size * step}", size * step == axis.base_size),
    ]
    rows = "".join(
        f'<span class="c3-answer {"c3-right" if right else "c3-other"}">{escape(name)} '
        f"<b>{arithmetic}</b> {'✓' if right else '≠'}</span>"
        for name, arithmetic, right in answers
    )
    return f'<div class="c3-same"><div>{escape(words.pads)} <code>{pads}</code></div><div>{rows}</div></div>'


def _term(operator: str, role: str, name: str, content: str) -> str:
    # Operator and chip are one unbreakable span: no line ends in "+".
    sign = f'<span class="c3-operator">{operator}</span>'
    lines = f'<span class="c3-name">{name}</span><span class="c3-sum">{content}</span>'
    return f'<span class="c3-term">{sign}<span class="c3-chip c3-{role}">{lines}</span></span>'


def _marked(content: str, is_wrong: bool) -> str:
    return f'<em class="c3-wrong">{content}</em>' if is_wrong else content


def _pad(value: int, view: AxisView) -> str:
    return f"<b>{_marked(number_text(value), 'padding' in view.wrong and value < 0)}</b>"


def _number(view: AxisView, value: int) -> str:
    return number_text(value) if view.line else "—"
