"""A call while the text is read: its arguments, and what later lines add to it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from ...diagnostics import Code, Diagnostic, Triple
from .constants import INT32, is_known
from .signatures import KERAS_REST, Signature
from .source import Source
from .tensors import Shape, Tensor

_MOST_UNKNOWN = 20
# Arguments that may stay unknown: tensors, and what has no effect on sizes and places.
_UNSEEN = frozenset({
    "x", "input", "lhs", "weight", "rhs", "op_type", "inputs", "outputs", "weight_attr", "name", "device", "dtype",
    "kernel_initializer", "doc_string", "domain", "overload", "precision", "preferred_element_type", "out_sharding",
    "padding_mode", "param_attr", "use_cudnn", *KERAS_REST,
})  # fmt: skip
# Where a tensor belongs; the `filters` of a layer are a number.
_TENSORS = {True: frozenset[str](), False: frozenset({"x", "input", "lhs", "weight", "rhs", "filters"})}
# A layer whose channels are a variable is still a layer: they are assumed, and a note says so. The `filters` of a
# function are a tensor.
_CHANNELS = {True: {"in_channels", "out_channels", "filters"}, False: {"filters", "num_filters"}}


@dataclass(frozen=True, slots=True)
class Given:
    """A value with the node it was written as."""

    value: Any
    node: ast.expr


@dataclass(slots=True)
class Arguments:
    """What stands between the brackets of a call; `unseen` is a ``*`` or ``**`` whose content is unknown."""

    positions: list[Given] = field(default_factory=list)
    keywords: dict[str, Given] = field(default_factory=dict)
    unseen: ast.expr | None = None

    @property
    def values(self) -> list[Any]:
        """The values of the positions."""
        return [given.value for given in self.positions]

    @property
    def words(self) -> dict[str, Any]:
        """The values of the keywords."""
        return {name: given.value for name, given in self.keywords.items()}


@dataclass(slots=True)
class Cut:
    """A window of one axis of a layer's output: voxels ``start`` to ``stop``, or to ``tail`` before the end."""

    start: int = 0
    stop: int | None = None
    tail: int = 0

    def narrow(self, start: int, stop: int | None) -> None:
        """Cut this window once more, as ``[start:stop]`` does."""
        if stop is None or stop < 0:
            self.tail -= stop or 0
            self.stop = None if self.stop is None else self.stop + (stop or 0)
        else:
            self.stop = self.start + stop
        self.start += start


@dataclass(slots=True, eq=False)
class Draft:
    """One call that is a transposed convolution, with everything later lines say about it.

    Parameters
    ----------
    signature : Signature
    call : str
    line, column : int
    arguments : dict
        By the framework's own names; known values only.
    faults : list of Diagnostic
    x, weight, y : shape or None
        `y` is that of the first call of a layer.
    output_size : the value of ``output_size=`` in the call of the layer, None without
    cuts : three Cut, or () without a crop
    turned, turned_back : bool
        Whether x's channels were moved to the front for this call, and back afterwards.
    parts : int
        In how many calls like this one the channels are computed.
    spread : (D, H, W)
        How far the taps of the weight lie apart in the kernel that is given.
    """

    signature: Signature
    call: str
    line: int
    column: int
    arguments: dict[str, Any] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    x: Shape | None = None
    weight: Shape | None = None
    y: Shape | None = None
    output_size: Any = None
    cuts: tuple[Cut, ...] = ()
    turned: bool = False
    parts: int = 1
    spread: Triple = (1, 1, 1)
    turned_back: bool = False
    used: bool = False
    bias_added: bool = False
    activation: str | None = None

    def fault(self, code: Code, place: tuple[int, int], **values: Any) -> None:
        """Note a fault of this call at a place of the text."""
        self.faults.append(
            Diagnostic(code, None, (("call", self.call), *values.items(), ("line", place[0]), ("column", place[1])))
        )

    def lacking(self, name: str) -> Diagnostic:
        """Return the fault that `name` is needed and cannot be known from the text."""
        values = (("call", self.call), ("name", name), ("line", self.line), ("column", self.column))
        return Diagnostic(Code.CODE_ARGUMENT_MISSING, None, values)


