"""Walks a text from top to bottom, as Python would, and collects its layers. Values are folded, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from .constants import UNKNOWN
from .expressions import Expressions


class Scan(Expressions):
    """One pass over a source: its statements in order."""

    def block(self, statements: Iterable[ast.stmt]) -> None:
        """Read statements in order."""
        for statement in statements:
            self._statement(statement)

    def _statement(self, node: ast.AST) -> None:
        match node:
            case ast.Import() | ast.ImportFrom():
                self.imports.note(node)
            case ast.Assign():
                value = self.value(node.value)
                for target in node.targets:
                    self.bind(target, value)
            case ast.AnnAssign() if node.value is not None:
                self.bind(node.target, self.value(node.value))
            case ast.AugAssign():
                self.bind(node.target, self.added(node.op, self.value(node.target), self.value(node.value)))
            case ast.ClassDef():
                self.fields = {}
                with self.scope():
                    self.block(node.body)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                with self.scope(node.args):
                    self.block(node.body)
            case ast.For() | ast.AsyncFor():
                self.value(node.iter)
                self.bind(node.target, UNKNOWN)
                self.block([*node.body, *node.orelse])
            case ast.expr():
                self.value(node)
            case _:
                for child in ast.iter_child_nodes(node):
                    self._statement(child)
