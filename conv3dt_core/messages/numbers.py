"""Numbers and arithmetic that texts show but diagnostics do not carry, the same in every language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Values = Mapping[str, Any]
Derive = Callable[[Values], object]


def _full_sum(v: Values) -> str:
    return f"({v['input']}-1)*{v['stride']} + {v['dilation']}*({v['kernel']}-1) + 1"


def _base_sum(v: Values) -> str:
    return f"{_full_sum(v)} - {v['front']} - {v['back']}"


def _pads(v: Values) -> str:
    """(1, 1) -> 1, as one writes it; (1, 0) -> (1, 0)."""
    return str(v["front"] if v["front"] == v["back"] else (v["front"], v["back"]))


def _interval(v: Values) -> str:
    return str(v["low"]) if v["low"] == v["high"] else f"{v['low']}–{v['high']}"


def _same_pad_sum(v: Values) -> str:
    """Paddle's SAME: the pad of a forward convolution over the transposed one's own input."""
    size, stride = v["input"], v["stride"]
    return f"max((ceil({size}/{stride})-1)*{stride} + {v['kernel']} - {size}, 0) = {v['front'] + v['back']}"


def _same_size_sum(v: Values) -> str:
    return f"({v['input']}-1)*{v['stride']} + {v['kernel']} - {v['front'] + v['back']} = {v['base']}"


def _derived_sum(v: Values) -> str:
    """Paddle's automatic kernel."""
    numerator = f"{v['value']} - ({v['input']}-1)*{v['stride']} + {v['front']} + {v['back']} - 1"
    return f"({numerator}) // {v['dilation']} + 1 = {v['derived']}"


def _one_tap_sum(v: Values) -> str:
    size = (v["input"] - 1) * v["stride"] + 1 - v["front"] - v["back"]
    return f"({v['input']}-1)*{v['stride']} + 1 - {v['front']} - {v['back']} = {size}"


def _setting_sum(which: str) -> Derive:
    """The size that a setting of the solver makes; output_padding is written where it adds."""

    def made(v: Values) -> str:
        kernel, stride, dilation, front, back, extra = v[which]
        size = (v["input"] - 1) * stride + dilation * (kernel - 1) + 1 - front - back + extra
        added = f" + {extra}" if extra else ""
        return f"({v['input']}-1)*{stride} + {dilation}*({kernel}-1) + 1 - {front} - {back}{added} = {size}"

    return made


def _other_format(v: Values) -> str:
    return "NCDHW" if v["data_format"] == "NDHWC" else "NDHWC"


def _human(count: int) -> str:
    """1610612736 -> 1.5 GiB."""
    amount, unit = float(count), "B"
    for larger in ("KiB", "MiB", "GiB", "TiB", "PiB", "EiB"):
        if amount < 1024:
            break
        amount, unit = amount / 1024, larger
    return f"{amount:.4g} {unit}"


DERIVED: dict[str, Derive] = {
    "base_sum": lambda v: f"{_base_sum(v)} = {v['base']}",
    "left_sum": lambda v: f"{v['full']} - {v['front']} - {v['back']} + {v['output_padding']} = {v['value']}",
    "full_sum": lambda v: f"{_full_sum(v)} = {v['full']}",
    "pads": _pads,
    "interval": _interval,
    "end": lambda v: v["base"] + v["stride"],
    "last": lambda v: v["base"] + v["stride"] - 1,
    "extra": lambda v: v["stride"] - 1,
    "documented": lambda v: -(-v["input"] // v["stride"]),
    "same_pad_sum": _same_pad_sum,
    "same_size_sum": _same_size_sum,
    "extent": lambda v: (v["kernel"] - 1) * v["dilation"] + 1,
    "derived_sum": _derived_sum,
    "derived_base": lambda v: v["high"] - v["stride"] + 1,
    "next_kernel": lambda v: v["derived"] + 1,
    "next_base": lambda v: v["high"] - v["stride"] + 1 + v["dilation"],
    "one_tap_sum": _one_tap_sum,
    "below_sum": _setting_sum("below"),
    "above_sum": _setting_sum("above"),
    "largest_sum": _setting_sum("largest"),
    "open": lambda v: ", ".join(v["let_go"]),
    "layout": lambda v: ", ".join(v["data_format"]),
    "other_format": _other_format,
    "printed_format": lambda v: v["data_format"].replace("D", ""),
    "at": lambda v: f"[{v['axis']}]" if v["axis"] else "",
    "needed_human": lambda v: _human(v["needed"]),
    "limit_human": lambda v: _human(v["limit"]),
}
