"""Problems of a layer, as data: what is wrong, on which axis, with which numbers, and what would mend it.

No prose lives here; `conv3dt_core.messages` turns a `Diagnostic` into English or Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from .params import LayerParams

Axis = Literal["D", "H", "W"]
Lang = Literal["en", "zh"]
Triple = tuple[int, int, int]
AXES: tuple[Axis, Axis, Axis] = ("D", "H", "W")


class Severity(StrEnum):
    """How bad it is: no output exists, Paddle's kernel refuses what the rule allows, or merely surprising."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(StrEnum):
    """Stable names of everything that can be said about a layer, in the order `check` reports them."""

    # form of an argument
    NOT_AN_INTEGER = "not-an-integer"
    WRONG_LENGTH = "wrong-length"
    INTEGER_TOO_LARGE = "integer-too-large"
    PADDING_FORM_UNKNOWN = "padding-form-unknown"
    PADDING_WORD_UNKNOWN = "padding-word-unknown"
    PADDING_ON_BATCH_OR_CHANNELS = "padding-on-batch-or-channels"
    DATA_FORMAT_UNKNOWN = "data-format-unknown"
    ACTIVATION_UNKNOWN = "activation-unknown"
    INITIALIZER_UNKNOWN = "initializer-unknown"
    # values of a layer
    CHANNELS_NOT_POSITIVE = "channels-not-positive"
    GROUPS_NOT_POSITIVE = "groups-not-positive"
    CHANNELS_NOT_DIVISIBLE_BY_GROUPS = "channels-not-divisible-by-groups"
    INPUT_SIZE_NOT_POSITIVE = "input-size-not-positive"
    KERNEL_SIZE_NOT_POSITIVE = "kernel-size-not-positive"
    STRIDE_NOT_POSITIVE = "stride-not-positive"
    DILATION_NOT_POSITIVE = "dilation-not-positive"
    PADDING_NEGATIVE = "padding-negative"
    OUTPUT_PADDING_NEGATIVE = "output-padding-negative"
    OUTPUT_PADDING_TOO_LARGE = "output-padding-too-large"
    OUTPUT_SIZE_OUT_OF_RANGE = "output-size-out-of-range"
    OUTPUT_SIZE_NOT_POSITIVE = "output-size-not-positive"
    OUTPUT_SIZE_WITH_OUTPUT_PADDING = "output-size-with-output-padding"
    OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION = "output-padding-between-stride-and-dilation"
    SAME_IGNORES_DILATION = "same-ignores-dilation"
    SAME_IS_NOT_INPUT_TIMES_STRIDE = "same-is-not-input-times-stride"
    OUTPUT_SIZE_REPLACES_OUTPUT_PADDING = "output-size-replaces-output-padding"
    # tensors
    INPUT_RANK = "input-rank"
    WEIGHT_RANK = "weight-rank"
    WEIGHT_SHAPE = "weight-shape"
    BIAS_SHAPE = "bias-shape"
    CHANNELS_MISMATCH = "channels-mismatch"
    OUT_SHAPE = "out-shape"
    # calls
    NOT_A_TENSOR = "not-a-tensor"
    DTYPE_UNSUPPORTED = "dtype-unsupported"
    DTYPE_MISMATCH = "dtype-mismatch"
    BACKEND_UNKNOWN = "backend-unknown"
    BACKEND_UNAVAILABLE = "backend-unavailable"
    BACKEND_HAS_NO_GRADIENT = "backend-has-no-gradient"
    OUTPUT_TOO_LARGE = "output-too-large"
    # questions asked backwards
    KERNEL_SIZE_NOT_DERIVABLE = "kernel-size-not-derivable"
    NO_SOLUTION = "no-solution"
    # a layer in another framework's words: said another way there, or meaning something else
    PADS_BECOME_CROP = "pads-become-crop"
    SAME_BECOMES_PADS = "same-becomes-pads"
    SAME_MEANS_ANOTHER_SIZE = "same-means-another-size"
    LAYOUT_IS_PERMUTED = "layout-is-permuted"
    GROUPS_BECOME_CALLS = "groups-become-calls"
    DILATION_BECOMES_ZEROS = "dilation-becomes-zeros"
    OUTPUT_SIZE_BECOMES_OUTPUT_PADDING = "output-size-becomes-output-padding"
    OUTPUT_PADDING_BECOMES_CROP = "output-padding-becomes-crop"
    OUTPUT_PADDING_NONE_ADDS = "output-padding-none-adds"
    OUTPUT_SHAPE_MOVES_FRONT = "output-shape-moves-front"
    KERNEL_IS_FLIPPED = "kernel-is-flipped"
    # pasted code and pasted errors
    CODE_TOO_LARGE = "code-too-large"
    CODE_NOT_PARSED = "code-not-parsed"
    CODE_WITHOUT_LAYER = "code-without-layer"
    CODE_NOT_THREE_D = "code-not-three-d"
    CODE_ARGUMENT_UNKNOWN = "code-argument-unknown"
    CODE_ARGUMENT_NOT_CONSTANT = "code-argument-not-constant"
    CODE_ARGUMENT_MISSING = "code-argument-missing"
    CODE_CHANNELS_UNKNOWN = "code-channels-unknown"
    ERROR_NOT_RECOGNISED = "error-not-recognised"
    # a net: layers down and up with skips between them
    SKIP_SIZE_MISMATCH = "skip-size-mismatch"
    VOLUME_TOO_SMALL_FOR_NET = "volume-too-small-for-net"
    POOL_PADDING_TOO_LARGE = "pool-padding-too-large"
    NO_LEGAL_SIZE_NEAR = "no-legal-size-near"
    OUTPUT_IS_NOT_INPUT_SIZE = "output-is-not-input-size"
    CEIL_MODE_DIFFERS_IN_PADDLE = "ceil-mode-differs-in-paddle"
    NET_NOT_UNDERSTOOD = "net-not-understood"
    # a real model, traced
    MODEL_KIND_UNKNOWN = "model-kind-unknown"
    MODEL_FRAMEWORK_MISSING = "model-framework-missing"
    MODEL_NOT_READABLE = "model-not-readable"
    MODEL_TOO_LARGE = "model-too-large"
    MODEL_SHAPE_UNKNOWN = "model-shape-unknown"
    MODEL_INPUT_UNFIT = "model-input-unfit"
    MODEL_SIZES_DO_NOT_MEET = "model-sizes-do-not-meet"
    MODEL_SIZE_REFUSED = "model-size-refused"
    TRACE_FAILED = "trace-failed"
    MODEL_LAYER_DIFFERS = "model-layer-differs"
    MODEL_OPERATION_UNKNOWN = "model-operation-unknown"
    NO_THREE_D_LAYER = "no-3-d-layer"
    LAYER_NOT_THREE_D = "layer-not-3-d"


