"""Texts of Keras 3.15 and of TensorFlow 2.21, with and without its oneDNN kernels."""

from __future__ import annotations

import re

from ...diagnostics import AXES, Code
from .patterns import INT, INTS, Facts, Match, Pattern, Reader, below, first_below, interval, plain, says

#: TensorFlow names the operator in front of the text or behind it.
_OP = r"Conv3DBackpropInput\w{0,40}"
_END = rf"[^\[]{{0,200}}\[(?:\[|Op:{_OP})"
_THREE = rf"{INT}, {INT}, {INT}"
_TUPLE = r"argument must be a tuple of 3 integers\. Received \w{1,20}="


def _below(limit: int) -> Reader:
    """Return the reader of a number, or of a listing of three whose first one below `limit` is at fault."""
    listing = first_below(limit)

    def read(match: Match) -> Facts | None:
        if "," in match["values"]:
            return listing(match)
        return Facts(None, {"asked": int(match["values"])})

    return read


def _stated(code: Code, argument: str, limit: int) -> Pattern:
    relation = "value > 0" if limit else "value >= 0"
    regex = (
        rf"The `{argument}` {_TUPLE}\(?(?P<values>{INTS})\)?, including values \{{[^}}]{{1,60}}\}} that do not satisfy "
        rf"`{relation}`"
    )
    return says(code, regex, "keras-tuple", read=_below(limit))


def _output_padding(match: Match) -> Facts:
    facts = plain(match)
    facts.numbers |= below(facts.numbers["stride"])
    return facts


def _out_backprop(match: Match) -> Facts | None:
    """Turn the gradient's words round: "input" is the size asked for, "output" the size of x."""
    facts = plain(match)
    axis = int(match["spatial"]) - 1
    numbers = facts.numbers
    if not 0 <= axis < 3 or numbers["stride"] < 1:
        return None
    numbers.pop("spatial")
    computed = numbers.pop("computed")
    asked, size, stride = numbers["asked"], numbers["input_size"], numbers["stride"]
    extent = (numbers["kernel_size"] - 1) * numbers["dilation"] + 1
    valid, same = (asked - extent) // stride + 1, -(-asked // stride)
    if (computed == valid) != (computed == same):  # else the text does not tell which padding it was
        low = (size - 1) * stride + (extent if computed == valid else 1)
        numbers |= interval(low, low + stride - 1)
    return Facts(AXES[axis], numbers)


def _output_shape(match: Match) -> Facts:
    return Facts(None, {**plain(match).numbers, "argument": "output_shape"})


def _shape(match: Match) -> Facts | None:
    """Read the channels of x, on the axis where Keras looks for them."""
    facts, shape = plain(match), match["shape"].split(", ")
    at = facts.numbers.pop("at")
    if len(shape) != 5 or not re.fullmatch(INT, shape[at]):
        return None
    facts.numbers["got"] = int(shape[at])
    return facts


