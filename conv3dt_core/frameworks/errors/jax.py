"""Texts of JAX 0.10: `lax.conv_transpose`, and `lax.conv_general_dilated`, which it calls."""

from __future__ import annotations

from ...diagnostics import AXES, Code
from .patterns import ARGUMENTS, INT, Facts, Match, first_below, integers, says

_THREE = rf"{INT}, {INT}, {INT}"
_PAIRS = rf"\({INT}, {INT}\), \({INT}, {INT}\), \({INT}, {INT}\)"
_SIZE = rf"(?:np\.int64\({INT}\)|{INT})"
_COUNT = r"expected 3, got (?P<length>\d{1,9})"
_UNEXPECTED = r"conv_transpose\(\) got an unexpected keyword argument"


def _cropped(match: Match) -> Facts | None:
    """Find the first axis whose pads take away more than there is."""
    pads, sizes = integers(match["pads"]), integers(match["sizes"].replace("np.int64", ""))
    for axis, front, back, size in zip(AXES, pads[::2], pads[1::2], sizes, strict=True):
        if size + front + back < 0:
            return Facts(axis, {"front": front, "back": back})
    return Facts()


def _factors(match: Match) -> Facts:
    argument = {"base-dilation": "lhs_dilation", "window-dilation": "rhs_dilation"}[match["name"]]
    return Facts(None, {"argument": ARGUMENTS[argument], "length": int(match["length"])})


PATTERNS = (
    says(
        Code.STRIDE_NOT_POSITIVE,
        rf"All dilations must be positive, got \((?P<values>{_THREE})\)",
        "jax-dilations",
        read=first_below(1),
        alternatives=(Code.DILATION_NOT_POSITIVE,),
    ),
    says(
        Code.KERNEL_SIZE_NOT_POSITIVE,
        rf"expects window to have positive value for (?P<dim>\d)-th window dimension, but got (?P<asked>{INT})",
        "jax-window",
    ),
    says(Code.WRONG_LENGTH, rf"Wrong number of explicit pads for convolution: {_COUNT}", "jax-count"),
    says(
        Code.WRONG_LENGTH,
        r"expects (?P<name>base-dilation|window-dilation) factors to have same dimension-size as size of window "
        r"dimensions \(3\), but got: (?P<length>\d{1,9})",
        "jax-factors",
        read=_factors,
    ),
    says(
        Code.PADDING_WORD_UNKNOWN,
        r"Unrecognized padding type: expected 'VALID', 'SAME', or 'SAME_LOWER', got (?P<received>[^ ]{1,40})\.",
        shared="some",
    ),
    says(
        Code.PADDING_FORM_UNKNOWN,
        r"padding argument to conv_general_dilated should be a string or a sequence of \(low, high\) pairs, got "
        r"(?P<received>[^A-Za-z]{1,80})",
        "jax-pairs",
    ),
    says(
        Code.SAME_BECOMES_PADS,
        r"String padding is not implemented for transposed convolution using this op",
    ),
    says(
        Code.OUTPUT_SIZE_NOT_POSITIVE,
        rf"Negative padding is larger than the size of the corresponding dimension: got padding=\((?P<pads>{_PAIRS})\) "
        rf"for lhs_shape\[2:\]=\((?P<sizes>{_SIZE}, {_SIZE}, {_SIZE})\)",
        "jax-negative-padding",
        read=_cropped,
    ),
    says(
        Code.GROUPS_NOT_POSITIVE,
        rf"feature_group_count must be a positive integer, got (?P<asked>{INT})",
    ),
    says(
        Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS,
        rf"feature_group_count must divide lhs feature dimension size, but (?P<groups>{INT}) does not divide "
        rf"(?P<asked>{INT})",
        "jax-lhs",
    ),
    says(
        Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS,
        r"rhs output feature dimension size must be a multiple of feature_group_count, but "
        rf"(?P<asked>{INT}) is not a multiple of (?P<groups>{INT})",
        "jax-rhs-output",
        read=lambda match: Facts(
            None, {"argument": "out_channels", "asked": int(match["asked"]), "groups": int(match["groups"])}
        ),
    ),
    says(
        Code.CHANNELS_MISMATCH,
        r"lhs feature dimension size divided by feature_group_count must equal the rhs input feature dimension size, "
        rf"but (?P<got>{INT}) // (?P<groups>{INT}) != (?P<per_group>{INT})",
        "jax-lhs",
        read=lambda match: Facts(
            None, {"got": int(match["got"]), "expected": int(match["groups"]) * int(match["per_group"])}
        ),
    ),
    says(Code.INPUT_RANK, r"convolution requires lhs and rhs ndim to be equal, got (?P<rank>\d) and 5", "jax-lhs"),
    says(Code.WEIGHT_RANK, r"convolution requires lhs and rhs ndim to be equal, got 5 and (?P<rank>\d)", "jax-lhs"),
    says(
        Code.DTYPE_MISMATCH,
        r"conv_general_dilated requires arguments to have the same dtypes, got (?P<one>\w{1,20}), (?P<other>\w{1,20})",
    ),
    says(
        Code.DATA_FORMAT_UNKNOWN,
        r"convolution dimension_numbers\[\d\] must have len equal to the ndim of lhs and rhs, got \d for lhs and rhs "
        rf"shapes \({_THREE}, {INT}, {INT}\)",
        "jax-dimension-numbers",
    ),
    says(
        Code.DATA_FORMAT_UNKNOWN,
        r"convolution dimension_numbers must be tuple/list or None, got <class '(?P<type>\w{1,20})'>",
        "jax-dimension-numbers",
    ),
    says(Code.GROUPS_BECOME_CALLS, rf"{_UNEXPECTED} 'feature_group_count'", "jax-groups"),
    says(
        Code.CODE_ARGUMENT_UNKNOWN,
        rf"{_UNEXPECTED} '(?P<received>(?!feature_group_count')\w{{1,40}})'",
        "jax-names",
    ),
)