def bind(signature: Signature, node: ast.Call, name: str, given: Arguments, source: Source) -> Draft:
    """Return the call with each value under its argument's name, and faults for the rest."""
    draft = Draft(signature, name, *source.place(node))
    if signature.order[0] == "filters" and len(given.positions) > 5 and not isinstance(given.positions[4].value, str):
        # Keras 2 had output_padding before data_format.
        given.positions[4:6] = given.positions[5:3:-1]
    named = dict(zip(signature.order, given.positions, strict=False))
    surplus = [(source.written(extra.node), extra) for extra in given.positions[len(signature.order) :][:2]]
    _note_unknown(draft, surplus, 1, source)
    taken = {*signature.order, *signature.rest} - {*named}
    unknown = [(word, value) for word, value in given.keywords.items() if word not in taken]
    _note_unknown(draft, unknown, _MOST_UNKNOWN, source)
    named |= {word: value for word, value in given.keywords.items() if word in taken}
    for word, value in named.items():
        _take(draft, word, value, source)
    _note_missing(draft, named, given.unseen, source)
    return draft


def _note_unknown(draft: Draft, unknown: list[tuple[str, Given]], most: int, source: Source) -> None:
    """Note what the signature has no place for; the last fault of so many stands for the rest."""
    for count, (written, given) in enumerate(unknown[:most], 1):
        name = written + ", …" if count == most < len(unknown) else written
        draft.fault(Code.CODE_ARGUMENT_UNKNOWN, source.place(given.node), name=name)


def _take(draft: Draft, name: str, given: Given, source: Source) -> None:
    value = given.value
    if is_known(value) or (isinstance(value, Tensor) and name in _TENSORS[draft.signature.layer]):
        draft.arguments[name] = value
    elif name in {"bias", "bias_attr"}:
        draft.arguments[name] = True
    elif name in {"activation", "act"}:
        draft.arguments[name] = source.written(given.node).rpartition(".")[2]
    elif name not in _UNSEEN and name not in _CHANNELS[draft.signature.layer]:
        place, written = source.place(given.node), source.written(given.node)
        draft.fault(Code.CODE_ARGUMENT_NOT_CONSTANT, place, name=name, written=written)


def _note_missing(draft: Draft, named: dict[str, Given], unseen: ast.expr | None, source: Source) -> None:
    if unseen is not None:
        place, written = source.place(unseen), source.written(unseen)
        draft.fault(Code.CODE_ARGUMENT_NOT_CONSTANT, place, name="**", written=written)
        return
    for name in draft.signature.required:
        if name not in named:
            draft.faults.append(draft.lacking(name))


def tensors_of(draft: Draft) -> None:
    """Move the shapes of x and weight from the arguments to where every framework's reader finds them."""
    for name in ("x", "input", "lhs"):
        value = draft.arguments.get(name)
        if isinstance(value, Tensor):
            draft.x, draft.turned, draft.parts = value.shape, value.turned, value.parts
    for name in ("weight", "rhs", *(["filters"] if not draft.signature.layer else [])):
        value = draft.arguments.get(name)
        if isinstance(value, Tensor):
            draft.weight, draft.spread = value.shape, value.spread


def slices_of(cuts: Any, first: int) -> list[tuple[int, int | None]] | None:
    """Return (start, stop) of the spatial axes, which begin at `first`, in an index of five; None if it is no crop."""
    if not isinstance(cuts, tuple) or len(cuts) != 5:
        return None
    bounds = [_bounds(cut) for cut in cuts]
    outer = bounds[:first] + bounds[first + 3 :]
    whole = all(cut == (0, None) for cut in outer)
    inner = [cut for cut in bounds[first : first + 3] if cut is not None]
    return inner if whole and len(inner) == 3 else None


def _bounds(cut: Any) -> tuple[int, int | None] | None:
    if not isinstance(cut, slice) or cut.step not in (None, 1):
        return None
    start = 0 if cut.start is None else cut.start
    stop = 0 if cut.stop is None else cut.stop
    fits = all(isinstance(end, int) and end in INT32 for end in (start, stop)) and start >= 0
    return (start, cut.stop) if fits else None
