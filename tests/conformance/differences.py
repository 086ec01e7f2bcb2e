"""Where a framework and we part, and why. Strict: what is not here must agree, and what is here must be seen.

README's table is written from this one (`python -m tests.conformance.readme`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from conv3dt_core import LayerParams
from tests.conformance import conditions as when
from tests.conformance.oracle import resolved
from tests.property.strategies import Layer


class Kind(Enum):
    ACCEPTS = "computes what we refuse"
    REFUSES = "refuses what we compute"
    DIFFERS = "computes something else from the same arguments"


@dataclass(frozen=True)
class Difference:
    """One difference of one framework.

    `row` and `cell` are its place in README's table and what that says; `shown` are the arguments that show it.
    """

    framework: str
    kind: Kind
    applies: Callable[[Layer], bool]
    row: str
    cell: str
    shown: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def name(self) -> str:
        return f"{self.framework} {self.kind.name.lower()}: {self.applies.__name__}"

    @property
    def layer(self) -> Layer:
        """Return the layer that shows it: the default one, changed."""
        given = {"in_channels": 2, "out_channels": 3, "kernel_size": 3, "input_size": (3, 3, 3), "output_size": None}
        given |= self.shown
        asked = given.pop("input_size"), given.pop("output_size")
        return resolved(Layer(LayerParams.of(**given), *asked))


TWO_SIDED, SAME, VALID = "`padding=(front, back)`", '`padding="SAME"`', '`padding="VALID"`'
EXTRA, BETWEEN, ASKED = "`output_padding`", "`stride <= output_padding < dilation`", "`output_size`"
GROUPS, DILATION = "`groups`", "`dilation` with `stride`"
NONSENSE, UNEVEN = "no voxels, taps, channels or output; dilation 0", "`groups` that does not divide out_channels"

# Each row: what Paddle says, and what a framework does that has no difference there.
ROWS: dict[str, tuple[str, str]] = {
    TWO_SIDED: ("crops the full result", "the same"),
    SAME: ("the pad of a *forward* convolution: input 3, stride 2, kernel 3 gives 5, not 6; dilation becomes 1", ""),
    VALID: ("no padding", "the same"),
    EXTRA: ("below stride; takes back what the back padding cropped, then zeros", "the same"),
    BETWEEN: ("passes the check, refused by the CPU kernel", "computed (as here, with a warning)"),
    ASKED: ("`base … base + stride - 1`; its current English page says one more", "the same, in the layer only"),
    GROUPS: ("yes", "the same"),
    DILATION: ("yes", "the same"),
    NONSENSE: ("accepted, or a crash, or a hang", "refused (as here, saying why)"),
    UNEVEN: ("fewer channels, silently, without a bias", "refused (as here)"),
}

ADDS = "adds zeros; crops only with `use_consistent_padding=True`"
EMPTY = "no voxels, channels or output: accepted"
PADDLE_HERE = ROWS[NONSENSE][0]
ALL_CROPPED = {"padding": [2, 3, 2, 3, 0, 0], "input_size": (2, 2, 2)}

DIFFERENCES = (
    # Paddle never looks at dilation: 0 puts all taps on one voxel, -1 shrinks the result; SAME resets it before.
    Difference("paddle", Kind.ACCEPTS, when.dilation_below_1, NONSENSE, PADDLE_HERE, {"dilation": 0}),
    Difference(
        "paddle", Kind.ACCEPTS, when.dilation_below_1_under_same, NONSENSE, PADDLE_HERE,
        {"dilation": 0, "padding": "SAME"},
    ),
    Difference("paddle", Kind.ACCEPTS, when.kernel_of_0, NONSENSE, PADDLE_HERE, {"kernel_size": 0}),
    Difference("paddle", Kind.ACCEPTS, when.input_axis_of_0, NONSENSE, PADDLE_HERE, {"input_size": (0, 3, 3)}),
    Difference("paddle", Kind.ACCEPTS, when.no_channels, NONSENSE, PADDLE_HERE, {"in_channels": 0}),
    # Two negative sizes, or one of 0: the number of voxels is not negative, and Paddle looks at no other number.
    Difference("paddle", Kind.ACCEPTS, when.some_size_below_1, NONSENSE, PADDLE_HERE, ALL_CROPPED),
    Difference(
        "paddle", Kind.ACCEPTS, when.groups_do_not_divide_out_channels, UNEVEN, ROWS[UNEVEN][0],
        {"out_channels": 1, "groups": 2},
    ),
    Difference(
        "paddle", Kind.REFUSES, when.between_stride_and_dilation, BETWEEN, ROWS[BETWEEN][0],
        {"dilation": 2, "output_padding": 1},
    ),
    Difference(
        "torch", Kind.REFUSES, when.says_two_sided_pads, TWO_SIDED, "one number per axis; crop the full result instead",
        {"padding": [0, 1, 0, 0, 0, 0]},
    ),
    Difference("torch", Kind.REFUSES, when.says_same, SAME, "refused", {"padding": "SAME"}),
    # oneDNN, which computes float32 with groups, does not mind an axis of 0.
    Difference(
        "torch", Kind.ACCEPTS, when.a_size_of_0, NONSENSE, "refused, but for a size of 0 with groups",
        {"in_channels": 4, "out_channels": 4, "groups": 2, "kernel_size": (4, 3, 3), "stride": 2, "padding": (4, 0, 0)},
    ),
    Difference(
        "onnxruntime", Kind.DIFFERS, when.onnx_same, SAME,
        "SAME_UPPER: input × stride if kernel >= stride; keeps dilation", {"padding": "SAME", "stride": 2},
    ),
    Difference(
        "onnxruntime", Kind.DIFFERS, when.onnx_output_shape, ASKED, "`output_shape` overrides pads and moves the front",
        {"stride": 2, "padding": [0, 1] * 3, "output_size": (6, 6, 6)},
    ),
    Difference(
        "onnxruntime", Kind.ACCEPTS, when.output_size_out_of_range, ASKED,
        "`output_shape` overrides pads and moves the front", {"stride": 2, "output_size": (5, 5, 5)},
    ),
    Difference(
        "onnxruntime", Kind.REFUSES, when.between_stride_and_dilation, BETWEEN, "refused",
        {"dilation": 2, "output_padding": 1},
    ),
    Difference(
        "onnxruntime", Kind.ACCEPTS, when.no_channels, NONSENSE, "no channels: accepted; no voxels: a crash",
        {"in_channels": 0},
    ),
    Difference(
        "jax", Kind.DIFFERS, when.jax_pads, TWO_SIDED, ADDS, {"padding": 2},
    ),
    Difference(
        "jax", Kind.DIFFERS, when.same_is_input_times_stride, SAME, "input × stride, keeps dilation",
        {"padding": "SAME", "stride": 2},
    ),
    Difference(
        "jax", Kind.DIFFERS, when.valid_is_at_least_input_times_stride, VALID, "at least input × stride",
        {"kernel_size": 1, "stride": 2},
    ),
    Difference(
        "jax", Kind.REFUSES, when.says_output_padding, EXTRA, "none; part of the back pad",
        {"stride": 2, "output_padding": 1},
    ),
    Difference("jax", Kind.REFUSES, when.says_output_size, ASKED, "none", {"output_size": (5, 5, 5)}),
    Difference(
        "jax", Kind.REFUSES, when.says_groups, GROUPS, "in `conv_general_dilated` only",
        {"in_channels": 4, "out_channels": 4, "groups": 2},
    ),
    Difference("jax", Kind.ACCEPTS, when.input_axis_of_0, NONSENSE, EMPTY, {"input_size": (0, 3, 3)}),
    Difference("jax", Kind.ACCEPTS, when.no_channels, NONSENSE, EMPTY, {"in_channels": 0}),
    Difference("jax", Kind.ACCEPTS, when.some_size_below_1, NONSENSE, EMPTY, {"padding": 3}),
    Difference("jax", Kind.ACCEPTS, when.negative_padding, TWO_SIDED, ADDS, {"padding": [-1, 0, 0, 0, 0, 0]}),
    Difference("keras", Kind.REFUSES, when.says_pads, TWO_SIDED, "none; `Cropping3D` after it", {"padding": 1}),
    Difference(
        "keras", Kind.DIFFERS, when.keras_same_alone, SAME, "input × stride, keeps dilation",
        {"padding": "SAME", "stride": 2},
    ),
    Difference(
        "keras", Kind.DIFFERS, when.keras_same_with_output_padding, SAME, "other sizes with output_padding",
        {"padding": "SAME", "stride": 2, "output_padding": 1},
    ),
    Difference(
        "keras", Kind.REFUSES, when.keras_same_too_small, SAME, "other sizes with output_padding",
        {"kernel_size": 2, "padding": "SAME", "stride": 2, "output_padding": (1, 0, 0)},
    ),
    Difference(
        "keras", Kind.DIFFERS, when.keras_valid_alone, VALID, "at least input × stride, unless output_padding is given",
        {"kernel_size": 1, "stride": 2},
    ),
    Difference(
        "keras", Kind.REFUSES, when.output_padding_from_stride_on, BETWEEN, "refused",
        {"dilation": 2, "output_padding": 1},
    ),
    Difference("keras", Kind.REFUSES, when.says_output_size, ASKED, "none", {"output_size": (5, 5, 5)}),
    Difference(
        "keras", Kind.REFUSES, when.says_groups, GROUPS, "none; one layer per group",
        {"in_channels": 4, "out_channels": 4, "groups": 2},
    ),
    Difference(
        "keras", Kind.REFUSES, when.stride_with_dilation, DILATION, "refused", {"dilation": 2, "stride": 2}
    ),
    Difference("keras", Kind.ACCEPTS, when.input_axis_of_0, NONSENSE, EMPTY, {"input_size": (0, 3, 3)}),
    Difference("keras", Kind.ACCEPTS, when.no_input_channels, NONSENSE, EMPTY, {"in_channels": 0}),
)  # fmt: skip


def reasons(framework: str, kind: Kind, layer: Layer) -> list[Difference]:
    """Return the known differences of this kind that a layer meets."""
    mine = (known for known in DIFFERENCES if known.framework == framework and known.kind is kind)
    return [known for known in mine if known.applies(layer)]
