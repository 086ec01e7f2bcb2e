"""Changes that may mend a problem, best guess first. `conv3dt_core.validation` keeps only those that work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import gcd
from typing import Any

from .diagnostics import AXES, Code, Diagnostic, Fix, Triple
from .params import LayerParams
from .spellings import INT32

_SMALL = (1, 2)


@dataclass(frozen=True, slots=True)
class _Layer:
    """The arguments of a call with one axis in view; `fix` writes new values for that axis."""

    params: LayerParams
    input_size: Triple
    output_size: Triple | None
    axis: int = 0

    def get(self, name: str) -> Any:
        return getattr(self, name) if name in {"input_size", "output_size"} else getattr(self.params, name)

    def on_axis(self, name: str) -> Any:
        return self.get(name)[self.axis]

    def fix(self, **on_axis: Any) -> Fix:
        """Return the fix that gives this axis the new values, the other axes staying as they are."""
        return _fix({name: {self.axis: value} for name, value in on_axis.items()}, self.get)


def candidates(
    diagnostic: Diagnostic, params: LayerParams, input_size: Triple, output_size: Triple | None
) -> Iterator[Fix]:
    """Yield changes that may remove `diagnostic`, best first; none is promised to work."""
    propose = _PROPOSALS.get(diagnostic.code)
    if propose is not None:
        axis = AXES.index(diagnostic.axis) if diagnostic.axis else 0
        found = propose(diagnostic, _Layer(params, input_size, output_size, axis))
        yield from (fix for fix in found if all(_fits_32_bits(value) for _, value in fix.changes))


def _fits_32_bits(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_fits_32_bits, value))
    return not isinstance(value, int) or value in INT32


def merge_axes(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Merge neighbours that say the same of several axes into one, with axis "D, H, W" and fixes for all of them.

    Parameters
    ----------
    diagnostics : iterable of Diagnostic
        In the order `check` returns them.
    """
    groups = groupby(diagnostics, key=lambda d: (d.code, d.values, d.axis is None))
    merged: list[Diagnostic] = []
    for (_, _, axisless), group in groups:
        members = list(group)
        merged += members if axisless or len(members) == 1 else [_merged(members)]
    return tuple(merged)


def _merged(members: list[Diagnostic]) -> Diagnostic:
    axes = [AXES.index(member.axis) for member in members]
    rows = zip(*(member.fixes for member in members), strict=False)
    same_names = (row for row in rows if len({tuple(name for name, _ in fix.changes) for fix in row}) == 1)
    fixes = tuple(dict.fromkeys(_merged_fix(row, axes) for row in same_names))
    return Diagnostic(members[0].code, ", ".join(m.axis or "" for m in members), members[0].values, fixes)


def _merged_fix(row: tuple[Fix, ...], axes: list[int]) -> Fix:
    """Take each axis' new value from that axis' own fix."""
    own = [dict(fix.changes) for fix in row]
    new = {name: {axis: own[i][name][axis] for i, axis in enumerate(axes)} for name in own[0]}
    return _fix(new, own[0].__getitem__)


def _fix(new: dict[str, dict[int, Any]], before: Callable[[str], Any]) -> Fix:
    """{"stride": {0: 2}} and stride (1, 1, 1) before -> Fix stride = (2, 1, 1), labelled stride[D] = 2."""
    changes = tuple(
        (name, tuple(values.get(axis, before(name)[axis]) for axis in range(3))) for name, values in new.items()
    )
    return Fix(changes, ", ".join(_label(name, values) for name, values in new.items()))


def _label(name: str, values: dict[int, Any]) -> str:
    """Stride = 2 for all three axes alike, else stride[D] = 2 per value."""
    texts: dict[str, list[str]] = {}
    for axis, value in values.items():
        text = repr(value[0] if isinstance(value, tuple) and value[0] == value[1] else value)
        texts.setdefault(text, []).append(AXES[axis])
    if [len(axes) for axes in texts.values()] == [3]:
        return f"{name} = {next(iter(texts))}"
    return ", ".join(f"{name}[{', '.join(axes)}] = {text}" for text, axes in texts.items())


def _whole(name: str, value: Any) -> Fix:
    """Return the fix of an argument that has no axes."""
    return Fix(((name, value),), f"{name} = {value}")


def _raise_to_positive(diagnostic: Diagnostic, layer: _Layer) -> Iterator[Fix]:
    name = diagnostic.value("name")
    for value in _SMALL:
        yield layer.fix(**{name: value})
    yield from _resized(layer, name)
    yield _plain(layer, **{name: 1})


