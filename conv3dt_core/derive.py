"""Which kernel size gives a wanted output size: Paddle's automatic kernel."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .diagnostics import AXES, Code, Diagnostic, Fix, InvalidLayerError, Triple, errors_of, raise_if_errors
from .params import LayerParams
from .spellings import read_triple
from .validation import check

_SEARCH = 1000  # voxels to either side in which a size that works is looked for


def kernel_size_for(input_size: Any, output_size: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> Triple:
    """Return the kernel size Paddle derives when only output_size is given.

    Parameters
    ----------
    input_size, output_size : int or (D, H, W), voxels
    stride, padding, dilation
        As in `LayerParams.of`.

    Returns
    -------
    (kD, kH, kW) : tuple of int
        ``(out - (in - 1)*stride + front + back - 1) // dilation + 1`` per axis; the pads count as 0 under SAME and
        VALID.

    Raises
    ------
    InvalidLayerError
        ``kernel-size-not-derivable`` where the layer with that kernel does not accept `output_size`; else what is
        wrong with the arguments themselves.

    Notes
    -----
    Source: ``paddle.static.nn.conv3d_transpose(filter_size=None)`` of Paddle 3.3.1, by experiment. Under SAME it
    ignores the very padding SAME then applies, so it mostly fails there.

    Examples
    --------
    >>> kernel_size_for(3, 7, stride=2)
    (3, 3, 3)
    """
    faults: list[Diagnostic] = []
    size = read_triple("input_size", input_size, faults)
    asked = read_triple("output_size", output_size, faults)
    try:
        params = LayerParams.of(1, 1, 1, stride, padding, 0, dilation)
    except InvalidLayerError as error:
        raise InvalidLayerError([*faults, *error.diagnostics]) from None
    # With a kernel of one tap every other argument can be judged; sizes are not ours to ask yet.
    unfit = (Code.OUTPUT_SIZE_OUT_OF_RANGE, Code.OUTPUT_SIZE_NOT_POSITIVE)
    faults += [d for d in errors_of(check(params, size)) if d.code not in unfit]
    if not faults:
        kernel = tuple(_derived(params, axis, size[axis], asked[axis]) for axis in range(3))
        faults += [_refusal(params, axis, size, asked) for axis in range(3) if not _accepted(params, axis, size, asked)]
    raise_if_errors(faults)
    d, h, w = kernel
    return d, h, w


def _derived(params: LayerParams, axis: int, size: int, asked: int) -> int:
    crop = 0 if params.padding == "SAME" else sum(params.padding[axis])
    return (asked - (size - 1) * params.stride[axis] + crop - 1) // params.dilation[axis] + 1


def _alone(params: LayerParams, axis: int, size: Triple, asked: Triple) -> tuple[LayerParams, int, int]:
    """Return the layer with all three axes set like `axis`, with the derived kernel."""
    kernel = _derived(params, axis, size[axis], asked[axis])
    padding = params.padding if params.padding == "SAME" else (params.padding[axis],) * 3
    stride, dilation = params.stride[axis], params.dilation[axis]
    alike = replace(params, kernel_size=(kernel,) * 3, stride=(stride,) * 3, dilation=(dilation,) * 3, padding=padding)
    return alike, size[axis], asked[axis]


def _accepted(params: LayerParams, axis: int, size: Triple, asked: Triple) -> bool:
    return not errors_of(check(*_alone(params, axis, size, asked)))


def _refusal(params: LayerParams, axis: int, size: Triple, asked: Triple) -> Diagnostic:
    """Say which kernel Paddle derives, what that kernel would give, and the nearest size that has a kernel."""
    derived = _derived(params, axis, size[axis], asked[axis])
    front, back = (0, 0) if params.padding == "SAME" else params.padding[axis]
    values: dict[str, Any] = {
        "value": asked[axis], "derived": derived, "input": size[axis], "stride": params.stride[axis],
        "dilation": params.dilation[axis], "front": front, "back": back, "same": params.padding == "SAME",
    }  # fmt: skip
    refused = check(*_alone(params, axis, size, asked))
    ranges = [dict(d.values) for d in refused if d.code is Code.OUTPUT_SIZE_OUT_OF_RANGE]
    values["low"], values["high"] = (ranges[0]["low"], ranges[0]["high"]) if ranges else (None, None)
    return Diagnostic(
        Code.KERNEL_SIZE_NOT_DERIVABLE, AXES[axis], tuple(values.items()), _nearest(params, axis, size, asked)
    )


def _nearest(params: LayerParams, axis: int, size: Triple, asked: Triple) -> tuple[Fix, ...]:
    """Return fixes with the nearest output sizes, below and above, that a kernel can be derived for."""
    for distance in range(1, _SEARCH):
        tries = [asked[axis] - distance, asked[axis] + distance]
        sizes = [tuple(value if a == axis else asked[a] for a in range(3)) for value in tries]
        works = [(value, new) for value, new in zip(tries, sizes, strict=True) if _accepted(params, axis, size, new)]  # type: ignore[arg-type]
        if works:
            return tuple(Fix((("output_size", new),), f"output_size[{AXES[axis]}] = {value}") for value, new in works)
    return ()