_ALL = list(Code)
#: What only other frameworks' code, errors and models can bring up; no layer of ours shows it.
FOREIGN_CODES = frozenset(_ALL[_ALL.index(Code.PADS_BECOME_CROP) :])

_SEVERITY = {
    Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION: Severity.WARNING,
    Code.SAME_IGNORES_DILATION: Severity.NOTE,
    Code.SAME_IS_NOT_INPUT_TIMES_STRIDE: Severity.NOTE,
    Code.OUTPUT_SIZE_REPLACES_OUTPUT_PADDING: Severity.NOTE,
    Code.CODE_CHANNELS_UNKNOWN: Severity.NOTE,
    Code.OUTPUT_IS_NOT_INPUT_SIZE: Severity.NOTE,
    Code.CEIL_MODE_DIFFERS_IN_PADDLE: Severity.NOTE,
    Code.MODEL_LAYER_DIFFERS: Severity.WARNING,
    Code.MODEL_OPERATION_UNKNOWN: Severity.WARNING,
    Code.NO_THREE_D_LAYER: Severity.WARNING,
    Code.LAYER_NOT_THREE_D: Severity.NOTE,
    **dict.fromkeys(_ALL[_ALL.index(Code.PADS_BECOME_CROP) : _ALL.index(Code.CODE_TOO_LARGE)], Severity.NOTE),
}
_TENSOR_CODES = {
    Code.INPUT_RANK, Code.WEIGHT_RANK, Code.WEIGHT_SHAPE, Code.BIAS_SHAPE, Code.CHANNELS_MISMATCH, Code.OUT_SHAPE,
}  # fmt: skip
_SEVERITY_ORDER = list(Severity)
_CODE_ORDER = _ALL


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of arguments that mends one problem.

    Parameters
    ----------
    changes : tuple of (name, new value)
        Names are fields of `LayerParams`, ``input_size`` or ``output_size``; values are in normal form.
    label : str
        The change as an assignment, the same in every language: ``output_size[D] = 15``.
    """

    changes: tuple[tuple[str, Any], ...]
    label: str

    def apply(self, params: LayerParams, input_size: Any, output_size: Any = None) -> tuple[LayerParams, Any, Any]:
        """Return ``(params, input_size, output_size)`` with the changes made; nothing is modified in place."""
        changes = dict(self.changes)
        input_size = changes.pop("input_size", input_size)
        output_size = changes.pop("output_size", output_size)
        return replace(params, **changes), input_size, output_size


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fact about a layer, with every number its text needs.

    Parameters
    ----------
    code : Code
        What is the matter; stable, so it may stand in links, tests and documents.
    axis : {"D", "H", "W"} or None
        The axis concerned; ``"D, H, W"`` and the like after `merge_axes`.
    values : tuple of (name, value)
        The numbers and words the text needs. A tuple of pairs, not a mapping: hashable and picklable.
    fixes : tuple of Fix
        Changes that mend it, best first.
    """

    code: Code
    axis: str | None = None
    values: tuple[tuple[str, Any], ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def severity(self) -> Severity:
        """The severity that belongs to the code."""
        return _SEVERITY.get(self.code, Severity.ERROR)

    def value(self, name: str) -> Any:
        """Return the value called `name`; KeyError if this diagnostic has none."""
        return dict(self.values)[name]

    def render(self, lang: Lang = "en") -> str:
        """Return the whole text in one language: what, where, why, and what would mend it."""
        from .messages import render  # noqa: PLC0415  (prose is loaded when somebody reads it)

        return render(self, lang)


def sort_key(diagnostic: Diagnostic) -> tuple[int, int, str]:
    """Order: errors, warnings, notes; then the order of `Code`; then D, H, W (which is alphabetical)."""
    rank = _SEVERITY_ORDER.index(diagnostic.severity)
    return rank, _CODE_ORDER.index(diagnostic.code), diagnostic.axis or ""


def errors_of(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return only the errors, in their order."""
    return tuple(d for d in diagnostics if d.severity is Severity.ERROR)


class InvalidLayerError(ValueError):
    """The layer, or the call, has no output. ``str()`` is the English text of everything found.

    Parameters
    ----------
    diagnostics : tuple of Diagnostic
        All that was found, warnings and notes included.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        """Return the English text, one paragraph per diagnostic."""
        return "\n".join(diagnostic.render("en") for diagnostic in self.diagnostics)


class ShapeError(InvalidLayerError):
    """A tensor does not fit the layer: rank, weight shape, bias shape or channels."""


def raise_if_errors(diagnostics: Iterable[Diagnostic]) -> None:
    """Raise what the errors among `diagnostics` call for: ShapeError if a tensor's shape is one of them."""
    found = tuple(diagnostics)
    errors = errors_of(found)
    if any(error.code in _TENSOR_CODES for error in errors):
        raise ShapeError(found)
    if errors:
        raise InvalidLayerError(found)