def _resized(layer: _Layer, *names: str) -> Iterator[Fix]:
    """Yield the input, kernel, stride or dilation that brings the output to what is asked, or just above 0."""
    asked = layer.on_axis("output_size") if layer.output_size else 1 - min(0, layer.on_axis("output_padding"))
    size, stride, kernel = (max(1, layer.on_axis(name)) for name in ("input_size", "stride", "kernel_size"))
    dilation = max(1, layer.params.effective_dilation[layer.axis])
    crop = 0 if layer.params.padding == "SAME" else sum(layer.on_axis("padding"))
    extra = 0 if layer.output_size else max(0, layer.on_axis("output_padding"))
    full = asked - extra + crop  # wanted: (size - 1)*stride + dilation*(kernel - 1) + 1 in (full - stride, full]
    longest = (full - 1 - (size - 1) * stride) // dilation + 1  # the kernel that reaches `full` by itself
    guesses = {
        "input_size": [(full - 1 - dilation * (kernel - 1)) // stride + 1],
        "kernel_size": sorted((longest, longest - (stride - 1) // dilation), key=lambda k: abs(k - kernel)),
        "stride": [(full - 1 - dilation * (kernel - 1)) // max(1, size - 1)],
        "dilation": [(full - 1 - (size - 1) * stride) // max(1, kernel - 1)],
    }
    for name in names:
        for guess in (*guesses[name], guesses[name][0] + 1, guesses[name][0] - 1):
            if guess >= 1:
                yield layer.fix(**{name: guess})


def _plain(layer: _Layer, **on_axis: Any) -> Fix:
    """Return the last resort: the new values, nothing cropped or added on this axis, the size that gives."""
    if layer.params.padding != "SAME":
        on_axis["padding"] = (0, 0)
    on_axis["output_padding"] = 0
    if layer.output_size is not None:
        params, sizes, _ = layer.fix(**on_axis).apply(layer.params, layer.input_size)
        on_axis["output_size"] = _base_size(params, sizes[layer.axis], layer.axis)
    return layer.fix(**{name: value for name, value in on_axis.items() if value != layer.on_axis(name)})


def _base_size(params: LayerParams, size: int, axis: int) -> int:
    """Return Paddle's inferred size of one axis; 1 where the axis' other numbers make no sense."""
    stride, kernel, dilation = params.stride[axis], params.kernel_size[axis], params.effective_dilation[axis]
    if min(stride, kernel, dilation, size) < 1:
        return 1
    return (size - 1) * stride + dilation * (kernel - 1) + 1 - sum(params.axis_pads(axis, size))


def _uncropped(layer: _Layer, missing: int) -> Iterator[Fix]:
    """Yield the padding that crops `missing` voxels fewer, from both sides alike where that goes."""
    if layer.params.padding == "SAME":
        return
    front, back = layer.on_axis("padding")
    front_less = min(max(front, 0), -(-missing // 2))
    back_less = min(max(back, 0), missing - front_less)
    front_less = min(max(front, 0), max(front_less, missing - back_less))
    if front == back:  # stay symmetrical: PyTorch knows nothing else
        front_less = back_less = max(front_less, back_less)
    yield layer.fix(padding=(front - front_less, back - back_less))
    yield layer.fix(padding=(0, 0))


def _padding_negative(diagnostic: Diagnostic, layer: _Layer) -> Iterator[Fix]:
    front, back = (max(0, p) for p in layer.on_axis("padding"))
    yield layer.fix(padding=(front, back))
    yield layer.fix(padding=(0, 0))
    yield _plain(layer, padding=(0, 0))


def _output_padding(diagnostic: Diagnostic, layer: _Layer) -> Iterator[Fix]:
    value, stride = diagnostic.value("value"), diagnostic.value("stride")
    if value >= stride > 1:
        yield layer.fix(output_padding=stride - 1)
    yield layer.fix(output_padding=0)
    if value > 0:
        yield layer.fix(stride=value + 1)
    yield _plain(layer, output_padding=0)


def _output_size_out_of_range(diagnostic: Diagnostic, layer: _Layer) -> Iterator[Fix]:
    value, low, high = (diagnostic.value(name) for name in ("value", "low", "high"))
    if low <= high:
        yield layer.fix(output_size=min(max(value, low), high))
    if value >= 1:
        yield from _resized(layer, "input_size", "kernel_size")
    yield _plain(layer)


def _output_size_not_positive(diagnostic: Diagnostic, layer: _Layer) -> Iterator[Fix]:
    yield from _uncropped(layer, 1 - diagnostic.value("value"))
    yield from _resized(layer, "input_size", "kernel_size")


def _channels(diagnostic: Diagnostic, layer: _Layer) -> Iterator[Fix]:
    name, value, groups = diagnostic.value("name"), diagnostic.value("value"), max(1, layer.params.groups)
    for multiple in (value // groups * groups, value // groups * groups + groups, groups):
        if multiple >= 1:
            yield _whole(name, multiple)
    yield _whole("groups", gcd(layer.params.in_channels, layer.params.out_channels, groups))


def _groups_not_positive(diagnostic: Diagnostic, layer: _Layer) -> Iterator[Fix]:
    yield _whole("groups", 1)


def _one_of_two(diagnostic: Diagnostic, layer: _Layer) -> Iterator[Fix]:
    yield Fix((("output_padding", (0, 0, 0)),), "output_padding = 0")
    yield _whole("output_size", None)


_PROPOSALS: dict[Code, Callable[[Diagnostic, _Layer], Iterator[Fix]]] = {
    Code.CHANNELS_NOT_POSITIVE: _channels,
    Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS: _channels,
    Code.GROUPS_NOT_POSITIVE: _groups_not_positive,
    Code.INPUT_SIZE_NOT_POSITIVE: _raise_to_positive,
    Code.KERNEL_SIZE_NOT_POSITIVE: _raise_to_positive,
    Code.STRIDE_NOT_POSITIVE: _raise_to_positive,
    Code.DILATION_NOT_POSITIVE: _raise_to_positive,
    Code.PADDING_NEGATIVE: _padding_negative,
    Code.OUTPUT_PADDING_NEGATIVE: _output_padding,
    Code.OUTPUT_PADDING_TOO_LARGE: _output_padding,
    Code.OUTPUT_SIZE_OUT_OF_RANGE: _output_size_out_of_range,
    Code.OUTPUT_SIZE_NOT_POSITIVE: _output_size_not_positive,
    Code.OUTPUT_SIZE_WITH_OUTPUT_PADDING: _one_of_two,
}
