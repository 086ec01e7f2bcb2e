"""Texts of PyTorch 2.13, and what they say of sizes, numbers and shapes; `pytorch_forms` has the others."""

from __future__ import annotations

from ...diagnostics import AXES, Code
from . import pytorch_forms
from .patterns import INT, INTS, Facts, Match, Reader, below, first_below, integers, interval, plain, says

_FIVE = rf"{INT}(?:, {INT}){{4}}"


def _per_axis(name: str, between: str) -> str:
    """Return the expression of `name`_depth, _height, _width with their values, which become the groups dD dH dW."""
    words = zip(("depth", "height", "width"), AXES, strict=True)
    return between.join(rf"{name}_{word}: (?P<{name[0]}{axis}>{INT})" for word, axis in words)


def _output_size(match: Match) -> Facts | None:
    """Find the first axis outside its range."""
    asked, low, high = (integers(match[name]) for name in ("asked", "low", "high"))
    if {len(asked), len(low), len(high)} != {3}:
        return None
    at = next((i for i in range(3) if not low[i] <= asked[i] <= high[i]), None)
    if at is None:
        return None
    return Facts(AXES[at], {"asked": asked[at], **interval(low[at], high[at])})


def _output_padding(match: Match) -> Facts | None:
    """Find the first axis whose output_padding reaches both stride and dilation."""
    for axis in AXES:
        asked, stride, dilation = (int(match[name + axis]) for name in "osd")
        if asked >= max(stride, dilation):
            limits = below(max(stride, dilation))
            return Facts(axis, {"asked": asked, "stride": stride, "dilation": dilation, **limits})
    return None


def _not_positive(prefix: str) -> Reader:
    """Return the reader that finds the first axis whose number is below 1."""

    def read(match: Match) -> Facts | None:
        values = {axis: int(match[prefix + axis]) for axis in AXES}
        return next((Facts(axis, {"asked": value}) for axis, value in values.items() if value < 1), None)

    return read


def _channels(match: Match) -> Facts:
    """Read the two channel counts, and whether the last number of x's shape would fit: x may be channels-last."""
    facts = plain(match)
    shape = integers(match["shape"])
    if shape[-1] == facts.numbers["expected"]:
        facts.numbers["data_format"], facts.note = "NDHWC", "torch-channels-last"
    elif shape[0] == 1:
        facts.note = "torch-unbatched"
    return facts


def _empty_weight(match: Match) -> Facts | None:
    """Find the first kernel axis of 0, in a weight [in, out / groups, D, H, W]."""
    _, out, *kernel = integers(match["shape"])
    if out == 0:
        return None
    at = next((i for i, size in enumerate(kernel) if size < 1), None)
    return None if at is None else Facts(AXES[at], {"asked": kernel[at]})


def _empty_input(match: Match) -> Facts | None:
    *_, d, h, w = integers(match["shape"])
    return next((Facts(axis, {"asked": n}) for axis, n in zip(AXES, (d, h, w), strict=True) if n < 1), None)


def _negative_dimension(first: int) -> Reader:
    """Return the reader of a weight's shape whose first negative number is a channel count (0) or the kernel's (2)."""

    def read(match: Match) -> Facts | None:
        shape = integers(match["shape"])
        at = next((i for i, size in enumerate(shape) if size < 0), None)
        if at is None or (at >= 2) != (first >= 2):
            return None
        if at >= 2:
            return Facts(AXES[at - 2], {"asked": shape[at]})
        return Facts(None, {"argument": ("in_channels", "out_channels")[at], "asked": shape[at]})

    return read


_NEGATIVE = rf"Trying to create tensor with negative dimension {INT}: \[(?P<shape>{_FIVE})\]"
_NON_EMPTY = (
    r"non-empty 5D \(n_output_plane x n_input_plane x kernel_depth x kernel_height x kernel_width\) tensor expected "
    rf"for weight, but got: \[(?P<shape>{_FIVE})\]"
)

