"""The call somebody writes who translates Paddle's names and nothing else, and what it would really give.

Each text is read back by `reading.read`, as if it had been pasted: the meaning comes from the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from typing import Any, Literal

import numpy as np

from ..agreement import run
from ..diagnostics import Code, Diagnostic, Severity, Triple, errors_of
from ..geometry import Geometry
from ..params import LayerParams
from ..validation import check, plan
from . import emit
from ._script import is_between
from .example import Dialect, Example
from .reading import read

Verdict = Literal["same", "refused", "size", "values"]
#: Values are compared up to so many multiply-adds, and output voxels, of one channel.
MAX_WORK, MAX_VOXELS = 1_000_000, 100_000


@dataclass(frozen=True, slots=True)
class Translated:
    """A literal translation and what becomes of it.

    Attributes
    ----------
    call : str
    verdict : {"same", "refused", "size", "values"}
        The same y as Paddle's; no y at all; y of another size; of the same size with other values.
    output_size : (D, H, W) or None
        Of that y.
    why : tuple of Diagnostic
        What the framework makes of the call; empty where it is the same.
    voxel : (D, H, W) or None
        The first output voxel, D slowest, in which the two differ or which only one of them has; None where they are
        the same, or too large to look at each.
    """

    call: str
    verdict: Verdict
    output_size: Triple | None
    why: tuple[Diagnostic, ...] = ()
    voxel: Triple | None = None


@lru_cache(maxsize=256)
def literal(dialect: Dialect, example: Example) -> Translated:
    """Return the literal translation of a planned layer into a dialect."""
    call, around = _CALLS[dialect](example)
    (found,) = read(around.format(call=call)).layers
    faults = tuple(_without_place(d) for d in found.diagnostics if d.severity is Severity.ERROR)
    notes = tuple(d for d in found.diagnostics if d.severity is Severity.NOTE and not d.code.startswith("code-"))
    params = replace(found.params, in_channels=example.params.in_channels, out_channels=example.params.out_channels)
    asked = (params, example.geometry.input_size, found.output_size)
    checked = check(*asked)
    if dialect == "jax" and not faults and errors_of(checked):
        return _beyond_paddle(call, example, notes)
    faults += errors_of(checked)
    if faults or _is_beyond(dialect, example):
        between = tuple(d for d in checked if d.code is Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION)
        return Translated(call, "refused", None, faults or between or _notes(dialect, example))
    return _compared(call, example, plan(*asked), dialect == "jax", notes or _notes(dialect, example))


def _without_place(fault: Diagnostic) -> Diagnostic:
    """Return a fault without its line and column, which are those of a text that nobody sees."""
    if fault.code is not Code.CODE_ARGUMENT_UNKNOWN:
        return fault
    return replace(fault, values=tuple(pair for pair in fault.values if pair[0] not in {"line", "column"}))


def _compared(call: str, example: Example, theirs: Geometry, flipped: bool, why: tuple[Diagnostic, ...]) -> Translated:
    """Say how the plan of a translation differs; `flipped`: it takes the kernel unflipped, and Paddle flips it."""
    ours, size = example.geometry, theirs.output_size
    flipped = flipped and max(ours.kernel_size) > 1
    if theirs == ours and not flipped:
        return Translated(call, "same", size)
    verdict: Verdict = "values" if size == ours.output_size else "size"
    voxels = max(prod(ours.output_size), prod(size))
    if prod(ours.input_size) * prod(ours.kernel_size) > MAX_WORK or voxels > MAX_VOXELS:
        return Translated(call, verdict, size, why)
    voxel = _first_difference(ours, theirs, flipped)
    return Translated(call, verdict, size, why, voxel) if voxel else Translated(call, "same", size)


def _beyond_paddle(call: str, example: Example, why: tuple[Diagnostic, ...]) -> Translated:
    """JAX's pads widen the spread input, so it computes layers that no crop of Paddle's says."""
    axes = zip(example.geometry.axes, _pairs(example.params), strict=True)
    d, h, w = ((a.input_size - 1) * a.stride + 1 + front + back - a.kernel_extent + 1 for a, (front, back) in axes)
    if min(d, h, w) < 1:
        return Translated(call, "refused", None, why)
    return Translated(call, "values" if (d, h, w) == example.geometry.output_size else "size", (d, h, w), why)


def _notes(dialect: Dialect, example: Example) -> tuple[Diagnostic, ...]:
    """Return what the right way of saying it notes of arguments that the dialect has not."""
    missing = {Code.DILATION_BECOMES_ZEROS, Code.OUTPUT_SIZE_BECOMES_OUTPUT_PADDING, Code.OUTPUT_PADDING_BECOMES_CROP}
    return tuple(note for note in emit(dialect, example).notes if note.code in missing)


def _first_difference(ours: Geometry, theirs: Geometry, flipped: bool) -> Triple | None:
    """Return the first voxel in which the two differ on one channel of whole numbers; None if in none."""
    random = np.random.default_rng(0)
    x = random.integers(1, 10, (1, 1, *ours.input_size)).astype(float)
    weight = random.integers(1, 10, (1, 1, *ours.kernel_size)).astype(float)
    pair = run(ours, x, weight)[0, 0], run(theirs, x, np.flip(weight, (2, 3, 4)) if flipped else weight)[0, 0]
    d, h, w = (slice(min(sizes)) for sizes in zip(ours.output_size, theirs.output_size, strict=True))
    unequal = np.ones(tuple(map(max, ours.output_size, theirs.output_size)), bool)  # what only one of them has
    unequal[d, h, w] = pair[0][d, h, w] != pair[1][d, h, w]
    first = np.argwhere(unequal)[:1].tolist()
    return tuple(first[0]) if first else None


def _is_beyond(dialect: Dialect, example: Example) -> bool:
    """Whether the framework has the words but not the computation, as found by experiment (Keras: on TensorFlow)."""
    spread = max(example.params.dilation) > 1 and max(example.params.stride) > 1
    return (is_between(example) and dialect in {"paddle", "onnx", "keras"}) or (spread and dialect == "keras")


# --- the calls: what is written, and the text around it that says what x is ---------------------------------------


def _padding(params: LayerParams) -> Any:
    """SAME as a word, zeros as 0, equal ends as three numbers, else six."""
    if params.padding == "SAME":
        return "SAME"
    fronts, backs = zip(*params.padding, strict=True)
    if fronts == backs:
        return _short(fronts)
    return [pad for pair in params.padding for pad in pair]


def _pairs(params: LayerParams) -> Any:
    return ((0, 0),) * 3 if params.padding == "SAME" else params.padding


def _short(values: Any) -> Any:
    return values[0] if len(set(values)) == 1 else list(values)


def _named(*given: tuple[str, Any, Any]) -> str:
    """(name, value, default) -> ", name=value" for those that are not the default."""
    return "".join(f", {name}={value!r}" for name, value, default in given if value != default)


def _asked(example: Example) -> str:
    return f", output_size={list(example.geometry.output_size)}" if example.by_output_size else ""


def _extra(example: Example) -> Any:
    return 0 if example.by_output_size else _short(example.params.output_padding)


def paddle_layer(params: LayerParams) -> str:
    """Return a layer as Paddle writes it, without what is default."""
    p = params
    rest = _named(
        ("stride", _short(p.stride), 1), ("padding", _padding(p), 0), ("output_padding", _short(p.output_padding), 0),
        ("dilation", _short(p.dilation), 1), ("groups", p.groups, 1), ("data_format", p.data_format, "NCDHW"),
    )  # fmt: skip
    return f"paddle.nn.Conv3DTranspose({p.in_channels}, {p.out_channels}, {_short(p.kernel_size)}{rest})"


def _paddle(example: Example) -> tuple[str, str]:
    p = example.params
    call = paddle_layer(replace(p, output_padding=(0, 0, 0)) if example.by_output_size else p)
    return call, f"x = paddle.zeros({list(example.input_shape)})\nlayer = {{call}}\ny = layer(x{_asked(example)})"


def _pytorch(example: Example) -> tuple[str, str]:
    p, pads = example.params, _padding(example.params)
    rest = _named(
        ("stride", _short(p.stride), 1), ("padding", pads.lower() if pads == "SAME" else pads, 0),
        ("output_padding", _extra(example), 0), ("dilation", _short(p.dilation), 1), ("groups", p.groups, 1),
    )  # fmt: skip
    call = f"torch.nn.ConvTranspose3d({p.in_channels}, {p.out_channels}, {_short(p.kernel_size)}{rest})"
    shape = list(example.shape(p.in_channels, example.geometry.input_size, "NCDHW"))
    return call, f"x = torch.zeros({shape})\nlayer = {{call}}\ny = layer(x{_asked(example)})"


def _keras(example: Example) -> tuple[str, str]:
    p, pads = example.params, _padding(example.params)
    rest = _named(
        ("strides", _short(p.stride), 1), ("padding", {"SAME": "same"}.get(str(pads), pads), 0),
        ("output_padding", _extra(example), 0), ("dilation_rate", _short(p.dilation), 1), ("groups", p.groups, 1),
    )  # fmt: skip
    call = f"keras.layers.Conv3DTranspose({p.out_channels}, {_short(p.kernel_size)}{rest})"
    shape = list(example.shape(p.in_channels, example.geometry.input_size, "NDHWC"))
    return call, f"x = np.zeros({shape})\nlayer = {{call}}\ny = layer(x)"


def _onnx(example: Example) -> tuple[str, str]:
    p = example.params
    fronts, backs = ([pair[end] for pair in example.pads] for end in (0, 1))
    same = p.padding == "SAME"
    asked = list(example.geometry.output_size) if example.by_output_size else None
    rest = _named(
        ("strides", list(p.stride), [1, 1, 1]), ("auto_pad", "SAME_UPPER" if same else "NOTSET", "NOTSET"),
        ("pads", [0] * 6 if same else [*fronts, *backs], [0] * 6), ("dilations", list(p.dilation), [1, 1, 1]),
        ("group", p.groups, 1), ("output_padding", [0] * 3 if asked else list(p.output_padding), [0] * 3),
        ("output_shape", asked, None),
    )  # fmt: skip
    call = f'helper.make_node("ConvTranspose", ["x", "w"], ["y"], kernel_shape={list(p.kernel_size)}{rest})'
    shape = list(example.shape(p.in_channels, example.geometry.input_size, "NCDHW"))
    tensors = (("x", shape), ("w", list(p.weight_shape)))
    named = "".join(f'{name} = helper.make_tensor_value_info("{name}", 1, {sizes})\n' for name, sizes in tensors)
    return call, f"{named}node = {{call}}"


def _jax(example: Example) -> tuple[str, str]:
    p, pads = example.params, _padding(example.params)
    padding = "SAME" if pads == "SAME" else "VALID" if pads == 0 else [tuple(pair) for pair in p.padding]
    rest = _named(("rhs_dilation", p.dilation, (1, 1, 1)), ("feature_group_count", p.groups, 1))
    order = "('NCDHW', 'IODHW', 'NCDHW')"
    call = f"jax.lax.conv_transpose(x, w, {p.stride}, {padding!r}{rest}, dimension_numbers={order})"
    shape = list(example.shape(p.in_channels, example.geometry.input_size, "NCDHW"))
    return call, f"x = jnp.zeros({shape})\nw = jnp.zeros({list(p.weight_shape)})\ny = {{call}}"


_CALLS = {"paddle": _paddle, "pytorch": _pytorch, "keras": _keras, "onnx": _onnx, "jax": _jax}
