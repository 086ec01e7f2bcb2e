"""Pasted text -> a syntax tree whose nodes know their place in the paste. Nothing is ever executed.

A paste is hostile until read: its length and depth are bounded before Python's parser sees it.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from ...diagnostics import Code, Diagnostic

#: A long model file; of the dearest lines, so many characters take a quarter of a second.
MOST_CHARACTERS = 40_000
MOST_BRACKETS = 60
_MOST_PIECES = 100
# Control characters, lone surrogates, and marks that make text read otherwise than it runs (bidi).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Blanks and brackets as word processors and Chinese keyboards write them; one character for one keeps the columns.
_PLAIN = str.maketrans("\r\x0c\u00a0\ufeff\u3000（），：＝［］", "\n    (),:=[]")
_PROMPT = re.compile(r"[ \t]*(?:>>>|\.\.\.|In \[\d+\]:|   \.\.\.:)(?: |$)")
_NO_CODE = re.compile(r"[ \t]*```|%{1,2}[a-z]|![a-z]")  # Markdown's fences, a notebook's magics
# Bounded, and without a prefix to try at every letter: a word of 50,000 letters must not cost more than its length.
_CALL = re.compile(r"(?:conv\w{0,20}transpose\w{0,10}|conv_general_dilated|make_node)\(", re.I)
_ROUND = re.compile(r"[()]")
_NAME = re.compile(r"[\w.]*\Z", re.ASCII)
_LONGEST_NAME = 100
_LONGEST_LISTING = 4_000
_ENTRY = re.compile(r"""[ \t]*["']?([A-Za-z_]\w*)["']?[ \t]*[:=][ \t]*(?=\S)""")
_PRINTED = re.compile(r"^[ \t]*\(\w+\): \w+\(", re.M)  # a line of print(model)


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed paste.

    Parameters
    ----------
    tree : ast.Module
    lines : tuple of str
        As parsed: without prompts and common indentation.
    removed : tuple of int
        How many characters were taken off the front of each line.
    faults : tuple of Diagnostic
        What made pieces of the text be read instead of the whole.
    """

    tree: ast.Module
    lines: tuple[str, ...]
    removed: tuple[int, ...]
    faults: tuple[Diagnostic, ...] = ()

    def place(self, node: ast.expr | ast.keyword) -> tuple[int, int]:
        """Return (line, column) in the pasted text, both from 1; Python counts columns in bytes."""
        row = min(node.lineno, len(self.lines)) - 1
        before = self.lines[row].encode()[: node.col_offset].decode(errors="ignore")
        return row + 1, self.removed[row] + len(before) + 1

    def written(self, node: ast.expr, limit: int = 60) -> str:
        """Return the text of a node, its first line only, cut to `limit` characters."""
        line = self.lines[min(node.lineno, len(self.lines)) - 1].encode()
        end = node.end_col_offset if node.end_lineno == node.lineno else None
        text = line[node.col_offset : end].decode(errors="ignore").rstrip() + ("" if end else " …")
        return text if len(text) <= limit else text[: limit - 1] + "…"


def parse(text: str) -> Source | Diagnostic:
    """Return the paste as a syntax tree; what is no Python, call by call; or why nothing can be read."""
    fault = _refusal(text)
    if fault:
        return fault
    lines, removed = _cleaned(text)
    tree = _tree("\n".join(lines))
    # Copied from the middle of a line: only what follows is indented.
    other, other_removed = _dedented(lines, removed, first=1)
    if isinstance(tree, _NoPython) and other != lines:
        other_tree = _tree("\n".join(other))
        if isinstance(other_tree, ast.Module):
            return Source(other_tree, other, other_removed)
    if isinstance(tree, ast.Module):
        return Source(tree, lines, removed)
    fault = not_parsed(tree.line, tree.column + removed[min(tree.line, len(removed)) - 1], tree.reason)
    pieces = _pieces(lines)
    if not pieces.body:
        return fault
    printed = _PRINTED.search(text) is not None
    return Source(pieces, lines, removed, () if printed else (fault,))


def parse_listing(text: str) -> tuple[Source, ast.Call] | None:
    """Return bare arguments, ``4, 6, kernel_size=3`` or one ``name = value`` a line, as if they stood in a call."""
    if len(text) > _LONGEST_LISTING or _refusal(text):
        return None
    lines, removed = _cleaned(text)
    stripped = "\n".join(lines).strip().strip(",")
    call = _expression(stripped, 0, 0, around="_({})")
    if not isinstance(call, ast.Call):
        call = _entries(lines)
    elif len(call.args) == 1 and isinstance(call.args[0], ast.Dict):
        call = _of_dict(call.args[0])
    return (Source(ast.Module([], []), lines, removed), call) if call else None


def not_parsed(line: int, column: int, reason: str) -> Diagnostic:
    """Say where the text stops being readable, and why, in the parser's words."""
    return Diagnostic(Code.CODE_NOT_PARSED, None, (("line", line), ("column", column), ("reason", reason)))


def _refusal(text: str) -> Diagnostic | None:
    if len(text) > MOST_CHARACTERS:
        return Diagnostic(Code.CODE_TOO_LARGE, None, (("length", len(text)), ("limit", MOST_CHARACTERS)))
    mark = _FORBIDDEN.search(text)
    if mark:
        return not_parsed(*_place_in(text, mark.start()), f"character U+{ord(mark[0]):04X}")
    depth = 0
    for bracket in re.finditer(r"[(\[{]|[)\]}]", text):
        depth = max(0, depth + (1 if bracket[0] in "([{" else -1))
        if depth > MOST_BRACKETS:
            return not_parsed(*_place_in(text, bracket.start()), f"more than {MOST_BRACKETS} brackets deep")
    return None


def _place_in(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _cleaned(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Lines without prompts, fences, magics, output between prompts, odd blanks and common indentation."""
    text = text.replace("\r\n", "\n").translate(_PLAIN)
    lines = text.split("\n")
    prompts = [_PROMPT.match(line) for line in lines]
    session = any(prompts)
    removed = [prompt.end() if prompt else 0 for prompt in prompts]
    kept = ["" if _NO_CODE.match(line) or (session and not prompt) else line[cut:]
            for line, prompt, cut in zip(lines, prompts, removed, strict=True)]  # fmt: skip
    return _dedented(kept, removed)


def _dedented(lines: Iterable[str], removed: Iterable[int], first: int = 0) -> tuple[tuple[str, ...], tuple[int, ...]]:
    lines, removed = tuple(lines), tuple(removed)
    margins = [len(line) - len(line.lstrip()) for line in lines[first:] if line.strip()]
    margin = min(margins, default=0)
    cut = [0 if row < first else min(margin, len(line) - len(line.lstrip())) for row, line in enumerate(lines)]
    shorter = tuple(line[count:] for line, count in zip(lines, cut, strict=True))
    return shorter, tuple(before + count for before, count in zip(removed, cut, strict=True))


@dataclass(frozen=True, slots=True)
class _NoPython:
    line: int
    column: int
    reason: str


def _tree(text: str) -> ast.Module | _NoPython:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\\d" in somebody's string is not our affair
            return ast.parse(text)
    except SyntaxError as error:
        return _NoPython(error.lineno or 1, max(1, error.offset or 1), str(error.msg))
    except (RecursionError, MemoryError):  # MemoryError is what the parser says of deep nesting
        return _NoPython(1, 1, "nested too deep")
    except ValueError as error:
        return _NoPython(1, 1, str(error))


def _expression(text: str, row: int, column: int, around: str = "{}") -> ast.expr | None:
    """Parse one expression that stands at (row, column) of the cleaned text, so that its nodes say so."""
    inside = "(" + " " * (column - 1) + text + ")" if column else around.format(text)
    tree = _tree("\n" * row + inside)
    if isinstance(tree, _NoPython) or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return None
    return tree.body[0].value


def _pieces(lines: tuple[str, ...]) -> ast.Module:
    """Every call that looks like ours and can be read by itself: printed models, cut-off pastes, tracebacks."""
    text = "\n".join(lines)
    found: list[ast.stmt] = []
    end = 0
    for count, match in enumerate(_CALL.finditer(text)):
        start = match.start() - len(_before(text, match.start()))
        if start < end or count >= _MOST_PIECES:
            continue
        end = _closing(text, match.end())
        row, column = _place_in(text, start)
        expression = _expression(text[start:end], row - 1, column - 1)
        if expression is not None:
            found.append(ast.Expr(expression))
    return ast.Module(found, [])


def _before(text: str, index: int) -> str:
    """Return the part of a dotted name that stands before `index`."""
    name = _NAME.search(text[max(0, index - _LONGEST_NAME) : index])
    return name[0].lstrip(".") if name else ""


def _closing(text: str, start: int) -> int:
    """Return the end of the bracket that is open at `start`."""
    depth = 1
    for bracket in _ROUND.finditer(text, start):
        depth += 1 if bracket[0] == "(" else -1
        if not depth:
            return bracket.end()
    return len(text)


def _of_dict(display: ast.Dict) -> ast.Call | None:
    """JSON: an object's entries as keywords."""
    pairs = zip(display.keys, display.values, strict=True)
    named = [(key.value, value) for key, value in pairs if isinstance(key, ast.Constant)]
    keywords = [ast.keyword(name, value) for name, value in named if isinstance(name, str)]
    return ast.Call(ast.Name("_", ast.Load()), [], keywords) if keywords else None


def _entries(lines: tuple[str, ...]) -> ast.Call | None:
    """Lines ``name = value`` or ``"name": value`` as keywords; a word without quotes is text."""
    keywords = []
    rows = [(row, line) for row, line in enumerate(lines) if line.strip(" \t{},")]
    for row, line in rows[:_MOST_PIECES]:
        match = _ENTRY.match(line)
        value = match and _expression(line[match.end() :].strip().rstrip(","), row, len(line[: match.end()].encode()))
        if not match or value is None:
            return None
        word = ast.copy_location(ast.Constant(value.id), value) if isinstance(value, ast.Name) else value
        keywords.append(ast.keyword(match[1], word))
    return ast.Call(ast.Name("_", ast.Load()), [], keywords) if keywords else None
