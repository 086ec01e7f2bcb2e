"""Expressions of a text: what they are worth as far as the text tells, and the layers that calls among them make."""

from __future__ import annotations

import ast
from collections import ChainMap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ...diagnostics import Code, Diagnostic
from . import constants, forward, tensors
from .constants import UNKNOWN
from .draft import Arguments, Draft, Given, bind, tensors_of
from .names import Names, dotted
from .signatures import ONNX_NODE
from .source import Source
from .tensors import Shape, Tensor

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Expressions:
    """What the expressions of a source are, and the layers found in them.

    Attributes
    ----------
    drafts : list of Draft
    faults : list of Diagnostic
        About calls that are no layer of three axes.
    shapes : list of shape
        Of every tensor the text makes.
    named : dict of str to Tensor
        What an ONNX model says of its tensors.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.imports = Names()
        self.drafts: list[Draft] = []
        self.faults: list[Diagnostic] = []
        self.shapes: list[Shape] = []
        self.named: dict[str, Tensor] = {}
        self._bound: ChainMap[str, Any] = ChainMap()
        self.fields: dict[str, Any] = {}  # self.a of the class being read

    @contextmanager
    def scope(self, parameters: ast.arguments | None = None) -> Iterator[None]:
        """Bind names in a scope of their own for as long as the context lasts."""
        outer, self._bound = self._bound, self._bound.new_child()
        if parameters:
            self._parameters(parameters)
        yield
        self._bound = outer

    def _parameters(self, parameters: ast.arguments) -> None:
        """A parameter is its default; without one it hides what the text calls by the same name."""
        positional = [*parameters.posonlyargs, *parameters.args]
        everyone = [*positional, *parameters.kwonlyargs, parameters.vararg, parameters.kwarg]
        self._bound.update({argument.arg: UNKNOWN for argument in everyone if argument})
        ends = positional[len(positional) - len(parameters.defaults) :]
        pairs = [*zip(ends, parameters.defaults, strict=True),
                 *zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True)]  # fmt: skip
        known = {argument.arg: self.value(default) for argument, default in pairs if default}
        self._bound.update({name: value for name, value in known.items() if value is not None})  # None: set later

    def bind(self, target: ast.expr, value: Any) -> None:
        """Give a value to what stands left of an assignment."""
        if isinstance(target, (ast.Tuple, ast.List)):
            items = list(value) if isinstance(value, (list, tuple)) else []
            for place, inner in enumerate(target.elts):
                self.bind(inner, items[place] if len(items) == len(target.elts) else UNKNOWN)
        elif isinstance(target, ast.Name):
            self._bound[target.id] = value
        elif isinstance(target, ast.Attribute):
            self.fields[dotted(target)] = value
        elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            name = target.value.id  # kernel[::2, ::2, ::2] = weight
            self._bound[name] = tensors.spread(self._bound.get(name), value, self.value(target.slice))

    def value(self, node: ast.AST) -> Any:
        """Return what an expression is, as far as the text tells; layers in it are collected on the way."""
        match node:
            case ast.Constant():
                return constants.literal(node.value)
            case ast.Name():
                return self._bound.get(node.id, UNKNOWN)
            case ast.Attribute():
                return self._attribute(node)
            case ast.Subscript():
                return forward.indexed(self.value(node.value), self.value(node.slice))
            case ast.UnaryOp():
                return constants.unary(node.op, self.value(node.operand))
            case ast.BinOp():
                return self.added(node.op, self.value(node.left), self.value(node.right))
            case ast.Call():
                return self._call(node)
            case ast.Lambda():
                with self.scope(node.args):
                    self.value(node.body)
                return UNKNOWN
        return self._display(node)

    def _display(self, node: ast.AST) -> Any:
        """Return what is written out: a tuple, list, dict or slice; of anything else, only the layers in it count."""
        match node:
            case ast.Tuple() | ast.List():
                return constants.bounded(tuple(given.value for given in self._positions(node.elts, Arguments())))
            case ast.Dict():
                return self._dict(node)
            case ast.Slice():
                return slice(*(None if end is None else self.value(end) for end in (node.lower, node.upper, node.step)))
            case ast.NamedExpr():
                value = self.value(node.value)
                self.bind(node.target, value)
                return value
        inner = self._children(node)
        return inner if isinstance(node, ast.ListComp) else UNKNOWN  # a list of equals is any of them

    def _children(self, node: ast.AST) -> Any:
        """Read what an expression is made of; return the value of the last part."""
        value = UNKNOWN
        with self.scope():
            for loop in node.generators if isinstance(node, _COMPREHENSIONS) else ():
                items = self.value(loop.iter)
                self.bind(loop.target, items[0] if isinstance(items, tuple) and items else UNKNOWN)
            for child in ast.iter_child_nodes(node):
                if not isinstance(child, ast.comprehension):
                    value = self.value(child)
        return value

    def _attribute(self, node: ast.Attribute) -> Any:
        name = dotted(node)
        if name in self.fields:
            return self.fields[name]
        owner = self.value(node.value)
        return tensors.shape_of(owner) if isinstance(owner, Tensor) and node.attr == "shape" else UNKNOWN

    def _dict(self, node: ast.Dict) -> Any:
        pairs = [
            (key and self.value(key), self.value(value)) for key, value in zip(node.keys, node.values, strict=True)
        ]
        # session.run(None, {"x": x})
        self.named.update({key: value for key, value in pairs if isinstance(key, str) and isinstance(value, Tensor)})
        return constants.bounded({key: value for key, value in pairs if isinstance(key, (str, int))})

    def added(self, operator: ast.operator, left: Any, right: Any) -> Any:
        """Return what an operator makes of two values: a number, a list, or a layer's output with its bias."""
        if isinstance(left, Tensor):
            return forward.with_bias(left, right)
        return constants.binary(operator, left, right)

    # --- calls --------------------------------------------------------------------------------------------------

    def _call(self, node: ast.Call) -> Any:
        callee, owner = self._callee(node.func)
        name = dotted(node.func)
        given = self.arguments(node)
        if name.endswith(".run"):
            return self._run()
        if isinstance(callee, (Draft, forward.Stack)):
            return forward.applied(callee, given.values, given.words)
        if isinstance(owner, Tensor) and isinstance(node.func, ast.Attribute):
            return tensors.method(owner, node.func.attr, given.values)
        full = self.imports.full(name)
        return self._layer(node, name, given) or self._other(full, given)

    def _callee(self, node: ast.expr) -> tuple[Any, Any]:
        """Return what is called, and the tensor or module whose method it may be; each is read once."""
        if not isinstance(node, ast.Attribute):
            return self.value(node), UNKNOWN
        known = self.fields.get(dotted(node), UNKNOWN)
        return known, self.value(node.value) if known is UNKNOWN else UNKNOWN

    def _layer(self, node: ast.Call, name: str, given: Arguments) -> Any:
        """The layer or output that a call of a known signature makes; None for any other call."""
        signature = self.imports.signature(node, given.keywords)
        if signature == ONNX_NODE and given.values[:1] != ["ConvTranspose"]:
            return None
        if signature == "flat":
            line, column = self.source.place(node)
            values = (("call", name), ("line", line), ("column", column))
            self.faults.append(Diagnostic(Code.CODE_NOT_THREE_D, None, values))
            return UNKNOWN
        if signature is None:
            return None
        draft = bind(signature, node, name, given, self.source)
        tensors_of(draft)
        self.drafts.append(draft)
        return draft if signature.layer else Tensor(forward.output_shape(draft), draft)

    def _other(self, name: str, given: Arguments) -> Any:
        values, words = given.values, given.words
        if name == "dict":
            return constants.bounded(words)
        if name.rpartition(".")[2] in {"make_tensor_value_info", "make_tensor", "from_array"}:
            self.named |= tensors.described([*values, *words.values()])
        tensor = tensors.made(name, values, words)
        if tensor is None:
            return forward.changed(name, values, words)
        if tensor.shape and len(tensor.shape) == 5:
            self.shapes.append(tensor.shape)
        return tensor

    def name_tensors(self, draft: Draft) -> None:
        """Give an ONNX node the tensors it names; they may be described before it or after."""
        names = draft.arguments.get("inputs")
        if isinstance(names, tuple):
            known = [self.named.get(name, Tensor()) if isinstance(name, str) else Tensor() for name in names]
            x, weight = [*known, Tensor(), Tensor()][:2]
            draft.x, draft.turned, draft.weight = x.shape, x.turned, weight.shape

    def _run(self) -> Any:
        """Return what a session returns: the output of its one node, if there is no other."""
        if len(self.drafts) != 1 or self.drafts[0].signature != ONNX_NODE:
            return UNKNOWN
        self.name_tensors(self.drafts[0])
        return (Tensor(forward.output_shape(self.drafts[0]), self.drafts[0]),)

    def arguments(self, node: ast.Call) -> Arguments:
        """Return what stands between the brackets of a call, each value folded."""
        given = Arguments()
        given.positions = self._positions(node.args, given)
        for keyword in node.keywords:
            value = self.value(keyword.value)
            if keyword.arg:
                given.keywords[keyword.arg] = Given(value, keyword.value)
            elif isinstance(value, dict) and len(value) <= constants.LONGEST:
                given.keywords.update({str(word): Given(one, keyword.value) for word, one in value.items()})
            else:
                given.unseen = keyword.value
        return given

    def _positions(self, nodes: Iterable[ast.expr], given: Arguments) -> list[Given]:
        found: list[Given] = []
        for node in nodes:
            value = self.value(node.value if isinstance(node, ast.Starred) else node)
            if not isinstance(node, ast.Starred):
                found.append(Given(value, node))
            elif isinstance(value, tuple) and len(found) + len(value) <= constants.MOST:
                found += [Given(item, node) for item in value]
            else:
                given.unseen = node
                found.append(Given(UNKNOWN, node))
        return found