PATTERNS = (
    says(
        Code.OUTPUT_SIZE_OUT_OF_RANGE,
        rf"requested an output size of (?:torch\.Size\()?\[(?P<asked>{INTS})\]\)?, but valid sizes range from "
        rf"\[(?P<low>{INTS})\] to \[(?P<high>{INTS})\]",
        "torch-output-size",
        read=_output_size,
    ),
    says(
        Code.OUTPUT_PADDING_TOO_LARGE,
        r"output padding must be smaller than either stride or dilation, but got "
        + " ".join(_per_axis(name, " ") for name in ("output_padding", "stride", "dilation")),
        "torch-either",
        read=_output_padding,
    ),
    says(Code.OUTPUT_PADDING_NEGATIVE, r"negative output_padding is not supported", "torch-no-axis", shared="some"),
    says(Code.STRIDE_NOT_POSITIVE, r"non-positive stride is not supported", "torch-no-axis", shared="some"),
    says(
        Code.STRIDE_NOT_POSITIVE,
        r"stride should be greater than zero, but got " + _per_axis("stride", " "),
        "torch-overflow",
        read=_not_positive("s"),
    ),
    says(Code.PADDING_NEGATIVE, r"negative padding is not supported", "torch-negative-padding", shared="some"),
    says(
        Code.DILATION_NOT_POSITIVE,
        r"dilation should be greater than zero, but got " + _per_axis("dilation", ", "),
        read=_not_positive("d"),
    ),
    says(
        Code.DILATION_NOT_POSITIVE,
        r"dilation should be greater than zero(?!, but got)",
        "torch-no-axis",
        shared="some",
    ),
    says(Code.GROUPS_NOT_POSITIVE, r"non-positive groups is not supported", shared="some"),
    says(Code.GROUPS_NOT_POSITIVE, r"groups must be a positive integer", shared="some"),
    says(
        Code.CHANNELS_NOT_POSITIVE,
        rf"Given groups=1, expected weight to be at least 1 at dimension 0, but got weight of size \[0, {INTS}\]",
        "torch-weight-dim",
    ),
    says(
        Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS,
        r"Given groups=(?P<groups>[2-9]|[1-9]\d{1,9}), expected weight to be (?:at least|divisible by) \d{1,10} at "
        rf"dimension 0, but got weight of size \[{{1,2}}(?P<asked>{INT}), {INT}, {INT}, {INT}, {INT}\]",
        "torch-weight-dim",
    ),
    says(
        Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS,
        r"(?P<argument>in_channels|out_channels) must be divisible by groups",
        shared="some",
    ),
    says(Code.CHANNELS_NOT_POSITIVE, _NEGATIVE, "torch-weight-dim", read=_negative_dimension(0), shared="widely"),
    says(Code.KERNEL_SIZE_NOT_POSITIVE, _NEGATIVE, "torch-weight-dim", read=_negative_dimension(2), shared="widely"),
    says(Code.KERNEL_SIZE_NOT_POSITIVE, _NON_EMPTY, "torch-weight-dim", read=_empty_weight),
    says(
        Code.INPUT_SIZE_NOT_POSITIVE,
        rf"Only zero batch or zero channel inputs are supported, but got input shape: \[(?P<shape>{_FIVE})\]",
        read=_empty_input,
    ),
    says(
        Code.OUTPUT_SIZE_NOT_POSITIVE,
        rf"Given input size per channel: \({INT} x {INT} x {INT}\)\. Calculated output size per channel: "
        rf"\((?P<values>{INT} x {INT} x {INT})\)\. Output size is too small",
        "torch-too-small",
        read=first_below(1),
    ),
    says(
        Code.CHANNELS_MISMATCH,
        rf"Given transposed=1, weight of size \[{_FIVE}\], expected input\[(?P<shape>{_FIVE})\] to have "
        rf"(?P<expected>{INT}) channels, but got (?P<got>{INT}) channels",
        "torch-transposed",
        read=_channels,
    ),
    says(
        Code.BIAS_SHAPE,
        rf"Given transposed=1, weight of size \[{_FIVE}\], expected bias to be 1-dimensional with "
        rf"(?P<expected>{INT}) elements, but got bias of size \[(?P<shape>{INTS})\]",
    ),
    *pytorch_forms.PATTERNS,
)
