"""Texts of Paddle 3.3, and what they say of sizes, numbers and shapes; `paddle_forms` has the others."""

from __future__ import annotations

from ...diagnostics import AXES, Code
from . import paddle_forms
from .patterns import INT, INTS, Facts, Match, below, first_below, integers, interval, plain, says

_FIVE = rf"{INT}(?:, {INT}){{4}}"


def _on_dim(match: Match) -> Facts | None:
    """Read a listing of three and the number on its axis ``dim``; a listing of two is of a 2-D layer."""
    facts, values = plain(match), integers(match["values"])
    if len(values) != 3 or facts.axis is None:
        return None
    del facts.numbers["values"]
    facts.numbers["asked"] = values[AXES.index(facts.axis)]
    return facts


def _above(match: Match) -> Facts | None:
    facts = _on_dim(match)
    if facts is not None:
        low = facts.numbers.pop("low")
        facts.numbers |= interval(low, low + facts.numbers["stride"] - 1)
    return facts


def _output_padding(match: Match) -> Facts:
    facts = plain(match)
    facts.numbers |= below(max(facts.numbers["stride"], facts.numbers["dilation"]))
    return facts


def _channels(match: Match) -> Facts:
    """Read the two channel counts, and whether x's shape would fit in the other data format."""
    facts = plain(match)
    shape, expected = integers(match["shape"]), facts.numbers["expected"]
    channels_last = match["layout"] == "NHWC"
    if shape[1 if channels_last else -1] == expected:
        facts.numbers["data_format"] = "NCDHW" if channels_last else "NDHWC"
        facts.note = "paddle-other-layout"
    return facts


def _bias(match: Match) -> Facts | None:
    """Read the bias as Paddle has reshaped it: between 1 and 1, 1 or 1, 1, 1 under NCDHW, alone under NDHWC."""
    x, y = integers(match["output"]), integers(match["bias"])
    if len(y) == 1:
        return Facts(None, {"shape": y, "expected": x[-1]})
    return Facts(None, {"shape": y[1:2] if y[2] == 1 else y[1:3], "expected": x[1]})


def _weight_dim(match: Match) -> Facts:
    """Axes 2, 3, 4 of the weight are the kernel's D, H, W."""
    return Facts(AXES[int(match["index"]) - 2], {"asked": int(match["asked"])})


