"""Reading arguments: every spelling Paddle accepts for an integer, a triple, a padding, a data format.

Each reader returns the normal form; on a fault of form it appends a `Diagnostic` and returns a harmless value,
so that all faults of a call are found in one pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeGuard, cast

import numpy as np

from .diagnostics import AXES, Code, Diagnostic, Fix, Triple

DataFormat = Literal["NCDHW", "NDHWC"]
Pair = tuple[int, int]
Pads = tuple[Pair, Pair, Pair]

NO_PADS: Pads = ((0, 0), (0, 0), (0, 0))
INT32 = range(-(2**31), 2**31)
#: What Paddle takes when the argument is left out: the repair of a value nobody can guess at.
_DEFAULTS: dict[str, Any] = {
    "in_channels": 1,
    "out_channels": 1,
    "kernel_size": (3, 3, 3),
    "stride": (1, 1, 1),
    "padding": NO_PADS,
    "output_padding": (0, 0, 0),
    "dilation": (1, 1, 1),
    "groups": 1,
}


def is_integer(value: Any) -> TypeGuard[int]:
    """Return whether `value` is a Python or NumPy integer. A bool is not: Paddle refuses it too."""
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def is_listing(value: Any) -> TypeGuard[Sequence[Any]]:
    """Return whether `value` is what Paddle reads several integers from: list, tuple, range, 1-D array."""
    return isinstance(value, (list, tuple, range)) or (
        isinstance(value, np.ndarray) and value.ndim == 1 and value.dtype.kind in "iu"
    )


def read_integer(name: str, value: Any, faults: list[Diagnostic]) -> int:
    """Return `value` as int, or 1 after noting what is wrong with its form."""
    fault = _integer_fault(name, value, value)
    if fault is None:
        return int(value)
    faults.append(fault)
    return 1


def read_triple(name: str, value: Any, faults: list[Diagnostic]) -> Triple:
    """Return `value` as (D, H, W); one integer counts for all three. Notes at most one fault of form."""
    items = list(value) if is_listing(value) else [value] * 3
    fault = None
    if is_listing(value) and len(items) != len(AXES):
        meant = _nearest_triple(items) or _DEFAULTS.get(name)
        fault = _fault(Code.WRONG_LENGTH, name, value, meant, ("length", len(items)))
    for item in items:
        fault = fault or _integer_fault(name, item, value)
    if fault is None:
        return int(items[0]), int(items[1]), int(items[2])
    faults.append(fault)
    return 1, 1, 1


def shown(value: Any, limit: int = 60) -> str:
    """Return `value` as Python would write it, cut to `limit` characters."""
    try:
        text = repr(value)
    except ValueError:  # Python writes out no integer of more than 4300 digits
        text = f"<{type(value).__name__} of thousands of digits>"
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _integer_fault(name: str, item: Any, value: Any) -> Diagnostic | None:
    if not is_integer(item):
        found = (("item", shown(item)), ("type", type(item).__name__))
        return _fault(Code.NOT_AN_INTEGER, name, value, _nearest(name, value), *found)
    if int(item) not in INT32:
        return _fault(Code.INTEGER_TOO_LARGE, name, value, _DEFAULTS.get(name), ("limit", INT32[-1]))
    return None


def _fault(code: Code, name: str, value: Any, meant: Any, *more: tuple[str, Any]) -> Diagnostic:
    """Note a fault of form; `meant` is the value that was probably meant, None if there is no guess."""
    fixes = () if meant is None else (_assignment(name, meant),)
    return Diagnostic(code, None, (("name", name), ("value", shown(value)), *more), fixes)


def _assignment(name: str, value: Any) -> Fix:
    short = value
    while isinstance(short, tuple) and len(set(short)) == 1:  # ((1, 1), (1, 1), (1, 1)) -> 1
        short = short[0]
    return Fix(((name, value),), f"{name} = {short!r}")


def _nearest(name: str, value: Any) -> Any:
    """Return what was probably meant: 2.0 -> 2, '2' -> 2, [2.0, 1, 1] -> (2, 1, 1); else the default."""
    default = _DEFAULTS.get(name)
    if name == "padding" or (is_listing(value) and len(value) != len(AXES)):
        return default
    whole = [_whole_number(item) for item in value] if is_listing(value) else [_whole_number(value)]
    if None in whole:
        return default
    return whole[0] if isinstance(default, int) else _nearest_triple(whole)


def _whole_number(value: Any) -> int | None:
    if isinstance(value, str):
        value = int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return int(value) if is_integer(value) and int(value) in INT32 else None


def _nearest_triple(items: Sequence[Any]) -> Triple | None:
    """[2] -> (2, 2, 2); [2, 3] -> (2, 3, 3); of four or more the first three; None if that is no guess."""
    whole = [_whole_number(item) for item in items]
    numbers = [number for number in whole if number is not None]
    if not numbers or len(numbers) < len(whole):
        return None
    d, h, w = (numbers + [numbers[-1]] * 2)[:3]
    return d, h, w


def read_data_format(value: Any, faults: list[Diagnostic]) -> DataFormat:
    """Return the data format; Paddle takes exactly these two words."""
    if isinstance(value, str) and value in {"NCDHW", "NDHWC"}:
        return cast(DataFormat, value)
    meant = "NDHWC" if isinstance(value, str) and value.upper().endswith("C") else "NCDHW"
    faults.append(_fault(Code.DATA_FORMAT_UNKNOWN, "data_format", value, meant))
    return "NCDHW"


def read_padding(value: Any, data_format: Any, faults: list[Diagnostic]) -> Literal["SAME"] | Pads:
    """Return the normal form of any of Paddle's five spellings of padding."""
    if isinstance(value, str):
        return _read_padding_word(value, faults)
    channels_last = isinstance(data_format, str) and data_format == "NDHWC"
    pairs, fault = _padding_pairs(value, channels_last)
    for item in (item for pair in pairs for item in pair):
        fault = fault or _integer_fault("padding", item, value)
    if fault is not None:
        faults.append(fault)
        return NO_PADS
    d, h, w = ((int(front), int(back)) for front, back in pairs)
    return d, h, w


