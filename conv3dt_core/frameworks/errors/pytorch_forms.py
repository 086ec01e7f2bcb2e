"""Texts of PyTorch 2.13 about the form of arguments: types, lengths, words, tensors."""

from __future__ import annotations

from ...diagnostics import Code
from .patterns import INTS, Facts, Match, integers, plain, says

_SIZE = rf"\[(?P<shape>(?:{INTS})?)\]"
_ARGUMENT = r"(?P<argument>stride|padding|output_padding|dilation|groups|output_size)"
_LISTING = r"to be a single integer value or a list of 3 values to match the convolution dimensions, but got"


def _padding_listing(match: Match) -> Facts | None:
    """Six numbers are front and back of three axes, which PyTorch does not know."""
    return plain(match) if len(integers(match["received"])) == 6 else None


PATTERNS = (
    says(
        Code.INPUT_RANK,
        rf"Expected 4D \(unbatched\) or 5D \(batched\) input to conv_transpose3d, but got input of size: {_SIZE}",
        "torch-four-axes",
    ),
    says(
        Code.DTYPE_MISMATCH,
        r"expected scalar type (?P<one>\w{1,20}) but found (?P<other>\w{1,20})",
        shared="widely",
    ),
    says(
        Code.DTYPE_MISMATCH,
        r"Input type \((?:torch\.)?(?P<one>[\w.]{1,40})\) and weight type \((?:torch\.)?(?P<other>[\w.]{1,40})\) "
        r"should be the same",
        "torch-mkldnn",
        shared="some",
    ),
    says(
        Code.NOT_A_TENSOR,
        r"conv_transpose3d\(\): argument '(?P<argument>\w{1,20})' \(position \d\) must be Tensor, not "
        r"(?P<received>[\w.]{1,60})",
    ),
    says(
        Code.PADS_BECOME_CROP,
        rf"expected (?P<argument>padding) {_LISTING} padding=(?P<received>\[{INTS}\])",
        "torch-pads",
        read=_padding_listing,
    ),
    says(Code.WRONG_LENGTH, rf"expected {_ARGUMENT} {_LISTING} \w{{1,20}}=(?P<received>\[(?:{INTS})?\])"),
    says(
        Code.WRONG_LENGTH,
        r"for [45]D input, (?P<argument>output_size) must have 3 or [45] elements \(got (?P<length>\d{1,9})\)",
    ),
    says(
        Code.SAME_BECOMES_PADS,
        r"conv_transpose3d\(\): argument 'padding' (?:\(position \d\) )?must be tuple of ints, "
        r"(?:not str|but found element of type str)",
        "torch-same",
    ),
    says(
        Code.NOT_AN_INTEGER,
        r"conv_transpose3d\(\): argument 'output_padding' \(position \d\) must be tuple of ints, but found element of "
        r"type (?P<type>\w{1,40})",
        "torch-output-padding-is-size",
    ),
    says(
        Code.NOT_AN_INTEGER,
        rf"conv_transpose3d\(\): argument '{_ARGUMENT}' (?:\(position \d\) )?must be (?:tuple of ints|int), "
        r"(?:not|but found element of type) (?P<type>\w{1,40})",
    ),
    says(
        Code.NOT_AN_INTEGER,
        r"argument 'size' failed to unpack the object at pos [345] with error \"type must be tuple of ints,but got "
        r"(?P<type>\w{1,40})",
        "torch-weight-size",
        shared="widely",
    ),
    says(
        Code.OUTPUT_SIZE_BECOMES_OUTPUT_PADDING,
        r"(?:conv_transpose3d|ConvTranspose3d\.__init__)\(\) got an unexpected keyword argument 'output_size'",
    ),
    says(
        Code.LAYOUT_IS_PERMUTED,
        r"(?:conv_transpose3d|ConvTranspose3d\.__init__)\(\) got an unexpected keyword argument 'data_format'",
    ),
    says(
        Code.CODE_ARGUMENT_UNKNOWN,
        r"(?:conv_transpose3d|ConvTranspose3d\.__init__)\(\) got an unexpected keyword argument "
        r"'(?P<received>(?!output_size'|data_format')\w{1,40})'",
    ),
)
