"""What an error text means, and what to change in the layer at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ...diagnostics import AXES, Axis, Code, Diagnostic, Fix, InvalidLayerError, Lang, errors_of
from ...fixes import candidates, merge_axes
from ...messages.foreign import paragraph
from ...params import LayerParams
from ...validation import check, plan

Arguments = tuple[LayerParams, Any, Any]
_MOST_FIXES = 3
#: Numbers that tell one layer from another; a text whose numbers differ is of another layer.
_OF_THE_LAYER = {"low", "high", "stride", "dilation", "limit"}


@dataclass(frozen=True, slots=True)
class Translation:
    """An error text of some framework, understood.

    Parameters
    ----------
    dialect : {"paddle", "pytorch", "keras", "onnx", "jax"} or None
        Whose text it is.
    code : Code
        The rule it is about; `Code.ERROR_NOT_RECOGNISED` if it is none of ours.
    axis : {"D", "H", "W"} or None
        The axis, where the text tells it.
    numbers : tuple of (name, value)
        What the text says, or what follows from it: ``argument``, ``asked``, ``low``, ``high``, ``stride``, ...
    note : str or None
        Which note of the catalogue says what the text really means.
    alternatives : tuple of Code
        Other rules of which the framework says the very same.
    """

    dialect: str | None
    code: Code
    axis: Axis | None = None
    numbers: tuple[tuple[str, Any], ...] = ()
    note: str | None = None
    alternatives: tuple[Code, ...] = ()

    def render(self, lang: Lang = "en") -> str:
        """Return one paragraph: the rule, the axis, the text's numbers against it, and where the text misleads."""
        if self.code is Code.ERROR_NOT_RECOGNISED:
            return Diagnostic(self.code, None, self.numbers).render(lang)
        return paragraph(self.code, self.note, {"axis": self.axis, **dict(self.numbers)}, lang)

    def changes(self, params: LayerParams, input_size: Any, output_size: Any = None) -> tuple[Fix, ...]:
        """Return what mends this error in a layer.

        Parameters
        ----------
        params, input_size, output_size
            The layer at hand, as for `conv3dt_core.check`.

        Returns
        -------
        tuple of Fix
            Those of the layer's own diagnostics, where it shows the error. Else those that follow from the text's
            numbers, where the layer they lead to is legal. Empty where the text says nothing about this layer.
        """
        here = (params, input_size, output_size)
        shown = self._diagnostics(here)
        # Frameworks stop at the first axis; one change mends it together with those that say the same.
        alike = {(d.code, d.values) for d in shown}
        same = [d for d in check(*here) if (d.code, d.values) in alike]
        fixes = [fix for merged in merge_axes(same) for fix in merged.fixes]
        fixes += [fix for diagnostic in shown if not diagnostic.fixes for fix in _working(diagnostic, here)]
        if not shown:
            fixes = [fix for fix in self._from_numbers(here) if _mends(fix, here, self._diagnostics)]
        return tuple(dict.fromkeys(fixes))

    def _diagnostics(self, arguments: Arguments) -> tuple[Diagnostic, ...]:
        """Return what the layer shows of this error; an axis is compared where both have one."""
        codes = {self.code, *self.alternatives}
        found = [d for d in check(*arguments) if d.code in codes]
        return tuple(d for d in found if None in {self.axis, d.axis} or d.axis == self.axis)

    def _from_numbers(self, here: Arguments) -> Iterator[Fix]:
        """Yield what the text's numbers suggest for a layer that does not show the error itself."""
        numbers = dict(self.numbers)
        if self.code is Code.CHANNELS_MISMATCH and numbers.get("argument") == "x":
            # Where x's shape fits in the other layout, the number counted as channels is a size.
            field, value = "in_channels", numbers["got"]
            if "data_format" in numbers:
                field, value = "data_format", numbers["data_format"]
            if field == "data_format" or 0 < value < 2**31:
                yield Fix(((field, value),), f"{field} = {value!r}")
        told = self._as_told(here)
        if told is None:
            return
        for diagnostic in self._diagnostics(told):
            own = dict(diagnostic.values)
            if all(own.get(name, numbers[name]) == numbers[name] for name in _OF_THE_LAYER & set(numbers)):
                yield from diagnostic.fixes or _working(diagnostic, told)

    def _as_told(self, here: Arguments) -> Arguments | None:
        """Return the layer with the number that the text complains about; None if the text names no such number."""
        params, input_size, output_size = here
        asked = dict(self.numbers).get("asked")
        if self.axis is None or not isinstance(asked, int):
            return None
        at = AXES.index(self.axis)
        try:
            sizes = plan(params, input_size, output_size).output_size
        except InvalidLayerError:
            return None
        if self.code is Code.OUTPUT_SIZE_OUT_OF_RANGE:
            return params, input_size, _with(sizes, at, asked)
        if self.code is Code.OUTPUT_PADDING_TOO_LARGE and output_size is None:
            return replace(params, output_padding=_with(params.output_padding, at, asked)), input_size, None
        return None


def _with(values: tuple[int, int, int], at: int, value: int) -> tuple[int, int, int]:
    d, h, w = (value if i == at else old for i, old in enumerate(values))
    return d, h, w


def _working(diagnostic: Diagnostic, arguments: Arguments) -> list[Fix]:
    """Return changes for a warning, which `check` offers none for: what lowers output_padding below the stride."""
    if diagnostic.code is not Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION:
        return []
    error = replace(diagnostic, code=Code.OUTPUT_PADDING_TOO_LARGE)

    def shows(after: Arguments) -> bool:
        return any((d.code, d.axis) == (diagnostic.code, diagnostic.axis) for d in check(*after))

    fixes = [fix for fix in dict.fromkeys(candidates(error, *arguments)) if _mends(fix, arguments, shows)]
    return fixes[:_MOST_FIXES]


def _mends(fix: Fix, here: Arguments, shows: Callable[[Arguments], Any]) -> bool:
    """Return whether the change changes something, brings no error, and leaves nothing of this one."""
    after = fix.apply(*here)
    before = {(error.code, error.axis) for error in errors_of(check(*here))}
    return after != here and not shows(after) and {(e.code, e.axis) for e in errors_of(check(*after))} <= before