PATTERNS = (
    says(
        Code.OUTPUT_SIZE_OUT_OF_RANGE,
        rf"output_size = \[\[(?P<values>{INTS})\]\], whose dim (?P<dim>\d) is less than the inferred output size "
        rf"\[(?P<low>{INT})\]",
        "paddle-below",
        read=_on_dim,
    ),
    says(
        Code.OUTPUT_SIZE_OUT_OF_RANGE,
        rf"output_size = \[\[(?P<values>{INTS})\]\], whose dim (?P<dim>\d) is not less than the inferred output size "
        rf"\((?P<low>{INT})\) \+ stride \((?P<stride>{INT})\)",
        "paddle-above",
        read=_above,
    ),
    says(
        Code.OUTPUT_PADDING_TOO_LARGE,
        r"output_padding of Op\(ConvTransposeOp\) should be less than either stride or dilation\. But received "
        rf"output_size = \[\[[^\]]{{0,60}}\]\], whose dim (?P<dim>\d) is not less than either stride "
        rf"\((?P<stride>{INT})\) or dilation \((?P<dilation>{INT})\)"
        r"(?: \[Hint: Expected output_padding\[i\] < std::max\(strides\[i\], dilations_\[i\]\), but received "
        rf"output_padding\[i\]:(?P<asked>{INT}))?",
        "paddle-prints-output-size",
        read=_output_padding,
    ),
    says(
        Code.OUTPUT_PADDING_NEGATIVE,
        rf"output_padding = \[\[(?P<values>{INTS})\]\], whose dim (?P<dim>\d) is less than 0",
        read=_on_dim,
    ),
    says(
        Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION,
        r"input_(?P<word>depth|height|width)\((?P<implied>\d{1,19})\) and "
        r"output_(?:depth|height|width)\((?P<input_size>\d{1,19})\) are mismatching",
        "paddle-mismatching",
    ),
    says(
        Code.OUTPUT_SIZE_WITH_OUTPUT_PADDING,
        r"output_padding option is mutually exclusive with output_size",
        "paddle-exclusive",
    ),
    says(
        Code.STRIDE_NOT_POSITIVE,
        rf"The stride of Op\(Conv\) should be larger than 0, but received stride is (?P<asked>{INT})",
        "paddle-op-conv",
    ),
    says(
        Code.PADDING_NEGATIVE,
        rf"Invalid padding, all value should be larger than or equal to 0, but received: \[(?P<values>{INTS})\]",
        read=first_below(0),
    ),
    says(
        Code.OUTPUT_SIZE_NOT_POSITIVE,
        r"The meta data must be valid when call the mutable data function",
        "paddle-meta-data",
        shared="some",
        alternatives=(Code.GROUPS_NOT_POSITIVE,),
    ),
    says(
        Code.OUTPUT_SIZE_NOT_POSITIVE,
        r"\(InvalidArgument\) The input size should not be 0\.",
        "paddle-input-size-0",
        shared="some",
    ),
    says(Code.GROUPS_NOT_POSITIVE, r"The groups of conv3d_transpose should not be zero"),
    says(
        Code.GROUPS_NOT_POSITIVE,
        rf"the groups of conv3d_transpose should be greater than 0\. Received groups: (?P<asked>{INT})",
    ),
    says(
        Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS,
        r"Attr\((?P<argument>num_filters)\) must be divisible by groups, ?Received: Attr\(num_filters\) is "
        rf"(?P<asked>{INT}), the groups is (?P<groups>{INT})",
    ),
    says(
        Code.GROUPS_NOT_POSITIVE,
        r"(?:%|//) groups\b.{0,160}?ZeroDivisionError: integer division or modulo by zero",
        "paddle-zero-division",
        shared="widely",
    ),
    says(
        Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS,
        r"The number of input channels must be divisible by Attr\(groups\)\. Received: number of "
        rf"channels\((?P<asked>{INT})\), groups\((?P<groups>{INT})\)",
    ),
    says(
        Code.CHANNELS_MISMATCH,
        r"should be equal to filter channels for Op\(conv_transpose\)\. But received: the input's channels is "
        rf"\[(?P<got>{INT})\], the shape of input is \[(?P<shape>{_FIVE})\], the filter's channels is "
        rf"\[(?P<expected>{INT})\], the shape of filter is \[{INTS}\]\. The data_format is (?P<layout>NCHW|NHWC)",
        "paddle-nchw",
        read=_channels,
    ),
    says(
        Code.BIAS_SHAPE,
        rf"Broadcast dimension mismatch\. Operands could not be broadcast together with the shape of X = "
        rf"\[(?P<output>{_FIVE})\] and the shape of Y = \[(?P<bias>1, {INT}, {INT}, 1, 1|{INT})\]\.",
        "paddle-broadcast",
        read=_bias,
        shared="some",
        alternatives=(Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS,),
    ),
    says(
        Code.CHANNELS_NOT_POSITIVE,
        r"Expected every dim's size to be larger than or equal to 0, but the size of the [01]-th dim is "
        rf"(?P<asked>{INT})",
        "paddle-weight-dim",
        shared="some",
        alternatives=(Code.GROUPS_NOT_POSITIVE,),
    ),
    says(
        Code.KERNEL_SIZE_NOT_POSITIVE,
        r"Expected every dim's size to be larger than or equal to 0, but the size of the (?P<index>[234])-th dim is "
        rf"(?P<asked>{INT})",
        "paddle-weight-dim",
        read=_weight_dim,
        shared="some",
    ),
    *paddle_forms.PATTERNS,
)
