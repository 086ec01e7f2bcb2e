"""What there is to show about each axis of a layer, right or wrong: equal axes together, wrong ones first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from conv3dt_core.diagnostics import AXES, Axis, Code, Diagnostic, Triple, errors_of
from conv3dt_core.geometry import AxisGeometry
from conv3dt_core.params import LayerParams

from .columns import Line

#: The term of the size formula that an error is about.
_TERM_OF = {
    Code.INPUT_SIZE_NOT_POSITIVE: "input_size",
    Code.KERNEL_SIZE_NOT_POSITIVE: "kernel_size",
    Code.STRIDE_NOT_POSITIVE: "stride",
    Code.DILATION_NOT_POSITIVE: "dilation",
    Code.PADDING_NEGATIVE: "padding",
    Code.OUTPUT_PADDING_NEGATIVE: "output_padding",
    Code.OUTPUT_PADDING_TOO_LARGE: "output_padding",
    Code.OUTPUT_SIZE_OUT_OF_RANGE: "output_size",
    Code.OUTPUT_SIZE_NOT_POSITIVE: "result",
}
#: Numbers that make the formula meaningless: no size, no strip.
_NONSENSE = {"input_size", "kernel_size", "stride", "dilation", "padding"}


@dataclass(frozen=True, slots=True)
class AxisView:
    """The numbers of one axis, or of several that are set alike.

    Parameters
    ----------
    axes : tuple of {"D", "H", "W"}
    geometry : AxisGeometry
        SAME resolved into pads; its `output_padding` leads to the size asked for. Its numbers may be nonsense,
        so ask it for no size unless `line` is there.
    given_dilation : int
        As typed; SAME ignores it.
    same : bool
    by_output_size : bool
    wrong : frozenset of str
        Terms that an error is about: "stride", "output_size", "result" and so on.
    line : Line or None
        For the strip; None when the axis' own numbers are nonsense.
    """

    axes: tuple[Axis, ...]
    geometry: AxisGeometry
    given_dilation: int
    same: bool
    by_output_size: bool
    wrong: frozenset[str]
    line: Line | None

    @property
    def range(self) -> tuple[int, int] | None:
        """Legal output sizes, both ends included; None when there is none."""
        if self.line is None or self.line.low > self.line.high:
            return None
        return self.line.low, self.line.high

    @property
    def added(self) -> tuple[int, int]:
        """How many voxels output_padding or output_size adds: (brought back from the crop, beyond the full size)."""
        axis = self.geometry
        extra = max(0, axis.output_padding)
        restored = min(extra, axis.pad_after)
        return restored, extra - restored


def axis_views(
    params: LayerParams,
    input_size: Triple,
    output_size: Triple | None = None,
    diagnostics: Iterable[Diagnostic] = (),
    selected: Triple | None = None,
) -> tuple[AxisView, ...]:
    """Return one view for D, H and W each, as numbers stand, whether or not the layer is legal.

    Parameters
    ----------
    params : LayerParams
    input_size : (D, H, W), voxels
    output_size : (D, H, W), voxels, optional
    diagnostics : iterable of Diagnostic
        What `check` says about the three above: says which terms are wrong.
    selected : (D, H, W), optional
        Input voxel whose taps the strip shows; the middle one where it is missing or outside.
    """
    errors = errors_of(diagnostics)
    return tuple(_view(params, input_size, output_size, errors, selected, axis) for axis in range(3))


def grouped(views: Iterable[AxisView]) -> tuple[AxisView, ...]:
    """Put axes with equal numbers into one view; axes with errors first, then in the order D, H, W."""
    groups: dict[AxisView, AxisView] = {}
    for view in views:
        # The letter and the selected voxel may differ: what is explained is the rule.
        line = None if view.line is None else replace(view.line, axis=_unnamed(view.line.axis), selected=0)
        key = replace(view, axes=(), geometry=_unnamed(view.geometry), line=line)
        first = groups.get(key)
        groups[key] = view if first is None else replace(first, axes=first.axes + view.axes)
    return tuple(sorted(groups.values(), key=lambda view: not view.wrong))


def _unnamed(geometry: AxisGeometry) -> AxisGeometry:
    return replace(geometry, axis="D")


def _view(
    params: LayerParams,
    input_size: Triple,
    output_size: Triple | None,
    errors: tuple[Diagnostic, ...],
    selected: Triple | None,
    axis: int,
) -> AxisView:
    name = AXES[axis]
    wrong = frozenset(_TERM_OF[error.code] for error in errors if error.axis == name and error.code in _TERM_OF)
    sensible = not wrong & _NONSENSE
    # SAME's pads come from a formula that divides by the stride.
    pads = params.axis_pads(axis, input_size[axis]) if sensible or params.padding != "SAME" else (0, 0)
    size, stride, kernel = input_size[axis], params.stride[axis], params.kernel_size[axis]
    dilation = params.effective_dilation[axis]
    geometry = AxisGeometry(name, size, kernel, stride, dilation, *pads, params.output_padding[axis])
    if output_size is not None:
        geometry = replace(geometry, output_padding=output_size[axis] - geometry.base_size)
    line = None
    if sensible:
        voxel = size // 2 if selected is None else selected[axis]
        line = Line(geometry, output_size is not None, voxel if 0 <= voxel < size else size // 2)
    return AxisView(
        axes=(name,),
        geometry=geometry,
        given_dilation=params.dilation[axis],
        same=params.padding == "SAME",
        by_output_size=output_size is not None,
        wrong=wrong,
        line=line,
    )
