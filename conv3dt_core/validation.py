"""Is this layer legal, and if so, where does everything land? `check` tells all that is wrong, `plan` the geometry.

One list of rules, written once: `_layer_faults` needs no input, `_axis_faults` and `_size_faults` look at one axis.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .diagnostics import AXES, Code, Diagnostic, Fix, Triple, errors_of, raise_if_errors, sort_key
from .fixes import candidates
from .geometry import AxisGeometry, Geometry
from .params import LayerParams
from .spellings import read_triple

_MOST_FIXES = 3


def check(params: LayerParams, input_size: Any, output_size: Any = None) -> tuple[Diagnostic, ...]:
    """Return everything there is to say about a layer: errors, then warnings, then notes.

    Parameters
    ----------
    params : LayerParams
    input_size : int or (D, H, W), voxels
        Spatial size of x, without batch and channels.
    output_size : int or (D, H, W), voxels, optional
        The size asked for; makes output_padding irrelevant, as in ``paddle.nn.Conv3DTranspose``.

    Returns
    -------
    tuple of Diagnostic
        Within a severity in the order of `Code`, then D, H, W. Each error carries the fixes that remove it.
        An axis whose own numbers are errors gets no size diagnostics.

    Notes
    -----
    Source of the rules: Paddle 3.3.1 (phi/infermeta/binary.cc) and experiments with it on the CPU. Stricter where
    Paddle accepts nonsense: dilation, kernel, channels or input below 1, groups that do not divide, an output below 1.
    """
    return _checked(params, input_size, output_size, exclusive=False)


def check_call(params: LayerParams, input_size: Any, output_size: Any = None) -> tuple[Diagnostic, ...]:
    """Return what `check` returns, for the functional call, which refuses output_size beside output_padding."""
    return _checked(params, input_size, output_size, exclusive=True)


def check_layer(params: LayerParams) -> tuple[Diagnostic, ...]:
    """Return the errors of a layer that need neither an input nor an output_size to be seen.

    Faults of output_padding are left out: a call with output_size never looks at it.
    """
    found = list(_layer_faults(params))
    for axis in range(3):
        found += _axis_faults(params, axis)
    return tuple(sorted(found, key=sort_key))


def plan(params: LayerParams, input_size: Any, output_size: Any = None) -> Geometry:
    """Work out where every contribution of a layer lands.

    Parameters
    ----------
    params : LayerParams
    input_size : int or (D, H, W), voxels
        Spatial size of x, without batch and channels; each >= 1.
    output_size : int or (D, H, W), voxels, optional
        Choose among the sizes the stride leaves open; makes output_padding irrelevant.

    Returns
    -------
    Geometry
        Output size on an axis: ``(input - 1)*stride + dilation*(kernel - 1) + 1 - front - back + output_padding``.

    Raises
    ------
    InvalidLayerError
        If `check` finds an error; ``.diagnostics`` holds all that `check` returned.

    Examples
    --------
    >>> plan(LayerParams.of(4, 6, kernel_size=3, stride=2), (3, 4, 5)).output_size
    (7, 9, 11)
    """
    raise_if_errors(check(params, input_size, output_size))
    size, asked = _read_sizes(input_size, output_size, [])
    d, h, w = (_axis_geometry(params, axis, size, asked) for axis in range(3))
    return Geometry(d, h, w)


def _checked(params: LayerParams, input_size: Any, output_size: Any, exclusive: bool) -> tuple[Diagnostic, ...]:
    found = sorted(_find(params, input_size, output_size, exclusive), key=sort_key)
    errors = errors_of(found)
    if not errors:
        return tuple(found)
    arguments = (params, input_size, output_size)
    return tuple(_with_fixes(d, errors, arguments, exclusive) if d in errors and not d.fixes else d for d in found)


def _with_fixes(
    diagnostic: Diagnostic, errors: tuple[Diagnostic, ...], arguments: tuple[Any, Any, Any], exclusive: bool
) -> Diagnostic:
    """Attach the candidates that work: applied, the error is gone and no other has come."""
    before = {_identity(error) for error in errors}
    works: list[Fix] = []
    removes: list[Fix] = []  # second best: removes the error, and shows one that it had hidden
    for fix in dict.fromkeys(candidates(diagnostic, *_readable(arguments))):  # each once, order kept
        after = {_identity(error) for error in errors_of(_find(*fix.apply(*arguments), exclusive))}
        if _identity(diagnostic) not in after:
            removes.append(fix)
            works += [fix] if after < before else []
        if len(works) == _MOST_FIXES:
            break
    alone = len(errors) == 1
    return replace(diagnostic, fixes=tuple(works if works or alone else removes[:_MOST_FIXES]))


def _identity(diagnostic: Diagnostic) -> tuple[Code, str | None, Any]:
    return diagnostic.code, diagnostic.axis, dict(diagnostic.values).get("name")


def _readable(arguments: tuple[Any, Any, Any]) -> tuple[LayerParams, Triple, Triple | None]:
    params, input_size, output_size = arguments
    return params, *_read_sizes(input_size, output_size, [])


def _find(params: LayerParams, input_size: Any, output_size: Any, exclusive: bool) -> list[Diagnostic]:
    """Every diagnostic, unsorted and without fixes (those of form excepted)."""
    found: list[Diagnostic] = []
    size, asked = _read_sizes(input_size, output_size, found)
    malformed = bool(found)
    found += _layer_faults(params)
    for axis in range(3):
        faults = [*_axis_faults(params, axis), *_input_faults(size, axis)]
        if output_size is None:
            faults += _output_padding_faults(params, axis)
        found += faults
        if not malformed and not errors_of(faults):
            found += _size_faults(params, axis, size, asked)
    if output_size is not None and any(params.output_padding):
        code = Code.OUTPUT_SIZE_WITH_OUTPUT_PADDING if exclusive else Code.OUTPUT_SIZE_REPLACES_OUTPUT_PADDING
        found.append(_note(code, None, output_padding=params.output_padding, output_size=asked))
    return found


def _read_sizes(input_size: Any, output_size: Any, faults: list[Diagnostic]) -> tuple[Triple, Triple | None]:
    size = read_triple("input_size", input_size, faults)
    asked = None if output_size is None else read_triple("output_size", output_size, faults)
    return size, asked


def _note(code: Code, axis: int | None, **values: Any) -> Diagnostic:
    return Diagnostic(code, None if axis is None else AXES[axis], tuple(values.items()))


def _layer_faults(params: LayerParams) -> Iterator[Diagnostic]:
    """Channels and groups."""
    groups = params.groups
    if groups < 1:
        yield _note(Code.GROUPS_NOT_POSITIVE, None, value=groups)
    for name in ("in_channels", "out_channels"):
        value = getattr(params, name)
        if value < 1:
            yield _note(Code.CHANNELS_NOT_POSITIVE, None, name=name, value=value)
        elif groups >= 1 and value % groups:
            made = value // groups * groups
            yield _note(Code.CHANNELS_NOT_DIVISIBLE_BY_GROUPS, None, name=name, value=value, groups=groups, made=made)


def _axis_faults(params: LayerParams, axis: int) -> Iterator[Diagnostic]:
    """The numbers of one axis that are wrong whatever the input is."""
    rules = {
        "kernel_size": Code.KERNEL_SIZE_NOT_POSITIVE,
        "stride": Code.STRIDE_NOT_POSITIVE,
        "dilation": Code.DILATION_NOT_POSITIVE,
    }
    for name, code in rules.items():
        value = getattr(params, name)[axis]
        if value < 1:
            yield _note(code, axis, name=name, value=value)
    if params.padding != "SAME" and min(params.padding[axis]) < 0:
        front, back = params.padding[axis]
        yield _note(Code.PADDING_NEGATIVE, axis, front=front, back=back)


def _input_faults(size: Triple, axis: int) -> Iterator[Diagnostic]:
    if size[axis] < 1:
        yield _note(Code.INPUT_SIZE_NOT_POSITIVE, axis, name="input_size", value=size[axis])


def _output_padding_faults(params: LayerParams, axis: int) -> Iterator[Diagnostic]:
    """output_padding of one axis against max(stride, dilation); SAME resets dilation to 1."""
    value, stride = params.output_padding[axis], params.stride[axis]
    dilation = params.effective_dilation[axis]
    values = {"value": value, "stride": stride, "dilation": dilation, "limit": max(stride, dilation)}
    if value < 0:
        yield _note(Code.OUTPUT_PADDING_NEGATIVE, axis, **values)
    elif stride < 1 or dilation < 1:
        return  # the limit itself is nonsense; its own error says so
    elif value >= values["limit"]:
        yield _note(Code.OUTPUT_PADDING_TOO_LARGE, axis, **values, same=params.padding == "SAME")
    elif value >= stride:
        yield _note(Code.OUTPUT_PADDING_BETWEEN_STRIDE_AND_DILATION, axis, **values)


def _size_faults(params: LayerParams, axis: int, size: Triple, asked: Triple | None) -> Iterator[Diagnostic]:
    """The output size of one axis whose own numbers are right, and what SAME does to it."""
    geometry = _axis_geometry(params, axis, size, asked)
    low, high = geometry.output_size_range
    values = {
        "input": geometry.input_size, "kernel": geometry.kernel_size, "stride": geometry.stride,
        "dilation": geometry.dilation, "front": geometry.pad_before, "back": geometry.pad_after,
        "full": geometry.full_size, "base": geometry.base_size,
    }  # fmt: skip
    if asked is not None and not low <= asked[axis] <= high:
        same = params.padding == "SAME"
        yield _note(Code.OUTPUT_SIZE_OUT_OF_RANGE, axis, value=asked[axis], low=low, high=high, **values, same=same)
    elif geometry.output_size < 1:
        extra = geometry.output_padding
        yield _note(Code.OUTPUT_SIZE_NOT_POSITIVE, axis, value=geometry.output_size, **values, output_padding=extra)
    if params.padding == "SAME":
        if params.dilation[axis] > 1:
            yield _note(Code.SAME_IGNORES_DILATION, axis, dilation=params.dilation[axis], kernel=geometry.kernel_size)
        product = geometry.input_size * geometry.stride
        if geometry.base_size != product:
            yield _note(Code.SAME_IS_NOT_INPUT_TIMES_STRIDE, axis, **values, product=product)


def _axis_geometry(params: LayerParams, axis: int, size: Triple, asked: Triple | None) -> AxisGeometry:
    front, back = params.axis_pads(axis, size[axis])
    geometry = AxisGeometry(
        AXES[axis], size[axis], params.kernel_size[axis], params.stride[axis], params.effective_dilation[axis],
        front, back, params.output_padding[axis],
    )  # fmt: skip
    return geometry if asked is None else replace(geometry, output_padding=asked[axis] - geometry.base_size)