def _read_padding_word(word: str, faults: list[Diagnostic]) -> Literal["SAME"] | Pads:
    # Paddle upper-cases the word but does not trim it.
    if word.upper() == "SAME":
        return "SAME"
    if word.upper() != "VALID":
        meant = "SAME" if word.strip()[:1].upper() == "S" else NO_PADS
        faults.append(_fault(Code.PADDING_WORD_UNKNOWN, "padding", word, meant))
    return NO_PADS


def _padding_pairs(value: Any, channels_last: bool) -> tuple[Sequence[Any], Diagnostic | None]:
    """Return three (front, back) pairs whose items may still be no integers, or a fault of structure."""
    unknown = _fault(Code.PADDING_FORM_UNKNOWN, "padding", value, NO_PADS)
    if not is_listing(value):
        iterable = value is None or hasattr(value, "__iter__")
        return ([], unknown) if iterable else ([(value, value)] * 3, None)
    nested = [is_listing(item) for item in value]
    if not any(nested):
        forms = {3: [(p, p) for p in value], 6: list(zip(value[::2], value[1::2], strict=False))}
        return (forms[len(value)], None) if len(value) in forms else ([], unknown)
    if len(value) != 5 or not all(nested) or any(len(pair) != 2 for pair in value):
        return [], unknown
    return _five_pairs(value, channels_last)


def _five_pairs(value: Sequence[Any], channels_last: bool) -> tuple[Sequence[Any], Diagnostic | None]:
    """[N, C, D, H, W] or [N, D, H, W, C] pairs -> the three spatial ones; those of N and C must be (0, 0)."""
    layouts = {False: (value[:2], value[2:]), True: ([value[0], value[4]], value[1:4])}
    outer, spatial = layouts[channels_last]
    for item in (item for pair in outer for item in pair):
        if not is_integer(item):
            return [], _integer_fault("padding", item, value)
    if all(map(_is_zero, outer)):
        return spatial, None
    # The likeliest meaning is the other layout's order.
    other_outer, other = layouts[not channels_last]
    swapped = all(map(_is_zero, other_outer)) and all(is_integer(p) and p >= 0 for pair in other for p in pair)
    meant = tuple((int(front), int(back)) for front, back in other) if swapped else NO_PADS
    layout = ("data_format", "NDHWC" if channels_last else "NCDHW")
    return [], _fault(Code.PADDING_ON_BATCH_OR_CHANNELS, "padding", value, meant, layout)


def _is_zero(pair: Any) -> bool:
    return all(is_integer(p) and p == 0 for p in pair)
