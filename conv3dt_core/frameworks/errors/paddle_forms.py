"""Texts of Paddle 3.3 about the form of arguments: types, lengths, words, tensors."""

from __future__ import annotations

from ...diagnostics import Code
from .patterns import INT, INTS, Facts, Match, says

_DTYPE = r"[a-z]{3,9}\d{0,3}"
_NAMES = "kernel_size|filter_size|stride|padding|output_padding|dilation|output_size"
_ARGUMENT = rf"(?:conv3d_transpose\.)?(?P<argument>{_NAMES})"
#: What the C++ side calls an argument by its place.
_POSITIONS = {3: "stride", 4: "padding", 5: "output_padding", 6: "output_size", 8: "groups", 9: "dilation"}


def _position(match: Match) -> Facts | None:
    argument = _POSITIONS.get(int(match["position"]))
    return None if argument is None else Facts(None, {"argument": argument, "type": match["type"]})


def _weight_shape(match: Match) -> Facts:
    """Read the place in the shape of the weight that Paddle is about to make."""
    argument = {0: "in_channels", 1: "out_channels"}.get(int(match["place"]), "kernel_size")
    return Facts(None, {"argument": argument, "type": match["type"]})


PATTERNS = (
    says(
        Code.INPUT_RANK,
        r"Input(?: x)? should be 5D tensor, but received (?:x|input) with the shape of "
        rf"paddle\.Size\(\[(?P<shape>(?:{INTS})?)\]\)",
    ),
    says(
        Code.WEIGHT_RANK,
        r"Input weight should be 5D tensor, but received weight with the shape of "
        rf"paddle\.Size\(\[(?P<shape>(?:{INTS})?)\]\)",
    ),
    says(
        Code.DTYPE_UNSUPPORTED,
        rf"kernel `conv3d_transpose` is not registered\. Selected wrong DataType `(?P<received>{_DTYPE})`",
        "paddle-cpu-dtypes",
    ),
    says(
        Code.DTYPE_MISMATCH,
        rf"The type of data we are trying to retrieve \((?P<one>{_DTYPE})\) does not match the type of data "
        rf"\((?P<other>{_DTYPE})\) currently contained in the container",
        "paddle-container",
        shared="some",
    ),
    says(
        Code.NOT_A_TENSOR,
        r"conv3d_transpose\(\): argument '(?P<argument>\w{1,20})' \(position \d\) must be Tensor, but got "
        r"(?P<received>[\w.]{1,60})",
    ),
    says(
        Code.WRONG_LENGTH,
        rf"The {_ARGUMENT}'s length must be 3\. Received: (?P<received>[\[(][^\])]{{0,80}}[\])]|range[^)]{{1,40}}\))",
    ),
    says(
        Code.NOT_AN_INTEGER,
        rf"The {_ARGUMENT}'s length must be 3\. Received: (?P<received>(?!range)[^\[( ]{{0,80}})",
    ),
    says(
        Code.PADDING_FORM_UNKNOWN,
        r"The padding's type must be list or tuple\. Received: (?P<received>[^ ]{1,80})",
        "paddle-list-or-tuple",
    ),
    says(
        Code.NOT_AN_INTEGER,
        rf"The (?!padding){_ARGUMENT}'s type must be list or tuple\. Received: (?P<received>[^ ]{{1,80}})",
        "paddle-list-or-tuple",
    ),
    says(
        Code.NOT_AN_INTEGER,
        rf"The {_ARGUMENT}'s type must be a list or tuple of 3 <class 'int'>\. Received: "
        r"(?P<received>[\[(][^\])]{0,80}[\])])",
    ),
    says(Code.NOT_AN_INTEGER, r"(?P<argument>output_size) should be int, or list, tuple of ints"),
    says(
        Code.NOT_AN_INTEGER,
        r"conv3d_transpose\(\): argument \(position (?P<position>\d)\) must be (?:list of )?int, but got "
        r"(?P<type>\w{1,40})",
        "paddle-position",
        read=_position,
    ),
    says(
        Code.NOT_AN_INTEGER,
        r"argument \(position 2\) must be list of int, but got (?P<type>\w{1,40}) at pos (?P<place>[0-4])",
        "paddle-weight-dim",
        read=_weight_shape,
        shared="widely",
    ),
    says(
        Code.NOT_AN_INTEGER,
        r"(?:%|//) (?P<argument>groups)\b.{0,160}?TypeError: unsupported operand type",
        "paddle-zero-division",
        shared="widely",
    ),
    says(
        Code.NOT_A_TENSOR,
        r"(?P<argument>x)\.shape\) != 5: [^A-Za-z]{0,80}AttributeError: '(?P<received>\w{1,40})' object has no",
        shared="widely",
    ),
    says(
        Code.INTEGER_TOO_LARGE,
        rf"Integer value (?P<asked>{INT}) exceeds int32 range",
        shared="some",
    ),
    says(
        Code.PADDING_FORM_UNKNOWN,
        r"Attribute padding's size should be the same or twice as the input's dimension\. But received: padding's size "
        r"is \d{1,9}, padding is (?P<received>\[[^\]]{0,80}\])",
        "paddle-in-valid",
        shared="some",
    ),
    says(Code.PADDING_FORM_UNKNOWN, r"In valid padding: (?P<received>[\[(].{0,100}?[\])])(?= |$)", "paddle-in-valid"),
    says(Code.PADDING_WORD_UNKNOWN, r"Unknown padding: '(?P<received>[^']{0,40})'\. It can only be 'SAME' or 'VALID'"),
    says(
        Code.PADDING_ON_BATCH_OR_CHANNELS,
        r"Non-zero padding\((?P<received>[\[(].{1,120}?[\])])\) in the batch or channel dimensions is not supported",
    ),
    says(
        Code.DATA_FORMAT_UNKNOWN,
        r"Attr\(data_format\) should be 'NCDHW' or 'NDHWC'\. Received Attr\(data_format\): (?P<received>\w{0,40})",
    ),
    says(
        Code.DATA_FORMAT_UNKNOWN,
        r"Param\(data_format\) of Op\(paddle\.static\.nn\.conv3d_transpose\) got wrong value: received "
        r"(?P<received>\w{0,40})",
    ),
    says(
        Code.DATA_FORMAT_UNKNOWN,
        r"data_format must be one of \{[^}]{0,80}'NCDHW'[^}]{0,80}\}, but got data_format='?(?P<received>\w{1,40})",
        "paddle-all-layouts",
        shared="some",
    ),
    says(
        Code.CODE_ARGUMENT_UNKNOWN,
        r"(?:Conv3DTranspose\.__init__|conv3d_transpose)\(\) got an unexpected keyword argument "
        r"'(?P<received>\w{1,40})'",
        "paddle-names",
    ),
)