PATTERNS = (
    # Keras
    _stated(Code.STRIDE_NOT_POSITIVE, "strides", 1),
    _stated(Code.KERNEL_SIZE_NOT_POSITIVE, "kernel_size", 1),
    _stated(Code.DILATION_NOT_POSITIVE, "dilation_rate", 1),
    _stated(Code.OUTPUT_PADDING_NEGATIVE, "output_padding", 0),
    says(
        Code.WRONG_LENGTH,
        rf"The `(?P<argument>\w{{1,20}})` {_TUPLE}(?P<received>\((?!{_THREE}\))[^)]{{0,60}}\))(?!, including)",
    ),
    says(
        Code.NOT_AN_INTEGER,
        rf"The `(?P<argument>\w{{1,20}})` {_TUPLE}(?P<received>[^( ,]{{1,30}})(?!, including)(?= |$)",
    ),
    says(
        Code.CHANNELS_NOT_POSITIVE,
        rf"Invalid value for argument `(?P<argument>filters)`\. Expected a strictly positive value\. Received "
        rf"filters=(?P<asked>{INT})",
        shared="some",
    ),
    says(
        Code.PADDING_WORD_UNKNOWN,
        r"The `padding` argument must be a list/tuple or one of \{[^}]{1,40}\}\. Received: (?P<received>[^ ]{1,40})",
        shared="some",
    ),
    says(
        Code.DATA_FORMAT_UNKNOWN,
        r"The `data_format` argument must be one of \{[^}]{1,60}\}\. Received: data_format=(?P<received>[^ ]{1,40})",
        "keras-data-format",
        shared="some",
    ),
    says(
        Code.OUTPUT_PADDING_TOO_LARGE,
        r"`output_padding` must be strictly less than `strides` for all dimensions\. At dimension (?P<dim>\d), "
        rf"`output_padding` is (?P<asked>{INT}) but `strides` is (?P<stride>{INT})\. Received: "
        rf"output_padding=\({_THREE}\)",
        "keras-only-stride",
        read=_output_padding,
    ),
    says(
        Code.DILATION_BECOMES_ZEROS,
        r"`strides > 1` not supported in conjunction with `dilation_rate > 1`\. Received: strides="
        rf"\({_THREE}\)",
    ),
    says(Code.GROUPS_BECOME_CALLS, r"keyword arguments passed to Conv3DTranspose: \{[^}]{0,80}'groups': \d{1,9}\b"),
    says(
        Code.CODE_ARGUMENT_UNKNOWN,
        r"keyword arguments passed to Conv3DTranspose: \{(?![^}]{0,80}'groups')'(?P<received>\w{1,40})'",
        "keras-names",
    ),
    says(
        Code.INPUT_RANK,
        r"of layer 'conv3d_transpose\w{0,20}' is incompatible with the layer: expected (?:min_)?ndim=5, found "
        r"ndim=(?P<rank>\d{1,2})\. Full shape received: \((?P<shape>[\w, ]{0,80})\)",
        "keras-batch",
    ),
    says(
        Code.CHANNELS_MISMATCH,
        r"of layer 'conv3d_transpose\w{0,20}' is incompatible with the layer: expected axis (?P<at>-1|4|1) of input "
        rf"shape to have value (?P<expected>{INT}), but received input with shape \((?P<shape>[\w, ]{{0,80}})\)",
        "keras-built",
        read=_shape,
    ),
    # TensorFlow
    says(
        Code.OUTPUT_SIZE_OUT_OF_RANGE,
        r"Conv3DBackpropInput\w{0,10}: Size of out_backprop doesn't match computed: actual = \d{1,19}, computed = "
        rf"(?P<computed>{INT}) spatial_dim: (?P<spatial>\d) input: (?P<asked>{INT}) filter: (?P<kernel_size>{INT}) "
        rf"output: (?P<input_size>{INT}) stride: (?P<stride>{INT}) dilation: (?P<dilation>{INT})",
        "tf-backprop",
        read=_out_backprop,
    ),
    says(
        Code.OUTPUT_SIZE_OUT_OF_RANGE,
        r"could not create a primitive descriptor for the convolution forward propagation primitive",
        "tf-abort",
        shared="widely",
        alternatives=(Code.CHANNELS_MISMATCH, Code.DILATION_BECOMES_ZEROS),
    ),
    says(Code.OUTPUT_SIZE_OUT_OF_RANGE, rf"Dimension (?P<asked>-\d{{1,19}}) must be >= 0 \[Op:{_OP}"),
    says(
        Code.OUT_SHAPE,
        r"Conv3DBackpropInput\w{0,10}: input and out_backprop must have the same batch size\. Input batch: "
        rf"(?P<got>{INT}), outbackprop batch: (?P<expected>{INT})",
        "tf-batch",
    ),
    says(
        Code.CHANNELS_MISMATCH,
        rf"input and filter_sizes must have the same number of channels\. Got (?P<got>{INT}) for input and "
        rf"(?P<expected>{INT}) for filter_sizes",
        "tf-output-channels",
        read=_output_shape,
        shared="widely",
    ),
    says(
        Code.CHANNELS_MISMATCH,
        rf"input and filter must have the same depth: (?P<got>{INT}) vs (?P<expected>{INT})",
        "tf-output-channels",
        read=_output_shape,
        shared="widely",
    ),
    says(
        Code.CHANNELS_MISMATCH,
        rf"out_backprop and filter_sizes must have the same number of channels\. Got (?P<got>{INT}) for out_backprop "
        rf"and (?P<expected>{INT}) for filter_sizes",
        "tf-x-channels",
        shared="widely",
    ),
    says(Code.INPUT_RANK, rf"out_backprop tensor must have 5 dimensions{_END}", "tf-x"),
    says(Code.STRIDE_NOT_POSITIVE, rf"Stride must be > 0, but got (?P<asked>{INT}){_END}"),
    says(Code.DILATION_NOT_POSITIVE, rf"Dilation rate must be >= 1, but got (?P<asked>{INT}){_END}"),
    says(
        Code.WRONG_LENGTH,
        r"(?P<argument>strides|dilations) should be of length 1, 3 or 5\. Received: \w{1,10}="
        r"(?P<received>\[[^\]]{0,60}\])",
        "tf-lengths",
    ),
    says(
        Code.PADDING_WORD_UNKNOWN,
        r"Value for attr 'padding' of \"(?P<received>[^\"]{0,40})\" is not in the list of allowed values: \"SAME\"",
        "tf-capitals",
        shared="widely",
    ),
    says(Code.PADS_BECOME_CROP, r"Expected string for argument 'padding' not [\[(]", "tf-pads", shared="some"),
    says(
        Code.DATA_FORMAT_UNKNOWN,
        r"Value for attr 'data_format' of \"(?P<received>[^\"]{0,40})\" is not in the list of allowed values: "
        r"\"NDHWC\"",
        shared="widely",
    ),
    says(Code.LAYOUT_IS_PERMUTED, r"Conv3DBackpropInput\w{0,10} only supports NDHWC on the CPU"),
    says(
        Code.DILATION_BECOMES_ZEROS,
        rf"Current CPU implementation does not yet support dilation rates larger than 1{_END}",
        "tf-dilation",
        alternatives=(Code.DILATION_NOT_POSITIVE,),
    ),
    says(
        Code.DTYPE_MISMATCH,
        rf"cannot compute \w{{0,10}}{_OP} as input #\d\(zero-based\) was expected to be a (?P<one>\w{{1,20}}) tensor "
        r"but is a (?P<other>\w{1,20}) tensor",
    ),
    says(
        Code.DTYPE_UNSUPPORTED,
        r"Value for attr 'T' of (?P<received>\w{1,20}) is not in the list of allowed values",
        shared="widely",
    ),
)
