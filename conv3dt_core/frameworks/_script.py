"""How a script is written: calls, short numbers, and the crop that stands in for what a dialect cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..spellings import DataFormat
from .example import Example

_LINE_LENGTH = 88
#: Axes of Paddle's weight, which PyTorch and ONNX share.
PADDLE_WEIGHT = "(C_in, C_out/groups, kD, kH, kW)"
#: Left out of a call where they say nothing.
_DEFAULTS: dict[str, Any] = dict.fromkeys(("stride", "strides", "dilation", "dilation_rate", "dilations"), (1, 1, 1))
_DEFAULTS |= {"output_padding": (0, 0, 0), "pads": (0,) * 6, "groups": 1, "group": 1}


def script(imports: Iterable[str], lines: Iterable[str], shape: tuple[int, ...]) -> str:
    """Put the script together and let it check the shape of its y."""
    return "\n".join([*imports, "", *lines, f"assert tuple(y.shape) == {shape}", ""])


def call(start: str, positional: Iterable[str], named: Iterable[str] = ()) -> str:
    """Return a call on one line; if that is too long, its arguments on the next, or each named one on its own."""
    first, more = ", ".join(positional), list(named)
    listed = ", ".join([first, *more] if first else more)
    if len(f"{start}({listed})") <= _LINE_LENGTH:
        return f"{start}({listed})"
    if len(listed) + 5 > _LINE_LENGTH:
        listed = ",\n    ".join([first, *more] if first else more)
    return f"{start}(\n    {listed},\n)"


def given(**arguments: Any) -> list[str]:
    """Return ``name=value`` for each argument that is neither None nor its default.

    Triples are as short as can be, lists are written out.
    """
    shown = {name: value for name, value in arguments.items() if value is not None and not _is_default(name, value)}
    return [f"{name}={triple(value) if isinstance(value, tuple) else value}" for name, value in shown.items()]


def _is_default(name: str, value: Any) -> bool:
    return name in _DEFAULTS and (tuple(value) if isinstance(value, list) else value) == _DEFAULTS[name]


def triple(values: Sequence[int]) -> str:
    """(2, 2, 2) -> 2, (1, 2, 2) -> [1, 2, 2]."""
    return str(values[0]) if len(set(values)) == 1 else str(list(values))


def channels_and_kernel(example: Example) -> list[str]:
    """Return the positional arguments that Paddle's layer and PyTorch's share."""
    params = example.params
    return [str(params.in_channels), str(params.out_channels), triple(params.kernel_size)]


def quoted(word: str) -> str:
    """Return a string literal as one writes it."""
    return f'"{word}"'


def random_arrays(example: Example, layout: DataFormat, weight: tuple[int, ...]) -> list[str]:
    """Return the lines that draw x, a weight of the given shape, and the bias, with NumPy."""
    shapes = {"x": example.shape(example.params.in_channels, example.geometry.input_size, layout), "weight": weight}
    if example.bias:
        shapes["bias"] = (example.params.out_channels,)
    return [f'{name} = np.random.standard_normal({shape}).astype("float32")' for name, shape in shapes.items()]


def padding(pairs: Sequence[tuple[int, int]]) -> str | None:
    """Pairs as short as Paddle allows: one number, three, or six; None for zeros."""
    if all(front == back for front, back in pairs):
        fronts = tuple(front for front, _ in pairs)
        return triple(fronts) if any(fronts) else None
    return str([pad for pair in pairs for pad in pair])


def kept(example: Example) -> tuple[slice, ...]:
    """Return, per axis, which part of the full size the output is; it may reach beyond the back."""
    axes = example.geometry.axes
    return tuple(slice(axis.pad_before, axis.pad_before + axis.output_size) for axis in axes)


def behind(example: Example) -> list[int]:
    """Return, per axis, how many voxels of the output lie behind the full size: nothing writes them."""
    full = example.geometry.full_size
    return [max(0, part.stop - size) for part, size in zip(kept(example), full, strict=True)]


def crop(example: Example, layout: DataFormat) -> str:
    """Return the line that cuts the output out of a y that is large enough."""
    spatial = [f"{part.start}:{part.stop}" for part in kept(example)]
    index = [":", ":", *spatial] if layout == "NCDHW" else [":", *spatial, ":"]
    return f"y = y[{', '.join(index)}]"


def is_cropped(example: Example) -> bool:
    """Whether padding takes anything away."""
    return any(front or back for front, back in example.pads)


def pads_per_axis(amounts: Sequence[int], layout: DataFormat) -> str:
    """Return [[front, back], ...] of all five axes, for NumPy and TensorFlow: `amounts` behind D, H, W."""
    spatial = [[0, amount] for amount in amounts]
    return str([[0, 0], [0, 0], *spatial] if layout == "NCDHW" else [[0, 0], *spatial, [0, 0]])


def add_bias(layout: DataFormat) -> str:
    """Return the line that adds the bias behind a crop: voxels that nothing writes hold it too."""
    return "y = y + bias.reshape(1, -1, 1, 1, 1)" if layout == "NCDHW" else "y = y + bias"


def is_between(example: Example) -> bool:
    """Whether stride <= output_padding < dilation: the size rule allows it, and most kernels refuse it."""
    return any(axis.output_padding >= axis.stride for axis in example.geometry.axes)
